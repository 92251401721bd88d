package io.github.mlmentor.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Everything that a run says. The first contender is the one that is reported on; the others stand beside it.
 *
 * @param ks how deep to look, rising
 * @param by what figures are given apart for
 * @param measured what became of the same questions with each contender
 * @param notes what a reader must know to judge the figures
 */
public record Report(List<Integer> ks, Grouping by, List<Measured> measured, List<String> notes) {
    /**
     * Puts a report together.
     *
     * @throws IllegalArgumentException when there is nothing to report on, or a depth is not ranked
     */
    public Report {
        ks = List.copyOf(new TreeSet<>(ks));
        measured = List.copyOf(measured);
        notes = List.copyOf(notes);
        if (measured.isEmpty() || measured.get(0).outcomes().isEmpty()) {
            throw new IllegalArgumentException("no question was measured");
        }
        if (ks.isEmpty() || ks.get(0) < 1 || deepest(ks) > Ranking.DEEPEST) {
            throw new IllegalArgumentException(
                    "the depths " + ks + " are not all between 1 and " + Ranking.DEEPEST + "; write --k 1,3,5,10");
        }
    }

    /** The one that is reported on. */
    public Measured subject() {
        return measured.get(0);
    }

    int deepest() {
        return deepest(ks);
    }

    private static int deepest(List<Integer> ks) {
        return ks.get(ks.size() - 1);
    }

    /** How much better the first contender is than each other, by contender. */
    Map<String, Bootstrap.Difference> differences(Measure measure, int k) {
        Map<String, Bootstrap.Difference> differences = new LinkedHashMap<>();
        double[] first = measure.of(subject().outcomes().stream(), k);
        measured.stream()
                .skip(1)
                .forEach(other -> differences.put(
                        other.name(), Bootstrap.paired(first, measure.of(other.outcomes().stream(), k))));
        return differences;
    }

    /** For people. */
    public String text(int failures) {
        return new ReportText(this).write(failures);
    }

    /** For programs: one object. */
    public String json(int failures) {
        return new ReportJson(this).write(failures);
    }
}
