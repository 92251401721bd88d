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
     * Answers.
     *
     * @throws HttpProblem for what the client did wrong
     * @throws IOException when the client is gone
     */
    void handle(Request request, Response response) throws IOException;
}
