package io.github.mlmentor.discord;

import io.github.mlmentor.layout.Numbered;
import java.util.Set;

/**
 * What a button or a modal carries and brings back: an action and a value, in the one string that Discord has for both.
 *
 * @param action without a colon
 * @param value any characters, or empty
 */
public record CustomId(String action, String value) {
    private static final int LONGEST = 100;

    public CustomId {
        int length = action.length() + 1 + value.length() + Numbered.LONGEST;
        if (action.isEmpty() || action.indexOf(':') >= 0 || length > LONGEST) {
            throw new IllegalArgumentException("Discord does not take an id like " + action + " with a value of "
                    + value.length() + " characters");
        }
    }

    /** Out of what came back. */
    public static CustomId parse(String customId) {
        String bare = Numbered.bare(customId);
        int colon = bare.indexOf(':');
        return colon < 0 ? new CustomId(bare, "") : new CustomId(bare.substring(0, colon), bare.substring(colon + 1));
    }

    /**
     * As Discord gets it, the only one of its kind.
     *
     * @param taken is added to
     */
    String written(Set<String> taken) {
        return Numbered.free(value.isEmpty() ? action : action + ":" + value, taken);
    }
}
