package io.github.mlmentor.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    private static final Set<Span.Style> STRONG = Set.of(Span.Style.STRONG);

    /** One block of each kind, with a span of each kind in it. */
    private static final Document EVERYTHING = new Document(List.of(
            new Block.Heading(2, words("heading")),
            new Block.Paragraph(List.of(
                    new Span.Text("bold", STRONG),
                    new Span.Text(" and "),
                    new Span.Link("link", "https://example.org/path"),
                    new Span.Citation(1))),
            new Block.Listing(
                    true,
                    List.of(
                            List.of(
                                    new Block.Paragraph(words("first")),
                                    new Block.Listing(false, List.of(List.of(new Block.Paragraph(words("inner")))))),
                            List.of(new Block.Paragraph(words("second"))))),
            new Block.Table(
                    List.of(words("a"), words("b")), List.of(List.of(words("c"), List.of(new Span.Citation(2))))),
            new Block.Code("python", "x = 1"),
            new Block.Quote(List.of(new Block.Paragraph(words("said"))))));

    @Test
    void thePlainTextIsAllWordsWithoutMarks() {
        assertThat(EVERYTHING.plainText()).isEqualTo("""
                        heading

                        bold and link

                        first

                        inner
                        second

                        a | b
                        c |\s

                        x = 1

                        said""");
    }

    @Test
    void anEmptyDocumentHasNoWords() {
        assertThat(Document.EMPTY.isEmpty()).isTrue();
        assertThat(Document.EMPTY.plainText()).isEmpty();
        assertThat(EVERYTHING.isEmpty()).isFalse();
    }

    @Test
    void textsBecomeParagraphsAndStayPlain() {
        assertThat(Document.of("*one*", "<two>").blocks())
                .containsExactly(new Block.Paragraph(words("*one*")), new Block.Paragraph(words("<two>")));
    }

    @Test
    void oneDocumentCanFollowAnother() {
        Document before = Document.of("one");

        assertThat(before.plus(Document.of("two"))).isEqualTo(Document.of("one", "two"));
        assertThat(before).isEqualTo(Document.of("one"));
        assertThat(before.plus(Document.EMPTY)).isEqualTo(before);
    }

    @Test
    void spansAreMappedEverywhereAndInReadingOrder() {
        List<String> seen = new ArrayList<>();
        Document same = EVERYTHING.mapSpans(span -> {
            seen.add(describe(span));
            return List.of(span);
        });

        assertThat(same).isEqualTo(EVERYTHING);
        assertThat(seen)
                .containsExactly(
                        "heading", "bold", " and ", "link", "[1]", "first", "inner", "second", "a", "b", "c", "[2]",
                        "said");
    }

    @Test
    void aSpanCanBecomeNoneOrSeveral() {
        Document document = new Document(List.of(new Block.Paragraph(
                List.of(new Span.Text("a b"), new Span.Citation(1), new Span.Link("x", "https://example.org")))));

        Document changed = document.mapSpans(span -> span.fold(new Span.Cases<List<Span>>() {
            @Override
            public List<Span> text(Span.Text text) {
                return List.of(new Span.Text("a"), new Span.Text("b"));
            }

            @Override
            public List<Span> citation(Span.Citation citation) {
                return List.of();
            }

            @Override
            public List<Span> link(Span.Link link) {
                return List.of(new Span.Text(link.text()));
            }
        }));

        // Neighbours of one style become one text, so that a guard sees the words as a reader will.
        assertThat(changed.blocks()).containsExactly(new Block.Paragraph(List.of(new Span.Text("abx"))));
    }

    @Test
    void allWordsChangeWhileAddressesStylesAndCitationsStay() {
        Document loud = EVERYTHING.mapText(words -> words.toUpperCase(Locale.ROOT));

        assertThat(loud.plainText()).isEqualTo(EVERYTHING.plainText().toUpperCase(Locale.ROOT));
        assertThat(((Block.Paragraph) loud.blocks().get(1)).spans())
                .containsExactly(
                        new Span.Text("BOLD", STRONG),
                        new Span.Text(" AND "),
                        new Span.Link("LINK", "https://example.org/path"),
                        new Span.Citation(1));
        assertThat(loud.blocks()).contains(new Block.Code("python", "X = 1"));
    }

    @Test
    void aDocumentKnowsWhichKindsOfSpansItHas() {
        Document inTable = new Document(List.of(new Block.Quote(
                List.of(new Block.Table(List.of(List.of(new Span.Link("x", "https://example.org"))), List.of())))));

        assertThat(inTable.contains(Span.Link.class)).isTrue();
        assertThat(inTable.contains(Span.Citation.class)).isFalse();
        assertThat(Document.EMPTY.contains(Span.Text.class)).isFalse();
    }

    @Test
    void laterChangesOfTheListsThatItWasMadeOfDoNotReachIt() {
        List<Span> spans = new ArrayList<>(words("word"));
        List<Block> item = new ArrayList<>(List.of(new Block.Paragraph(spans)));
        List<List<Block>> items = new ArrayList<>(List.of(item));
        List<Block> blocks = new ArrayList<>(List.of(new Block.Listing(false, items), new Block.Quote(item)));
        Document document = new Document(blocks);
        String before = document.toString();

        spans.clear();
        item.clear();
        items.clear();
        blocks.clear();

        assertThat(document).hasToString(before);
        assertThatThrownBy(() -> document.blocks().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void stylesAreASetThatNobodyCanChange() {
        Set<Span.Style> styles = EnumSet.of(Span.Style.STRONG);
        Span.Text text = new Span.Text("word", styles);
        styles.add(Span.Style.CODE);

        assertThat(text.styles()).containsExactly(Span.Style.STRONG);
        assertThat(new Span.Text("word", EnumSet.noneOf(Span.Style.class))).isEqualTo(new Span.Text("word"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, -1})
    void headingsHaveLevelsFromOneToSix(int level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Block.Heading(level, words("x")))
                .withMessageContaining(Integer.toString(level));
    }

    @Test
    void everyRowOfATableIsAsLongAsItsHeader() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Block.Table(List.of(words("a"), words("b")), List.of(List.of(words("1")))))
                .withMessageContaining("2 cells");
    }

    @Test
    void citationsCountFromOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Span.Citation(0));
    }

    private static List<Span> words(String words) {
        return List.of(new Span.Text(words));
    }

    private static String describe(Span span) {
        return span.fold(new Span.Cases<>() {
            @Override
            public String text(Span.Text text) {
                return text.text();
            }

            @Override
            public String citation(Span.Citation citation) {
                return "[" + citation.number() + "]";
            }

            @Override
            public String link(Span.Link link) {
                return link.text();
            }
        });
    }
}
