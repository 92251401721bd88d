package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Document;
import java.util.List;
import java.util.Optional;

/** All guards, in order; the first refusal wins. Thread-safe. */
final class Guards {
    private final List<Guard> guards;

    Guards(List<Guard> guards) {
        this.guards = List.copyOf(guards);
    }

    /** The text that may be shown, or empty when it was refused. */
    Optional<Document> pass(Candidate candidate) {
        return pass(candidate, false);
    }

    /** The same for a part of an answer that is still being written. */
    Optional<Document> passPart(Candidate candidate) {
        return pass(candidate, true);
    }

    private Optional<Document> pass(Candidate candidate, boolean part) {
        Candidate current = candidate;
        for (Guard guard : guards) {
            if (part && !guard.judgesParts()) {
                continue;
            }
            Verdict verdict = guard.check(current);
            if (verdict instanceof Verdict.Refused) {
                return Optional.empty();
            }
            if (verdict instanceof Verdict.Amended amended) {
                current = current.with(amended.body());
            }
        }
        return Optional.of(current.body());
    }
}
