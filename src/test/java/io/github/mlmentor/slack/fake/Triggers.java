package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The short-lived handles that an interaction brings: trigger ids, once for a view, and response_urls, five times. */
final class Triggers {
    private static final int USES = 5;

    private final Settings settings;
    private final World world;
    private final Ids ids;
    private final Journal journal;
    private final Map<String, Trigger> issued = new HashMap<>();
    private final Map<String, String> used = new HashMap<>();
    private final Map<String, Url> urls = new HashMap<>();

    private record Trigger(String user, long issued) {}

    /** Where a response_url leads. */
    private static final class Url {
        final String channel;
        final String user;
        final @Nullable Post post;
        final @Nullable Ephemeral ephemeral;
        final String thread;
        final long issued = System.nanoTime();
        int uses;

        Url(String channel, String user, @Nullable Post post, @Nullable Ephemeral ephemeral) {
            this.channel = channel;
            this.user = user;
            this.post = post;
            this.ephemeral = ephemeral;
            this.thread = ephemeral != null ? ephemeral.thread() : post != null && post.isReply() ? post.thread() : "";
        }
    }

    /** What posts by a response_url do to the messages of the bot; the posting itself is the chat methods' own. */
    interface Poster {
        void post(Room room, ObjectNode content, String thread);

        void change(Room room, Post post, ObjectNode content);

        void delete(Room room, Post post);
    }

    Triggers(Settings settings, World world, Ids ids, Journal journal) {
        this.settings = settings;
        this.world = world;
        this.ids = ids;
        this.journal = journal;
    }

    /** A new trigger id for what this person did. */
    synchronized String trigger(String user) {
        String id = ids.next("1000000000001.2000000000001.");
        issued.put(id, new Trigger(user, System.nanoTime()));
        return id;
    }

    /** Uses a trigger id up and tells whose it was. */
    synchronized String use(String trigger, String method) {
        Trigger known = issued.get(trigger);
        String error = known == null
                ? "invalid_trigger_id"
                : used.containsKey(trigger)
                        ? "exchanged_trigger_id"
                        : Journal.since(known.issued()).compareTo(settings.triggerLife) > 0 ? "expired_trigger_id" : "";
        if (known == null || !error.isEmpty()) {
            journal.violation(error, method + " with " + trigger);
            throw new ApiError(error);
        }
        used.put(trigger, method);
        return known.user();
    }

    /** The path of a new response_url. */
    synchronized String url(String channel, String user, @Nullable Post post, @Nullable Ephemeral ephemeral) {
        String path = "/hooks/actions/" + ids.next("R");
        urls.put(path, new Url(channel, user, post, ephemeral));
        return path;
    }

    /** Does what was posted to a response_url. */
    synchronized ObjectNode respond(String path, ObjectNode body, Poster poster) {
        Url url = urls.get(path);
        if (url == null) {
            throw new ApiError("no_service");
        }
        if (Journal.since(url.issued).compareTo(settings.responseUrlLife) > 0) {
            journal.violation("expired_url", path);
            throw new ApiError("expired_url");
        }
        if (++url.uses > USES) {
            journal.violation("used_url", path + " used " + url.uses + " times");
            throw new ApiError("used_url");
        }
        Room room = world.room(url.channel);
        JsonNode blocks = body.path("blocks");
        if (body.path("delete_original").asBoolean()) {
            if (url.post != null) {
                poster.delete(room, url.post);
            } else if (url.ephemeral != null) {
                world.replace(url.ephemeral, null);
            }
            return ok();
        }
        List<String> problems = blocks.isArray() ? BlockRules.ofMessage(blocks) : List.of();
        if (!problems.isEmpty()) {
            journal.violation("invalid_blocks", "response_url: " + problems);
            throw new ApiError("invalid_blocks", problems);
        }
        if (body.path("text").asText().isEmpty() && blocks.isEmpty()) {
            throw new ApiError("no_text");
        }
        if (body.path("replace_original").asBoolean() && url.post != null) {
            poster.change(room, url.post, body);
        } else if (body.path("replace_original").asBoolean() && url.ephemeral != null) {
            world.replace(url.ephemeral, body.deepCopy());
        } else if (body.path("response_type").asText().equals("in_channel")) {
            poster.post(room, body, body.path("thread_ts").asText(url.thread));
        } else {
            world.whisper(url.channel, url.user, body.path("thread_ts").asText(url.thread), body.deepCopy());
        }
        return ok();
    }

    private static ObjectNode ok() {
        return Json.object().put("ok", true);
    }
}
