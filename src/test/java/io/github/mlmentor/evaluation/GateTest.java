package io.github.mlmentor.evaluation;

import static io.github.mlmentor.evaluation.Outcomes.decided;
import static io.github.mlmentor.evaluation.Outcomes.ranked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final Figures HALF = new Figures(
            List.of(decided("a", "answered", "answered", 1, 1), decided("a", "answered", "not_found", 4, 1)));

    private static List<String> failures(String... floors) {
        return new Gate(List.of(floors)).failures(HALF);
    }

    @Test
    void aFigureAtItsFloorOrAboveIsFine() {
        assertThat(failures("hit@1=0.5", "HIT@5=1", " mrr=0.6 ", "mrr@3=0.5", "ndcg@10=0.7", "decisions=0.5"))
                .isEmpty();
        assertThat(failures()).isEmpty();
    }

    @Test
    void aFigureBelowItsFloorIsNamedWithBoth() {
        assertThat(failures("hit@5=1", "hit@1=0.9", "mrr=0.7", "decisions=0.51"))
                .containsExactly(
                        "hit@1 is 0.5000, below 0.9", "mrr is 0.6250, below 0.7", "decisions is 0.5000, below 0.51");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hit@5",
                "hit@5=",
                "hit@5=90",
                "hit@5=-0.1",
                "hit@0=0.5",
                "hit@11=0.5",
                "hit@99999999999=0.5",
                "recall@5=0.9",
                "decisions@5=0.9",
                "hit@5=0.9=0.8",
                "=0.9",
                "hit@5=1.5"
            })
    void whatIsNoFloorIsShownHowToWrite(String text) {
        assertThatThrownBy(() -> failures(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + text + "\"", "hit@5=0.9");
    }

    @Test
    void aFigureThatWasNotMeasuredIsNoPass() {
        assertThatThrownBy(() -> new Gate(List.of("decisions=0.1")).failures(new Figures(List.of(ranked(1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no decision was measured");
        assertThatThrownBy(() ->
                        new Gate(List.of("mrr=0.1")).failures(new Figures(List.of(decided("off_topic", "off_topic")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("relevant");
    }
}
