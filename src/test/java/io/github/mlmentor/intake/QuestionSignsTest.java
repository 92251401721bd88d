package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionSignsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "what is docker?",
                "docker or podman?",
                "?",
                "??!",
                "seriously?!",
                "  \n\t how do I start  ",
                "HOW DO I START",
                "What's a feature store",
                "What\u2019s a feature store",
                "whats a feature store",
                "Should, or should I not, learn Rust",
                "anyone here from Berlin",
                "Docker\uff1f",
                "\u4f60\u597d\uff1f",
                "I read https://example.org/a and wonder: why?",
                "(is that so?)",
                "does\u2028it work",
                "why"
            })
    void soundsLikeAQuestion(String text) {
        assertThat(QuestionSigns.in(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\n",
                "\u0000",
                ",",
                ", ,",
                "thanks!",
                "I like docker.",
                "https://example.org/?q=docker",
                "see https://example.org/search?q=a&b=c for more",
                "ftp://x?",
                "However, it works",
                "whatever",
                "Canada is large",
                "doers do",
                "isn",
                "the answer is what I said",
                "'what'",
                "\ud83d",
                "\ud83e\udd14"
            })
    void soundsLikeAnythingElse(String text) {
        assertThat(QuestionSigns.in(text)).isFalse();
    }

    /** A dotless i must not depend on the machine's language. */
    @Test
    void theMachinesLanguageMakesNoDifference() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(QuestionSigns.in("IS this right")).isTrue();
            assertThat(QuestionSigns.in("WILL it run")).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @Timeout(10)
    void longAndStrangeTextsAreReadAtOnce() {
        assertThat(QuestionSigns.in(" ".repeat(200_000))).isFalse();
        assertThat(QuestionSigns.in(",".repeat(200_000))).isFalse();
        assertThat(QuestionSigns.in("a ".repeat(200_000))).isFalse();
        assertThat(QuestionSigns.in("a".repeat(200_000) + "?")).isTrue();
        assertThat(QuestionSigns.in("a://".repeat(50_000) + "?")).isFalse();
    }

    @Test
    void nothingThatPeopleTypeBreaksIt() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65_536)));
            }
            assertThatCode(() -> QuestionSigns.in(text.toString())).doesNotThrowAnyException();
        }
    }
}
