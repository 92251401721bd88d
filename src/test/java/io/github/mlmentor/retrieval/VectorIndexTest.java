package io.github.mlmentor.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorIndexTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 383, 384})
    void itAgreesWithTheDefinitionOfACosine(int dimension) {
        Random random = new Random(dimension);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            vectors.add(unit(random, dimension));
        }
        float[] query = unit(random, dimension);

        float[] similarities = new VectorIndex(vectors, dimension).similarities(query);

        assertThat(similarities).hasSize(vectors.size());
        for (int i = 0; i < similarities.length; i++) {
            assertThat((double) similarities[i]).isCloseTo(cosine(query, vectors.get(i)), within(1e-5));
        }
    }

    @Test
    void aVectorIsItsOwnNearest() {
        float[] vector = unit(new Random(7), 384);

        assertThat(new VectorIndex(List.of(vector), 384).similarities(vector)[0])
                .isCloseTo(1, within(1e-5f));
    }

    @Test
    void nothingIsNearWhereNothingIs() {
        assertThat(new VectorIndex(List.of(), 384).similarities(new float[384])).isEmpty();
    }

    @Test
    void theIndexKeepsWhatItWasGiven() {
        float[] vector = {1, 0, 0, 0};
        VectorIndex index = new VectorIndex(List.of(vector), 4);

        vector[0] = 0;

        assertThat(index.similarities(new float[] {1, 0, 0, 0})).containsExactly(1);
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            left += (double) a[i] * a[i];
            right += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(left * right);
    }

    private static float[] unit(Random random, int dimension) {
        float[] vector = new float[dimension];
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
