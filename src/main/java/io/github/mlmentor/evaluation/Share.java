package io.github.mlmentor.evaluation;

/** How many of how many. */
public record Share(int count, int of) {
    /** 0 to 1; 0 of nothing. */
    public double value() {
        return of == 0 ? 0 : (double) count / of;
    }

    Interval interval() {
        return Interval.wilson(count, of);
    }
}
