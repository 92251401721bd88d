package io.github.mlmentor.discord;

import java.util.List;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.Permission;

/** What the bot may have to do in a server, and for which feature. The README's table and the link of invitation follow it. */
final class BotRights {
    /**
     * A permission.
     *
     * @param feature what is missing without it
     */
    record Right(Permission permission, String feature) {}

    static final List<Right> ALL = List.of(
            new Right(Permission.VIEW_CHANNEL, "seeing the channels that it answers in"),
            new Right(Permission.MESSAGE_SEND, "answering in channels and direct messages"),
            new Right(Permission.MESSAGE_SEND_IN_THREADS, "answering in threads and forum posts"),
            new Right(
                    Permission.CREATE_PUBLIC_THREADS,
                    "a thread under each question; without it the answer is a reply in the channel"),
            new Right(
                    Permission.MESSAGE_HISTORY,
                    "reading what was said in a thread before, questions that came while it was away, and finding its own"
                            + " messages after a crash"),
            new Right(Permission.MANAGE_THREADS, "tagging forum posts as answered or in need of a mentor"));

    private BotRights() {}

    /** Their names as people see them in Discord. */
    static String named() {
        return ALL.stream().map(right -> right.permission().getName()).collect(Collectors.joining(", "));
    }

    /** Where somebody invites the bot. */
    static String invitation(String application) {
        long bits = Permission.getRaw(ALL.stream().map(Right::permission).toList());
        return "https://discord.com/oauth2/authorize?client_id=" + application
                + "&scope=bot+applications.commands&permissions=" + bits;
    }
}
