package io.github.mlmentor.knowledge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows the lines of a Markdown text and knows which of them stand in a fenced block. Not thread-safe. */
final class Fences {
    private static final Pattern FENCE = Pattern.compile("^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$");

    /** The fence of the block that is open; empty outside of one. */
    private String open = "";

    /** Whether the next line belongs to a fenced block; its fences do. */
    boolean covers(String line) {
        Matcher fence = FENCE.matcher(line);
        boolean isFence = fence.matches();
        if (open.isEmpty()) {
            open = isFence ? fence.group(1) : "";
            return isFence;
        }
        if (isFence && fence.group(1).startsWith(open) && fence.group(2).isBlank()) {
            open = "";
        }
        return true;
    }
}
