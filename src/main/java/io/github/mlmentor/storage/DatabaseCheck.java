package io.github.mlmentor.storage;

import io.github.mlmentor.intake.JobLog;
import io.github.mlmentor.telemetry.HealthCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Whether the database answers, whether its clock agrees, and whether the queue moves. Thread-safe. */
public final class DatabaseCheck implements HealthCheck {
    private static final Duration SLOW = Duration.ofMinutes(2);
    private static final Duration APART = Duration.ofSeconds(10);

    private final Supplier<java.util.Optional<Database>> opener;
    private final Clock clock;

    /**
     * Looks after a database.
     *
     * @param opener gives the database, or empty when there is none yet; may throw {@link StorageException}
     */
    public DatabaseCheck(Supplier<java.util.Optional<Database>> opener, Clock clock) {
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Health check() {
        try {
            return opener.get().map(this::look).orElse(Health.ok("none yet; \"serve\" makes one"));
        } catch (StorageException e) {
            return Health.failure(String.valueOf(e.getMessage()), "");
        }
    }

    private Health look(Database database) {
        Instant now = clock.instant();
        Duration apart = Duration.between(now, database.now()).abs();
        if (apart.compareTo(APART) > 0) {
            return Health.warning(
                    database.describe() + "'s clock and this machine's are " + apart.toSeconds() + " s apart",
                    "set both by NTP; delays and budgets are counted by these clocks");
        }
        JobLog.Depth depth = new SqlJobLog(database).depth();
        String open = database.describe() + ", " + depth.open() + " questions open";
        boolean stuck = depth.oldest()
                .filter(oldest -> Duration.between(oldest, now).compareTo(SLOW) > 0)
                .isPresent();
        return stuck
                ? Health.warning(
                        open + ", one of them due for more than two minutes", "see \"jobs --state open\" for why")
                : Health.ok(open);
    }
}
