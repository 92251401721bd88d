package io.github.mlmentor.evaluation;

import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Retriever;
import java.util.List;

/** Ranks articles for a question. Whatever can do that can be measured. */
@FunctionalInterface
public interface Ranking {
    /** How deep a ranking can be measured. */
    int DEEPEST = Retriever.DEPTH;

    /**
     * The articles that fit best.
     *
     * @param depth how many at most, 1 to {@link #DEEPEST}
     * @return ids, best first, each once
     */
    List<String> rank(Query query, int depth);

    /** As a retriever ranks them. */
    static Ranking of(Retriever retriever) {
        return (query, depth) -> retriever.retrieve(query).ranked().stream()
                .limit(depth)
                .map(ranked -> ranked.article().id())
                .toList();
    }
}
