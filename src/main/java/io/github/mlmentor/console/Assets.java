package io.github.mlmentor.console;

import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.http.HttpProblem;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.http.Response;
import io.github.mlmentor.settings.Locations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The console's files: its own, and the two libraries that run in the browser, from their jars. */
final class Assets {
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** Where each lies, under the name by which pages ask for it. */
    static final Map<String, String> FILES = Map.of(
            "htmx.js", WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js",
            "chart.js", WEBJARS + "chart.js/4.5.1/dist/chart.umd.min.js",
            "console.js", "web/console/console.js",
            "figures.js", "web/console/figures.js",
            "console.css", "web/console/console.css");

    List<Endpoint> endpoints() {
        return List.of(new Endpoint() {
            @Override
            public String method() {
                return "GET";
            }

            @Override
            public String path() {
                return Console.HOME + "/assets/{name}";
            }

            @Override
            public void handle(Request request, Response response) throws IOException {
                String name = request.path().getOrDefault("name", "");
                Path file = Locations.resource(FILES.getOrDefault(name, "web/console/none"))
                        .orElseThrow(() -> new HttpProblem(404, "There is no such file"));
                response.sendFile(name.endsWith(".css") ? "text/css; charset=utf-8" : SCRIPT, Files.readAllBytes(file));
            }
        });
    }
}
