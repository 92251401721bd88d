package io.github.mlmentor.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Outcomes as one would have them. */
final class Outcomes {
    static final String DOCKER = "docker";

    private Outcomes() {}

    /** One that was only ranked: the relevant article stands at this place, 0 for nowhere. */
    static Outcome ranked(int place) {
        return new Outcome(question("a", "answered", List.of(DOCKER), ""), found(place), 1, null);
    }

    /** One without a relevant article. */
    static Outcome decided(String wanted, String got) {
        return decided("a", wanted, got, -1, 1);
    }

    /** One with everything; a place of -1 for no relevant article. */
    static Outcome decided(String set, String wanted, String got, int place, double millis) {
        List<String> relevant = place < 0 ? List.of() : List.of(DOCKER);
        return new Outcome(
                question(set, wanted, relevant, set + "-kind"),
                found(place),
                millis,
                new Outcome.Answered(got, 0.5, 2 * millis));
    }

    static LabelledQuestion question(String set, String wanted, List<String> relevant, String kind) {
        return new LabelledQuestion("1", set, "report", "what is\ndocker", List.of(), relevant, wanted, kind);
    }

    static List<String> found(int place) {
        List<String> found = new ArrayList<>();
        for (int i = 1; i <= Ranking.DEEPEST; i++) {
            found.add(i == place ? DOCKER : "other-" + i);
        }
        return found;
    }
}
