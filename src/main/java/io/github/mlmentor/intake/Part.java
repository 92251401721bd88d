package io.github.mlmentor.intake;

import org.jspecify.annotations.Nullable;

/**
 * One message of an answer, on its way out.
 *
 * @param key the idempotency key, the same for every attempt
 * @param job the id of the job that it answers
 * @param ordinal its place in the answer, from 0
 * @param payload what the platform's renderer made; empty to take a message away
 * @param replaces the platform's name of the message whose place it takes, or null
 * @param state how far it is
 * @param attempts how often its sending was begun
 */
public record Part(
        String key,
        String job,
        int ordinal,
        String payload,
        @Nullable String replaces,
        State state,
        int attempts) {
    /** How far a part is. */
    public enum State {
        /** It is not visible, and no send is under way. */
        WAITING,
        /** A send was begun; whether it took effect is not known until it is stored. */
        SENDING,
        DELIVERED,
        UNDELIVERABLE;

        /** Whether it still has to be sent. */
        public boolean isOpen() {
            return this == WAITING || this == SENDING;
        }
    }
}
