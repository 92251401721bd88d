package io.github.mlmentor.http;

import java.util.Locale;
import java.util.Map;

/**
 * A request.
 *
 * @param path parameters of the path by name
 * @param query parameters by name, the first value of each
 * @param headers by lower-case name
 * @param body decoded as UTF-8
 * @param client the address that it came from
 */
public record Request(
        Map<String, String> path, Map<String, String> query, Map<String, String> headers, String body, String client) {
    /** A header's value, or empty. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}
