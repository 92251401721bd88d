package io.github.mlmentor.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What figures are given apart for. */
public enum Grouping {
    /** The file that a question comes from. */
    SET,
    /** The question's own label. */
    KIND;

    private String label(LabelledQuestion question) {
        if (this == SET) {
            return question.set();
        }
        return question.kind().isEmpty() ? "(none)" : question.kind();
    }

    /** The figures of each group, in the order in which the questions name it first. */
    public Map<String, Figures> figures(List<Outcome> outcomes) {
        Map<String, List<Outcome>> groups = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            groups.computeIfAbsent(label(outcome.question()), group -> new ArrayList<>())
                    .add(outcome);
        }
        Map<String, Figures> figures = new LinkedHashMap<>();
        groups.forEach((group, of) -> figures.put(group, new Figures(of)));
        return figures;
    }
}
