package io.github.mlmentor.rig;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A platform that stammers, refuses and hangs, and people who are many. */
final class PlatformFaults {
    private static final Duration SETTLE = Duration.ofMinutes(3);
    private static final Duration LATE = Duration.ofSeconds(30);
    private static final int PAIR = 500;

    private PlatformFaults() {}

    /** Every third call fails in one of six ways, half of which took effect. */
    static FaultScript everyThird(long seed, Options options) {
        return FaultScript.of(
                seed,
                options.number("share", 33) / 100.0,
                FaultScript.Fault.TOO_MANY,
                FaultScript.Fault.ERROR,
                FaultScript.Fault.CLOSED_BEFORE,
                FaultScript.Fault.CLOSED_AFTER,
                FaultScript.Fault.HANGS_AFTER,
                FaultScript.Fault.SLOW);
    }

    /** Sends that are answered by 429, 500, an end of the connection before and after the effect, and not at all. */
    static Verdict sends(Rig rig) throws InterruptedException {
        rig.serve();
        int questions = rig.options().number("questions", 300);
        Channels channels = new Channels(rig.random());
        for (int i = 0; i < questions; i++) {
            int where = channels.next();
            rig.platform().ask("c" + where, "u" + where, 1 + rig.random().nextInt(3));
            rig.pass(Duration.ofMillis(20));
        }
        rig.settle(SETTLE);
        return rig.verdict("failing sends", rig.platform().script().given(), LATE);
    }

    /** Every question arrives as two events, 0 to 500 ms apart, of which in two of three cases one says that the bot is meant. */
    static Verdict pairs(Rig rig) throws InterruptedException {
        rig.serve();
        int questions = rig.options().number("questions", 300);
        Channels channels = new Channels(rig.random());
        for (int i = 0; i < questions; i++) {
            int where = channels.next();
            Ledger.Question question = rig.ledger().asked("c" + where, "u" + where, 1);
            int kind = rig.random().nextInt(3);
            int apart = rig.random().nextInt(4) == 0 ? 0 : rig.random().nextInt(PAIR);
            rig.platform().courier().bring(question, 0, kind != 1);
            rig.platform().courier().bring(question, apart, kind != 2);
            rig.pass(Duration.ofMillis(10));
        }
        rig.settle(SETTLE);
        return rig.verdict("pairs of events", questions, LATE);
    }

    /** A thousand questions at once from one person; the ten others must not feel it. */
    static Verdict flood(Rig rig) throws InterruptedException {
        int flood = rig.options().number("questions", 1_000);
        int rounds = rig.options().number("rounds", 10);
        rig.serve("--compose", "50");
        ordinary(rig, "warm", 3);
        rig.settle(SETTLE);
        ordinary(rig, "alone", rounds);
        rig.settle(SETTLE);
        for (int i = 0; i < flood; i++) {
            rig.platform().ask("flood" + i, "loud");
        }
        ordinary(rig, "beside", rounds);
        rig.settle(SETTLE);
        Percentiles alone = rig.ledger().waited(question -> question.channel().startsWith("alone"));
        Percentiles beside = rig.ledger().waited(question -> question.channel().startsWith("beside"));
        rig.note("the ten wait " + alone.cell() + " ms alone, beside the flood " + beside.cell() + " ms (p50 / p99)");
        return rig.verdict("flood of " + flood, flood, LATE);
    }

    private static void ordinary(Rig rig, String name, int rounds) throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            for (int person = 0; person < 10; person++) {
                rig.platform().ask(name + person, "u" + person);
                rig.pass(Duration.ofMillis(50));
            }
        }
    }

    /** The clock jumps an hour forth and back, and an hour back and forth. */
    static Verdict clock(Rig rig) throws InterruptedException, IOException {
        BotProcess bot = rig.serve();
        int hour = 3_600_000;
        List<Integer> jumps = List.of(hour, 0, -hour, 0, hour, -hour, 0);
        try (Flow flow = new Flow(rig.platform(), rig.seed(), 10, 100, 2)) {
            for (int jump : jumps) {
                rig.pass(Duration.ofSeconds(2));
                control(bot.awaitReady(), "clock", Integer.toString(jump));
            }
            rig.pass(Duration.ofSeconds(2));
        }
        rig.settle(SETTLE);
        return rig.verdict("clock jumps of an hour", jumps.size(), LATE);
    }

    /** Tells the bot something that no platform would. */
    static String control(int port, String what, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/control/" + what))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
