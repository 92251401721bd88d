package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * A call that the app made, in the order of arrival.
 *
 * @param method such as {@code chat.postMessage}; {@code response_url} for a post to one
 * @param team whose token it was, or empty
 * @param arguments without the token; blocks, views and metadata as trees
 * @param status of the answer, 0 if the connection was dropped
 * @param response what was answered, or would have been
 */
public record Call(
        int number,
        String method,
        String team,
        ObjectNode arguments,
        int status,
        JsonNode response,
        Instant at,
        Duration took) {
    /** An argument as text, or empty. */
    public String argument(String name) {
        return arguments.path(name).asText();
    }

    /** Whether Slack did what was asked, heard or not. */
    public boolean ok() {
        return response.path("ok").asBoolean();
    }

    /** Slack's error, or empty. */
    public String error() {
        return response.path("error").asText();
    }
}
