package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Reason;

/** A language model gave no whole answer. Its message names no key and repeats no text of a user. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean temporary;

    /**
     * With a cause.
     *
     * @param reason {@link Reason#MODEL_DOWN}, {@link Reason#MODEL_SLOW}, {@link Reason#MODEL_REFUSED} or {@link
     *     Reason#BUDGET}
     * @param temporary whether trying again at once may help
     */
    public ModelException(Reason reason, boolean temporary, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.temporary = temporary;
    }

    /** Without a cause. */
    public ModelException(Reason reason, boolean temporary, String message) {
        super(message);
        this.reason = reason;
        this.temporary = temporary;
    }

    public Reason reason() {
        return reason;
    }

    public boolean isTemporary() {
        return temporary;
    }
}
