package io.github.mlmentor.evaluation;

import java.util.stream.DoubleStream;

/** Below which times questions stayed, in milliseconds. */
public record Latency(double p50, double p95, double p99) {
    static Latency of(DoubleStream millis) {
        double[] sorted = millis.sorted().toArray();
        return new Latency(percentile(sorted, 0.5), percentile(sorted, 0.95), percentile(sorted, 0.99));
    }

    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }
}
