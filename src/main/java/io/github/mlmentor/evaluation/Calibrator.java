package io.github.mlmentor.evaluation;

import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Logistic;
import io.github.mlmentor.retrieval.Cholesky;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Retriever;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits the two decisions to labelled questions: whether the evidence carries an answer, and whether a question without one is
 * in the subject. Deterministic: the same questions give the same numbers.
 *
 * <p>First comes a direction in the space of meanings, which tells questions that cannot be answered from those that can by
 * what they are about and how they are asked. It has as many numbers as there are questions to fit it to, so what it says of a
 * question that it was fitted to is too good: the decisions are fitted to what a direction says that has not seen the question.
 */
public final class Calibrator {
    /** The share of answerable questions that may be refused on the data fitted to. */
    private static final double WRONGLY_REFUSED = 0.05;

    private static final double RIDGE = 0.005;
    private static final double DIRECTION_RIDGE = 0.001;
    private static final int PARTS = 10;
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
        List<Evidence.Signals> answerable = signals(questions, "answered", retriever);
        List<Evidence.Signals> missing = signals(questions, "not_found", retriever);
        List<Evidence.Signals> off = signals(questions, "off_topic", retriever);
        List<Evidence.Signals> unanswerable = new ArrayList<>(missing);
        unanswerable.addAll(off);
        List<List<Double>> unseen = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            unseen.add(direction(others(answerable, part), others(unanswerable, part)));
        }
        List<double[]> yes = features(answerable, unseen);
        List<double[]> no = features(unanswerable, unseen);
        Logistic answer = fit(yes, no, true);
        double[] scores = yes.stream().mapToDouble(answer::probability).sorted().toArray();
        double threshold = scores[(int) (WRONGLY_REFUSED * scores.length)];
        Logistic subject = fit(no.subList(0, missing.size()), no.subList(missing.size(), no.size()), false);
        return new Calibration.Mode(
                withThreshold(answer, threshold), withThreshold(subject, 0.5), direction(answerable, unanswerable));
    }

    private static List<Evidence.Signals> signals(
            List<LabelledQuestion> questions, String decision, Retriever retriever) {
        List<Evidence.Signals> signals = new ArrayList<>();
        for (LabelledQuestion question : questions) {
            boolean known = !decision.equals("answered") || !question.relevant().isEmpty();
            if (question.decision().equals(decision)
                    && known
                    && question.history().isEmpty()
                    && !question.set().equals("otherlanguage")) {
                signals.add(retriever.retrieve(Query.of(question.question())).signals());
            }
        }
        if (signals.isEmpty()) {
            throw new IllegalArgumentException("no question to fit to has the decision \"" + decision + "\"");
        }
        return signals;
    }

    /** All but one part; the questions of a part are spread over the whole list. */
    private static List<Evidence.Signals> others(List<Evidence.Signals> signals, int part) {
        List<Evidence.Signals> others = new ArrayList<>();
        for (int i = 0; i < signals.size(); i++) {
            if (i % PARTS != part) {
                others.add(signals.get(i));
            }
        }
        return others;
    }

    /** The features of questions, by the direction that was fitted to the other parts. */
    private static List<double[]> features(List<Evidence.Signals> signals, List<List<Double>> unseen) {
        List<double[]> features = new ArrayList<>();
        for (int i = 0; i < signals.size(); i++) {
            Evidence.Signals one = signals.get(i);
            features.add(Calibration.features(one, Calibration.along(unseen.get(i % PARTS), one.meaning())));
        }
        return features;
    }

    /** Ridge regression of yes and no on the meaning, both weighing the same; empty where questions have no meaning. */
    private static List<Double> direction(List<Evidence.Signals> yes, List<Evidence.Signals> no) {
        List<Evidence.Signals> all = new ArrayList<>(yes);
        all.addAll(no);
        int width =
                all.stream().mapToInt(signals -> signals.meaning().size()).min().orElse(0);
        if (width == 0 || yes.isEmpty() || no.isEmpty()) {
            return List.of();
        }
        double[] mean = new double[width];
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < width; j++) {
                mean[j] += share(i, yes, no) * all.get(i).meaning().get(j);
            }
        }
        double[][] products = new double[width][width];
        double[] wanted = new double[width];
        double[] row = new double[width];
        for (int i = 0; i < all.size(); i++) {
            double share = share(i, yes, no);
            for (int j = 0; j < width; j++) {
                row[j] = all.get(i).meaning().get(j) - mean[j];
                wanted[j] += (i < yes.size() ? share : -share) * row[j];
                for (int k = 0; k <= j; k++) {
                    products[j][k] += share * row[j] * row[k];
                }
            }
        }
        for (int j = 0; j < width; j++) {
            products[j][j] += DIRECTION_RIDGE;
        }
        return rounded(Cholesky.of(products).solve(wanted));
    }

    private static double share(int i, List<?> yes, List<?> no) {
        return 0.5 / (i < yes.size() ? yes.size() : no.size());
    }

    /**
     * Ridge-penalised logistic regression by gradient descent on standardised features; both classes weigh the same.
     *
     * @param monotonous whether more of a feature must never speak for no
     */
    private static Logistic fit(List<double[]> yes, List<double[]> no, boolean monotonous) {
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
                double sum = bias;
                double[] row = all.get(i);
                for (int j = 0; j < width; j++) {
                    sum += weights[j] * (row[j] - means[j]) / spreads[j];
                }
                double error = share(i, yes, no) * (1 / (1 + Math.exp(-sum)) - (i < yes.size() ? 1 : 0));
                biasSlope += error;
                for (int j = 0; j < width; j++) {
                    slope[j] += error * (row[j] - means[j]) / spreads[j];
                }
            }
            bias -= STEP * biasSlope;
            for (int j = 0; j < width; j++) {
                double weight = weights[j] - STEP * (slope[j] + RIDGE * weights[j]);
                weights[j] = monotonous ? Math.max(0, weight) : weight;
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
