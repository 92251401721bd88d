package io.github.mlmentor.storage;

import io.github.mlmentor.intake.Checkpoint;
import java.time.Instant;
import java.util.List;

/** A job's checkpoints in one text column, a line each, so that a step costs no row of its own. */
final class Journey {
    private Journey() {}

    /** A line to append. */
    static String line(Instant at, String step, String outcome) {
        return at.toEpochMilli() + " " + step + " " + outcome.replaceAll("\\s", "_") + "\n";
    }

    static List<Checkpoint> read(String journey) {
        return journey.lines()
                .map(line -> line.split(" ", 3))
                .filter(fields -> fields.length == 3)
                .map(fields -> new Checkpoint(Instant.ofEpochMilli(Long.parseLong(fields[0])), fields[1], fields[2]))
                .toList();
    }
}
