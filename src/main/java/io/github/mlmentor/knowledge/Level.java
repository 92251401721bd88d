package io.github.mlmentor.knowledge;

import java.util.Locale;

/** How well somebody has a skill. */
public enum Level {
    AWARE,
    WORKING,
    STRONG;

    /** The key in the front matter. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
