package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Checkpoint;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Part;
import io.github.mlmentor.intake.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database has to do for inbox, outbox and jobs. */
abstract class IntakeContract {
    private static final Clock CLOCK = Clock.systemUTC();

    private Database database;
    private DbSchedulerJobs jobs;
    private SqlInbox inbox;
    private SqlOutbox outbox;

    abstract Database open();

    @BeforeEach
    void start() {
        database = open();
        jobs = new DbSchedulerJobs(
                database,
                new Upkeep(database, Duration.ofDays(30), CLOCK),
                new DbSchedulerJobs.Setup(8, Duration.ofSeconds(2)),
                CLOCK);
        inbox = new SqlInbox(database, jobs, CLOCK);
        outbox = new SqlOutbox(database, CLOCK);
    }

    @AfterEach
    void stop() {
        jobs.stop();
        database.close();
    }

    @Test
    void aMessageIsKeptOnce() {
        assertThat(keep(job("c", "1", "ada"))).isTrue();
        assertThat(keep(job("c", "1", "ada"))).isFalse();
        assertThat(inbox.knows(key("c", "1"))).isTrue();
        assertThat(inbox.knows(key("c", "2"))).isFalse();
        assertThat(inbox.open()).isEqualTo(1);
    }

    @Test
    void jobsOfAConversationComeInTheOrderInWhichTheyWereKept() {
        keep(job("c", "9", "ada"));
        keep(job("c", "1", "ada"));
        assertThat(inbox.next("c", Instant.now()).map(job -> job.key().message()))
                .contains("9");
        inbox.close(inbox.next("c", Instant.now()).orElseThrow(), Job.State.DELIVERED, "", Instant.now());
        assertThat(inbox.next("c", Instant.now()).map(job -> job.key().message()))
                .contains("1");
    }

    @Test
    void whatAnAuthorAskedIsCountedSinceAMoment() {
        keep(job("c", "1", "ada"));
        keep(job("d", "2", "ada"));
        keep(job("d", "3", "bob"));
        assertThat(inbox.keptFrom(
                        new Person(Platform.WEB, "w", "ada"), Instant.now().minusSeconds(60), 10))
                .isEqualTo(2);
        assertThat(inbox.keptFrom(
                        new Person(Platform.WEB, "w", "ada"), Instant.now().plusSeconds(60), 10))
                .isZero();
        assertThat(inbox.keptIn(new Person(Platform.WEB, "w", ""), Instant.now().minusSeconds(60), 10))
                .isEqualTo(3);
        assertThat(inbox.keptFrom(new Person(Platform.WEB, "w", "ada"), Instant.EPOCH, 1))
                .isEqualTo(1);
        assertThat(inbox.keptIn(new Person(Platform.WEB, "w", ""), Instant.EPOCH, 2))
                .isEqualTo(2);
    }

    @Test
    void anAnswerAndItsPartsAreStoredTogetherAndOnlyOnce() {
        keep(job("c", "1", "ada"));
        Job job = inbox.next("c", Instant.now()).orElseThrow();
        assertThat(inbox.answered(job, outcome("one", "two"), Instant.now())).isTrue();
        assertThat(inbox.answered(job, outcome("three"), Instant.now())).isFalse();
        assertThat(outbox.parts(job)).extracting(Part::payload).containsExactly("one", "two");
        assertThat(inbox.find(job.key()).map(Job::state)).contains(Job.State.ANSWERED);
        assertThat(inbox.history("c", 5)).containsExactly("remembered");
    }

    @Test
    void aPartRemembersHowOftenItsSendingWasBegun() {
        keep(job("c", "1", "ada"));
        Job job = inbox.next("c", Instant.now()).orElseThrow();
        inbox.answered(job, outcome("one"), Instant.now());
        assertThat(outbox.parts(job).get(0).attempts()).isEqualTo(1);
        outbox.sending(outbox.parts(job).get(0));
        assertThat(outbox.parts(job).get(0).state()).isEqualTo(Part.State.SENDING);
        assertThat(outbox.parts(job).get(0).attempts()).isEqualTo(2);
    }

    @Test
    void aDeletionBeforeTheAnswerWithdraws() {
        keep(job("c", "1", "ada"));
        assertThat(inbox.withdraw(key("c", "1"), Instant.now())).isTrue();
        assertThat(inbox.next("c", Instant.now())).isEmpty();
        assertThat(inbox.edit(key("c", "1"), "late", Instant.now())).isEqualTo(Inbox.Edit.NOTHING);
    }

    @Test
    void everyConversationIsWorkedOffInOrderAndNoneOverlapsItself() {
        ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
        Set<String> busy = ConcurrentHashMap.newKeySet();
        ConcurrentLinkedQueue<String> overlaps = new ConcurrentLinkedQueue<>();
        jobs.start(conversation -> {
            if (!busy.add(conversation)) {
                overlaps.add(conversation);
            }
            Optional<Job> job = inbox.next(conversation, Instant.now());
            job.ifPresent(found -> {
                done.add(found.key().channel() + found.key().message());
                inbox.close(found, Job.State.DELIVERED, "", Instant.now());
            });
            busy.remove(conversation);
        });
        List<Thread> askers = IntStream.range(0, 4)
                .mapToObj(asker -> new Thread(() -> {
                    for (int i = 0; i < 25; i++) {
                        keep(job("c" + (i % 5) + "-" + asker, Integer.toString(i), "a" + asker));
                        jobs.nudge();
                    }
                }))
                .toList();
        askers.forEach(Thread::start);
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> done.size() == 100 && inbox.open() == 0);
        assertThat(overlaps).isEmpty();
        assertThat(done).doesNotHaveDuplicates();
        for (int asker = 0; asker < 4; asker++) {
            String channel = "c0-" + asker;
            assertThat(done.stream().filter(name -> name.startsWith(channel)).toList())
                    .containsExactly(channel + "0", channel + "5", channel + "10", channel + "15", channel + "20");
        }
    }

    @Test
    void aQuestionThatWasEditedWhileItWasAnsweredIsAnsweredOnceMore() {
        keep(job("c", "1", "ada"));
        Job read = inbox.next("c", Instant.now()).orElseThrow();
        assertThat(inbox.edit(read.key(), "what else?", Instant.now())).isEqualTo(Inbox.Edit.IN_TIME);
        assertThat(inbox.answered(read, outcome("to the first"), Instant.now())).isFalse();
        Job again = inbox.next("c", Instant.now()).orElseThrow();
        assertThat(again.text()).isEqualTo("what else?");
        assertThat(inbox.answered(again, outcome("to the second"), Instant.now()))
                .isTrue();
        assertThat(outbox.parts(again)).extracting(Part::payload).containsExactly("to the second");
    }

    @Test
    void anEditAfterTheAnswerReplacesItOnce() {
        Job job = delivered("c", "1", "one", "two");
        assertThat(inbox.edit(job.key(), "what else?", Instant.now())).isEqualTo(Inbox.Edit.AGAIN);
        Job again = inbox.next("c", Instant.now()).orElseThrow();
        assertThat(again.revision()).isEqualTo(1);
        inbox.answered(again, outcome("other"), Instant.now());
        List<Part> parts = outbox.parts(again);
        assertThat(parts).extracting(Part::replaces).containsExactly("m0", "m1");
        assertThat(parts).extracting(Part::payload).containsExactly("other", "");
        settleAll(again);
        assertThat(inbox.edit(job.key(), "and now?", Instant.now())).isEqualTo(Inbox.Edit.NOTHING);
        assertThat(inbox.find(job.key()).map(Job::state)).contains(Job.State.DELIVERED);
    }

    @Test
    void anEditWhileTheAnswerGoesOutWaitsForItsEnd() {
        keep(job("c", "1", "ada"));
        Job job = inbox.next("c", Instant.now()).orElseThrow();
        inbox.answered(job, outcome("one"), Instant.now());
        assertThat(inbox.edit(job.key(), "what else?", Instant.now())).isEqualTo(Inbox.Edit.AGAIN);
        assertThat(inbox.find(job.key()).map(Job::state)).contains(Job.State.ANSWERED);
        settleAll(job);
        Job again = inbox.next("c", Instant.now()).orElseThrow();
        assertThat(again.text()).isEqualTo("what else?");
        assertThat(again.state()).isEqualTo(Job.State.WAITING);
        assertThat(again.revision()).isEqualTo(1);
    }

    @Test
    void anEditIsNotAnsweredBesideWhatMayBeVisibleAlready() {
        keep(job("c", "1", "ada"));
        Job job = inbox.next("c", Instant.now()).orElseThrow();
        inbox.answered(job, outcome("one"), Instant.now());
        assertThat(inbox.edit(job.key(), "what else?", Instant.now())).isEqualTo(Inbox.Edit.AGAIN);
        outbox.undeliverable(outbox.parts(job).get(0), "unconfirmed", Instant.now());
        assertThat(inbox.find(job.key()).map(Job::state)).contains(Job.State.UNDELIVERABLE);
        assertThat(inbox.next("c", Instant.now())).isEmpty();
    }

    @Test
    void anEditThatArrivesAfterTheDeletionBringsNothingBack() {
        Job job = delivered("c", "1", "one");
        inbox.withdraw(job.key(), Instant.now());
        assertThat(inbox.edit(job.key(), "what else?", Instant.now())).isEqualTo(Inbox.Edit.NOTHING);
        assertThat(inbox.find(job.key()).map(Job::text)).contains("");
    }

    @Test
    void anEditInTimeIsNoFailedAttempt() {
        keep(job("c", "1", "ada"));
        Job job = inbox.next("c", Instant.now()).orElseThrow();
        inbox.begun(job);
        inbox.edit(job.key(), "what else?", Instant.now());
        assertThat(inbox.find(job.key()).map(Job::attempts)).contains(0);
    }

    /** The message of an exception ends up in logs. */
    @Test
    void aStatementThatFailsDoesNotRepeatWhatSomebodyWrote() {
        assertThatThrownBy(() -> database.inTransaction(
                        handle -> handle.createUpdate("insert into nowhere (text) values (:text)")
                                .bind("text", "PLANTED")
                                .execute()))
                .isInstanceOf(StorageException.class)
                .satisfies(broken -> {
                    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
                        assertThat(cause).message().doesNotContain("PLANTED");
                    }
                });
    }

    @Test
    void aDeletedQuestionLeavesNoWords() {
        Job job = delivered("c", "1", "one");
        assertThat(inbox.history("c", 5)).containsExactly("remembered");
        assertThat(inbox.withdraw(job.key(), Instant.now())).isTrue();
        assertThat(inbox.history("c", 5)).isEmpty();
        assertThat(inbox.find(job.key()).map(Job::text)).contains("");
        assertThat(inbox.withdraw(key("c", "unknown"), Instant.now())).isFalse();
    }

    @Test
    void anOverheardJobThatIsNotDueLetsOthersPass() {
        Instant later = Instant.now().plusSeconds(60);
        keep(with(job("c", "1", "ada"), false, later));
        keep(job("c", "2", "bob"));
        assertThat(inbox.next("c", Instant.now()).map(found -> found.key().message()))
                .contains("2");
        assertThat(inbox.next("c", later).map(found -> found.key().message())).contains("1");
    }

    @Test
    void anAnswerWithoutPartsIsWithheld() {
        keep(job("c", "1", "ada"));
        Job job = inbox.next("c", Instant.now()).orElseThrow();
        assertThat(inbox.answered(job, Answerer.Outcome.NOTHING, Instant.now())).isTrue();
        assertThat(inbox.find(job.key()).map(Job::state)).contains(Job.State.WITHHELD);
    }

    @Test
    void aPoliteNoIsKeptWithItsWords() {
        Admission.Declined no =
                new Admission.Declined("busy", Reason.RATE_LIMIT, "Later, please.", Duration.ofMinutes(3));
        Job plain = job("c", "1", "ada");
        keep(new Job(
                plain.key(),
                plain.conversation(),
                plain.author(),
                "",
                Map.of("team", "a"),
                Map.of("channel", "C1"),
                true,
                Optional.of(no),
                true,
                plain.receivedAt(),
                plain.dueAt(),
                Job.State.WAITING,
                0,
                0));
        Job found = inbox.find(key("c", "1")).orElseThrow();
        assertThat(found.objection()).contains(no);
        assertThat(found.scope()).containsEntry("team", "a");
        assertThat(found.notes()).containsEntry("channel", "C1");
        assertThat(found.knowledgeOnly()).isTrue();
        assertThat(inbox.keptFrom(new Person(Platform.WEB, "w", "ada"), Instant.EPOCH, 10))
                .isZero();
        assertThat(inbox.turnsOf("c", Instant.EPOCH)).isEqualTo(1);
    }

    @Test
    void thePartThatFollowsIsMarkedAsBeingSentTogetherWithTheReceiptOfTheLast() {
        keep(job("c", "1", "ada"));
        Job job = inbox.next("c", Instant.now()).orElseThrow();
        inbox.answered(job, outcome("one", "two"), Instant.now());
        assertThat(outbox.parts(job)).extracting(Part::state).containsExactly(Part.State.SENDING, Part.State.WAITING);
        outbox.delivered(outbox.parts(job).get(0), new Delivery.Delivered("m0"), Instant.now());
        assertThat(outbox.parts(job)).extracting(Part::state).containsExactly(Part.State.DELIVERED, Part.State.SENDING);
        assertThat(inbox.find(job.key()).map(Job::state)).contains(Job.State.ANSWERED);
        outbox.undeliverable(outbox.parts(job).get(1), "channel_gone", Instant.now());
        assertThat(inbox.find(job.key()).map(Job::state)).contains(Job.State.UNDELIVERABLE);
    }

    @Test
    void aPostponedPartSaysWhetherItMayBeVisibleAndWhenToGoOn() {
        keep(job("c", "1", "ada"));
        Job job = inbox.next("c", Instant.now()).orElseThrow();
        inbox.answered(job, outcome("one"), Instant.now());
        Instant until = Instant.ofEpochMilli(Instant.now().plusSeconds(60).toEpochMilli());
        outbox.postponed(outbox.parts(job).get(0), until, "rate", false);
        assertThat(outbox.parts(job).get(0).state()).isEqualTo(Part.State.WAITING);
        assertThat(inbox.next("c", Instant.now()).map(Job::dueAt)).contains(until);
        outbox.postponed(outbox.parts(job).get(0), until, "timeout", true);
        assertThat(outbox.parts(job).get(0).state()).isEqualTo(Part.State.SENDING);
    }

    @Test
    void aConversationThatSleepsIsWokenEarlierWhenSomethingIsDueEarlier() {
        ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
        jobs.start(conversation -> inbox.next(conversation, Instant.now())
                .filter(found -> !found.dueAt().isAfter(Instant.now()))
                .ifPresent(found -> {
                    done.add(found.key().message());
                    inbox.close(found, Job.State.DELIVERED, "", Instant.now());
                }));
        keep(with(job("c", "overheard", "ada"), false, Instant.now().plusSeconds(3_600)));
        jobs.nudge();
        keep(job("c", "asked", "bob"));
        jobs.nudge();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> done.contains("asked"));
        assertThat(done).containsExactly("asked");
    }

    @Test
    void whatIsForgottenIsStillADuplicate() {
        keep(job("c", "1", "ada"));
        SqlPersonalData data = new SqlPersonalData(database);
        assertThat(data.forget(new Person(Platform.WEB, "w", "ada"))).isEqualTo(1);
        assertThat(inbox.find(key("c", "1"))).isEmpty();
        assertThat(keep(job("c", "1", "ada"))).isFalse();
    }

    @Test
    void forgettingOnePersonLeavesTheOthers() {
        keep(job("c", "1", "ada"));
        keep(job("c", "2", "bob"));
        SqlPersonalData data = new SqlPersonalData(database);
        assertThat(data.export(new Person(Platform.WEB, "w", "bob"))).contains("what is it?");
        data.forget(new Person(Platform.WEB, "w", "ada"));
        assertThat(inbox.next("c", Instant.now()).map(Job::author)).contains("bob");
        assertThat(data.export(new Person(Platform.WEB, "w", "ada"))).doesNotContain("what is it?");
        assertThat(data.purge(Platform.WEB, "w")).isEqualTo(1);
        assertThat(inbox.open()).isZero();
    }

    @Test
    void whatIsOlderThanTheRetentionIsDeletedAndWhatIsOpenStays() {
        Instant old = Instant.now().minus(Duration.ofDays(40));
        Job closed = aged(job("c", "1", "ada"), old);
        keep(closed);
        inbox.close(closed, Job.State.DELIVERED, "", old);
        keep(aged(job("c", "2", "ada"), old));
        keep(job("c", "3", "ada"));
        new Upkeep(database, Duration.ofDays(30), CLOCK).run();
        assertThat(inbox.find(key("c", "1"))).isEmpty();
        assertThat(inbox.find(key("c", "2"))).isPresent();
        assertThat(inbox.find(key("c", "3"))).isPresent();
    }

    @Test
    void theJourneyAndTheReasonCanBeReadByAnyNameOfAMessage() {
        Job job = delivered("c", "1", "one");
        inbox.ignore(key("c", "9"), "not_addressed", Instant.now());
        SqlJobLog log = new SqlJobLog(database);
        for (String name : List.of(job.id(), job.key().asText(), "1")) {
            assertThat(log.find(name)).singleElement().satisfies(entry -> {
                assertThat(entry.state()).isEqualTo("delivered");
                assertThat(entry.journey())
                        .extracting(Checkpoint::step)
                        .containsExactly(
                                "received", "admitted", "retrieve", "answered", "sent", "acknowledged", "closed");
            });
        }
        assertThat(log.find("9"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("not_addressed"));
        assertThat(log.latest("all", 10)).hasSize(2);
        assertThat(log.latest("ignored", 10)).hasSize(1);
        assertThat(log.latest("delivered", 10)).hasSize(1);
        assertThat(log.latest("open", 10)).isEmpty();
        assertThat(log.depth().open()).isZero();
        keep(job("c", "2", "ada"));
        assertThat(log.depth().oldest()).isPresent();
    }

    @Test
    void channelsAndPeopleHaveTheirWishes() {
        SqlPolicies policies = new SqlPolicies(database, CLOCK);
        assertThat(policies.of(key("c", "1"))).isEqualTo(ChannelPolicy.DEFAULT);
        ChannelPolicy mentor = new ChannelPolicy(
                ChannelPolicy.Mode.MENTOR,
                Duration.ofMinutes(10),
                Map.of("course", "a"),
                ChannelPolicy.Tone.BRIEF,
                java.util.Set.of("U1", "U2"));
        policies.set(key("c", "1"), ChannelPolicy.DEFAULT);
        policies.set(key("c", "1"), mentor);
        assertThat(policies.of(key("c", "2"))).isEqualTo(mentor);
        assertThat(policies.of(key("d", "1"))).isEqualTo(ChannelPolicy.DEFAULT);
        Person ada = new Person(Platform.WEB, "w", "ada");
        policies.optOut(ada, true);
        policies.optOut(ada, true);
        assertThat(policies.hasOptedOut(ada)).isTrue();
        assertThat(policies.hasOptedOut(new Person(Platform.WEB, "other", "ada")))
                .isFalse();
        policies.optOut(ada, false);
        assertThat(policies.hasOptedOut(ada)).isFalse();
    }

    @Test
    void momentsAndTokensAreRemembered() {
        SqlMarks marks = new SqlMarks(database);
        assertThat(marks.get("x")).isEmpty();
        marks.set("x", Instant.ofEpochMilli(1));
        marks.set("x", Instant.ofEpochMilli(2));
        assertThat(marks.get("x")).contains(Instant.ofEpochMilli(2));
        SqlSpending spending = new SqlSpending(database);
        spending.add(LocalDate.of(2026, 1, 1), 5);
        spending.add(LocalDate.of(2026, 1, 2), 7);
        spending.add(LocalDate.of(2026, 1, 2), 1);
        assertThat(spending.since(LocalDate.of(2026, 1, 2))).isEqualTo(8);
        assertThat(spending.since(LocalDate.of(2026, 1, 1))).isEqualTo(13);
        assertThat(spending.since(LocalDate.of(2026, 1, 3))).isZero();
    }

    @Test
    void theAskersOwnWordsDoNotCountAsSomebodyElseAnswering() {
        SqlPresence presence = new SqlPresence(database);
        keep(with(job("c", "1", "ada"), false, Instant.now().plusSeconds(60)));
        presence.spoke(key("c", "2"), "c", "ada", Instant.now());
        assertThat(presence.lastSpoke("c")).isEmpty();
        presence.spoke(key("c", "2"), "c", "bob", Instant.ofEpochMilli(5));
        assertThat(presence.lastSpoke("c")).contains(Instant.ofEpochMilli(5));
    }

    private boolean keep(Job job) {
        return inbox.keep(job, job.receivedAt());
    }

    private Job delivered(String conversation, String message, String... payloads) {
        keep(job(conversation, message, "ada"));
        Job job = inbox.next(conversation, Instant.now()).orElseThrow();
        inbox.answered(job, outcome(payloads), Instant.now());
        settleAll(job);
        return job;
    }

    private void settleAll(Job job) {
        for (Part part : outbox.parts(job)) {
            outbox.delivered(part, new Delivery.Delivered("m" + part.ordinal()), Instant.now());
        }
    }

    private static Answerer.Outcome outcome(String... payloads) {
        return new Answerer.Outcome(
                "answered", "remembered", List.of(payloads), Map.of("retrieve", Duration.ofMillis(3)));
    }

    private static Job job(String conversation, String message, String author) {
        Instant now = Instant.now();
        return new Job(
                key(conversation, message),
                new Conversation(conversation, Conversation.Kind.THREAD),
                author,
                "what is it?",
                Map.of(),
                Map.of(),
                true,
                Optional.empty(),
                false,
                now,
                now,
                Job.State.WAITING,
                0,
                0);
    }

    private static Job with(Job job, boolean addressed, Instant dueAt) {
        return new Job(
                job.key(),
                job.conversation(),
                job.author(),
                job.text(),
                job.scope(),
                job.notes(),
                addressed,
                Optional.empty(),
                false,
                job.receivedAt(),
                dueAt,
                Job.State.WAITING,
                0,
                0);
    }

    private static Job aged(Job job, Instant receivedAt) {
        return new Job(
                job.key(),
                job.conversation(),
                job.author(),
                job.text(),
                job.scope(),
                job.notes(),
                true,
                Optional.empty(),
                false,
                receivedAt,
                receivedAt,
                Job.State.WAITING,
                0,
                0);
    }

    private static MessageKey key(String channel, String message) {
        return new MessageKey(Platform.WEB, "w", channel, message);
    }
}
