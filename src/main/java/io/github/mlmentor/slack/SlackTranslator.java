package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.MessageKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Events of Slack into ours. Reads the JSON as it came, because the libraries' classes lag behind the events. Thread-safe.
 */
final class SlackTranslator {
    /** Says what people had it say, such as reminders, and is marked as a program nowhere else. */
    private static final String SLACKBOT = "USLACKBOT";

    private final BiPredicate<String, String> privateChannels;

    /**
     * Translates.
     *
     * @param privateChannels whether a channel (team, channel) is private; asked for what an event does not say
     */
    SlackTranslator(BiPredicate<String, String> privateChannels) {
        this.privateChannels = privateChannels;
    }

    /** What an {@code event_callback} says, or empty when it is nothing that is answered. */
    Optional<Inbound> event(JsonNode callback) {
        JsonNode event = callback.path("event");
        String team = team(callback);
        String bot = botUser(callback);
        return switch (event.path("type").asText()) {
            case "app_mention" -> message(event, team, bot, true);
            case "message" -> messageEvent(event, team, bot);
            default -> Optional.empty();
        };
    }

    /** The workspace in which the app is installed, which for shared channels is not the author's. */
    static String team(JsonNode callback) {
        String authorized =
                callback.path("authorizations").path(0).path("team_id").asText("");
        return authorized.isEmpty() ? callback.path("team_id").asText("-") : authorized;
    }

    /** The bot's own user. */
    static String botUser(JsonNode callback) {
        return callback.path("authorizations").path(0).path("user_id").asText("");
    }

    private Optional<Inbound> messageEvent(JsonNode event, String team, String bot) {
        return switch (event.path("subtype").asText("")) {
            case "", "file_share", "thread_broadcast", "bot_message" ->
                message(
                        event,
                        team,
                        bot,
                        isDirect(event) || SlackText.mentions(event.path("text").asText(), bot));
            case "message_changed" -> changed(event, team, bot);
            case "message_deleted" -> deleted(event, team);
            default -> Optional.empty();
        };
    }

    private Optional<Inbound> message(JsonNode event, String team, String bot, boolean addressed) {
        String ts = event.path("ts").asText("");
        String channel = event.path("channel").asText("");
        String user = event.path("user").asText(event.path("bot_id").asText(""));
        if (ts.isEmpty() || channel.isEmpty() || user.isEmpty()) {
            return Optional.empty();
        }
        boolean program = event.hasNonNull("bot_id")
                || event.path("subtype").asText("").equals("bot_message")
                || user.equals(bot)
                || user.equals(SLACKBOT);
        String home = event.path("user_team").asText(event.path("team").asText(team));
        Place place = place(event, team, channel, ts);
        return Optional.of(new Inbound.Message(
                place.key(ts),
                place.conversation(kind(event, place)),
                new Author(user, program, !home.equals(team)),
                at(ts),
                words(event, bot, addressed),
                addressed,
                event.path("files").size(),
                parent(event, place)));
    }

    /** Who only mentions us in a thread means what was said there. */
    private static String words(JsonNode event, String bot, boolean addressed) {
        String text = SlackText.plain(event.path("text").asText(""), bot);
        boolean pointing = text.isBlank()
                && addressed
                && event.hasNonNull("thread_ts")
                && event.path("files").isEmpty()
                && !isDirect(event);
        return pointing ? "What about this?" : text;
    }

    /** In a channel an answer opens a thread under the question; in a direct message it follows it. */
    private static Place place(JsonNode event, String team, String channel, String ts) {
        String thread = event.path("thread_ts").asText("");
        return new Place(team, channel, thread.isEmpty() && !isDirect(event) ? ts : thread);
    }

    private static @org.jspecify.annotations.Nullable MessageKey parent(JsonNode event, Place place) {
        String thread = event.path("thread_ts").asText("");
        return thread.isEmpty() || thread.equals(event.path("ts").asText()) ? null : place.key(thread);
    }

    private Optional<Inbound> changed(JsonNode event, String team, String bot) {
        JsonNode now = event.path("message");
        String before = event.path("previous_message").path("text").asText("");
        String after = now.path("text").asText("");
        // A preview that was added is no edit, and what programs edit is not answered.
        if (after.equals(before) || now.hasNonNull("bot_id") || !now.hasNonNull("user")) {
            return Optional.empty();
        }
        String ts = now.path("ts").asText("");
        String channel = event.path("channel").asText("");
        if (ts.isEmpty() || channel.isEmpty()) {
            return Optional.empty();
        }
        Place place = place(
                ((com.fasterxml.jackson.databind.node.ObjectNode) now.deepCopy()).put("channel", channel),
                team,
                channel,
                ts);
        return Optional.of(new Inbound.Edited(
                place.key(ts),
                place.conversation(kind(event, place)),
                Author.person(now.path("user").asText()),
                at(event.path("ts").asText(ts)),
                SlackText.plain(after, bot)));
    }

    private Optional<Inbound> deleted(JsonNode event, String team) {
        String ts = event.path("deleted_ts").asText("");
        String channel = event.path("channel").asText("");
        String user = event.path("previous_message").path("user").asText("unknown");
        if (ts.isEmpty() || channel.isEmpty()) {
            return Optional.empty();
        }
        Place place = new Place(
                team, channel, event.path("previous_message").path("thread_ts").asText(ts));
        return Optional.of(new Inbound.Deleted(
                place.key(ts),
                place.conversation(kind(event, place)),
                Author.person(user),
                at(event.path("ts").asText(ts))));
    }

    private Conversation.Kind kind(JsonNode event, Place place) {
        return switch (event.path("channel_type").asText("")) {
            case "im" -> Conversation.Kind.DIRECT;
            case "mpim" -> Conversation.Kind.GROUP;
            case "group" -> Conversation.Kind.PRIVATE_CHANNEL;
            case "channel" -> Conversation.Kind.THREAD;
            default -> place.kind(privateChannels);
        };
    }

    private static boolean isDirect(JsonNode event) {
        return event.path("channel_type").asText("").equals("im")
                || event.path("channel").asText("").startsWith("D");
    }

    /** Slack's {@code ts}: seconds since 1970 with a fraction that makes it unique in its channel. */
    static Instant at(String ts) {
        try {
            return Instant.ofEpochMilli((long) (Double.parseDouble(ts) * 1_000));
        } catch (NumberFormatException e) {
            return Instant.EPOCH;
        }
    }

    /** The {@code ts} of a moment. */
    static String ts(Instant moment) {
        return String.format(Locale.ROOT, "%d.%06d", moment.getEpochSecond(), moment.getNano() / 1_000);
    }
}
