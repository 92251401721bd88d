package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a transaction has to do on every database. */
abstract class TransactionContract {
    private Database database;

    abstract Database open();

    /** Makes the commit of the transaction fail that this is called in, and only the commit. */
    abstract void haveTheCommitFail(Database database);

    @BeforeEach
    void start() {
        database = open();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void aRollbackTakesTheScheduledTaskWithIt() {
        DbSchedulerJobs jobs = SampleJobs.jobs(database, 1);
        assertThatThrownBy(() -> database.durably(handle -> {
                    mark("in it");
                    jobs.wake("c", Instant.now(), 0);
                    throw new IllegalArgumentException("broke off");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(count("scheduled_tasks")).isZero();
        assertThat(count("mark")).isZero();
        database.durably(handle -> {
            mark("in it");
            jobs.wake("c", Instant.now(), 0);
            return true;
        });
        assertThat(count("scheduled_tasks")).isEqualTo(1);
        assertThat(count("mark")).isEqualTo(1);
    }

    @Test
    void whatIsNestedJoins() {
        assertThatThrownBy(() -> database.inTransaction(handle -> {
                    mark("outer");
                    database.durably(inner -> {
                        mark("inner");
                        return true;
                    });
                    // Still in the transaction, and what was written in it can be seen in it.
                    assertThat(count("mark")).isEqualTo(2);
                    throw new IllegalArgumentException("broke off");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(count("mark")).isZero();
    }

    @Test
    void aLibraryCannotEndTheTransactionThatItIsIn() {
        assertThatThrownBy(() -> database.source().inTransaction(false, () -> {
                    mark("first");
                    try (var connection = database.source().getConnection()) {
                        connection.commit();
                        connection.setAutoCommit(true);
                    }
                    mark("second");
                    throw new IllegalArgumentException("broke off");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(count("mark")).isZero();
    }

    @Test
    void aCommitThatFailsIsReportedAndLeavesTheConnectionClean() {
        // More often than the pools have connections, so that each of them would have been spoilt.
        for (int i = 0; i < 10; i++) {
            String name = "lost " + i;
            assertThatThrownBy(() -> database.durably(handle -> {
                        mark(name);
                        haveTheCommitFail(database);
                        return true;
                    }))
                    .isInstanceOf(StorageException.class);
        }
        assertThat(count("mark")).isZero();
        for (int i = 0; i < 10; i++) {
            rollsBack();
            database.durably(handle -> {
                mark("kept");
                return true;
            });
        }
        assertThat(count("mark")).isEqualTo(1);
    }

    @Test
    void aFailingStatementUndoesTheWholeTransactionAndLeavesTheConnectionClean() {
        assertThatThrownBy(() -> database.inTransaction(handle -> {
                    mark("lost");
                    return handle.execute("insert into mark (name) values ('without a moment')");
                }))
                .isInstanceOf(StorageException.class);
        assertThat(count("mark")).isZero();
        rollsBack();
    }

    @Test
    void aThreadDoesNotSeeTheTransactionOfAnother() throws InterruptedException {
        AtomicReference<Integer> seen = new AtomicReference<>();
        database.inTransaction(handle -> {
            mark("not yet");
            Thread other = new Thread(() -> seen.set(count("mark")));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        });
        assertThat(seen.get()).isZero();
        assertThat(count("mark")).isEqualTo(1);
    }

    /** Whether a transaction is one again. */
    final void rollsBack() {
        int before = count("mark");
        for (boolean durable : new boolean[] {true, false}) {
            assertThatThrownBy(() -> run(durable)).isInstanceOf(IllegalArgumentException.class);
            assertThat(count("mark")).isEqualTo(before);
        }
    }

    private void run(boolean durable) {
        java.util.function.Function<org.jdbi.v3.core.Handle, Boolean> work = handle -> {
            mark("of a transaction that breaks off");
            throw new IllegalArgumentException("broke off");
        };
        if (durable) {
            database.durably(work);
        } else {
            database.inTransaction(work);
        }
    }

    final Database database() {
        return database;
    }

    final void mark(String name) {
        new SqlMarks(database).set(name, Instant.EPOCH);
    }

    final int count(String table) {
        return database.read(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(int.class)
                .one());
    }
}
