package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes messages and changes them. */
final class Messages {
    private static final List<String> LISTS = List.of("embeds", "components", "attachments");

    private final World world;
    private final Ids ids;
    private final MessageRules rules;
    private final Events events;

    Messages(World world, Ids ids, Journal journal, Events events) {
        this.world = world;
        this.ids = ids;
        this.rules = new MessageRules(journal);
        this.events = events;
    }

    /**
     * A message that is to be written.
     *
     * @param type Discord's number, such as 19 for a reply
     * @param reader who alone will see it, or empty
     * @param extra fields that the app cannot choose
     */
    record Draft(Room room, Person author, int type, String reader, ObjectNode extra) {
        static Draft of(Room room, Person author) {
            return new Draft(room, author, 0, "", Json.object());
        }
    }

    String newId() {
        return ids.next();
    }

    /** Writes what the app sent, if the rules allow it. */
    Post write(String where, Draft draft, JsonNode body, List<Request.Upload> files) {
        ObjectNode json = blank(draft);
        int allowed = Post.COMPONENTS_V2 | 1 << 2 | 1 << 12 | (draft.reader().isEmpty() ? 0 : Post.EPHEMERAL);
        json.put(
                "flags",
                (body.path("flags").asInt() & allowed) | (draft.reader().isEmpty() ? 0 : Post.EPHEMERAL));
        apply(json, body, draft.room(), files);
        rules.check(where, body, json, null);
        return keep(draft, json);
    }

    /** Writes without asking for rules, as people do. */
    Post put(Draft draft, ObjectNode content) {
        ObjectNode json = blank(draft);
        apply(json, content, draft.room(), List.of());
        return keep(draft, json);
    }

    /** The bot is thinking. */
    Post thinking(Draft draft) {
        ObjectNode json = blank(draft);
        json.put("flags", Post.LOADING | (draft.reader().isEmpty() ? 0 : Post.EPHEMERAL));
        return keep(draft, json);
    }

    private Post keep(Draft draft, ObjectNode json) {
        Post post = new Post(json, draft.author().id(), draft.reader());
        draft.room().posts().put(post.id(), post);
        if (draft.room().archived()) {
            draft.room().archive(false);
            events.changed(draft.room());
        }
        events.created(draft.room(), post);
        return post;
    }

    private ObjectNode blank(Draft draft) {
        // The message that opens a post in a forum has the post's own id.
        boolean opens = draft.room().posts().isEmpty()
                && draft.room().kind() == Room.Kind.THREAD
                && world.room(draft.room().parent()).kind() == Room.Kind.FORUM;
        String id = opens ? draft.room().id() : ids.next();
        ObjectNode json = Json.object()
                .put("id", id)
                .put("channel_id", draft.room().id())
                .put("type", draft.type())
                .put("content", "")
                .put("timestamp", Ids.time(id).toString())
                .put("tts", false)
                .put("pinned", false)
                .put("flags", 0)
                .put("mention_everyone", false)
                .putNull("edited_timestamp");
        json.set("author", draft.author().json());
        LISTS.forEach(json::putArray);
        json.putArray("mentions");
        json.putArray("mention_roles");
        json.setAll(draft.extra());
        return json;
    }

    /** Changes a message of the bot, if the rules allow it. */
    Post edit(String where, Room room, Post post, JsonNode body, List<Request.Upload> files) {
        ObjectNode after = post.json();
        int kept = after.path("flags").asInt() & ~(Post.LOADING | 1 << 2);
        int asked = body.path("flags").asInt() & (Post.COMPONENTS_V2 | 1 << 2);
        after.put("flags", kept | asked);
        apply(after, body, room, files);
        if (!post.loading()) {
            after.put("edited_timestamp", Instant.now().toString());
        }
        rules.check(where, body, after, post.loading() ? null : post);
        post.change(json -> json.removeAll().setAll(after));
        events.updated(room, post);
        return post;
    }

    /** Somebody writes something else instead. */
    void reword(Room room, Post post, String text) {
        ObjectNode after = post.json().put("edited_timestamp", Instant.now().toString());
        apply(after, Json.object().put("content", text), room, List.of());
        post.change(json -> json.removeAll().setAll(after));
        events.updated(room, post);
    }

    /** Takes a message away. */
    void delete(Room room, Post post) {
        room.posts().remove(post.id());
        events.deleted(room, post);
    }

    private void apply(ObjectNode json, JsonNode body, Room room, List<Request.Upload> files) {
        if (body.has("content")) {
            json.put("content", body.path("content").asText(""));
        }
        if (body.hasNonNull("nonce")) {
            json.set("nonce", body.path("nonce"));
        }
        for (String list : List.of("embeds", "components")) {
            if (body.has(list)) {
                ArrayNode items = json.putArray(list);
                body.path(list).forEach(items::add);
            }
        }
        for (JsonNode embed : json.path("embeds")) {
            ((ObjectNode) embed).put("type", "rich");
        }
        number(json.path("components"));
        attach(json, body, files);
        boolean mayPingAll = !json.path("author").path("bot").asBoolean();
        MessageRules.Pings pings = MessageRules.pings(body, mayPingAll);
        if (body.has("content") || body.has("components")) {
            json.put("mention_everyone", pings.everyone());
            ArrayNode mentions = json.putArray("mentions");
            for (String user : pings.users()) {
                Person person = world.findPerson(user);
                if (person != null) {
                    mentions.add(mentioned(room, person));
                }
            }
            json.set("mention_roles", Json.array(pings.roles()));
        }
        reply(json, body, room);
    }

    private ObjectNode mentioned(Room room, Person person) {
        ObjectNode user = person.json();
        if (!room.guild().isEmpty()) {
            user.set("member", world.guild(room.guild()).memberJson(person.id()));
        }
        return user;
    }

    private void reply(ObjectNode json, JsonNode body, Room room) {
        String to = body.path("message_reference").path("message_id").asText("");
        if (to.isEmpty()) {
            return;
        }
        json.put("type", 19);
        json.putObject("message_reference")
                .put("type", 0)
                .put("message_id", to)
                .put("channel_id", room.id())
                .put("guild_id", room.guild().isEmpty() ? null : room.guild());
        Post original = room.post(to);
        json.set("referenced_message", original == null ? null : original.json());
        boolean pings = body.path("allowed_mentions").path("replied_user").asBoolean(true);
        if (original != null
                && pings
                && Json.stream(json.path("mentions"))
                        .noneMatch(user -> user.path("id").asText().equals(original.author()))) {
            ((ArrayNode) json.path("mentions")).add(mentioned(room, world.person(original.author())));
        }
    }

    /** A thread under a message begins with a message without words that points at it. */
    void pointTo(Post origin, Room thread, String owner) {
        ObjectNode extra = Json.object();
        extra.putObject("message_reference")
                .put("type", 0)
                .put("message_id", origin.id())
                .put("channel_id", origin.channel())
                .put("guild_id", thread.guild());
        extra.set("referenced_message", origin.json());
        put(new Draft(thread, world.person(owner), Post.THREAD_STARTER, "", extra), Json.object());
    }

    private void attach(ObjectNode json, JsonNode body, List<Request.Upload> files) {
        if (!body.has("attachments") && files.isEmpty()) {
            return;
        }
        ArrayNode before = json.withArray("attachments").deepCopy();
        ArrayNode after = json.putArray("attachments");
        for (JsonNode old : before) {
            if (Json.stream(body.path("attachments"))
                    .anyMatch(kept ->
                            kept.path("id").asText().equals(old.path("id").asText()))) {
                after.add(old);
            }
        }
        for (Request.Upload file : files) {
            String url = "https://cdn.example.test/" + file.name();
            String id = ids.next();
            world.keepFile(id, file.content());
            after.addObject()
                    .put("id", id)
                    .put("filename", file.name())
                    .put("size", file.content().length())
                    .put("url", url)
                    .put("proxy_url", url);
        }
    }

    /** Gives every component the number that Discord gives it. */
    private static void number(JsonNode components) {
        int next = 1;
        for (JsonNode component : ComponentRules.all(components)) {
            if (component.path("id").asInt() <= 0) {
                ((ObjectNode) component).put("id", next);
            }
            next++;
        }
    }

    /** The interaction that a message answers, as the message tells of it. */
    static ObjectNode answering(Interaction interaction) {
        ObjectNode extra = Json.object().put("webhook_id", World.BOT).put("application_id", World.BOT);
        ObjectNode about = extra.putObject("interaction_metadata")
                .put("id", interaction.id())
                .put("type", interaction.kind().number);
        about.set("user", interaction.person().json());
        about.putObject("authorizing_integration_owners");
        return extra;
    }

    /** The message with this id, if everybody there sees it. */
    @Nullable
    static Post visible(Room room, String message) {
        Post post = room.post(message);
        return post == null || !post.reader().isEmpty() ? null : post;
    }
}
