package io.github.mlmentor.discord;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The interactions of which Discord is just being told that an answer comes: an answer before that word is refused. Thread-safe.
 */
final class Deferrals {
    /** Discord forgets an interaction that nobody acknowledged by then. */
    private static final int LIMIT_SECONDS = 4;

    private final Map<String, CompletableFuture<Boolean>> pending = new ConcurrentHashMap<>();

    void begin(String interaction) {
        pending.put(interaction, new CompletableFuture<>());
    }

    /** It is told, or never will be. */
    void end(String interaction) {
        CompletableFuture<Boolean> ended = pending.remove(interaction);
        if (ended != null) {
            ended.complete(true);
        }
    }

    /** Returns when an interaction can be answered, as far as this process knows. */
    void await(String interaction) {
        CompletableFuture<Boolean> waiting = pending.get(interaction);
        if (waiting == null) {
            return;
        }
        try {
            var unused = waiting.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            pending.remove(interaction);
        }
    }
}
