package io.github.mlmentor.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastTest {
    /** Two articles of four passages: the first number is common to all, the second tells them apart, the third differs inside. */
    private static List<float[]> vectors() {
        List<float[]> vectors = new ArrayList<>();
        for (float article : new float[] {-0.1f, 0.1f}) {
            for (float inside : new float[] {-0.4f, -0.2f, 0.2f, 0.4f}) {
                vectors.add(new float[] {0.9f, article, inside});
            }
        }
        return vectors;
    }

    private static Contrast contrast() {
        return Contrast.of(vectors(), 3, new int[] {0, 0, 0, 0, 1, 1, 1, 1}, 2);
    }

    private static float cosine(float[] a, float[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    @Test
    void whatTellsArticlesApartCountsForMoreThanWhatDiffersInside() {
        float[] one = {0.9f, 0.2f, 0.2f};
        float[] sameArticle = {0.9f, 0.2f, 0};
        float[] sameInside = {0.9f, 0, 0.2f};
        Contrast contrast = contrast();

        assertThat(cosine(one, sameArticle))
                .as("as they are, both are as near")
                .isCloseTo(cosine(one, sameInside), within(1e-6f));
        assertThat(cosine(contrast.of(one), contrast.of(sameArticle)))
                .isGreaterThan(cosine(contrast.of(one), contrast.of(sameInside)) + 0.2f);
    }

    @Test
    void whatAllHaveInCommonIsTakenAway() {
        float[] middle = {0.9f, 0, 0};

        assertThat(contrast().distance(middle)).isCloseTo(0, within(1e-5));
        assertThat(contrast().distance(new float[] {0.9f, 0.3f, 0}))
                .isGreaterThan(contrast().distance(new float[] {0.9f, 0.1f, 0}));
    }

    @Test
    void articlesOfOnePassageHaveNoInsideAndDoNoHarm() {
        List<float[]> two = List.of(new float[] {1, 0}, new float[] {0, 1});
        Contrast contrast = Contrast.of(two, 2, new int[] {0, 1}, 2);

        assertThat(contrast.of(two.get(0))[0]).isPositive().isFinite();
        assertThat(contrast.of(new float[] {0.5f, 0.5f})).doesNotContain(Float.NaN);
    }
}
