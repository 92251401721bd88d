package io.github.mlmentor.slack.fake;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Timestamps that never repeat and ids in the shape of Slack's. */
final class Ids {
    private final AtomicLong counter = new AtomicLong();
    private long lastMicros;

    /** The present as a message's {@code ts}, later than every one before. */
    synchronized String ts() {
        lastMicros = Math.max(lastMicros + 1, System.currentTimeMillis() * 1000);
        return ts(lastMicros);
    }

    static String ts(long micros) {
        return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
    }

    /** Such as {@code Ev000000002F}. */
    String next(String prefix) {
        return String.format(
                        Locale.ROOT,
                        "%s%9s",
                        prefix,
                        Long.toString(counter.incrementAndGet(), 36).toUpperCase(Locale.ROOT))
                .replace(' ', '0');
    }
}
