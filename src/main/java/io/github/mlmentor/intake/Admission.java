package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether something that came in is handled. */
public sealed interface Admission {
    /** It is stored and will be answered. */
    record Admitted() implements Admission {}

    /**
     * Nothing is said.
     *
     * @param reason the rule's name, for the record
     */
    record Ignored(String reason) implements Admission {}

    /**
     * A polite no, which is stored and delivered like an answer.
     *
     * @param rule the rule's name, for the record
     * @param sentence what is said
     * @param retryAfter when to try again, or null when that makes no difference
     */
    record Declined(
            String rule,
            Reason reason,
            String sentence,
            @Nullable Duration retryAfter) implements Admission {}
}
