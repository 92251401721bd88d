package io.github.mlmentor.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings a database to the version of this program, never back. */
final class Migrations {
    private final Flyway flyway;
    private final Database database;
    private final String name;

    Migrations(Database database, String name) {
        this.database = database;
        this.name = name;
        // Flyway takes a database from a newer program for fine unless told otherwise.
        this.flyway = Flyway.configure()
                .dataSource(database.source())
                .locations(database.dialect().location())
                .ignoreMigrationPatterns("*:missing")
                .load();
    }

    /**
     * Migrates; a SQLite file that is to be changed is copied first.
     *
     * @throws StorageException when the database comes from a newer program
     */
    void migrate(Optional<Path> file) {
        try {
            refuseNewer();
            MigrationInfo current = flyway.info().current();
            boolean upgrade = current != null && flyway.info().pending().length > 0;
            if (upgrade && file.isPresent()) {
                Path copy = Path.of(file.get() + ".before-upgrade-from-" + current.getVersion());
                Files.deleteIfExists(copy);
                database.backup(copy);
            }
            flyway.migrate();
        } catch (FlywayException | java.io.IOException e) {
            throw new StorageException(name + " could not be brought to this version; it was left as it was", e);
        }
    }

    /** Asks for the very version of this program, as a command does that changes nothing. */
    void requireCurrent() {
        try {
            refuseNewer();
            if (flyway.info().pending().length > 0) {
                throw new StorageException(
                        name + " is of an older version; start \"serve\" once to bring it to this one");
            }
        } catch (FlywayException e) {
            throw new StorageException(name + " cannot be read", e);
        }
    }

    private void refuseNewer() {
        for (MigrationInfo info : flyway.info().all()) {
            if (info.getState() == MigrationState.FUTURE_SUCCESS || info.getState() == MigrationState.FUTURE_FAILED) {
                throw new StorageException(
                        name + " comes from a newer version of ML Mentor; start that one, or bring back the"
                                + " copy that was made before the upgrade");
            }
        }
    }
}
