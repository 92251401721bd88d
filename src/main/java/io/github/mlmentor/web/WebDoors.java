package io.github.mlmentor.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.http.HttpProblem;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.http.Response;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.settings.Locations;
import io.github.mlmentor.telemetry.HealthCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Every address of the web server, in one list. */
public final class WebDoors {
    private static final Map<String, String> ASSETS = Map.of(
            "style.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "app.js", "text/javascript; charset=utf-8",
            "articles.js", "text/javascript; charset=utf-8",
            "favicon.svg", "image/svg+xml");

    private WebDoors() {}

    /**
     * Lists the endpoints.
     *
     * @param knowledge what is served now
     * @param readiness what must stand before questions are welcome
     */
    public static List<Endpoint> all(
            WebDoor door, Intake intake, Supplier<KnowledgeBase> knowledge, Pages pages, List<HealthCheck> readiness) {
        return List.of(
                new AskEndpoint(door, intake),
                page("/", request -> pages.index(knowledge.get())),
                page("/knowledge", request -> pages.articles(knowledge.get())),
                page(
                        "/knowledge/{id}",
                        request -> pages.article(
                                knowledge
                                        .get()
                                        .article(request.path().getOrDefault("id", ""))
                                        .orElseThrow(
                                                () -> new HttpProblem(
                                                        404,
                                                        "There is no article of that name; it may have been renamed or withdrawn")),
                                knowledge.get())),
                get("/assets/{name}", WebDoors::asset),
                get("/favicon.ico", (request, response) -> response.sendFile("image/svg+xml", bytes("favicon.svg"))),
                get("/healthz", (request, response) -> response.send(200, "application/json", "{\"status\":\"up\"}")),
                get("/readyz", (request, response) -> ready(readiness, response)));
    }

    private static void asset(Request request, Response response) throws IOException {
        String name = request.path().getOrDefault("name", "");
        String type = ASSETS.get(name);
        if (type == null) {
            throw new HttpProblem(404, "There is no such file");
        }
        response.sendFile(type, bytes(name));
    }

    private static byte[] bytes(String asset) throws IOException {
        Path file = Locations.resource("web/" + asset).orElseThrow(() -> new HttpProblem(404, "There is no such file"));
        return Files.readAllBytes(file);
    }

    private static void ready(List<HealthCheck> checks, Response response) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        boolean ready = true;
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        for (HealthCheck check : checks) {
            HealthCheck.Health health = check.check();
            ready &= health.status() != HealthCheck.Status.FAILURE;
            details.put(check.name(), health.detail());
        }
        json.put("ready", ready).set("checks", details);
        response.send(ready ? 200 : 503, "application/json", json.toString());
    }

    /** What answers a request. */
    private interface Handling {
        void handle(Request request, Response response) throws IOException;
    }

    /** What makes a page. */
    private interface Page {
        String html(Request request);
    }

    private static Endpoint page(String path, Page page) {
        return get(path, (request, response) -> response.send(200, "text/html", page.html(request)));
    }

    private static Endpoint get(String path, Handling handling) {
        return new Endpoint() {
            @Override
            public String method() {
                return "GET";
            }

            @Override
            public String path() {
                return path;
            }

            @Override
            public void handle(Request request, Response response) throws IOException {
                handling.handle(request, response);
            }
        };
    }
}
