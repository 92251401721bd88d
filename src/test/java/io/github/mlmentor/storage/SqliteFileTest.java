package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.mlmentor.intake.Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
    private static final int PAGE = 4096;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("mentor.db");
    }

    @Test
    void anotherProcessThatServesIsRespectedUntilItDies() throws IOException {
        ServingProcess other = ServingProcess.start(file);
        try (other) {
            assertThatThrownBy(() -> Database.sqlite(file))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("Another ML Mentor serves from " + file)
                    .hasMessageContaining("MENTOR_DATA_DIR")
                    .hasMessageContaining("DATABASE_URL");
            try (Database beside = Database.sqliteBeside(file).orElseThrow()) {
                assertThat(new SqlJobLog(beside).find("1")).hasSize(1);
                Path copy = folder.resolve("copy.db");
                beside.backup(copy);
                assertThatThrownBy(() -> SqliteFile.restore(copy, file))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("Another ML Mentor serves");
            }
        }
        // Killed without a word, it has lost nothing and holds nothing.
        try (Database database = Database.sqlite(file)) {
            assertThat(new SqlJobLog(database).depth().open()).isEqualTo(1);
        }
    }

    @Test
    void whatADeadProcessHadTakenUpIsFreeAfterTheStart() throws IOException {
        try (Database database = Database.sqlite(file)) {
            keep(database, "1");
            database.inTransaction(handle -> handle.execute("update scheduled_tasks set picked = 1, picked_by = 'x'"));
        }
        try (Database database = Database.sqlite(file)) {
            assertThat(count(database, "scheduled_tasks where picked = 0")).isEqualTo(1);
        }
    }

    @Test
    void thereIsNothingBesideWhereNobodyEverServed() {
        assertThat(Database.sqliteBeside(file)).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void garbageIsNamedAndLeftAsItIs() throws IOException {
        byte[] garbage = new byte[20_000];
        Arrays.fill(garbage, (byte) 'x');
        Files.write(file, garbage);
        isNamedAndLeftAsItIs();
    }

    @Test
    void aDatabaseWithOverwrittenBytesIsNamedAndLeftAsItIs() throws IOException {
        filled();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2 / PAGE * PAGE, bytes.length / 2 / PAGE * PAGE + 5 * PAGE, (byte) 0x5A);
        Files.write(file, bytes);
        isNamedAndLeftAsItIs();
    }

    @Test
    void aTruncatedDatabaseIsNamedAndLeftAsItIs() throws IOException {
        filled();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 3));
        isNamedAndLeftAsItIs();
    }

    @Test
    void aDamagedDatabaseKeepsItsLogToo() throws IOException {
        Path living = folder.resolve("living/mentor.db");
        try (Database database = Database.sqlite(living)) {
            for (int i = 0; i < 50; i++) {
                keep(database, Integer.toString(i));
            }
            database.truncateLog();
            keep(database, "in the log");
            Files.copy(living, file);
            Files.copy(Path.of(living + "-wal"), Path.of(file + "-wal"));
        }
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 5 * PAGE, bytes.length, (byte) 0x5A);
        Files.write(file, bytes);
        byte[] log = Files.readAllBytes(Path.of(file + "-wal"));
        assertThat(log).isNotEmpty();
        isNamedAndLeftAsItIs();
        assertThat(Files.readAllBytes(Path.of(file + "-wal"))).isEqualTo(log);
    }

    private void isNamedAndLeftAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(file);
        for (Runnable opening : List.<Runnable>of(
                () -> Database.sqlite(file), () -> Database.sqliteBeside(file), () -> Database.sqlite(file))) {
            assertThatThrownBy(opening::run)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(file + " is damaged")
                    .hasMessageContaining("data restore FILE")
                    .hasMessageContaining("move mentor.db away")
                    .hasMessageContaining("not changed");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void anEmptyFileIsADatabaseThatIsNotFilledYet() throws IOException {
        Files.createFile(file);
        try (Database database = Database.sqlite(file)) {
            keep(database, "1");
            assertThat(count(database, "job")).isEqualTo(1);
        }
    }

    @Test
    void aFolderInThePlaceOfTheFileIsAMatterOfRightsAndNotOfDamage() throws IOException {
        Files.createDirectory(file);
        assertThatThrownBy(() -> Database.sqliteBeside(file))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("rights")
                .hasMessageNotContaining("damaged");
    }

    @Test
    void aFileWithoutRightsIsAMatterOfRightsAndNotOfDamage() throws IOException {
        filled();
        Files.setPosixFilePermissions(file, java.util.Set.of());
        assumeThat(Files.isReadable(file))
                .as("whoever runs this may read everything")
                .isFalse();
        assertThatThrownBy(() -> Database.sqlite(file))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("rights")
                .hasMessageNotContaining("damaged");
    }

    @Test
    void aFileThatAnotherProgramHasLockedIsNotDamaged() throws IOException, SQLException {
        filled();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("pragma locking_mode = exclusive");
            statement.execute("begin exclusive");
            statement.execute("delete from mark");
            assertThatThrownBy(() -> Database.sqlite(file))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("locked by another program")
                    .hasMessageNotContaining("damaged");
            statement.execute("rollback");
        }
    }

    @Test
    void aDatabaseOfANewerProgramIsRefusedAndLeftAsItIs() throws IOException, SQLException {
        filled();
        execute(
                "insert into flyway_schema_history select 999, '999', 'later', 'SQL', 'V999__later.sql', 1, installed_by,"
                        + " installed_on, 1, 1 from flyway_schema_history where installed_rank = 1");
        byte[] before = Files.readAllBytes(file);
        for (Runnable opening : List.<Runnable>of(() -> Database.sqlite(file), () -> Database.sqliteBeside(file))) {
            assertThatThrownBy(opening::run)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("newer version")
                    .hasMessageContaining("copy that was made before the upgrade");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    /** An older database is one whose history knows nothing of the tables of today. */
    private void older() throws SQLException {
        Database.sqlite(file).close();
        List<String> tables = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from sqlite_master where type = 'table'"
                        + " and name not like 'sqlite_%' and name <> 'flyway_schema_history'")) {
            while (rows.next()) {
                tables.add("drop table " + rows.getString(1));
            }
        }
        execute(tables.toArray(String[]::new));
        execute(
                "create table older (text text)",
                "insert into older values ('kept')",
                "delete from flyway_schema_history where installed_rank > 1",
                "update flyway_schema_history set version = '0.9', script = 'V0_9__older.sql', description = 'older',"
                        + " checksum = null");
    }

    @Test
    void anUpgradeMakesACopyFirst() throws SQLException {
        older();
        assertThatThrownBy(() -> Database.sqliteBeside(file))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("older version")
                .hasMessageContaining("serve");
        Database.sqlite(file).close();
        Path copy = Path.of(file + ".before-upgrade-from-0.9");
        assertThat(query(copy, "select text from older")).isEqualTo("kept");
        assertThat(query(copy, "select count(*) from sqlite_master where name = 'job'"))
                .isEqualTo("0");
        assertThat(query(file, "select text from older")).isEqualTo("kept");
        Database.sqliteBeside(file).orElseThrow().close();
    }

    @Test
    void anUpgradeThatFailsLeavesWhatWasThere() throws SQLException {
        older();
        execute("create table presence (other text)", "insert into presence values ('in the way')");
        assertThatThrownBy(() -> Database.sqlite(file))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("could not be brought to this version");
        assertThat(query(file, "select other from presence")).isEqualTo("in the way");
        assertThat(query(file, "select count(*) from sqlite_master where name = 'job'"))
                .isEqualTo("0");
        // And nobody holds the file after it.
        execute("drop table presence");
        Database.sqlite(file).close();
    }

    @Test
    void aFreshDatabaseNeedsNoCopy() throws IOException {
        Database.sqlite(file).close();
        Database.sqlite(file).close();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("mentor.db", "mentor.db.serving");
        }
    }

    @Test
    void aBackupBesideAWriterIsWhole() throws InterruptedException {
        try (Database database = Database.sqlite(file)) {
            AtomicBoolean stop = new AtomicBoolean();
            SqlInbox inbox = new SqlInbox(database, SampleJobs.jobs(database, 1), Clock.systemUTC());
            keep(database, "before");
            Thread writer = new Thread(() -> {
                for (int i = 0; !stop.get(); i++) {
                    inbox.keep(SampleJobs.job("c" + i % 3, Integer.toString(i), "ada"), Instant.now());
                }
            });
            writer.start();
            try (Database beside = Database.sqliteBeside(file).orElseThrow()) {
                for (int i = 0; i < 3; i++) {
                    beside.backup(folder.resolve("copy" + i));
                }
            } finally {
                stop.set(true);
                writer.join();
            }
        }
        for (int i = 0; i < 3; i++) {
            try (Database copy =
                    Database.sqliteBeside(folder.resolve("copy" + i)).orElseThrow()) {
                // A message, that it was seen, and the task of its conversation: all or none of them.
                assertThat(count(copy, "job")).isPositive().isEqualTo(count(copy, "claim"));
                assertThat(count(copy, "(select distinct conversation from job)"))
                        .isEqualTo(count(copy, "scheduled_tasks where task_name = 'conversation'"));
            }
        }
    }

    @Test
    void aBackupTakesNoExistingFileAndNoMissingFolder() throws IOException {
        try (Database database = Database.sqlite(file)) {
            Path taken = Files.writeString(folder.resolve("taken"), "mine");
            assertThatThrownBy(() -> database.backup(taken))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("exists already");
            assertThat(taken).hasContent("mine");
            Path nowhere = folder.resolve("nowhere/copy.db");
            assertThatThrownBy(() -> database.backup(nowhere))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(nowhere + " cannot be written")
                    .hasMessageContaining("folder");
        }
    }

    @Test
    void aRestoreKeepsWhatWasThere() throws SQLException {
        Path copy = folder.resolve("copy.db");
        try (Database database = Database.sqlite(file)) {
            keep(database, "early");
            database.backup(copy);
            keep(database, "late");
        }
        Path aside = SqliteFile.restore(copy, file);
        assertThat(query(file, "select group_concat(message) from job")).isEqualTo("early");
        assertThat(query(aside, "select group_concat(message) from job")).isEqualTo("early,late");
        assertThat(copy).exists();
        // A way back, too.
        SqliteFile.restore(aside, file);
        try (Database database = Database.sqlite(file)) {
            assertThat(count(database, "job")).isEqualTo(2);
        }
    }

    @Test
    void aRestoreToWhereNothingWasMakesTheDatabase() {
        Path copy = folder.resolve("copy.db");
        try (Database database = Database.sqlite(file)) {
            keep(database, "1");
            database.backup(copy);
        }
        Path fresh = folder.resolve("fresh/mentor.db");
        assertThat(SqliteFile.restore(copy, fresh)).isEqualTo(fresh);
        try (Database database = Database.sqlite(fresh)) {
            assertThat(count(database, "job")).isEqualTo(1);
        }
    }

    /** Whoever copies files by hand copies the log as well, or loses what stands in it. */
    @Test
    void aRestoreTakesWhatStillStandsInTheLogOfTheBackup() throws IOException, SQLException {
        Path copy = folder.resolve("copy.db");
        Path log = Path.of(copy + "-wal");
        try (Database database = Database.sqlite(file)) {
            keep(database, "1");
            Files.copy(file, copy);
            Files.copy(Path.of(file + "-wal"), log);
        }
        byte[] before = Files.readAllBytes(copy);
        byte[] logBefore = Files.readAllBytes(log);
        SqliteFile.restore(copy, file);
        assertThat(query(file, "select count(*) from job")).isEqualTo("1");
        assertThat(Files.readAllBytes(copy)).isEqualTo(before);
        assertThat(Files.readAllBytes(log)).isEqualTo(logBefore);
    }

    @Test
    void whatIsNoBackupIsNotRestored() throws IOException, SQLException {
        filled();
        byte[] before = Files.readAllBytes(file);
        Path garbage = Files.writeString(folder.resolve("garbage"), "x".repeat(10_000), StandardCharsets.UTF_8);
        Path empty = Files.createFile(folder.resolve("empty"));
        Path foreign = folder.resolve("foreign");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + foreign);
                Statement statement = connection.createStatement()) {
            statement.execute("create table theirs (text text)");
        }
        for (Path wrong : List.of(garbage, empty, foreign, folder.resolve("missing"), folder)) {
            assertThatThrownBy(() -> SqliteFile.restore(wrong, file))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(wrong.toString());
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::toString))
                    .noneMatch(name -> name.contains("repla") || name.contains("restoring"));
        }
    }

    private void filled() {
        try (Database database = Database.sqlite(file)) {
            database.durably(handle -> {
                for (int i = 0; i < 200; i++) {
                    keep(database, Integer.toString(i));
                }
                return true;
            });
        }
    }

    private static void keep(Database database, String message) {
        Job job = SampleJobs.job("c", message, "ada");
        new SqlInbox(database, SampleJobs.jobs(database, 1), Clock.systemUTC()).keep(job, Instant.now());
    }

    private static int count(Database database, String table) {
        return database.read(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(int.class)
                .one());
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.getString(1);
        }
    }
}
