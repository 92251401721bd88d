package io.github.mlmentor.evaluation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ways in which a question can go wrong, worst first. A question counts for the first that fits. */
enum Failure {
    ANSWERED_WRONGLY("answered, though it should not be"),
    REFUSED("refused, though the knowledge answers it"),
    MISSED("no relevant article found"),
    OTHER_DECISION("another decision than wanted"),
    LOW("a relevant article found, but not first");

    private final String label;

    Failure(String label) {
        this.label = label;
    }

    private boolean fits(Outcome outcome) {
        LabelledQuestion question = outcome.question();
        return switch (this) {
            case ANSWERED_WRONGLY ->
                outcome.isDecided()
                        && question.isUnanswerable()
                        && outcome.decision().equals(LabelledQuestion.ANSWERED);
            case REFUSED -> outcome.isDecided() && question.isAnswerable() && outcome.isRefused();
            case MISSED -> outcome.isRanked() && outcome.rank() == 0;
            case OTHER_DECISION -> outcome.isDecided() && !outcome.isRight();
            case LOW -> outcome.rank() > 1;
        };
    }

    String label() {
        return label;
    }

    /** The outcomes that went wrong, those first that were decided most surely or found lowest. */
    static Map<Failure, List<Outcome>> of(List<Outcome> outcomes) {
        Map<Failure, List<Outcome>> failures = new LinkedHashMap<>();
        for (Failure failure : values()) {
            List<Outcome> failed = outcomes.stream()
                    .filter(outcome -> first(outcome) == failure)
                    .sorted(Comparator.comparingDouble(Failure::sureness)
                            .thenComparingInt(Outcome::rank)
                            .reversed())
                    .toList();
            if (!failed.isEmpty()) {
                failures.put(failure, failed);
            }
        }
        return failures;
    }

    private static @Nullable Failure first(Outcome outcome) {
        for (Failure failure : values()) {
            if (failure.fits(outcome)) {
                return failure;
            }
        }
        return null;
    }

    /** How sure a wrong decision was; nothing where the decision is right. */
    private static double sureness(Outcome outcome) {
        Outcome.Answered answer = outcome.answer();
        return answer == null || outcome.isRight() ? 0 : answer.confidence();
    }
}
