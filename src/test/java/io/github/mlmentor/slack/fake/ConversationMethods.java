package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Channels, their members and what was said in them. */
final class ConversationMethods {
    private final World world;
    private final Access access;
    private final Events events;

    ConversationMethods(World world, Access access, Events events) {
        this.world = world;
        this.access = access;
        this.events = events;
    }

    Map<String, Method> methods() {
        return Map.of(
                "conversations.list", this::list,
                "users.conversations", this::mine,
                "conversations.info", this::info,
                "conversations.history", this::history,
                "conversations.replies", this::replies,
                "conversations.open", this::open,
                "conversations.members", this::members,
                "conversations.join", this::join);
    }

    private ObjectNode list(Team team, Arguments arguments) {
        return list(team, arguments, false);
    }

    /** Those that the bot is in. */
    private ObjectNode mine(Team team, Arguments arguments) {
        return list(team, arguments, true);
    }

    private ObjectNode list(Team team, Arguments arguments, boolean joined) {
        List<String> types = List.of((arguments.has("types") ? arguments.text("types") : "public_channel").split(","));
        for (String type : types) {
            String scope = kind(type.strip()).scope() + ":read";
            if (!team.scopes().contains(scope)) {
                throw ApiError.missingScope(scope, String.join(",", team.scopes()));
            }
        }
        List<Room> rooms = world.rooms().stream()
                .filter(room -> room.team().equals(team.id()))
                .filter(room -> types.stream().anyMatch(type -> room.kind() == kind(type.strip())))
                .filter(room -> (room.kind() == Room.Kind.CHANNEL && !joined)
                        || room.members().contains(team.botUser()))
                .toList();
        return page(arguments, 100, "channels", rooms, room -> room.json(team.botUser()));
    }

    private static Room.Kind kind(String type) {
        return switch (type) {
            case "public_channel" -> Room.Kind.CHANNEL;
            case "private_channel" -> Room.Kind.GROUP;
            case "im" -> Room.Kind.IM;
            case "mpim" -> Room.Kind.MPIM;
            default -> throw new ApiError("invalid_types");
        };
    }

    private ObjectNode info(Team team, Arguments arguments) {
        ObjectNode answer = Json.object();
        answer.set("channel", access.visible(team, arguments.text("channel")).json(team.botUser()));
        return answer;
    }

    private ObjectNode members(Team team, Arguments arguments) {
        Room room = access.visible(team, arguments.text("channel"));
        return page(arguments, 100, "members", List.copyOf(room.members()), Json::of);
    }

    private ObjectNode join(Team team, Arguments arguments) {
        Room room = access.visible(team, arguments.text("channel"));
        if (room.kind() != Room.Kind.CHANNEL) {
            throw new ApiError("method_not_supported_for_channel_type");
        }
        boolean there = room.members().contains(team.botUser());
        if (!there) {
            events.joined(room, team.botUser(), "");
        }
        ObjectNode answer = Json.object();
        answer.set("channel", room.json(team.botUser()));
        return there ? answer.put("warning", "already_in_channel") : answer;
    }

    private ObjectNode open(Team team, Arguments arguments) {
        String users = arguments.text("users");
        ObjectNode answer = Json.object();
        if (arguments.has("channel")) {
            answer.set(
                    "channel", access.visible(team, arguments.text("channel")).json(team.botUser()));
            return answer;
        }
        if (users.isEmpty()) {
            throw new ApiError("users_list_not_supplied");
        }
        if (users.contains(",") || world.findPerson(users) == null) {
            throw new ApiError(users.contains(",") ? "method_not_supported_for_channel_type" : "user_not_found");
        }
        Room room = world.direct(users);
        if (arguments.flag("return_im")) {
            answer.set("channel", room.json(team.botUser()));
        } else {
            answer.putObject("channel").put("id", room.id());
        }
        return answer;
    }

    private ObjectNode history(Team team, Arguments arguments) {
        Room room = access.joined(team, arguments.text("channel"));
        List<Post> posts = room.posts().values().stream()
                .filter(Post::inChannel)
                .filter(post -> within(post, arguments))
                .sorted(Comparator.comparing(Post::ts).reversed())
                .toList();
        return page(arguments, 100, "messages", posts, post -> told(room, post, arguments));
    }

    private ObjectNode replies(Team team, Arguments arguments) {
        Room room = access.joined(team, arguments.text("channel"));
        Post asked = room.post(arguments.text("ts"));
        if (asked == null) {
            throw new ApiError("thread_not_found");
        }
        // The first message is part of every answer, whatever the bounds; asked about a reply, Slack gives only that.
        Stream<Post> thread = asked.isReply()
                ? Stream.of(asked)
                : room.thread(asked.ts()).stream().filter(post -> !post.isReply() || within(post, arguments));
        return page(arguments, 1000, "messages", thread.toList(), post -> told(room, post, arguments));
    }

    private static boolean within(Post post, Arguments arguments) {
        boolean inclusive = arguments.flag("inclusive");
        int after = arguments.has("oldest") ? compare(post.ts(), arguments.text("oldest")) : 1;
        int before = arguments.has("latest") ? -compare(post.ts(), arguments.text("latest")) : 1;
        return (after > 0 || (inclusive && after == 0)) && (before > 0 || (inclusive && before == 0));
    }

    private static int compare(String ts, String bound) {
        return new java.math.BigDecimal(ts).compareTo(new java.math.BigDecimal(bound));
    }

    private static ObjectNode told(Room room, Post post, Arguments arguments) {
        ObjectNode json = post.json();
        if (!arguments.flag("include_all_metadata")) {
            json.remove("metadata");
        }
        List<Post> replies =
                room.thread(post.ts()).stream().filter(Post::isReply).toList();
        if (!replies.isEmpty()) {
            json.put("thread_ts", post.ts())
                    .put("reply_count", replies.size())
                    .put("latest_reply", replies.get(replies.size() - 1).ts());
            json.set(
                    "reply_users",
                    Json.array(replies.stream().map(Post::user).distinct().toList()));
        }
        return json;
    }

    private static <T> ObjectNode page(
            Arguments arguments,
            int usual,
            String name,
            List<T> all,
            Function<T, com.fasterxml.jackson.databind.JsonNode> json) {
        int from = arguments.has("cursor")
                ? Integer.parseInt(arguments.text("cursor").replaceFirst("^next:", ""))
                : 0;
        int to = Math.min(all.size(), from + Math.min(1000, arguments.number("limit", usual)));
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray(name);
        all.subList(Math.min(from, all.size()), to).forEach(item -> items.add(json.apply(item)));
        answer.put("has_more", to < all.size());
        answer.putObject("response_metadata").put("next_cursor", to < all.size() ? "next:" + to : "");
        return answer;
    }
}
