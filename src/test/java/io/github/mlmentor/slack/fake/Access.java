package io.github.mlmentor.slack.fake;

import org.jspecify.annotations.Nullable;

/** What the bot may see and where it may write. */
final class Access {
    private final World world;

    Access(World world) {
        this.world = world;
    }

    /** A channel that the bot can see: any public one of the workspace, others only from inside. */
    Room visible(Team team, String id) {
        Room room = world.findRoom(id);
        if (room == null
                || !room.team().equals(team.id())
                || (room.kind() != Room.Kind.CHANNEL && !member(team, room))) {
            throw new ApiError("channel_not_found");
        }
        return room;
    }

    /** A channel that the bot is in; the id of a person stands for the direct messages with them. */
    Room joined(Team team, String id) {
        Person person = world.findPerson(id);
        Room room = person != null && person.team().equals(team.id()) && !person.bot()
                ? world.direct(id)
                : visible(team, id);
        if (!member(team, room)) {
            throw new ApiError("not_in_channel");
        }
        return room;
    }

    /** The bot's own message. */
    Post own(Team team, Room room, String ts, String otherwise) {
        Post post = room.post(ts);
        if (post == null || post.tombstone()) {
            throw new ApiError("message_not_found");
        }
        if (!post.user().equals(team.botUser())) {
            throw new ApiError(otherwise);
        }
        return post;
    }

    /** The kind of the channel that a call is about; public when it is about none. */
    Room.Kind kind(String channel) {
        @Nullable Room room = world.findRoom(channel);
        return room == null ? Room.Kind.CHANNEL : room.kind();
    }

    private static boolean member(Team team, Room room) {
        return room.members().contains(team.botUser());
    }
}
