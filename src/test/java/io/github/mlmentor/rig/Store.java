package io.github.mlmentor.rig;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the bots of one run keep what they promised.
 *
 * @param folder their data folder
 * @param postgres the server, or null for SQLite in the folder
 * @param proxy what stands before the server, with it
 * @param database the database on it
 */
record Store(
        Path folder,
        @Nullable RigPostgres postgres,
        @Nullable FaultProxy proxy,
        String database) implements AutoCloseable {
    /** SQLite. */
    static Store sqlite(Path folder) {
        return new Store(folder, null, null, "");
    }

    /** A new database of a PostgreSQL server, behind a proxy. */
    static Store postgres(Path folder, RigPostgres server) {
        return new Store(folder, server, FaultProxy.before(server.port()), server.newDatabase());
    }

    String name() {
        return postgres == null ? "SQLite" : "PostgreSQL";
    }

    FaultProxy network() {
        if (proxy == null) {
            throw new IllegalStateException("SQLite has no network");
        }
        return proxy;
    }

    RigPostgres server() {
        if (postgres == null) {
            throw new IllegalStateException("SQLite has no server");
        }
        return postgres;
    }

    /** What the bot is told about it. */
    List<String> arguments() {
        return proxy == null
                ? List.of("--data", folder.toString())
                : List.of(
                        "--data",
                        folder.toString(),
                        "--database",
                        "postgresql://postgres:postgres@127.0.0.1:" + proxy.port() + "/" + database);
    }

    /** The file of the database. */
    Path file() {
        return folder.resolve("mentor.db");
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
    }
}
