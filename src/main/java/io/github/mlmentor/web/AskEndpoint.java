package io.github.mlmentor.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.answering.Dialogue;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.http.Response;
import java.io.IOException;
import java.util.List;

/** {@code POST /api/ask}: a question in JSON, its reply in JSON or as a stream of events. */
final class AskEndpoint implements Endpoint {
    private final Dialogue dialogue;

    AskEndpoint(Dialogue dialogue) {
        this.dialogue = dialogue;
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
            Exchange exchange = dialogue.ask(body.conversation(), body.question(), body.scope(), Progress.none());
            response.send(200, "application/json", json(exchange, body).toString());
            return;
        }
        Stream stream = new Stream(response.stream());
        Exchange exchange = dialogue.ask(body.conversation(), body.question(), body.scope(), stream);
        if (!stream.cancelled()) {
            ObjectNode json = json(exchange, body);
            List<io.github.mlmentor.chat.Source> sources =
                    exchange.reply() instanceof Reply.Answer answer ? answer.sources() : List.of();
            json.put("html", HtmlRenderer.render(exchange.reply().body(), sources));
            stream.events.send("reply", json.toString());
        }
    }

    private static ObjectNode json(Exchange exchange, AskBody body) {
        return ReplyJson.of(exchange).put("conversation", body.conversation());
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

        private void send(String event, String field, String text) {
            if (gone) {
                return;
            }
            try {
                events.send(
                        event,
                        com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                                .objectNode()
                                .put(field, text)
                                .toString());
            } catch (IOException e) {
                gone = true;
            }
        }
    }
}
