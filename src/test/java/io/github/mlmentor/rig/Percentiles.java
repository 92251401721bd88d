package io.github.mlmentor.rig;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * How long something took, in milliseconds.
 *
 * @param count how often it was measured; with none, the rest is 0
 */
public record Percentiles(int count, double p50, double p99, double max) {
    private static final double NANOS = 1_000_000.0;

    /** Of durations in nanoseconds. */
    static Percentiles of(Collection<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        if (sorted.length == 0) {
            return new Percentiles(0, 0, 0, 0);
        }
        Arrays.sort(sorted);
        return new Percentiles(sorted.length, at(sorted, 0.50), at(sorted, 0.99), at(sorted, 1.0));
    }

    /** Of durations. */
    public static Percentiles ofAll(Collection<Duration> times) {
        return of(times.stream().map(Duration::toNanos).toList());
    }

    /** The nearest rank: a value that was really measured. */
    private static double at(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / NANOS;
    }

    /** The median and the 99th percentile, as a cell of a table. */
    String cell() {
        return String.format(Locale.ROOT, "%.1f / %.1f", p50, p99);
    }

    /** The median, the 99th percentile and the longest. */
    public String line() {
        return count == 0 ? "none" : String.format(Locale.ROOT, "%.0f / %.0f / %.0f", p50, p99, max);
    }
}
