package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.ReplyPort;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way out to Slack. A message carries its key as metadata, so that one whose sending broke off is found in its thread before it is
 * sent again. What one person sees alone cannot be read back. Thread-safe.
 */
final class SlackPort implements ReplyPort {
    static final String EVENT_TYPE = "ml_mentor_message";
    private static final int LOOKED_AT = 50;
    /** Slack hands out a thread from its beginning, and what is looked for stands at its end. */
    private static final int THREAD_LOOKED_AT = 999;

    private static final int MOST_SHOWN = 1_000;

    private final SlackApi api;
    private final SlackResponses responses;
    /** Placeholders that wait for their answer, by job. */
    private final Map<String, SlackProgress> shown = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SlackProgress> eldest) {
            // Of answers that never came.
            return size() > MOST_SHOWN;
        }
    });

    SlackPort(SlackApi api, SlackResponses responses) {
        this.api = api;
        this.responses = responses;
    }

    /** Keeps a placeholder until the answer takes its place. */
    void showing(String job, SlackProgress progress) {
        shown.put(job, progress);
    }

    @Override
    public Platform platform() {
        return Platform.SLACK;
    }

    @Override
    public Delivery send(Outgoing message) {
        Place place = Place.of(message.conversation());
        if (message.isRemoval()) {
            return api.show(
                    place.team(),
                    "delete/" + place.channel(),
                    Duration.ZERO,
                    methods -> methods.chatDelete(
                            request -> request.channel(place.channel()).ts(message.replaces())),
                    response -> String.valueOf(message.replaces()));
        }
        JsonNode payload = SlackApi.json(message.payload());
        String url = payload.path("response_url").asText("");
        if (!url.isEmpty()) {
            return responses.send(url, payload);
        }
        String user = payload.path("only_for").asText("");
        if (!user.isEmpty()) {
            return ephemeral(place, user, payload);
        }
        String old = message.replaces() == null ? placeholder(place, message.key()) : message.replaces();
        if (!old.isEmpty()) {
            Delivery updated = update(place, old, message.key(), payload);
            boolean gone =
                    updated instanceof Delivery.Undeliverable no && no.reason().equals("message_not_found");
            if (!gone || message.replaces() != null) {
                if (updated instanceof Delivery.Delivered) {
                    shown.remove(job(message.key()));
                }
                return updated;
            }
            shown.remove(job(message.key()));
        }
        return post(place, message.key(), payload);
    }

    private String placeholder(Place place, String key) {
        SlackProgress progress = key.endsWith(".0.0") ? shown.get(job(key)) : null;
        if (progress == null) {
            return "";
        }
        String finished = progress.finish();
        String ts = progress.isUnsure() ? leftover(place, job(key)) : finished;
        if (ts.isEmpty()) {
            shown.remove(job(key));
        }
        return ts;
    }

    /** The placeholder of a job that an earlier attempt left behind, or empty. */
    String leftover(Place place, String job) {
        List<Message> said = said(place).orElse(List.of());
        return said.stream()
                .filter(message -> job.equals(mark(message).get("key")))
                .map(Message::getTs)
                .findFirst()
                .orElseGet(() -> strandedStream(place, said));
    }

    /** A stream that nobody ended carries no mark, and it is the only thing of ours that carries none. */
    private String strandedStream(Place place, List<Message> said) {
        String bot = api.self(place.team()).map(SlackApi.Self::bot).orElse("");
        return said.stream()
                .filter(message -> place.isDirect() && !bot.isEmpty() && bot.equals(message.getBotId()))
                .filter(message -> message.getMetadata() == null && message.getSubtype() == null)
                .filter(message -> !message.getTs().equals(place.thread()))
                .map(Message::getTs)
                .reduce((earlier, later) -> later)
                .orElse("");
    }

    private static String job(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    private Delivery post(Place place, String key, JsonNode payload) {
        return api.show(
                place.team(),
                place.channel(),
                SlackApi.PACE,
                methods -> methods.chatPostMessage(request -> request.channel(place.channel())
                        .threadTs(place.thread().isEmpty() ? null : place.thread())
                        .text(payload.path("text").asText())
                        .blocksAsString(payload.path("blocks").toString())
                        .metadata(SlackApi.mark(key, true))
                        .unfurlLinks(false)
                        .unfurlMedia(false)),
                response -> response.getTs());
    }

    private Delivery update(Place place, String ts, String key, JsonNode payload) {
        return api.show(
                place.team(),
                "update/" + place.channel() + "/" + ts,
                Duration.ZERO,
                methods -> methods.chatUpdate(request -> request.channel(place.channel())
                        .ts(ts)
                        .text(payload.path("text").asText())
                        .blocksAsString(payload.path("blocks").toString())
                        .metadata(SlackApi.mark(key, true))),
                response -> ts);
    }

    private Delivery ephemeral(Place place, String user, JsonNode payload) {
        return api.show(
                place.team(),
                place.channel(),
                SlackApi.PACE,
                methods -> methods.chatPostEphemeral(request -> request.channel(place.channel())
                        .threadTs(place.thread().isEmpty() ? null : place.thread())
                        .user(user)
                        .text(payload.path("text").asText())
                        .blocksAsString(payload.path("blocks").toString())),
                response -> response.getMessageTs());
    }

    @Override
    public Optional<Delivery> reconcile(Outgoing message) {
        if (message.isRemoval() || message.replaces() != null) {
            // Doing it again changes nothing.
            return Optional.empty();
        }
        JsonNode payload = SlackApi.json(message.payload());
        if (payload.hasNonNull("response_url") || payload.hasNonNull("only_for")) {
            return Optional.of(new Delivery.Unknown("private"));
        }
        Place place = Place.of(message.conversation());
        Optional<List<Message>> said = said(place);
        if (said.isEmpty()) {
            return Optional.of(new Delivery.Postponed(Duration.ofSeconds(5), "not_readable_now"));
        }
        for (Message candidate : said.get()) {
            Map<String, Object> mark = mark(candidate);
            if (message.key().equals(mark.get("key"))) {
                return Optional.of(new Delivery.Delivered(candidate.getTs()));
            }
        }
        return Optional.empty();
    }

    /** The latest messages of a place, or empty when they cannot be read now. */
    Optional<List<Message>> said(Place place) {
        if (place.thread().isEmpty()) {
            return api.look(
                            place.team(),
                            methods -> methods.conversationsHistory(request -> request.channel(place.channel())
                                    .limit(LOOKED_AT)
                                    .includeAllMetadata(true)))
                    .map(response -> response.getMessages());
        }
        return api.look(
                        place.team(),
                        methods -> methods.conversationsReplies(request -> request.channel(place.channel())
                                .ts(place.thread())
                                .limit(THREAD_LOOKED_AT)
                                .includeAllMetadata(true)))
                .map(ConversationsRepliesResponse::getMessages);
    }

    static Map<String, Object> mark(Message message) {
        Message.Metadata metadata = message.getMetadata();
        boolean ours =
                metadata != null && EVENT_TYPE.equals(metadata.getEventType()) && metadata.getEventPayload() != null;
        return ours ? metadata.getEventPayload() : Map.of();
    }
}
