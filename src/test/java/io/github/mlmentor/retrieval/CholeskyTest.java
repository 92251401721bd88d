package io.github.mlmentor.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CholeskyTest {
    private static final double[][] MATRIX = {{4, 2, 0}, {2, 5, 3}, {0, 3, 6}};

    @Test
    void equationsAreSolved() {
        double[] solved = Cholesky.of(MATRIX).solve(new double[] {8, 21, 24});

        assertThat(solved).containsExactly(new double[] {1, 2, 3}, within(1e-12));
    }

    @Test
    void whatIsWhitenedHasTheLengthThatTheMatrixGivesIt() {
        double[] vector = {1, -2, 0.5};
        Cholesky cholesky = Cholesky.of(MATRIX);
        double[] solved = cholesky.solve(vector);
        double[] white = cholesky.whiten(vector);

        double byMatrix = 0;
        double byLength = 0;
        for (int i = 0; i < vector.length; i++) {
            byMatrix += vector[i] * solved[i];
            byLength += white[i] * white[i];
        }
        assertThat(byLength).isCloseTo(byMatrix, within(1e-12));
    }

    @Test
    void aMatrixThatCannotBeTakenApartIsNamed() {
        assertThatThrownBy(() -> Cholesky.of(new double[][] {{1, 2}, {2, 1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive definite");
    }
}
