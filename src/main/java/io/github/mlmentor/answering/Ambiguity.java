package io.github.mlmentor.answering;

import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Ranked;

/**
 * Notices a question with two readings: one that points at something that was never named ("how long does it take?" as the
 * first words of a conversation), or a word or two that two articles answer about equally well. Longer questions say enough
 * for one article to be tried first.
 */
final class Ambiguity {
    private static final int FEW_TERMS = 2;
    private static final int SOME_TERMS = 4;
    private static final double GAP = 0.12;

    private Ambiguity() {}

    static boolean isTorn(Question question, Evidence evidence) {
        if (evidence.ranked().size() < 2) {
            return false;
        }
        int terms = evidence.signals().terms();
        if (question.history().isEmpty() && terms <= SOME_TERMS && FollowUps.pointsAtNothing(question.text())) {
            return true;
        }
        Ranked first = evidence.ranked().get(0);
        Ranked second = evidence.ranked().get(1);
        return terms <= FEW_TERMS && first.score() - second.score() < GAP * first.score();
    }
}
