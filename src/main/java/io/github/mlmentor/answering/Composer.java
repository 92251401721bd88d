package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.retrieval.Evidence;

/** Puts evidence into words. Thread-safe. */
interface Composer {
    /**
     * Makes a draft from the evidence, which is never empty.
     *
     * @param standalone the question as it was looked up
     * @throws ModelException when a language model was to write it and did not
     */
    Composition compose(Question question, String standalone, Evidence evidence, KnowledgeBase base, Progress progress);

    /**
     * A draft and what it took.
     *
     * @param promptVersion empty when no model was asked
     */
    record Composition(Draft draft, String promptVersion, int inputTokens, int outputTokens) {}
}
