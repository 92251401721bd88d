package io.github.mlmentor.answering;

/**
 * What to do with the evidence.
 *
 * @param decision what the evidence allows
 * @param confidence how sure, 0 to 1
 */
record Judgement(Decision decision, double confidence) {
    /** What the evidence allows. */
    enum Decision {
        ANSWER,
        NOT_FOUND,
        OFF_TOPIC,
        CLARIFY
    }
}
