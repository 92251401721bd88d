package io.github.mlmentor.web;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands progress and reply from the worker's thread to the request's. Thread-safe. */
final class Waiter implements Progress {
    /** How often to look whether the answer was given elsewhere: by an earlier request, or another process. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final BlockingQueue<Consumer<Progress>> events = new LinkedBlockingQueue<>();
    private volatile @Nullable String reply;
    private volatile boolean gone;
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
        return gone;
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
        try {
            while (!closed && System.nanoTime() < end) {
                Consumer<Progress> event = events.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (event != null) {
                    event.accept(shown);
                    gone = shown.cancelled();
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
        }
        return Optional.ofNullable(reply);
    }
}
