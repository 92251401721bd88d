package io.github.mlmentor.slack;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.CatchUp;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes now and then that Slack is listened to, and takes in what was missed whenever that begins anew. As long as that does not work,
 * nothing is noted that would make it forgotten. Thread-safe.
 */
final class Listening {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final Duration BETWEEN = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final CatchUp catchUp;
    private final CatchUp.Missed missed;
    private final BooleanSupplier live;
    private final ScheduledExecutorService ticks;
    private final Executor threads;
    private volatile boolean caughtUp;

    /**
     * Begins to note.
     *
     * @param live whether events come in
     * @param threads where something may take minutes
     */
    Listening(
            CatchUp catchUp,
            CatchUp.Missed missed,
            BooleanSupplier live,
            ScheduledExecutorService ticks,
            Executor threads) {
        this.catchUp = catchUp;
        this.missed = missed;
        this.live = live;
        this.ticks = ticks;
        this.threads = threads;
        var unused =
                ticks.scheduleWithFixedDelay(this::note, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Told each time that Slack begins to send. */
    void connected() {
        caughtUp = false;
        catchUp(Duration.ZERO);
    }

    private void catchUp(Duration pause) {
        try {
            var unused = ticks.schedule(
                    () -> threads.execute(() -> {
                        try {
                            catchUp.run(Platform.SLACK, missed);
                            caughtUp = true;
                        } catch (RuntimeException e) {
                            LOG.warn("What was missed could not be taken in; it is tried again", Wordless.of(e));
                            Duration longer = pause.isZero() ? SOON : pause.multipliedBy(2);
                            catchUp(longer.compareTo(BETWEEN) > 0 ? BETWEEN : longer);
                        }
                    }),
                    pause.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed, so the next process catches up");
        }
    }

    private void note() {
        if (caughtUp && live.getAsBoolean()) {
            try {
                catchUp.listening(Platform.SLACK);
            } catch (RuntimeException e) {
                LOG.warn("It was not noted that Slack is listened to", Wordless.of(e));
            }
        }
    }
}
