package io.github.mlmentor.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.http.HttpProblem;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.http.Response;
import io.github.mlmentor.intake.Intake;
import java.io.IOException;
import java.util.List;

/** {@code POST /api/ask}: a question in JSON, its reply in JSON or as a stream of events. */
final class AskEndpoint implements Endpoint {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final WebDoor door;
    private final Intake intake;

    AskEndpoint(WebDoor door, Intake intake) {
        this.door = door;
        this.intake = intake;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/api/ask";
    }

    @Override
    public boolean isCostly() {
        return true;
    }

    @Override
    public void handle(Request request, Response response) throws IOException {
        AskBody body = AskBody.parse(request.body());
        if (!request.header("Accept").contains("text/event-stream")) {
            ObjectNode json = json(door.ask(body, intake, Progress.none()), body);
            json.remove("html");
            response.send(200, "application/json", json.toString());
            return;
        }
        Stream stream = new Stream(response.stream());
        try {
            ObjectNode json = json(door.ask(body, intake, stream), body);
            if (!stream.cancelled()) {
                stream.events.send("reply", json.toString());
            }
        } catch (HttpProblem problem) {
            // The stream has begun, so the status is said already.
            stream.fail(problem);
        }
    }

    private static ObjectNode json(String payload, AskBody body) {
        try {
            return ((ObjectNode) MAPPER.readTree(payload)).put("conversation", body.conversation());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer is not JSON", e);
        }
    }

    /** Shows progress as events; a client that went away cancels the work. */
    private static final class Stream implements Progress {
        private final Response.EventStream events;
        private boolean gone;

        Stream(Response.EventStream events) {
            this.events = events;
        }

        @Override
        public void status(String text) {
            send("status", "text", text);
        }

        @Override
        public void partial(Document soFar) {
            send("partial", "html", HtmlRenderer.render(soFar, List.of()));
        }

        @Override
        public boolean cancelled() {
            return gone;
        }

        void fail(HttpProblem problem) {
            send(
                    "error",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("message", problem.getMessage())
                            .put("retry_after_s", problem.retryAfterSeconds()));
        }

        private void send(String event, String field, String text) {
            send(event, JsonNodeFactory.instance.objectNode().put(field, text));
        }

        private void send(String event, ObjectNode data) {
            if (gone) {
                return;
            }
            try {
                events.send(event, data.toString());
            } catch (IOException e) {
                gone = true;
            }
        }
    }
}
