package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions that change or vanish before, while and after they are answered. */
class EditsTest {
    private final Bench bench = new Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aQuestionThatWaitsIsAnsweredAsEdited() {
        bench.ask("1", "what is doker?");
        assertThat(bench.edit("1", "what is docker?")).isEqualTo(Inbox.Edit.IN_TIME);
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to what is docker?");
        assertThat(bench.answerer.asked()).isEqualTo(1);
    }

    @Test
    void aQuestionThatIsEditedWhileItIsAnsweredIsAnsweredAsEdited() {
        bench.answerer.next((job, progress) -> {
            assertThat(bench.edit("1", "edited")).isEqualTo(Inbox.Edit.IN_TIME);
            return ScriptedAnswerer.saying("answer to the first");
        });
        bench.ask("1", "q");
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to edited");
        assertThat(bench.platform.sent()).hasSize(1);
    }

    /** Whoever keeps correcting a question while it is answered has broken nothing. */
    @Test
    void manyEditsAreNoFailures() {
        AtomicInteger edits = new AtomicInteger();
        bench.ask("1", "q");
        for (int i = 0; i < 8; i++) {
            bench.answerer.next((job, progress) -> {
                bench.edit("1", "q" + edits.incrementAndGet());
                return ScriptedAnswerer.saying("to an older question");
            });
        }
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q8");
    }

    @Test
    void anEditAfterTheAnswerTakesItsPlaceOnce() {
        bench.ask("1", "q");
        bench.finish();
        String name = bench.platform.shown().get(0).name();
        assertThat(bench.edit("1", "q2")).isEqualTo(Inbox.Edit.AGAIN);
        assertThat(bench.state("1")).contains(Job.State.WAITING);
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q2");
        assertThat(bench.platform.shown().get(0).name()).isEqualTo(name);
        assertThat(bench.edit("1", "q3")).isEqualTo(Inbox.Edit.NOTHING);
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q2");
    }

    @Test
    void aShorterAnswerTakesTheSurplusAwayAndALongerOneAdds() {
        bench.answerer.parts(3);
        bench.ask("1", "q");
        bench.ask("2", "r");
        bench.finish();
        bench.answerer.parts(1);
        bench.edit("1", "short");
        bench.finish();
        assertThat(bench.platform.visible())
                .containsExactly("answer to short", "answer to r/0", "answer to r/1", "answer to r/2");
        bench.answerer.parts(4);
        bench.edit("2", "long");
        bench.finish();
        assertThat(bench.platform.visible())
                .containsExactly(
                        "answer to short",
                        "answer to long/0",
                        "answer to long/1",
                        "answer to long/2",
                        "answer to long/3");
        assertThat(bench.state("1")).contains(Job.State.DELIVERED);
        assertThat(bench.state("2")).contains(Job.State.DELIVERED);
    }

    @Test
    void aReplacementWhoseOutcomeIsUnknownIsLookedForByItsOwnKey() {
        bench.ask("1", "q");
        bench.finish();
        bench.edit("1", "q2");
        bench.platform.will(FakePlatform.loseTheAnswer());
        bench.finish();
        assertThat(bench.platform.sentKeys())
                .containsExactly(Job.id(Bench.key("1")) + ".0.0", Job.id(Bench.key("1")) + ".1.0");
        assertThat(bench.platform.visible()).containsExactly("answer to q2");
    }

    @Test
    void anEditWhileTheAnswerGoesOutWaitsForItsEnd() {
        bench.answerer.parts(2);
        bench.platform.will(FakePlatform.deliver(), FakePlatform.postpone(Duration.ofSeconds(5)));
        bench.ask("1", "q");
        bench.worker.work("c");
        assertThat(bench.edit("1", "q2")).isEqualTo(Inbox.Edit.AGAIN);
        assertThat(bench.edit("1", "q3")).isEqualTo(Inbox.Edit.NOTHING);
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q2/0", "answer to q2/1");
        assertThat(bench.job("1").revision()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsBetterTakenBackIsTakenBack() {
        bench.listen(ChannelPolicy.Mode.AUTO, Duration.ZERO);
        bench.overhear("1", "what is docker?");
        bench.finish();
        bench.answerer.next((job, progress) -> Answerer.Outcome.NOTHING);
        bench.edit("1", "what is your favourite colour?");
        bench.finish();
        assertThat(bench.platform.visible()).isEmpty();
        assertThat(bench.store.open()).isZero();
    }

    /** People who spoke since take nothing from an answer that stands there; it is only kept true. */
    @Test
    void anAnswerThatIsVisibleIsUpdatedThoughPeopleSpokeSince() {
        bench.listen(ChannelPolicy.Mode.AUTO, Duration.ZERO);
        bench.presence.asker("ada");
        bench.overhear("1", "what is docker?");
        bench.finish();
        bench.clock.advance(Duration.ofMinutes(1));
        bench.presence.spoke(Bench.key("2"), "c", "bob", bench.clock.instant());
        bench.edit("1", "what is podman?");
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to what is podman?");
        assertThat(bench.state("1")).contains(Job.State.DELIVERED);
    }

    @Test
    void whatSaysTheSameAsBeforeChangesNothing() {
        bench.ask("1", "q");
        assertThat(bench.edit("1", "q")).isEqualTo(Inbox.Edit.NOTHING);
        bench.finish();
        assertThat(bench.edit("1", "q")).isEqualTo(Inbox.Edit.NOTHING);
        assertThat(bench.edit("1", "q2")).isEqualTo(Inbox.Edit.AGAIN);
    }

    @Test
    void editsOfOtherMessagesOfPoliteNosAndOfOldQuestionsChangeNothing() {
        assertThat(bench.edit("unknown", "q")).isEqualTo(Inbox.Edit.NOTHING);
        bench.ask("1", "");
        assertThat(bench.edit("1", "q")).isEqualTo(Inbox.Edit.NOTHING);
        bench.finish();
        bench.ask("2", "q");
        bench.finish();
        bench.clock.advance(Duration.ofHours(1));
        bench.ask("3", "r");
        bench.finish();
        assertThat(bench.edit("2", "at the last moment")).isEqualTo(Inbox.Edit.AGAIN);
        bench.finish();
        bench.clock.advance(Duration.ofHours(1).plusMillis(1));
        assertThat(bench.edit("3", "too late")).isEqualTo(Inbox.Edit.NOTHING);
    }

    @Test
    void whatCouldNotBeDeliveredIsNotUpdated() {
        bench.platform.will(FakePlatform.refuse("channel_gone"));
        bench.ask("1", "q");
        bench.finish();
        assertThat(bench.edit("1", "q2")).isEqualTo(Inbox.Edit.NOTHING);
    }

    /** What may be visible unseen cannot be replaced; an answer to the edit would stand beside it. */
    @Test
    void anEditDoesNotAnswerBesideWhatMayBeVisibleAlready() {
        bench.platform.will(FakePlatform.loseTheAnswer());
        bench.platform.willFind(() -> Optional.of(new Delivery.Unknown("ephemeral")));
        bench.ask("1", "q");
        bench.worker.work("c");
        bench.edit("1", "q2");
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q");
        assertThat(bench.state("1")).contains(Job.State.UNDELIVERABLE);
    }

    @Test
    void aDeletedQuestionIsNotAnswered() {
        bench.ask("1", "q");
        assertThat(bench.delete("1")).isTrue();
        assertThat(bench.state("1")).contains(Job.State.WITHDRAWN);
        assertThat(bench.job("1").text()).isEmpty();
        bench.worker.work("c");
        assertThat(bench.platform.sent()).isEmpty();
        assertThat(bench.answerer.asked()).isZero();
        assertThat(bench.ask("1", "q")).isEqualTo(new Admission.Ignored("duplicate"));
        assertThat(bench.delete("unknown")).isFalse();
    }

    @Test
    void aQuestionThatIsDeletedWhileItIsAnsweredIsNotAnswered() {
        bench.answerer.next((job, progress) -> {
            bench.delete("1");
            return ScriptedAnswerer.saying("never to be seen");
        });
        bench.ask("1", "q");
        bench.finish();
        assertThat(bench.platform.sent()).isEmpty();
        assertThat(bench.state("1")).contains(Job.State.WITHDRAWN);
    }

    @Test
    void aQuestionThatIsDeletedWhileItsAnswerFailsStaysWithdrawn() {
        bench.answerer.next((job, progress) -> {
            bench.delete("1");
            throw new IllegalStateException("broken");
        });
        bench.ask("1", "q");
        bench.finish();
        assertThat(bench.state("1")).contains(Job.State.WITHDRAWN);
        assertThat(bench.answerer.asked()).isEqualTo(1);
    }

    /** Events may overtake each other: nothing brings a deleted question back. */
    @Test
    void anEditThatArrivesAfterTheDeletionChangesNothing() {
        bench.ask("1", "q");
        bench.finish();
        bench.delete("1");
        assertThat(bench.edit("1", "q2")).isEqualTo(Inbox.Edit.NOTHING);
        bench.finish();
        assertThat(bench.answerer.asked()).isEqualTo(1);
        assertThat(bench.job("1").text()).isEmpty();
    }

    @Test
    void aDeletionWhileTheAnswerGoesOutForgetsTheEditToo() {
        bench.answerer.parts(2);
        bench.platform.will(FakePlatform.deliver(), FakePlatform.postpone(Duration.ofSeconds(5)));
        bench.ask("1", "q");
        bench.worker.work("c");
        bench.edit("1", "q2");
        bench.delete("1");
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q/0", "answer to q/1");
        assertThat(bench.job("1").text()).isEmpty();
        assertThat(bench.store.history("c", 5)).isEmpty();
    }

    @Test
    void whatIsClosedStaysAsItWasClosed() {
        bench.ask("1", "q");
        Job read = bench.job("1");
        bench.delete("1");
        bench.store.close(read, Job.State.WITHHELD, "people_answered", bench.clock.instant());
        assertThat(bench.state("1")).contains(Job.State.WITHDRAWN);
        assertThat(bench.store.answered(read, ScriptedAnswerer.saying("late"), bench.clock.instant()))
                .isFalse();
    }

    @Test
    void theMemoryOfAConversationFollowsItsEdits() {
        bench.answerer.next((job, progress) -> new Answerer.Outcome("answered", "first", List.of("a"), Map.of()));
        bench.answerer.next((job, progress) -> new Answerer.Outcome("answered", "second", List.of("b"), Map.of()));
        bench.ask("1", "q");
        bench.finish();
        assertThat(bench.store.history("c", 5)).containsExactly("first");
        bench.edit("1", "q2");
        assertThat(bench.store.history("c", 5)).isEmpty();
        bench.finish();
        assertThat(bench.store.history("c", 5)).containsExactly("second");
        bench.delete("1");
        assertThat(bench.store.history("c", 5)).isEmpty();
    }
}
