package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.telemetry.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many ways in which offers, edits, deletions, failures and crashes may fall between each other. The judge is what is visible on
 * the platform at the end. Each seed is one run; a failure names its seed.
 */
@Timeout(120)
class InterleavingTest {
    private static final int RUNS = 150;
    private static final List<String> CONVERSATIONS = List.of("a", "b", "c");
    private static final Duration EVER = Duration.ofDays(10_000);

    /** The process is gone. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void everyQuestionThatWasKeptIsVisibleOnceAndInOrder(int group) {
        for (int i = 0; i < RUNS; i++) {
            new Run(group * 10_000L + i, false).play();
        }
    }

    /** Some messages are refused for good, and some can never be read back: then at most once. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void nothingIsEverVisibleTwice(int group) {
        for (int i = 0; i < RUNS; i++) {
            new Run(group * 10_000L + i, true).play();
        }
    }

    /** One run. */
    private static final class Run {
        private final String name;
        private final Random random;
        private final boolean lossy;
        private final FakeClock clock = new FakeClock();
        private final MemoryStore store = new MemoryStore(clock);
        private final FakePlatform platform = new FakePlatform();
        private final AtomicInteger nudges = new AtomicInteger();
        private final Map<String, List<MessageKey>> kept = new LinkedHashMap<>();
        private final List<Inbound.Message> offered = new ArrayList<>();
        private boolean calm;

        Run(long seed, boolean lossy) {
            this.name = "seed " + seed;
            this.random = new Random(seed);
            this.lossy = lossy;
        }

        void play() {
            try (Metrics metrics = new Metrics()) {
                Inbox inbox = Faults.inbox(store, this::crashing);
                Outbox outbox = Faults.outbox(store, this::crashing);
                Limits limits = new Limits(
                        1_000,
                        1_000,
                        1_000,
                        Limits.AtLimit.DECLINE,
                        Limits.AtLimit.DECLINE,
                        Limits.AtLimit.DECLINE,
                        1_000,
                        100);
                Intake intake = new Intake(
                        inbox, Faults.jobs(nudges), Policies.open(), Presence.none(), limits, clock, metrics);
                for (int step = 0; step < 60; step++) {
                    step(intake, inbox, outbox, metrics);
                }
                calm = true;
                // A platform repeats what was not acknowledged.
                offered.forEach(message -> intake.offer(Offer.of(message)));
                for (int i = 0; i < 500 && store.open() > 0; i++) {
                    CONVERSATIONS.forEach(worker(inbox, outbox, metrics)::work);
                    clock.advance(Duration.ofSeconds(20));
                }
                judge();
            }
        }

        private void step(Intake intake, Inbox inbox, Outbox outbox, Metrics metrics) {
            try {
                switch (random.nextInt(10)) {
                    case 0, 1 -> intake.offer(Offer.of(newMessage()));
                    case 2 -> some().ifPresent(message -> intake.offer(Offer.of(message)));
                    case 3 ->
                        some().filter(message -> random.nextInt(3) == 0)
                                .ifPresent(message -> intake.offer(new Inbound.Edited(
                                        message.key(),
                                        message.conversation(),
                                        message.author(),
                                        clock.instant(),
                                        "e" + random.nextInt(20))));
                    case 4 ->
                        some().filter(message -> random.nextInt(6) == 0)
                                .ifPresent(message -> intake.offer(new Inbound.Deleted(
                                        message.key(), message.conversation(), message.author(), clock.instant())));
                    case 5 -> clock.advance(Duration.ofMillis(random.nextInt(20_000)));
                    default ->
                        worker(inbox, outbox, metrics).work(CONVERSATIONS.get(random.nextInt(CONVERSATIONS.size())));
                }
            } catch (Crash e) {
                // The next process begins with what is stored; workers remember nothing.
                clock.advance(Duration.ofSeconds(1));
            }
        }

        private Inbound.Message newMessage() {
            String conversation = CONVERSATIONS.get(random.nextInt(CONVERSATIONS.size()));
            MessageKey key = new MessageKey(Platform.SLACK, "w", conversation, "q" + offered.size());
            Inbound.Message message = Bench.message(
                    key, Bench.conversation(conversation), Author.person("ada"), "t" + random.nextInt(20), true, 0);
            offered.add(message);
            return message;
        }

        private Optional<Inbound.Message> some() {
            return offered.isEmpty() ? Optional.empty() : Optional.of(offered.get(random.nextInt(offered.size())));
        }

        private Worker worker(Inbox inbox, Outbox outbox, Metrics metrics) {
            return new Worker(
                    inbox,
                    outbox,
                    Presence.none(),
                    new Echo(),
                    new Rough(),
                    new HereAndNow(),
                    new Worker.Times(Duration.ofSeconds(5), EVER, EVER),
                    clock,
                    metrics);
        }

        private boolean now(int oneIn) {
            return !calm && random.nextInt(oneIn) == 0;
        }

        private @Nullable Object crashing(String method, Faults.Call call) throws Throwable {
            if (now(40)) {
                throw new Crash();
            }
            @Nullable Object result = call.call();
            if (method.equals("keep") && Boolean.TRUE.equals(result)) {
                Inbound.Message last = offered.get(offered.size() - 1);
                offered.stream()
                        .filter(message -> store.knows(message.key()))
                        .filter(message -> kept.values().stream().noneMatch(keys -> keys.contains(message.key())))
                        .findFirst()
                        .ifPresentOrElse(
                                message -> kept.computeIfAbsent(
                                                message.conversation().id(), id -> new ArrayList<>())
                                        .add(message.key()),
                                () -> assertThat(last).as(name + ": kept twice").isNull());
            }
            if (now(40)) {
                throw new Crash();
            }
            return result;
        }

        private void judge() {
            assertThat(store.open()).as(name + ": still open").isZero();
            assertThat(platform.shown())
                    .as(name + ": doubled")
                    .extracting(shown -> shown.key().replaceAll("\\.\\d+\\.", "/"))
                    .doesNotHaveDuplicates();
            for (String conversation : CONVERSATIONS) {
                List<MessageKey> keys = kept.getOrDefault(conversation, List.of());
                Map<String, List<String>> visible = platform.shown().stream()
                        .filter(shown -> shown.conversation().equals(conversation))
                        .collect(Collectors.groupingBy(
                                shown -> shown.key().substring(0, shown.key().indexOf('.')),
                                LinkedHashMap::new,
                                Collectors.mapping(FakePlatform.Shown::payload, Collectors.toList())));
                List<String> answered = new ArrayList<>();
                for (MessageKey key : keys) {
                    Job job = store.find(key).orElseThrow();
                    List<String> parts = visible.getOrDefault(job.id(), List.of());
                    if (job.state() == Job.State.WITHDRAWN && job.revision() == 0) {
                        assertThat(parts).as(name + ": withdrawn " + job).isEmpty();
                    } else if (!lossy) {
                        assertThat(parts).as(name + ": lost " + job).isNotEmpty();
                        answered.add(job.id());
                        assertThat(List.of(Job.State.DELIVERED, Job.State.WITHDRAWN))
                                .as(name + ": " + job)
                                .contains(job.state());
                        boolean apology = parts.equals(List.of("sorry"));
                        if (!apology && !job.text().isEmpty()) {
                            assertThat(parts).as(name + ": " + job).isEqualTo(Echo.payloads(job));
                        }
                    }
                }
                if (!lossy) {
                    assertThat(visible.keySet()).as(name + ": order").containsExactlyElementsOf(answered);
                }
            }
        }

        /** A platform on which everything may go wrong that can. */
        private final class Rough implements Doors, ReplyPort {
            @Override
            public ReplyPort port(Platform asked) {
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
                if (now(20)) {
                    throw new Crash();
                }
                if (now(12)) {
                    return new Delivery.Postponed(Duration.ofSeconds(random.nextInt(10) - 1), "rate");
                }
                if (now(12)) {
                    return new Delivery.Unknown("request lost");
                }
                if (lossy && now(10)) {
                    return new Delivery.Undeliverable("refused");
                }
                Delivery delivery = platform.send(message);
                if (now(20)) {
                    throw new Crash();
                }
                if (now(12)) {
                    throw new IllegalStateException("answer lost");
                }
                return now(12) ? new Delivery.Unknown("answer lost") : delivery;
            }

            @Override
            public Optional<Delivery> reconcile(Outgoing message) {
                if (now(20)) {
                    throw new Crash();
                }
                if (now(10)) {
                    throw new IllegalStateException("cannot look");
                }
                if (now(10)) {
                    return Optional.of(new Delivery.Postponed(Duration.ofSeconds(2), "rate"));
                }
                if (lossy && now(5)) {
                    return Optional.of(new Delivery.Unknown("never"));
                }
                return platform.reconcile(message);
            }
        }

        /** Answers with one to three parts, and sometimes breaks. */
        private final class Echo implements Answerer {
            static List<String> payloads(Job job) {
                List<String> payloads = new ArrayList<>();
                for (int i = 0; i <= Math.floorMod(job.text().hashCode(), 3); i++) {
                    payloads.add(job.key().message() + ":" + job.text() + "/" + i);
                }
                return payloads;
            }

            @Override
            public Outcome answer(Job job, Progress progress) {
                if (now(8)) {
                    throw new IllegalStateException("broken");
                }
                return new Outcome("answered", "", payloads(job), Map.of());
            }

            @Override
            public Outcome decline(Job job, Admission.Declined declined) {
                throw new AssertionError("nothing is declined here");
            }

            @Override
            public Outcome apologise(Job job, String sentence) {
                return new Outcome("failed", "", List.of("sorry"), Map.of());
            }
        }
    }

    /** Runs what it is given on the thread that gives it, so that a seed always plays the same. */
    private static final class HereAndNow extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
