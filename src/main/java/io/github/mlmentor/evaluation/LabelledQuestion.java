package io.github.mlmentor.evaluation;

import java.util.List;

/**
 * A question with what should become of it.
 *
 * @param set the name of the file that it comes from
 * @param split {@code tune} or {@code report}
 * @param history earlier questions of the same person, oldest first
 * @param relevant ids of the articles that answer it, best first; empty when none should
 * @param decision the decision's code in the JSON contract
 * @param kind a label to group by, or empty
 */
public record LabelledQuestion(
        String id,
        String set,
        String split,
        String question,
        List<String> history,
        List<String> relevant,
        String decision,
        String kind) {
    public LabelledQuestion {
        history = List.copyOf(history);
        relevant = List.copyOf(relevant);
    }
}
