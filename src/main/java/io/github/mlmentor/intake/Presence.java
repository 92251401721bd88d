package io.github.mlmentor.intake;

import io.github.mlmentor.chat.MessageKey;
import java.time.Instant;
import java.util.Optional;

/** When people last wrote where the bot listens: moments only, so that it knows when to stay out. Thread-safe. */
public interface Presence {
    /**
     * Notes that somebody wrote, unless it is the asker of the question that waits there.
     *
     * @param key what was written, for the workspace that it belongs to
     */
    void spoke(MessageKey key, String conversation, String author, Instant at);

    /** When somebody else than the asker last wrote. */
    Optional<Instant> lastSpoke(String conversation);

    /** Nobody else is there: web and terminal. */
    static Presence none() {
        return new Presence() {
            @Override
            public void spoke(MessageKey key, String conversation, String author, Instant at) {}

            @Override
            public Optional<Instant> lastSpoke(String conversation) {
                return Optional.empty();
            }
        };
    }
}
