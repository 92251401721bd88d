package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Lately;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way out to Slack. A message carries its key as metadata, so that one whose sending broke off is found in its thread before it is
 * sent again. What one person sees alone cannot be read back. Thread-safe.
 */
final class SlackPort implements ReplyPort {
    static final String EVENT_TYPE = "ml_mentor_message";
    private static final int LOOKED_AT = 50;
    /** A thread is read from its beginning. */
    private static final int PAGE = 200;

    private static final int MOST_PAGES = 10;
    /** By which Slack's clock and ours may differ. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private static final int MOST_SHOWN = 1_000;

    private final SlackApi api;
    private final SlackResponses responses;
    /** Placeholders that wait for their answer, by job. */
    private final Map<String, SlackProgress> shown = Lately.map(MOST_SHOWN);
    /** Placeholders that another process left behind, by job. */
    private final Map<String, String> inherited = new ConcurrentHashMap<>();

    SlackPort(SlackApi api, SlackResponses responses) {
        this.api = api;
        this.responses = responses;
    }

    /** Keeps a placeholder until the answer takes its place. */
    void showing(String job, SlackProgress progress) {
        shown.put(job, progress);
    }

    /** Ends what an earlier attempt of a job shows, and returns the message that it leaves, or empty. */
    String resume(Place place, Job job) {
        SlackProgress before = shown.remove(job.id());
        if (before != null) {
            String ts = before.finish();
            if (!before.isUnsure()) {
                return ts;
            }
        }
        return before != null || job.attempts() > 0 ? leftover(place, job.id()) : "";
    }

    /** Takes away what is shown of a job that will not be answered any more. */
    void withdrawn(String job) {
        SlackProgress progress = shown.remove(job);
        if (progress != null) {
            progress.erase();
        }
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
            if (updated instanceof Delivery.Postponed later && later.reason().equals(SlackApi.STREAMING)) {
                api.stopStream(place, old);
            }
            boolean gone =
                    updated instanceof Delivery.Undeliverable no && no.reason().equals("message_not_found");
            if (!gone || message.replaces() != null) {
                if (updated instanceof Delivery.Delivered || updated instanceof Delivery.Undeliverable) {
                    forget(message.key());
                }
                return updated;
            }
            forget(message.key());
        }
        return post(place, message.key(), payload);
    }

    private void forget(String key) {
        shown.remove(job(key));
        inherited.remove(job(key));
    }

    /** Only the first message of the first answer takes a placeholder's place. */
    private static boolean isFirst(String key) {
        return key.endsWith(".0.0");
    }

    private String placeholder(Place place, String key) {
        if (!isFirst(key)) {
            return "";
        }
        SlackProgress progress = shown.get(job(key));
        if (progress == null) {
            return inherited.getOrDefault(job(key), "");
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
        return leftover(place, said(place).orElse(List.of()), job);
    }

    private String leftover(Place place, List<Message> said, String job) {
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

    /** The messages of a job's answer that can be seen. */
    List<String> shown(Place place, String job) {
        return said(place).orElse(List.of()).stream()
                .filter(message -> String.valueOf(mark(message).get("key")).startsWith(job + "."))
                .map(Message::getTs)
                .toList();
    }

    private static String job(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    private Delivery post(Place place, String key, JsonNode payload) {
        return api.show(
                place.team(),
                place.channel(),
                SlackApi.PACE,
                methods -> methods.chatPostMessage(
                        SlackApi.message(place, payload.path("text").asText(), SlackApi.mark(key, true))
                                .blocksAsString(payload.path("blocks").toString())
                                .build()),
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
        String job = job(message.key());
        if (isFirst(message.key()) && !shown.containsKey(job)) {
            String ts = leftover(place, said.get(), job);
            if (!ts.isEmpty()) {
                inherited.put(job, ts);
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
        List<Message> said = new ArrayList<>();
        String cursor = "";
        for (int i = 0; i < MOST_PAGES; i++) {
            Optional<ConversationsRepliesResponse> page = replies(place, cursor);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            said.addAll(page.get().getMessages());
            ResponseMetadata more = page.get().getResponseMetadata();
            cursor = more == null || more.getNextCursor() == null ? "" : more.getNextCursor();
            if (cursor.isEmpty()) {
                break;
            }
        }
        return Optional.of(said);
    }

    /** The messages of a day outside of threads, or empty when they cannot be read now. */
    Optional<List<Message>> saidSince(Place place, Instant moment) {
        return api.look(
                        place.team(),
                        methods -> methods.conversationsHistory(request -> request.channel(place.channel())
                                .oldest(SlackTranslator.ts(moment.minus(MARGIN)))
                                .latest(SlackTranslator.ts(moment.plus(Duration.ofDays(1))))
                                .limit(PAGE)
                                .includeAllMetadata(true)))
                .map(response -> response.getMessages());
    }

    private Optional<ConversationsRepliesResponse> replies(Place place, String cursor) {
        return api.look(
                place.team(),
                methods -> methods.conversationsReplies(request -> request.channel(place.channel())
                        .ts(place.thread())
                        .limit(PAGE)
                        .cursor(cursor.isEmpty() ? null : cursor)
                        .includeAllMetadata(true)));
    }

    static Map<String, Object> mark(Message message) {
        Message.Metadata metadata = message.getMetadata();
        boolean ours =
                metadata != null && EVENT_TYPE.equals(metadata.getEventType()) && metadata.getEventPayload() != null;
        return ours ? metadata.getEventPayload() : Map.of();
    }
}
