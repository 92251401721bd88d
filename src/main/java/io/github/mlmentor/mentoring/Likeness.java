package io.github.mlmentor.mentoring;

import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Searchable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Which questions mean the same. Without embeddings, none does. Thread-safe. */
final class Likeness {
    /**
     * Above this cosine two questions of learners mostly want the same answer. Read off the library's own ways of asking: of pairs that
     * one article answers as the library says, and pairs of two articles.
     */
    static final double SAME = 0.84;

    private static final int MOST = 2_000;

    private final Supplier<Searchable> knowledge;
    private final Map<String, List<Double>> known = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Double>> eldest) {
            return size() > MOST;
        }
    });

    Likeness(Supplier<Searchable> knowledge) {
        this.knowledge = knowledge;
    }

    /** What a question means, of norm 1; empty where there are no embeddings. */
    Optional<List<Double>> meaning(String question) {
        List<Double> before = known.get(question);
        if (before != null) {
            return Optional.of(before);
        }
        if (question.isBlank()) {
            return Optional.empty();
        }
        Evidence evidence = knowledge.get().retriever().retrieve(new Query(question, question, Map.of()));
        List<Double> meaning = evidence.signals().meaning();
        if (meaning.isEmpty()) {
            return Optional.empty();
        }
        known.put(question, meaning);
        return Optional.of(meaning);
    }

    /** The cosine of two meanings. */
    static double of(List<Double> one, List<Double> other) {
        if (one.size() != other.size()) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < one.size(); i++) {
            sum += one.get(i) * other.get(i);
        }
        return sum;
    }
}
