package io.github.mlmentor.mentoring;

/**
 * A dispatch and what became of it.
 *
 * @param wanted how often its subject changed
 * @param shown which of these changes is visible; below {@code wanted} something is to be done
 * @param receipt what the platform calls what is visible, or empty
 * @param attempts how often sending it was begun since it was last visible
 * @param reason why it will never be visible, or empty
 */
public record Shown(Dispatch dispatch, int wanted, int shown, String receipt, int attempts, String reason) {
    boolean isDue() {
        return shown < wanted && reason.isEmpty();
    }
}
