package io.github.mlmentor.chat;

import java.util.Optional;

/**
 * The way out to one platform. Called by the outbox, implemented by the platform's package. Thread-safe.
 */
public interface ReplyPort {
    Platform platform();

    /**
     * Sends one rendered part. Never throws for what the platform says: that is a {@link Delivery}.
     *
     * @param key the same for every attempt at the same part; used as nonce or metadata where the platform has such
     * @param conversation where to
     * @param payload what the platform's renderer made
     */
    Delivery send(String key, Conversation conversation, String payload);

    /**
     * Looks whether an earlier attempt with this key took effect. Empty when it did not, or
     * {@link Delivery.Unknown} when the platform cannot be read back.
     */
    Optional<Delivery> reconcile(String key, Conversation conversation);
}
