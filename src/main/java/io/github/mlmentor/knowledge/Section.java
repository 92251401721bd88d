package io.github.mlmentor.knowledge;

import io.github.mlmentor.chat.Document;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A part of an article under a heading of its own.
 *
 * @param heading plain words; empty for what stands before the first heading
 * @param body without the heading
 * @param line where it starts in its file
 */
public record Section(String heading, Document body, int line) {
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** The heading as an anchor in a page. */
    public String slug() {
        return slug(heading);
    }

    /** The anchor that a heading has: lower-case words joined by hyphens. */
    public static String slug(String heading) {
        String slug = NOT_WORD.matcher(heading.toLowerCase(Locale.ROOT)).replaceAll("-");
        return slug.replaceAll("^-|-$", "");
    }
}
