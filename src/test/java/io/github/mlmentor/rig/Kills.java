package io.github.mlmentor.rig;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Processes that end when they should not, and when they should. */
final class Kills {
    private static final Duration SETTLE = Duration.ofMinutes(2);
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Duration EXIT = Duration.ofSeconds(10);
    private static final int LIFETIME = 900;
    private static final int EFFECTS = 15;
    private static final int PATIENCE = 60;

    private Kills() {}

    /**
     * Killed at random instants while questions flow: while it starts (one in ten), at any instant of its life, and in the middle of a
     * send, after the message became visible and before the bot knows.
     */
    static Verdict anytime(Rig rig) throws InterruptedException {
        Trap trap = new Trap(rig.platform());
        int kills = rig.options().number("kills", 500);
        try (Flow flow = new Flow(rig.platform(), rig.seed(), rig.options().number("rate", 20), PATIENCE, 2)) {
            for (int kill = 0; kill < kills; kill++) {
                BotProcess bot = rig.boot();
                live(bot, rig, trap);
                bot.kill();
                bot.awaitExit(EXIT);
            }
        }
        rig.serve();
        rig.settle(SETTLE);
        rig.note(trap.sprung() + " kills between a send and its record");
        return rig.verdict("kill -9", kills, LATE);
    }

    private static void live(BotProcess bot, Rig rig, Trap trap) throws InterruptedException {
        Random random = rig.random();
        if (random.nextInt(10) == 0) {
            rig.pass(Duration.ofMillis(random.nextInt(2 * LIFETIME)));
            return;
        }
        rig.platform().courier().deliverTo(List.of(bot.awaitReady()));
        int lifetime = random.nextInt(LIFETIME);
        if (random.nextBoolean()) {
            trap.set(bot, 1 + random.nextInt(EFFECTS));
            bot.awaitExit(Duration.ofMillis(2L * LIFETIME));
            trap.set(null, 0);
        } else {
            rig.pass(Duration.ofMillis(lifetime));
        }
    }

    /** Asked to stop with fifty questions in flight: ends with status 0, and the next one answers what is left. */
    static Verdict asked(Rig rig) throws InterruptedException {
        int rounds = rig.options().number("rounds", 5);
        int inFlight = rig.options().number("questions", 50);
        for (int round = 0; round < rounds; round++) {
            BotProcess bot = rig.serve("--compose", "300");
            for (int i = 0; i < inFlight; i++) {
                rig.platform().ask("round" + round + "-" + i % 25, "u" + i % 25);
            }
            rig.ledger().awaitAcknowledged(EXIT);
            rig.pass(Duration.ofMillis(rig.random().nextInt(300)));
            long start = System.nanoTime();
            rig.stopCleanly(bot);
            rig.note("stopped in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
        rig.serve();
        rig.settle(SETTLE);
        return rig.verdict("SIGTERM with " + inFlight + " in flight", rounds, LATE);
    }

    /** Two instances on one database, events to both by turns, one of them killed again and again. */
    static Verdict oneOfTwo(Rig rig) throws InterruptedException {
        int kills = rig.options().number("kills", 50);
        Trap trap = new Trap(rig.platform());
        int steady = rig.boot().awaitReady();
        try (Flow flow = new Flow(rig.platform(), rig.seed(), rig.options().number("rate", 20), PATIENCE, 2)) {
            for (int kill = 0; kill < kills; kill++) {
                BotProcess other = rig.boot();
                rig.platform().courier().deliverTo(List.of(steady, other.awaitReady()));
                if (rig.random().nextBoolean()) {
                    // Whoever sends it: half of these are the other's, and kill it between somebody's sends.
                    trap.set(other, 1 + rig.random().nextInt(EFFECTS));
                    other.awaitExit(Duration.ofMillis(2L * LIFETIME));
                    trap.set(null, 0);
                } else {
                    rig.pass(Duration.ofMillis(rig.random().nextInt(2 * LIFETIME)));
                }
                other.kill();
                other.awaitExit(EXIT);
                rig.platform().courier().deliverTo(List.of(steady));
            }
        }
        rig.settle(SETTLE);
        rig.note(trap.sprung() + " kills between a send and its record");
        return rig.verdict("two instances, one killed", kills, LATE);
    }

    /** Kills a bot when the platform has just made its message visible. */
    private static final class Trap {
        private final AtomicReference<@Nullable BotProcess> prey = new AtomicReference<>();
        private final AtomicInteger countdown = new AtomicInteger();
        private final AtomicInteger sprung = new AtomicInteger();

        Trap(FakePlatform platform) {
            platform.onEffect(message -> snap());
        }

        void set(@Nullable BotProcess bot, int effects) {
            countdown.set(effects);
            prey.set(bot);
        }

        int sprung() {
            return sprung.get();
        }

        private void snap() {
            if (prey.get() != null && countdown.decrementAndGet() == 0) {
                BotProcess bot = prey.getAndSet(null);
                if (bot != null) {
                    bot.kill();
                    sprung.incrementAndGet();
                    try {
                        bot.awaitExit(EXIT);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        }
    }
}
