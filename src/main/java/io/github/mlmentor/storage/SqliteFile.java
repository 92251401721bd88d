package io.github.mlmentor.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.sqlite.SQLiteConfig;

/** The file of a SQLite database: whether it is whole, and putting a backup in its place. */
public final class SqliteFile {
    private SqliteFile() {}

    /**
     * Looks whether a file is a whole database; one that is not there or empty is.
     *
     * @throws StorageException when it is damaged, with the way out; the file is not changed
     */
    static void check(Path file) {
        try {
            if (!Files.exists(file)) {
                return;
            }
            if (!Files.isRegularFile(file) || !Files.isReadable(file) || !Files.isWritable(file)) {
                throw new StorageException(file
                        + " is no file that can be read and written; check its rights and the rights of its folder");
            }
            if (Files.size(file) == 0) {
                return;
            }
        } catch (IOException e) {
            throw new StorageException(file + " cannot be read; check its rights", e);
        }
        String verdict;
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery("pragma quick_check(1)")) {
                verdict = result.next() ? result.getString(1) : "no verdict";
            }
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("locked") || message.contains("busy")) {
                throw new StorageException(
                        file + " is locked by another program; close what has it open, then start again", e);
            }
            throw new StorageException(file + " is damaged or no database; " + wayOut(file), e);
        }
        if (!verdict.equals("ok")) {
            throw new StorageException(
                    file + " is damaged (" + verdict.lines().findFirst().orElse("") + "); " + wayOut(file));
        }
    }

    /** Whoever closes a database last writes its log into the file: not into one that may be damaged, or is somebody's backup. */
    private static Connection open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Connecting.BUSY_MILLIS);
        config.setReadOnly(Files.exists(Path.of(file + "-wal")));
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    /** Copies a whole database into a new file, with what still stands in its log, and waits for the disk. */
    static void copy(Connection connection, Path target) throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement("vacuum into ?")) {
            statement.setString(1, target.toString());
            statement.execute();
        } catch (SQLException e) {
            Files.deleteIfExists(target);
            throw e;
        }
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static boolean isOurs(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select count(*) from sqlite_master where name in ('flyway_schema_history', 'job')")) {
            return result.next() && result.getInt(1) == 2;
        }
    }

    private static String wayOut(Path file) {
        return "bring back a backup with \"data restore FILE\", or move " + file.getFileName()
                + " away to start empty; it was not changed";
    }

    /**
     * Puts a backup in the place of a database. What was there is kept beside it.
     *
     * @return where what was there is now, or the file itself when nothing was
     * @throws StorageException when the backup is no whole database of ours, or a process serves from the file
     */
    public static Path restore(Path backup, Path file) {
        if (!Files.isRegularFile(backup)) {
            throw new StorageException(backup + " is not there; name a file that \"data backup\" wrote");
        }
        check(backup);
        try (ServingLock lock = ServingLock.take(file)) {
            Path draft = Path.of(file + ".restoring");
            Files.deleteIfExists(draft);
            try (Connection connection = open(backup)) {
                if (!isOurs(connection)) {
                    throw new StorageException(
                            backup + " is no database of ML Mentor; name a file that \"data backup\" wrote");
                }
                copy(connection, draft);
            }
            Path aside = Path.of(file + ".replaced-" + System.currentTimeMillis());
            boolean existed = Files.exists(file);
            if (existed) {
                Files.move(file, aside);
                moveIfThere(Path.of(file + "-wal"), Path.of(aside + "-wal"));
                moveIfThere(Path.of(file + "-shm"), Path.of(aside + "-shm"));
            }
            Files.move(draft, file);
            return existed ? aside : file;
        } catch (IOException | SQLException e) {
            throw new StorageException(
                    "The backup cannot be put in the place of " + file + "; check the rights of its folder", e);
        }
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to);
        }
    }
}
