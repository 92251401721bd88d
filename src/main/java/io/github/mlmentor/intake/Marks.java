package io.github.mlmentor.intake;

import java.time.Instant;
import java.util.Optional;

/** Moments by name that survive a restart. Thread-safe. */
public interface Marks {
    /** What the names of marks begin with that say whom something was told; these are forgotten after a week. */
    String NOTICE = "notice/";

    void set(String name, Instant at);

    Optional<Instant> get(String name);
}
