package io.github.mlmentor.settings;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A text that must not be seen. Prints as {@code ***}. */
public final class Secret {
    public static final Secret NONE = new Secret("");

    private final String value;

    @JsonCreator
    public Secret(String value) {
        this.value = value.strip();
    }

    /** The text itself, for the one call that needs it. */
    public String reveal() {
        return value;
    }

    public boolean isPresent() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return isPresent() ? "***" : "";
    }
}
