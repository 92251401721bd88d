package io.github.mlmentor.discord.fake;

import java.util.Locale;

/** Whether the bot may do what it asks for; what it may not is noted. */
final class Access {
    private final World world;
    private final Journal journal;

    Access(World world, Journal journal) {
        this.world = world;
        this.journal = journal;
    }

    /** The channel, if the bot may do this in it. */
    Room room(String id, long needed, String what) {
        Room room = world.findRoom(id);
        if (room == null) {
            journal.violation("unknown_channel", what + " in " + id);
            throw ApiError.unknownChannel();
        }
        long allowed = world.allowed(room);
        if ((allowed & Permissions.VIEW_CHANNEL) == 0) {
            journal.violation("missing_access", what + " in " + room.name());
            throw ApiError.missingAccess();
        }
        if ((allowed & needed) != needed) {
            String bits = Long.toHexString(needed & ~allowed).toUpperCase(Locale.ROOT);
            journal.violation("missing_permissions", what + " in " + room.name() + " lacks " + bits);
            throw ApiError.missingPermissions();
        }
        return room;
    }

    /** The message, if it is there for all to see. */
    Post post(Room room, String message, String what) {
        Post post = Messages.visible(room, message);
        if (post == null) {
            journal.violation("unknown_message", what + " of " + message);
            throw ApiError.unknownMessage();
        }
        return post;
    }

    /** The server, if the bot is in it. */
    Guild guild(String id) {
        Guild guild = world.findGuild(id);
        if (guild == null || !guild.present()) {
            journal.violation("unknown_guild", id);
            throw new ApiError(404, 10004, "Unknown Guild");
        }
        return guild;
    }

    void forbid(String rule, String detail, ApiError error) {
        journal.violation(rule, detail);
        throw error;
    }
}
