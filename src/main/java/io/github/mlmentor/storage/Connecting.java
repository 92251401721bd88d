package io.github.mlmentor.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How each database is connected to. */
final class Connecting {
    static final int BUSY_MILLIS = 5_000;
    private static final int ORDINARY = 8;
    private static final int DURABLE = 4;
    /** Names of containers may have an underscore, and there may be several hosts. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?i:postgres(?:ql)?)://(?:(?<login>[^/?#]*)@)?(?<hosts>[\\w.,:\\[\\]-]+)(?:/(?<name>[^/?#]*))?(?:\\?(?<query>[^#]*))?");

    private Connecting() {}

    /** To a SQLite file; a commit survives the end of the process, and {@link GroupSync} makes it survive a power cut. */
    static HikariConfig sqlite(Path file) {
        HikariConfig config = common(false);
        config.setJdbcUrl("jdbc:sqlite:" + file.toAbsolutePath());
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "NORMAL");
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
        // The details of an error repeat the row, and with it what people wrote.
        config.addDataSourceProperty("logServerErrorDetail", "false");
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

    /**
     * Organisers paste what their provider shows: postgresql://user:password@host/name. Passwords are taken apart by hand, because
     * many are no valid part of an address, and nothing of a bad address is repeated, because it may hold one.
     */
    static String jdbcUrl(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return url;
        }
        Matcher address = ADDRESS.matcher(url);
        if (!address.matches()) {
            throw new StorageException(
                    "storage.database_url (DATABASE_URL) is no address of a PostgreSQL database; write"
                            + " postgresql://user:password@host:5432/name and percent-encode special characters of the password");
        }
        String query = Stream.of(text(address, "query"), credentials(text(address, "login")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("&"));
        return "jdbc:postgresql://" + text(address, "hosts") + "/" + text(address, "name")
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static String credentials(String login) {
        if (login.isEmpty()) {
            return "";
        }
        int colon = login.indexOf(':');
        return colon < 0
                ? "user=" + encoded(login)
                : "user=" + encoded(login.substring(0, colon)) + "&password=" + encoded(login.substring(colon + 1));
    }

    /** As the driver decodes it, for which a plus is a space and an ampersand the end. */
    private static String encoded(String text) {
        try {
            return URLEncoder.encode(URLDecoder.decode(text.replace("+", "%2B"), UTF_8), UTF_8);
        } catch (IllegalArgumentException e) {
            // A percent sign that encodes nothing means itself.
            return URLEncoder.encode(text, UTF_8);
        }
    }

    private static String text(Matcher address, String group) {
        String found = address.group(group);
        return found == null ? "" : found;
    }
}
