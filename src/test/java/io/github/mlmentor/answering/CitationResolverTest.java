package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitationResolverTest {
    private static final Source DOCKER = new Source("docker", "What is Docker?", "");
    private static final Source IMAGES = new Source("docker", "What is Docker?", "Images");
    private static final Source SERVING = new Source("serving", "How do you serve a model?", "");
    private static final Map<String, Source> EVIDENCE = Map.of("e1", DOCKER, "e2", IMAGES, "e3", SERVING);

    private static Draft resolve(String markdown) {
        return CitationResolver.resolve(markdown, EVIDENCE);
    }

    /** The text with {@code {n}} for each citation. */
    private static String marked(Draft draft) {
        StringBuilder text = new StringBuilder();
        List<Span> spans = new ArrayList<>();
        draft.body().mapSpans(span -> {
            spans.add(span);
            return List.of(span);
        });
        for (Span span : spans) {
            text.append(
                    span instanceof Span.Citation citation
                            ? "{" + citation.number() + "}"
                            : new Document(List.of(new Block.Paragraph(List.of(span)))).plainText());
        }
        return text.toString();
    }

    @Test
    void aMarkBecomesACitationOfItsEvidence() {
        Draft draft = resolve("It packs programs [e1]. It pulls images [e2].");

        assertThat(marked(draft)).isEqualTo("It packs programs{1}. It pulls images{2}.");
        assertThat(draft.sources()).containsExactly(DOCKER, IMAGES);
    }

    @Test
    void theFieldsOfThePromptAreNoPartOfTheAnswer() {
        Draft draft =
                resolve("<evidence id=\"e1\" article=\"Docker\" kind=\"fact\">\nIt packs programs [e1].\n</evidence>"
                        + " Is 1 <question>ok?</question> a < b and b > c");

        assertThat(marked(draft)).isEqualTo("It packs programs{1}. Is 1 ok? a < b and b > c");
    }

    @Test
    void sourcesAreNumberedInTheOrderOfTheirFirstMark() {
        Draft draft = resolve("One [e3]. Two [e1]. Three [e3].");

        assertThat(marked(draft)).isEqualTo("One{1}. Two{2}. Three{1}.");
        assertThat(draft.sources()).containsExactly(SERVING, DOCKER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Both [e1, e3].",
                "Both [e1; e3].",
                "Both [e1][e3].",
                "Both [e1] [e3].",
                "Both [E1 e3].",
                "Both (e1, e3).",
                "Both 【e1】【e3】.",
                "Both[e1,e3]."
            })
    void marksAreUnderstoodHoweverAModelWritesThem(String markdown) {
        assertThat(marked(resolve(markdown))).isEqualTo("Both{1}{2}.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"It packs [e9].", "It packs [e0].", "It packs [e001].", "It packs [e9, e77]."})
    void aMarkThatNamesNoEvidenceDisappears(String markdown) {
        Draft draft = resolve(markdown);

        assertThat(draft.body()).isEqualTo(Document.of("It packs."));
        assertThat(draft.sources()).isEmpty();
    }

    @Test
    void onlyTheKnownOfSeveralRemain() {
        assertThat(marked(resolve("It packs [e9, e1, e42]."))).isEqualTo("It packs{1}.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"It packs [1].", "It packs.[7]", "It packs [1, 2].", "It packs [12][3]."})
    void aNumberThatAModelMadeUpIsNoCitation(String markdown) {
        Draft draft = resolve(markdown);

        assertThat(draft.body()).isEqualTo(Document.of("It packs."));
        assertThat(draft.sources()).isEmpty();
    }

    @Test
    void bracketsOfCodeAndWordsStay() {
        for (String markdown : List.of("Take `rows[0]` or `[1, 2]`.", "Take rows[0].", "Take [e] and [ex1].")) {
            assertThat(resolve(markdown).body()).isEqualTo(io.github.mlmentor.markdown.MarkdownReader.read(markdown));
        }
    }

    @Test
    void whatAMarkStoodBetweenBecomesOneText() {
        assertThat(resolve("@[e9]everyone and evil.[e9]com").body()).isEqualTo(Document.of("@everyone and evil.com"));
    }

    @Test
    void marksKeepTheirPlaceInListsTablesAndEmphasis() {
        Draft draft = resolve("- **one [e1]**\n- two [e2]\n\n| a |\n| --- |\n| three [e3] |");

        assertThat(marked(draft)).isEqualTo("one{1}two{2}athree{3}");
    }

    @Test
    void withoutEvidenceNothingCanBeCited() {
        assertThat(CitationResolver.resolve("It packs [e1].", Map.of()).sources())
                .isEmpty();
    }
}
