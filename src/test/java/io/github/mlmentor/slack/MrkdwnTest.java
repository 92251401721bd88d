package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.layout.Characters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MrkdwnTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<!channel>~&lt;!channel&gt;",
                "<@U1>~&lt;@U1&gt;",
                "a & b~a &amp; b",
                "&lt;!here&gt;~&amp;lt;!here&amp;gt;",
                "somebody@example.org~somebody@example.org",
                "@channels~@channels",
            })
    void theThreeCharactersThatSlackReadsAreEscaped(String text, String escaped) {
        assertThat(Mrkdwn.escape(text)).isEqualTo(escaped);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@channel", "@here", "@everyone", "@group", "@HERE now", "x@Everyone!", "@@channel"})
    void whatCallsEverybodyLooksTheSameAndCallsNobody(String text) {
        assertThat(Mrkdwn.escape(text))
                .doesNotContainIgnoringCase("@channel", "@here", "@everyone", "@group")
                .isEqualTo(Mrkdwn.escape(Mrkdwn.escape(text)));
        assertThat(Mrkdwn.escape(text).replace(Characters.JOINER, "")).isEqualTo(text);
    }

    @Test
    void removingWhatWasPutInMakesNoOtherMention() {
        assertThat(Mrkdwn.escape("@every@everyoneone").replace(Characters.JOINER, ""))
                .isEqualTo("@every@everyoneone");
    }

    @Test
    void aLinkCannotBeClosedFromInside() {
        assertThat(Mrkdwn.link("https://example.org/a?b=1&c=<x>|y z", "t>e|x\nt <!here>"))
                .isEqualTo("<https://example.org/a?b=1&amp;c=%3Cx%3E%7Cy%20z|t&gt;e|x t &lt;!here&gt;>");
    }

    @Test
    void plainTextIsOneLineWithinItsLimit() {
        assertThat(Mrkdwn.plain(" two\n lines\u0000 ", 20)).isEqualTo("two lines");
        assertThat(Mrkdwn.plain("<!channel>", 20)).isEqualTo("<" + Characters.JOINER + "!channel>");
        assertThat(Mrkdwn.plain("one two three four", 12)).isEqualTo("one two…");
        assertThat(Mrkdwn.plain("@channel".repeat(9), 75)).hasSizeLessThanOrEqualTo(75);
    }

    @Test
    void shorteningTearsNoCharacterApart() {
        String family = "\uD83D\uDE00".repeat(20);
        for (int limit = 2; limit < 40; limit++) {
            String shortened = Characters.shorten(family, limit);
            assertThat(shortened).hasSizeLessThanOrEqualTo(limit).endsWith("…");
            assertThat(Characters.clean(shortened)).isEqualTo(shortened);
        }
        assertThat(Characters.shorten("ab" + "e\u0301", 3)).isEqualTo("ab…");
    }

    @Test
    void anEndlessHeapOfAccentsIsCutSomewhere() {
        String heap = "e" + "\u0301".repeat(500);
        assertThat(Characters.boundary(heap, 300)).isBetween(1, 300);
    }

    @Test
    void cleanTextHasNoHalvesAndNoControlCharacters() {
        assertThat(Characters.clean("a\u0000b\r\nc\rd\uD800e\u001B[1m\tf")).isEqualTo("ab\nc\nd\uFFFDe[1m\tf");
        assertThat(Characters.clean("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
    }
}
