package io.github.mlmentor.telemetry;

import org.jspecify.annotations.Nullable;

/** What broke and where, for the log, without the messages of the exceptions: they may repeat what somebody wrote. */
public final class Wordless extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 10;

    private Wordless(Throwable broken, int depth) {
        super(broken.getClass().getName(), cause(broken, depth), false, true);
        setStackTrace(broken.getStackTrace());
    }

    /** The same exception with its causes, each with its type for a message. */
    public static Wordless of(Throwable broken) {
        return new Wordless(broken, 0);
    }

    private static @Nullable Throwable cause(Throwable broken, int depth) {
        Throwable cause = broken.getCause();
        return cause == null || depth == DEEPEST ? null : new Wordless(cause, depth + 1);
    }
}
