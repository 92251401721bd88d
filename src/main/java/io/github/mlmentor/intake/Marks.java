package io.github.mlmentor.intake;

import java.time.Instant;
import java.util.Optional;

/** Moments by name that survive a restart. Thread-safe. */
public interface Marks {
    void set(String name, Instant at);

    Optional<Instant> get(String name);
}
