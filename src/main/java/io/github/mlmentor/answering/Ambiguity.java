package io.github.mlmentor.answering;

import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Ranked;

/**
 * Notices a question with two readings: a few words that two articles answer equally well, neither of which is about the
 * other. Longer questions say enough for one article to be tried first.
 */
final class Ambiguity {
    private static final int MOST_TERMS = 3;
    private static final double GAP = 0.06;

    private Ambiguity() {}

    static boolean isTorn(Evidence evidence) {
        if (evidence.ranked().size() < 2 || evidence.signals().terms() > MOST_TERMS) {
            return false;
        }
        Ranked first = evidence.ranked().get(0);
        Ranked second = evidence.ranked().get(1);
        return first.score() - second.score() < GAP * first.score()
                && first.article().kind() != second.article().kind();
    }
}
