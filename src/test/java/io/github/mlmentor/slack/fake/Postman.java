package io.github.mlmentor.slack.fake;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Brings deliveries to the app, and events again when they were not acknowledged. */
final class Postman implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final Settings settings;
    private final Journal journal;
    private final BiConsumer<Delivery, String> answered;
    private volatile Transport transport;

    /**
     * Makes a postman.
     *
     * @param answered told of the body of every acknowledgement
     */
    Postman(Settings settings, Journal journal, Transport transport, BiConsumer<Delivery, String> answered) {
        this.settings = settings;
        this.journal = journal;
        this.transport = transport;
        this.answered = answered;
    }

    void use(Transport way) {
        transport = way;
    }

    Delivery deliver(Delivery delivery, Duration after) {
        journal.add(delivery);
        later(after, () -> attempt(delivery, 0, ""));
        return delivery;
    }

    void later(Duration after, Runnable task) {
        try {
            Future<?> unused = timer.schedule(() -> guarded(task), after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: nothing is sent any more.
        }
    }

    /** Nobody would hear of an exception otherwise. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | AssertionError e) {
            journal.violation("fake_broke", e.toString());
        }
    }

    private void attempt(Delivery delivery, int retry, String reason) {
        CompletableFuture<Void> unused = transport
                .send(delivery, retry, reason)
                .thenAccept(attempt -> guarded(() -> finish(delivery, retry, attempt)));
    }

    private void finish(Delivery delivery, int retry, Delivery.Attempt attempt) {
        if (attempt.outcome() == Delivery.Outcome.ACKNOWLEDGED) {
            guarded(() -> answered.accept(delivery, attempt.body()));
        }
        delivery.add(attempt);
        if (attempt.outcome() == Delivery.Outcome.ACKNOWLEDGED
                || delivery.kind() != Delivery.Kind.EVENTS_API
                || retry >= settings.retryDelays.size()) {
            delivery.finish();
        } else {
            String why =
                    switch (attempt.outcome()) {
                        case TIMED_OUT -> "http_timeout";
                        case REFUSED -> "http_error";
                        default -> "connection_failed";
                    };
            later(settings.retryDelays.get(retry), () -> attempt(delivery, retry + 1, why));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
