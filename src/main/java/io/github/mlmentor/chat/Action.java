package io.github.mlmentor.chat;

/**
 * A button.
 *
 * @param id what it does; comes back as {@link Inbound.Click#action()}
 * @param label what it says
 * @param value what it carries; comes back as the click's value
 * @param weight how it looks
 */
public record Action(String id, String label, String value, Weight weight) {
    /** How a button looks. */
    public enum Weight {
        NORMAL,
        PRIMARY,
        DANGER
    }
}
