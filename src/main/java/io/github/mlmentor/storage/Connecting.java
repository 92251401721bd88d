package io.github.mlmentor.storage;

import com.zaxxer.hikari.HikariConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** How each database is connected to. */
final class Connecting {
    static final int BUSY_MILLIS = 5_000;
    private static final int ORDINARY = 8;
    private static final int DURABLE = 4;

    private Connecting() {}

    /**
     * To a SQLite file.
     *
     * @param durable whether a commit waits for the disk; else it survives the end of the process, not a power cut
     */
    static HikariConfig sqlite(Path file, boolean durable) {
        HikariConfig config = common(durable);
        config.setJdbcUrl("jdbc:sqlite:" + file.toAbsolutePath());
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", durable ? "FULL" : "NORMAL");
        config.addDataSourceProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
        config.addDataSourceProperty("foreign_keys", "true");
        // Takes the write lock at the start: upgrading from read to write would fail instead of wait.
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        // What is deleted is overwritten.
        config.addDataSourceProperty("secure_delete", "true");
        return config;
    }

    /**
     * To a PostgreSQL database.
     *
     * @param durable whether a commit waits for the disk of the server
     */
    static HikariConfig postgresql(String url, boolean durable) {
        HikariConfig config = common(durable);
        config.setJdbcUrl(jdbcUrl(url));
        config.setConnectionInitSql("set synchronous_commit to " + (durable ? "on" : "off"));
        return config;
    }

    private static HikariConfig common(boolean durable) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(durable ? "durable" : "ordinary");
        config.setMaximumPoolSize(durable ? DURABLE : ORDINARY);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(BUSY_MILLIS);
        config.setInitializationFailTimeout(BUSY_MILLIS);
        return config;
    }

    /** Organisers paste what their provider shows: postgresql://user:password@host/name. */
    static String jdbcUrl(String url) {
        if (url.startsWith("jdbc:")) {
            return url;
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new StorageException(
                    "storage.database_url (DATABASE_URL) is no address; write postgresql://user:password@host:5432/name and"
                            + " percent-encode special characters of the password");
        }
        if (uri.getHost() == null) {
            throw new StorageException(
                    "storage.database_url (DATABASE_URL) names no host; write postgresql://user:password@host:5432/name");
        }
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        if (uri.getRawUserInfo() != null) {
            String[] parts = uri.getRawUserInfo().split(":", 2);
            String credentials = "user=" + parts[0] + (parts.length > 1 ? "&password=" + parts[1] : "");
            query = query.isEmpty() ? credentials : query + "&" + credentials;
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + (query.isEmpty() ? "" : "?" + query);
    }
}
