package io.github.mlmentor.slack.fake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes wrong next, and which limits still hold. */
final class Faults {
    private final Settings settings;
    private final Journal journal;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Long> limitedUntil = new HashMap<>();

    private final Map<String, Deque<Long>> recent = new HashMap<>();

    Faults(Settings settings, Journal journal) {
        this.settings = settings;
        this.journal = journal;
    }

    synchronized void add(Fault fault) {
        faults.add(fault);
    }

    synchronized void clear() {
        faults.clear();
        limitedUntil.clear();
        recent.clear();
    }

    synchronized @Nullable Fault next(String method, String channel) {
        Fault fault = faults.stream()
                .filter(one -> one.strikes(method, channel))
                .findFirst()
                .orElse(null);
        if (fault != null && !fault.retryAfter.isZero()) {
            limitedUntil.put(method + " " + channel, System.nanoTime() + fault.retryAfter.toNanos());
        }
        return fault;
    }

    /** How long a limit still holds for this method and channel; a call within it is noted. */
    synchronized Duration limited(String method, String channel) {
        Long until = limitedUntil.get(method + " " + channel);
        Duration left = until == null ? Duration.ZERO : Duration.ofNanos(until - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            return Duration.ZERO;
        }
        journal.violation(
                "retry_after_not_respected", method + " in " + channel + " " + left.toMillis() + " ms too early");
        return left;
    }

    /** How long to wait because there were too many calls; that is noted. */
    synchronized Duration tooMany(String method, String team, String channel) {
        Settings.Rate rate = settings.rates.get(method);
        if (rate == null) {
            return Duration.ZERO;
        }
        String where = method.equals("chat.postMessage") ? channel : team;
        Deque<Long> calls = recent.computeIfAbsent(method + " " + where, key -> new ArrayDeque<>());
        long now = System.nanoTime();
        calls.removeIf(at -> now - at >= rate.window().toNanos());
        if (calls.size() < rate.calls()) {
            calls.add(now);
            return Duration.ZERO;
        }
        journal.violation("too_many_calls", method + " in " + where + ": more than " + rate.calls());
        Duration left = Duration.ofNanos(rate.window().toNanos() - (now - calls.getFirst()));
        limitedUntil.put(method + " " + channel, now + left.toNanos());
        return left;
    }
}
