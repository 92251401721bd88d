package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Progress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a job into what is to be sent. Implemented by the assembly, which knows the answering and the doors. Thread-safe. */
public interface Answerer {
    /**
     * Answers.
     *
     * @throws RuntimeException when it broke; the job is tried again
     */
    Outcome answer(Job job, Progress progress);

    /** Says the polite no that a job gets. */
    Outcome decline(Job job, Admission.Declined declined);

    /** What is said when answering broke every time, or when it is too late to answer. */
    Outcome apologise(Job job, String sentence);

    /**
     * An answer, rendered.
     *
     * @param decision its code in the JSON contract
     * @param record what later questions of the conversation need to know of it, or empty
     * @param payloads what the platform's renderer made, in order; empty to say nothing
     * @param steps how long each step took, in order
     */
    record Outcome(String decision, String record, List<String> payloads, Map<String, Duration> steps) {
        /** Nothing is said. */
        public static final Outcome NOTHING = new Outcome("withheld", "", List.of(), Map.of());

        public Outcome {
            payloads = List.copyOf(payloads);
            steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        }
    }
}
