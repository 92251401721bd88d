package io.github.mlmentor.answering;

import java.util.List;

/**
 * One question and what became of it, as later questions see it.
 *
 * @param question as it was asked
 * @param standalone the same, made to stand alone
 * @param sources ids of the articles that answered it, best first; empty when it was not answered
 * @param answer the answer's plain words, shortened
 */
public record Turn(String question, String standalone, List<String> sources, String answer) {
    public Turn {
        sources = List.copyOf(sources);
    }
}
