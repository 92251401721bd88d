package io.github.mlmentor.storage;

import io.github.mlmentor.console.Sessions;
import io.github.mlmentor.intake.Marks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Deletes what has been kept for long enough. Run every hour by one process of all. Thread-safe. */
public final class Upkeep {
    static final Duration EVERY = Duration.ofHours(1);
    /** Platforms repeat an event for minutes, people ask why for days. */
    private static final Duration TRACES = Duration.ofDays(7);

    /** Who changed what can be looked up for a year. */
    private static final Duration AUDITED = Duration.ofDays(365);

    private final Database database;
    private final Duration retention;
    private final Clock clock;

    /**
     * Looks after a database.
     *
     * @param retention how long questions and answers are kept
     */
    public Upkeep(Database database, Duration retention, Clock clock) {
        this.database = database;
        this.retention = retention;
        this.clock = clock;
    }

    /** Deletes what is too old; open jobs stay. */
    public void run() {
        long old = before(retention);
        long traces = before(retention.compareTo(TRACES) > 0 ? retention : TRACES);
        database.inTransaction(handle -> {
            // In the same transaction, so that everything is counted once, where it is or in what is left of it.
            Tally.keepJobs(handle, old);
            Tally.keepFeedback(handle, old);
            Tally.keepHandOvers(handle, old);
            int deleted = handle.createUpdate("delete from job where " + Tally.OLD_JOBS)
                    .bind("old", old)
                    .execute();
            // A duplicate of what is still open must stay one.
            handle.createUpdate("delete from claim where at < :old"
                            + " and not exists (select 1 from job where job.id = claim.job)")
                    .bind("old", traces)
                    .execute();
            handle.createUpdate("delete from ignored where at < :old")
                    .bind("old", before(TRACES))
                    .execute();
            handle.createUpdate("delete from mark where name like :notices and at < :old")
                    .bind("notices", Marks.NOTICE + "%")
                    .bind("old", before(TRACES))
                    .execute();
            handle.createUpdate("delete from feedback where at < :old")
                    .bind("old", old)
                    .execute();
            handle.createUpdate("delete from hand_over where " + Tally.OLD_HAND_OVERS)
                    .bind("old", old)
                    .execute();
            handle.createUpdate("delete from dispatch where at < :old and not exists (select 1 from hand_over where"
                            + " hand_over.id = dispatch.subject)")
                    .bind("old", old)
                    .execute();
            handle.createUpdate("delete from contribution where state = 'REJECTED' and decided_at < :old")
                    .bind("old", old)
                    .execute();
            handle.createUpdate("delete from once where at < :old")
                    .bind("old", traces)
                    .execute();
            handle.createUpdate(
                            "delete from gap where solved_at is null and not exists (select 1 from gap_question where"
                                    + " gap_question.gap = gap.id)")
                    .execute();
            handle.createUpdate("delete from audit where at < :old")
                    .bind("old", before(AUDITED))
                    .execute();
            handle.createUpdate("delete from presence where at < :old")
                    .bind("old", old)
                    .execute();
            new SqlSessions(database)
                    .endOld(
                            clock.instant().minus(Sessions.IDLE),
                            clock.instant().minus(Sessions.WHOLE));
            return deleted;
        });
        database.truncateLog();
    }

    private long before(Duration age) {
        Instant now = clock.instant();
        return now.minus(age).toEpochMilli();
    }
}
