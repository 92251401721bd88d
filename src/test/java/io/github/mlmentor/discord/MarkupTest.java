package io.github.mlmentor.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Span;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Run;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "# heading",
                "### heading",
                "-# small",
                "> quoted",
                ">>> everything",
                "- item",
                "+ item",
                "  * item",
                "1. first",
                "  12. twelfth",
                "words\n# heading\n- item\n> quoted\n1. first",
                "**strong** __under__ _it_ *it* ~~gone~~ ||hidden|| `code` ```block```",
                "snake_case_name and C# and 10:30:00 and a - b",
                "[words](https://evil.example) https://evil.example <https://evil.example>",
                "steam://run/1 discord.gg/abc discord.com/invite/abc DiscordApp.com/invite/abc",
                "@everyone @here @every@everyoneone <@1> <@!1> <@&1> <#1> </a:1> <t:1:R> <:a:1> <a:a:1> <id:guide>",
                ":smile: ::: :a:b: :+1: :flag_de:",
                "\\ \\* \\\\ \u00AF\\_(\u30C4)_/\u00AF trailing\\",
            })
    void literalTextStaysLiteral(String text) {
        String markup = Markup.of(List.of(Run.plain(text)), true);
        assertThat(DiscordMarkdown.words(markup).replace(Characters.JOINER, "").strip())
                .isEqualTo(text.strip());
        assertThat(DiscordMarkdown.surprises(markup)).isEmpty();
        assertThat(DiscordMarkdown.html(markup)).doesNotContainPattern("<(?!p>|/p>|br>)");
    }

    @Test
    void whatMeetsInASeamIsStillLiteral() {
        List<Run> runs =
                List.of(Run.plain("@every"), Run.plain("one :sm"), Run.plain("ile: http"), Run.plain("s://x.example"));
        String markup = Markup.of(runs, true);
        assertThat(DiscordMarkdown.surprises(markup)).isEmpty();
        assertThat(DiscordMarkdown.words(markup)).contains(":smile: https://x.example");
    }

    @Test
    void stylesTouchTheirWordsAndDoNotRunTogether() {
        List<Run> runs = List.of(
                Run.bold(" bold "), run("it", Span.Style.EMPHASIS), Run.bold("next"), run("x*y", Span.Style.CODE));
        String markup = Markup.of(runs, true);
        assertThat(markup).startsWith(" **bold** *it*" + Characters.JOINER + "**next**`x*y`");
        assertThat(DiscordMarkdown.html(markup))
                .isEqualTo("<p> <b>bold</b> <i>it</i>" + Characters.JOINER + "<b>next</b><code>x*y</code></p>");
    }

    @Test
    void codeWithBackticksIsStillOneWord() {
        String markup = Markup.of(List.of(run("`a``b`", Span.Style.CODE)), true);
        assertThat(DiscordMarkdown.html(markup)).isEqualTo("<p><code>`a`" + Characters.JOINER + "`b`</code></p>");
    }

    @Test
    void aStyleEndsWithItsLine() {
        assertThat(Markup.of(List.of(Run.bold("one\n\ntwo")), true)).isEqualTo("**one**\n\n**two**");
    }

    @Test
    void whatIsReadMostIsNotCluttered() {
        assertThat(Markup.of(List.of(Run.plain("C# (10:30), e.g. a - b & 3 + 4 > 5.")), true))
                .isEqualTo("C# (10:30), e.g. a - b & 3 + 4 > 5.".replace("10:30", "10\\:30"));
    }

    @Test
    void aFenceNamesItsLanguageOnlyWhereItIsOne() {
        assertThat(Markup.fenced("python", "x")).isEqualTo("```python\nx\n```");
        assertThat(Markup.fenced("a b`", "```")).isEqualTo("```\n``" + Characters.JOINER + "`\n```");
    }

    private static Run run(String text, Span.Style style) {
        return new Run(text, Set.of(style), null);
    }
}
