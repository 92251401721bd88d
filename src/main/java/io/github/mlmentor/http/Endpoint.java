package io.github.mlmentor.http;

import java.io.IOException;

/** Something that answers requests at one path. Thread-safe. */
public interface Endpoint {
    /** GET or POST. */
    String method();

    /** Literal parts and {@code {names}}: {@code /knowledge/{id}}. */
    String path();

    /** Whether each call can cost money or much work, so that the rate of a client is limited. */
    default boolean isCostly() {
        return false;
    }

    /**
     * Whether it lets people in by something that only they know, so that a client has few tries a minute; on this machine too,
     * where a page that somebody has open could try on his behalf.
     */
    default boolean isEntrance() {
        return false;
    }

    /**
     * Answers.
     *
     * @throws HttpProblem for what the client did wrong
     * @throws IOException when the client is gone
     */
    void handle(Request request, Response response) throws IOException;
}
