package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTransactionTest extends TransactionContract {
    @TempDir
    Path folder;

    @Override
    Database open() {
        return Databases.sqlite(folder);
    }

    @Override
    void haveTheCommitFail(Database database) {
        database.inTransaction(handle -> {
            handle.execute("pragma defer_foreign_keys = on");
            return handle.execute("insert into part (key, job, ordinal, payload, state, attempts, reason)"
                    + " values ('orphan', 'nobody', 0, '', 'WAITING', 0, '')");
        });
    }

    /** The driver believes that the transaction has begun although the lock was not given. */
    @Test
    void afterALockThatWasNotGivenATransactionIsOneAgain() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("mentor.db"));
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            assertThatThrownBy(() -> mark("not now")).isInstanceOf(StorageException.class);
            statement.execute("rollback");
        }
        rollsBack();
        mark("now");
        assertThat(count("mark")).isEqualTo(1);
    }
}
