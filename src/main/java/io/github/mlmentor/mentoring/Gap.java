package io.github.mlmentor.mentoring;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions that were not answered well and mean much the same.
 *
 * @param count how many there are
 * @param people how many people asked them
 * @param lately how many there were in the last seven days
 * @param before how many in the seven days before
 * @param reasons how often each came about, by decision or {@code unhelpful}
 * @param examples what was asked in public, the latest first, at most three
 * @param contribution the draft that is to answer them, or empty
 * @param solvedAt since when they are answered, or null
 */
public record Gap(
        String id,
        Board board,
        int count,
        int people,
        int lately,
        int before,
        java.util.Map<String, Integer> reasons,
        List<String> examples,
        String contribution,
        @Nullable Instant solvedAt) {
    /** What the {@link #reasons} call an answer that somebody found unhelpful. */
    public static final String UNHELPFUL = "unhelpful";

    public Gap {
        reasons = java.util.Map.copyOf(reasons);
        examples = List.copyOf(examples);
    }
}
