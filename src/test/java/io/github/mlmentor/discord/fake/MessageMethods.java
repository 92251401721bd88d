package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the app can do with messages. */
final class MessageMethods {
    private final Settings settings;
    private final World world;
    private final Access access;
    private final Messages messages;
    private final Events events;
    private final Map<String, Post> nonces = new HashMap<>();

    MessageMethods(Settings settings, World world, Access access, Messages messages, Events events) {
        this.settings = settings;
        this.world = world;
        this.access = access;
        this.messages = messages;
        this.events = events;
    }

    List<Route> routes() {
        String message = "channels/{}/messages/{}";
        return List.of(
                Route.of("POST", "channels/{}/messages", "message.create", this::create),
                Route.of("GET", "channels/{}/messages", "message.list", this::list),
                Route.of("GET", message, "message.get", this::get),
                Route.of("PATCH", message, "message.edit", this::edit),
                Route.of("DELETE", message, "message.delete", this::delete),
                Route.of("POST", "channels/{}/messages/bulk-delete", "message.bulk_delete", this::deleteMany),
                Route.of("POST", "channels/{}/typing", "typing", this::typing),
                Route.of("PUT", message + "/reactions/{}/@me", "reaction.add", this::react),
                Route.of("DELETE", message + "/reactions/{}/{}", "reaction.remove", this::unreact));
    }

    private JsonNode create(Request request) {
        String what = "message.create";
        Room room = access.room(request.id(0), 0, what);
        boolean thread = room.kind() == Room.Kind.THREAD;
        access.room(room.id(), thread ? Permissions.SEND_IN_THREADS : Permissions.SEND_MESSAGES, what);
        if (room.kind() == Room.Kind.FORUM) {
            throw new ApiError(400, 50008, "Cannot send messages in a non-text channel");
        }
        if (room.kind() == Room.Kind.DIRECT && world.closed(room.person())) {
            throw new ApiError(403, 50007, "Cannot send messages to this user");
        }
        if (room.locked()) {
            access.forbid("thread_locked", room.name(), new ApiError(400, 50083, "Thread is archived"));
        }
        JsonNode body = request.body();
        if (!request.files().isEmpty()) {
            access.room(room.id(), Permissions.ATTACH_FILES, what);
        }
        Post same = sent(room, body);
        if (same != null) {
            return same.json();
        }
        JsonNode reference = body.path("message_reference");
        if (reference.hasNonNull("message_id")
                && Messages.visible(room, reference.path("message_id").asText()) == null
                && reference.path("fail_if_not_exists").asBoolean(true)) {
            access.forbid(
                    "unknown_message",
                    "a reply to " + reference.path("message_id").asText(),
                    ApiError.invalidForm("MESSAGE_REFERENCE_UNKNOWN_MESSAGE"));
        }
        Post post = messages.write(what, Messages.Draft.of(room, world.bot()), body, request.files());
        if (body.hasNonNull("nonce")) {
            nonces.put(room.id() + "/" + body.path("nonce").asText(), post);
        }
        return post.json();
    }

    /** The message that was sent with this nonce shortly before. */
    private @Nullable Post sent(Room room, JsonNode body) {
        if (!body.path("enforce_nonce").asBoolean() || !body.hasNonNull("nonce")) {
            return null;
        }
        Post post = nonces.get(room.id() + "/" + body.path("nonce").asText());
        boolean old = post != null
                && Duration.between(Ids.time(post.id()), Instant.now()).compareTo(settings.nonceLife) > 0;
        return old ? null : post;
    }

    private JsonNode list(Request request) {
        Room room = access.room(request.id(0), Permissions.READ_HISTORY, "message.list");
        List<Post> all = new ArrayList<>(room.posts().values().stream()
                .filter(post -> post.reader().isEmpty())
                .toList());
        String before = request.query("before");
        String after = request.query("after");
        all.removeIf(post -> !before.isEmpty() && Long.parseLong(post.id()) >= Long.parseLong(before));
        all.removeIf(post -> !after.isEmpty() && Long.parseLong(post.id()) <= Long.parseLong(after));
        int limit = request.query("limit").isEmpty() ? 50 : Integer.parseInt(request.query("limit"));
        if (after.isEmpty()) {
            Collections.reverse(all);
        }
        List<Post> page = new ArrayList<>(all.subList(0, Math.min(limit, all.size())));
        if (!after.isEmpty()) {
            Collections.reverse(page);
        }
        ArrayNode answer = Json.array();
        page.forEach(post -> answer.add(readable(room, post)));
        return answer;
    }

    private ObjectNode readable(Room room, Post post) {
        boolean always = settings.messageContent
                || room.kind() == Room.Kind.DIRECT
                || post.author().equals(World.BOT)
                || post.pings().contains(World.BOT);
        ObjectNode json = always ? post.json() : Events.withhold(post.json());
        // Discord tells the nonce to whoever sends and listens, and keeps it no longer.
        json.remove("nonce");
        return json;
    }

    private JsonNode get(Request request) {
        Room room = access.room(request.id(0), Permissions.READ_HISTORY, "message.get");
        return readable(room, access.post(room, request.id(1), "message.get"));
    }

    private JsonNode edit(Request request) {
        Room room = access.room(request.id(0), 0, "message.edit");
        Post post = access.post(room, request.id(1), "message.edit");
        if (!post.author().equals(World.BOT)) {
            access.forbid(
                    "foreign_message",
                    post.toString(),
                    new ApiError(403, 50005, "Cannot edit a message authored by another user"));
        }
        return messages.edit("message.edit", room, post, request.body(), request.files())
                .json();
    }

    private @Nullable JsonNode delete(Request request) {
        Room room = access.room(request.id(0), 0, "message.delete");
        Post post = access.post(room, request.id(1), "message.delete");
        if (!post.author().equals(World.BOT)) {
            access.room(room.id(), Permissions.MANAGE_MESSAGES, "message.delete");
        }
        messages.delete(room, post);
        return null;
    }

    private @Nullable JsonNode deleteMany(Request request) {
        Room room = access.room(request.id(0), Permissions.MANAGE_MESSAGES, "message.bulk_delete");
        for (JsonNode id : request.body().path("messages")) {
            Post post = Messages.visible(room, id.asText());
            if (post != null) {
                messages.delete(room, post);
            }
        }
        return null;
    }

    private @Nullable JsonNode typing(Request request) {
        access.room(request.id(0), 0, "typing");
        return null;
    }

    private @Nullable JsonNode react(Request request) {
        Room room = access.room(request.id(0), Permissions.READ_HISTORY, "reaction.add");
        Post post = access.post(room, request.id(1), "reaction.add");
        String emoji = request.id(2);
        if (post.reactions(emoji) == 0) {
            access.room(room.id(), Permissions.ADD_REACTIONS, "reaction.add");
        }
        react(post, emoji, World.BOT, true);
        events.reaction("MESSAGE_REACTION_ADD", room, post, World.BOT, emoji);
        return null;
    }

    private @Nullable JsonNode unreact(Request request) {
        Room room = access.room(request.id(0), Permissions.READ_HISTORY, "reaction.remove");
        Post post = access.post(room, request.id(1), "reaction.remove");
        String user = request.id(3).equals("@me") ? World.BOT : request.id(3);
        if (!user.equals(World.BOT)) {
            access.room(room.id(), Permissions.MANAGE_MESSAGES, "reaction.remove");
        }
        react(post, request.id(2), user, false);
        events.reaction("MESSAGE_REACTION_REMOVE", room, post, user, request.id(2));
        return null;
    }

    /** Puts an emoji under a message or takes it away. */
    static void react(Post post, String emoji, String user, boolean add) {
        post.change(json -> {
            ArrayNode reactions = json.withArray("reactions");
            ObjectNode there = null;
            for (JsonNode reaction : reactions) {
                if (reaction.path("emoji").path("name").asText().equals(emoji)) {
                    there = (ObjectNode) reaction;
                }
            }
            if (there == null) {
                there = reactions.addObject().put("count", 0).put("me", false);
                there.putObject("emoji").put("name", emoji).putNull("id");
            }
            there.put("count", Math.max(0, there.path("count").asInt() + (add ? 1 : -1)));
            if (user.equals(World.BOT)) {
                there.put("me", add);
            }
        });
    }
}
