package io.github.mlmentor.evaluation;

import static io.github.mlmentor.evaluation.Outcomes.decided;
import static io.github.mlmentor.evaluation.Outcomes.ranked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static Figures of(Outcome... outcomes) {
        return new Figures(List.of(outcomes));
    }

    @Test
    void theRankingFiguresAreThoseThatOneCountsByHand() {
        Figures figures = of(ranked(1), ranked(2), ranked(5), ranked(6), ranked(0));

        assertThat(figures.hits(1)).isEqualTo(new Share(1, 5));
        assertThat(figures.hits(5)).isEqualTo(new Share(3, 5));
        assertThat(figures.mean(Measure.HIT, 5)).isEqualTo(3 / 5.0);
        assertThat(figures.mean(Measure.MRR, 10)).isCloseTo((1 + 1 / 2.0 + 1 / 5.0 + 1 / 6.0) / 5, within(1e-12));
        assertThat(figures.mean(Measure.MRR, 5)).isCloseTo((1 + 1 / 2.0 + 1 / 5.0) / 5, within(1e-12));
        assertThat(figures.mean(Measure.NDCG, 5))
                .isCloseTo((1 + Math.log(2) / Math.log(3) + Math.log(2) / Math.log(6)) / 5, within(1e-12));
    }

    @Test
    void nDcgCountsEveryRelevantArticleAndIsOneWhenAllStandFirst() {
        LabelledQuestion question = Outcomes.question("a", "answered", List.of("x", "y", "z"), "");

        assertThat(Measure.NDCG.of(new Outcome(question, List.of("y", "z", "x"), 1, null), 10))
                .isEqualTo(1);
        assertThat(Measure.NDCG.of(new Outcome(question, List.of("y", "z"), 1, null), 2))
                .as("no more than two fit")
                .isEqualTo(1);
        assertThat(Measure.NDCG.of(new Outcome(question, List.of("y", "n", "x"), 1, null), 3))
                .isCloseTo((1 + 0.5) / (1 + Math.log(2) / Math.log(3) + 0.5), within(1e-12));
        assertThat(Measure.NDCG.of(new Outcome(question, List.of("n"), 1, null), 3))
                .isZero();
    }

    @Test
    void onlyQuestionsWithARelevantArticleAreRanked() {
        Figures figures = of(decided("a", "answered", "answered", 1, 1), decided("declined", "declined"));

        assertThat(figures.questions()).isEqualTo(2);
        assertThat(figures.ranked()).isEqualTo(1);
        assertThat(figures.mean(Measure.MRR, 10)).isEqualTo(1);
    }

    @Test
    void decisionsAreCountedByWhatWasWantedAndWhatCame() {
        Figures figures = of(
                decided("a", "answered", "answered", 1, 1),
                decided("a", "answered", "clarify", 1, 1),
                decided("a", "answered", "not_found", 1, 1),
                decided("a", "answered", "declined", 1, 1),
                decided("answered", "not_found"),
                decided("off_topic", "answered"),
                decided("off_topic", "not_found"),
                decided("clarify", "answered"));

        assertThat(figures.right()).isEqualTo(new Share(1, 8));
        assertThat(figures.falseRefusals())
                .as("small talk has no article that could be refused, a question back is no refusal")
                .isEqualTo(new Share(2, 4));
        assertThat(figures.wrongAnswers()).isEqualTo(new Share(1, 2));
        assertThat(figures.refused()).isEqualTo(new Share(4, 8));
        assertThat(figures.confusion())
                .isEqualTo(Map.of(
                        "answered", Map.of("answered", 1, "clarify", 1, "not_found", 2, "declined", 1),
                        "off_topic", Map.of("answered", 1, "not_found", 1),
                        "clarify", Map.of("answered", 1)));
    }

    @Test
    void aQuestionWithoutAWantedDecisionIsNotJudged() {
        Figures figures = of(decided("a", "", "off_topic", 1, 1), decided("answered", "answered"));

        assertThat(figures.right()).isEqualTo(new Share(1, 1));
        assertThat(of(decided("a", "", "off_topic", 1, 1)).decides()).isFalse();
    }

    @Test
    void whatOnlyRanksHasNoDecisions() {
        assertThat(of(ranked(1)).decides()).isFalse();
        assertThat(of(ranked(1)).right().of()).isZero();
    }

    @Test
    void aPercentileHasItsShareBelowIt() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int millis = 100; millis >= 1; millis--) {
            outcomes.add(decided("a", "answered", "answered", 1, millis));
        }
        Figures figures = new Figures(outcomes);

        assertThat(figures.ranking()).isEqualTo(new Latency(51, 96, 100));
        assertThat(figures.answering()).isEqualTo(new Latency(102, 192, 200));
        assertThat(of(ranked(1)).answering()).isEqualTo(new Latency(0, 0, 0));
    }

    @Test
    void groupsStandInTheOrderInWhichTheyAreNamedFirst() {
        List<Outcome> outcomes = List.of(
                decided("zebra", "answered", "answered", 1, 1),
                ranked(1),
                decided("zebra", "answered", "answered", 0, 1));

        assertThat(Grouping.SET.figures(outcomes).keySet()).containsExactly("zebra", "a");
        assertThat(Grouping.KIND.figures(outcomes).keySet()).containsExactly("zebra-kind", "(none)");
        assertThat(Grouping.SET.figures(outcomes).values())
                .extracting(figures -> figures.hits(1))
                .containsExactly(new Share(1, 2), new Share(1, 1));
    }
}
