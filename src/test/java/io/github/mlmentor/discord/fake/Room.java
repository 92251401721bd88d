package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A channel or a thread, and what stands in it. The world's lock guards it. */
public final class Room {
    /** What kind of channel it is, with Discord's number for it. */
    public enum Kind {
        TEXT(0),
        DIRECT(1),
        THREAD(11),
        FORUM(15);

        final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private final String id;
    private final String name;
    private final String guild;
    private final Kind kind;
    private final String parent;
    private final String person;
    private final Map<String, Post> posts = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private volatile List<String> applied = List.of();
    private volatile long denied;
    private volatile long granted;
    private volatile boolean everyoneDenied;
    private volatile boolean archived;
    private volatile boolean locked;
    private volatile boolean tagRequired;

    Room(String id, String name, String guild, Kind kind, String parent, String person) {
        this.id = id;
        this.name = name;
        this.guild = guild;
        this.kind = kind;
        this.parent = parent;
        this.person = person;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** The server it is in, or empty. */
    public String guild() {
        return guild;
    }

    public Kind kind() {
        return kind;
    }

    /** The channel that a thread is in, or empty. */
    public String parent() {
        return parent;
    }

    /** Who talks to the bot here, or who opened the thread, or empty. */
    public String person() {
        return person;
    }

    /** The ids of a forum post's tags. */
    public List<String> applied() {
        return applied;
    }

    public boolean archived() {
        return archived;
    }

    Map<String, Post> posts() {
        return posts;
    }

    /** A forum's tags by id. */
    Map<String, String> tags() {
        return tags;
    }

    void apply(List<String> tagIds) {
        applied = List.copyOf(tagIds);
    }

    /** What the bot may not do here, of what it usually may. */
    long denied() {
        return denied;
    }

    /** What the bot may do here besides what it usually may. */
    long granted() {
        return granted;
    }

    void allow(long bits) {
        granted = bits;
    }

    void deny(long bits) {
        denied = bits;
    }

    void hide() {
        everyoneDenied = true;
        denied = Permissions.VIEW_CHANNEL;
    }

    void archive(boolean now) {
        archived = now;
    }

    boolean locked() {
        return locked;
    }

    void lock(boolean now) {
        locked = now;
    }

    boolean tagRequired() {
        return tagRequired;
    }

    void requireTag() {
        tagRequired = true;
    }

    @Nullable
    Post post(String message) {
        return posts.get(message);
    }

    private String last() {
        String last = "";
        for (String message : posts.keySet()) {
            last = message;
        }
        return last;
    }

    /** The channel as the API shows it. */
    ObjectNode json(World world) {
        ObjectNode json = Json.object().put("id", id).put("type", kind.number).put("flags", tagRequired ? 16 : 0);
        if (posts.isEmpty()) {
            json.putNull("last_message_id");
        } else {
            json.put("last_message_id", last());
        }
        if (kind == Kind.DIRECT) {
            json.putArray("recipients").add(world.person(person).json());
            return json;
        }
        json.put("guild_id", guild).put("name", name).put("rate_limit_per_user", 0);
        if (kind == Kind.THREAD) {
            return thread(json);
        }
        json.put("position", 0).put("nsfw", false).putNull("topic").putNull("parent_id");
        ArrayNode overwrites = json.putArray("permission_overwrites");
        if (everyoneDenied) {
            overwrite(overwrites, guild, 0, 0, Permissions.VIEW_CHANNEL);
        }
        if (denied != 0 || everyoneDenied) {
            // Who is let in where nobody else is has that of his own.
            overwrite(overwrites, World.BOT, 1, everyoneDenied ? Permissions.VIEW_CHANNEL & ~denied : 0, denied);
        }
        if (kind == Kind.FORUM) {
            ArrayNode available = json.putArray("available_tags");
            tags.forEach((tag, label) -> available
                    .addObject()
                    .put("id", tag)
                    .put("name", label)
                    .put("moderated", false)
                    .putNull("emoji_id")
                    .putNull("emoji_name"));
        }
        return json;
    }

    private ObjectNode thread(ObjectNode json) {
        json.put("parent_id", parent)
                .put("owner_id", person)
                .put("member_count", 2)
                .put("message_count", posts.size())
                .put("total_message_sent", posts.size());
        json.putObject("thread_metadata")
                .put("archived", archived)
                .put("locked", locked)
                .put("auto_archive_duration", 1440)
                .put("archive_timestamp", Ids.time(id).toString())
                .put("create_timestamp", Ids.time(id).toString());
        json.set("applied_tags", Json.array(applied));
        return json;
    }

    private static void overwrite(ArrayNode overwrites, String whose, int type, long allow, long bits) {
        overwrites
                .addObject()
                .put("id", whose)
                .put("type", type)
                .put("allow", Long.toString(allow))
                .put("deny", Long.toString(bits));
    }
}
