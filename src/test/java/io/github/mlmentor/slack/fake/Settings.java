package io.github.mlmentor.slack.fake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How this Slack behaves where a test may choose. */
public final class Settings {
    /** In which events a mention arrives, and in which order. */
    public enum Pairing {
        MENTION_THEN_MESSAGE,
        MESSAGE_THEN_MENTION,
        MENTION_ONLY,
        MESSAGE_ONLY
    }

    volatile Duration ackTimeout = Duration.ofSeconds(3);
    volatile List<Duration> retryDelays = List.of(Duration.ZERO, Duration.ofMillis(200), Duration.ofSeconds(1));
    volatile Pairing pairing = Pairing.MENTION_THEN_MESSAGE;
    volatile Duration pairGap = Duration.ZERO;
    volatile boolean echo = true;
    volatile Set<String> subscriptions = Set.of("*");
    volatile Duration triggerLife = Duration.ofSeconds(3);
    volatile Duration responseUrlLife = Duration.ofMinutes(30);
    volatile Duration retirement = Duration.ofMillis(200);
    volatile int maxConnections = 10;
    volatile Duration tokenLife = Duration.ofHours(12);
    volatile boolean tokenRotation;
    volatile boolean assistantAllowed = true;
    volatile boolean marksInMenus = true;
    final Map<String, Rate> rates = new ConcurrentHashMap<>();

    /** So many calls in that time. */
    record Rate(int calls, Duration window) {}

    Settings() {}

    /** How long the app may take to acknowledge; Slack's own limit is 3 s. */
    public Settings ackTimeout(Duration timeout) {
        ackTimeout = timeout;
        return this;
    }

    /** The pauses before each retry of an event; Slack's own are none, a minute and five. */
    public Settings retryDelays(Duration... delays) {
        retryDelays = List.of(delays);
        return this;
    }

    /** How a mention arrives, and how far apart its two events are. */
    public Settings pairing(Pairing how, Duration gap) {
        pairing = how;
        pairGap = gap;
        return this;
    }

    /** Whether what the bot posts, changes and deletes comes back as events. */
    public Settings echo(boolean on) {
        echo = on;
        return this;
    }

    /** The events that the app subscribed to, such as {@code app_mention} and {@code message.channels}; {@code *} is all. */
    public Settings subscriptions(String... events) {
        subscriptions = Set.of(events);
        return this;
    }

    /** How long a trigger id opens a view; Slack's own limit is 3 s. */
    public Settings triggerLife(Duration life) {
        triggerLife = life;
        return this;
    }

    /** How long a response_url works; Slack's own limit is half an hour. */
    public Settings responseUrlLife(Duration life) {
        responseUrlLife = life;
        return this;
    }

    /** How long a connection stays open after it was told to go. */
    public Settings retirement(Duration pause) {
        retirement = pause;
        return this;
    }

    /** How many connections Socket Mode allows. */
    public Settings maxConnections(int connections) {
        maxConnections = connections;
        return this;
    }

    /** Hands out tokens that live so long, with refresh tokens. */
    public Settings tokenRotation(Duration life) {
        tokenRotation = true;
        tokenLife = life;
        return this;
    }

    /** Whether the workspace's plan has the assistant features and streams. */
    public Settings assistantAllowed(boolean allowed) {
        assistantAllowed = allowed;
        return this;
    }

    /** Whether a message comes with its metadata when somebody uses an entry of its menu. */
    public Settings marksInMenus(boolean shown) {
        marksInMenus = shown;
        return this;
    }

    /** Answers 429 to more calls of this method than that: by channel for {@code chat.postMessage}, else by workspace. */
    public Settings rate(String method, int calls, Duration window) {
        rates.put(method, new Rate(calls, window));
        return this;
    }

    /** The rates that Slack documents for internal apps. */
    public Settings documentedRates() {
        Duration minute = Duration.ofMinutes(1);
        rate("chat.postMessage", 1, Duration.ofSeconds(1));
        rate("chat.update", 50, minute).rate("chat.delete", 50, minute).rate("chat.appendStream", 100, minute);
        rate("chat.startStream", 20, minute).rate("chat.stopStream", 20, minute);
        return rate("conversations.history", 50, minute).rate("conversations.replies", 50, minute);
    }
}
