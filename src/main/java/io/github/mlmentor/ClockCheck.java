package io.github.mlmentor;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.telemetry.HealthCheck;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks whether the clock can be right: it cannot be earlier than the last review of an article. */
final class ClockCheck implements HealthCheck {
    private final Clock clock;
    private final Supplier<KnowledgeBase> knowledge;

    ClockCheck(Clock clock, Supplier<KnowledgeBase> knowledge) {
        this.clock = clock;
        this.knowledge = knowledge;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Health check() {
        LocalDate today = LocalDate.now(clock);
        Optional<LocalDate> reviewed = knowledge.get().articles().stream()
                .map(Article::reviewed)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        // A day of grace for time zones.
        return reviewed.isPresent() && today.plusDays(1).isBefore(reviewed.get())
                ? Health.failure(
                        "it says " + today + ", and an article was reviewed on " + reviewed.get(),
                        "set the clock; signatures and certificates will fail too")
                : Health.ok(clock.instant().toString().replaceFirst("\\..*", "Z"));
    }
}
