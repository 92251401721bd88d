package io.github.mlmentor.evaluation;

import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Logistic;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Retriever;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits the two decisions to labelled questions: whether the evidence carries an answer, and whether a question without one is
 * in the subject. Deterministic: the same questions give the same numbers.
 */
public final class Calibrator {
    /** The share of answerable questions that may be refused on the data fitted to. */
    private static final double WRONGLY_REFUSED = 0.05;

    private static final double RIDGE = 0.005;
    private static final int ROUNDS = 4_000;
    private static final double STEP = 0.5;
    private static final double SMALLEST_SPREAD = 1e-4;

    private Calibrator() {}

    /**
     * Fits one mode of retrieval.
     *
     * @param questions those labelled answered with relevant articles, not_found and off_topic are used
     * @throws IllegalArgumentException when there is none of one of them
     */
    public static Calibration.Mode fit(List<LabelledQuestion> questions, Retriever retriever) {
        List<double[]> answerable = features(questions, "answered", retriever);
        List<double[]> missing = features(questions, "not_found", retriever);
        List<double[]> off = features(questions, "off_topic", retriever);
        List<double[]> unanswerable = new ArrayList<>(missing);
        unanswerable.addAll(off);
        Logistic answer = fit(answerable, unanswerable);
        double[] scores =
                answerable.stream().mapToDouble(answer::probability).sorted().toArray();
        double threshold = scores[(int) (WRONGLY_REFUSED * scores.length)];
        Logistic subject = fit(missing, off);
        return new Calibration.Mode(withThreshold(answer, threshold), withThreshold(subject, 0.5));
    }

    private static List<double[]> features(List<LabelledQuestion> questions, String decision, Retriever retriever) {
        List<double[]> features = new ArrayList<>();
        for (LabelledQuestion question : questions) {
            boolean known = !decision.equals("answered") || !question.relevant().isEmpty();
            if (question.decision().equals(decision)
                    && known
                    && question.history().isEmpty()
                    && !question.set().equals("otherlanguage")) {
                Evidence evidence = retriever.retrieve(Query.of(question.question()));
                features.add(Calibration.features(evidence.signals()));
            }
        }
        if (features.isEmpty()) {
            throw new IllegalArgumentException("no question to fit to has the decision \"" + decision + "\"");
        }
        return features;
    }

    /** Ridge-penalised logistic regression by gradient descent on standardised features; both classes weigh the same. */
    private static Logistic fit(List<double[]> yes, List<double[]> no) {
        List<double[]> all = new ArrayList<>(yes);
        all.addAll(no);
        int width = all.get(0).length;
        double[] means = new double[width];
        double[] spreads = new double[width];
        for (int j = 0; j < width; j++) {
            int column = j;
            double mean = all.stream().mapToDouble(row -> row[column]).average().orElse(0);
            means[j] = mean;
            double spread = Math.sqrt(all.stream()
                    .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                    .average()
                    .orElse(0));
            // A feature that never changes says nothing; nor would its spread survive the rounding.
            spreads[j] = spread < SMALLEST_SPREAD ? 1 : spread;
        }
        double[] weights = new double[width];
        double bias = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double[] slope = new double[width];
            double biasSlope = 0;
            for (int i = 0; i < all.size(); i++) {
                boolean positive = i < yes.size();
                double share = 0.5 / (positive ? yes.size() : no.size());
                double sum = bias;
                double[] row = all.get(i);
                for (int j = 0; j < width; j++) {
                    sum += weights[j] * (row[j] - means[j]) / spreads[j];
                }
                double error = share * (1 / (1 + Math.exp(-sum)) - (positive ? 1 : 0));
                biasSlope += error;
                for (int j = 0; j < width; j++) {
                    slope[j] += error * (row[j] - means[j]) / spreads[j];
                }
            }
            bias -= STEP * biasSlope;
            for (int j = 0; j < width; j++) {
                weights[j] -= STEP * (slope[j] + RIDGE * weights[j]);
            }
        }
        return new Logistic(rounded(means), rounded(spreads), rounded(weights), round(bias), 0.5);
    }

    private static Logistic withThreshold(Logistic model, double threshold) {
        return new Logistic(model.means(), model.spreads(), model.weights(), model.bias(), round(threshold));
    }

    private static List<Double> rounded(double[] values) {
        return Arrays.stream(values).mapToObj(Calibrator::round).toList();
    }

    private static double round(double value) {
        return Math.round(value * 1e5) / 1e5;
    }
}
