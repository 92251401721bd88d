package io.github.mlmentor.retrieval;

import static io.github.mlmentor.retrieval.FakeArticles.article;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Passage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusedRetrieverTest {
    private static final KnowledgeBase BASE = FakeArticles.base(
            article(
                    "containers",
                    "What is Docker?",
                    "Docker packs a program with all it needs.",
                    "tags: {course: ops}",
                    """
                    ## Images

                    An image is a frozen file system that a registry keeps.

                    ## Volumes

                    A volume keeps files when the container is gone.
                    """),
            article("pandas", "What is pandas?", "A library for tables in Python.", "tags: {course: basics}", """
                    ## Groups

                    Split a table, apply a function, combine the results.
                    """),
            article(
                    "pay",
                    "How do I find out about salaries?",
                    "Compare several sources.",
                    "tags: {course: basics}",
                    """
                    ## Negotiation

                    Name a range and say why.
                    """));

    private static final FakeEmbedder EMBEDDER = new FakeEmbedder(
            "fake/1", Map.of("wages", "salaries", "remuneration", "salaries", "how", "of", "the", "of"));

    private static FusedRetriever semantic(KnowledgeBase base, Embedder embedder) {
        List<String> texts = base.passages().stream().map(Passage::text).toList();
        return FusedRetriever.lexical(base).withVectors(embedder, embedder.embedPassages(texts));
    }

    private static List<String> ids(Evidence evidence) {
        return evidence.ranked().stream().map(ranked -> ranked.article().id()).toList();
    }

    @Test
    void theArticleThatHasTheWordsComesFirst() {
        Evidence evidence = FusedRetriever.lexical(BASE).retrieve(Query.of("what is a docker volume"));

        assertThat(evidence.best())
                .hasValueSatisfying(best -> assertThat(best.article().id()).isEqualTo("containers"));
        assertThat(ids(evidence)).containsExactlyInAnyOrder("containers", "pandas", "pay");
        assertThat(evidence.ranked().get(0).score())
                .isGreaterThan(evidence.ranked().get(1).score());
    }

    @Test
    void meaningFindsWhatSharesNoWord() {
        Query query = Query.of("remuneration");

        assertThat(FusedRetriever.lexical(BASE).retrieve(query).signals().bm25())
                .isZero();
        assertThat(ids(semantic(BASE, EMBEDDER).retrieve(query)).get(0)).isEqualTo("pay");
    }

    @Test
    void wordsStillCountBesideTheVectors() {
        Embedder indifferent = new FakeEmbedder("indifferent", Map.of());

        assertThat(ids(semantic(BASE, indifferent).retrieve(Query.of("registry")))
                        .get(0))
                .isEqualTo("containers");
    }

    @Test
    void theSectionThatTheQuestionIsAfterComesFirst() {
        for (FusedRetriever retriever : List.of(FusedRetriever.lexical(BASE), semantic(BASE, EMBEDDER))) {
            assertThat(headings(retriever.retrieve(Query.of("docker volume")))).startsWith("Volumes");
            assertThat(headings(retriever.retrieve(Query.of("docker image")))).startsWith("Images");
        }
    }

    @Test
    void theFocusChoosesTheSectionAndTheWholeTextTheArticle() {
        for (FusedRetriever retriever : List.of(FusedRetriever.lexical(BASE), semantic(BASE, EMBEDDER))) {
            Evidence evidence = retriever.retrieve(
                    new Query("what is a docker image\nand where does it keep volumes", "and volumes", Map.of()));

            assertThat(ids(evidence)).startsWith("containers");
            assertThat(headings(evidence)).startsWith("Volumes");
        }
    }

    private static List<String> headings(Evidence evidence) {
        return evidence.ranked().get(0).hits().stream()
                .map(hit -> hit.passage().heading())
                .toList();
    }

    @Test
    void hitsAreSectionsOfTheirOwnArticleBestFirst() {
        for (Ranked ranked :
                semantic(BASE, EMBEDDER).retrieve(Query.of("docker volume")).ranked()) {
            assertThat(ranked.hits()).isNotEmpty().allSatisfy(hit -> {
                assertThat(hit.passage().article()).isEqualTo(ranked.article().id());
                assertThat(hit.passage().part()).isEqualTo(Passage.Part.SECTION);
            });
            assertThat(ranked.hits()).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        }
    }

    @Test
    void aFilterLetsOnlyItsArticlesThrough() {
        Query query = new Query("what is docker", Map.of("course", "basics"));

        assertThat(ids(FusedRetriever.lexical(BASE).retrieve(query))).containsExactlyInAnyOrder("pandas", "pay");
        assertThat(ids(semantic(BASE, EMBEDDER).retrieve(query))).containsExactlyInAnyOrder("pandas", "pay");
    }

    @Test
    void whatTheFilterHidesDoesNotCountAsFound() {
        Query hidden = new Query("docker image volume registry", Map.of("course", "basics"));

        assertThat(FusedRetriever.lexical(BASE).retrieve(hidden).signals().bm25())
                .isZero();
        Evidence.Signals signals = semantic(BASE, EMBEDDER).retrieve(hidden).signals();
        Evidence.Signals open =
                semantic(BASE, EMBEDDER).retrieve(Query.of(hidden.text())).signals();
        assertThat(signals.bm25()).isZero();
        assertThat(signals.coverage()).isZero();
        assertThat(signals.cosine()).isLessThan(open.cosine());
    }

    @Test
    void aFilterThatNothingPassesFindsNothing() {
        for (Map<String, String> filter :
                List.of(Map.of("course", "none"), Map.of("course", "ops", "week", "1"), Map.of("week", "1"))) {
            Evidence evidence = semantic(BASE, EMBEDDER).retrieve(new Query("docker", filter));

            assertThat(evidence.ranked()).isEmpty();
            assertThat(evidence.best()).isEmpty();
        }
    }

    @Test
    void anEvidenceIsNeverDeeperThanTen() {
        KnowledgeBase many = FakeArticles.base(IntStream.range(0, 30)
                .mapToObj(i -> article("a" + i, "About docker " + i, "Docker number " + i + ".", "", "Text " + i))
                .toArray(String[]::new));

        assertThat(ids(FusedRetriever.lexical(many).retrieve(Query.of("docker 17"))))
                .hasSize(Retriever.DEPTH)
                .startsWith("a17");
        assertThat(ids(semantic(many, EMBEDDER).retrieve(Query.of("docker 17"))))
                .hasSize(Retriever.DEPTH)
                .startsWith("a17");
    }

    @Test
    void theSameQuestionFindsTheSame() {
        FusedRetriever retriever = semantic(BASE, EMBEDDER);
        Query query = Query.of("how do i compare tables and images");

        assertThat(retriever.retrieve(query)).isEqualTo(retriever.retrieve(query));
        assertThat(semantic(BASE, EMBEDDER).retrieve(query)).isEqualTo(retriever.retrieve(query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "?!",
                "the of and",
                "docker",
                "what is docker and what do wages have to do with tables",
                "zebra xylophone",
                "🤖🚀",
                "was macht ein Ingenieur",
                "a:b AND (c OR \"d",
                "\0\u200b\uD800"
            })
    void signalsStayInTheirRangesWhateverIsAsked(String question) {
        for (FusedRetriever retriever : List.of(FusedRetriever.lexical(BASE), semantic(BASE, EMBEDDER))) {
            Evidence.Signals signals = retriever.retrieve(Query.of(question)).signals();

            assertThat(signals.semantic()).isEqualTo(retriever.isSemantic());
            assertThat(signals.cosine()).isBetween(-1.000_001, 1.000_001);
            assertThat(signals.support()).isLessThanOrEqualTo(signals.cosine());
            assertThat(signals.neighbourhood()).isLessThanOrEqualTo(signals.cosine());
            assertThat(signals.coverage()).isBetween(0.0, signals.vocabulary());
            assertThat(signals.vocabulary()).isBetween(0.0, 1.0);
            assertThat(signals.bm25()).isNotNegative().isFinite();
            assertThat(signals.terms()).isNotNegative();
        }
    }

    @Test
    void signalsSayHowMuchOfTheQuestionIsKnown() {
        Evidence.Signals all =
                FusedRetriever.lexical(BASE).retrieve(Query.of("docker image")).signals();
        Evidence.Signals half = FusedRetriever.lexical(BASE)
                .retrieve(Query.of("docker zeppelin"))
                .signals();
        Evidence.Signals elsewhere = FusedRetriever.lexical(BASE)
                .retrieve(Query.of("docker docker container image pandas"))
                .signals();

        assertThat(all.coverage()).isEqualTo(1);
        assertThat(all.vocabulary()).isEqualTo(1);
        assertThat(all.terms()).isEqualTo(2);
        assertThat(half.vocabulary()).isBetween(0.01, 0.5);
        assertThat(elsewhere.vocabulary()).isEqualTo(1);
        assertThat(elsewhere.coverage()).isBetween(0.3, 0.99);
        assertThat(all.semantic()).isFalse();
        assertThat(List.of(all.cosine(), all.support(), all.neighbourhood())).containsOnly(0.0);
    }

    @Test
    void theWholeOfALongArticleCountsAsCovered() {
        StringBuilder body = new StringBuilder();
        for (int section = 0; section < 12; section++) {
            body.append("\n## Part ").append(section).append("\n\n");
            IntStream.range(section * 60, section * 60 + 60)
                    .forEach(i -> body.append("w").append(i).append("q "));
        }
        KnowledgeBase base = FakeArticles.base(
                article("long", "A long one", "Long.", "", body.toString()),
                article("other", "Another", "Short.", "", "Nothing."));

        Evidence.Signals signals = FusedRetriever.lexical(base)
                .retrieve(Query.of("w3q w400q w719q"))
                .signals();

        assertThat(signals.coverage()).isEqualTo(1);
    }

    @Test
    void aQuestionThatCannotBeEmbeddedIsLookedUpByWords() {
        FakeEmbedder embedder = new FakeEmbedder();
        List<String> texts = BASE.passages().stream().map(Passage::text).toList();
        FusedRetriever retriever =
                FusedRetriever.lexical(BASE).withVectors(new FailingEmbedder(), embedder.embedPassages(texts));

        Evidence evidence = retriever.retrieve(Query.of("what is docker"));

        assertThat(evidence).isEqualTo(FusedRetriever.lexical(BASE).retrieve(Query.of("what is docker")));
        assertThat(evidence.signals().semantic()).isFalse();
    }

    @Test
    void everyPassageNeedsAVector() {
        FusedRetriever lexical = FusedRetriever.lexical(BASE);

        assertThatThrownBy(() -> lexical.withVectors(EMBEDDER, List.of(new float[EMBEDDER.dimension()])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 vectors for " + BASE.passages().size());
    }

    @Test
    void nothingIsFoundInNothing() {
        assertThat(FusedRetriever.lexical(KnowledgeBase.EMPTY)
                        .retrieve(Query.of("docker"))
                        .ranked())
                .isEmpty();
        assertThat(semantic(KnowledgeBase.EMPTY, EMBEDDER)
                        .retrieve(Query.of("docker"))
                        .ranked())
                .isEmpty();
    }

    @Test
    void anOnlyArticleIsFoundThoughThereIsNothingToCompareItWith() {
        KnowledgeBase one = FakeArticles.base(article("docker", "What is Docker?", "A packer.", "", "It packs."));

        assertThat(ids(FusedRetriever.lexical(one).retrieve(Query.of("docker"))))
                .containsExactly("docker");
        assertThat(ids(semantic(one, EMBEDDER).retrieve(Query.of("docker")))).containsExactly("docker");
    }

    /** An embedder that broke after it had loaded. */
    private static final class FailingEmbedder implements Embedder {
        @Override
        public String name() {
            return "fake/1";
        }

        @Override
        public int dimension() {
            return EMBEDDER.dimension();
        }

        @Override
        public float[] embedQuestion(String question) {
            throw new IllegalStateException("cannot embed " + question);
        }

        @Override
        public List<float[]> embedPassages(List<String> passages) {
            throw new IllegalStateException("cannot embed");
        }
    }

    @Test
    void byMeaningAloneWordsDoNotRank() {
        KnowledgeBase base = FakeArticles.base(
                article("words", "Wages", "Wages.", "", ""), article("meaning", "Salaries", "Salaries.", "", ""));
        FusedRetriever torn = semantic(base, new FakeEmbedder("fake/1", Map.of("query", "salaries")));

        assertThat(torn.byMeaningAlone()
                        .retrieve(Query.of("query wages salaries"))
                        .ranked())
                .first()
                .satisfies(best -> assertThat(best.article().id()).isEqualTo("meaning"));
        assertThat(torn.retrieve(Query.of("query wages wages salaries"))
                        .ranked()
                        .get(0)
                        .score())
                .isLessThan(0.9);
    }

    @Test
    void withoutVectorsThereIsNoMeaningToRankBy() {
        assertThatThrownBy(() -> FusedRetriever.lexical(BASE).byMeaningAlone())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("doctor");
    }
}
