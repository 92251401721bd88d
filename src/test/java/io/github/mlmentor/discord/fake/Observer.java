package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** What happened and what stands where, now or as soon as it does. */
public final class Observer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final World world;
    private final Journal journal;
    private final CommandMethods commands;
    private final InteractionMethods interactions;
    private final Gateway gateway;

    Observer(World world, Journal journal, CommandMethods commands, InteractionMethods interactions, Gateway gateway) {
        this.world = world;
        this.journal = journal;
        this.commands = commands;
        this.interactions = interactions;
        this.gateway = gateway;
    }

    /** The calls of these names so far; {@code *} stands for anything. */
    public List<Call> calls(String names) {
        return journal.calls(names);
    }

    /** Waits until there are so many calls. */
    public List<Call> awaitCalls(String names, int count) {
        return await(() -> calls(names), calls -> calls.size() >= count, count + " calls of " + names);
    }

    /** How many calls were answered 401, 403 or 429; after 10,000 in ten minutes Discord bans the address. */
    public long invalidRequests() {
        return calls("*").stream()
                .filter(call -> call.status() == 401 || call.status() == 403 || call.status() == 429)
                .count();
    }

    /** Waits until so many sessions have a connection. */
    public void awaitConnections(int count) {
        await(gateway::connections, now -> now == count, count + " connections");
    }

    /** Every use of a command, a button, a menu or a modal. */
    public List<Interaction> interactions() {
        return interactions.all();
    }

    /** How long the first responses took, shortest first. */
    public List<Duration> latencies() {
        return interactions().stream()
                .filter(Interaction::acknowledged)
                .map(Interaction::latency)
                .sorted()
                .toList();
    }

    /** Waits until it has a first response. */
    public Interaction await(Interaction interaction) {
        return await(() -> interaction, Interaction::acknowledged, "a response to " + interaction);
    }

    /** Waits until there is something to read instead of the bot thinking. */
    public Interaction awaitFinished(Interaction interaction) {
        return await(() -> interaction, Interaction::finished, "an answer to " + interaction);
    }

    /** Waits until its first message reads so. */
    public Interaction awaitReply(Interaction interaction, String text) {
        return await(
                () -> interaction,
                one -> one.original() != null && one.reply().shown().contains(text),
                text + " in the answer to " + interaction);
    }

    /** Waits until so many messages followed the first. */
    public List<Post> awaitFollowups(Interaction interaction, int count) {
        return await(interaction::followups, all -> all.size() >= count, count + " follow-ups of " + interaction);
    }

    /** The modal that this person sees. */
    public @Nullable ObjectNode modal(String user) {
        Interaction opener = interactions.modal(user);
        return opener == null ? null : opener.modal();
    }

    /** Waits until this person sees a modal whose title or custom id holds this. */
    public ObjectNode awaitModal(String user, String titleOrId) {
        ObjectNode modal = await(
                () -> modal(user),
                one -> one != null
                        && (one.path("title").asText().contains(titleOrId)
                                || one.path("custom_id").asText().contains(titleOrId)),
                "the modal " + titleOrId);
        if (modal == null) {
            throw new AssertionError("unreachable");
        }
        return modal;
    }

    /** What a modal reads. */
    public static String text(ObjectNode modal) {
        return VisibleText.of(modal);
    }

    /** What stands in a channel or thread for all to see, first to last. */
    public List<Post> posts(String channel) {
        return world.posts(channel).stream()
                .filter(post -> post.reader().isEmpty())
                // Shown as the message that it points at, which stands in the channel.
                .filter(post -> post.json().path("type").asInt() != Post.THREAD_STARTER)
                .toList();
    }

    /** What a reader of the channel sees. */
    public List<String> visible(String channel) {
        return posts(channel).stream().map(Post::shown).toList();
    }

    public Post post(String channel, String message) {
        return posts(channel).stream()
                .filter(post -> post.id().equals(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no message " + message + " in " + channel));
    }

    /** The bot's own messages in a channel or thread. */
    public List<Post> answers(String channel) {
        return posts(channel).stream()
                .filter(post -> post.author().equals(World.BOT))
                .toList();
    }

    /** Waits until the bot has so many messages there. */
    public List<Post> awaitAnswers(String channel, int count) {
        return await(() -> answers(channel), all -> all.size() >= count, count + " answers in " + channel);
    }

    /** Waits until some message there holds this text. */
    public Post awaitText(String channel, String text) {
        return await(
                        () -> posts(channel),
                        all -> all.stream().anyMatch(post -> post.shown().contains(text)),
                        text + " in " + channel)
                .stream()
                .filter(post -> post.shown().contains(text))
                .findFirst()
                .orElseThrow();
    }

    /** What only this person sees, in all channels. */
    public List<Post> ephemerals(String user) {
        return world.rooms().stream()
                .flatMap(room -> world.posts(room.id()).stream())
                .filter(post -> post.reader().equals(user))
                .toList();
    }

    /** Waits until only this person sees so many messages. */
    public List<Post> awaitEphemerals(String user, int count) {
        return await(() -> ephemerals(user), all -> all.size() >= count, count + " ephemeral messages");
    }

    /** What is in a file that came with a message of the bot. */
    public String file(Post post, String name) {
        for (JsonNode file : post.json().path("attachments")) {
            if (file.path("filename").asText().equals(name)) {
                return world.file(file.path("id").asText());
            }
        }
        throw new AssertionError("no file " + name + " in " + post);
    }

    /** The threads of a channel or the posts of a forum. */
    public List<Room> threads(String channel) {
        return world.rooms().stream()
                .filter(room -> room.parent().equals(channel))
                .toList();
    }

    /** Waits until there are so many. */
    public List<Room> awaitThreads(String channel, int count) {
        return await(() -> threads(channel), all -> all.size() >= count, count + " threads in " + channel);
    }

    /** The commands of a server, or with an empty id those that are everywhere. */
    public List<ObjectNode> commands(String guild) {
        synchronized (world) {
            return commands.of(guild);
        }
    }

    /** Waits until there is a command with this name in the server, or with an empty id everywhere. */
    public ObjectNode awaitCommand(String guild, String name) {
        return await(
                        () -> commands(guild),
                        all -> all.stream()
                                .anyMatch(one -> one.path("name").asText().equals(name)),
                        "the command " + name)
                .stream()
                .filter(one -> one.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** How often all commands were put at once. */
    public int overwrites() {
        return commands.overwrites();
    }

    /** How often the bot was seen typing there. */
    public long typing(String channel) {
        return calls("typing").stream()
                .filter(call -> call.ok() && call.path().contains(channel))
                .count();
    }

    private <T extends @Nullable Object> T await(Supplier<T> what, Predicate<T> condition, String name) {
        try {
            return org.awaitility.Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(what::get, condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "waited for " + name + " and saw " + what.get() + "; calls " + journal.calls("*") + "; violations "
                            + journal.violations(),
                    e);
        }
    }
}
