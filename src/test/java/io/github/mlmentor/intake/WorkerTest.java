package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.telemetry.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private final TickingClock clock = new TickingClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FakePlatform platform = new FakePlatform();
    private final ScriptedAnswerer answerer = new ScriptedAnswerer();
    private final Metrics metrics = new Metrics();
    private final Limits limits = new Limits(
            3, 100, 1_000, Limits.AtLimit.DECLINE, Limits.AtLimit.KNOWLEDGE, Limits.AtLimit.KNOWLEDGE, 5, 200);
    private final Intake intake = new Intake(store, store, Policies.open(), Presence.none(), limits, clock, metrics);
    private final Worker worker = new Worker(
            store,
            store,
            Presence.none(),
            answerer,
            platform,
            threads,
            new Worker.Times(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofHours(6)),
            clock,
            metrics);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        metrics.close();
    }

    @Test
    void anAdmittedQuestionIsVisibleOnce() {
        assertThat(offer("1", "what is docker?")).isInstanceOf(Admission.Admitted.class);
        workUntilDone();
        assertThat(platform.visible).containsExactly("answer to what is docker?");
        assertThat(store.open()).isZero();
    }

    @Test
    void theSameMessageIsAnsweredOnce() {
        offer("1", "what is docker?");
        assertThat(offer("1", "what is docker?")).isEqualTo(new Admission.Ignored("duplicate"));
        workUntilDone();
        assertThat(platform.visible).hasSize(1);
    }

    @Test
    void botsAndWordsBetweenPeopleAreIgnored() {
        Inbound.Message bot = message("1", "hello", new Author("b", true, false), true);
        Inbound.Message overheard = message("2", "hello", Author.person("ada"), false);
        assertThat(intake.offer(Offer.of(bot))).isEqualTo(new Admission.Ignored("bot"));
        assertThat(intake.offer(Offer.of(overheard))).isEqualTo(new Admission.Ignored("not_addressed"));
    }

    @Test
    void tooManyQuestionsInAMinuteAreDeclinedWithATimeToComeBack() {
        for (int i = 0; i < 3; i++) {
            offer(Integer.toString(i), "a question");
            workUntilDone();
        }
        assertThat(offer("4", "one more"))
                .isInstanceOfSatisfying(
                        Admission.Declined.class,
                        declined -> assertThat(declined.retryAfter()).isEqualTo(Duration.ofMinutes(1)));
        clock.advance(Duration.ofSeconds(61));
        assertThat(offer("5", "one more")).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void aTemporaryRefusalIsTriedAgainWhenThePlatformWishes() {
        platform.next.add(new Delivery.Postponed(Duration.ofSeconds(30), "rate"));
        offer("1", "what is docker?");
        worker.work("c");
        assertThat(store.next("c", clock.instant()).map(Job::dueAt))
                .contains(clock.instant().plusSeconds(30));
        worker.work("c");
        assertThat(platform.visible).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        workUntilDone();
        assertThat(platform.visible).hasSize(1);
    }

    @Test
    void aSendWhoseOutcomeIsUnknownIsLookedForBeforeItIsSentAgain() {
        platform.showButLoseTheAnswer = true;
        offer("1", "what is docker?");
        worker.work("c");
        platform.showButLoseTheAnswer = false;
        clock.advance(Duration.ofMinutes(1));
        workUntilDone();
        assertThat(platform.visible).hasSize(1);
        assertThat(store.find(key("1")).map(Job::state)).contains(Job.State.DELIVERED);
    }

    @Test
    void whatCanNeverBeDeliveredIsClosedWithAReason() {
        platform.next.add(new Delivery.Undeliverable("channel_gone"));
        offer("1", "what is docker?");
        workUntilDone();
        assertThat(store.find(key("1")).map(Job::state)).contains(Job.State.UNDELIVERABLE);
    }

    @Test
    void anAnswererThatBreaksIsTriedAgainAndInTheEndApologises() {
        answerer.broken = true;
        offer("1", "what is docker?");
        workUntilDone();
        assertThat(platform.visible).containsExactly("sorry");
    }

    @Test
    void partsAreSentInOrderAndTheRestWaitsForAStuckOne() {
        answerer.parts = 3;
        platform.next.add(new Delivery.Delivered("m"));
        platform.next.add(new Delivery.Postponed(Duration.ofSeconds(5), "rate"));
        offer("1", "q");
        worker.work("c");
        assertThat(platform.sent).containsExactly("answer to q/0", "answer to q/1");
        clock.advance(Duration.ofSeconds(5));
        workUntilDone();
        assertThat(platform.visible).containsExactly("answer to q/1", "answer to q/2");
    }

    private Admission offer(String id, String text) {
        return intake.offer(Offer.of(message(id, text, Author.person("ada"), true)));
    }

    private static Inbound.Message message(String id, String text, Author author, boolean addressed) {
        return new Inbound.Message(
                key(id),
                new Conversation("c", Conversation.Kind.THREAD),
                author,
                Instant.EPOCH,
                text,
                addressed,
                0,
                null);
    }

    private static MessageKey key(String id) {
        return new MessageKey(Platform.SLACK, "w", "c", id);
    }

    private void workUntilDone() {
        for (int i = 0; i < 50 && store.open() > 0; i++) {
            worker.work("c");
            store.next("c", clock.instant())
                    .map(Job::dueAt)
                    .filter(at -> at.isAfter(clock.instant()))
                    .ifPresent(at -> clock.advance(Duration.between(clock.instant(), at)));
        }
    }

    /** A platform that keeps what is visible, the judge of every test. */
    private static final class FakePlatform implements Doors, ReplyPort {
        private final List<String> visible = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();
        private final List<String> sent = new ArrayList<>();
        private final Deque<Delivery> next = new ArrayDeque<>();
        private boolean showButLoseTheAnswer;

        @Override
        public ReplyPort port(Platform platform) {
            return this;
        }

        @Override
        public Progress progress(Job job) {
            return Progress.none();
        }

        @Override
        public Platform platform() {
            return Platform.SLACK;
        }

        @Override
        public Delivery send(Outgoing message) {
            sent.add(message.payload());
            Delivery scripted = next.poll();
            if (scripted != null) {
                return scripted;
            }
            visible.add(message.payload());
            keys.add(message.key());
            return showButLoseTheAnswer
                    ? new Delivery.Unknown("timeout")
                    : new Delivery.Delivered("m" + visible.size());
        }

        @Override
        public Optional<Delivery> reconcile(Outgoing message) {
            return keys.contains(message.key()) ? Optional.of(new Delivery.Delivered("found")) : Optional.empty();
        }
    }

    private static final class ScriptedAnswerer implements Answerer {
        private boolean broken;
        private int parts = 1;

        @Override
        public Outcome answer(Job job, Progress progress) {
            if (broken) {
                throw new IllegalStateException("broken on purpose");
            }
            List<String> payloads = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                payloads.add("answer to " + job.text() + (parts > 1 ? "/" + i : ""));
            }
            return new Outcome("answered", "", payloads, Map.of());
        }

        @Override
        public Outcome decline(Job job, Admission.Declined declined) {
            return new Outcome("declined", "", List.of(declined.sentence()), Map.of());
        }

        @Override
        public Outcome apologise(Job job, String sentence) {
            return new Outcome("failed", "", List.of("sorry"), Map.of());
        }
    }

    private static final class TickingClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
