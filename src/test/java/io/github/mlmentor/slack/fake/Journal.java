package io.github.mlmentor.slack.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What happened: the app's calls, what was sent to it, and its breaches. */
final class Journal {
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final List<Violation> violations = new CopyOnWriteArrayList<>();

    synchronized void add(Call call) {
        calls.add(new Call(
                calls.size() + 1,
                call.method(),
                call.team(),
                call.arguments(),
                call.status(),
                call.response(),
                call.at(),
                call.took()));
    }

    void add(Delivery delivery) {
        deliveries.add(delivery);
    }

    void violation(String rule, String detail) {
        violations.add(new Violation(rule, detail, Instant.now()));
    }

    List<Call> calls(String methods) {
        Pattern pattern = glob(methods);
        return calls.stream()
                .filter(call -> pattern.matcher(call.method()).matches())
                .toList();
    }

    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    void clear() {
        calls.clear();
        deliveries.clear();
        violations.clear();
    }

    static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** A pattern in which {@code *} is anything and {@code |} separates alternatives. */
    static Pattern glob(String glob) {
        return Pattern.compile(List.of(glob.split("\\|")).stream()
                .map(one -> List.of(one.split("\\*", -1)).stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
                .collect(Collectors.joining("|")));
    }
}
