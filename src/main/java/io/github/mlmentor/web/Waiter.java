package io.github.mlmentor.web;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands progress and reply from the worker's thread to the request's, or to several requests for the same question. Thread-safe.
 */
final class Waiter implements Progress {
    /** How often to look whether the answer was given elsewhere: by an earlier request, or another process. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final BlockingQueue<Consumer<Progress>> events = new LinkedBlockingQueue<>();
    private volatile @Nullable String reply;
    private final AtomicInteger watching = new AtomicInteger();
    private volatile boolean left;
    private volatile boolean closed;

    @Override
    public void status(String text) {
        events.add(shown -> shown.status(text));
    }

    @Override
    public void partial(Document soFar) {
        events.add(shown -> shown.partial(soFar));
    }

    @Override
    public boolean cancelled() {
        // As long as one of them stays, the work is not in vain.
        return left && watching.get() == 0;
    }

    void reply(String payload) {
        reply = payload;
        events.add(shown -> {});
    }

    void close() {
        closed = true;
        events.add(shown -> {});
    }

    /**
     * Shows what comes until the reply is there; empty when the time is over or nobody will answer.
     *
     * @param stored what was answered elsewhere
     */
    Optional<String> await(Duration most, Progress shown, Supplier<Optional<String>> stored) {
        long end = System.nanoTime() + most.toNanos();
        boolean gone = false;
        watching.incrementAndGet();
        try {
            while (!closed && System.nanoTime() < end) {
                Consumer<Progress> event = events.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (event != null) {
                    event.accept(shown);
                    if (!gone && shown.cancelled()) {
                        gone = true;
                        left = true;
                        watching.decrementAndGet();
                    }
                }
                if (events.isEmpty() && reply != null) {
                    return Optional.of(reply);
                }
                Optional<String> elsewhere = event == null ? stored.get() : Optional.empty();
                if (elsewhere.isPresent()) {
                    return elsewhere;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!gone) {
                watching.decrementAndGet();
            }
        }
        return Optional.ofNullable(reply);
    }
}
