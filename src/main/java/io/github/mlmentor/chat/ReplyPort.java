package io.github.mlmentor.chat;

import java.util.Optional;

/**
 * The way out to one platform. Called by the outbox, implemented by the platform's package. Thread-safe; every call ends by
 * itself within a minute.
 */
public interface ReplyPort {
    Platform platform();

    /** Sends one rendered message. Never throws for what the platform says: that is a {@link Delivery}. */
    Delivery send(Outgoing message);

    /**
     * Looks whether an earlier attempt with this key took effect.
     *
     * @return empty when it did not; {@link Delivery.Delivered} when it did; {@link Delivery.Postponed} when the platform cannot
     *     say just now; {@link Delivery.Unknown} when it can never be read back
     */
    Optional<Delivery> reconcile(Outgoing message);
}
