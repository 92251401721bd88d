package io.github.mlmentor.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.answering.Question;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static Outcome outcome(String set, String wanted, String got, int rank, double millis) {
        List<String> relevant = rank < 0 ? List.of() : List.of("docker");
        LabelledQuestion question = new LabelledQuestion("1", set, "report", "q", List.of(), relevant, wanted, "");
        Exchange exchange = new Exchange(
                Question.of("q"), "q", new Reply.OffTopic(Document.EMPTY, List.of()), List.of(), 1, "", 0, 0, Map.of());
        return new Outcome(question, exchange, got, Math.max(rank, 0), millis);
    }

    @Test
    void theFiguresAreThoseThatOneCountsByHand() {
        Report report = new Report(List.of(
                outcome("answerable", "answered", "answered", 1, 1),
                outcome("answerable", "answered", "answered", 2, 2),
                outcome("answerable", "answered", "clarify", 5, 3),
                outcome("answerable", "answered", "not_found", 6, 4),
                outcome("answerable", "answered", "off_topic", 0, 5),
                outcome("offtopic", "off_topic", "off_topic", -1, 6),
                outcome("offtopic", "off_topic", "answered", -1, 7)));

        double mrr = (1 + 1 / 2.0 + 1 / 5.0 + 1 / 6.0) / 5;
        assertThat(report.rows().get("answerable")).isEqualTo(new Report.Row(5, 5, 2, 2, 1 / 5.0, 3 / 5.0, mrr));
        assertThat(report.rows().get("offtopic")).isEqualTo(new Report.Row(2, 0, 1, 1, 0, 0, 0));
    }

    @Test
    void onlyQuestionsWithARelevantArticleAreRanked() {
        Report report = new Report(List.of(
                outcome("mixed", "answered", "answered", 1, 1), outcome("mixed", "declined", "declined", -1, 1)));

        assertThat(report.rows().get("mixed")).isEqualTo(new Report.Row(2, 1, 2, 1, 1, 1, 1));
    }

    @Test
    void theConfusionSaysWhatWasWantedAndWhatCame() {
        Report report = new Report(List.of(
                outcome("a", "answered", "answered", 1, 1),
                outcome("b", "answered", "not_found", 1, 1),
                outcome("b", "answered", "not_found", 1, 1),
                outcome("b", "declined", "declined", -1, 1)));

        assertThat(report.confusion())
                .isEqualTo(
                        Map.of("answered", Map.of("answered", 1, "not_found", 2), "declined", Map.of("declined", 1)));
    }

    @Test
    void aQuestionWithoutAWantedDecisionIsNeverWrong() {
        assertThat(outcome("a", "", "off_topic", -1, 1).isRight()).isTrue();
        assertThat(outcome("a", "answered", "off_topic", -1, 1).isRight()).isFalse();
    }

    @Test
    void aPercentileHasItsShareBelowIt() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int millis = 100; millis >= 1; millis--) {
            outcomes.add(outcome("a", "answered", "answered", 1, millis));
        }
        Report report = new Report(outcomes);

        assertThat(report.percentile(0.5)).isEqualTo(51);
        assertThat(report.percentile(0.95)).isEqualTo(96);
        assertThat(report.percentile(1)).isEqualTo(100);
        assertThat(report.percentile(0)).isEqualTo(1);
    }

    @Test
    void withoutQuestionsThereAreNoFigures() {
        Report report = new Report(List.of());

        assertThat(report.rows()).isEmpty();
        assertThat(report.percentile(0.5)).isZero();
        assertThat(report.text()).contains("set", "questions");
    }

    @Test
    void theTextHasARowForEachSetInTheOrderAsked() {
        String text = new Report(List.of(
                        outcome("zebra", "answered", "answered", 1, 1.25),
                        outcome("ant", "off_topic", "off_topic", -1, 1.25)))
                .text();

        assertThat(text.lines().filter(line -> line.startsWith("zebra") || line.startsWith("ant")))
                .containsExactly(
                        "zebra                  1   1.000   0.000   1.000   1.000   1.000",
                        "ant                    1   1.000   1.000");
        assertThat(text).contains("answered       {answered=1}", "p50 1.3 ms");
    }
}
