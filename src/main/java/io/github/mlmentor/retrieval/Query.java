package io.github.mlmentor.retrieval;

import java.util.Map;

/**
 * What is looked for.
 *
 * @param text the question, made to stand alone; ranks the articles
 * @param focus what was asked just now; ranks the sections of an article
 * @param filter tags that an article must have; empty for no restriction
 */
public record Query(String text, String focus, Map<String, String> filter) {
    public Query {
        filter = Map.copyOf(filter);
    }

    /** A question that leans on nothing said before. */
    public Query(String text, Map<String, String> filter) {
        this(text, text, filter);
    }

    /** A question over the whole knowledge. */
    public static Query of(String text) {
        return new Query(text, Map.of());
    }
}
