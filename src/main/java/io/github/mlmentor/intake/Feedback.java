package io.github.mlmentor.intake;

import java.time.Instant;

/** What people thought of answers. Thread-safe. */
public interface Feedback {
    /**
     * Notes an opinion; a later one of the same person on the same answer takes its place.
     *
     * @param job the id of the job that was answered
     * @param note what was wrong, in the person's words, or empty
     */
    default void note(String job, Person person, boolean helpful, String note, Instant at) {
        note(job, person, helpful, "", note, at);
    }

    /**
     * The same with a reason.
     *
     * @param reason why it was not helpful, as one of the choices that the person was given, or empty
     */
    void note(String job, Person person, boolean helpful, String reason, String note, Instant at);
}
