package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A message that only one person sees.
 *
 * @param thread the thread it stands in, or empty
 * @param json its text and blocks
 */
public record Ephemeral(String channel, String user, String ts, String thread, ObjectNode json) {
    /** What that person sees. */
    public String shown() {
        return VisibleText.of(json);
    }
}
