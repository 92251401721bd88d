package io.github.mlmentor.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What became of messages, for whoever runs the bot and asks why. Thread-safe; reads only. */
public interface JobLog {
    /**
     * What is known of one message.
     *
     * @param job the job's id
     * @param key the message, as {@link io.github.mlmentor.chat.MessageKey#asText()} writes it
     * @param state a {@link Job.State} in lower case, or {@code ignored}
     * @param decision the answer's code in the JSON contract, or empty
     * @param reason why it ended as it did, or empty
     * @param at when it was kept or ignored
     * @param journey its steps in order
     */
    record Entry(
            String job,
            String key,
            String state,
            String decision,
            String reason,
            Instant at,
            List<Checkpoint> journey) {
        public Entry {
            journey = List.copyOf(journey);
        }
    }

    /**
     * What the queue looks like.
     *
     * @param open jobs that are not done
     * @param oldest since when one of them has been due, which may be in the future, or empty
     */
    record Depth(int open, Optional<Instant> oldest) {}

    /**
     * The latest messages, newest first.
     *
     * @param state {@code all}, {@code open}, {@code ignored}, or a {@link Job.State} in lower case
     */
    List<Entry> latest(String state, int most);

    /** What is known of a message, by the job's id, the message's key or the platform's name of the message. */
    List<Entry> find(String name);

    Depth depth();
}
