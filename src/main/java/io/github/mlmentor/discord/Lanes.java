package io.github.mlmentor.discord;

import io.github.mlmentor.telemetry.Wordless;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that share work so that what belongs to one channel is done in its order: who helped somebody must be known before what
 * was asked next is looked at. Thread-safe.
 */
final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final int COUNT = 8;

    private final List<ExecutorService> lanes;

    Lanes(ThreadFactory threads) {
        this.lanes = Stream.generate(() -> Executors.newSingleThreadExecutor(threads))
                .limit(COUNT)
                .toList();
    }

    /** Does it after everything of the same channel that was given before. */
    void execute(String channel, Runnable task) {
        try {
            lanes.get(Math.floorMod(channel.hashCode(), COUNT)).execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.warn("Something of Discord's was not handled", Wordless.of(e));
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed; what comes now is caught up with");
        }
    }

    @Override
    public void close() {
        lanes.forEach(ExecutorService::shutdown);
    }
}
