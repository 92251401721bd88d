package io.github.mlmentor.answering;

import io.github.mlmentor.retrieval.Evidence;

/** Decides from the evidence whether to answer, and if not, why not. Thread-safe. */
final class Judge {
    private final Calibration calibration;

    Judge(Calibration calibration) {
        this.calibration = calibration;
    }

    Judgement judge(Question question, Evidence evidence) {
        if (evidence.ranked().isEmpty()) {
            return new Judgement(Judgement.Decision.NOT_FOUND, 1);
        }
        Calibration.Mode mode = calibration.mode(evidence.signals());
        double[] features = Calibration.features(
                evidence.signals(),
                Calibration.along(mode.direction(), evidence.signals().meaning()));
        double carries = mode.answer().probability(features);
        if (mode.answer().accepts(features)) {
            boolean torn = Ambiguity.isTorn(question, evidence);
            return new Judgement(torn ? Judgement.Decision.CLARIFY : Judgement.Decision.ANSWER, carries);
        }
        boolean inSubject = mode.subject().accepts(features);
        return new Judgement(inSubject ? Judgement.Decision.NOT_FOUND : Judgement.Decision.OFF_TOPIC, 1 - carries);
    }
}
