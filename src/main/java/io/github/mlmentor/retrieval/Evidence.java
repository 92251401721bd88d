package io.github.mlmentor.retrieval;

import java.util.List;
import java.util.Optional;

/**
 * What was found for a query.
 *
 * @param ranked best first, at most {@link Retriever#DEPTH}
 * @param signals how good the match is in absolute terms
 */
public record Evidence(Query query, List<Ranked> ranked, Signals signals) {
    public Evidence {
        ranked = List.copyOf(ranked);
    }

    /** Nothing was found, because nothing is known. */
    public static Evidence none(Query query) {
        return new Evidence(query, List.of(), new Signals(false, 0, 0, 0, 0, 0, 0, 0, 0, List.of()));
    }

    public Optional<Ranked> best() {
        return ranked.stream().findFirst();
    }

    /**
     * How well the best article matches, for the decision whether to answer at all. The fused score cannot tell: it is
     * relative to the other articles.
     *
     * @param semantic whether embeddings took part; without them the three cosines and the distance are 0
     * @param cosine of the best passage of any article, -1 to 1
     * @param support mean cosine of the best article's three best passages, -1 to 1
     * @param neighbourhood mean best cosine of the ten articles that come nearest: how near the subject is, -1 to 1
     * @param coverage the share of the question's words that the best article has, weighted by rarity, 0 to 1
     * @param vocabulary the share of the question's words that the knowledge has at all, weighted likewise, 0 to 1
     * @param bm25 the best passage's lexical score, from 0
     * @param terms how many different words the question has, stop words apart
     * @param distance how far the question lies from all that the knowledge speaks of, by meaning, from 0
     * @param meaning the question's vector; empty without embeddings
     */
    public record Signals(
            boolean semantic,
            double cosine,
            double support,
            double neighbourhood,
            double coverage,
            double vocabulary,
            double bm25,
            int terms,
            double distance,
            List<Double> meaning) {
        public Signals {
            meaning = List.copyOf(meaning);
        }
    }
}
