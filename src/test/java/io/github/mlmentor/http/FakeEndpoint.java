package io.github.mlmentor.http;

import java.io.IOException;

/** An endpoint that does what a test says. */
record FakeEndpoint(String method, String path, boolean isCostly, Handling handling) implements Endpoint {
    /** What is done with a request. */
    interface Handling {
        void handle(Request request, Response response) throws IOException;
    }

    static FakeEndpoint get(String path, Handling handling) {
        return new FakeEndpoint("GET", path, false, handling);
    }

    static FakeEndpoint post(String path, Handling handling) {
        return new FakeEndpoint("POST", path, false, handling);
    }

    FakeEndpoint costly() {
        return new FakeEndpoint(method, path, true, handling);
    }

    @Override
    public void handle(Request request, Response response) throws IOException {
        handling.handle(request, response);
    }
}
