package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that happens in a workspace besides people writing. */
public final class Happenings {
    private final World world;
    private final Tokens tokens;
    private final Events events;
    private final Views views;
    private final Ids ids;

    Happenings(World world, Tokens tokens, Events events, Views views, Ids ids) {
        this.world = world;
        this.tokens = tokens;
        this.events = events;
        this.views = views;
        this.ids = ids;
    }

    /** Opens the bot's Home tab. */
    public List<Delivery> homeOpened(String user) {
        Map<String, Object> fields = new java.util.HashMap<>(
                Map.of("user", user, "channel", world.direct(user).id(), "tab", "home"));
        ObjectNode home = views.home(user);
        if (home != null) {
            fields.put("view", home);
        }
        return events.simple(team(user), "app_home_opened", fields);
    }

    /** Puts an emoji under a message. */
    public List<Delivery> reaction(String channel, String user, String ts, String name) {
        Room room = world.room(channel);
        Post post = post(room, ts);
        Reactions.add(post, user, name);
        return events.simple(
                world.team(room.team()),
                "reaction_added",
                Map.of(
                        "user",
                        user,
                        "reaction",
                        name,
                        "item_user",
                        post.user(),
                        "item",
                        Map.of("type", "message", "channel", channel, "ts", ts)),
                room);
    }

    /** Somebody changes what they wrote. */
    public List<Delivery> edit(String channel, String ts, String text) {
        Room room = world.room(channel);
        Post post = post(room, ts);
        ObjectNode before = post.json();
        post.change(json -> {
            json.put("text", text).remove("blocks");
            json.putObject("edited").put("user", post.user()).put("ts", ids.ts());
        });
        post.remember();
        return events.changed(room, before, post);
    }

    /** Somebody deletes a message, their own or, as an admin, any. */
    public List<Delivery> delete(String channel, String ts) {
        Room room = world.room(channel);
        Post post = post(room, ts);
        ObjectNode before = post.json();
        world.remove(room, post);
        return events.deleted(room, before);
    }

    /** Somebody invites the bot. */
    public List<Delivery> joined(String channel, String inviter) {
        Room room = world.room(channel);
        return events.joined(room, world.team(room.team()).botUser(), inviter);
    }

    /** A person comes into a channel. */
    public List<Delivery> joined(String channel, String user, String inviter) {
        return events.joined(world.room(channel), user, inviter);
    }

    /** Somebody removes the bot from a channel. */
    public List<Delivery> removed(String channel) {
        Room room = world.room(channel);
        Team team = world.team(room.team());
        String type = room.kind() == Room.Kind.CHANNEL ? "channel_left" : "group_left";
        List<Delivery> told = events.simple(team, type, Map.of("channel", channel, "actor_id", ""), room);
        room.members().remove(team.botUser());
        return told;
    }

    /**
     * Opens the assistant's panel while looking at a channel.
     *
     * @param context that channel
     * @return the thread that the panel shows, and the event
     */
    public Sent assistantThreadStarted(String user, String context) {
        Room room = world.direct(user);
        Team team = world.team(room.team());
        Post root = world.put(
                room,
                ChatMethods.own(team, room)
                        .put("subtype", "assistant_app_thread")
                        .put("text", "New Assistant Thread"));
        return new Sent(room, root, assistant("assistant_thread_started", user, room, root.ts(), context));
    }

    /** Looks at another channel while the panel is open. */
    public List<Delivery> assistantContextChanged(String user, String thread, String context) {
        return assistant("assistant_thread_context_changed", user, world.direct(user), thread, context);
    }

    private List<Delivery> assistant(String type, String user, Room room, String thread, String context) {
        Team team = world.team(room.team());
        ObjectNode about =
                Json.object().put("user_id", user).put("channel_id", room.id()).put("thread_ts", thread);
        about.putObject("context")
                .put("channel_id", context)
                .put("team_id", team.id())
                .put("enterprise_id", team.enterprise());
        return events.simple(team, type, Map.of("assistant_thread", about));
    }

    /** Takes the app out of the workspace: its tokens die, and the two events come in no certain order. */
    public List<Delivery> uninstalled(Team team) {
        List<Delivery> told = new ArrayList<>(tokensRevoked(team));
        told.addAll(events.simple(team, "app_uninstalled", Map.of()));
        return told;
    }

    /** Revokes the workspace's tokens. */
    public List<Delivery> tokensRevoked(Team team) {
        tokens.revokeAll(team);
        return events.simple(
                team, "tokens_revoked", Map.of("tokens", Map.of("oauth", List.of(), "bot", List.of(team.botUser()))));
    }

    /** Lets the workspace's tokens grow too old; what refreshes them stays good. */
    public void tokensExpired(Team team) {
        tokens.expireAll(team);
    }

    /** Any event of this workspace. */
    public Delivery event(Team team, ObjectNode event) {
        return events.emit(team, event, false, java.time.Duration.ZERO);
    }

    private Team team(String user) {
        return world.team(world.person(user).team());
    }

    private static Post post(Room room, String ts) {
        Post post = room.post(ts);
        if (post == null) {
            throw new IllegalArgumentException("no message " + ts + " in " + room.id());
        }
        return post;
    }
}
