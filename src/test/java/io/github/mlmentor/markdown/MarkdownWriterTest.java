package io.github.mlmentor.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is written; that it is read back is the round trip's business. */
class MarkdownWriterTest {
    private static final Set<Span.Style> STRONG = Set.of(Span.Style.STRONG);

    @Test
    void blocksAreWrittenAsPeopleWriteThem() {
        Document document = new Document(List.of(
                new Block.Heading(3, List.of(new Span.Text("Title"))),
                paragraph(new Span.Text("Words.")),
                new Block.Listing(
                        false,
                        List.of(
                                List.of(
                                        paragraph(new Span.Text("one")),
                                        new Block.Listing(true, List.of(List.of(paragraph(new Span.Text("deeper")))))),
                                List.of(paragraph(new Span.Text("two"))))),
                new Block.Table(
                        List.of(List.of(new Span.Text("a")), List.of(new Span.Text("b"))),
                        List.of(List.of(List.of(new Span.Text("1")), List.of()))),
                new Block.Code("sql", "SELECT 1"),
                new Block.Quote(List.of(paragraph(new Span.Text("said")), paragraph(new Span.Text("done"))))));

        assertThat(MarkdownWriter.write(document)).isEqualTo("""
                        ### Title

                        Words.

                        - one
                          1. deeper
                        - two

                        | a | b |
                        | --- | --- |
                        | 1 |  |

                        ```sql
                        SELECT 1
                        ```

                        > said
                        >
                        > done""");
    }

    @Test
    void stylesLinksAndCitationsAreWritten() {
        assertThat(write(
                        new Span.Text("Use "),
                        new Span.Text("strong", STRONG),
                        new Span.Text(" or "),
                        new Span.Text("em", Set.of(Span.Style.EMPHASIS)),
                        new Span.Text(" or "),
                        new Span.Text("code", Set.of(Span.Style.CODE)),
                        new Span.Text(", see "),
                        new Span.Link("docs", "https://example.org/a_(b)"),
                        new Span.Text("."),
                        new Span.Citation(1),
                        new Span.Citation(12)))
                .isEqualTo("Use **strong** or *em* or `code`, see [docs](<https://example.org/a_(b)>).[1][12]");
    }

    @Test
    void codeKeepsTheEmphasisAroundIt() {
        assertThat(write(
                        new Span.Text("use ", STRONG),
                        new Span.Text("fit()", Set.of(Span.Style.CODE, Span.Style.STRONG)),
                        new Span.Text(" here", STRONG)))
                .isEqualTo("**use `fit()` here**");
    }

    @Test
    void spacesStayOutsideOfEmphasis() {
        assertThat(write(
                        new Span.Text("a"),
                        new Span.Text(" b ", STRONG),
                        new Span.Text("c"),
                        new Span.Text(" ", STRONG),
                        new Span.Text("d")))
                .isEqualTo("a **b** c d");
    }

    @Test
    void sentencesOfOneStyleAreOneEmphasis() {
        assertThat(write(new Span.Text("One. ", STRONG), new Span.Text("Two.", STRONG)))
                .isEqualTo("**One. Two.**");
    }

    @Test
    void itemsOfALongListLineUpBehindTheirNumbers() {
        List<List<Block>> items = IntStream.rangeClosed(1, 10)
                .<List<Block>>mapToObj(
                        number -> List.of(paragraph(new Span.Text("item")), paragraph(new Span.Text("more"))))
                .toList();

        assertThat(MarkdownWriter.write(new Document(List.of(new Block.Listing(true, items)))))
                .startsWith("1. item\n\n   more\n2. item")
                .endsWith("10. item\n\n    more");
    }

    @Test
    void citationsNeverBecomeLinks() {
        assertReadsAs("[1](see below)", new Span.Citation(1), new Span.Text("(see below)"));
        assertReadsAs("[1]: as said", new Span.Citation(1), new Span.Text(": as said"));
        assertReadsAs("Look![1]", new Span.Text("Look!"), new Span.Citation(1));
        assertReadsAs("[1][2]", new Span.Citation(1), new Span.Citation(2));
    }

    @Test
    void anExclamationMarkBeforeALinkDoesNotMakeAnImageOfIt() {
        Document read =
                MarkdownReader.read(write(new Span.Text("Look!"), new Span.Link("here", "https://example.org")));

        assertThat(read.contains(Span.Link.class)).isTrue();
        assertThat(read.plainText()).isEqualTo("Look!here");
    }

    @Test
    void anAddressCannotBreakOutOfItsLink() {
        Span link = new Span.Link("x", "https://example.org/> [evil](<https://evil.example\nb>\\");

        assertThat(MarkdownReader.read(write(link))).isEqualTo(new Document(List.of(paragraph(link))));
    }

    @Test
    void nothingIsWrittenForAnEmptyDocument() {
        assertThat(MarkdownWriter.write(Document.EMPTY)).isEmpty();
        assertThat(MarkdownWriter.write(new Document(List.of(
                        paragraph(), new Block.Listing(false, List.of()), new Block.Table(List.of(), List.of())))))
                .isEmpty();
    }

    private static void assertReadsAs(String words, Span... spans) {
        assertThat(MarkdownReader.read(write(spans))).isEqualTo(Document.of(words));
    }

    private static String write(Span... spans) {
        return MarkdownWriter.write(new Document(List.of(paragraph(spans))));
    }

    private static Block.Paragraph paragraph(Span... spans) {
        return new Block.Paragraph(Arrays.asList(spans));
    }
}
