package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/**
 * A request that the app made, in the order of arrival.
 *
 * @param name such as {@code message.create}
 * @param path below the base address
 * @param body what was sent, files left out
 * @param status of the answer, 0 if the connection was cut
 * @param response what was answered, or would have been
 */
public record Call(
        int number,
        String name,
        String verb,
        String path,
        JsonNode body,
        int status,
        JsonNode response,
        Instant at,
        Duration took) {
    /** Whether Discord did what was asked. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Discord's error code, or 0. */
    public int error() {
        return response.path("code").asInt();
    }
}
