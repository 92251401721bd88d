package io.github.mlmentor.storage;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.github.mlmentor.intake.Jobs;
import io.github.mlmentor.mentoring.Errands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes conversations through db-scheduler: one task instance a conversation, so that its jobs are done in order, over all
 * processes. A process that dies leaves its tasks behind; another takes them over after twelve seconds, and the one process that
 * serves from a SQLite file when it starts. Thread-safe.
 */
public final class DbSchedulerJobs implements Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(DbSchedulerJobs.class);
    private static final String TASK = "conversation";
    private static final String ERRAND = "errand";
    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final int HIGHEST = 1_000;
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration POLL = Duration.ofMillis(500);
    /** Whoever is due for longer may have been forgotten. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;

    private final Database database;
    private final Clock clock;
    private final Scheduler scheduler;
    private final ClockWatch watch;
    /** Conversations that this process works on now. */
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Work work;
    private volatile @Nullable Errands errands;

    /**
     * How this process works.
     *
     * @param threads how many conversations it works on at once
     * @param grace how long {@link #stop} waits for what is running
     */
    public record Setup(int threads, Duration grace) {}

    /** Prepares to wake; nothing runs before {@link #start}. */
    public DbSchedulerJobs(Database database, Upkeep upkeep, Setup setup, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.watch = new ClockWatch(clock, this::catchUpWithTheClock);
        CustomTask<Void> conversations = Tasks.custom(TASK, Void.class)
                .onDeadExecutionRevive()
                .onFailure(DbSchedulerJobs::again)
                .execute((instance, context) -> run(instance.getId()));
        RecurringTask<Void> cleaning =
                Tasks.recurring("upkeep", FixedDelay.of(Upkeep.EVERY)).execute((instance, context) -> upkeep.run());
        CustomTask<Void> errand = Tasks.custom(ERRAND, Void.class)
                .onDeadExecutionRevive()
                .onFailure(DbSchedulerJobs::again)
                .execute((instance, context) -> runErrand(instance.getId()));
        RecurringTask<Void> round =
                Tasks.recurring("round", FixedDelay.of(ROUND)).execute((instance, context) -> round());
        SchedulerBuilder builder = Scheduler.create(database.source(), conversations, errand)
                .startTasks(cleaning, round)
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .threads(setup.threads())
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .pollingInterval(POLL)
                .enablePriority()
                .shutdownMaxWait(setup.grace())
                .clock(clock::instant)
                .alwaysPersistTimestampInUTC();
        // Little is fetched ahead, so that a newcomer does not queue behind what one busy person has piled up.
        this.scheduler = (database.dialect() == Dialect.POSTGRESQL
                        ? builder.pollUsingLockAndFetch(0.5, 1.0)
                        : builder.pollUsingFetch(0.5, 1.0))
                .build();
    }

    @Override
    public void start(Work worker) {
        work = worker;
        scheduler.start();
        watch.start();
    }

    /** Has errands run, too; before {@link #start}. */
    public void run(Errands waiting) {
        errands = waiting;
    }

    @Override
    public void nudge() {
        if (work != null) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    @Override
    public void stop() {
        watch.close();
        scheduler.stop();
    }

    /**
     * Has a conversation woken; part of the transaction that this thread is in, and under the conversation's lock.
     *
     * @param piledUp how many jobs the author has open: the more, the later his turn
     */
    void wake(String conversation, Instant at, int piledUp) {
        SchedulableInstance<Void> instance = new TaskInstance.Builder<Void>(TASK, conversation)
                .priority(Math.max(1, HIGHEST - piledUp))
                .scheduledTo(at);
        if (scheduler.scheduleIfNotExists(instance)) {
            return;
        }
        // It may sleep until something later is due; when it runs, it looks again before it ends.
        Optional<ScheduledExecution<Object>> asleep = scheduler.getScheduledExecution(instance.getTaskInstance());
        if (asleep.isPresent()
                && !asleep.get().isPicked()
                && asleep.get().getExecutionTime().isAfter(at)) {
            scheduler.reschedule(instance);
        }
    }

    /** Has an errand run; part of the transaction that this thread is in, and under the lock of its key. */
    void runErrand(String key, Instant at) {
        SchedulableInstance<Void> instance =
                new TaskInstance.Builder<Void>(ERRAND, key).priority(HIGHEST).scheduledTo(at);
        if (!scheduler.scheduleIfNotExists(instance)
                && scheduler
                        .getScheduledExecution(instance.getTaskInstance())
                        .filter(asleep ->
                                !asleep.isPicked() && asleep.getExecutionTime().isAfter(at))
                        .isPresent()) {
            scheduler.reschedule(instance);
        }
    }

    /** Has an errand run that nobody waits for; part of the transaction that this thread is in, and under the lock of its key. */
    void rememberErrand(String key, Instant at) {
        scheduler.scheduleIfNotExists(
                new TaskInstance.Builder<Void>(ERRAND, key).priority(HIGHEST).scheduledTo(at));
    }

    private CompletionHandler<Void> runErrand(String key) {
        Errands waiting = errands;
        Optional<Duration> again = Optional.of(ROUND);
        // Taken for dead while it lives, as when the clock jumps: two at once could show it twice.
        if (waiting != null && running.add(key)) {
            try {
                again = waiting.run(key);
            } finally {
                running.remove(key);
            }
        }
        Optional<Duration> pause = again;
        return (complete, operations) -> database.inTransaction(handle -> {
            // Under the lock that a change takes: what changed since the last look is not forgotten.
            database.lockConversation(handle, key);
            boolean due = handle.createQuery(
                                    "select count(*) from dispatch where key = :key and shown < wanted and reason = ''")
                            .bind("key", key)
                            .mapTo(int.class)
                            .one()
                    > 0;
            if (due) {
                operations.reschedule(complete, complete.getTimeDone().plus(pause.orElse(Duration.ZERO)));
            } else {
                operations.stop();
            }
            return due;
        });
    }

    private void round() {
        Errands waiting = errands;
        if (waiting != null) {
            waiting.round();
        }
    }

    /** What was kept at a moment that is yet to come counts as kept now, and whoever sleeps although something is due is woken. */
    private void catchUpWithTheClock() {
        Instant now = clock.instant();
        List<String> conversations =
                database.read(handle -> handle.createQuery("select distinct conversation from job where " + JobRows.OPEN
                                + " and (received_at > :now or due_at <= :late)")
                        .bind("now", now.toEpochMilli())
                        .bind("late", now.minus(LATE).toEpochMilli())
                        .mapTo(String.class)
                        .list());
        for (String conversation : conversations) {
            database.inTransaction(handle -> {
                database.lockConversation(handle, conversation);
                int changed = handle.createUpdate(
                                "update job set due_at = due_at - (received_at - :now), received_at = :now"
                                        + " where conversation = :conversation and received_at > :now and "
                                        + JobRows.OPEN)
                        .bind("now", now.toEpochMilli())
                        .bind("conversation", conversation)
                        .execute();
                wake(conversation, now, 0);
                return changed;
            });
        }
        if (!conversations.isEmpty()) {
            nudge();
        }
    }

    private CompletionHandler<Void> run(String conversation) {
        if (!running.add(conversation)) {
            // Taken for dead while it lives, as when the clock jumps: two at once could send twice.
            return (complete, operations) ->
                    operations.reschedule(complete, complete.getTimeDone().plus(AFTER_FAILURE));
        }
        try {
            Work worker = work;
            if (worker != null) {
                worker.work(conversation);
            }
        } finally {
            running.remove(conversation);
        }
        return (complete, operations) -> {
            boolean forgotten = database.inTransaction(handle -> {
                // Under the lock that keeping a message takes: what was kept since the last look is not forgotten.
                database.lockConversation(handle, conversation);
                Optional<Instant> due = JobRows.due(handle, conversation, clock.instant());
                if (due.isPresent()) {
                    operations.reschedule(complete, due.get());
                } else {
                    operations.stop();
                }
                return due.isEmpty() && !JobRows.isKnown(handle, conversation);
            });
            if (forgotten) {
                // Somebody wished it to be while it was worked on; the log still has the row that just went.
                database.truncateLog();
            }
        };
    }

    /** Each time twice as late, but never so late that a platform that came back would not be noticed. */
    private static void again(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        LOG.warn(
                "A conversation could not be worked on and is tried again",
                complete.getCause().orElse(null));
        int failures = Math.min(complete.getExecution().consecutiveFailures, MOST_DOUBLINGS);
        Duration pause = AFTER_FAILURE.multipliedBy(1L << failures);
        operations.reschedule(complete, complete.getTimeDone().plus(pause));
    }
}
