package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Messages that grow while they are read. */
final class StreamMethods {
    private final Settings settings;
    private final World world;
    private final Access access;
    private final Content content;
    private final Events events;
    private final Journal journal;

    StreamMethods(Settings settings, World world, Access access, Content content, Events events, Journal journal) {
        this.settings = settings;
        this.world = world;
        this.access = access;
        this.content = content;
        this.events = events;
        this.journal = journal;
    }

    Map<String, Method> methods() {
        return Map.of(
                "chat.startStream", this::start,
                "chat.appendStream", this::append,
                "chat.stopStream", this::stop);
    }

    private ObjectNode start(Team team, Arguments arguments) {
        if (!settings.assistantAllowed) {
            throw new ApiError("not_allowed");
        }
        Room room = access.joined(team, arguments.text("channel"));
        content.markdown("chat.startStream", arguments);
        if (!arguments.has("thread_ts")) {
            throw refused(
                    "invalid_arguments", "stream_needs_thread", List.of("[ERROR] missing required field: thread_ts"));
        }
        if (room.kind() != Room.Kind.IM) {
            for (String recipient : List.of("recipient_user_id", "recipient_team_id")) {
                if (!arguments.has(recipient)) {
                    throw refused("missing_" + recipient, "missing_recipient", List.of());
                }
            }
        }
        ObjectNode message = ChatMethods.own(team, room);
        ChatMethods.thread(room, message, arguments.text("thread_ts"));
        message.put("text", arguments.text("markdown_text")).put("markdown_text", arguments.text("markdown_text"));
        Post post = world.put(room, message);
        post.streaming(true);
        events.posted(room, post);
        return Json.object().put("channel", room.id()).put("ts", post.ts());
    }

    private ObjectNode append(Team team, Arguments arguments) {
        Room room = access.joined(team, arguments.text("channel"));
        Post post = streaming(team, room, arguments);
        if (!arguments.has("markdown_text") && !arguments.has("chunks")) {
            throw new ApiError("no_text");
        }
        grow(post, arguments);
        return Json.object().put("channel", room.id()).put("ts", post.ts());
    }

    private ObjectNode stop(Team team, Arguments arguments) {
        Room room = access.joined(team, arguments.text("channel"));
        Post post = streaming(team, room, arguments);
        ObjectNode before = post.json();
        List<String> problems = arguments.has("blocks") ? BlockRules.ofMessage(arguments.tree("blocks")) : List.of();
        if (!problems.isEmpty()) {
            throw refused("invalid_blocks", "invalid_blocks", problems);
        }
        grow(post, arguments);
        if (arguments.has("blocks")) {
            post.change(json -> json.set("blocks", arguments.tree("blocks").deepCopy()));
        }
        if (arguments.tree("metadata").isObject()) {
            post.change(json -> json.set("metadata", arguments.tree("metadata").deepCopy()));
        }
        post.streaming(false);
        post.remember();
        if (events.echoes()) {
            events.changed(room, before, post);
        }
        ObjectNode answer = Json.object().put("channel", room.id()).put("ts", post.ts());
        answer.set("message", post.json());
        return answer;
    }

    private Post streaming(Team team, Room room, Arguments arguments) {
        Post post = access.own(team, room, arguments.text("ts"), "message_not_owned_by_app");
        if (!post.streaming()) {
            throw refused("message_not_in_streaming_state", "message_not_in_streaming_state", List.of());
        }
        content.markdown("chat.appendStream", arguments);
        return post;
    }

    private static void grow(Post post, Arguments arguments) {
        post.change(json -> {
            String all = json.path("markdown_text").asText() + arguments.text("markdown_text");
            json.put("markdown_text", all).put("text", all);
        });
        post.remember();
    }

    private ApiError refused(String error, String rule, List<String> messages) {
        journal.violation(rule, "answered " + error);
        return new ApiError(error, messages);
    }
}
