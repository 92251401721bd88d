package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Doors;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.Worker;
import io.github.mlmentor.telemetry.Metrics;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What is forgotten is nowhere: everything that a person leaves behind carries a word of its own, and these words are searched for
 * wherever the database keeps something, and in what was logged.
 */
abstract class PrivacyContract {
    /** Tasks that are always there: the upkeep, and the round of mentoring. */
    private static final int RECURRING = 2;

    private static final Person PERSON = new Person(Platform.SLACK, "w-ackerwinde", "author-ackerwinde");
    private static final String PLANTED = "ackerwinde";
    private static final String OTHER = "bartnelke";
    private static final Person OTHER_PERSON = new Person(Platform.SLACK, "w-" + OTHER, "author-" + OTHER);

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Metrics metrics = new Metrics();
    private final CountDownLatch answering = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Clock clock = Clock.systemUTC();
    private OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private Database database;
    private DbSchedulerJobs jobs;
    private SqlInbox inbox;

    abstract Database open();

    /** All that is stored, as text; ISO-8859-1 where it is bytes. */
    abstract List<String> everythingStored(Database database);

    @BeforeEach
    void start() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%level %logger %msg %X%n%ex");
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(logged);
        appender.start();
        root().addAppender(appender);
        database = open();
        jobs = SampleJobs.jobs(database, 4);
        inbox = new SqlInbox(database, jobs, clock);
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        jobs.stop();
        database.close();
        threads.shutdownNow();
        metrics.close();
        root().detachAppender(appender);
        appender.stop();
    }

    @Test
    void whatAPersonLeftBehindIsGoneWhenForgotten() {
        jobs.start(worker());
        ask(PERSON, PLANTED, Conversation.Kind.DIRECT);
        ask(OTHER_PERSON, OTHER, Conversation.Kind.DIRECT);
        leaveTraces(PERSON, PLANTED);
        leaveTraces(OTHER_PERSON, OTHER);
        assertThat(stored(PLANTED)).isTrue();
        assertThat(personalData().forget(PERSON)).isEqualTo(1);
        // Of the workspace's settings nothing is this person's.
        personalData().purge(Platform.SLACK, PERSON.workspace());
        isGone();
        theOtherStays();
    }

    @Test
    void whatAWorkspaceLeftBehindIsGoneWhenPurged() {
        jobs.start(worker());
        ask(PERSON, PLANTED, Conversation.Kind.THREAD);
        ask(OTHER_PERSON, OTHER, Conversation.Kind.THREAD);
        leaveTraces(PERSON, PLANTED);
        leaveTraces(OTHER_PERSON, OTHER);
        new SqlPresence(database).spoke(key(PERSON, PLANTED, "9"), "overheard-" + PLANTED, "x", clock.instant());
        assertThat(personalData().purge(Platform.SLACK, PERSON.workspace())).isEqualTo(1);
        isGone();
        theOtherStays();
    }

    @Test
    void inADirectConversationWhatWasNotHandledIsForgottenToo() {
        keep(job(PERSON, PLANTED, "1", Conversation.Kind.DIRECT));
        inbox.ignore(key(PERSON, PLANTED, "2"), "no_question", clock.instant());
        inbox.ignore(key(PERSON, PLANTED + "-elsewhere", "2"), "no_question", clock.instant());
        personalData().forget(PERSON);
        SqlJobLog log = new SqlJobLog(database);
        assertThat(log.find(key(PERSON, PLANTED, "2").asText())).isEmpty();
        assertThat(log.find(key(PERSON, PLANTED + "-elsewhere", "2").asText())).hasSize(1);
    }

    @Test
    void whatAnotherPersonAskedInTheSameConversationIsStillAnswered() {
        keep(job(PERSON, PLANTED, "1", Conversation.Kind.THREAD));
        Person neighbour = new Person(Platform.SLACK, PERSON.workspace(), "neighbour");
        keep(job(neighbour, PLANTED, "2", Conversation.Kind.THREAD));
        personalData().forget(PERSON);
        jobs.start(worker());
        goOn.countDown();
        jobs.nudge();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> inbox.open() == 0);
        assertThat(inbox.find(key(PERSON, PLANTED, "2")).map(Job::state)).contains(Job.State.DELIVERED);
    }

    @Test
    void whatWaitsIsGoneWhenForgotten() {
        keep(job(PERSON, PLANTED, "1", Conversation.Kind.THREAD));
        keep(job(OTHER_PERSON, OTHER, "1", Conversation.Kind.THREAD));
        assertThat(personalData().forget(PERSON)).isEqualTo(1);
        isGone();
        theOtherStays();
        assertThat(count("scheduled_tasks")).isEqualTo(1);
    }

    @Test
    void whatIsAnsweredAndNotSentIsGoneWhenForgotten() {
        Job job = job(PERSON, PLANTED, "1", Conversation.Kind.THREAD);
        keep(job);
        inbox.answered(job, outcome(job), clock.instant());
        inbox.edit(job.key(), "edited-" + PLANTED, clock.instant());
        new SqlFeedback(database).note("a job", PERSON, false, "opinion-" + PLANTED, clock.instant());
        assertThat(personalData().export(PERSON))
                .contains("edited-" + PLANTED, "payload-question-" + PLANTED, "opinion-" + PLANTED);
        personalData().forget(PERSON);
        isGone();
    }

    /** What is picked cannot be taken from the worker; it goes when the worker is done. */
    @Test
    void whatIsBeingAnsweredIsGoneWhenTheWorkerIsDone() throws InterruptedException {
        jobs.start(worker());
        keep(job(PERSON, PLANTED + "-slow", "1", Conversation.Kind.THREAD));
        jobs.nudge();
        assertThat(answering.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(personalData().forget(PERSON)).isEqualTo(1);
        assertThat(inbox.open()).isZero();
        goOn.countDown();
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(this::isGone);
        assertThat(inbox.find(key(PERSON, PLANTED + "-slow", "1"))).isEmpty();
    }

    @Test
    void whatIsOlderThanTheRetentionIsGone() {
        Instant old = clock.instant().minus(Duration.ofDays(40));
        Job job = job(PERSON, PLANTED, "1", Conversation.Kind.DIRECT);
        Job aged = new Job(
                job.key(),
                job.conversation(),
                job.author(),
                job.text(),
                job.scope(),
                job.notes(),
                true,
                Optional.empty(),
                false,
                old,
                old,
                Job.State.WAITING,
                0,
                0);
        inbox.keep(aged, old);
        jobs.start(conversation -> inbox.next(conversation, clock.instant()).ifPresent(next -> {
            inbox.answered(next, new Answerer.Outcome("withheld", "", List.of(), Map.of()), old);
        }));
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> count("scheduled_tasks") == RECURRING);
        inbox.ignore(key(PERSON, PLANTED, "2"), "no_question", old);
        new SqlPresence(database).spoke(key(PERSON, PLANTED, "3"), "conversation-" + PLANTED, "x", old);
        new SqlFeedback(database).note(job.id(), PERSON, false, "opinion-" + PLANTED, old);
        database.inTransaction(
                handle -> handle.execute("insert into hand_over (id, platform, workspace, learner, anonymous,"
                        + " shared, conversation, conversation_kind, message, question, tried, earlier, said, decision, sources,"
                        + " asked_at, state, mentor, since_at, answer, answered_by, delivery, reason, version) values ('h', 'SLACK',"
                        + " 'w', 'x', 0, 0, 'c', 'THREAD', 'm', 'handed-" + PLANTED
                        + "', '', '[]', '', '', '[]', 1, 'RESOLVED', '',"
                        + " 1, '', '', '', '', 0)"));
        ask(OTHER_PERSON, OTHER, Conversation.Kind.THREAD);
        new Upkeep(database, Duration.ofDays(30), clock).run();
        // Of what is gone, numbers stay, by week and workspace, whose name has the planted word in this test.
        database.inTransaction(handle -> handle.execute("delete from figure"));
        database.truncateLog();
        isGone();
        theOtherStays();
    }

    /** The database's own words repeat what they are about. */
    @Test
    void whatTheDatabaseRefusesIsNotRepeatedInTheLog() {
        database.inTransaction(handle -> handle.execute(
                database.dialect() == Dialect.SQLITE
                        ? "create trigger full_disk before update of record on job begin select raise(abort, 'no'); end"
                        : "alter table job add constraint full_disk check (record = '')"));
        jobs.start(worker());
        goOn.countDown();
        keep(job(PERSON, PLANTED, "1", Conversation.Kind.THREAD));
        jobs.nudge();
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> inbox.find(key(PERSON, PLANTED, "1"))
                        .filter(found -> found.attempts() > 0)
                        .isPresent());
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> count("scheduled_tasks where consecutive_failures > 0") > 0);
        assertThat(log())
                .contains("StorageException")
                .doesNotContain("question-" + PLANTED, "payload", "author-" + PLANTED);
    }

    private void ask(Person person, String word, Conversation.Kind kind) {
        Job job = job(person, word, "1", kind);
        goOn.countDown();
        keep(job);
        jobs.nudge();
        isDone();
    }

    private void isDone() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> inbox.open() == 0 && count("scheduled_tasks where task_name = 'conversation'") == 0);
    }

    /** An edit that is answered anew, an opt-out, a setting, and something that was not handled. */
    private void leaveTraces(Person person, String word) {
        MessageKey key = key(person, word, "1");
        assertThat(inbox.edit(key, "edited-" + word, clock.instant())).isEqualTo(Inbox.Edit.AGAIN);
        jobs.nudge();
        isDone();
        assertThat(personalData().export(person)).contains("edited-" + word, "author-" + word, "note-" + word);
        inbox.ignore(key(person, word, "2"), "no_question", clock.instant());
        new SqlPresence(database).spoke(key, "conversation-" + word, "somebody", clock.instant());
        new SqlPolicies(database, clock).optOut(person, true);
        new SqlPolicies(database, clock)
                .set(
                        key,
                        new ChannelPolicy(
                                ChannelPolicy.Mode.MENTOR,
                                Duration.ofMinutes(5),
                                Map.of("tag", word),
                                ChannelPolicy.Tone.PLAIN,
                                java.util.Set.of(word)));
    }

    private void isGone() {
        assertThat(stored(PLANTED)).isFalse();
        assertThat(log()).doesNotContain(PLANTED);
    }

    private void theOtherStays() {
        assertThat(personalData().export(OTHER_PERSON)).contains("note-" + OTHER, "author-" + OTHER);
        assertThat(stored(OTHER)).isTrue();
    }

    private boolean stored(String word) {
        return everythingStored(database).stream().anyMatch(text -> text.contains(word));
    }

    private String log() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    private int count(String table) {
        return database.read(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(int.class)
                .one());
    }

    private SqlPersonalData personalData() {
        return new SqlPersonalData(database);
    }

    private void keep(Job job) {
        assertThat(inbox.keep(job, job.receivedAt())).isTrue();
    }

    private static MessageKey key(Person person, String word, String message) {
        return new MessageKey(person.platform(), person.workspace(), "channel-" + word, message + "-" + word);
    }

    private static Job job(Person person, String word, String message, Conversation.Kind kind) {
        Instant now = Instant.now();
        return new Job(
                key(person, word, message),
                new Conversation("conversation-" + word, kind),
                person.id(),
                "question-" + word,
                Map.of("scope", "scope-" + word),
                Map.of("note", "note-" + word),
                true,
                Optional.empty(),
                false,
                now,
                now,
                Job.State.WAITING,
                0,
                0);
    }

    private static Answerer.Outcome outcome(Job job) {
        return new Answerer.Outcome(
                "answered",
                "remembered-" + job.text(),
                List.of("payload-" + job.text(), "second"),
                Map.of("retrieve", Duration.ofMillis(3)));
    }

    private Worker worker() {
        SqlOutbox outbox = new SqlOutbox(database, clock);
        return new Worker(
                inbox,
                outbox,
                new SqlPresence(database),
                new PatientAnswerer(),
                new OpenDoors(),
                threads,
                new Worker.Times(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofHours(6)),
                clock,
                metrics);
    }

    private static Logger root() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        assertThat(root.getLevel()).isNotEqualTo(Level.OFF);
        return root;
    }

    /** Answers when it is let. */
    private final class PatientAnswerer implements Answerer {
        @Override
        public Outcome answer(Job job, Progress progress) {
            answering.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return outcome(job);
        }

        @Override
        public Outcome decline(Job job, Admission.Declined declined) {
            return outcome(job);
        }

        @Override
        public Outcome apologise(Job job, String sentence) {
            return outcome(job);
        }
    }

    /** A platform that takes everything. */
    private static final class OpenDoors implements Doors, ReplyPort {
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
            return new Delivery.Delivered("m-" + message.key());
        }

        @Override
        public Optional<Delivery> reconcile(Outgoing message) {
            return Optional.empty();
        }
    }
}
