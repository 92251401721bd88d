package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CourierTest {
    private final Bench bench = new Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void whatGoesWellIsSentOnceAndNeverLookedFor() {
        bench.answerer.parts(3);
        bench.ask("1", "q");
        bench.worker.work("c");
        assertThat(bench.platform.visible()).containsExactly("answer to q/0", "answer to q/1", "answer to q/2");
        assertThat(bench.platform.looked()).isZero();
        assertThat(bench.state("1")).contains(Job.State.DELIVERED);
        assertThat(bench.metrics.scrape()).contains("mlmentor_job_done_total{outcome=\"delivered\"} 1.0");
    }

    @Test
    void everyPartHasItsOwnKeyWhichEveryAttemptRepeats() {
        bench.answerer.parts(2);
        bench.platform.will(FakePlatform.loseTheRequest());
        bench.ask("1", "q");
        bench.finish();
        String id = Job.id(Bench.key("1"));
        assertThat(bench.platform.sentKeys()).containsExactly(id + ".0.0", id + ".0.0", id + ".0.1");
    }

    @Test
    void aTemporaryRefusalIsTriedAgainWhenThePlatformWishes() {
        bench.platform.will(FakePlatform.postpone(Duration.ofSeconds(30)));
        bench.ask("1", "q");
        bench.worker.work("c");
        assertThat(bench.job("1").dueAt()).isEqualTo(bench.clock.instant().plusSeconds(30));
        bench.clock.advance(Duration.ofSeconds(29));
        bench.worker.work("c");
        assertThat(bench.platform.sent()).hasSize(1);
        bench.clock.advance(Duration.ofSeconds(1));
        bench.worker.work("c");
        assertThat(bench.platform.visible()).hasSize(1);
        // A refusal had no effect, so there was nothing to look for.
        assertThat(bench.platform.looked()).isZero();
    }

    @Test
    void aPlatformThatWishesNoPauseGetsABreathAllTheSame() {
        bench.platform.will(FakePlatform.postpone(Duration.ZERO), FakePlatform.postpone(Duration.ofSeconds(-5)));
        bench.ask("1", "q");
        bench.worker.work("c");
        assertThat(bench.job("1").dueAt()).isEqualTo(bench.clock.instant().plusMillis(500));
        bench.clock.advance(Duration.ofMillis(500));
        bench.worker.work("c");
        assertThat(bench.job("1").dueAt()).isAfter(bench.clock.instant());
        bench.finish();
        assertThat(bench.platform.visible()).hasSize(1);
    }

    @Test
    void whatTookEffectUnnoticedIsFoundAndNotSentAgain() {
        bench.platform.will(FakePlatform.loseTheAnswer());
        bench.ask("1", "q");
        bench.worker.work("c");
        assertThat(bench.state("1")).contains(Job.State.ANSWERED);
        bench.finish();
        assertThat(bench.platform.visible()).hasSize(1);
        assertThat(bench.platform.sent()).hasSize(1);
        assertThat(bench.platform.looked()).isEqualTo(1);
        assertThat(bench.state("1")).contains(Job.State.DELIVERED);
    }

    @Test
    void whatHadNoEffectIsNotFoundAndSentAgain() {
        bench.platform.will(FakePlatform.loseTheRequest());
        bench.ask("1", "q");
        bench.finish();
        assertThat(bench.platform.visible()).hasSize(1);
        assertThat(bench.platform.sent()).hasSize(2);
        assertThat(bench.platform.looked()).isEqualTo(1);
    }

    @Test
    void aSendThatBreaksOffIsLookedFor() {
        bench.platform.will(FakePlatform.breakAfterShowing("broken pipe"));
        bench.ask("1", "q");
        bench.finish();
        assertThat(bench.platform.visible()).hasSize(1);
        assertThat(bench.platform.sent()).hasSize(1);
    }

    @Test
    void aLookThatIsPutOffLeavesTheSendAsUnknownAsItWas() {
        bench.platform.will(FakePlatform.loseTheAnswer());
        bench.platform.willFind(() -> Optional.of(new Delivery.Postponed(Duration.ofSeconds(20), "rate")));
        bench.ask("1", "q");
        bench.worker.work("c");
        bench.clock.advance(Duration.ofMinutes(1));
        Instant looked = bench.clock.instant();
        bench.worker.work("c");
        assertThat(bench.job("1").dueAt()).isEqualTo(looked.plusSeconds(20));
        assertThat(bench.store.parts(bench.job("1")))
                .singleElement()
                .extracting(Part::state)
                .isEqualTo(Part.State.SENDING);
        bench.finish();
        assertThat(bench.platform.sent()).hasSize(1);
        assertThat(bench.platform.visible()).hasSize(1);
    }

    @Test
    void aLookThatBreaksIsRepeatedAndNothingIsSentOnSuspicion() {
        bench.platform.will(FakePlatform.loseTheAnswer());
        bench.platform
                .willFind(() -> {
                    throw new IllegalStateException("broken");
                })
                .willFind(() -> {
                    throw new IllegalStateException("still broken");
                });
        bench.ask("1", "q");
        bench.finish();
        assertThat(bench.platform.looked()).isEqualTo(3);
        assertThat(bench.platform.sent()).hasSize(1);
        assertThat(bench.state("1")).contains(Job.State.DELIVERED);
    }

    /** Where a platform cannot be read back, once is all that is promised. */
    @Test
    void whatCanNeverBeReadBackIsNotSentASecondTime() {
        bench.platform.will(FakePlatform.loseTheAnswer());
        bench.platform.willFind(() -> Optional.of(new Delivery.Unknown("ephemeral")));
        bench.ask("1", "q");
        bench.finish();
        assertThat(bench.platform.sent()).hasSize(1);
        assertThat(bench.state("1")).contains(Job.State.UNDELIVERABLE);
    }

    @Test
    void aLookThatFindsARefusalClosesThePart() {
        bench.platform.will(FakePlatform.loseTheRequest());
        bench.platform.willFind(() -> Optional.of(new Delivery.Undeliverable("channel_gone")));
        bench.ask("1", "q");
        bench.finish();
        assertThat(bench.platform.sent()).hasSize(1);
        assertThat(bench.state("1")).contains(Job.State.UNDELIVERABLE);
    }

    @Test
    void onePartThatCannotBeDeliveredDoesNotKeepTheOthers() {
        bench.answerer.parts(3);
        bench.platform.will(FakePlatform.deliver(), FakePlatform.refuse("too_long"));
        bench.ask("1", "q");
        bench.ask("2", "r");
        bench.worker.work("c");
        assertThat(bench.platform.visible()).containsExactly("answer to q/0", "answer to q/2");
        assertThat(bench.store.parts(bench.job("1")))
                .extracting(Part::state)
                .containsExactly(Part.State.DELIVERED, Part.State.UNDELIVERABLE, Part.State.DELIVERED);
        assertThat(bench.state("1")).contains(Job.State.UNDELIVERABLE);
        assertThat(bench.metrics.scrape()).contains("mlmentor_job_done_total{outcome=\"undeliverable\"} 1.0");
        bench.worker.work("c");
        assertThat(bench.state("2")).contains(Job.State.DELIVERED);
    }

    @Test
    void aRefusalOfBeforeIsRememberedWhenTheRestGoesOutLater() {
        bench.answerer.parts(2);
        bench.platform.will(FakePlatform.refuse("too_long"), FakePlatform.postpone(Duration.ofSeconds(5)));
        bench.ask("1", "q");
        bench.worker.work("c");
        bench.clock.advance(Duration.ofSeconds(5));
        bench.worker.work("c");
        assertThat(bench.platform.visible()).containsExactly("answer to q/1");
        assertThat(bench.state("1")).contains(Job.State.UNDELIVERABLE);
        assertThat(bench.metrics.scrape())
                .contains("mlmentor_job_done_total{outcome=\"undeliverable\"} 1.0")
                .doesNotContain("mlmentor_job_done_total{outcome=\"delivered\"}");
    }

    @Test
    void aStuckPartHoldsBackWhatFollowsInItsConversation() {
        bench.answerer.parts(2);
        bench.platform.will(FakePlatform.deliver(), FakePlatform.postpone(Duration.ofSeconds(5)));
        bench.ask("1", "q");
        bench.ask("2", "r");
        bench.worker.work("c");
        bench.worker.work("c");
        assertThat(bench.platform.visible()).containsExactly("answer to q/0");
        bench.finish();
        assertThat(bench.platform.visible())
                .containsExactly("answer to q/0", "answer to q/1", "answer to r/0", "answer to r/1");
    }

    @Test
    void pausesGrowWhileNobodyKnowsWhatBecameOfIt() {
        for (int i = 0; i < 12; i++) {
            bench.platform.will(FakePlatform.loseTheRequest());
        }
        bench.ask("1", "q");
        Duration last = Duration.ZERO;
        for (int i = 0; i < 12; i++) {
            bench.worker.work("c");
            Duration pause =
                    Duration.between(bench.clock.instant(), bench.job("1").dueAt());
            assertThat(pause).isGreaterThanOrEqualTo(last).isPositive();
            last = pause;
            bench.clock.advance(pause);
        }
        assertThat(last).isEqualTo(Duration.ofMinutes(1));
        bench.worker.work("c");
        assertThat(bench.platform.visible()).hasSize(1);
    }

    @Test
    void untilTheTimeForDeliveryIsOverItIsTried() {
        bench.platform.will(FakePlatform.postpone(Bench.DELIVERY), FakePlatform.postpone(Duration.ofSeconds(1)));
        bench.ask("1", "q");
        bench.worker.work("c");
        bench.clock.advance(Bench.DELIVERY);
        bench.worker.work("c");
        assertThat(bench.state("1")).contains(Job.State.ANSWERED);
        bench.finish();
        assertThat(bench.platform.visible()).hasSize(1);
    }

    @Test
    void whatStaysTemporaryForTooLongIsClosedAsGivenUp() {
        bench.platform.will(
                FakePlatform.postpone(Bench.DELIVERY.plusMillis(1)), FakePlatform.postpone(Duration.ofSeconds(1)));
        bench.ask("1", "q");
        bench.worker.work("c");
        bench.clock.advance(Bench.DELIVERY.plusMillis(1));
        bench.worker.work("c");
        assertThat(bench.platform.sent()).hasSize(2);
        assertThat(bench.platform.visible()).isEmpty();
        assertThat(bench.state("1")).contains(Job.State.UNDELIVERABLE);
    }

    @Test
    void aLateSuccessIsASuccess() {
        bench.platform.will(FakePlatform.postpone(Bench.DELIVERY.plusDays(1)));
        bench.ask("1", "q");
        bench.worker.work("c");
        bench.clock.advance(Bench.DELIVERY.plusDays(1));
        bench.worker.work("c");
        assertThat(bench.platform.visible()).hasSize(1);
        assertThat(bench.state("1")).contains(Job.State.DELIVERED);
    }

    @Test
    void howSendsEndIsCounted() {
        bench.platform.will(
                FakePlatform.postpone(Duration.ofSeconds(1)),
                FakePlatform.loseTheRequest(),
                FakePlatform.deliver(),
                FakePlatform.refuse("gone"));
        bench.ask("1", "q");
        bench.finish();
        bench.ask("2", "q");
        bench.finish();
        for (String outcome : new String[] {"postponed", "unknown", "delivered", "undeliverable"}) {
            assertThat(bench.metrics.scrape())
                    .contains("mlmentor_send_total{outcome=\"" + outcome + "\",platform=\"slack\"} 1.0");
        }
    }
}
