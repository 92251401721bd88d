package io.github.mlmentor.discord.fake;

import java.util.LinkedHashMap;
import java.util.Map;

/** A command as a person is about to use it. */
public final class Use {
    final String channel;
    final String user;
    final String command;
    final Map<String, Object> options = new LinkedHashMap<>();
    String locale = "en-US";
    long permissions = Permissions.USUAL;
    boolean offered;

    private Use(String channel, String user, String command) {
        this.channel = channel;
        this.user = user;
        this.command = command;
    }

    /** With the command's path, such as {@code mentor ask}. */
    public static Use of(String channel, String user, String command) {
        return new Use(channel, user, command);
    }

    /** Fills in an option; people and channels by their ids. */
    public Use with(String option, Object value) {
        options.put(option, value);
        return this;
    }

    /** Such as {@code de}. */
    public Use locale(String code) {
        locale = code;
        return this;
    }

    /** An admin has the command offered to this person, whatever the command itself says of who may use it. */
    public Use offered() {
        offered = true;
        return this;
    }

    /** What the person may do in that channel, as {@link Permissions}. */
    public Use permissions(long bits) {
        permissions = bits;
        return this;
    }
}
