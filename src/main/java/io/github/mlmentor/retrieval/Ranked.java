package io.github.mlmentor.retrieval;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.Passage;
import java.util.List;

/**
 * An article that may answer the question.
 *
 * @param score fused, above 0 when better than the mean article; comparable within one evidence only
 * @param hits its passages that were found, best first
 */
public record Ranked(Article article, double score, List<Hit> hits) {
    public Ranked {
        hits = List.copyOf(hits);
    }

    /**
     * A passage that was found.
     *
     * @param score fused, comparable within one article only
     */
    public record Hit(Passage passage, double score) {}
}
