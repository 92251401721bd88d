package io.github.mlmentor.retrieval;

/**
 * A symmetric positive definite matrix taken apart into a lower triangle times its transpose, by which equations with it are
 * solved. Immutable and thread-safe.
 */
public final class Cholesky {
    private final double[][] lower;

    private Cholesky(double[][] lower) {
        this.lower = lower;
    }

    /**
     * Takes a matrix apart.
     *
     * @param matrix symmetric; its lower triangle is read
     * @throws IllegalArgumentException when it is not positive definite
     */
    public static Cholesky of(double[][] matrix) {
        int size = matrix.length;
        double[][] lower = new double[size][];
        for (int i = 0; i < size; i++) {
            double[] row = new double[i + 1];
            for (int j = 0; j < i; j++) {
                row[j] = (matrix[i][j] - dot(row, lower[j], j)) / lower[j][j];
            }
            double rest = matrix[i][i] - dot(row, row, i);
            if (!(rest > 0)) {
                throw new IllegalArgumentException("the matrix is not positive definite");
            }
            row[i] = Math.sqrt(rest);
            lower[i] = row;
        }
        return new Cholesky(lower);
    }

    /** Solves for the lower triangle alone: what has the matrix as its covariance has spread 1 in every direction afterwards. */
    public double[] whiten(double[] vector) {
        double[] solved = new double[lower.length];
        for (int i = 0; i < solved.length; i++) {
            solved[i] = (vector[i] - dot(lower[i], solved, i)) / lower[i][i];
        }
        return solved;
    }

    /** Solves for the whole matrix. */
    public double[] solve(double[] vector) {
        double[] solved = whiten(vector);
        for (int i = solved.length - 1; i >= 0; i--) {
            solved[i] /= lower[i][i];
            for (int j = 0; j < i; j++) {
                solved[j] -= lower[i][j] * solved[i];
            }
        }
        return solved;
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
