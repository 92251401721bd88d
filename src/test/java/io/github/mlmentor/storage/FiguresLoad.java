package io.github.mlmentor.storage;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.mentoring.Board;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * How long the console's figures take over many questions of one board within a year:
 *
 * <pre>
 * mvn -q test-compile
 * mvn -q exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-cp %classpath io.github.mlmentor.storage.FiguresLoad 100000"
 * </pre>
 */
final class FiguresLoad {
    private static final int TIMES = 9;
    private static final Board BOARD = new Board(Platform.SLACK, "T1");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 18);

    private FiguresLoad() {}

    public static void main(String[] arguments) throws Exception {
        int jobs = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("figures");
        try (Database database = Databases.sqlite(folder)) {
            fill(database, jobs);
            SqlFigures figures = new SqlFigures(database);
            measure("53 weeks", () -> figures.weeks(BOARD, TODAY, 53));
            measure("13 weeks", () -> figures.weeks(BOARD, TODAY, 13));
            measure("use of articles", () -> figures.uses(BOARD));
            measure("200 opinions", () -> figures.opinions(BOARD, 200));
        }
    }

    private static void fill(Database database, int jobs) {
        Random random = new Random(7);
        long end = TODAY.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        long year = Duration.ofDays(364).toMillis();
        database.inTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("insert into job (id, key, platform, workspace, channel, message,"
                    + " conversation, conversation_kind, author, text, scope, notes, addressed, knowledge_only, received_at,"
                    + " due_at, state, attempts, revision, decision, reason, record, journey) values (:id, :id, 'SLACK',"
                    + " 'T1', 'C', :id, :id, 'THREAD', 'U', 'How much SQL do I need?', '{}', '{}', 1, 0, :at, :at,"
                    + " 'DELIVERED', 1, 0, :decision, '', :record, :journey)");
            PreparedBatch thumbs =
                    handle.prepareBatch("insert into feedback (job, platform, workspace, author, helpful,"
                            + " note, at) values (:id, 'SLACK', 'T1', 'U', :helpful, '', :at)");
            for (int i = 0; i < jobs; i++) {
                long at = end - (long) (random.nextDouble() * year);
                boolean answered = random.nextInt(10) < 8;
                String record = answered
                        ? "{\"question\":\"q\",\"standalone\":\"q\",\"sources\":[\"a" + random.nextInt(900) + "\",\"a"
                                + random.nextInt(900) + "\"],\"answer\":\"" + "word ".repeat(100) + "\"}"
                        : "";
                batch.bind("id", "j" + i)
                        .bind("at", at)
                        .bind("decision", answered ? "answered" : "not_found")
                        .bind("record", record)
                        .bind(
                                "journey",
                                Journey.line(Instant.ofEpochMilli(at), "kept", "admitted")
                                        + Journey.line(Instant.ofEpochMilli(at + 700), "answered", "answered"))
                        .add();
                if (i % 5 == 0) {
                    thumbs.bind("id", "j" + i)
                            .bind("helpful", random.nextInt(4) == 0 ? 0 : 1)
                            .bind("at", at)
                            .add();
                }
            }
            thumbs.execute();
            return batch.execute().length;
        });
    }

    private static void measure(String what, Runnable work) {
        double[] millis = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            work.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT, "%-16s %6.0f ms (median of %d; first %.0f)%n", what, millis[TIMES / 2], TIMES, first);
    }
}
