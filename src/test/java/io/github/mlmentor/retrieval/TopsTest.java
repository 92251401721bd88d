package io.github.mlmentor.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TopsTest {
    @RepeatedTest(20)
    void anArticleHasItsBestPassageAndTheMeanOfItsThreeBest(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int articles = 6;
        float[] scores = new float[30];
        int[] owner = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextFloat() * 2 - 1;
            owner[i] = random.nextInt(articles);
        }

        Tops tops = Tops.of(scores, owner, articles);

        for (int article = 0; article < articles; article++) {
            int wanted = article;
            List<Double> best = IntStream.range(0, scores.length)
                    .filter(i -> owner[i] == wanted)
                    .mapToObj(i -> (double) scores[i])
                    .sorted(Comparator.reverseOrder())
                    .limit(3)
                    .toList();
            double mean = best.stream().mapToDouble(score -> score).average().orElse(0);
            assertThat(tops.best()[article]).isEqualTo(best.isEmpty() ? 0 : best.get(0));
            assertThat(tops.support()[article]).isCloseTo(mean, within(1e-9));
        }
    }

    @Test
    void scoresBelowNothingStayBelowNothing() {
        Tops tops = Tops.of(new float[] {-0.5f, -0.25f}, new int[] {0, 0}, 1);

        assertThat(tops.best()).containsExactly(-0.25);
        assertThat(tops.support()).containsExactly(-0.375);
    }
}
