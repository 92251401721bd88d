package io.github.mlmentor.console;

import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.http.Response;
import java.io.IOException;

/**
 * One address of the console. Nothing that it sends is kept by a browser or a proxy.
 *
 * @param isEntrance whether strangers may try here
 */
record Route(String method, String path, boolean isEntrance, Handling handling) implements Endpoint {
    /** What answers a request. */
    interface Handling {
        void handle(Request request, Response response) throws IOException;
    }

    static Route get(String path, Handling handling) {
        return new Route("GET", path, false, handling);
    }

    static Route post(String path, Handling handling) {
        return new Route("POST", path, false, handling);
    }

    Route asEntrance() {
        return new Route(method, path, true, handling);
    }

    @Override
    public void handle(Request request, Response response) throws IOException {
        response.header("Cache-Control", "no-store");
        // Without any referrer a browser sends forms from nowhere ("Origin: null"), and they are refused as foreign.
        response.header("Referrer-Policy", "same-origin");
        handling.handle(request, response);
    }

    /** Sends the browser on; what follows is a GET whatever this was. */
    static void redirect(Response response, String to) throws IOException {
        response.header("Location", to);
        response.send(303, "text/plain", "");
    }
}
