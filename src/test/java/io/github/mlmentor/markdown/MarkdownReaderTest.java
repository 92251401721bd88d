package io.github.mlmentor.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReaderTest {
    @Test
    void everyKindOfBlockIsRead() {
        Document document = MarkdownReader.read("""
                ## Heading

                Words

                - one
                  - deeper
                - two

                3. third

                | a | b |
                | --- | --- |
                | 1 | 2 |

                ```python
                x = 1

                y = 2
                ```

                    indented

                > said
                """);

        assertThat(document.blocks())
                .containsExactly(
                        new Block.Heading(2, text("Heading")),
                        paragraph("Words"),
                        new Block.Listing(
                                false,
                                List.of(
                                        List.of(
                                                paragraph("one"),
                                                new Block.Listing(false, List.of(List.of(paragraph("deeper"))))),
                                        List.of(paragraph("two")))),
                        new Block.Listing(true, List.of(List.of(paragraph("third")))),
                        new Block.Table(List.of(text("a"), text("b")), List.of(List.of(text("1"), text("2")))),
                        new Block.Code("python", "x = 1\n\ny = 2"),
                        new Block.Code("", "indented"),
                        new Block.Quote(List.of(paragraph("said"))));
    }

    @Test
    void stylesAddUpWhereTheyNest() {
        assertThat(spans("plain **strong *both `all`*** *em*"))
                .containsExactly(
                        new Span.Text("plain "),
                        new Span.Text("strong ", Set.of(Span.Style.STRONG)),
                        new Span.Text("both ", Set.of(Span.Style.STRONG, Span.Style.EMPHASIS)),
                        new Span.Text("all", Set.of(Span.Style.STRONG, Span.Style.EMPHASIS, Span.Style.CODE)),
                        new Span.Text(" "),
                        new Span.Text("em", Set.of(Span.Style.EMPHASIS)));
    }

    @Test
    void aLinkBecomesItsWordsAndItsAddress() {
        assertThat(spans("see [the **docs**](https://example.org/a_b \"title\") and <https://example.org>"))
                .containsExactly(
                        new Span.Text("see "),
                        new Span.Link("the docs", "https://example.org/a_b"),
                        new Span.Text(" and "),
                        new Span.Link("https://example.org", "https://example.org"));
    }

    @Test
    void anImageBecomesItsAlternativeText() {
        assertThat(spans("before ![a *chart*](https://example.org/x.png) after"))
                .containsExactly(new Span.Text("before a chart after"));
    }

    @Test
    void anImageWithoutATextIsNothing() {
        assertThat(MarkdownReader.read("![](https://example.org/x.png)")).isEqualTo(Document.EMPTY);
    }

    @Test
    void htmlBecomesTheWordsItIsWrittenWith() {
        assertThat(spans("a <b onclick=\"x()\">bold</b> word"))
                .containsExactly(new Span.Text("a <b onclick=\"x()\">bold</b> word"));
        assertThat(MarkdownReader.read("<script>\nalert(1)\n</script>"))
                .isEqualTo(Document.of("<script>\nalert(1)\n</script>"));
    }

    @Test
    void aSoftBreakIsASpaceAndAHardBreakALine() {
        assertThat(spans("one\ntwo\\\nthree  \nfour")).containsExactly(new Span.Text("one two\nthree\nfour"));
    }

    @Test
    void wordsThatTheParserDividesAreOneSpan() {
        assertThat(spans("snake_case \\* 2 &lt; 3 [1] [no link]"))
                .containsExactly(new Span.Text("snake_case * 2 < 3 [1] [no link]"));
    }

    @Test
    void rulesBetweenParagraphsAreDropped() {
        assertThat(MarkdownReader.read("a\n\n---\n\nb")).isEqualTo(Document.of("a", "b"));
    }

    @Test
    void everyRowOfATableHasAsManyCellsAsItsHeader() {
        Block table = MarkdownReader.read("| a | b |\n| - | - |\n| 1 |\n| 1 | 2 | 3 |")
                .blocks()
                .get(0);

        assertThat(table)
                .isEqualTo(new Block.Table(
                        List.of(text("a"), text("b")),
                        List.of(List.of(text("1"), List.of()), List.of(text("1"), text("2")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "|\n|-|\n|", "[a]: /b", "```", "***", "\0", "\r\n\r", "\uD800"})
    void oddTextsAreReadToo(String text) {
        assertThat(MarkdownReader.read(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "- a\n ", "1. ", "*a _b ", "[", "![", "`", "<a ", "| a ", "**"})
    void nestingHasNoDepthAtWhichReadingFails(String opening) {
        assertThat(MarkdownReader.read(opening.repeat(2_000)).plainText()).isNotNull();
    }

    private static List<Span> spans(String markdown) {
        Document document = MarkdownReader.read(markdown);
        assertThat(document.blocks()).hasSize(1);
        return ((Block.Paragraph) document.blocks().get(0)).spans();
    }

    private static Block.Paragraph paragraph(String words) {
        return new Block.Paragraph(text(words));
    }

    private static List<Span> text(String words) {
        return List.of(new Span.Text(words));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a <b>bold</b> word | a bold word",
                "one<br/>two | one\\ntwo",
                "`<div>` stays | <div> stays",
                "5 < 6 and 7 > 6 | 5 < 6 and 7 > 6",
                "<!-- hidden --> | ''",
                "<script>alert(1)</script> | ''",
                "<style>p {color: red}</style> | ''",
                "<p>Fish &amp; chips</p> | Fish & chips",
                "<ul>\\n    <li>one</li>\\n    <li>two</li>\\n</ul> | one\\n\\ntwo",
                "<div>\\n\\n**strong**\\n\\n</div> | strong",
                "> <p>said</p> | said",
                "<div unclosed | <div unclosed",
            })
    void withoutTagsTheWordsBetweenThemStay(String markdown, String words) {
        assertThat(MarkdownReader.readWithoutTags(markdown.replace("\\n", "\n")).plainText())
                .isEqualTo(words.replace("\\n", "\n"));
    }

    @Test
    void blocksKnowTheirLines() {
        String text =
                "# Title\n\nWords\nin two lines, see [it][1].\n\nSetext\n------\n\n- a list\n\n[1]: https://example.com\n";

        assertThat(MarkdownReader.readPlaced(text))
                .extracting(MarkdownReader.Placed::line)
                .containsExactly(1, 3, 6, 9);
        assertThat(MarkdownReader.readPlaced(text).stream()
                        .map(MarkdownReader.Placed::block)
                        .toList())
                .isEqualTo(MarkdownReader.read(text).blocks());
    }
}
