package io.github.mlmentor.evaluation;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a ranking is judged by. Each is 0 to 1 for a question, and the mean of that for many. */
public enum Measure {
    /** Whether a relevant article is among the first k. */
    HIT("hit") {
        @Override
        public double of(Outcome outcome, int k) {
            return outcome.rank() >= 1 && outcome.rank() <= k ? 1 : 0;
        }
    },
    /** One over the place of the first relevant article, 0 beyond k. */
    MRR("MRR") {
        @Override
        public double of(Outcome outcome, int k) {
            return outcome.rank() >= 1 && outcome.rank() <= k ? 1.0 / outcome.rank() : 0;
        }
    },
    /** How much of the relevance stands how high among the first k; every relevant article counts the same. */
    NDCG("nDCG") {
        @Override
        public double of(Outcome outcome, int k) {
            Set<String> relevant = new HashSet<>(outcome.question().relevant());
            double gained = 0;
            double best = 0;
            for (int i = 0; i < k; i++) {
                double gain = Math.log(2) / Math.log(i + 2);
                best += i < relevant.size() ? gain : 0;
                gained += i < outcome.found().size()
                                && relevant.contains(outcome.found().get(i))
                        ? gain
                        : 0;
            }
            return best == 0 ? 0 : gained / best;
        }
    };

    private final String label;

    Measure(String label) {
        this.label = label;
    }

    /** Its figure for one question. */
    public abstract double of(Outcome outcome, int k);

    /** As in a report: {@code nDCG@10}. */
    public String label(int k) {
        return label + "@" + k;
    }

    /** As in JSON and on the command line: {@code ndcg@10}. */
    public String code(int k) {
        return label(k).toLowerCase(Locale.ROOT);
    }

    /** The figures of those outcomes that have a relevant article, in their order. */
    double[] of(Stream<Outcome> outcomes, int k) {
        return outcomes.filter(Outcome::isRanked)
                .mapToDouble(outcome -> of(outcome, k))
                .toArray();
    }
}
