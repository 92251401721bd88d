package io.github.mlmentor.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Nothing goes wrong; there is only much of it. */
final class Loads {
    private static final Duration SETTLE = Duration.ofMinutes(5);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final int POINTS = 10;
    private static final double MEGABYTE = 1_048_576.0;

    private Loads() {}

    /** Many messages a second whose answers take no time, so that all that is measured is what we add. */
    static Verdict steady(Rig rig) throws InterruptedException {
        int rate = rig.options().number("rate", 200);
        int seconds = rig.options().number("seconds", 60);
        rig.inEarnest();
        rig.serve("--compose", "0");
        warm(rig);
        rig.ledger().forgetFigures();
        try (Flow flow = new Flow(rig.platform(), rig.seed(), rate, 5_000, 1)) {
            rig.pass(Duration.ofSeconds(seconds));
        }
        rig.settle(SETTLE);
        rig.note("from the delivery to visible "
                + rig.ledger().waited(question -> true).cell() + " ms (p50 / p99)");
        return rig.verdict(rate + " messages a second for " + seconds + " s", 0, LATE);
    }

    /** Many messages in all, and the heap after a collection at ten points. */
    static Verdict soak(Rig rig) throws InterruptedException, IOException {
        int questions = rig.options().number("questions", 100_000);
        int ahead = rig.options().number("ahead", 100);
        rig.inEarnest();
        BotProcess bot = rig.serve("--compose", "0");
        warm(rig);
        Channels channels = new Channels(rig.random());
        List<String> heap = new ArrayList<>();
        for (int point = 0; point < POINTS; point++) {
            for (int i = 0; i < questions / POINTS; i++) {
                rig.ledger().awaitOpen(ahead, SETTLE);
                int where = channels.next();
                rig.platform().ask("c" + where, "u" + where);
            }
            rig.ledger().awaitOpen(0, SETTLE);
            long used = Long.parseLong(PlatformFaults.control(bot.awaitReady(), "heap", ""));
            heap.add(String.format(Locale.ROOT, "%.1f", used / MEGABYTE));
        }
        rig.settle(SETTLE);
        rig.note("heap in MB after each tenth: " + String.join(", ", heap));
        return rig.verdict("soak", 0, LATE);
    }

    /** A machine that has just started compiles; that is not what is measured. */
    private static void warm(Rig rig) throws InterruptedException {
        int rounds = rig.options().number("warm", 3_000);
        for (int i = 0; i < rounds; i++) {
            rig.ledger().awaitOpen(20, SETTLE);
            rig.platform().ask("warm" + i / 10, "w" + i % 50);
        }
        rig.ledger().awaitOpen(0, SETTLE);
    }
}
