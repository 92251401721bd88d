package io.github.mlmentor.discord.fake;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the app did, and its breaches. */
final class Journal {
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Violation> violations = new CopyOnWriteArrayList<>();

    synchronized void add(Call call) {
        calls.add(new Call(
                calls.size() + 1,
                call.name(),
                call.verb(),
                call.path(),
                call.body(),
                call.status(),
                call.response(),
                call.at(),
                call.took()));
    }

    void violation(String rule, String detail) {
        violations.add(new Violation(rule, detail, Instant.now()));
    }

    List<Call> calls(String names) {
        Pattern pattern = glob(names);
        return calls.stream()
                .filter(call -> pattern.matcher(call.name()).matches())
                .toList();
    }

    List<Violation> violations() {
        return List.copyOf(violations);
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
