package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Writing, changing and deleting messages. */
final class ChatMethods implements Triggers.Poster {
    private final World world;
    private final Access access;
    private final Content content;
    private final Events events;
    private final String url;

    ChatMethods(World world, Access access, Content content, Events events, String url) {
        this.world = world;
        this.access = access;
        this.content = content;
        this.events = events;
        this.url = url;
    }

    Map<String, Method> methods() {
        return Map.of(
                "chat.postMessage", this::post,
                "chat.postEphemeral", this::whisper,
                "chat.update", this::update,
                "chat.delete", this::delete,
                "chat.getPermalink", this::permalink,
                "reactions.add", this::react);
    }

    private ObjectNode post(Team team, Arguments arguments) {
        Room room = access.joined(team, arguments.text("channel"));
        content.check("chat.postMessage", arguments);
        Post post = add(team, room, arguments.values(), arguments.text("thread_ts"));
        if (arguments.flag("reply_broadcast")) {
            post.change(json -> json.put("subtype", "thread_broadcast"));
        }
        events.posted(room, post);
        return answer(room, post);
    }

    private Post add(Team team, Room room, JsonNode values, String thread) {
        ObjectNode message = own(team, room);
        content.fill(message, values);
        thread(room, message, thread);
        return world.put(room, message);
    }

    /** An empty message of the bot. */
    static ObjectNode own(Team team, Room room) {
        ObjectNode message = Json.object()
                .put("type", "message")
                .put("user", team.botUser())
                .put("bot_id", team.botId())
                .put("app_id", World.APP_ID)
                .put("team", room.team());
        message.putObject("bot_profile")
                .put("id", team.botId())
                .put("app_id", World.APP_ID)
                .put("name", "mentor")
                .put("team_id", team.id());
        return message;
    }

    /** Puts a message into a thread that exists. */
    static void thread(Room room, ObjectNode message, String thread) {
        if (!thread.isEmpty()) {
            Post parent = room.post(thread);
            if (parent == null) {
                throw new ApiError("thread_not_found");
            }
            message.put("thread_ts", parent.thread()).put("parent_user_id", parent.user());
        }
    }

    private static ObjectNode answer(Room room, Post post) {
        ObjectNode answer = Json.object().put("channel", room.id()).put("ts", post.ts());
        answer.set("message", post.json());
        return answer;
    }

    private ObjectNode whisper(Team team, Arguments arguments) {
        Room room = access.joined(team, arguments.text("channel"));
        String user = arguments.required("user");
        if (!room.members().contains(user)) {
            throw new ApiError("user_not_in_channel");
        }
        content.check("chat.postEphemeral", arguments);
        ObjectNode message = Json.object();
        content.fill(message, arguments.values());
        Ephemeral ephemeral = world.whisper(room.id(), user, arguments.text("thread_ts"), message);
        return Json.object().put("message_ts", ephemeral.ts());
    }

    private ObjectNode update(Team team, Arguments arguments) {
        Room room = access.joined(team, arguments.text("channel"));
        Post post = access.own(team, room, arguments.text("ts"), "cant_update_message");
        if (post.streaming()) {
            throw new ApiError("streaming_state_conflict");
        }
        content.check("chat.update", arguments);
        change(room, post, arguments.values());
        return answer(room, post).put("text", post.json().path("text").asText());
    }

    private ObjectNode delete(Team team, Arguments arguments) {
        Room room = access.joined(team, arguments.text("channel"));
        Post post = access.own(team, room, arguments.text("ts"), "cant_delete_message");
        delete(room, post);
        return Json.object().put("channel", room.id()).put("ts", post.ts());
    }

    private ObjectNode permalink(Team team, Arguments arguments) {
        Room room = access.visible(team, arguments.text("channel"));
        Post post = room.post(arguments.text("message_ts"));
        if (post == null) {
            throw new ApiError("message_not_found");
        }
        String link = url + "archives/" + room.id() + "/p" + post.ts().replace(".", "");
        return Json.object()
                .put("channel", room.id())
                .put("permalink", post.isReply() ? link + "?thread_ts=" + post.thread() + "&cid=" + room.id() : link);
    }

    private ObjectNode react(Team team, Arguments arguments) {
        Room room = access.joined(team, arguments.text("channel"));
        Post post = room.post(arguments.text("timestamp"));
        if (post == null) {
            throw new ApiError("message_not_found");
        }
        Reactions.add(post, team.botUser(), arguments.required("name"));
        return Json.object();
    }

    @Override
    public void post(Room room, ObjectNode body, String thread) {
        events.posted(room, add(world.team(room.team()), room, body, thread));
    }

    @Override
    public void change(Room room, Post post, ObjectNode body) {
        ObjectNode before = post.json();
        post.change(json -> {
            content.fill(json, body);
            json.putObject("edited").put("user", post.user()).put("ts", post.ts());
        });
        post.remember();
        if (post.isReply()) {
            world.status(room.id(), post.thread(), "");
        }
        if (post.user().equals(world.team(room.team()).botUser())) {
            echoChange(room, before, post);
        }
    }

    private void echoChange(Room room, ObjectNode before, Post post) {
        if (events.echoes()) {
            events.changed(room, before, post);
        }
    }

    @Override
    public void delete(Room room, Post post) {
        world.remove(room, post);
        if (events.echoes()) {
            events.deleted(room, post.json());
        }
    }
}
