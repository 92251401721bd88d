package io.github.mlmentor.mentoring;

import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Ranked;
import io.github.mlmentor.retrieval.Searchable;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which questions mean much the same: those that lie in the same place of the library, by the articles that are nearest to them in words
 * and meaning. How alike two places are is their rank-biased overlap (Webber, Moffat and Zobel 2010). Over the pairs of the labelled
 * questions that find the questions of one article has an average precision of .38, and the cosine of the questions' own vectors .09;
 * {@code LikenessBench} measures both. Thread-safe.
 */
final class Likeness {
    /** From here on, three of five pairs want the same answer, and three of ten that want the same are found. */
    static final double SAME = 0.45;

    /** How much each further place counts. */
    private static final double PERSISTENCE = 0.8;
    /** Among fewer articles everything is near to everything. */
    private static final int FEWEST = 5;

    private static final int MOST = 2_000;

    private final Supplier<Searchable> knowledge;
    private final Map<String, List<String>> known = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
            return size() > MOST;
        }
    });

    Likeness(Supplier<Searchable> knowledge) {
        this.knowledge = knowledge;
    }

    /** Where a question lies: the ids of the nearest articles, the nearest first; empty where that says nothing. */
    List<String> place(String question) {
        List<String> before = known.get(question);
        if (before != null) {
            return before;
        }
        if (question.isBlank()) {
            return List.of();
        }
        Evidence evidence = knowledge.get().retriever().retrieve(new Query(question, question, Map.of()));
        List<String> place = evidence.ranked().stream()
                .filter(ranked -> ranked.score() > 0)
                .map(Ranked::article)
                .map(article -> article.id())
                .toList();
        List<String> telling = place.size() < FEWEST ? List.<String>of() : place;
        known.put(question, telling);
        return telling;
    }

    /** How alike two places are, from 0 to 1. */
    static double of(List<String> one, List<String> other) {
        double sum = 0;
        double whole = 0;
        double weight = 1;
        Set<String> seen = new HashSet<>();
        Set<String> seenToo = new HashSet<>();
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            seen.add(one.get(i));
            seenToo.add(other.get(i));
            Set<String> both = new HashSet<>(seen);
            both.retainAll(seenToo);
            sum += weight * both.size() / (i + 1);
            whole += weight;
            weight *= PERSISTENCE;
        }
        return whole == 0 ? 0 : sum / whole;
    }
}
