package io.github.mlmentor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.cli.MentorCommand;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.DbSchedulerJobs;
import io.github.mlmentor.storage.SqlInbox;
import io.github.mlmentor.storage.Upkeep;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for what is stored, through the real program on a folder of its own. */
class StoredDataCommandsTest {
    private static final String[] ADA = {"--platform", "slack", "--workspace", "T1", "--user", "ada"};
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private Path file;
    private String out = "";
    private String err = "";

    @BeforeEach
    void name() {
        file = folder.resolve("mentor.db");
    }

    @Test
    void withoutADatabaseEveryCommandSaysSo() {
        assertThat(run("jobs")).isZero();
        assertThat(out).contains("Nothing was asked yet", folder.toString());
        assertThat(run("jobs", "1700.1")).isEqualTo(1);
        assertThat(run("jobs", "--json")).isZero();
        assertThat(out).isEmpty();
        assertThat(run("privacy", "export", ADA)).isEqualTo(2);
        assertThat(err).contains("Nothing is stored").doesNotContain("\tat ");
        assertThat(run("data", "backup", folder.resolve("copy").toString())).isEqualTo(2);
        assertThat(err).contains("nothing to back up");
        assertThat(file).doesNotExist();
    }

    @Test
    void everyLinkIntoTheConsoleIsAnotherOneAndIsNowhereElse() throws IOException {
        assertThat(run("console-link")).isEqualTo(2);
        assertThat(err).contains("start \"serve\" first");
        fill();
        assertThat(run("console-link")).isZero();
        String link = out.strip();
        assertThat(link).matches("http://localhost:8080/console/enter\\?key=[\\w-]{43}");
        assertThat(run("console-link")).isZero();
        assertThat(out.strip()).isNotEqualTo(link);
        String key = link.substring(link.indexOf('=') + 1);
        try (var files = Files.walk(folder)) {
            for (Path stored : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(stored.toString())
                        .doesNotContain(key);
            }
        }
    }

    @Test
    void whatWasApprovedIsWrittenAsFilesOnceAndWhatWasChangedByHandIsLeftAlone() throws Exception {
        Path articles = Files.createDirectory(folder.resolve("articles"));
        assertThat(run("knowledge", "export-community", articles.toString())).isEqualTo(2);
        assertThat(err).contains("Nothing was approved yet");
        fill();
        assertThat(run("knowledge", "export-community", folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(err).contains("no folder that can be written to");
        try (java.sql.Connection connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("insert into published (origin, markdown, known, at, revision)"
                    + " values ('community/a.md', '---\nid: a\n---\n', '[]', 1, 1)");
        }
        assertThat(run("knowledge", "export-community", articles.toString())).isZero();
        Path written = articles.resolve("community/a.md");
        assertThat(out).contains("Written: " + written, "1 written, 0 as they were, 0 left alone");
        assertThat(run("knowledge", "export-community", articles.toString())).isZero();
        assertThat(out).contains("0 written, 1 as they were, 0 left alone");
        Files.writeString(written, "by hand");
        assertThat(run("knowledge", "export-community", articles.toString())).isEqualTo(1);
        assertThat(out).contains("Left alone");
        assertThat(written).hasContent("by hand");
    }

    @Test
    void jobsListsWhatBecameOfQuestions() {
        fill();
        assertThat(run("jobs")).isZero();
        assertThat(out).contains("waiting", "delivered", "ignored", "no_question", "1 open, due for up to ");
        assertThat(run("jobs", "--state", "delivered")).isZero();
        assertThat(out).contains("delivered").doesNotContain("waiting ", "ignored");
        assertThat(run("jobs", "--state", "open", "--limit", "1")).isZero();
        assertThat(out).contains("waiting").doesNotContain("delivered");
    }

    @Test
    void jobsExplainsOneByEachOfItsNames() {
        fill();
        for (String name : new String[] {"1700.2", key("1700.2").asText(), Job.id(key("1700.2"))}) {
            assertThat(run("jobs", name)).as(name).isZero();
            assertThat(out).contains("slack/T1/C1/1700.2", "state    delivered", "received", "admitted");
        }
        assertThat(run("jobs", "1700.3")).isZero();
        assertThat(out).contains("did not look like a question");
        assertThat(run("jobs", "1700.9")).isEqualTo(1);
        assertThat(out).contains("Nothing is known of 1700.9");
    }

    @Test
    void jobsWritesOneObjectALine() throws IOException {
        fill();
        assertThat(run("jobs", "--json")).isZero();
        String[] lines = out.split("\n");
        assertThat(lines).hasSize(3);
        for (String line : lines) {
            JsonNode object = new ObjectMapper().readTree(line);
            assertThat(object.path("message").asText()).startsWith("slack/T1/C1/");
            assertThat(object.path("journey").isArray()).isTrue();
        }
        assertThat(run("jobs", "1700.9", "--json")).isEqualTo(1);
        assertThat(out).isEmpty();
    }

    @Test
    void jobsRefusesWhatItDoesNotKnow() {
        assertThat(run("jobs", "--state", "lost")).isEqualTo(2);
        assertThat(err).contains("--state lost is none", "withheld");
        assertThat(run("jobs", "--limit", "-1")).isEqualTo(2);
        assertThat(err).contains("--limit -1 is none");
    }

    @Test
    void aPersonGetsEverythingAndIsForgotten() throws IOException {
        fill();
        assertThat(run("privacy", "export", ADA)).isZero();
        JsonNode export = new ObjectMapper().readTree(out);
        assertThat(export.path("questions")).hasSize(2);
        assertThat(export.path("questions").get(0).path("text").asText()).isEqualTo("what is a mutex?");
        assertThat(run("privacy", "forget", ADA)).isZero();
        assertThat(out).contains("Forgotten: 2 questions");
        assertThat(run("privacy", "forget", ADA)).isZero();
        assertThat(out).contains("Forgotten: 0 questions");
        assertThat(run("jobs", "1700.1")).isEqualTo(1);
        assertThat(run("privacy", "export", ADA)).isZero();
        assertThat(new ObjectMapper().readTree(out).path("questions")).isEmpty();
    }

    @Test
    void aWorkspaceIsPurged() {
        fill();
        assertThat(run("privacy", "purge", new String[] {"--platform", "slack", "--workspace", "T2"}))
                .isZero();
        assertThat(out).contains("Forgotten: 0 questions");
        assertThat(run("privacy", "purge", new String[] {"--platform", "slack", "--workspace", "T1"}))
                .isZero();
        assertThat(out).contains("Forgotten: 2 questions");
        assertThat(run("jobs", "1700.3")).isEqualTo(1);
    }

    @Test
    void aPersonOptsOutAndInAgain() {
        fill();
        assertThat(run("privacy", "opt-out", ADA)).isZero();
        assertThat(out).contains("Not handled any more");
        assertThat(run("privacy", "export", ADA)).isZero();
        assertThat(out).contains("\"opted_out\" : true");
        String[] undo = java.util.Arrays.copyOf(ADA, ADA.length + 1);
        undo[ADA.length] = "--undo";
        assertThat(run("privacy", "opt-out", undo)).isZero();
        assertThat(out).contains("Handled again");
        assertThat(run("privacy", "export", ADA)).isZero();
        assertThat(out).contains("\"opted_out\" : false");
    }

    @Test
    void privacyRefusesWhatItDoesNotKnow() {
        fill();
        assertThat(run("privacy", "forget", new String[] {"--platform", "irc", "--user", "ada"}))
                .isEqualTo(2);
        assertThat(err).contains("--platform irc is none").doesNotContain("\tat ");
        assertThat(run("privacy", "forget", new String[] {"--platform", "slack"}))
                .isEqualTo(2);
        assertThat(err).contains("--user");
        assertThat(run("privacy")).isEqualTo(2);
        assertThat(run("data")).isEqualTo(2);
    }

    @Test
    void aBackupIsBroughtBack() {
        fill();
        Path copy = folder.resolve("copy.db");
        assertThat(run("data", "backup", copy.toString())).isZero();
        assertThat(out).contains("Written: " + copy);
        assertThat(run("data", "backup", copy.toString())).isEqualTo(2);
        assertThat(err).contains("exists already");
        assertThat(run("privacy", "forget", ADA)).isZero();
        assertThat(run("data", "restore", copy.toString())).isZero();
        assertThat(out).contains("Restored: " + file, "what was there is now " + file + ".replaced-");
        assertThat(run("jobs", "1700.1")).isZero();
    }

    @Test
    void aRestoreIsRefusedWhileSomebodyServesAndOfWhatIsNoBackup() throws IOException {
        fill();
        Path copy = folder.resolve("copy.db");
        run("data", "backup", copy.toString());
        try (Database serving = Database.sqlite(file)) {
            assertThat(serving.describe()).isEqualTo("SQLite");
            assertThat(run("data", "restore", copy.toString())).isEqualTo(2);
            assertThat(err).contains("Another ML Mentor serves");
        }
        Path garbage = Files.writeString(folder.resolve("garbage"), "nothing of ours");
        assertThat(run("data", "restore", garbage.toString())).isEqualTo(2);
        assertThat(err).contains("garbage is damaged or no database");
        assertThat(run("data", "restore", folder.resolve("missing").toString())).isEqualTo(2);
        assertThat(err).contains("is not there");
        assertThat(run("jobs", "1700.1")).isZero();
    }

    /** One that waits, one that was delivered, one that was not handled. */
    private void fill() {
        try (Database database = Database.sqlite(file)) {
            SqlInbox inbox = new SqlInbox(
                    database,
                    new DbSchedulerJobs(
                            database,
                            new Upkeep(database, Duration.ofDays(30), CLOCK),
                            new DbSchedulerJobs.Setup(1, Duration.ofSeconds(1)),
                            CLOCK),
                    CLOCK);
            inbox.keep(job("1700.1"), CLOCK.instant());
            inbox.keep(job("1700.2"), CLOCK.instant());
            inbox.close(job("1700.2"), Job.State.DELIVERED, "", CLOCK.instant());
            inbox.ignore(key("1700.3"), "no_question", CLOCK.instant());
        }
    }

    private static MessageKey key(String message) {
        return new MessageKey(Platform.SLACK, "T1", "C1", message);
    }

    private static Job job(String message) {
        Instant now = CLOCK.instant();
        return new Job(
                key(message),
                new Conversation("slack/T1/C1", Conversation.Kind.CHANNEL),
                "ada",
                "what is a mutex?",
                Map.of(),
                Map.of(),
                true,
                Optional.empty(),
                false,
                now,
                now,
                Job.State.WAITING,
                0,
                0);
    }

    private int run(String group, String command, String[] options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = group;
        arguments[1] = command;
        System.arraycopy(options, 0, arguments, 2, options.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        StringWriter printed = new StringWriter();
        StringWriter complained = new StringWriter();
        try (Assembly assembly = new Assembly(Map.of("MENTOR_DATA_DIR", folder.toString()), Path.of(""))) {
            int status = MentorCommand.run(assembly, new PrintWriter(printed), new PrintWriter(complained), arguments);
            out = printed.toString();
            err = complained.toString();
            return status;
        }
    }
}
