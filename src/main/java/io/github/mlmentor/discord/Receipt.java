package io.github.mlmentor.discord;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How mentoring names what was shown.
 *
 * @param channel the channel, or the thread, that it stands in
 * @param message of a post in a forum, the post's own name
 */
record Receipt(String channel, String message) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,20})/(\\d{1,20})");

    /** Out of its written form. */
    static Optional<Receipt> of(String written) {
        Matcher parts = WRITTEN.matcher(written);
        return parts.matches() ? Optional.of(new Receipt(parts.group(1), parts.group(2))) : Optional.empty();
    }

    String written() {
        return channel + "/" + message;
    }

    /** Whether it is the first message of a post. */
    boolean isPost() {
        return channel.equals(message);
    }
}
