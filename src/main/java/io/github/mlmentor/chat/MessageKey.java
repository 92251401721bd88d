package io.github.mlmentor.chat;

import java.util.Locale;
import java.util.Objects;

/**
 * What makes a message the same message, however often and in whatever event it arrives.
 *
 * @param platform where it was written
 * @param workspace the Slack team or Discord guild, or {@code "-"} where there is none (direct messages, web, terminal)
 * @param channel the channel, thread or session it was written in, as the platform names it
 * @param message the platform's name of the message inside the channel: Slack's {@code ts}, Discord's snowflake
 */
public record MessageKey(Platform platform, String workspace, String channel, String message) {
    public MessageKey {
        Objects.requireNonNull(platform, "platform");
        requireText(workspace, "workspace");
        requireText(channel, "channel");
        requireText(message, "message");
    }

    /** One line that identifies the message on every platform, fit for a unique column. */
    public String asText() {
        return platform.name().toLowerCase(Locale.ROOT) + "/" + part(workspace) + "/" + part(channel) + "/" + message;
    }

    /** A slash inside a name must not look like one between two. */
    private static String part(String name) {
        return name.replace("%", "%25").replace("/", "%2F");
    }

    private static void requireText(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
