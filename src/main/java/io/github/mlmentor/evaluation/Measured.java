package io.github.mlmentor.evaluation;

import java.util.List;

/**
 * What became of the questions with one contender.
 *
 * @param outcomes in the order of the questions, which is the same for all contenders
 */
public record Measured(String name, List<Outcome> outcomes) {
    public Measured {
        outcomes = List.copyOf(outcomes);
    }

    /** Its figures over all questions. */
    public Figures figures() {
        return new Figures(outcomes);
    }
}
