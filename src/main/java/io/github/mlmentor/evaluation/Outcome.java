package io.github.mlmentor.evaluation;

import io.github.mlmentor.answering.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a labelled question.
 *
 * @param found ids of the articles that were found, best first
 * @param millis how long finding them took
 * @param answer how it was answered, or null when only the ranking was measured
 */
public record Outcome(
        LabelledQuestion question,
        List<String> found,
        double millis,
        @Nullable Answered answer) {
    public Outcome {
        found = List.copyOf(found);
    }

    /**
     * A question that was answered, or not.
     *
     * @param decision the code of the JSON contract
     * @param confidence how sure the decision is, 0 to 1
     * @param millis how long it took, retrieval and all
     */
    public record Answered(String decision, double confidence, double millis) {
        static Answered of(Exchange exchange, double millis) {
            return new Answered(exchange.decision(), exchange.confidence(), millis);
        }
    }

    /** Whether a relevant article can be found at all. */
    public boolean isRanked() {
        return !question.relevant().isEmpty();
    }

    /** The place of the first relevant article, from 1; 0 when none was found or none is relevant. */
    public int rank() {
        for (int i = 0; i < found.size(); i++) {
            if (question.relevant().contains(found.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The decision, or empty when none was measured. */
    public String decision() {
        return answer == null ? "" : answer.decision();
    }

    /** Whether there is a decision to judge. */
    public boolean isDecided() {
        return answer != null && !question.decision().isEmpty();
    }

    /** Whether the decision is the wanted one. */
    public boolean isRight() {
        return question.decision().isEmpty() || question.decision().equals(decision());
    }

    /** Whether it was neither answered nor asked back about. */
    public boolean isRefused() {
        return answer != null
                && !decision().equals(LabelledQuestion.ANSWERED)
                && !decision().equals(LabelledQuestion.CLARIFY);
    }
}
