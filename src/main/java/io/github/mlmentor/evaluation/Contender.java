package io.github.mlmentor.evaluation;

import io.github.mlmentor.answering.AnswerDesk;
import java.util.Optional;

/**
 * Something to measure.
 *
 * @param name how it is called in a report
 * @param desk what decides by its ranking; empty for what only ranks
 */
public record Contender(String name, Ranking ranking, Optional<AnswerDesk> desk) {
    /** Something that ranks and decides nothing. */
    public static Contender ranking(String name, Ranking ranking) {
        return new Contender(name, ranking, Optional.empty());
    }
}
