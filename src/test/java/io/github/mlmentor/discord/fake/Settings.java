package io.github.mlmentor.discord.fake;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How this Discord behaves where a test may choose. */
public final class Settings {
    volatile Duration ackLife = Duration.ofSeconds(3);
    volatile Duration tokenLife = Duration.ofMinutes(15);
    volatile Duration nonceLife = Duration.ofMinutes(3);
    volatile Duration heartbeat = Duration.ofMillis(41_250);
    volatile Duration sessionLife = Duration.ofMinutes(2);
    volatile boolean messageContent = true;
    volatile boolean echo = true;
    volatile int shards = 1;
    volatile int sessionStarts = 1000;
    volatile Duration sessionStartsAnew = Duration.ofDays(1);
    volatile Rate global = new Rate(Integer.MAX_VALUE, Duration.ofSeconds(1));
    final Map<String, Rate> rates = new ConcurrentHashMap<>();

    /** So many calls in that time. */
    record Rate(int calls, Duration window) {}

    Settings() {}

    /** How long an interaction waits for its first response; Discord's own limit is 3 s. */
    public Settings ackLife(Duration life) {
        ackLife = life;
        return this;
    }

    /** How long an interaction's token works; Discord's own limit is a quarter of an hour. */
    public Settings tokenLife(Duration life) {
        tokenLife = life;
        return this;
    }

    /** How long a nonce is remembered; Discord says "the past few minutes". */
    public Settings nonceLife(Duration life) {
        nonceLife = life;
        return this;
    }

    /** The interval that the gateway asks for. */
    public Settings heartbeat(Duration interval) {
        heartbeat = interval;
        return this;
    }

    /** How long a session without a connection can be resumed. */
    public Settings sessionLife(Duration life) {
        sessionLife = life;
        return this;
    }

    /** Whether the app was granted the privileged intent to read messages. */
    public Settings messageContent(boolean granted) {
        messageContent = granted;
        return this;
    }

    /** Whether what the bot itself writes comes back as events. */
    public Settings echo(boolean on) {
        echo = on;
        return this;
    }

    /** How many shards Discord recommends. */
    public Settings shards(int count) {
        shards = count;
        return this;
    }

    /** How many sessions an app may start in all, and after how long more. */
    public Settings sessionStarts(int count, Duration untilMore) {
        sessionStarts = count;
        sessionStartsAnew = untilMore;
        return this;
    }

    /** A bucket of so many calls of this name, such as {@code message.create}, for each channel, server or webhook. */
    public Settings rate(String name, int calls, Duration window) {
        rates.put(name, new Rate(calls, window));
        return this;
    }

    /** How many calls are allowed in all, interactions excepted. */
    public Settings globalRate(int calls, Duration window) {
        global = new Rate(calls, window);
        return this;
    }

    /** The limits that Discord is known to apply. */
    public Settings documentedRates() {
        Duration five = Duration.ofSeconds(5);
        rate("message.create", 5, five).rate("message.edit", 5, five).rate("message.delete", 5, Duration.ofSeconds(1));
        rate("reaction.add", 1, Duration.ofMillis(250)).rate("followup.create", 5, Duration.ofSeconds(2));
        return rate("followup.edit", 5, Duration.ofSeconds(2)).globalRate(50, Duration.ofSeconds(1));
    }
}
