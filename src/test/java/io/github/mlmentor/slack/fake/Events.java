package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happens in the workspaces, told to the app as the Events API does. */
final class Events {
    private static final Pattern USER = Pattern.compile("<@([A-Z0-9]+)>");

    private final Settings settings;
    private final World world;
    private final Ids ids;
    private final Postman postman;

    Events(Settings settings, World world, Ids ids, Postman postman) {
        this.settings = settings;
        this.world = world;
        this.ids = ids;
        this.postman = postman;
    }

    /** Sends any event with everything around it. */
    Delivery emit(Team team, ObjectNode event, boolean shared, Duration after) {
        if (!event.has("event_ts")) {
            event.put("event_ts", ids.ts());
        }
        ObjectNode payload = Json.object()
                .put("token", "deprecated")
                .put("team_id", team.id())
                .put("context_team_id", team.id())
                .put("context_enterprise_id", team.enterprise())
                .put("api_app_id", World.APP_ID);
        if (team.enterprise() != null) {
            payload.put("enterprise_id", team.enterprise());
        }
        payload.set("event", event);
        payload.put("type", "event_callback")
                .put("event_id", ids.next("Ev"))
                .put("event_time", Instant.now().getEpochSecond())
                .put("is_ext_shared_channel", shared)
                .put("event_context", ids.next("4-"));
        payload.putArray("authorizations")
                .addObject()
                .put("enterprise_id", team.enterprise())
                .put("team_id", team.orgWide() ? null : team.id())
                .put("user_id", team.botUser())
                .put("is_bot", true)
                .put("is_enterprise_install", team.orgWide());
        return postman.deliver(new Delivery(Delivery.Kind.EVENTS_API, payload), after);
    }

    /** Says it, and tells the app if it is there and listens. */
    Sent say(Said said) {
        Room room = world.room(said.channel());
        Team team = world.team(room.team());
        ObjectNode message = Json.object().put("type", "message");
        if (!said.user().isEmpty()) {
            Person person = world.findPerson(said.user());
            message.put("user", said.user());
            if (person != null && !person.team().equals(room.team())) {
                message.put("user_team", person.team()).put("source_team", person.team());
                message.putObject("user_profile")
                        .put("name", person.name())
                        .put("real_name", person.name())
                        .put("team", person.team());
            }
        }
        message.put("text", said.text()).put("team", room.team());
        message.set("blocks", richText(said.text()));
        if (!said.fields().has("bot_id")) {
            message.put("client_msg_id", java.util.UUID.randomUUID().toString());
        }
        if (!said.thread().isEmpty()) {
            message.put("thread_ts", said.thread());
            Post parent = room.post(said.thread());
            if (parent != null) {
                message.put("parent_user_id", parent.user());
            }
        }
        message.setAll(said.fields());
        Post post = world.put(room, message);
        boolean mention = said.text().contains(team.mention()) && room.kind() != Room.Kind.IM;
        return new Sent(room, post, tell(room, team, post, mention));
    }

    private List<Delivery> tell(Room room, Team team, Post post, boolean mention) {
        List<Delivery> deliveries = new ArrayList<>();
        Settings.Pairing pairing = mention ? settings.pairing : Settings.Pairing.MESSAGE_ONLY;
        boolean mentionFirst = pairing == Settings.Pairing.MENTION_THEN_MESSAGE;
        if (pairing != Settings.Pairing.MENTION_ONLY) {
            told(room, team, post, false, mentionFirst ? settings.pairGap : Duration.ZERO, deliveries);
        }
        if (pairing != Settings.Pairing.MESSAGE_ONLY) {
            boolean second = pairing == Settings.Pairing.MESSAGE_THEN_MENTION;
            told(room, team, post, true, second ? settings.pairGap : Duration.ZERO, deliveries);
        }
        if (mentionFirst) {
            java.util.Collections.reverse(deliveries);
        }
        return deliveries;
    }

    private void told(Room room, Team team, Post post, boolean mention, Duration after, List<Delivery> deliveries) {
        ObjectNode event = post.json().put("channel", room.id()).put("event_ts", post.ts());
        event.remove("metadata");
        if (mention) {
            event.put("type", "app_mention");
        } else {
            event.put("channel_type", type(room));
        }
        boolean there = room.members().contains(team.botUser());
        if (there
                && subscribed(mention ? "app_mention" : "message." + room.kind().scope())) {
            deliveries.add(emit(team, event, room.shared(), after));
        }
    }

    /** Whether what the bot does comes back. */
    boolean echoes() {
        return settings.echo;
    }

    /** Tells of a message of the bot's own, if that is wanted. */
    void posted(Room room, Post post) {
        if (settings.echo) {
            told(room, world.team(room.team()), post, false, Duration.ZERO, new ArrayList<>());
        }
    }

    /** Tells that a message reads differently now. */
    List<Delivery> changed(Room room, ObjectNode before, Post post) {
        ObjectNode event = around(room, "message_changed");
        event.set("message", post.json());
        event.set("previous_message", before);
        List<Delivery> deliveries = aboutMessages(room, event);
        Team team = world.team(room.team());
        boolean addressedNow = post.json().path("text").asText().contains(team.mention())
                && !before.path("text").asText().contains(team.mention());
        if (addressedNow && room.kind() != Room.Kind.IM) {
            told(room, team, post, true, Duration.ZERO, deliveries);
        }
        return deliveries;
    }

    /** Tells that a message is gone. */
    List<Delivery> deleted(Room room, ObjectNode before) {
        ObjectNode event = around(room, "message_deleted");
        event.put("deleted_ts", before.path("ts").asText());
        event.set("previous_message", before);
        return aboutMessages(room, event);
    }

    private ObjectNode around(Room room, String subtype) {
        String ts = ids.ts();
        return Json.object()
                .put("type", "message")
                .put("subtype", subtype)
                .put("hidden", true)
                .put("channel", room.id())
                .put("channel_type", type(room))
                .put("ts", ts)
                .put("event_ts", ts);
    }

    private List<Delivery> aboutMessages(Room room, ObjectNode event) {
        Team team = world.team(room.team());
        List<Delivery> deliveries = new ArrayList<>();
        if (room.members().contains(team.botUser())
                && subscribed("message." + room.kind().scope())) {
            deliveries.add(emit(team, event, room.shared(), Duration.ZERO));
        }
        return deliveries;
    }

    /** Somebody, perhaps the bot, comes into the channel. */
    List<Delivery> joined(Room room, String user, String inviter) {
        Team team = world.team(room.team());
        room.members().add(user);
        List<Delivery> deliveries = new ArrayList<>();
        if (subscribed("member_joined_channel")) {
            ObjectNode event = Json.object()
                    .put("type", "member_joined_channel")
                    .put("user", user)
                    .put("channel", room.id())
                    .put("channel_type", room.kind() == Room.Kind.CHANNEL ? "C" : "G")
                    .put("team", team.id())
                    .put("inviter", inviter);
            deliveries.add(emit(team, event, room.shared(), Duration.ZERO));
        }
        String text = "<@" + user + "> has joined the channel";
        deliveries.addAll(say(Said.in(room.id(), user, text)
                        .with("subtype", "channel_join")
                        .with("inviter", inviter))
                .deliveries());
        return deliveries;
    }

    /** An event that is about no message. */
    List<Delivery> simple(Team team, String type, Map<String, Object> fields, Room... about) {
        ObjectNode event = Json.object().put("type", type);
        fields.forEach((name, value) -> event.set(name, Json.of(value)));
        boolean shared = about.length > 0 && about[0].shared();
        boolean absent = about.length > 0 && !about[0].members().contains(team.botUser());
        return subscribed(type) && !absent ? List.of(emit(team, event, shared, Duration.ZERO)) : List.of();
    }

    private boolean subscribed(String event) {
        Set<String> wanted = settings.subscriptions;
        return wanted.contains("*") || wanted.contains(event);
    }

    private static String type(Room room) {
        return room.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** What Slack's own clients send along with the text. */
    private static ArrayNode richText(String text) {
        ArrayNode blocks = Json.array();
        ArrayNode parts = blocks.addObject()
                .put("type", "rich_text")
                .put("block_id", "rich")
                .putArray("elements")
                .addObject()
                .put("type", "rich_text_section")
                .putArray("elements");
        Matcher user = USER.matcher(text);
        int from = 0;
        while (user.find()) {
            words(parts, text.substring(from, user.start()));
            parts.addObject().put("type", "user").put("user_id", user.group(1));
            from = user.end();
        }
        words(parts, text.substring(from));
        return blocks;
    }

    private static void words(ArrayNode parts, String text) {
        if (!text.isEmpty()) {
            parts.addObject().put("type", "text").put("text", text);
        }
    }
}
