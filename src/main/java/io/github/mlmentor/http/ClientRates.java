package io.github.mlmentor.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A token bucket for each client, for the ten thousand that came last. Thread-safe. */
final class ClientRates {
    private static final int MOST_CLIENTS = 10_000;

    private final int perMinute;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    ClientRates(int perMinute) {
        this.perMinute = perMinute;
    }

    /**
     * Takes one request from a client's share.
     *
     * @throws HttpProblem 429 when the client has had its share
     */
    void take(String client) {
        ConsumptionProbe probe = bucket(client).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = Math.max(
                    1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1);
            throw new HttpProblem(429, "That was a lot in a short time; try again in " + seconds + " s", seconds);
        }
    }

    private synchronized Bucket bucket(String client) {
        return buckets.computeIfAbsent(
                client,
                key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                        .build());
    }
}
