package io.github.mlmentor.evaluation;

/** Where a figure lies with a confidence of 95 %. */
public record Interval(double low, double high) {
    private static final double Z = 1.959964;

    /** Wilson's interval of a share, which stays within 0 and 1 and is honest about small numbers. */
    static Interval wilson(int count, int of) {
        if (of == 0) {
            return new Interval(0, 1);
        }
        double share = (double) count / of;
        double square = Z * Z / of;
        double middle = (share + square / 2) / (1 + square);
        double reach = Z * Math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square);
        // At the ends the sum comes out a rounding beside 0 and 1.
        return new Interval(count == 0 ? 0 : middle - reach, count == of ? 1 : middle + reach);
    }
}
