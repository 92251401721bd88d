package io.github.mlmentor.intake;

import java.time.Instant;

/**
 * A step of a job's journey.
 *
 * @param at when it was reached
 * @param step received, admitted, retrieved, composed, answered, sent, acknowledged, postponed, edited or closed
 * @param outcome a code, never a text of anybody's
 */
public record Checkpoint(Instant at, String step, String outcome) {}
