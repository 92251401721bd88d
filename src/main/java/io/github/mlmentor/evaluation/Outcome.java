package io.github.mlmentor.evaluation;

import io.github.mlmentor.answering.Exchange;

/**
 * What became of a labelled question.
 *
 * @param exchange how it was answered
 * @param decision the code of the JSON contract
 * @param rank of the first relevant article in the evidence, from 1; 0 when none was found or none is relevant
 * @param millis how long it took
 */
public record Outcome(LabelledQuestion question, Exchange exchange, String decision, int rank, double millis) {
    /** Whether the decision is the wanted one. */
    public boolean isRight() {
        return question.decision().isEmpty() || question.decision().equals(decision);
    }
}
