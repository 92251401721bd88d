package io.github.mlmentor.console;

import io.github.mlmentor.http.Request;
import io.github.mlmentor.http.Response;
import java.time.Duration;

/**
 * A cookie that only this server reads, and that no page of another site sends along with a change.
 *
 * @param secure whether people reach this server by HTTPS; then no other host of the domain can set it either
 */
record Cookie(String plainName, boolean secure) {
    private String name() {
        return (secure ? "__Host-" : "") + plainName;
    }

    void set(Response response, String value, Duration life) {
        response.header(
                "Set-Cookie",
                name() + "=" + value + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Lax"
                        + (secure ? "; Secure" : ""));
    }

    void clear(Response response) {
        set(response, "", Duration.ZERO);
    }

    /** Its value, or empty. */
    String read(Request request) {
        for (String pair : request.header("Cookie").split(";")) {
            String trimmed = pair.strip();
            if (trimmed.startsWith(name() + "=")) {
                return trimmed.substring(name().length() + 1);
            }
        }
        return "";
    }
}
