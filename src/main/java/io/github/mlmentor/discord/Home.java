package io.github.mlmentor.discord;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server that a button in direct messages is about. Discord does not tell it there, and whoever uses the button is somebody of that
 * server and not of none.
 *
 * @param value what the button carries besides
 * @param guild the server, or empty
 */
record Home(String value, String guild) {
    private static final int SHORT = 36;
    private static final Pattern WRITTEN = Pattern.compile("(?s)(.*)~([0-9a-z]{9,13})");

    /** Puts it behind a value. */
    static String onto(String value, String guild) {
        return guild.isEmpty() ? value : value + "~" + Long.toUnsignedString(Long.parseUnsignedLong(guild), SHORT);
    }

    /** Takes it off again. */
    static Home of(String value) {
        Matcher parts = WRITTEN.matcher(value);
        return parts.matches()
                ? new Home(parts.group(1), Long.toUnsignedString(Long.parseUnsignedLong(parts.group(2), SHORT)))
                : new Home(value, "");
    }
}
