package io.github.mlmentor.mentoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question that must be answered from an article from now on.
 *
 * @param passedAt when it last was, or null
 */
public record Check(
        String question,
        String article,
        Instant at,
        @Nullable Instant passedAt) {}
