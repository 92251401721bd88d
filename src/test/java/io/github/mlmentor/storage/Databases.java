package io.github.mlmentor.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Real databases for tests: a SQLite file, and one PostgreSQL server for the whole run with a database for each test. */
public final class Databases {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    private Databases() {}

    public static Database sqlite(Path folder) {
        return Database.sqlite(folder.resolve("mentor.db"));
    }

    /** A fresh database; the test is skipped, and says so, where the server's binaries do not run. */
    public static Database postgresql() {
        return Database.postgresql(postgresqlUrl());
    }

    public static synchronized String postgresqlUrl() {
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
            }
            String name = "mentor" + NUMBER.incrementAndGet();
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return server.getJdbcUrl("postgres", name);
        } catch (IOException e) {
            Assumptions.abort("PostgreSQL's binaries do not start on this system: " + e.getMessage());
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
