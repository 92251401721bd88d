package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.ReplyPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

@Timeout(30)
class WorkerTest {
    private final Bench bench = new Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void anAdmittedQuestionIsVisibleOnce() {
        assertThat(bench.ask("1", "what is docker?")).isInstanceOf(Admission.Admitted.class);
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to what is docker?");
        assertThat(bench.store.open()).isZero();
    }

    @Test
    void theSameMessageIsAnsweredOnce() {
        bench.ask("1", "what is docker?");
        assertThat(bench.ask("1", "what is docker?")).isEqualTo(new Admission.Ignored("duplicate"));
        bench.finish();
        assertThat(bench.ask("1", "what is docker?")).isEqualTo(new Admission.Ignored("duplicate"));
        bench.finish();
        assertThat(bench.platform.visible()).hasSize(1);
        assertThat(bench.answerer.asked()).isEqualTo(1);
    }

    @Test
    void oneCallDoesOneJobInTheOrderInWhichTheyCame() {
        bench.ask("2", "second by name");
        bench.ask("1", "first by name");
        bench.worker.work("c");
        assertThat(bench.platform.visible()).containsExactly("answer to second by name");
        bench.worker.work("c");
        assertThat(bench.platform.visible()).containsExactly("answer to second by name", "answer to first by name");
    }

    @Test
    void aConversationWithoutWorkIsLeftAlone() {
        bench.worker.work("c");
        bench.worker.work("never heard of");
        assertThat(bench.answerer.asked()).isZero();
        assertThat(bench.platform.sent()).isEmpty();
    }

    @Test
    void whatIsNotDueYetWaits() {
        bench.answerer.next((job, progress) -> {
            throw new IllegalStateException("once");
        });
        bench.ask("1", "q");
        bench.worker.work("c");
        bench.worker.work("c");
        assertThat(bench.answerer.asked()).isEqualTo(1);
        bench.clock.advance(Duration.ofMillis(499));
        bench.worker.work("c");
        assertThat(bench.answerer.asked()).isEqualTo(1);
        bench.clock.advance(Duration.ofMillis(1));
        bench.worker.work("c");
        assertThat(bench.platform.visible()).containsExactly("answer to q");
    }

    @Test
    void anAnswererThatBreaksIsTriedFiveTimesAndThenApologisesOnce() {
        bench.answerer.breaks();
        bench.ask("1", "what is docker?");
        bench.finish();
        assertThat(bench.answerer.asked()).isEqualTo(5);
        assertThat(bench.platform.visible()).singleElement().asString().contains("Something broke on my side");
        assertThat(bench.state("1")).contains(Job.State.DELIVERED);
    }

    @Test
    void anErrorWhileAnsweringIsAFailedAttemptToo() {
        bench.answerer.next((job, progress) -> {
            throw new StackOverflowError();
        });
        bench.ask("1", "q");
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q");
    }

    @Test
    void whatWasOverheardIsNotApologisedFor() {
        bench.listen(ChannelPolicy.Mode.AUTO, Duration.ZERO);
        bench.answerer.breaks();
        bench.overhear("1", "what is docker?");
        bench.finish();
        assertThat(bench.platform.sent()).isEmpty();
        assertThat(bench.state("1")).contains(Job.State.WITHHELD);
    }

    @Test
    void aPoliteNoIsDeliveredWithoutAskingTheAnswerer() {
        bench.ask("1", "   ");
        bench.finish();
        assertThat(bench.platform.visible()).singleElement().asString().contains("no question in that");
        assertThat(bench.answerer.asked()).isZero();
    }

    /** What cannot be put into words now is put into words later, and others are not held up by an exception meanwhile. */
    @Test
    void aNoThatCannotBePutIntoWordsIsTriedAgain() {
        bench.answerer.isSpeechless(true);
        bench.ask("1", " ");
        bench.worker.work("c");
        assertThat(bench.job("1").dueAt()).isAfter(bench.clock.instant());
        bench.answerer.isSpeechless(false);
        bench.finish();
        assertThat(bench.platform.visible()).hasSize(1);
    }

    @Test
    void aNoThatNeverCanBePutIntoWordsDoesNotHoldUpTheConversationForEver() {
        bench.answerer.isSpeechless(true);
        bench.ask("1", " ");
        bench.ask("2", "what is docker?");
        bench.finish();
        assertThat(bench.state("1")).contains(Job.State.UNDELIVERABLE);
        assertThat(bench.platform.visible()).containsExactly("answer to what is docker?");
    }

    @Test
    void anAnswerThatHangsIsLeftBehindAndTriedAgain() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        bench.answerer.next((job, progress) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return ScriptedAnswerer.saying("much too late");
        });
        bench.ask("1", "q");
        bench.worker(Duration.ofMillis(20)).work("c");
        interrupted.await();
        assertThat(bench.platform.sent()).isEmpty();
        assertThat(bench.state("1")).contains(Job.State.WAITING);
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q");
    }

    @Test
    void anInterruptionIsAFailedAttemptAndIsNotSwallowed() {
        bench.ask("1", "q");
        Thread.currentThread().interrupt();
        bench.worker.work("c");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.platform.sent()).isEmpty();
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q");
    }

    @Test
    void aQuestionThatWaitedForTooLongIsToldSo() {
        bench.ask("1", "q");
        bench.clock.advance(Bench.STALE.plusMillis(1));
        bench.finish();
        assertThat(bench.answerer.asked()).isZero();
        assertThat(bench.platform.visible()).singleElement().asString().contains("I was away when you asked");
    }

    @Test
    void aQuestionThatWaitedForJustLongEnoughIsAnswered() {
        bench.ask("1", "q");
        bench.clock.advance(Bench.STALE);
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q");
    }

    @Test
    void aStaleQuestionThatWasOverheardIsWithheld() {
        bench.listen(ChannelPolicy.Mode.AUTO, Duration.ZERO);
        bench.overhear("1", "what is docker?");
        bench.clock.advance(Bench.STALE.plusSeconds(1));
        bench.finish();
        assertThat(bench.platform.sent()).isEmpty();
        assertThat(bench.state("1")).contains(Job.State.WITHHELD);
    }

    @Test
    void anAnswerOfNothingIsWithheld() {
        bench.listen(ChannelPolicy.Mode.AUTO, Duration.ZERO);
        bench.answerer.next((job, progress) -> Answerer.Outcome.NOTHING);
        bench.overhear("1", "what is docker?");
        bench.finish();
        assertThat(bench.platform.sent()).isEmpty();
        assertThat(bench.state("1")).contains(Job.State.WITHHELD);
        assertThat(bench.metrics.scrape()).contains("mlmentor_job_done_total{outcome=\"withheld\"} 1.0");
    }

    @Test
    void peopleComeFirst() {
        bench.listen(ChannelPolicy.Mode.MENTOR, Duration.ofMinutes(10));
        bench.presence.asker("ada");
        bench.overhear("1", "what is docker?");
        bench.clock.advance(Duration.ofMinutes(9));
        bench.worker.work("c");
        assertThat(bench.state("1")).contains(Job.State.WAITING);
        bench.presence.spoke(Bench.key("2"), "c", "bob", bench.clock.instant());
        bench.clock.advance(Duration.ofMinutes(1));
        bench.worker.work("c");
        assertThat(bench.state("1")).contains(Job.State.WITHHELD);
        assertThat(bench.answerer.asked()).isZero();
    }

    @Test
    void withoutPeopleTheQuestionIsAnsweredWhenTheirTimeIsOver() {
        bench.listen(ChannelPolicy.Mode.MENTOR, Duration.ofMinutes(10));
        bench.presence.spoke(Bench.key("2"), "c", "bob", bench.clock.instant());
        bench.clock.advance(Duration.ofSeconds(1));
        bench.presence.asker("ada");
        bench.overhear("1", "what is docker?");
        bench.clock.advance(Duration.ofMinutes(10));
        bench.worker.work("c");
        assertThat(bench.platform.visible()).containsExactly("answer to what is docker?");
    }

    /** "What have you tried?" is an answer, though it looks like a question. */
    @Test
    void whoAsksBackHasSpoken() {
        bench.listen(ChannelPolicy.Mode.MENTOR, Duration.ofMinutes(10));
        bench.presence.asker("ada");
        bench.overhear("1", "why does my build fail?");
        bench.clock.advance(Duration.ofMinutes(1));
        bench.intake.offer(Offer.of(Bench.message("2", "bob", "what have you tried?", false)));
        bench.clock.advance(Duration.ofMinutes(9));
        bench.worker.work("c");
        assertThat(bench.state("1")).contains(Job.State.WITHHELD);
        assertThat(bench.platform.sent()).isEmpty();
    }

    @Test
    void whoSpeaksToTheBotIsAnsweredWhoeverElseSpoke() {
        bench.ask("1", "what is docker?");
        bench.clock.advance(Duration.ofSeconds(1));
        bench.presence.spoke(Bench.key("2"), "c", "bob", bench.clock.instant());
        bench.finish();
        assertThat(bench.platform.visible()).hasSize(1);
    }

    @Test
    void whatWaitsForPeopleLetsOthersPass() {
        bench.listen(ChannelPolicy.Mode.MENTOR, Duration.ofMinutes(10));
        bench.overhear("1", "what is docker?");
        bench.ask("2", "q");
        bench.worker.work("c");
        assertThat(bench.platform.visible()).containsExactly("answer to q");
    }

    @Test
    void aWayThatIsNotThereIsSaidToWhoeverCalled() {
        Doors closed = new Doors() {
            @Override
            public ReplyPort port(Platform platform) {
                throw new IllegalStateException("no way to " + platform);
            }

            @Override
            public Progress progress(Job job) {
                return Progress.none();
            }
        };
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Worker worker = new Worker(
                    bench.store,
                    bench.store,
                    bench.presence,
                    bench.answerer,
                    closed,
                    threads,
                    new Worker.Times(Duration.ofSeconds(30), Bench.STALE, Bench.DELIVERY),
                    bench.clock,
                    bench.metrics);
            bench.ask("1", "q");
            assertThatThrownBy(() -> worker.work("c")).hasMessageContaining("no way to SLACK");
            assertThat(MDC.get("job")).isNull();
        } finally {
            threads.shutdownNow();
        }
        // The way is there again: nothing was sent, so it is looked for once and sent once.
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q");
    }

    @Test
    void theLogKnowsTheJobWhileItIsAnsweredAndSentAndForgetsItThen() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        bench.answerer.next((job, progress) -> {
            seen.add("answer " + MDC.get("job"));
            return ScriptedAnswerer.saying("a");
        });
        bench.platform.will(show -> {
            seen.add("send " + MDC.get("job"));
            return new Delivery.Unknown("timeout");
        });
        bench.platform.willFind(() -> {
            seen.add("look " + MDC.get("job"));
            return Optional.empty();
        });
        bench.answerer.next((job, progress) -> {
            seen.add("then " + MDC.get("job"));
            return ScriptedAnswerer.saying("b");
        });
        bench.ask("1", "q");
        bench.finish();
        String id = Job.id(Bench.key("1"));
        assertThat(seen).containsExactly("answer " + id, "send " + id, "look " + id);
        assertThat(MDC.get("job")).isNull();
        bench.ask("2", "r");
        bench.finish();
        assertThat(seen).endsWith("then " + Job.id(Bench.key("2")));
    }

    @Test
    void theAnsweringThreadKeepsNoJobInItsLog() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            Worker worker = new Worker(
                    bench.store,
                    bench.store,
                    bench.presence,
                    bench.answerer,
                    bench.platform,
                    one,
                    new Worker.Times(Duration.ofSeconds(30), Bench.STALE, Bench.DELIVERY),
                    bench.clock,
                    bench.metrics);
            bench.answerer.breaks();
            bench.ask("1", "q");
            worker.work("c");
            assertThat(one.submit(() -> Optional.ofNullable(MDC.get("job"))).get())
                    .isEmpty();
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void whatPeopleWroteNeverAppearsInTheLog() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("io.github.mlmentor");
        Level before = ours.getLevel();
        log.start();
        root.addAppender(log);
        ours.setLevel(Level.TRACE);
        try {
            String secret = "PLANTED";
            bench.answerer.next((job, progress) -> {
                throw new IllegalStateException(
                        "cannot parse " + job.text(), new IllegalArgumentException("at " + job.text()));
            });
            bench.platform.will(
                    FakePlatform.breakAfterShowing("rejected: answer to " + secret),
                    FakePlatform.refuse("channel_gone"),
                    FakePlatform.loseTheAnswer());
            bench.platform.willFind(() -> {
                throw new IllegalStateException("cannot find answer to " + secret);
            });
            bench.ask("1", secret);
            bench.finish();
            bench.ask("2", secret + "?");
            bench.finish();
            bench.ask("3", secret + "!");
            bench.edit("3", secret + "!!");
            bench.finish();
            bench.ask("4", secret.repeat(100));
            bench.ask("4", secret.repeat(100));
            bench.finish();
        } finally {
            ours.setLevel(before);
            root.detachAppender(log);
        }
        assertThat(log.list).hasSizeGreaterThan(3);
        for (ILoggingEvent event : log.list) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            assertThat(event.getFormattedMessage() + trace + event.getMDCPropertyMap())
                    .doesNotContain("PLANTED");
        }
        // What broke is still told: the kind and the place.
        assertThat(log.list)
                .filteredOn(event -> event.getThrowableProxy() != null)
                .anySatisfy(event -> assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .contains("java.lang.IllegalStateException", "WorkerTest", "IllegalArgumentException"));
    }

    @Test
    void anAnswersStepsAreKeptInOrderAndCannotBeChanged() {
        Map<String, Duration> steps = new java.util.LinkedHashMap<>();
        steps.put("retrieve", Duration.ofMillis(3));
        steps.put("compose", Duration.ofMillis(1));
        List<String> payloads = new ArrayList<>(List.of("a"));
        Answerer.Outcome outcome = new Answerer.Outcome("answered", "", payloads, steps);
        steps.clear();
        payloads.clear();
        assertThat(outcome.steps()).containsOnlyKeys("retrieve", "compose");
        assertThat(outcome.steps().keySet()).containsExactly("retrieve", "compose");
        assertThat(outcome.payloads()).containsExactly("a");
        assertThatThrownBy(() -> outcome.steps().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
