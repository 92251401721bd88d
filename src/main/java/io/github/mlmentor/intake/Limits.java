package io.github.mlmentor.intake;

/**
 * How much is taken on. The budgets hold for the chat platforms: web clients are counted by their address, and a terminal belongs
 * to its owner.
 *
 * @param userMinute questions of one person in a minute
 * @param userDay questions of one person in 24 hours
 * @param serverDay questions of one workspace in 24 hours
 * @param atUserMinute what happens beyond {@code userMinute}
 * @param atUserDay what happens beyond {@code userDay}
 * @param atServerDay what happens beyond {@code serverDay}
 * @param open jobs that may wait at once; beyond, an honest "busy"
 * @param characters of one question
 */
public record Limits(
        int userMinute,
        int userDay,
        int serverDay,
        AtLimit atUserMinute,
        AtLimit atUserDay,
        AtLimit atServerDay,
        int open,
        int characters) {
    /** What happens beyond a limit. */
    public enum AtLimit {
        /** A polite no that says when to come back. */
        DECLINE,
        /** An answer from the knowledge, which costs nothing. */
        KNOWLEDGE
    }
}
