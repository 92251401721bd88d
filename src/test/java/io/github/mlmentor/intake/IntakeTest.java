package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.telemetry.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule of admission, their order, and what is stored of what they decide. */
class IntakeTest {
    private static final Admission ADMITTED = new Admission.Admitted();
    private static final Author BOT = new Author("b", true, false);

    private final Bench bench = new Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aQuestionIsKeptAsItWasAsked() {
        Inbound.Message message = Bench.message("1", " what is docker? ");
        Admission admission = bench.intake.offer(new Offer(message, Map.of("team", "a"), Map.of("reply", "thread")));
        assertThat(admission).isEqualTo(ADMITTED);
        Job job = bench.job("1");
        assertThat(job.text()).isEqualTo(" what is docker? ");
        assertThat(job.author()).isEqualTo("ada");
        assertThat(job.person()).isEqualTo(new Person(Platform.SLACK, "w", "ada"));
        assertThat(job.scope()).containsExactlyEntriesOf(Map.of("team", "a"));
        assertThat(job.notes()).containsExactlyEntriesOf(Map.of("reply", "thread"));
        assertThat(job.addressed()).isTrue();
        assertThat(job.objection()).isEmpty();
        assertThat(job.knowledgeOnly()).isFalse();
        assertThat(job.state()).isEqualTo(Job.State.WAITING);
        assertThat(job.receivedAt()).isEqualTo(bench.clock.instant());
        assertThat(job.dueAt()).isEqualTo(bench.clock.instant());
    }

    @Test
    void aJobsNameSaysNothingAboutWhoAskedWhatWhere() {
        assertThat(Job.id(Bench.key("1"))).matches("[0-9a-f]{16}").isNotEqualTo(Job.id(Bench.key("2")));
        assertThat(Job.id(new MessageKey(Platform.SLACK, "a/b", "c", "1")))
                .isNotEqualTo(Job.id(new MessageKey(Platform.SLACK, "a", "b/c", "1")));
    }

    @Test
    void botsAreIgnoredAndLeaveNoTrace() {
        assertThat(offer(Bench.message(Bench.key("1"), Bench.conversation("c"), BOT, "what?", true, 0)))
                .isEqualTo(new Admission.Ignored("bot"));
        assertThat(bench.store.knows(Bench.key("1"))).isFalse();
        assertThat(bench.presence.spoken()).isEmpty();
    }

    @Test
    void aBotIsNeverCounted() {
        Intake strict = bench.intake(limits(1, 1, 1));
        for (int i = 0; i < 5; i++) {
            Author ada = new Author("ada", true, false);
            strict.offer(Offer.of(Bench.message(Bench.key("b" + i), Bench.conversation("c"), ada, "hi", true, 0)));
        }
        assertThat(strict.offer(Offer.of(Bench.message("1", "q")))).isEqualTo(ADMITTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Conversation.Kind.class,
            names = {"CHANNEL", "THREAD", "PRIVATE_CHANNEL"})
    void aChannelThatIsSwitchedOffIsSilentEvenForMentions(Conversation.Kind kind) {
        bench.listen(ChannelPolicy.Mode.OFF, Duration.ZERO);
        assertThat(offer(in(kind))).isEqualTo(new Admission.Ignored("channel_off"));
        assertThat(bench.store.knows(Bench.key("1"))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Conversation.Kind.class,
            names = {"DIRECT", "GROUP", "SESSION"})
    void whereNobodyElseListensNothingIsSwitchedOff(Conversation.Kind kind) {
        bench.listen(ChannelPolicy.Mode.OFF, Duration.ZERO);
        assertThat(offer(in(kind))).isEqualTo(ADMITTED);
    }

    @Test
    void wordsBetweenPeopleAreIgnoredWhereTheBotIsToBeMentioned() {
        assertThat(bench.overhear("1", "what is docker?")).isEqualTo(new Admission.Ignored("not_addressed"));
        assertThat(bench.store.knows(Bench.key("1"))).isFalse();
        assertThat(bench.presence.spoken()).containsExactly("c/ada");
    }

    @ParameterizedTest
    @EnumSource(
            value = ChannelPolicy.Mode.class,
            names = {"AUTO", "MENTOR"})
    void whereItListensOnlyQuestionsAreTaken(ChannelPolicy.Mode mode) {
        bench.listen(mode, Duration.ofMinutes(5));
        assertThat(bench.overhear("1", "thanks, that helped")).isEqualTo(new Admission.Ignored("no_question"));
        assertThat(bench.overhear("2", "what is docker?")).isEqualTo(ADMITTED);
        assertThat(bench.job("2").addressed()).isFalse();
    }

    @Test
    void whoSpeaksToTheBotNeedNotAskAQuestion() {
        bench.listen(ChannelPolicy.Mode.AUTO, Duration.ZERO);
        assertThat(bench.ask("1", "tell me about docker")).isEqualTo(ADMITTED);
    }

    @Test
    void onlyWhatIsOverheardInAHumanFirstChannelWaits() {
        bench.listen(ChannelPolicy.Mode.MENTOR, Duration.ofMinutes(5));
        bench.overhear("1", "what is docker?");
        bench.ask("2", "what is docker?");
        assertThat(bench.job("1").dueAt()).isEqualTo(bench.clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(bench.job("2").dueAt()).isEqualTo(bench.clock.instant());
        bench.listen(ChannelPolicy.Mode.AUTO, Duration.ofMinutes(5));
        bench.overhear("3", "what is docker?");
        assertThat(bench.job("3").dueAt()).isEqualTo(bench.clock.instant());
    }

    /** A public "that is longer than I can read" to words that were not for us would be barging in. */
    @Test
    void whoDidNotSpeakToUsGetsNoNoEither() {
        bench.listen(ChannelPolicy.Mode.AUTO, Duration.ZERO);
        assertThat(bench.overhear("1", "what? " + "x".repeat(Bench.LIMITS.characters())))
                .isEqualTo(new Admission.Ignored("too_long"));
        Intake strict = bench.intake(limits(1, 100, 100));
        assertThat(strict.offer(Offer.of(Bench.message("2", "ada", "what?", false))))
                .isEqualTo(ADMITTED);
        assertThat(strict.offer(Offer.of(Bench.message("3", "ada", "what?", false))))
                .isEqualTo(new Admission.Ignored("user_minute"));
        assertThat(bench.store.knows(Bench.key("3"))).isFalse();
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to what?");
    }

    @Test
    void whoOptedOutIsNotHandled() {
        bench.policies.optOut(new Person(Platform.SLACK, "w", "ada"), true);
        assertThat(bench.ask("1", "q")).isEqualTo(new Admission.Ignored("opted_out"));
        assertThat(bench.store.knows(Bench.key("1"))).isFalse();
        assertThat(offer(Bench.message("2", "bob", "q", true))).isEqualTo(ADMITTED);
        bench.policies.optOut(new Person(Platform.SLACK, "w", "ada"), false);
        assertThat(bench.ask("3", "q")).isEqualTo(ADMITTED);
    }

    @Test
    void aDuplicateIsOneWhateverElseWouldBeSaidToIt() {
        Intake strict = bench.intake(limits(1, 1, 1));
        strict.offer(Offer.of(Bench.message("1", "q")));
        Admission duplicate = new Admission.Ignored("duplicate");
        assertThat(strict.offer(Offer.of(Bench.message("1", "q")))).isEqualTo(duplicate);
        assertThat(strict.offer(Offer.of(Bench.message("1", "")))).isEqualTo(duplicate);
        assertThat(strict.offer(Offer.of(Bench.message("1", "x".repeat(1_000)))))
                .isEqualTo(duplicate);
        assertThat(bench.presence.spoken()).isEmpty();
    }

    @Test
    void aNoIsSaidOnceHoweverOftenItsMessageArrives() {
        bench.ask("1", "");
        assertThat(bench.ask("1", "")).isEqualTo(new Admission.Ignored("duplicate"));
        bench.finish();
        assertThat(bench.platform.visible()).hasSize(1);
    }

    /** A mention arrives as a mention and as an overheard message, in either order. */
    @Test
    void theTwinThatWasNotAddressedDoesNotClaimTheMessage() {
        assertThat(bench.overhear("1", "what is docker?")).isEqualTo(new Admission.Ignored("not_addressed"));
        assertThat(bench.ask("1", "what is docker?")).isEqualTo(ADMITTED);
        assertThat(bench.overhear("1", "what is docker?")).isEqualTo(new Admission.Ignored("duplicate"));
        bench.finish();
        assertThat(bench.platform.visible()).hasSize(1);
    }

    @Test
    @Timeout(30)
    void twinsThatArriveAtTheSameMomentAreAnsweredOnce() throws Exception {
        for (int round = 0; round < 50; round++) {
            String id = "t" + round;
            CyclicBarrier together = new CyclicBarrier(2);
            List<Admission> admissions = Collections.synchronizedList(new ArrayList<>());
            List<Thread> twins = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                twins.add(new Thread(() -> {
                    try {
                        together.await();
                        admissions.add(bench.ask(id, "q"));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
            }
            twins.forEach(Thread::start);
            for (Thread twin : twins) {
                twin.join();
            }
            assertThat(admissions)
                    .as("round " + round)
                    .containsExactlyInAnyOrder(ADMITTED, new Admission.Ignored("duplicate"));
            bench.finish();
            bench.clock.advance(Duration.ofMinutes(3));
        }
        assertThat(bench.platform.visible()).hasSize(50);
    }

    /** The rules saw nothing of it, the store did: the twin was kept in between. */
    @Test
    void aTwinThatIsKeptBetweenTheRulesAndTheStoreIsADuplicate() {
        AtomicInteger nudges = new AtomicInteger();
        Inbox racing = Faults.inbox(bench.store, (name, call) -> {
            if (name.equals("keep")) {
                bench.ask("1", "q");
            }
            return call.call();
        });
        Intake intake = new Intake(
                racing, Faults.jobs(nudges), bench.policies, bench.presence, Bench.LIMITS, bench.clock, bench.metrics);
        assertThat(intake.offer(Offer.of(Bench.message("1", "q")))).isEqualTo(new Admission.Ignored("duplicate"));
        assertThat(nudges).hasValue(0);
    }

    @Test
    void aPictureAloneGetsAKindLine() {
        Admission admission =
                offer(Bench.message(Bench.key("1"), Bench.conversation("c"), Author.person("ada"), " \n", true, 2));
        assertThat(admission).isInstanceOfSatisfying(Admission.Declined.class, no -> {
            assertThat(no.rule()).isEqualTo("attachment_only");
            assertThat(no.reason()).isEqualTo(Reason.EMPTY);
            assertThat(no.sentence()).contains("pictures");
            assertThat(no.retryAfter()).isNull();
        });
    }

    @Test
    void aPictureWithAQuestionIsAQuestion() {
        assertThat(offer(Bench.message(
                        Bench.key("1"), Bench.conversation("c"), Author.person("ada"), "what is this?", true, 2)))
                .isEqualTo(ADMITTED);
    }

    @Test
    void anEmptyMessageIsToldSo() {
        assertThat(declined(bench.ask("1", " \u2003\n")).rule()).isEqualTo("empty");
    }

    @Test
    void aQuestionMayBeAsLongAsTheLimitAndNotLonger() {
        assertThat(bench.ask("1", "x".repeat(200))).isEqualTo(ADMITTED);
        Admission.Declined no = declined(bench.ask("2", "x".repeat(201)));
        assertThat(no.rule()).isEqualTo("too_long");
        assertThat(no.reason()).isEqualTo(Reason.TOO_LONG);
        assertThat(no.sentence()).contains("201", "200");
        assertThat(no.retryAfter()).isNull();
    }

    @Test
    void declinedWordsAreNotKept() {
        bench.ask("1", "x".repeat(201));
        assertThat(bench.job("1").text()).isEmpty();
        assertThat(bench.job("1").objection()).isPresent();
        assertThat(bench.job("1").knowledgeOnly()).isFalse();
    }

    @Test
    void ignoredWordsAndTheirAuthorAreNotKept() {
        List<Object> kept = new ArrayList<>();
        Inbox listening = Faults.inbox(bench.store, (name, call) -> {
            kept.add(name);
            return call.call();
        });
        Intake intake = intake(listening);
        intake.offer(Offer.of(Bench.message("1", "ada", "between us", false)));
        assertThat(kept).containsExactly("ignore");
    }

    @Test
    void afterTwentyTurnsInTwoMinutesItIsSaidOnceAndThenNoMore() {
        for (int i = 0; i < 20; i++) {
            assertThat(offer(Bench.message("m" + i, "p" + i, "q", true))).isEqualTo(ADMITTED);
            bench.finish();
        }
        Admission.Declined no = declined(bench.ask("20", "q"));
        assertThat(no.rule()).isEqualTo("turns");
        assertThat(no.retryAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(bench.ask("21", "q")).isEqualTo(new Admission.Ignored("turns"));
        assertThat(bench.ask("22", "q")).isEqualTo(new Admission.Ignored("turns"));
        assertThat(offer(Bench.message(
                        new MessageKey(Platform.SLACK, "w", "c", "23"),
                        Bench.conversation("another"),
                        Author.person("ada"),
                        "q",
                        true,
                        0)))
                .isEqualTo(ADMITTED);
        bench.clock.advance(Duration.ofMinutes(2));
        assertThat(bench.ask("24", "q")).isEqualTo(ADMITTED);
    }

    @Test
    void whoComesWhenTooMuchWaitsIsToldHonestly() {
        Intake full = bench.intake(new Limits(
                100, 100, 100, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, 2, 200));
        assertThat(full.offer(Offer.of(Bench.message("1", "q")))).isEqualTo(ADMITTED);
        assertThat(full.offer(Offer.of(Bench.message("2", "q")))).isEqualTo(ADMITTED);
        Admission.Declined busy = declined(full.offer(Offer.of(Bench.message("3", "q"))));
        assertThat(busy.rule()).isEqualTo("busy");
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofMinutes(3));
        bench.finish();
        assertThat(full.offer(Offer.of(Bench.message("4", "q")))).isEqualTo(ADMITTED);
    }

    @Test
    void aPersonsMinuteIsAWindowThatMoves() {
        Intake strict = bench.intake(limits(2, 100, 100));
        assertThat(strict.offer(Offer.of(Bench.message("1", "q")))).isEqualTo(ADMITTED);
        bench.clock.advance(Duration.ofSeconds(30));
        assertThat(strict.offer(Offer.of(Bench.message("2", "q")))).isEqualTo(ADMITTED);
        Admission.Declined no = declined(strict.offer(Offer.of(Bench.message("3", "q"))));
        assertThat(no.rule()).isEqualTo("user_minute");
        assertThat(no.reason()).isEqualTo(Reason.RATE_LIMIT);
        assertThat(no.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(strict.offer(Offer.of(Bench.message("4", "bob", "q", true)))).isEqualTo(ADMITTED);
        bench.clock.advance(Duration.ofSeconds(30));
        // The first is a minute old; the no did not count.
        assertThat(strict.offer(Offer.of(Bench.message("5", "q")))).isEqualTo(ADMITTED);
        assertThat(declined(strict.offer(Offer.of(Bench.message("6", "q")))).rule())
                .isEqualTo("user_minute");
    }

    @Test
    void aPersonsDayIsLimited() {
        Intake strict = bench.intake(limits(100, 1, 100));
        strict.offer(Offer.of(Bench.message("1", "q")));
        bench.clock.advance(Duration.ofHours(23));
        Admission.Declined no = declined(strict.offer(Offer.of(Bench.message("2", "q"))));
        assertThat(no.rule()).isEqualTo("user_day");
        assertThat(no.sentence()).contains("1 questions");
        assertThat(no.retryAfter()).isEqualTo(Duration.ofHours(12));
        bench.clock.advance(Duration.ofHours(1));
        assertThat(strict.offer(Offer.of(Bench.message("3", "q")))).isEqualTo(ADMITTED);
    }

    @Test
    void aServersDayIsLimitedOverEverybodyInItAndNobodyElse() {
        Intake strict = bench.intake(limits(100, 100, 2));
        strict.offer(Offer.of(Bench.message("1", "ada", "q", true)));
        strict.offer(Offer.of(Bench.message("2", "bob", "q", true)));
        assertThat(declined(strict.offer(Offer.of(Bench.message("3", "eve", "q", true))))
                        .rule())
                .isEqualTo("server_day");
        MessageKey elsewhere = new MessageKey(Platform.SLACK, "other", "c", "4");
        assertThat(strict.offer(Offer.of(
                        Bench.message(elsewhere, Bench.conversation("other"), Author.person("ada"), "q", true, 0))))
                .isEqualTo(ADMITTED);
        MessageKey discord = new MessageKey(Platform.DISCORD, "w", "c", "5");
        assertThat(strict.offer(Offer.of(
                        Bench.message(discord, Bench.conversation("discord"), Author.person("ada"), "q", true, 0))))
                .isEqualTo(ADMITTED);
    }

    @Test
    void theNarrowestLimitSpeaksFirst() {
        Intake strict = bench.intake(limits(1, 1, 1));
        strict.offer(Offer.of(Bench.message("1", "q")));
        assertThat(declined(strict.offer(Offer.of(Bench.message("2", "q")))).rule())
                .isEqualTo("user_minute");
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(declined(strict.offer(Offer.of(Bench.message("3", "q")))).rule())
                .isEqualTo("user_day");
        assertThat(declined(strict.offer(Offer.of(Bench.message("4", "bob", "q", true))))
                        .rule())
                .isEqualTo("server_day");
        assertThat(declined(strict.offer(Offer.of(Bench.message("5", "")))).rule())
                .isEqualTo("empty");
    }

    @Test
    void aSpentBudgetMayMeanAnswersFromTheKnowledgeAlone() {
        for (int which = 0; which < 3; which++) {
            int[] most = {100, 100, 100};
            most[which] = 1;
            Intake kind = bench.intake(new Limits(
                    most[0],
                    most[1],
                    most[2],
                    Limits.AtLimit.KNOWLEDGE,
                    Limits.AtLimit.KNOWLEDGE,
                    Limits.AtLimit.KNOWLEDGE,
                    100,
                    200));
            String who = "p" + which;
            kind.offer(Offer.of(Bench.message(who + "a", who, "q", true)));
            assertThat(kind.offer(Offer.of(Bench.message(who + "b", who, "q", true))))
                    .isEqualTo(ADMITTED);
            assertThat(bench.job(who + "b").knowledgeOnly()).as(who).isTrue();
            assertThat(bench.job(who + "a").knowledgeOnly()).as(who).isEqualTo(which == 2);
        }
    }

    @Test
    void whereOneLimitAllowsKnowledgeAnotherMayStillDecline() {
        Intake mixed = bench.intake(new Limits(
                1, 2, 100, Limits.AtLimit.KNOWLEDGE, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, 100, 200));
        mixed.offer(Offer.of(Bench.message("1", "q")));
        mixed.offer(Offer.of(Bench.message("2", "q")));
        assertThat(bench.job("2").knowledgeOnly()).isTrue();
        assertThat(declined(mixed.offer(Offer.of(Bench.message("3", "q")))).rule())
                .isEqualTo("user_day");
    }

    @ParameterizedTest
    @EnumSource(
            value = Platform.class,
            names = {"WEB", "TERMINAL"})
    void webAndTerminalAreNotCounted(Platform platform) {
        Intake strict = bench.intake(limits(1, 1, 1));
        for (int i = 0; i < 30; i++) {
            MessageKey key = new MessageKey(platform, "-", "c", Integer.toString(i));
            assertThat(strict.offer(Offer.of(Bench.message(
                            key,
                            new Conversation("c", Conversation.Kind.SESSION),
                            Author.person("ada"),
                            "q",
                            true,
                            0))))
                    .isEqualTo(ADMITTED);
            assertThat(bench.store.find(key).orElseThrow().knowledgeOnly()).isFalse();
        }
    }

    @Test
    void theScopeOfTheChannelAndThatOfTheQuestionHoldTogether() {
        bench.policies.set(
                Bench.key("1"),
                new ChannelPolicy(
                        ChannelPolicy.Mode.MENTION,
                        Duration.ZERO,
                        Map.of("course", "a", "level", "beginner"),
                        ChannelPolicy.Tone.PLAIN,
                        java.util.Set.of()));
        bench.intake.offer(new Offer(Bench.message("1", "q"), Map.of("level", "advanced", "team", "x"), Map.of()));
        assertThat(bench.job("1").scope())
                .containsExactlyInAnyOrderEntriesOf(Map.of("course", "a", "level", "advanced", "team", "x"));
    }

    @Test
    void workersAreWokenForWhatIsKeptAndForNothingElse() {
        AtomicInteger nudges = new AtomicInteger();
        Intake intake = new Intake(
                bench.store,
                Faults.jobs(nudges),
                bench.policies,
                bench.presence,
                Bench.LIMITS,
                bench.clock,
                bench.metrics);
        intake.offer(Offer.of(Bench.message("1", "ada", "between us", false)));
        assertThat(nudges).hasValue(0);
        intake.offer(Offer.of(Bench.message("2", "q")));
        assertThat(nudges).hasValue(1);
        intake.offer(Offer.of(Bench.message("2", "q")));
        assertThat(nudges).hasValue(1);
        intake.offer(Offer.of(Bench.message("3", "")));
        assertThat(nudges).hasValue(2);
    }

    @Test
    void whatCouldNotBeStoredIsSaidSoAndNobodyIsWoken() {
        AtomicInteger nudges = new AtomicInteger();
        for (String broken : List.of("keep", "census", "ignore")) {
            Inbox inbox = Faults.inbox(bench.store, (name, call) -> {
                if (name.equals(broken)) {
                    throw new IllegalStateException("disk full");
                }
                return call.call();
            });
            Intake intake = new Intake(
                    inbox,
                    Faults.jobs(nudges),
                    bench.policies,
                    bench.presence,
                    Bench.LIMITS,
                    bench.clock,
                    bench.metrics);
            Inbound.Message message = Bench.message(broken, "ada", "q", !broken.equals("ignore"));
            assertThatThrownBy(() -> intake.offer(Offer.of(message)))
                    .as(broken)
                    .isInstanceOf(NotKept.class)
                    .hasMessageContaining("ask again")
                    .hasRootCauseMessage("disk full");
        }
        assertThat(nudges).hasValue(0);
        assertThat(bench.store.open()).isZero();
        assertThat(bench.metrics.scrape()).contains("mlmentor_admission_total{outcome=\"not_kept\"} 3.0");
    }

    @Test
    void anEditOrADeletionThatCouldNotBeStoredIsSaidSoToo() {
        Intake intake = intake(Faults.inbox(bench.store, (name, call) -> {
            throw new IllegalStateException("disk full");
        }));
        Inbound.Edited edited =
                new Inbound.Edited(Bench.key("1"), Bench.conversation("c"), Author.person("ada"), Instant.EPOCH, "q");
        Inbound.Deleted deleted =
                new Inbound.Deleted(Bench.key("1"), Bench.conversation("c"), Author.person("ada"), Instant.EPOCH);
        assertThatThrownBy(() -> intake.offer(edited)).isInstanceOf(NotKept.class);
        assertThatThrownBy(() -> intake.offer(deleted)).isInstanceOf(NotKept.class);
    }

    @Test
    void whoIsAboutToStopTakesNothingInAndIsNotReady() {
        assertThat(bench.intake.name()).isEqualTo("intake");
        assertThat(bench.intake.check().status()).isEqualTo(HealthCheck.Status.OK);
        bench.intake.close();
        bench.intake.close();
        assertThat(bench.intake.check().status()).isEqualTo(HealthCheck.Status.FAILURE);
        assertThatThrownBy(() -> bench.ask("1", "q"))
                .isInstanceOf(NotKept.class)
                .hasMessageContaining("about to stop");
        assertThat(bench.store.knows(Bench.key("1"))).isFalse();
    }

    @Test
    void whatIsKeptOfABurstIsCountedByItsOutcome() {
        bench.ask("1", "q");
        bench.ask("1", "q");
        bench.ask("2", "");
        bench.overhear("3", "between us");
        assertThat(bench.metrics.scrape())
                .contains(
                        "mlmentor_admission_total{outcome=\"admitted\"} 1.0",
                        "mlmentor_admission_total{outcome=\"duplicate\"} 1.0",
                        "mlmentor_admission_total{outcome=\"empty\"} 1.0",
                        "mlmentor_admission_total{outcome=\"not_addressed\"} 1.0");
    }

    @Test
    void everybodyIsWelcomeAtATerminal() {
        Policies open = Policies.open();
        assertThat(open.of(Bench.key("1"))).isEqualTo(ChannelPolicy.DEFAULT);
        assertThat(open.hasOptedOut(new Person(Platform.TERMINAL, "-", "owner")))
                .isFalse();
        assertThatThrownBy(() -> open.set(Bench.key("1"), ChannelPolicy.DEFAULT))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> open.optOut(new Person(Platform.TERMINAL, "-", "owner"), true))
                .isInstanceOf(UnsupportedOperationException.class);
        Presence none = Presence.none();
        none.spoke(Bench.key("1"), "c", "ada", Instant.EPOCH);
        assertThat(none.lastSpoke("c")).isEmpty();
    }

    private Admission offer(Inbound.Message message) {
        return bench.intake.offer(Offer.of(message));
    }

    private Intake intake(Inbox inbox) {
        return new Intake(inbox, bench.store, bench.policies, bench.presence, Bench.LIMITS, bench.clock, bench.metrics);
    }

    private static Inbound.Message in(Conversation.Kind kind) {
        return Bench.message(Bench.key("1"), new Conversation("somewhere", kind), Author.person("ada"), "q", true, 0);
    }

    private static Limits limits(int minute, int day, int server) {
        return new Limits(
                minute,
                day,
                server,
                Limits.AtLimit.DECLINE,
                Limits.AtLimit.DECLINE,
                Limits.AtLimit.DECLINE,
                1_000,
                200);
    }

    private static Admission.Declined declined(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Declined.class);
        return (Admission.Declined) admission;
    }
}
