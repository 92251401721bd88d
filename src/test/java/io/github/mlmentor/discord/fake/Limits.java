package io.github.mlmentor.discord.fake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes wrong next, and how full the buckets are. */
final class Limits {
    private static final Settings.Rate GENEROUS = new Settings.Rate(1000, Duration.ofSeconds(1));
    private static final String GLOBAL = "global";

    private final Settings settings;
    private final Journal journal;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Long> closedUntil = new HashMap<>();
    private final Map<String, Deque<Long>> recent = new HashMap<>();

    /** A 429: how long, and whose limit it is. */
    record Refusal(Duration left, Fault.Limit limit) {}

    Limits(Settings settings, Journal journal) {
        this.settings = settings;
        this.journal = journal;
    }

    synchronized void add(Fault fault) {
        faults.add(fault);
    }

    synchronized void clear() {
        faults.clear();
        closedUntil.clear();
        recent.clear();
    }

    synchronized @Nullable Fault next(Route.Match match) {
        Fault fault = faults.stream()
                .filter(one -> one.strikes(match.name(), match.channel()))
                .findFirst()
                .orElse(null);
        if (fault != null && fault.limit != Fault.Limit.NONE) {
            String key = fault.limit == Fault.Limit.ROUTE ? match.bucket() : fault.limit.name();
            closedUntil.put(key, System.nanoTime() + fault.retryAfter.toNanos());
        }
        return fault;
    }

    /** Why this call cannot be answered now; coming too early or too often is noted. */
    synchronized @Nullable Refusal refusal(Route.Match match) {
        Duration banned = left(Fault.Limit.CLOUDFLARE.name());
        if (!banned.isZero()) {
            return tooEarly(match, new Refusal(banned, Fault.Limit.CLOUDFLARE));
        }
        Duration global = match.exempt() ? Duration.ZERO : left(Fault.Limit.GLOBAL.name());
        if (!global.isZero()) {
            return tooEarly(match, new Refusal(global, Fault.Limit.GLOBAL));
        }
        Duration route = left(match.bucket());
        if (!route.isZero()) {
            return tooEarly(match, new Refusal(route, Fault.Limit.ROUTE));
        }
        Duration wait = take(match.bucket(), rate(match));
        if (!wait.isZero()) {
            return tooMany(match, match.bucket(), new Refusal(wait, Fault.Limit.ROUTE));
        }
        wait = match.exempt() ? Duration.ZERO : take(GLOBAL, settings.global);
        return wait.isZero() ? null : tooMany(match, Fault.Limit.GLOBAL.name(), new Refusal(wait, Fault.Limit.GLOBAL));
    }

    private Refusal tooEarly(Route.Match match, Refusal refusal) {
        journal.violation(
                "retry_after_not_respected",
                match.bucket() + " " + refusal.left().toMillis() + " ms too early");
        return refusal;
    }

    private Refusal tooMany(Route.Match match, String key, Refusal refusal) {
        journal.violation("too_many_calls", match.bucket());
        closedUntil.put(key, System.nanoTime() + refusal.left().toNanos());
        return refusal;
    }

    private Duration left(String key) {
        Long until = closedUntil.get(key);
        long left = until == null ? 0 : until - System.nanoTime();
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    private Settings.Rate rate(Route.Match match) {
        Settings.Rate rate = settings.rates.get(match.name());
        return rate == null ? GENEROUS : rate;
    }

    private Duration take(String key, Settings.Rate rate) {
        Deque<Long> calls = recent.computeIfAbsent(key, any -> new ArrayDeque<>());
        long now = System.nanoTime();
        // Buckets empty all at once, a window after the first call in them.
        if (!calls.isEmpty() && now - calls.getFirst() >= rate.window().toNanos()) {
            calls.clear();
        }
        if (calls.size() >= rate.calls()) {
            return Duration.ofNanos(rate.window().toNanos() - (now - calls.getFirst()));
        }
        if (rate.calls() < Integer.MAX_VALUE) {
            calls.add(now);
        }
        return Duration.ZERO;
    }

    /** The headers that tell how full the bucket is. */
    synchronized Map<String, String> headers(Route.Match match) {
        Settings.Rate rate = rate(match);
        Deque<Long> calls = recent.getOrDefault(match.bucket(), new ArrayDeque<>());
        long window = rate.window().toMillis();
        long left = calls.isEmpty() ? window : window - (System.nanoTime() - calls.getFirst()) / 1_000_000;
        return Map.of(
                "X-RateLimit-Bucket", Integer.toHexString(match.name().hashCode()),
                "X-RateLimit-Limit", Integer.toString(rate.calls()),
                "X-RateLimit-Remaining", Integer.toString(Math.max(0, rate.calls() - calls.size())),
                "X-RateLimit-Reset-After", seconds(Math.max(0, left)),
                "X-RateLimit-Reset", seconds(System.currentTimeMillis() + Math.max(0, left)));
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
    }
}
