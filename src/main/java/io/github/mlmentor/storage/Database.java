package io.github.mlmentor.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/**
 * One database, open. Thread-safe.
 *
 * <p>SQLite runs with a write-ahead log. A serving process holds a lock file beside the database, so that a second one is refused
 * instead of answering everything twice; commands work beside it.
 */
public final class Database implements AutoCloseable {
    private final Dialect dialect;
    private final HikariDataSource ordinary;
    private final HikariDataSource durable;
    private final @Nullable GroupSync sync;
    private final TransactionalDataSource source;
    private final Jdbi jdbi;
    private final @Nullable ServingLock lock;

    /** SQLite: one pool, and a wait for the disk after what must last. */
    private Database(Path file, @Nullable ServingLock lock) {
        this(Dialect.SQLITE, pool(Connecting.sqlite(file)), null, new GroupSync(file), lock);
    }

    private Database(
            Dialect dialect,
            HikariDataSource ordinary,
            @Nullable HikariConfig durable,
            @Nullable GroupSync sync,
            @Nullable ServingLock lock) {
        this.dialect = dialect;
        this.ordinary = ordinary;
        this.sync = sync;
        try {
            this.durable = durable == null ? ordinary : pool(durable);
        } catch (RuntimeException e) {
            ordinary.close();
            throw e;
        }
        this.source = new TransactionalDataSource(this.ordinary, this.durable);
        this.jdbi = Jdbi.create(source);
        // What is thrown ends in a log, and must not repeat the values of a statement: they are what people wrote.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        this.lock = lock;
    }

    /**
     * Opens the SQLite file for serving; makes it when it is not there.
     *
     * @throws StorageException when another process serves from it, or it is damaged, or newer than this program, with the mend
     */
    public static Database sqlite(Path file) {
        ServingLock lock = ServingLock.take(file);
        try {
            SqliteFile.check(file);
            Database database = openSqlite(file, lock);
            try {
                new Migrations(database, file.toString()).migrate(Optional.of(file));
                // Nobody else serves from here, so whatever somebody had taken up was left behind.
                database.inTransaction(
                        handle -> handle.execute(
                                "update scheduled_tasks set picked = 0, picked_by = null, last_heartbeat = null where picked = 1"));
                return database;
            } catch (RuntimeException e) {
                database.closePools();
                throw e;
            }
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens the SQLite file for a command, which may run beside a serving process; empty when there is none yet.
     *
     * @throws StorageException when it is damaged, or of another version than this program, with the mend
     */
    public static Optional<Database> sqliteBeside(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        SqliteFile.check(file);
        Database database = openSqlite(file, null);
        return Optional.of(database.ifCurrent(file.toString()));
    }

    /** Opens a PostgreSQL database for serving, which several processes may share. */
    public static Database postgresql(String url) {
        Database database = openPostgresql(url);
        try {
            new Migrations(database, "The PostgreSQL database").migrate(Optional.empty());
            return database;
        } catch (RuntimeException e) {
            database.closePools();
            throw e;
        }
    }

    /** Opens a PostgreSQL database for a command. */
    public static Database postgresqlBeside(String url) {
        return openPostgresql(url).ifCurrent("The PostgreSQL database");
    }

    private static Database openSqlite(Path file, @Nullable ServingLock lock) {
        return new Database(file, lock);
    }

    private static Database openPostgresql(String url) {
        return new Database(
                Dialect.POSTGRESQL,
                pool(Connecting.postgresql(url, false)),
                Connecting.postgresql(url, true),
                null,
                null);
    }

    private Database ifCurrent(String name) {
        try {
            new Migrations(this, name).requireCurrent();
            return this;
        } catch (RuntimeException e) {
            closePools();
            throw e;
        }
    }

    private static HikariDataSource pool(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StorageException(
                    "The database cannot be opened (" + cause.getClass().getSimpleName()
                            + "); check that it is there, that it may be written to, and storage.database_url (DATABASE_URL)",
                    e);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    TransactionalDataSource source() {
        return source;
    }

    /** Runs in one transaction that survives the end of this process; joins the one that this thread is in. */
    <T> T inTransaction(Function<Handle, T> work) {
        return run(false, work);
    }

    /** Runs in one transaction that survives a power cut; joins the one that this thread is in. */
    <T> T durably(Function<Handle, T> work) {
        return run(true, work);
    }

    /**
     * Runs in one transaction whose loss in a power cut is found out, because whoever begins anew looks at the platform first. On
     * PostgreSQL it is not lost: there many commits share one wait for the disk.
     */
    <T> T recoverably(Function<Handle, T> work) {
        return run(dialect == Dialect.POSTGRESQL, work);
    }

    private <T> T run(boolean lasting, Function<Handle, T> work) {
        try {
            boolean whole = !source.isInTransaction();
            T result = source.inTransaction(lasting, () -> jdbi.withHandle(work::apply));
            if (lasting && whole && sync != null) {
                sync.await();
            }
            return result;
        } catch (SQLException | JdbiException e) {
            throw new StorageException(
                    "The database did not store it (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** Reads. */
    <T> T read(Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw new StorageException(
                    "The database cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** Holds back everybody else who would touch this conversation until the transaction ends. SQLite has one writer anyway. */
    void lockConversation(Handle handle, String conversation) {
        if (dialect == Dialect.POSTGRESQL) {
            handle.createQuery(
                            "select 1 from (select pg_advisory_xact_lock(hashtextextended(:conversation, 0))) as taken")
                    .bind("conversation", conversation)
                    .mapTo(int.class)
                    .one();
        }
    }

    /**
     * Empties SQLite's log into the file, so that what was deleted is in neither.
     *
     * @return false when somebody read for so long that it could not be done
     */
    boolean truncateLog() {
        return dialect != Dialect.SQLITE
                || read(handle -> handle.createQuery("pragma wal_checkpoint(truncate)")
                        .map((row, context) -> row.getInt("busy") == 0)
                        .one());
    }

    /**
     * Writes a copy of a SQLite database, whole and consistent, also while a process serves from it.
     *
     * @throws StorageException for PostgreSQL, whose own tools do this better
     */
    public void backup(Path target) {
        if (dialect == Dialect.POSTGRESQL) {
            throw new StorageException("PostgreSQL is backed up by its own tools: pg_dump --format=custom --file="
                    + target + " \"$DATABASE_URL\", and pg_restore --clean to bring it back");
        }
        if (Files.exists(target)) {
            throw new StorageException(target + " exists already; name a new file");
        }
        try (Connection connection = source.getConnection()) {
            SqliteFile.copy(connection, target);
        } catch (SQLException | IOException e) {
            throw new StorageException(
                    target + " cannot be written; check that its folder is there, its rights and the space on the disk",
                    e);
        }
    }

    /** What this database is, in a few words. */
    public String describe() {
        return dialect == Dialect.SQLITE ? "SQLite" : "PostgreSQL";
    }

    /** The moment by the database's clock, for comparing it with this machine's. */
    Instant now() {
        String query = dialect == Dialect.SQLITE
                ? "select cast((julianday('now') - 2440587.5) * 86400000 as integer)"
                : "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
        return Instant.ofEpochMilli(
                read(handle -> handle.createQuery(query).mapTo(long.class).one()));
    }

    private void closePools() {
        durable.close();
        ordinary.close();
    }

    @Override
    public void close() {
        closePools();
        if (lock != null) {
            lock.close();
        }
    }
}
