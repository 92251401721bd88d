package io.github.mlmentor.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.answering.Verdict;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.markdown.MarkdownReader;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionGuardTest {
    /** What Slack or Discord would take for a mention. */
    private static final Pattern POWER = Pattern.compile("@everyone|@here|@channel|(?<!\\w)@\\w|<[!@#]|<@&|</\\w");

    private static void assertHarmless(String words) {
        assertThat(words.toLowerCase(Locale.ROOT)).doesNotContainPattern(POWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@everyone",
                "@here",
                "@Everyone",
                "@channel",
                "@maria",
                "<!channel>",
                "<!here>",
                "<!everyone|all>",
                "<!subteam^S123>",
                "<@U123>",
                "<@!123>",
                "<@&123>",
                "<#C1>",
                "<#C1|general>",
                "</ask:123>",
                "@every@everyoneone",
                "<<!channel>!channel>",
                "@@everyone",
                "someone@everyone.invalid",
                "&lt;!channel&gt;",
                "&#64;everyone",
                "@[everyone](https://evil.com)",
                "[@everyone](https://evil.com)",
                "@![everyone](https://evil.com/x.png)",
                "<[!channel](https://evil.com)>",
                "@**everyone**",
                "**@**everyone"
            })
    void noMentionKeepsItsPower(String mention) {
        String words = Candidates.words("Hello " + mention + ", look.");

        assertHarmless(words);
        assertThat(words).startsWith("Hello ").endsWith("look.");
    }

    @Test
    void whatIsReadStaysTheSame() {
        assertThat(Candidates.words("Ask @everyone in <#C1>.").replace("\u200B", ""))
                .isEqualTo("Ask @everyone in <#C1>.");
    }

    @Test
    void aTermOfTheTradeStaysAsItIsWritten() {
        assertThat(Candidates.words("Measure recall@5 and precision@k."))
                .isEqualTo("Measure recall@5 and precision@k.");
    }

    @Test
    void anEMailAddressPingsNobody() {
        Document left = Candidates.past(
                Candidates.byModel(Document.of("Write to jobs@example.com and help@here.")), new MentionGuard());

        assertHarmless(left.plainText());
    }

    @Test
    void mentionsAreFoundInEveryKindOfBlock() {
        String markdown = """
                # @everyone

                - @here
                  - <@U123>

                | <!channel> | b |
                | --- | --- |
                | c | @everyone |

                > @everyone
                """;

        assertHarmless(Candidates.words(markdown));
    }

    @Test
    void whatPingsInCodeIsTakenItsPowerToo() {
        String words = Candidates.words("""
                Or `@everyone` and `<!here>`.

                ```
                echo "@everyone <!channel> <@U123> <@&1> <#C1> @Here" # </ask:123>
                ```
                """);

        assertThat(words.toLowerCase(Locale.ROOT)).doesNotContainPattern("@(everyone|here|channel)|<[!@#]|</ask:");
    }

    @Test
    void theWordsOfALinkAreWordsToo() {
        Document link = new Document(java.util.List.of(new io.github.mlmentor.chat.Block.Paragraph(
                java.util.List.of(new Span.Link("@everyone", "https://guide.example.org")))));

        Document left = Candidates.past(Candidates.byModel(link), new MentionGuard());

        assertHarmless(left.plainText());
        assertThat(left.contains(Span.Link.class)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Plain words.", "a < b and b > a", "5 @ 3", "x <- y", "List<String>", "precision@ k", "<= 3"})
    void harmlessWordsStayAsTheyAre(String text) {
        assertThat(new MentionGuard().check(Candidates.byModel(Document.of(text))))
                .isEqualTo(new Verdict.Accepted());
    }

    @Test
    void codeCanStillBeCopied() {
        Document code = MarkdownReader.read("""
                Mark it with `@property`.

                ```python
                @dataclass
                @app.get("/")
                y = a @b
                if x <y and a<&b: pass
                ```
                """);

        assertThat(new MentionGuard().check(Candidates.byModel(code))).isEqualTo(new Verdict.Accepted());
    }

    @Test
    void takingThePowerTwiceChangesNothingMore() {
        Document once = Candidates.past(
                Candidates.byModel(Document.of("@everyone <!channel> @every@everyoneone")), new MentionGuard());

        assertThat(new MentionGuard().check(Candidates.byModel(once))).isEqualTo(new Verdict.Accepted());
    }

    @Test
    void itJudgesWhatIsStreamed() {
        assertThat(new MentionGuard().judgesParts()).isTrue();
    }
}
