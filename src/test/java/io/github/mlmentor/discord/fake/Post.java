package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A message. */
public final class Post {
    static final int EPHEMERAL = 1 << 6;
    static final int LOADING = 1 << 7;
    static final int HAS_THREAD = 1 << 5;
    static final int COMPONENTS_V2 = 1 << 15;
    /** The type of the message that a thread begins with. */
    static final int THREAD_STARTER = 21;

    private final String author;
    private final String reader;
    private final List<String> versions = new CopyOnWriteArrayList<>();
    private final List<Instant> times = new CopyOnWriteArrayList<>();
    private ObjectNode json;

    /**
     * A message that stands in a channel.
     *
     * @param reader who alone sees it, or empty
     */
    Post(ObjectNode json, String author, String reader) {
        this.json = json.deepCopy();
        this.author = author;
        this.reader = reader;
        versions.add(shown());
        times.add(Instant.now());
    }

    public String id() {
        return text("id");
    }

    public String channel() {
        return text("channel_id");
    }

    public String author() {
        return author;
    }

    /** Who alone sees it, or empty if everybody does. */
    public String reader() {
        return reader;
    }

    public String content() {
        return text("content");
    }

    /** The whole message as the API shows it. */
    public synchronized ObjectNode json() {
        return json.deepCopy();
    }

    /** What a reader sees. */
    public String shown() {
        return VisibleText.of(json());
    }

    /** What a reader saw, first to last. */
    public List<String> versions() {
        return List.copyOf(versions);
    }

    /** Since when each of the versions was to be read. */
    public List<Instant> times() {
        return List.copyOf(times);
    }

    /** Whether it only says that the bot is thinking. */
    public boolean loading() {
        return has(LOADING);
    }

    /** Whether it is made of components alone. */
    public boolean componentsV2() {
        return has(COMPONENTS_V2);
    }

    /** The message that it replies to, or empty. */
    public String replyTo() {
        return json().path("message_reference").path("message_id").asText();
    }

    /** The people and roles it pings by their ids, and {@code everyone}. */
    public List<String> pings() {
        ObjectNode now = json();
        List<String> pings = Json.stream(now.path("mentions"))
                .map(user -> user.path("id").asText())
                .collect(Collectors.toCollection(ArrayList::new));
        now.path("mention_roles").forEach(role -> pings.add(role.asText()));
        if (now.path("mention_everyone").asBoolean()) {
            pings.add("everyone");
        }
        return pings;
    }

    /** How often this emoji stands under it. */
    public int reactions(String emoji) {
        return Json.stream(json().path("reactions"))
                .filter(reaction -> reaction.path("emoji").path("name").asText().equals(emoji))
                .mapToInt(reaction -> reaction.path("count").asInt())
                .sum();
    }

    boolean has(int flag) {
        return (json().path("flags").asInt() & flag) != 0;
    }

    synchronized void change(Consumer<ObjectNode> change) {
        change.accept(json);
        String shown = VisibleText.of(json);
        if (!versions.get(versions.size() - 1).equals(shown)) {
            versions.add(shown);
            times.add(Instant.now());
        }
    }

    private synchronized String text(String field) {
        JsonNode value = json.path(field);
        return value.asText();
    }

    @Override
    public String toString() {
        return "[" + id() + (reader.isEmpty() ? "" : " only for " + reader) + "] " + shown();
    }
}
