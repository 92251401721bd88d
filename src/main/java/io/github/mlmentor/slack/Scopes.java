package io.github.mlmentor.slack;

import java.util.List;
import java.util.Set;

/**
 * What the app may do in a workspace and what that is for. {@code config/slack-manifest.yaml} asks for exactly this, and the doctor
 * compares an installed app with it.
 */
final class Scopes {
    /** What an app-level token needs for Socket Mode, the only thing that it is for. */
    static final String SOCKET = "connections:write";

    /** What every workspace grants. */
    static final List<Scope> BOT = List.of(
            new Scope("app_mentions:read", "answers to mentions", Set.of(), Set.of("app_mention")),
            new Scope(
                    "assistant:write",
                    "suggested prompts, status and title of a conversation",
                    Set.of(
                            "assistant.threads.setStatus",
                            "assistant.threads.setSuggestedPrompts",
                            "assistant.threads.setTitle"),
                    Set.of("assistant_thread_started", "assistant_thread_context_changed")),
            new Scope(
                    "channels:history",
                    "follow-ups, the modes auto and mentor, edits and deletions in public channels",
                    Set.of("conversations.history", "conversations.replies"),
                    Set.of("message.channels")),
            new Scope(
                    "channels:read",
                    "the greeting of whoever invites the bot, telling public channels from private ones, and catching up after a stop",
                    Set.of("conversations.info", "users.conversations"),
                    Set.of("member_joined_channel")),
            new Scope(
                    "chat:write",
                    "every answer",
                    Set.of(
                            "chat.appendStream",
                            "chat.delete",
                            "chat.postEphemeral",
                            "chat.postMessage",
                            "chat.startStream",
                            "chat.stopStream",
                            "chat.update"),
                    Set.of()),
            new Scope("commands", "/mentor and the entries of a message's menu", Set.of(), Set.of()),
            new Scope(
                    "groups:history",
                    "follow-ups, the modes auto and mentor, edits and deletions in private channels",
                    Set.of("conversations.history", "conversations.replies"),
                    Set.of("message.groups")),
            new Scope(
                    "groups:read",
                    "the greeting of whoever invites the bot to a private channel, and catching up after a stop",
                    Set.of("conversations.info", "users.conversations"),
                    Set.of("member_joined_channel")),
            new Scope(
                    "im:history",
                    "direct messages",
                    Set.of("conversations.history", "conversations.replies"),
                    Set.of("message.im")),
            new Scope("im:read", "catching up after a stop", Set.of("users.conversations"), Set.of()),
            new Scope(
                    "im:write",
                    "mentors' answers in private, what is clicked in the Home tab, and the message to whoever installs the app",
                    Set.of("conversations.open"),
                    Set.of()),
            new Scope(
                    "mpim:history",
                    "follow-ups in direct messages of several people",
                    Set.of("conversations.history", "conversations.replies"),
                    Set.of("message.mpim")),
            new Scope(
                    "mpim:read",
                    "telling direct messages of several people from channels, and catching up after a stop",
                    Set.of("conversations.info", "users.conversations"),
                    Set.of()),
            new Scope(
                    "reactions:read",
                    "asking, and using as knowledge, by a reaction",
                    Set.of(),
                    Set.of("reaction_added")),
            new Scope(
                    "usergroups:read",
                    "user groups among slack.mentors and slack.curators",
                    Set.of("usergroups.users.list"),
                    Set.of()),
            new Scope(
                    "users:read",
                    "what is for admins, such as /mentor channel, and the names of mentors",
                    Set.of("users.info"),
                    Set.of()));

    /** Without one of these, it is not the same bot with less, but none. */
    static final Set<String> VITAL = Set.of("app_mentions:read", "chat:write", "commands");

    /** Methods that ask for none of these; {@code apps.connections.open} asks for {@link #SOCKET}. */
    static final Set<String> FREE_METHODS = Set.of(
            "apps.connections.open",
            "auth.test",
            "chat.getPermalink",
            "oauth.v2.access",
            "openid.connect.token",
            "openid.connect.userInfo",
            "views.open",
            "views.publish",
            "views.update");

    /** Events that ask for no scope. */
    static final Set<String> FREE_EVENTS =
            Set.of("app_home_opened", "app_uninstalled", "team_access_revoked", "tokens_revoked");

    /** Events of apps from before July 2026, which the manifest of a new app cannot ask for. */
    static final Set<String> FORMER_EVENTS = Set.of("assistant_thread_started", "assistant_thread_context_changed");

    private Scopes() {}

    /**
     * One scope.
     *
     * @param feature what is lost without it
     * @param methods what is called with it
     * @param events what is heard with it, as in the manifest
     */
    record Scope(String name, String feature, Set<String> methods, Set<String> events) {}

    /** The names, as an installation asks for them. */
    static List<String> names() {
        return BOT.stream().map(Scope::name).toList();
    }
}
