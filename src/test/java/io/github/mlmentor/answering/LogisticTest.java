package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogisticTest {
    private static final Logistic MODEL =
            new Logistic(List.of(1.0, 10.0), List.of(2.0, 5.0), List.of(1.0, -2.0), 0.5, 0.6);

    @Test
    void itStandardisesWeighsAndSquashes() {
        // 0.5 + 1 * (3 - 1) / 2 - 2 * (5 - 10) / 5 = 3.5
        assertThat(MODEL.probability(new double[] {3, 5})).isCloseTo(1 / (1 + Math.exp(-3.5)), within(1e-12));
        assertThat(MODEL.probability(new double[] {1, 10})).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-12));
    }

    @Test
    void itSaysYesFromTheThreshold() {
        assertThat(MODEL.accepts(new double[] {1, 10})).as("0.62").isTrue();
        assertThat(MODEL.accepts(new double[] {0, 10})).as("0.5").isFalse();
    }

    @Test
    void everyFeatureNeedsAMeanASpreadAndAWeight() {
        assertThatThrownBy(() -> new Logistic(List.of(1.0), List.of(1.0, 1.0), List.of(1.0), 0, 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
