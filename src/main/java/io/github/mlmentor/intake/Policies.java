package io.github.mlmentor.intake;

import io.github.mlmentor.chat.MessageKey;

/** What channels and people want. Thread-safe. */
public interface Policies {
    /** How to behave in the channel of a message. */
    ChannelPolicy of(MessageKey key);

    /** Sets how to behave in the channel of a message. */
    void set(MessageKey key, ChannelPolicy policy);

    /** Whether people of other organisations are answered in channels that they share. */
    default boolean welcomesOutsiders() {
        return true;
    }

    /** Whether a person wants nothing of theirs handled. */
    boolean hasOptedOut(Person person);

    /** Sets whether a person wants nothing of theirs handled. */
    void optOut(Person person, boolean out);

    /** Everybody is welcome everywhere: the terminal. */
    static Policies open() {
        return new Policies() {
            @Override
            public ChannelPolicy of(MessageKey key) {
                return ChannelPolicy.DEFAULT;
            }

            @Override
            public void set(MessageKey key, ChannelPolicy policy) {
                throw new UnsupportedOperationException("a terminal has no channels");
            }

            @Override
            public boolean hasOptedOut(Person person) {
                return false;
            }

            @Override
            public void optOut(Person person, boolean out) {
                throw new UnsupportedOperationException("a terminal has one user");
            }
        };
    }
}
