package io.github.mlmentor.slack.fake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which scope each method needs. */
final class Scopes {
    /** By method; a {@code *} stands for the kind of the channel that is asked about. */
    private static final Map<String, String> NEEDED = Map.ofEntries(
            Map.entry("team.info", "team:read"),
            Map.entry("bots.info", "users:read"),
            Map.entry("users.info", "users:read"),
            Map.entry("usergroups.users.list", "usergroups:read"),
            Map.entry("conversations.info", "*:read"),
            Map.entry("conversations.members", "*:read"),
            Map.entry("conversations.history", "*:history"),
            Map.entry("conversations.replies", "*:history"),
            Map.entry("conversations.open", "im:write"),
            Map.entry("conversations.join", "channels:join"),
            Map.entry("chat.postMessage", "chat:write"),
            Map.entry("chat.postEphemeral", "chat:write"),
            Map.entry("chat.update", "chat:write"),
            Map.entry("chat.delete", "chat:write"),
            Map.entry("chat.startStream", "chat:write"),
            Map.entry("chat.appendStream", "chat:write"),
            Map.entry("chat.stopStream", "chat:write"),
            Map.entry("assistant.threads.setStatus", "assistant:write"),
            Map.entry("assistant.threads.setTitle", "assistant:write"),
            Map.entry("assistant.threads.setSuggestedPrompts", "assistant:write"),
            Map.entry("reactions.add", "reactions:write"));

    /** Every scope that this Slack knows. */
    static final Set<String> ALL = Set.copyOf(all());

    private Scopes() {}

    private static Set<String> all() {
        Set<String> all = new TreeSet<>(List.of("app_mentions:read", "commands", "reactions:read"));
        for (String scope : NEEDED.values()) {
            if (scope.startsWith("*")) {
                for (Room.Kind kind : Room.Kind.values()) {
                    all.add(kind.scope() + scope.substring(1));
                }
            } else {
                all.add(scope);
            }
        }
        return all;
    }

    /** The scope for this call, or empty. A direct message with one person or several needs the same two to be opened. */
    static String needed(String method, Room.Kind kind) {
        String scope = NEEDED.getOrDefault(method, "");
        return scope.startsWith("*") ? kind.scope() + scope.substring(1) : scope;
    }
}
