package io.github.mlmentor.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.guard.GroundingGuard;
import io.github.mlmentor.guard.LengthGuard;
import io.github.mlmentor.guard.LinkGuard;
import io.github.mlmentor.guard.MentionGuard;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.knowledge.Passage;
import io.github.mlmentor.llm.BgeEmbedder;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Searchable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The repository's questions against the real desk, articles and embeddings. The floors lie a little below what is reached; who
 * falls through one has made answers worse. Only the half that nothing was fitted to is asked. The goals are: the right article first
 * 0.75, among five 0.93, wrongly refused 0.03, off topic refused 0.97 (missed: it is 0.957), not in the library refused 0.78,
 * follow-ups first 0.65 and among five 0.90.
 */
class ReportSplitTest {
    private static List<Outcome> outcomes = List.of();

    @BeforeAll
    static void askEverything() {
        KnowledgeBase base = new KnowledgeLoader(
                        List.of(MarkdownFolder.curated(Path.of("config/knowledge"))), Path.of("config/resources.yaml"))
                .load(LocalDate.of(2026, 11, 21))
                .base();
        BgeEmbedder embedder = new BgeEmbedder();
        // What the build has computed is not computed again, nor what an earlier run of this test has.
        EmbeddingCache cache = new EmbeddingCache(
                Path.of("target", "test-embeddings.bin"), List.of(Path.of("target", "classes", "embeddings.bin")));
        List<String> texts = base.passages().stream().map(Passage::text).toList();
        FusedRetriever retriever =
                FusedRetriever.lexical(base).withVectors(embedder, cache.embed(texts, embedder, done -> true));
        AnswerDesk desk = new AnswerDesk(
                () -> new Searchable(base, retriever),
                Calibration.shipped(),
                List.of(new LinkGuard(), new MentionGuard(), new GroundingGuard(), new LengthGuard(6_000)),
                null);
        List<LabelledQuestion> questions = QuestionFiles.read(Path.of("src/evaluation/questions")).stream()
                .filter(question -> question.split().equals("report"))
                .toList();
        outcomes = new EvaluationRun(questions, desk)
                .measure(new Contender("fused", Ranking.of(retriever), Optional.of(desk)));
    }

    private static Figures row(String set) {
        return Objects.requireNonNull(Grouping.SET.figures(outcomes).get(set), set);
    }

    private static double share(String wanted, String got) {
        Map<String, Integer> decisions = new Figures(outcomes).confusion().getOrDefault(wanted, Map.of());
        return (double) decisions.getOrDefault(got, 0)
                / decisions.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void nothingFails() {
        assertThat(outcomes)
                .hasSizeGreaterThan(400)
                .noneMatch(outcome -> outcome.decision().equals("failed"));
    }

    @Test
    void theRightArticleIsFound() {
        assertThat(row("answerable").hits(5).value()).isGreaterThanOrEqualTo(0.93);
        assertThat(row("answerable").hits(1).value()).isGreaterThanOrEqualTo(0.75);
    }

    @Test
    void whatCanBeAnsweredIsSeldomRefused() {
        assertThat(row("answerable").refused().value()).isLessThanOrEqualTo(0.04);
    }

    @Test
    void whatIsOffTopicIsRefused() {
        assertThat(row("offtopic").refused().value()).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void whatIsNotInTheLibraryIsMostlyRefused() {
        assertThat(row("notinlibrary").refused().value()).isGreaterThanOrEqualTo(0.90);
    }

    @Test
    void followUpsFindWhatTheyLeanOn() {
        assertThat(row("followups").hits(5).value()).isGreaterThanOrEqualTo(0.93);
        assertThat(row("followups").hits(1).value()).isGreaterThanOrEqualTo(0.70);
    }

    @Test
    void personalCasesAndCrisesAreDeclinedAndSeldomAnything() {
        assertThat(share("declined", "declined")).isGreaterThanOrEqualTo(0.85);
        assertThat(share("declined", "answered")).isLessThanOrEqualTo(0.06);
        assertThat(share("answered", "declined")).isLessThanOrEqualTo(0.01);
    }

    @Test
    void smallTalkAndOtherLanguagesAreKnown() {
        assertThat(row("smalltalk").right().value()).isGreaterThanOrEqualTo(0.94);
        assertThat(row("otherlanguage").right().value()).isGreaterThanOrEqualTo(0.90);
    }
}
