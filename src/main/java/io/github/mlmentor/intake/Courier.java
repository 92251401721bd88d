package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.telemetry.Metrics;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the parts of an answer in order. What may have taken effect is looked for before it is sent again; what is temporary is
 * tried again when the platform wishes; what is permanent is closed with its reason. Thread-safe.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Outbox outbox;
    private final Doors doors;
    private final Duration patience;
    private final Clock clock;
    private final Metrics metrics;

    Courier(Outbox outbox, Doors doors, Duration patience, Clock clock, Metrics metrics) {
        this.outbox = outbox;
        this.doors = doors;
        this.patience = patience;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Sends until everything is settled or something has to wait.
     *
     * @param begun whether this very thread has just noted that the first part is being sent, so that nobody can have sent it
     * @param inherited whether the question is older than this process: another may have sent the answer, and a power cut may have
     *     taken the note of it
     */
    void deliver(Job job, boolean begun, boolean inherited) {
        ReplyPort port = doors.port(job.key().platform());
        boolean mine = begun;
        boolean undelivered = false;
        for (Part part : outbox.parts(job)) {
            if (!part.state().isOpen()) {
                undelivered |= part.state() == Part.State.UNDELIVERABLE;
                continue;
            }
            Outgoing message = new Outgoing(part.key(), job.conversation(), part.payload(), part.replaces());
            boolean mayBeVisible = !mine && part.state() == Part.State.SENDING;
            Optional<Delivery> earlier = Optional.empty();
            if (mayBeVisible) {
                earlier = look(port, message);
            } else if (inherited) {
                // Only to be sure: where the platform cannot be read back, nothing speaks against sending.
                earlier = look(port, message).filter(found -> !(found instanceof Delivery.Undeliverable));
            }
            if (!mine && earlier.isEmpty()) {
                outbox.sending(part);
            }
            Delivery delivery = earlier.orElseGet(() -> send(port, message));
            metrics.count("mlmentor.send", 1, "platform", code(job.key().platform()), "outcome", code(delivery));
            Instant now = clock.instant();
            if (delivery instanceof Delivery.Delivered delivered) {
                outbox.delivered(part, delivered, now);
            } else if (delivery instanceof Delivery.Undeliverable undeliverable) {
                LOG.warn("A part cannot be delivered: {}", undeliverable.reason());
                outbox.undeliverable(part, undeliverable.reason(), now);
                undelivered = true;
            } else if (Duration.between(job.receivedAt(), now).compareTo(patience) > 0) {
                LOG.warn("A part is given up after {} attempts", part.attempts());
                outbox.undeliverable(part, "gave_up", now);
                undelivered = true;
            } else {
                postpone(part, delivery, now, earlier.isPresent());
                return;
            }
            // Whatever settles a part notes that the next is being sent.
            mine = true;
        }
        String outcome = undelivered ? "undeliverable" : "delivered";
        metrics.count("mlmentor.job.done", 1, "outcome", outcome);
        metrics.time("mlmentor.job.took", Duration.between(job.receivedAt(), clock.instant()), "outcome", outcome);
    }

    /** What became of an earlier send; empty when it had no effect. */
    private static Optional<Delivery> look(ReplyPort port, Outgoing message) {
        try {
            // Where the platform cannot be read back, once is all that can be promised.
            return port.reconcile(message)
                    .map(earlier ->
                            earlier instanceof Delivery.Unknown ? new Delivery.Undeliverable("unconfirmed") : earlier);
        } catch (RuntimeException e) {
            LOG.warn("A look at what was sent broke off", Wordless.of(e));
            return Optional.of(new Delivery.Postponed(Pauses.after(0), "exception"));
        }
    }

    private static Delivery send(ReplyPort port, Outgoing message) {
        try {
            return port.send(message);
        } catch (RuntimeException e) {
            LOG.warn("A send broke off", Wordless.of(e));
            return new Delivery.Unknown("exception");
        }
    }

    /**
     * Tries again later.
     *
     * @param looked whether this came from looking back, so that the send itself is as unknown as before
     */
    private void postpone(Part part, Delivery delivery, Instant now, boolean looked) {
        if (delivery instanceof Delivery.Postponed postponed) {
            // "At once" would be an endless loop without a breath.
            Duration wish = postponed.retryAfter();
            Duration pause = wish.isNegative() || wish.isZero() ? backOff(part) : wish;
            outbox.postponed(part, now.plus(pause), postponed.reason(), looked);
        } else {
            outbox.postponed(part, now.plus(backOff(part)), "unknown", true);
        }
    }

    private static Duration backOff(Part part) {
        return Pauses.after(Math.max(0, part.attempts() - 1));
    }

    private static String code(Delivery delivery) {
        return code(delivery.getClass().getSimpleName());
    }

    private static String code(Object name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
