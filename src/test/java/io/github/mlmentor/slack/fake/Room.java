package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A channel of any kind with what was said in it. */
public final class Room {
    /** The kinds of channels, named as in {@code channel_type}. */
    public enum Kind {
        CHANNEL("channels"),
        GROUP("groups"),
        IM("im"),
        MPIM("mpim");

        private final String scope;

        Kind(String scope) {
            this.scope = scope;
        }

        /** The prefix of the scopes for it, also the end of {@code message.channels}. */
        String scope() {
            return scope;
        }
    }

    private final String id;
    private final String name;
    private final String team;
    private final Kind kind;
    private final boolean shared;
    private final Set<String> members = new LinkedHashSet<>();
    private final SortedMap<String, Post> posts = new TreeMap<>();

    Room(String id, String name, String team, Kind kind, boolean shared, List<String> members) {
        this.id = id;
        this.name = name;
        this.team = team;
        this.kind = kind;
        this.shared = shared;
        this.members.addAll(members);
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String team() {
        return team;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether another organisation is in it. */
    public boolean shared() {
        return shared;
    }

    Set<String> members() {
        return members;
    }

    SortedMap<String, Post> posts() {
        return posts;
    }

    @Nullable
    Post post(String ts) {
        return posts.get(ts);
    }

    /** A thread's messages, its first one included if it still stands. */
    List<Post> thread(String ts) {
        return posts.values().stream().filter(post -> post.thread().equals(ts)).toList();
    }

    ObjectNode json(String me) {
        ObjectNode json = Json.object()
                .put("id", id)
                .put("created", 1_700_000_000)
                .put("is_channel", kind == Kind.CHANNEL)
                .put("is_group", kind == Kind.GROUP)
                .put("is_im", kind == Kind.IM)
                .put("is_mpim", kind == Kind.MPIM)
                .put("is_private", kind != Kind.CHANNEL)
                .put("is_archived", false)
                .put("is_ext_shared", shared)
                .put("is_shared", shared)
                .put("is_member", members.contains(me))
                .put("context_team_id", team);
        if (shared) {
            json.put("conversation_host_id", team);
        }
        if (kind == Kind.IM) {
            members.stream()
                    .filter(member -> !member.equals(me))
                    .findFirst()
                    .ifPresent(other -> json.put("user", other));
        } else {
            json.put("name", name).put("name_normalized", name).put("num_members", members.size());
        }
        return json;
    }
}
