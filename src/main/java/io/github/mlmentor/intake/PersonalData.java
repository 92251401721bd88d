package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Platform;

/**
 * What is stored about people, to be given to them or forgotten. Thread-safe.
 *
 * <p>What is forgotten is gone from the rows at once. SQLite overwrites it and empties its log; on PostgreSQL the space is
 * overwritten when VACUUM comes by and the log when the server recycles it.
 */
public interface PersonalData {
    /** Everything about a person, as one JSON object; the same for people that nothing is known of. */
    String export(Person person);

    /**
     * Forgets everything about a person: questions, answers, journeys, what waits to be sent.
     *
     * @return how many questions there were
     */
    int forget(Person person);

    /**
     * Forgets everything about a workspace that uninstalled, its settings included.
     *
     * @return how many questions there were
     */
    int purge(Platform platform, String workspace);
}
