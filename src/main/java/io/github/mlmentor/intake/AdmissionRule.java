package io.github.mlmentor.intake;

import java.util.Optional;

/** Raises one objection to a message. Thread-safe. */
interface AdmissionRule {
    /** The objection, or empty when there is none. */
    Optional<Admission> object(Examination asked);
}
