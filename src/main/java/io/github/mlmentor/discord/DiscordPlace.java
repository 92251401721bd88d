package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;

/**
 * Where something is said in Discord.
 *
 * @param guild the server, or {@link #DIRECT}
 * @param channel the channel; of a thread the one that it belongs to, so that the thread has its policy
 * @param thread the thread, which may not be there yet when it is to be made from a message of the same id; or empty
 */
record DiscordPlace(String guild, String channel, String thread) {
    /** In the place of a server where there is none. */
    static final String DIRECT = "@me";

    /** In the place of a channel for what holds in the whole server. */
    private static final String WHOLE = "*";

    private static final String PREFIX = "discord";
    private static final String NONE = "-";

    /** The place that a conversation's id names. */
    static DiscordPlace of(Conversation conversation) {
        String[] parts = conversation.id().split("/", -1);
        if (parts.length < 4 || !parts[0].equals(PREFIX)) {
            throw new IllegalArgumentException("no conversation of Discord");
        }
        return new DiscordPlace(parts[1], parts[2], parts[3].equals(NONE) ? "" : parts[3]);
    }

    /** The conversation that is held here by everybody. */
    Conversation conversation(Conversation.Kind kind) {
        return new Conversation(id(), kind);
    }

    /** The same for one person, where many conversations are held side by side. */
    Conversation conversation(String user, Conversation.Kind kind) {
        return new Conversation(id() + "/" + user, kind);
    }

    /** The same for what one person sees alone. */
    Conversation privately(String user) {
        return conversation(user, Conversation.Kind.DIRECT);
    }

    private String id() {
        return PREFIX + "/" + guild + "/" + channel + "/" + (thread.isEmpty() ? NONE : thread);
    }

    MessageKey key(String message) {
        return new MessageKey(Platform.DISCORD, guild, channel, message);
    }

    /** What the policy of the channel is kept under. */
    MessageKey policy() {
        return key("policy");
    }

    /** What the policy of the whole server is kept under. */
    MessageKey policyOfServer() {
        return new DiscordPlace(guild, WHOLE, "").policy();
    }

    /** Where messages go: the thread, or the channel itself. */
    String target() {
        return thread.isEmpty() ? channel : thread;
    }

    /** Whether one person and the bot are alone here. */
    boolean isDirect() {
        return guild.equals(DIRECT);
    }
}
