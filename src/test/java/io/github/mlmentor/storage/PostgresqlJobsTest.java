package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.intake.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PostgresqlJobsTest extends JobsContract {
    private String url = "";

    @Override
    Database open() {
        url = Databases.postgresqlUrl();
        return Database.postgresql(url);
    }

    @Test
    void everyQuestionIsWorkedOnByOneOfTwoProcessesAndInOrder() {
        ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
        try (Database first = Database.postgresql(url);
                Database second = Database.postgresql(url)) {
            List<DbSchedulerJobs> both = List.of(SampleJobs.jobs(first, 4), SampleJobs.jobs(second, 4));
            List<SqlInbox> inboxes = List.of(
                    new SqlInbox(first, both.get(0), Clock.systemUTC()),
                    new SqlInbox(second, both.get(1), Clock.systemUTC()));
            for (int i = 0; i < 2; i++) {
                SqlInbox inbox = inboxes.get(i);
                both.get(i)
                        .start(conversation -> inbox.next(conversation, Instant.now())
                                .ifPresent(job -> {
                                    done.add(name(job.key()));
                                    inbox.close(job, Job.State.DELIVERED, "", Instant.now());
                                }));
            }
            for (int message = 0; message < 300; message++) {
                int one = message % 2;
                inboxes.get(one)
                        .keep(
                                SampleJobs.job("c" + message % 30, Integer.toString(message), "a" + message % 7),
                                Instant.now());
                both.get(one).nudge();
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> inboxes.get(0).open() == 0);
            both.forEach(DbSchedulerJobs::stop);
        }
        assertThat(done).hasSize(300).doesNotHaveDuplicates();
        for (int conversation = 0; conversation < 30; conversation++) {
            String prefix = "c" + conversation + "/";
            List<String> expected = IntStream.iterate(conversation, message -> message < 300, message -> message + 30)
                    .mapToObj(message -> prefix + message)
                    .toList();
            assertThat(done.stream().filter(name -> name.startsWith(prefix)).toList())
                    .isEqualTo(expected);
        }
    }

    /** A process that is killed leaves its conversations picked, with the heartbeat that it had last. */
    @Test
    void whatADeadProcessHadTakenUpIsRevivedByAnother() {
        DbSchedulerJobs jobs = SampleJobs.jobs(database(), 1);
        SqlInbox inbox = new SqlInbox(database(), jobs, Clock.systemUTC());
        inbox.keep(SampleJobs.job("c", "1", "ada"), Instant.now());
        database()
                .inTransaction(handle -> handle.execute("update scheduled_tasks set picked = true, picked_by = 'dead',"
                        + " last_heartbeat = now() - interval '13 seconds'"));
        jobs.start(conversation -> inbox.next(conversation, Instant.now())
                .ifPresent(job -> inbox.close(job, Job.State.DELIVERED, "", Instant.now())));
        try {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> inbox.open() == 0);
        } finally {
            jobs.stop();
        }
    }

    @Test
    void whatALivingProcessHasTakenUpIsLeftToIt() {
        DbSchedulerJobs jobs = SampleJobs.jobs(database(), 1);
        SqlInbox inbox = new SqlInbox(database(), jobs, Clock.systemUTC());
        inbox.keep(SampleJobs.job("c", "1", "ada"), Instant.now());
        database()
                .inTransaction(handle -> handle.execute("update scheduled_tasks set picked = true, picked_by = 'alive',"
                        + " last_heartbeat = now() + interval '1 hour'"));
        inbox.keep(SampleJobs.job("d", "2", "ada"), Instant.now());
        ConcurrentLinkedQueue<String> woken = new ConcurrentLinkedQueue<>();
        jobs.start(conversation -> {
            woken.add(conversation);
            inbox.next(conversation, Instant.now())
                    .ifPresent(job -> inbox.close(job, Job.State.DELIVERED, "", Instant.now()));
        });
        try {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> inbox.open() == 1);
        } finally {
            jobs.stop();
        }
        assertThat(woken).containsExactly("d");
    }

    @Test
    void aDatabaseThatDoesNotLetUsInIsNamedSoonAndWithoutSecrets() {
        int query = url.indexOf('?');
        String base = query < 0 ? url : url.substring(0, query);
        for (String wrong : List.of(
                base + "?user=nobody-there&password=sesame",
                "postgresql://postgres:sesame@127.0.0.1:1/mentor",
                "postgresql://postgres:sesame@host.invalid/mentor")) {
            Instant before = Instant.now();
            assertThatThrownBy(() -> Database.postgresql(wrong))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("DATABASE_URL")
                    .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                            .doesNotContain("sesame"));
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void aCommandNeedsTheVersionOfThisProgram() {
        String empty = Databases.postgresqlUrl();
        assertThatThrownBy(() -> Database.postgresqlBeside(empty))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("start \"serve\" once");
        Database.postgresqlBeside(url).close();
        assertThatThrownBy(() -> database().backup(java.nio.file.Path.of("copy")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("pg_dump");
    }
}
