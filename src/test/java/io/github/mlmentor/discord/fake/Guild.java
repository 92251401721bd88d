package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A server: its people and, by their {@link Room#guild()}, its channels. */
public final class Guild {
    private static final String SINCE = "2024-01-01T00:00:00.000000+00:00";

    private final String id;
    private final String name;
    private final String owner;
    private final Set<String> members = new LinkedHashSet<>();
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final Map<String, Set<String>> granted = new HashMap<>();
    private final Map<String, String> nicknames = new HashMap<>();
    private volatile boolean present = true;

    private record Role(String label, long permissions) {}

    Guild(String id, String name, String owner) {
        this.id = id;
        this.name = name;
        this.owner = owner;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String owner() {
        return owner;
    }

    /** Guarded by the world. */
    Set<String> members() {
        return members;
    }

    /** Whether the bot is a member. */
    boolean present() {
        return present;
    }

    void present(boolean now) {
        present = now;
    }

    int shard(int shards) {
        return (int) ((Long.parseLong(id) >> 22) % shards);
    }

    Guild addRole(String role, String label, long permissions) {
        roles.put(role, new Role(label, permissions));
        return this;
    }

    ObjectNode roleJson(String role) {
        if (role.equals(id)) {
            return role(id, "@everyone", Permissions.USUAL);
        }
        Role one = roles.get(role);
        if (one == null) {
            throw new IllegalArgumentException("this server has no role " + role);
        }
        return role(role, one.label(), one.permissions());
    }

    /** What somebody may do by the roles that he has. */
    long permissions(String user) {
        return granted.getOrDefault(user, Set.of()).stream()
                .mapToLong(role -> roles.getOrDefault(role, new Role("", 0)).permissions())
                .reduce(0, (one, other) -> one | other);
    }

    void grant(String user, String role) {
        granted.computeIfAbsent(user, any -> new LinkedHashSet<>()).add(role);
    }

    void revoke(String user, String role) {
        granted.getOrDefault(user, Set.of()).remove(role);
    }

    void call(String user, String name) {
        nicknames.put(user, name);
    }

    /** What a message or an interaction says of its author as a member, the user left out. */
    ObjectNode memberJson(String user) {
        ObjectNode member = Json.object()
                .put("joined_at", SINCE)
                .put("deaf", false)
                .put("mute", false)
                .put("flags", 0);
        member.put("nick", nicknames.get(user));
        member.set("roles", Json.array(granted.getOrDefault(user, Set.of())));
        return member;
    }

    ObjectNode member(Person person) {
        ObjectNode member = memberJson(person.id());
        member.set("user", person.json());
        return member;
    }

    /** What stands in every answer about it; the channels are added to events only. */
    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", id)
                .put("name", name)
                .put("owner_id", owner)
                .put("preferred_locale", "en-US")
                .put("verification_level", 0)
                .put("default_message_notifications", 1)
                .put("explicit_content_filter", 0)
                .put("mfa_level", 0)
                .put("nsfw_level", 0)
                .put("premium_tier", 0)
                .put("system_channel_flags", 0)
                .put("afk_timeout", 300)
                .put("premium_progress_bar_enabled", false)
                .put("max_members", 1000);
        json.putArray("features").add("COMMUNITY");
        json.putArray("emojis");
        json.putArray("stickers");
        ArrayNode all = json.putArray("roles");
        all.add(roleJson(id));
        roles.keySet().forEach(role -> all.add(roleJson(role)));
        return json;
    }

    private ObjectNode role(String role, String label, long permissions) {
        ObjectNode json = Json.object()
                .put("id", role)
                .put("name", label)
                .put("color", 0)
                .put("hoist", false)
                .put("position", role.equals(id) ? 0 : 1)
                .put("permissions", Long.toString(permissions))
                .put("managed", false)
                .put("mentionable", !role.equals(id))
                .put("flags", 0);
        json.putObject("colors").put("primary_color", 0);
        return json;
    }
}
