package io.github.mlmentor.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Databases that are locked, full, away or broken. */
final class StoreFaults {
    private static final Duration SETTLE = Duration.ofMinutes(3);
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Duration EXIT = Duration.ofSeconds(30);
    private static final int PAGE = 4_096;
    private static final long SMALL = 64L * 1_024 * 1_024;

    private StoreFaults() {}

    /** Somebody else holds the lock of the SQLite file: a backup, a curious person with a shell. */
    static Verdict locked(Rig rig) throws InterruptedException, SQLException {
        List<Integer> seconds = Arrays.stream(
                        rig.options().text("seconds", "1,5,30").split(","))
                .map(Integer::valueOf)
                .toList();
        rig.serve();
        try (Flow flow = new Flow(rig.platform(), rig.seed(), 10, 100, 2)) {
            for (int length : seconds) {
                rig.pass(Duration.ofSeconds(1));
                try (Connection connection = DriverManager.getConnection(
                                "jdbc:sqlite:" + rig.store().file());
                        Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA busy_timeout = 10000");
                    statement.execute("BEGIN EXCLUSIVE");
                    rig.pass(Duration.ofSeconds(length));
                    statement.execute("ROLLBACK");
                }
            }
            rig.pass(Duration.ofSeconds(1));
        }
        rig.settle(SETTLE);
        return rig.verdict("database locked for " + seconds + " s", seconds.size(), LATE);
    }

    /** The disk is full: a file of ours takes all that is left of a small file system, and goes away again. */
    static Verdict full(Rig rig) throws InterruptedException, IOException {
        Path filler = rig.store().folder().resolve("filler");
        if (Files.getFileStore(rig.store().folder()).getTotalSpace() > SMALL) {
            throw new IllegalStateException(
                    "this fills a disk: name a folder on a small one, such as a tmpfs of 8 MB, with --disk");
        }
        int rounds = rig.options().number("rounds", 3);
        rig.serve();
        try (Flow flow = new Flow(rig.platform(), rig.seed(), 20, 100, 2)) {
            for (int round = 0; round < rounds; round++) {
                rig.pass(Duration.ofSeconds(2));
                fill(filler);
                int before = rig.ledger().acknowledgedCount();
                rig.pass(Duration.ofSeconds(2));
                // What was free inside the database's files is used up by now; whatever frees space is taken again.
                fill(filler);
                rig.pass(Duration.ofSeconds(3));
                rig.note(rig.ledger().acknowledgedCount() - before + " taken while full");
                Files.delete(filler);
            }
            rig.pass(Duration.ofSeconds(1));
        }
        rig.settle(SETTLE);
        return rig.verdict("disk full", rounds, LATE);
    }

    private static void fill(Path filler) {
        byte[] page = new byte[PAGE];
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            // No space left: that was the aim.
            return;
        }
    }

    /** The server is stopped and started, and its network cut and stalled. */
    static Verdict away(Rig rig) throws InterruptedException {
        rig.serve();
        int rounds = rig.options().number("rounds", 2);
        try (Flow flow = new Flow(rig.platform(), rig.seed(), 10, 100, 2)) {
            for (int round = 0; round < rounds; round++) {
                rig.pass(Duration.ofSeconds(2));
                rig.store().network().cut();
                rig.pass(Duration.ofSeconds(2));
                rig.store().network().refuse();
                rig.pass(Duration.ofSeconds(3));
                rig.store().network().pass();
                rig.pass(Duration.ofSeconds(2));
                rig.store().network().stall();
                rig.pass(Duration.ofSeconds(4));
                rig.store().network().pass();
                rig.pass(Duration.ofSeconds(2));
                rig.store().server().restart(Duration.ofSeconds(2));
                rig.pass(Duration.ofSeconds(2));
            }
        }
        rig.settle(SETTLE);
        return rig.verdict("PostgreSQL cut, refused, stalled, restarted", 4 * rounds, LATE);
    }

    /** A damaged file: the bot says which and what to do, ends, and leaves it as it is. */
    static Verdict damaged(Rig rig) throws InterruptedException, IOException {
        BotProcess bot = rig.serve();
        for (int i = 0; i < 40; i++) {
            rig.platform().ask("c" + i, "u" + i);
        }
        rig.settle(SETTLE);
        rig.stopCleanly(bot);
        rig.platform().courier().deliverTo(List.of());
        Path file = rig.store().file();
        byte[] sound = Files.readAllBytes(file);
        refuses(rig, "the header", overwritten(rig, sound, 0));
        refuses(rig, "a page", overwritten(rig, sound, PAGE * 2));
        refuses(rig, "the end", Arrays.copyOf(sound, sound.length / 2 + 100));
        Files.write(file, sound);
        rig.serve();
        rig.platform().ask("after", "u1");
        rig.settle(SETTLE);
        return rig.verdict("damaged database", 3, LATE);
    }

    private static byte[] overwritten(Rig rig, byte[] sound, int from) {
        byte[] broken = sound.clone();
        byte[] rubbish = new byte[PAGE];
        rig.random().nextBytes(rubbish);
        ByteBuffer.wrap(broken).position(from).put(rubbish, 0, Math.min(PAGE, broken.length - from));
        return broken;
    }

    private static void refuses(Rig rig, String what, byte[] broken) throws IOException, InterruptedException {
        Path file = rig.store().file();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(broken));
        }
        BotProcess bot = rig.boot();
        int status = bot.awaitExit(EXIT);
        if (status <= 0) {
            rig.problem("with " + what + " damaged the exit status was " + status);
        }
        if (!bot.log().contains(file.getFileName().toString())) {
            rig.problem("with " + what + " damaged the file was not named");
        }
        if (!Arrays.equals(Files.readAllBytes(file), broken)) {
            rig.problem("with " + what + " damaged the file was changed");
        }
        bot.close();
    }
}
