package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.telemetry.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Intake and worker over a store in memory, a platform and an answerer that do what a test says. */
final class Bench implements AutoCloseable {
    static final Limits LIMITS = new Limits(
            100, 1_000, 10_000, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, 1_000, 200);
    static final Duration STALE = Duration.ofHours(1);
    static final Duration DELIVERY = Duration.ofHours(6);

    final FakeClock clock = new FakeClock();
    final MemoryStore store = new MemoryStore(clock);
    final FakePlatform platform = new FakePlatform();
    final ScriptedAnswerer answerer = new ScriptedAnswerer();
    final FakePolicies policies = new FakePolicies();
    final FakePresence presence = new FakePresence();
    final Metrics metrics = new Metrics();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    final Intake intake = intake(LIMITS);
    final Worker worker = worker(Duration.ofSeconds(30));

    Intake intake(Limits limits) {
        return new Intake(store, store, policies, presence, limits, clock, metrics);
    }

    Worker worker(Duration answer) {
        return new Worker(
                store,
                store,
                presence,
                answerer,
                platform,
                threads,
                new Worker.Times(answer, STALE, DELIVERY),
                clock,
                metrics);
    }

    Admission ask(String id, String text) {
        return intake.offer(Offer.of(message(id, text)));
    }

    Admission overhear(String id, String text) {
        return intake.offer(Offer.of(message(id, "ada", text, false)));
    }

    Inbox.Edit edit(String id, String text) {
        return intake.offer(
                new Inbound.Edited(key(id), conversation("c"), Author.person("ada"), clock.instant(), text));
    }

    boolean delete(String id) {
        return intake.offer(new Inbound.Deleted(key(id), conversation("c"), Author.person("ada"), clock.instant()));
    }

    void listen(ChannelPolicy.Mode mode, Duration patience) {
        policies.set(key("any"), ChannelPolicy.of(mode, patience));
    }

    Job job(String id) {
        return store.find(key(id)).orElseThrow();
    }

    Optional<Job.State> state(String id) {
        return store.find(key(id)).map(Job::state);
    }

    /** Works and lets the time pass until nothing is open. */
    void finish() {
        for (int i = 0; i < 200 && store.open() > 0; i++) {
            worker.work("c");
            if (store.open() == 0) {
                return;
            }
            // What was overheard is not shown before it is due.
            Instant due = store.next("c", clock.instant())
                    .map(Job::dueAt)
                    .orElseGet(() -> clock.instant().plusSeconds(10));
            if (due.isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), due));
            }
        }
    }

    static MessageKey key(String id) {
        return new MessageKey(Platform.SLACK, "w", "c", id);
    }

    static Conversation conversation(String id) {
        return new Conversation(id, Conversation.Kind.THREAD);
    }

    static Inbound.Message message(String id, String text) {
        return message(id, "ada", text, true);
    }

    static Inbound.Message message(String id, String author, String text, boolean addressed) {
        return message(key(id), conversation("c"), Author.person(author), text, addressed, 0);
    }

    static Inbound.Message message(
            MessageKey key, Conversation where, Author author, String text, boolean addressed, int attachments) {
        return new Inbound.Message(
                key, where, author, Instant.parse("2025-12-31T23:59:59Z"), text, addressed, attachments, null);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        metrics.close();
    }
}
