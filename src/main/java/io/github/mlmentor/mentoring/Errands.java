package io.github.mlmentor.mentoring;

import java.time.Duration;
import java.util.Optional;

/** What is done later, and by one process of all. Thread-safe. */
public interface Errands {
    /**
     * Shows what is to be shown under a key.
     *
     * @return how long to wait before it is tried again, or empty when nothing is left to do
     */
    Optional<Duration> run(String key);

    /** Looks after what nobody looks after; called every minute. */
    void round();
}
