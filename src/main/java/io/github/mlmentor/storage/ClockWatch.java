package io.github.mlmentor.storage;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when this machine's clock is set back, and has put right what would otherwise wait until the clock has caught up. Asks for
 * it for a while, because work that was under way may still store a moment of before.
 */
final class ClockWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final long SET_BACK_MILLIS = 1_000;
    private static final Duration WHILE = Duration.ofMinutes(2);

    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "clock watch");
        thread.setDaemon(true);
        return thread;
    });
    private final Clock clock;
    private final Runnable mend;
    private long ahead;
    private long until;

    /**
     * Watches a clock.
     *
     * @param mend puts right what is due at a moment of before; called again and again
     */
    ClockWatch(Clock clock, Runnable mend) {
        this.clock = clock;
        this.mend = mend;
    }

    /** Begins to watch; before that, the clock may have been set back while nobody watched. */
    void start() {
        ahead = clock.millis() - steady();
        until = steady() + WHILE.toMillis();
        var unused =
                ticks.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = steady();
        long nowAhead = clock.millis() - now;
        if (nowAhead < ahead - SET_BACK_MILLIS) {
            LOG.warn("The clock was set back by {} s", (ahead - nowAhead) / 1_000);
            until = now + WHILE.toMillis();
        }
        ahead = nowAhead;
        if (now < until) {
            try {
                mend.run();
            } catch (RuntimeException e) {
                LOG.warn("What was due before the clock was set back could not be put right yet", e);
            }
        }
    }

    private static long steady() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
