package io.github.mlmentor.slack;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import java.util.Locale;
import java.util.function.BiPredicate;

/**
 * Where something is said in Slack.
 *
 * @param thread the {@code ts} of the thread's first message, or empty outside of threads
 */
record Place(String team, String channel, String thread) {
    private static final String PREFIX = "slack";
    private static final int PARTS = 4;

    /** The place that a conversation's id names. */
    static Place of(Conversation conversation) {
        String[] parts = conversation.id().split("/", -1);
        if (parts.length < PARTS || !parts[0].equals(PREFIX)) {
            throw new IllegalArgumentException("no conversation of Slack");
        }
        return new Place(parts[1], parts[2], parts[3].equals("-") ? "" : parts[3]);
    }

    /** The conversation that is held here. */
    Conversation conversation(Conversation.Kind kind) {
        return new Conversation(PREFIX + "/" + team + "/" + channel + "/" + (thread.isEmpty() ? "-" : thread), kind);
    }

    /** The same for what one person sees alone. */
    Conversation privately(String user) {
        return new Conversation(
                PREFIX + "/" + team + "/" + channel + "/" + (thread.isEmpty() ? "-" : thread) + "/" + user,
                Conversation.Kind.DIRECT);
    }

    /** Whether a conversation is what one person sees alone among others. */
    static boolean isForOne(Conversation conversation) {
        return conversation.id().split("/", -1).length > PARTS;
    }

    MessageKey key(String ts) {
        return new MessageKey(Platform.SLACK, team, channel, ts);
    }

    /** What a conversation here is, as far as the place alone says. */
    Conversation.Kind kind(BiPredicate<String, String> privateChannels) {
        if (isDirect()) {
            return Conversation.Kind.DIRECT;
        }
        return privateChannels.test(team, channel) ? Conversation.Kind.PRIVATE_CHANNEL : Conversation.Kind.THREAD;
    }

    /** Whether one person and the bot are alone here. */
    boolean isDirect() {
        return channel.toUpperCase(Locale.ROOT).startsWith("D");
    }
}
