package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.JobLog;
import io.github.mlmentor.intake.Marks;
import io.github.mlmentor.telemetry.HealthCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waking, upkeep and looking in have to do on every database. */
abstract class JobsContract {
    private static final Clock CLOCK = Clock.systemUTC();

    private Database database;
    private DbSchedulerJobs jobs;
    private SqlInbox inbox;

    abstract Database open();

    @BeforeEach
    void start() {
        database = open();
        jobs = SampleJobs.jobs(database, 2);
        inbox = new SqlInbox(database, jobs, CLOCK);
    }

    @AfterEach
    void stop() {
        jobs.stop();
        database.close();
    }

    @Test
    void aWorkerThatBreaksOffIsTriedAgain() {
        keep("c", "1", "ada");
        AtomicInteger attempts = new AtomicInteger();
        jobs.start(conversation -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("broken on purpose");
            }
            done(conversation);
        });
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> inbox.open() == 0);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void stoppingWaitsForWhatIsRunning() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        keep("c", "1", "ada");
        jobs.start(conversation -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                return;
            }
            done(conversation);
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        Thread stopping = new Thread(jobs::stop);
        stopping.start();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        keep("d", "2", "ada");
        goOn.countDown();
        stopping.join();
        // What ran is done, and what came later waits for the next start.
        assertThat(inbox.open()).isEqualTo(1);
        assertThat(inbox.find(SampleJobs.key("d", "2")).map(Job::state)).contains(Job.State.WAITING);
    }

    @Test
    void theFloodOfOneDoesNotDelayANewcomer() {
        for (int i = 0; i < 200; i++) {
            keep("flood" + i, Integer.toString(i), "busy");
        }
        keep("calm", "1", "newcomer");
        ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
        jobs.start(conversation -> {
            order.add(conversation);
            done(conversation);
        });
        jobs.nudge();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> order.contains("calm"));
        // Behind the few of the flood that came when nothing was piled up yet.
        assertThat(List.copyOf(order).indexOf("calm")).isLessThan(25);
    }

    @Test
    void whatIsOpenKeepsItsClaimHoweverOldItIs() {
        Instant old = CLOCK.instant().minus(Duration.ofDays(90));
        inbox.keep(SampleJobs.job("c", "1", "ada", old), old);
        new Upkeep(database, Duration.ofDays(30), CLOCK).run();
        assertThat(inbox.find(SampleJobs.key("c", "1"))).isPresent();
        assertThat(inbox.keep(SampleJobs.job("c", "1", "ada"), CLOCK.instant())).isFalse();
    }

    @Test
    void aClaimOutlivesAShortRetentionAsLongAsDuplicatesCanCome() {
        Instant old = CLOCK.instant().minus(Duration.ofDays(6));
        Job job = SampleJobs.job("c", "1", "ada", old);
        inbox.keep(job, old);
        inbox.close(job, Job.State.DELIVERED, "", old);
        Upkeep upkeep = new Upkeep(database, Duration.ofDays(1), CLOCK);
        upkeep.run();
        assertThat(inbox.find(job.key())).isEmpty();
        assertThat(inbox.knows(job.key())).isTrue();
        new Upkeep(database, Duration.ofDays(1), Clock.offset(CLOCK, Duration.ofDays(2))).run();
        assertThat(inbox.knows(job.key())).isFalse();
    }

    @Test
    void whatWasOverheardGoesAfterItsTime() {
        Instant old = CLOCK.instant().minus(Duration.ofDays(8));
        inbox.ignore(SampleJobs.key("c", "1"), "no_question", old);
        inbox.ignore(SampleJobs.key("c", "2"), "no_question", CLOCK.instant());
        SqlPresence presence = new SqlPresence(database);
        presence.spoke(SampleJobs.key("c", "1"), "c", "ada", old);
        new Upkeep(database, Duration.ofDays(30), CLOCK).run();
        assertThat(new SqlJobLog(database).latest("ignored", 10))
                .extracting(JobLog.Entry::key)
                .containsExactly("slack/w/c/2");
        assertThat(presence.lastSpoke("c")).isPresent();
        new Upkeep(database, Duration.ofDays(7), CLOCK).run();
        assertThat(presence.lastSpoke("c")).isEmpty();
    }

    @Test
    void whomSomethingWasToldIsForgottenAfterAWeek() {
        Instant old = CLOCK.instant().minus(Duration.ofDays(8));
        Instant fresh = CLOCK.instant().minus(Duration.ofDays(6));
        SqlMarks marks = new SqlMarks(database);
        marks.set(Marks.NOTICE + "old", old);
        marks.set(Marks.NOTICE + "fresh", fresh);
        marks.set("listening/discord", old);
        new Upkeep(database, Duration.ofDays(30), CLOCK).run();
        assertThat(marks.get(Marks.NOTICE + "old")).isEmpty();
        assertThat(marks.get(Marks.NOTICE + "fresh")).isPresent();
        assertThat(marks.get("listening/discord")).isPresent();
    }

    @Test
    void namesWithSignsOfPatternsMeanThemselves() {
        List<String> names = List.of("%", "_", "'", "a%b", "1_2", "x'; drop table job; --", "C1/2", "\\", "ö", "1%");
        for (String name : names) {
            inbox.ignore(SampleJobs.key("ignored", name), "no_question", CLOCK.instant());
            keep("kept", name, "ada");
        }
        inbox.ignore(SampleJobs.key("ignored", "ABC"), "no_question", CLOCK.instant());
        SqlJobLog log = new SqlJobLog(database);
        for (String name : names) {
            assertThat(log.find(name))
                    .extracting(JobLog.Entry::key)
                    .containsExactlyInAnyOrder("slack/w/kept/" + name, "slack/w/ignored/" + name);
        }
        assertThat(log.find("abc")).isEmpty();
        assertThat(log.find("")).isEmpty();
        assertThat(log.find("BC")).isEmpty();
        assertThat(log.find("2")).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void theLatestComeFirstAndNoMoreThanAsked() {
        Instant now = CLOCK.instant();
        for (int i = 0; i < 5; i++) {
            inbox.keep(SampleJobs.job("c" + i, "kept" + i, "ada", now.plusSeconds(2L * i)), now);
            inbox.ignore(SampleJobs.key("c", "ignored" + i), "no_question", now.plusSeconds(2L * i + 1));
        }
        SqlJobLog log = new SqlJobLog(database);
        assertThat(log.latest("all", 3))
                .extracting(entry -> entry.key().replaceAll(".*/", ""))
                .containsExactly("ignored4", "kept4", "ignored3");
        assertThat(log.latest("waiting", 2)).hasSize(2);
        assertThat(log.latest("withheld", 2)).isEmpty();
    }

    @Test
    void theHealthOfTheQueueIsThatOfWhatIsDue() {
        SqlInbox inboxOfNow = inbox;
        Instant now = CLOCK.instant();
        assertThat(check(now).status()).isEqualTo(HealthCheck.Status.OK);
        // Overheard: it waits for people on purpose.
        Job patient = SampleJobs.job("c", "1", "ada", now);
        inboxOfNow.keep(
                new Job(
                        patient.key(),
                        patient.conversation(),
                        "ada",
                        "what?",
                        Map.of(),
                        Map.of(),
                        false,
                        Optional.empty(),
                        false,
                        now.minusSeconds(600),
                        now.plusSeconds(600),
                        Job.State.WAITING,
                        0,
                        0),
                now);
        assertThat(check(now)).satisfies(health -> {
            assertThat(health.status()).isEqualTo(HealthCheck.Status.OK);
            assertThat(health.detail()).contains("1 questions open");
        });
        inboxOfNow.keep(SampleJobs.job("d", "2", "ada", now.minusSeconds(121)), now);
        assertThat(check(now)).satisfies(health -> {
            assertThat(health.status()).isEqualTo(HealthCheck.Status.WARNING);
            assertThat(health.mend()).contains("jobs --state open");
        });
    }

    @Test
    void clocksThatDisagreeAreNamed() {
        assertThat(check(CLOCK.instant().plusSeconds(60))).satisfies(health -> {
            assertThat(health.status()).isEqualTo(HealthCheck.Status.WARNING);
            assertThat(health.detail()).contains("s apart");
            assertThat(health.mend()).contains("NTP");
        });
    }

    @Test
    void aDatabaseThatIsGoneIsAFailureWithItsReason() {
        HealthCheck.Health health = new DatabaseCheck(
                        () -> {
                            throw new StorageException("it is gone");
                        },
                        CLOCK)
                .check();
        assertThat(health.status()).isEqualTo(HealthCheck.Status.FAILURE);
        assertThat(health.detail()).isEqualTo("it is gone");
        assertThat(new DatabaseCheck(Optional::empty, CLOCK).check().status()).isEqualTo(HealthCheck.Status.OK);
    }

    private HealthCheck.Health check(Instant now) {
        return new DatabaseCheck(() -> Optional.of(database), Clock.fixed(now, ZoneOffset.UTC)).check();
    }

    private void keep(String conversation, String message, String author) {
        assertThat(inbox.keep(SampleJobs.job(conversation, message, author), CLOCK.instant()))
                .isTrue();
    }

    private void done(String conversation) {
        inbox.next(conversation, CLOCK.instant())
                .ifPresent(job -> inbox.close(job, Job.State.DELIVERED, "", CLOCK.instant()));
    }

    final Database database() {
        return database;
    }

    static String name(MessageKey key) {
        return key.channel() + "/" + key.message();
    }
}
