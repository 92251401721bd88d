package io.github.mlmentor.chat;

/**
 * The unit that has a memory: a thread, a direct-message channel, a web session.
 *
 * @param id unique over all platforms, opaque
 * @param kind where people are talking
 */
public record Conversation(String id, Kind kind) {
    public Conversation {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a conversation needs an id");
        }
    }

    /** Where people are talking, and with that who can read along. */
    public enum Kind {
        /** A public channel, outside of a thread. */
        CHANNEL,
        /** A thread or forum post in a public channel. */
        THREAD,
        /** A private channel, or a thread in one. */
        PRIVATE_CHANNEL,
        /** One person and the bot. */
        DIRECT,
        /** Several people and the bot, outside of any channel. */
        GROUP,
        /** A web page or a terminal. */
        SESSION
    }

    /** Whether what is said here must never surface elsewhere. */
    public boolean isPrivate() {
        return kind != Kind.CHANNEL && kind != Kind.THREAD;
    }
}
