package io.github.mlmentor.retrieval;

import java.util.List;

/**
 * Brings out in vectors what tells articles apart. All articles are about one subject, so their vectors have most in common;
 * that is taken away, and directions in which the passages of one and the same article differ count for less. On the tuning
 * questions and on the articles' own asks, each looked for without itself, this finds the article more often than the vectors as
 * they are. Immutable and thread-safe.
 */
final class Contrast {
    /** How far the spread inside articles is drawn to the same in all directions; between 0.3 and 0.9 the figures are flat. */
    private static final double DRAWN = 0.7;

    private static final double SMALLEST = 1e-9;

    private final double[] mean;
    private final Cholesky spread;

    private Contrast(double[] mean, Cholesky spread) {
        this.mean = mean;
        this.spread = spread;
    }

    /**
     * Learns from passages.
     *
     * @param owner the article of each
     */
    static Contrast of(List<float[]> vectors, int dimension, int[] owner, int articles) {
        double[] mean = new double[dimension];
        double[][] means = new double[articles][dimension];
        int[] counts = new int[articles];
        for (int i = 0; i < owner.length; i++) {
            counts[owner[i]]++;
            for (int j = 0; j < dimension; j++) {
                means[owner[i]][j] += vectors.get(i)[j];
                mean[j] += vectors.get(i)[j] / owner.length;
            }
        }
        double[][] covariance = new double[dimension][dimension];
        double[] apart = new double[dimension];
        for (int i = 0; i < owner.length; i++) {
            for (int j = 0; j < dimension; j++) {
                apart[j] = vectors.get(i)[j] - means[owner[i]][j] / counts[owner[i]];
            }
            for (int j = 0; j < dimension; j++) {
                double[] row = covariance[j];
                double factor = apart[j] / owner.length;
                for (int k = 0; k <= j; k++) {
                    row[k] += factor * apart[k];
                }
            }
        }
        double average = 0;
        for (int j = 0; j < dimension; j++) {
            average += covariance[j][j] / dimension;
        }
        for (int j = 0; j < dimension; j++) {
            for (int k = 0; k < j; k++) {
                covariance[j][k] *= 1 - DRAWN;
            }
            covariance[j][j] = (1 - DRAWN) * covariance[j][j] + DRAWN * average + SMALLEST;
        }
        return new Contrast(mean, Cholesky.of(covariance));
    }

    /** How far a vector lies from the middle of all passages, in the spread that articles have inside. */
    double distance(float[] vector) {
        return norm(whitened(vector));
    }

    /** The vector without what all have in common, of norm 1; zero where nothing is left. */
    float[] of(float[] vector) {
        double[] whitened = whitened(vector);
        double norm = norm(whitened);
        float[] of = new float[whitened.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = norm < SMALLEST ? 0 : (float) (whitened[i] / norm);
        }
        return of;
    }

    private double[] whitened(float[] vector) {
        double[] centred = new double[mean.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = vector[i] - mean[i];
        }
        return spread.whiten(centred);
    }

    private static double norm(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
