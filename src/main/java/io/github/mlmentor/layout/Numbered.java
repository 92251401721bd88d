package io.github.mlmentor.layout;

import java.util.Set;
import java.util.regex.Pattern;

/** Ids that must not occur twice in a message, though two buttons may mean the same. */
public final class Numbered {
    private static final Pattern NUMBER = Pattern.compile("#\\d+$");

    /** The most characters that a number adds. */
    public static final int LONGEST = 5;

    private Numbered() {}

    /**
     * The id, with a number behind it where it is taken; it is then taken.
     *
     * @param taken is added to
     */
    public static String free(String id, Set<String> taken) {
        String unique = NUMBER.matcher(id).find() ? id + "#1" : id;
        for (int number = 2; !taken.add(unique); number++) {
            unique = id + "#" + number;
        }
        return unique;
    }

    /** The id as it was before {@link #free}. */
    public static String bare(String unique) {
        return NUMBER.matcher(unique).replaceFirst("");
    }
}
