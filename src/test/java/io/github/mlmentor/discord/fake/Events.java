package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the gateway tells of messages, threads, reactions, channels and servers. */
final class Events {
    private final Settings settings;
    private final World world;
    private final Gateway gateway;

    Events(Settings settings, World world, Gateway gateway) {
        this.settings = settings;
        this.world = world;
        this.gateway = gateway;
    }

    boolean created(Room room, Post post) {
        return message("MESSAGE_CREATE", room, post);
    }

    boolean updated(Room room, Post post) {
        return message("MESSAGE_UPDATE", room, post);
    }

    private boolean message(String type, Room room, Post post) {
        boolean own = post.author().equals(World.BOT);
        if (!post.reader().isEmpty() || (own && !settings.echo) || world.allowed(room) == 0) {
            return false;
        }
        boolean always = room.kind() == Room.Kind.DIRECT || own || post.pings().contains(World.BOT);
        return gateway.dispatch(room.guild(), type, intent(room), readable -> {
            ObjectNode json = post.json();
            if (!(always || readable)) {
                withhold(json);
            }
            if (!room.guild().isEmpty()) {
                json.put("guild_id", room.guild());
                if (!json.has("webhook_id")) {
                    json.set("member", world.guild(room.guild()).memberJson(post.author()));
                }
            }
            return json;
        });
    }

    /** Leaves out what an app without the privileged intent does not see. */
    static ObjectNode withhold(ObjectNode message) {
        message.put("content", "");
        message.putArray("attachments");
        message.putArray("embeds");
        message.putArray("components");
        if (message.path("referenced_message") instanceof ObjectNode referenced
                && !referenced.path("author").path("id").asText().equals(World.BOT)) {
            withhold(referenced);
        }
        return message;
    }

    private static long intent(Room room) {
        return room.guild().isEmpty() ? Gateway.DIRECT_MESSAGES : Gateway.MESSAGES;
    }

    boolean deleted(Room room, Post post) {
        if (!post.reader().isEmpty() || world.allowed(room) == 0) {
            return false;
        }
        ObjectNode gone = in(room).put("id", post.id());
        return gateway.dispatch(room.guild(), "MESSAGE_DELETE", intent(room), any -> gone.deepCopy());
    }

    boolean reaction(String type, Room room, Post post, String user, String emoji) {
        if ((user.equals(World.BOT) && !settings.echo) || world.allowed(room) == 0) {
            return false;
        }
        ObjectNode data = in(room).put("user_id", user)
                .put("message_id", post.id())
                .put("message_author_id", post.author())
                .put("burst", false)
                .put("type", 0);
        data.putObject("emoji").put("name", emoji).putNull("id");
        if (!room.guild().isEmpty() && type.equals("MESSAGE_REACTION_ADD")) {
            data.set("member", world.guild(room.guild()).member(world.person(user)));
        }
        long intent = room.guild().isEmpty() ? Gateway.DIRECT_REACTIONS : Gateway.REACTIONS;
        return gateway.dispatch(room.guild(), type, intent, any -> data.deepCopy());
    }

    private static ObjectNode in(Room room) {
        ObjectNode data = Json.object().put("channel_id", room.id());
        return room.guild().isEmpty() ? data : data.put("guild_id", room.guild());
    }

    /** A thread that is new to the app. */
    boolean threadCreated(Room thread) {
        return channel("THREAD_CREATE", thread, thread.json(world).put("newly_created", true));
    }

    /** A channel or a thread that is not as it was. */
    boolean changed(Room room) {
        return channel(room.kind() == Room.Kind.THREAD ? "THREAD_UPDATE" : "CHANNEL_UPDATE", room, room.json(world));
    }

    boolean gone(Room room) {
        return channel(room.kind() == Room.Kind.THREAD ? "THREAD_DELETE" : "CHANNEL_DELETE", room, room.json(world));
    }

    boolean opened(Room room) {
        return channel("CHANNEL_CREATE", room, room.json(world));
    }

    private boolean channel(String type, Room room, ObjectNode data) {
        boolean hidden = room.kind() == Room.Kind.THREAD && world.allowed(room) == 0;
        return !hidden && gateway.dispatch(room.guild(), type, Gateway.GUILDS, any -> data.deepCopy());
    }

    void roleCreated(Guild guild, String role) {
        ObjectNode data = Json.object().put("guild_id", guild.id());
        data.set("role", guild.roleJson(role));
        gateway.dispatch(guild.id(), "GUILD_ROLE_CREATE", Gateway.GUILDS, any -> data.deepCopy());
    }

    void joined(Guild guild) {
        guild.present(true);
        gateway.dispatch(guild.id(), "GUILD_CREATE", Gateway.GUILDS, any -> gateway.guildCreate(guild));
    }

    /** The bot is removed, or the server fails for a while. */
    void left(Guild guild, boolean unavailable) {
        if (!unavailable) {
            guild.present(false);
        }
        ObjectNode data = Json.object().put("id", guild.id());
        if (unavailable) {
            data.put("unavailable", true);
        }
        gateway.dispatch(guild.id(), "GUILD_DELETE", Gateway.GUILDS, any -> data.deepCopy());
    }
}
