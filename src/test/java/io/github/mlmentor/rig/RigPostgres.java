package io.github.mlmentor.rig;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL of the rig's own, which keeps its data when it is stopped and started. Unlike the embedded default it writes
 * to the disk before it says so, as a server that people rely on does.
 */
final class RigPostgres implements AutoCloseable {
    /** Without these a figure would flatter. */
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final Path data;
    private EmbeddedPostgres server;
    private int databases;

    private RigPostgres(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
    }

    /** Starts with an empty folder. */
    static RigPostgres start(Path data) {
        try {
            RigPostgres postgres = new RigPostgres(data, boot(data, 0));
            for (String setting : DURABLE) {
                if (!postgres.setting(setting).equals("on")) {
                    throw new IllegalStateException(setting + " is off");
                }
            }
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why it cannot run here, or null when it can. */
    static @Nullable String obstacle() {
        boolean fits = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        return fits ? null : "the PostgreSQL of the tests is built for Linux on amd64";
    }

    private static EmbeddedPostgres boot(Path data, int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(1));
        DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    /** Makes an empty database and says where it is, without a proxy. */
    String newDatabase() {
        String name = "rig" + ++databases;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    int port() {
        return server.getPort();
    }

    private String setting(String name) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops the server with everybody connected, waits, and starts it on the same port and data. */
    void restart(Duration pause) throws InterruptedException {
        try {
            int port = server.getPort();
            server.close();
            Thread.sleep(pause.toMillis());
            server = boot(data, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
