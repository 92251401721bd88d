package io.github.mlmentor.evaluation;

import java.util.List;
import java.util.Map;

/**
 * A question with what should become of it.
 *
 * @param set the name of the file that it comes from
 * @param split {@code tune} or {@code report}
 * @param history earlier questions of the same person, oldest first
 * @param relevant ids of the articles that answer it, best first; empty when none should
 * @param decision the decision's code in the JSON contract, or empty when any is right
 * @param kind a label to group by, or empty
 * @param filter tags that an article must have to be looked at; empty for the whole knowledge
 */
public record LabelledQuestion(
        String id,
        String set,
        String split,
        String question,
        List<String> history,
        List<String> relevant,
        String decision,
        String kind,
        Map<String, String> filter) {
    static final String ANSWERED = "answered";
    static final String CLARIFY = "clarify";

    public LabelledQuestion {
        history = List.copyOf(history);
        relevant = List.copyOf(relevant);
        filter = Map.copyOf(filter);
    }

    /** A question over the whole knowledge. */
    public LabelledQuestion(
            String id,
            String set,
            String split,
            String question,
            List<String> history,
            List<String> relevant,
            String decision,
            String kind) {
        this(id, set, split, question, history, relevant, decision, kind, Map.of());
    }

    /** Whether an answer is wanted that the knowledge has. */
    public boolean isAnswerable() {
        return decision.equals(ANSWERED) && !relevant.isEmpty();
    }

    /** Whether anything but an answer is wanted. */
    public boolean isUnanswerable() {
        return !decision.isEmpty() && !decision.equals(ANSWERED) && !decision.equals(CLARIFY);
    }
}
