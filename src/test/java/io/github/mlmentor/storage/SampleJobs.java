package io.github.mlmentor.storage;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Jobs for tests, of the workspace "w" on Slack, and the one who wakes their conversations. */
final class SampleJobs {
    private SampleJobs() {}

    static MessageKey key(String channel, String message) {
        return new MessageKey(Platform.SLACK, "w", channel, message);
    }

    static Job job(String conversation, String message, String author) {
        return job(key(conversation, message), conversation, author, "what is it?", Map.of(), Instant.now());
    }

    static Job job(
            MessageKey key, String conversation, String author, String text, Map<String, String> notes, Instant at) {
        return new Job(
                key,
                new Conversation(conversation, Conversation.Kind.THREAD),
                author,
                text,
                Map.of(),
                notes,
                true,
                Optional.empty(),
                false,
                at,
                at,
                Job.State.WAITING,
                0,
                0);
    }

    static Job job(String conversation, String message, String author, Instant at) {
        return job(key(conversation, message), conversation, author, "what is it?", Map.of(), at);
    }

    static DbSchedulerJobs jobs(Database database, int threads) {
        Clock clock = Clock.systemUTC();
        return new DbSchedulerJobs(
                database,
                new Upkeep(database, Duration.ofDays(30), clock),
                new DbSchedulerJobs.Setup(threads, Duration.ofSeconds(5)),
                clock);
    }
}
