package io.github.mlmentor.answering;

import java.util.List;

/**
 * A fitted logistic model over standardised features.
 *
 * @param means of each feature on the data it was fitted to
 * @param spreads likewise, above 0
 * @param weights one a feature
 * @param bias the constant term
 * @param threshold the probability from which the answer is yes
 */
public record Logistic(List<Double> means, List<Double> spreads, List<Double> weights, double bias, double threshold) {
    public Logistic {
        means = List.copyOf(means);
        spreads = List.copyOf(spreads);
        weights = List.copyOf(weights);
        if (means.size() != weights.size() || spreads.size() != weights.size()) {
            throw new IllegalArgumentException("means, spreads and weights must be of one length");
        }
    }

    /** The probability of yes. */
    public double probability(double[] features) {
        double sum = bias;
        for (int i = 0; i < features.length; i++) {
            sum += weights.get(i) * (features[i] - means.get(i)) / spreads.get(i);
        }
        return 1 / (1 + Math.exp(-sum));
    }

    boolean accepts(double[] features) {
        return probability(features) >= threshold;
    }
}
