package io.github.mlmentor.knowledge;

import java.util.Locale;
import java.util.regex.Pattern;

/** The measures of the schema in {@code config/knowledge/README.md}, for lint and for whatever writes articles. */
public final class Schema {
    /** The most characters of a section's plain text. */
    public static final int SECTION_LIMIT = 1_200;

    /** The most characters of a title. */
    public static final int TITLE_LIMIT = 90;

    /** The fewest characters of a short answer. */
    public static final int SHORT_LEAST = 80;

    /** The most characters of a short answer. */
    public static final int SHORT_MOST = 500;

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Schema() {}

    /** Whether this is lower-case words joined by hyphens. */
    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** Equal for two ways of asking that differ in nothing but case, spaces and punctuation. */
    public static String askKey(String ask) {
        return NOT_WORD.matcher(ask.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
