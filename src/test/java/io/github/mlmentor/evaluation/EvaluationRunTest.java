package io.github.mlmentor.evaluation;

import static io.github.mlmentor.retrieval.FakeArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Logistic;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.retrieval.FakeArticles;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Searchable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationRunTest {
    private static final KnowledgeBase BASE = FakeArticles.base(
            article("docker", "What is Docker?", "It packs programs.", "course: ops", "## Images\n\nFrozen files.\n"),
            article("pandas", "What is pandas?", "It reads tables.", "course: data", "## Groups\n\nSplit, combine.\n"),
            article("kafka", "What is Kafka?", "It moves messages.", "course: data", "## Topics\n\nNamed streams.\n"));

    private static AnswerDesk desk() {
        List<Double> zeros = Collections.nCopies(4, 0.0);
        Logistic yes = new Logistic(zeros, Collections.nCopies(4, 1.0), zeros, 20, 0.5);
        Calibration.Mode willing = new Calibration.Mode(yes, yes);
        Searchable searchable = new Searchable(BASE, FusedRetriever.lexical(BASE));
        return new AnswerDesk(() -> searchable, new Calibration(willing, willing), List.of(), null);
    }

    private static List<Outcome> ask(LabelledQuestion... questions) {
        AnswerDesk desk = desk();
        return new EvaluationRun(List.of(questions), desk)
                .measure(new Contender("words", Ranking.of(FusedRetriever.lexical(BASE)), Optional.of(desk)));
    }

    /** The texts that a contender is given to look up. */
    private static List<Query> lookedUp(LabelledQuestion... questions) {
        List<Query> queries = new ArrayList<>();
        Contender listening = Contender.ranking("listening", (query, depth) -> {
            queries.add(query);
            return List.of();
        });
        new EvaluationRun(List.of(questions), desk()).measure(listening);
        // Each is ranked once to warm up.
        return queries.subList(queries.size() / 2, queries.size());
    }

    private static LabelledQuestion question(String text, List<String> history, String... relevant) {
        return new LabelledQuestion("1", "set", "report", text, history, List.of(relevant), "answered", "");
    }

    private static LabelledQuestion filtered(String text, Map<String, String> filter, String... relevant) {
        return new LabelledQuestion("1", "set", "report", text, List.of(), List.of(relevant), "answered", "", filter);
    }

    @Test
    void theRankIsThatOfTheFirstRelevantArticle() {
        List<Outcome> outcomes = ask(
                question("what is docker", List.of(), "docker"),
                question("what is docker", List.of(), "nothing", "docker"),
                question("what is docker", List.of(), "nothing"),
                question("what is docker", List.of()));

        assertThat(outcomes).extracting(Outcome::rank).containsExactly(1, 1, 0, 0);
        assertThat(ask(question("what is docker", List.of(), "kafka")).get(0).rank())
                .isBetween(2, 3);
    }

    @Test
    void theDecisionIsTheOneOfTheContract() {
        assertThat(ask(question("what is docker", List.of(), "docker")))
                .extracting(Outcome::decision, Outcome::isRight)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("answered", true));
        assertThat(ask(question("i want to kill myself", List.of()), question("", List.of())))
                .extracting(Outcome::decision)
                .containsExactly("declined", "declined");
        assertThat(ask(question("Was macht ein Ingenieur den ganzen Tag?", List.of())))
                .extracting(Outcome::decision)
                .containsExactly("not_found");
        assertThat(ask(question("hi", List.of()))).extracting(Outcome::decision).containsExactly("answered");
    }

    @Test
    void aRefusalDoesNotHideThatTheArticleWasFound() {
        Outcome outcome = ask(question("is docker good for me, i want to kill myself", List.of(), "docker"))
                .get(0);

        assertThat(outcome.decision()).isEqualTo("declined");
        assertThat(outcome.rank()).isEqualTo(1);
    }

    @Test
    void aFollowUpIsAskedBehindItsHistory() {
        LabelledQuestion followUp = question("and is it hard?", List.of("what is pandas", "thanks"), "pandas");

        assertThat(lookedUp(followUp)).extracting(Query::text).containsExactly("what is pandas\nand is it hard?");
        assertThat(ask(followUp).get(0).rank()).isEqualTo(1);
    }

    @Test
    void questionsDoNotKnowOfEachOther() {
        assertThat(lookedUp(
                        question("what is pandas", List.of(), "pandas"),
                        question("and is it hard?", List.of(), "pandas")))
                .extracting(Query::text)
                .containsExactly("what is pandas", "and is it hard?");
    }

    @Test
    void aFilterHoldsForTheRankingTheAnswerAndWhatWasAskedBefore() {
        Outcome kept = ask(filtered("what is docker", Map.of("course", "data"), "docker"))
                .get(0);

        assertThat(kept.found()).containsExactlyInAnyOrder("pandas", "kafka");
        assertThat(ask(filtered("what is docker", Map.of("course", "none"), "docker")))
                .extracting(Outcome::found, Outcome::decision)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(List.of(), "not_found"));
        assertThat(lookedUp(filtered("what is docker", Map.of("course", "ops"))))
                .extracting(Query::filter)
                .containsExactly(Map.of("course", "ops"));
    }

    @Test
    void whatOnlyRanksDecidesNothing() {
        List<Outcome> outcomes = new EvaluationRun(List.of(question("what is docker", List.of(), "docker")), desk())
                .measure(Contender.ranking("backwards", (query, depth) -> List.of("kafka", "docker")));

        assertThat(outcomes)
                .extracting(Outcome::rank, Outcome::isDecided)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2, false));
    }
}
