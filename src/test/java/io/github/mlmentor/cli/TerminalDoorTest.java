package io.github.mlmentor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.answering.BoundedMemory;
import io.github.mlmentor.answering.ConversationMemory;
import io.github.mlmentor.answering.Turn;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Doors;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Limits;
import io.github.mlmentor.intake.MemoryStore;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.intake.Presence;
import io.github.mlmentor.intake.Worker;
import io.github.mlmentor.telemetry.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalDoorTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Metrics metrics = new Metrics();
    private final List<Job> asked = new ArrayList<>();
    private Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final Clock following = new Clock() {
        @Override
        public Instant instant() {
            return clock.instant();
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };
    private final TerminalDoor door = new TerminalDoor(following);
    private final Intake intake = intake();
    private String breaksAt = "";

    @AfterEach
    void stop() {
        threads.shutdownNow();
        metrics.close();
    }

    @Test
    void theAnswerIsThereWhenTheCallReturns() {
        assertThat(door.ask(intake, "", "what is docker?", Map.of("team", "a"))).isEqualTo("answer to what is docker?");
        assertThat(asked).singleElement().satisfies(job -> {
            assertThat(job.scope()).containsExactlyEntriesOf(Map.of("team", "a"));
            assertThat(job.addressed()).isTrue();
            assertThat(job.key().platform()).isEqualTo(Platform.TERMINAL);
        });
    }

    @Test
    void theSameWordsTwiceAreTwoQuestions() {
        door.ask(intake, "talk", "again", Map.of());
        door.ask(intake, "talk", "again", Map.of());
        assertThat(asked).hasSize(2);
        assertThat(asked).extracting(job -> job.conversation().id()).containsOnly("talk");
    }

    @Test
    void questionsThatBelongToNoConversationDoNotShareOne() {
        door.ask(intake, "", "one", Map.of());
        door.ask(intake, "", "two", Map.of());
        assertThat(asked).extracting(job -> job.conversation().id()).doesNotHaveDuplicates();
    }

    @Test
    void aPoliteNoIsShownLikeAnAnswer() {
        assertThat(door.ask(intake, "", "  ", Map.of())).contains("no question in that");
    }

    @Test
    void whatCannotBeAnsweredNowIsSaidSo() {
        breaksAt = "q";
        assertThatThrownBy(() -> door.ask(intake, "", "q", Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ask again");
    }

    /** The late answer to an older question must not be taken for the answer to this one. */
    @Test
    void anOlderQuestionThatIsAnsweredOnTheWayIsNotMistakenForThisOne() {
        breaksAt = "first";
        assertThatThrownBy(() -> door.ask(intake, "", "first", Map.of())).isInstanceOf(IllegalStateException.class);
        breaksAt = "second";
        clock = Clock.offset(clock, Duration.ofSeconds(10));
        assertThatThrownBy(() -> door.ask(intake, "", "second", Map.of())).isInstanceOf(IllegalStateException.class);
        breaksAt = "";
        clock = Clock.offset(clock, Duration.ofSeconds(10));
        assertThat(door.ask(intake, "", "third", Map.of())).isEqualTo("answer to third");
    }

    @Test
    void sendingTwiceShowsOnce() {
        assertThat(door.platform()).isEqualTo(Platform.TERMINAL);
        assertThat(door.reconcile(new Outgoing("k", new Conversation("c", Conversation.Kind.SESSION), "payload", null)))
                .isEmpty();
    }

    @Test
    void onlyConversationsAreRemembered() {
        BoundedMemory real = new BoundedMemory(10, 10);
        ConversationMemory memory = TerminalDoor.remembering(real);
        Turn turn = new Turn("q", "q", List.of("sql"), "a");
        memory.remember("once/1", turn);
        memory.remember("talk", turn);
        assertThat(memory.recall("once/1")).isEmpty();
        assertThat(real.recall("once/1")).isEmpty();
        assertThat(memory.recall("talk")).containsExactly(turn);
    }

    private Intake intake() {
        MemoryStore store = new MemoryStore(following);
        store.start(new Worker(
                store,
                store,
                Presence.none(),
                new Repeating(),
                new Doors() {
                    @Override
                    public ReplyPort port(Platform platform) {
                        return door;
                    }

                    @Override
                    public Progress progress(Job job) {
                        return Progress.none();
                    }
                },
                threads,
                new Worker.Times(Duration.ofSeconds(20), Duration.ofHours(1), Duration.ofHours(1)),
                following,
                metrics));
        Limits limits =
                new Limits(9, 9, 9, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, 9, 99);
        return new Intake(store, store, Policies.open(), Presence.none(), limits, following, metrics);
    }

    private final class Repeating implements Answerer {
        @Override
        public Outcome answer(Job job, Progress progress) {
            if (job.text().equals(breaksAt)) {
                throw new IllegalStateException("broken on purpose");
            }
            asked.add(job);
            return new Outcome("answered", "", List.of("answer to " + job.text()), Map.of());
        }

        @Override
        public Outcome decline(Job job, Admission.Declined declined) {
            return new Outcome("declined", "", List.of(declined.sentence()), Map.of());
        }

        @Override
        public Outcome apologise(Job job, String sentence) {
            return new Outcome("failed", "", List.of(sentence), Map.of());
        }
    }
}
