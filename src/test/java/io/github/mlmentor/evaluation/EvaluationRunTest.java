package io.github.mlmentor.evaluation;

import static io.github.mlmentor.retrieval.FakeArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Logistic;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.retrieval.FakeArticles;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Searchable;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationRunTest {
    private static final KnowledgeBase BASE = FakeArticles.base(
            article("docker", "What is Docker?", "It packs programs.", "", "## Images\n\nFrozen file systems.\n"),
            article("pandas", "What is pandas?", "It reads tables.", "", "## Groups\n\nSplit and combine.\n"),
            article("kafka", "What is Kafka?", "It moves messages.", "", "## Topics\n\nNamed streams.\n"));

    private static List<Outcome> ask(LabelledQuestion... questions) {
        List<Double> zeros = Collections.nCopies(4, 0.0);
        Logistic yes = new Logistic(zeros, Collections.nCopies(4, 1.0), zeros, 20, 0.5);
        Calibration.Mode willing = new Calibration.Mode(yes, yes);
        Searchable searchable = new Searchable(BASE, FusedRetriever.lexical(BASE));
        AnswerDesk desk = new AnswerDesk(() -> searchable, new Calibration(willing, willing), List.of(), null);
        return new EvaluationRun(desk).ask(List.of(questions));
    }

    private static LabelledQuestion question(String text, List<String> history, String... relevant) {
        return new LabelledQuestion("1", "set", "report", text, history, List.of(relevant), "answered", "");
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
    void aFollowUpIsAskedBehindItsHistory() {
        Outcome outcome = ask(question("and is it hard?", List.of("what is pandas", "thanks"), "pandas"))
                .get(0);

        assertThat(outcome.exchange().standalone()).isEqualTo("what is pandas\nand is it hard?");
        assertThat(outcome.rank()).isEqualTo(1);
    }

    @Test
    void questionsDoNotKnowOfEachOther() {
        List<Outcome> outcomes =
                ask(question("what is pandas", List.of(), "pandas"), question("and is it hard?", List.of(), "pandas"));

        assertThat(outcomes.get(1).exchange().standalone()).isEqualTo("and is it hard?");
    }
}
