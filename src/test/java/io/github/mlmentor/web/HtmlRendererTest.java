package io.github.mlmentor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.markdown.MarkdownReader;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlRendererTest {
    private static final String HOSTILE = "</p><script>alert(\"1\")</script>&'<img src=x onerror=alert(1)>";
    private static final String ESCAPED =
            "&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;&lt;img src=x onerror=alert(1)&gt;";
    /** The only tags that the renderer itself writes. */
    private static final Pattern OWN_TAGS =
            Pattern.compile("</?(?:p|h[3-6]|ul|ol|li|table|thead|tbody|tr|td|pre|code|em|strong|blockquote|br|a|div)>"
                    + "|<div class=\"table\">|<th scope=\"(?:col|row)\">|</th>"
                    + "|<a class=\"cite\" href=\"/knowledge/[^\"<>]*\">"
                    + "|<a href=\"https?://[^\"<>]*\" rel=\"noopener noreferrer\">");

    @Test
    void wordsAreEscapedWhereverTheyStand() {
        List<Span> words = List.of(new Span.Text(HOSTILE));
        Document everywhere = new Document(List.of(
                new Block.Paragraph(words),
                new Block.Heading(2, words),
                new Block.Listing(false, List.of(List.of(new Block.Paragraph(words)))),
                new Block.Table(List.of(words), List.of(List.of(words))),
                new Block.Code(HOSTILE, HOSTILE),
                new Block.Quote(List.of(new Block.Paragraph(words))),
                new Block.Paragraph(List.of(
                        new Span.Text(HOSTILE, Set.of(Span.Style.STRONG, Span.Style.EMPHASIS, Span.Style.CODE)),
                        new Span.Link(HOSTILE, "https://example.org/"),
                        new Span.Link(HOSTILE, "javascript:alert(1)")))));

        String html = HtmlRenderer.render(everywhere, List.of());

        assertThat(html).doesNotContain("<script", "<img");
        assertThat(html.split(Pattern.quote(ESCAPED), -1)).hasSize(11);
        assertThat(OWN_TAGS.matcher(html).replaceAll("")).doesNotContain("<", ">");
    }

    @Test
    void noAttributeCanBeLeft() {
        Source source = new Source("a\" onclick=\"alert(1)", "Title", "x\" y='z");
        Document document = new Document(List.of(new Block.Paragraph(List.of(
                new Span.Citation(1),
                new Span.Link("link", "https://example.org/?a=1&b='x'"),
                new Span.Link("quoted", "https://example.org/\" onclick=\"alert(1)")))));

        String html = HtmlRenderer.render(document, List.of(source));

        assertThat(OWN_TAGS.matcher(html).replaceAll("")).doesNotContain("<", ">");
        assertThat(html)
                .contains("href=\"https://example.org/?a=1&amp;b=&#39;x&#39;\"")
                .doesNotContain(" onclick")
                .contains("quoted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "java\nscript:alert(1)",
                "javascript://example.org/%0aalert(1)",
                "vbscript:x",
                "data:text/html,<script>alert(1)</script>",
                "blob:https://example.org/1",
                "file:///etc/passwd",
                "//example.org",
                "/knowledge/x",
                "https://user:secret@example.org/",
                "http://localhost:9000/",
                "https://",
                ""
            })
    void whatIsNoPublicWebAddressBecomesWords(String url) {
        String html = HtmlRenderer.render(
                new Document(List.of(new Block.Paragraph(List.of(new Span.Link("the words", url))))), List.of());

        assertThat(html).isEqualTo("<p>the words</p>");
    }

    @Test
    void aWebAddressBecomesALinkThatTellsNothingOfUs() {
        String html = HtmlRenderer.render(MarkdownReader.read("See [the *docs*](https://example.org/a_b)."), List.of());

        assertThat(html)
                .isEqualTo("<p>See <a href=\"https://example.org/a_b\" rel=\"noopener noreferrer\">the docs</a>.</p>");
    }

    @Test
    void rawHtmlInMarkdownIsText() {
        String html = HtmlRenderer.render(
                MarkdownReader.read("<div onclick=\"x()\">\nblock\n</div>\n\nand <b>inline</b> <!-- c -->"), List.of());

        assertThat(OWN_TAGS.matcher(html).replaceAll("")).doesNotContain("<", ">");
        assertThat(html).contains("&lt;div onclick=&quot;x()&quot;&gt;", "&lt;b&gt;inline&lt;/b&gt;");
    }

    @Test
    void citationsPointAtTheSectionOfTheirSource() {
        Document document = new Document(List.of(
                new Block.Paragraph(List.of(new Span.Text("It does."), new Span.Citation(1), new Span.Citation(2)))));
        List<Source> sources =
                List.of(new Source("sql", "SQL", "What to learn, and when?"), new Source("python", "Python", ""));

        assertThat(HtmlRenderer.render(document, sources))
                .isEqualTo("<p>It does.<a class=\"cite\" href=\"/knowledge/sql#what-to-learn-and-when\">1</a>"
                        + "<a class=\"cite\" href=\"/knowledge/python\">2</a></p>");
    }

    @Test
    void aCitationWithoutItsSourceIsLeftOut() {
        Document document =
                new Document(List.of(new Block.Paragraph(List.of(new Span.Text("So."), new Span.Citation(3)))));

        assertThat(HtmlRenderer.render(document, List.of())).isEqualTo("<p>So.</p>");
    }

    @Test
    void anyIdLeadsToItsArticle() {
        assertThat(HtmlRenderer.path(new Source("teams/How do I? #1", "", "")))
                .isEqualTo("/knowledge/teams%2FHow%20do%20I%3F%20%231");
    }

    @Test
    void everyBlockHasItsElement() {
        Document document = MarkdownReader.read("""
                # One

                ##### Five

                1. first
                2. second

                   - nested

                > said

                ```sql
                SELECT 1 < 2
                ```

                | a | b |
                | - | - |
                | 1 | **2** |

                line\\
                break and `code` and *both **styles***
                """);

        String html = HtmlRenderer.render(document, List.of());

        assertThat(html)
                .contains("<h3>One</h3>", "<h5>Five</h5>")
                .contains("<ol><li>first</li><li>second<ul><li>nested</li></ul></li></ol>")
                .contains("<blockquote><p>said</p></blockquote>")
                .contains("<pre><code>SELECT 1 &lt; 2</code></pre>")
                .contains("<div class=\"table\"><table><thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr>"
                        + "</thead><tbody><tr><th scope=\"row\">1</th><td><strong>2</strong></td></tr></tbody>")
                .contains("line<br>break and <code>code</code> and <em>both </em><strong><em>styles</em></strong>");
    }
}
