package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** What happened and what stands where, now or as soon as it does. */
public final class Observer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final World world;
    private final Views views;
    private final Interactions interactions;
    private final Journal journal;

    Observer(World world, Views views, Interactions interactions, Journal journal) {
        this.world = world;
        this.views = views;
        this.interactions = interactions;
        this.journal = journal;
    }

    /** The calls to these methods so far; {@code *} stands for anything. */
    public List<Call> calls(String methods) {
        return journal.calls(methods);
    }

    /** Waits until there are so many calls. */
    public List<Call> awaitCalls(String methods, int count) {
        return await(() -> calls(methods), calls -> calls.size() >= count, count + " calls of " + methods);
    }

    /** Everything that was sent to the app so far. */
    public List<Delivery> deliveries() {
        return journal.deliveries();
    }

    /** How long the app took for everything that it acknowledged, shortest first. */
    public List<Duration> latencies() {
        return deliveries().stream()
                .filter(Delivery::acknowledged)
                .map(Delivery::latency)
                .sorted()
                .toList();
    }

    /** Waits until it is acknowledged or given up. */
    public Delivery await(Delivery delivery) {
        return await(() -> delivery, Delivery::finished, "the end of " + delivery);
    }

    /** Waits until every event about it is acknowledged or given up. */
    public Sent await(Sent sent) {
        return await(() -> sent, all -> all.deliveries().stream().allMatch(Delivery::finished), "the end of " + sent);
    }

    /** Waits until everything sent so far is acknowledged or given up. */
    public void awaitQuiet() {
        await(this::deliveries, all -> all.stream().allMatch(Delivery::finished), "all deliveries");
    }

    /** What a reader of the channel sees, replies in threads left out. */
    public List<String> visible(String channel) {
        return world.visible(channel, "");
    }

    /** What a reader of the thread sees, its first message included. */
    public List<String> visible(String channel, String thread) {
        return world.visible(channel, thread);
    }

    /** Waits until the thread, or with an empty one the channel, looks as it should. */
    public List<String> awaitVisible(String channel, String thread, Predicate<List<String>> looks) {
        return await(() -> visible(channel, thread), looks, "messages in " + channel + " " + thread);
    }

    /** Waits until some message in the thread holds this text. */
    public List<String> awaitText(String channel, String thread, String text) {
        return awaitVisible(channel, thread, all -> all.stream().anyMatch(one -> one.contains(text)));
    }

    /** Everything in a channel, threads included, in order. */
    public List<Post> posts(String channel) {
        return world.posts(channel);
    }

    /** The bot's own messages in a thread. */
    public List<Post> answers(String channel, String thread) {
        String bot = world.team(world.room(channel).team()).botUser();
        return posts(channel).stream()
                .filter(post -> post.thread().equals(thread) && post.user().equals(bot) && !post.tombstone())
                .toList();
    }

    /** Waits until the bot has so many messages in a thread. */
    public List<Post> awaitAnswers(String channel, String thread, int count) {
        return await(() -> answers(channel, thread), all -> all.size() >= count, count + " answers in " + thread);
    }

    public Post post(String channel, String ts) {
        return posts(channel).stream()
                .filter(post -> post.ts().equals(ts))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no message " + ts + " in " + channel));
    }

    /** What only this person sees, in all channels. */
    public List<Ephemeral> ephemerals(String user) {
        return world.ephemerals().stream()
                .filter(ephemeral -> ephemeral.user().equals(user))
                .toList();
    }

    /** Waits until this person has seen so many of them. */
    public List<Ephemeral> awaitEphemerals(String user, int count) {
        return await(() -> ephemerals(user), all -> all.size() >= count, count + " ephemeral messages");
    }

    /** The modal that this person sees. */
    public @Nullable ObjectNode modal(String user) {
        return views.modal(user);
    }

    /** Waits until this person sees a modal with this callback id. */
    public ObjectNode awaitModal(String user, String callbackId) {
        ObjectNode modal = await(
                () -> modal(user),
                view -> view != null && view.path("callback_id").asText().equals(callbackId),
                "the modal " + callbackId);
        if (modal == null) {
            throw new AssertionError("unreachable");
        }
        return modal;
    }

    /** This person's Home tab. */
    public @Nullable ObjectNode home(String user) {
        return views.home(user);
    }

    /** What a modal or the Home tab reads. */
    public static String text(ObjectNode view) {
        return VisibleText.of(view);
    }

    /** What the modal complains about by block id, after a submission that the app refused. */
    public Map<String, String> errors(Delivery submission) {
        return interactions.errors(submission);
    }

    /** What stands below a thread while the app works, or empty. */
    public String status(String channel, String thread) {
        return world.status(channel, thread);
    }

    /** The title of a thread in the assistant's panel, or empty. */
    public String title(String channel, String thread) {
        return world.title(channel, thread);
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
