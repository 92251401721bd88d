package io.github.mlmentor.intake;

import org.jspecify.annotations.Nullable;

/** A message was not stored, so nobody may be told that it was; whoever sent it shall try again. */
public final class NotKept extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotKept(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
