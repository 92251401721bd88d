package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.retrieval.Evidence;

/**
 * What may become an answer.
 *
 * @param body with citations resolved
 * @param evidence what it was made from
 * @param knowledge what may be linked to
 * @param byModel whether a language model wrote it
 */
public record Candidate(Document body, Evidence evidence, KnowledgeBase knowledge, boolean byModel) {
    /** The same with another text. */
    public Candidate with(Document amended) {
        return new Candidate(amended, evidence, knowledge, byModel);
    }
}
