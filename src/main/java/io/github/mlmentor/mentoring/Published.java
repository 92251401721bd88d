package io.github.mlmentor.mentoring;

import java.time.Instant;
import java.util.List;

/**
 * An approved article, as every instance serves it.
 *
 * @param origin the file that it has or would have, below the knowledge folder
 * @param markdown the whole file
 * @param revision counts its changes, from 1; what is written is written over this one, and 0 means over nothing
 * @param known fingerprints of the file's earlier states; a file in none of them was changed by hand since, and goes before this
 */
public record Published(String origin, String markdown, List<String> known, Instant at, int revision) {
    public Published {
        known = List.copyOf(known);
    }
}
