package io.github.mlmentor.console;

import io.github.mlmentor.knowledge.Problem;
import java.util.List;

/** What is wrong with an article's text, for people. */
final class Problems {
    private Problems() {}

    /** A problem as it is shown. */
    record Shown(int line, String message, String mend, String weight) {}

    static List<Shown> of(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Shown(
                        problem.line(),
                        problem.message(),
                        problem.mend(),
                        problem.fatal() ? "Cannot be served" : "Better mended"))
                .toList();
    }
}
