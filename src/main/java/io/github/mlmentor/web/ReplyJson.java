package io.github.mlmentor.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reading;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.markdown.MarkdownWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one object that scripts rely on, documented in the README: the answer of {@code /api/ask} and {@code ask --format json}. */
public final class ReplyJson implements Reply.Cases<ObjectNode> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Exchange exchange;

    private ReplyJson(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The object; {@code null} fields are present, so that a reader need not ask whether they are. */
    public static ObjectNode of(Exchange exchange) {
        return exchange.reply().fold(new ReplyJson(exchange));
    }

    @Override
    public ObjectNode answer(Reply.Answer answer) {
        return whole(
                "answered",
                answer.body(),
                answer.sources(),
                answer.readings(),
                answer.advice(),
                answer.asOf(),
                answer.composer(),
                answer.degraded(),
                answer.degraded() != null,
                answer.suggestions());
    }

    @Override
    public ObjectNode clarification(Reply.Clarification clarification) {
        return plain("clarify", clarification.body(), Reason.AMBIGUOUS, List.of(), clarification.readings());
    }

    @Override
    public ObjectNode notFound(Reply.NotFound notFound) {
        return plain("not_found", notFound.body(), notFound.reason(), notFound.nearest(), notFound.suggestions());
    }

    @Override
    public ObjectNode offTopic(Reply.OffTopic offTopic) {
        return plain("off_topic", offTopic.body(), Reason.OFF_SUBJECT, List.of(), offTopic.suggestions());
    }

    @Override
    public ObjectNode declined(Reply.Declined declined) {
        ObjectNode json = plain("declined", declined.body(), declined.reason(), List.of(), List.of());
        if (declined.retryAfter() != null) {
            json.put("retry_after_s", declined.retryAfter().toSeconds());
        }
        return json;
    }

    @Override
    public ObjectNode apology(Reply.Apology apology) {
        return plain("failed", apology.body(), apology.reason(), List.of(), List.of());
    }

    @Override
    public ObjectNode panel(Reply.Panel panel) {
        return plain("answered", panel.body(), null, List.of(), List.of());
    }

    private ObjectNode plain(
            String decision,
            Document body,
            @Nullable Reason reason,
            List<Source> sources,
            List<Suggestion> suggestions) {
        return whole(
                decision,
                body,
                sources,
                List.of(),
                Advice.FACT,
                null,
                Reply.Composer.EXTRACTIVE,
                reason,
                false,
                suggestions);
    }

    private ObjectNode whole(
            String decision,
            Document body,
            List<Source> sources,
            List<Reading> readings,
            Advice advice,
            @Nullable LocalDate asOf,
            Reply.Composer composer,
            @Nullable Reason reason,
            boolean degraded,
            List<Suggestion> suggestions) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("decision", decision);
        json.put("answer", MarkdownWriter.write(body));
        ArrayNode from = json.putArray("sources");
        for (Source source : sources) {
            from.addObject()
                    .put("id", source.id())
                    .put("title", source.title())
                    .put("section", source.section())
                    .put("url", HtmlRenderer.path(source));
        }
        ArrayNode next = json.putArray("resources");
        for (Reading reading : readings) {
            next.addObject()
                    .put("id", reading.id())
                    .put("title", reading.title())
                    .put("url", reading.url())
                    .put("kind", reading.kind())
                    .put("level", reading.level())
                    .put("cost", reading.cost())
                    .put("about", reading.about());
        }
        json.put("advice", advice.name().toLowerCase(Locale.ROOT));
        json.put("as_of", asOf == null ? null : asOf.toString());
        json.put("composer", composer.name().toLowerCase(Locale.ROOT));
        json.put("reason", reason == null ? null : reason.code());
        json.put("degraded", degraded);
        json.put("confidence", Math.round(exchange.confidence() * 1_000) / 1_000.0);
        ArrayNode offered = json.putArray("suggestions");
        for (Suggestion suggestion : suggestions) {
            offered.addObject().put("label", suggestion.label()).put("question", suggestion.question());
        }
        ObjectNode timings = json.putObject("timings_ms");
        exchange.timings().forEach(timings::put);
        return json;
    }
}
