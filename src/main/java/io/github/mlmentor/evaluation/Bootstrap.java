package io.github.mlmentor.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Intervals by drawing questions again with replacement. The same numbers always give the same interval. */
final class Bootstrap {
    static final int RESAMPLES = 10_000;
    private static final long SEED = 1;

    private Bootstrap() {}

    /** The interval of a mean. */
    static Interval mean(double[] values) {
        return interval(means(values));
    }

    /** How much better the first is than the second on the same questions. */
    static Difference paired(double[] first, double[] second) {
        double[] differences = new double[first.length];
        int won = 0;
        int lost = 0;
        for (int i = 0; i < first.length; i++) {
            differences[i] = first[i] - second[i];
            won += differences[i] > 0 ? 1 : 0;
            lost += differences[i] < 0 ? 1 : 0;
        }
        double[] means = means(differences);
        double better = (double) Arrays.stream(means).filter(mean -> mean > 0).count() / RESAMPLES;
        double mean = Arrays.stream(differences).average().orElse(0);
        return new Difference(mean, interval(means), better, won, lost);
    }

    private static double[] means(double[] values) {
        double[] means = new double[RESAMPLES];
        if (values.length == 0) {
            return means;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < RESAMPLES; round++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[round] = sum / values.length;
        }
        Arrays.sort(means);
        return means;
    }

    private static Interval interval(double[] sorted) {
        return new Interval(sorted[(int) (0.025 * RESAMPLES)], sorted[(int) (0.975 * RESAMPLES) - 1]);
    }

    /**
     * How much better one contender is than another.
     *
     * @param mean of the differences by question
     * @param better in which share of the resamples the first is better
     * @param won on how many questions the first is better
     * @param lost on how many it is worse
     */
    record Difference(double mean, Interval interval, double better, int won, int lost) {}
}
