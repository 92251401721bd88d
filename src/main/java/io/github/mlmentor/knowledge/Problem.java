package io.github.mlmentor.knowledge;

/**
 * Something wrong in a file of the knowledge.
 *
 * @param file where, as a curator would name it
 * @param line from 1
 * @param rule the rule's stable name, for example {@code dangling-reference}
 * @param message what is wrong
 * @param mend what to do about it
 * @param fatal whether the file cannot be served at all; other problems are for the curator only
 */
public record Problem(String file, int line, String rule, String message, String mend, boolean fatal) {
    /** A problem that does not keep the file from being served. */
    public static Problem of(String file, int line, String rule, String message, String mend) {
        return new Problem(file, line, rule, message, mend, false);
    }

    /** A problem that keeps the file from being served. */
    public static Problem fatal(String file, int line, String rule, String message, String mend) {
        return new Problem(file, line, rule, message, mend, true);
    }

    /** {@code file:line: [rule] message; mend}. */
    @Override
    public String toString() {
        return file + ":" + line + ": [" + rule + "] " + message + "; " + mend;
    }
}
