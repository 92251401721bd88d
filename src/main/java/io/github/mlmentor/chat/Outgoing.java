package io.github.mlmentor.chat;

import org.jspecify.annotations.Nullable;

/**
 * One message on its way out.
 *
 * @param key the same for every attempt at the same message; used as nonce or metadata where the platform has such
 * @param conversation where to
 * @param payload what the platform's renderer made; empty to take {@code replaces} away
 * @param replaces the platform's name of the message whose place it takes, or null for a new one
 */
public record Outgoing(
        String key,
        Conversation conversation,
        String payload,
        @Nullable String replaces) {
    /** Whether a message is taken away and none put in its place. */
    public boolean isRemoval() {
        return payload.isEmpty();
    }
}
