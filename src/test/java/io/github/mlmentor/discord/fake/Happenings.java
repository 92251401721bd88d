package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What people and servers do besides writing. */
public final class Happenings {
    private final World world;
    private final Messages messages;
    private final Events events;
    private final Gateway gateway;

    Happenings(World world, Messages messages, Events events, Gateway gateway) {
        this.world = world;
        this.messages = messages;
        this.events = events;
        this.gateway = gateway;
    }

    /** Somebody changes what they wrote. */
    public void edit(Post post, String text) {
        synchronized (world) {
            messages.reword(world.room(post.channel()), post, text);
        }
    }

    /** Discord adds what a link leads to; the words stay the same, but an event comes as for an edit. */
    public void unfurl(Post post, String title) {
        synchronized (world) {
            post.change(json -> json.putArray("embeds")
                    .addObject()
                    .put("type", "link")
                    .put("title", title)
                    .put("url", "https://example.test/"));
            events.updated(world.room(post.channel()), post);
        }
    }

    /** Discord writes in somebody's name, such as 7 for having joined or 6 for having pinned something. */
    public Post system(String channel, String user, int type) {
        synchronized (world) {
            Messages.Draft draft = new Messages.Draft(world.room(channel), world.person(user), type, "", Json.object());
            return messages.put(draft, Json.object());
        }
    }

    /** Somebody deletes a message, their own or, as a moderator, any. */
    public void delete(Post post) {
        synchronized (world) {
            messages.delete(world.room(post.channel()), post);
        }
    }

    /** Puts an emoji under a message. */
    public void react(Post post, String user, String emoji) {
        react(post, user, emoji, true);
    }

    /** Takes it away again. */
    public void unreact(Post post, String user, String emoji) {
        react(post, user, emoji, false);
    }

    private void react(Post post, String user, String emoji, boolean add) {
        synchronized (world) {
            MessageMethods.react(post, emoji, user, add);
            String type = add ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE";
            events.reaction(type, world.room(post.channel()), post, user, emoji);
        }
    }

    /** Takes permissions from the bot in a channel, as {@link Permissions}, and gives back all others. */
    public void deny(String channel, long bits) {
        synchronized (world) {
            world.room(channel).deny(bits);
            events.changed(world.room(channel));
        }
    }

    /** The same as {@link #deny} without the app being told, as if the event were still on its way. */
    public void denyUntold(String channel, long bits) {
        synchronized (world) {
            world.room(channel).deny(bits);
        }
    }

    /** Lets the bot do more in a channel than it usually may, as {@link Permissions}. */
    public void allow(String channel, long bits) {
        synchronized (world) {
            world.room(channel).allow(bits);
        }
    }

    /** A moderator or time closes a thread; whoever writes in it opens it again. */
    public void archive(String thread) {
        synchronized (world) {
            world.room(thread).archive(true);
            events.changed(world.room(thread));
        }
    }

    /** A moderator closes a thread for good. */
    public void lock(String thread) {
        synchronized (world) {
            world.room(thread).archive(true);
            world.room(thread).lock(true);
            events.changed(world.room(thread));
        }
    }

    /** A channel or a thread and all in it goes. */
    public void remove(String channel) {
        synchronized (world) {
            Room room = world.room(channel);
            world.remove(room);
            events.gone(room);
        }
    }

    /** A new text channel. */
    public Room channel(String id, String name, String guild) {
        synchronized (world) {
            Room room = world.addRoom(new Room(id, name, guild, Room.Kind.TEXT, "", ""));
            events.opened(room);
            return room;
        }
    }

    /** The bot is invited to a server, or a server is there again. */
    public void joined(String guild) {
        synchronized (world) {
            events.joined(world.guild(guild));
        }
    }

    /** The bot is thrown out of a server. */
    public void removed(String guild) {
        synchronized (world) {
            events.left(world.guild(guild), false);
        }
    }

    /** A server fails for a while. */
    public void unavailable(String guild) {
        synchronized (world) {
            events.left(world.guild(guild), true);
        }
    }

    /** Somebody takes direct messages from the bot no longer, or does again. */
    public void closeDirect(String user, boolean closed) {
        world.close(user, closed);
    }

    /** Any event, such as one of a kind that this Discord does not know. */
    public void event(String guild, String type, ObjectNode data) {
        gateway.dispatch(guild, type, 0, any -> data.deepCopy());
    }
}
