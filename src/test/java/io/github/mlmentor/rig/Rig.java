package io.github.mlmentor.rig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** One run of one scenario: the platform, the database and the bots, taken apart at the end. */
final class Rig implements AutoCloseable {
    private static final Duration NAIVE_PATIENCE = Duration.ofSeconds(12);
    private static final Duration CUT = Duration.ofSeconds(30);

    private final long seed;
    private final Options options;
    private final Path folder;
    private final Store store;
    private final Random random;
    private final FakePlatform platform;
    private final List<BotProcess> bots = new ArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private List<String> jvm = List.of();

    Rig(long seed, Options options, Path folder, Store store, FaultScript script) {
        this.seed = seed;
        this.options = options;
        this.folder = folder;
        this.store = store;
        this.random = new Random(seed);
        this.platform = FakePlatform.start(script);
    }

    long seed() {
        return seed;
    }

    Options options() {
        return options;
    }

    Path folder() {
        return folder;
    }

    Store store() {
        return store;
    }

    Random random() {
        return random;
    }

    FakePlatform platform() {
        return platform;
    }

    Ledger ledger() {
        return platform.ledger();
    }

    boolean isNaive() {
        return options.has("naive");
    }

    /** Starts a bot without waiting for it. */
    BotProcess boot(String... more) {
        List<String> arguments = new ArrayList<>(store.arguments());
        arguments.addAll(List.of("--platform", Integer.toString(platform.port())));
        arguments.addAll(List.of("--compose", options.text("compose", "20")));
        if (isNaive()) {
            arguments.add("--naive");
        }
        arguments.addAll(List.of(more));
        BotProcess bot = BotProcess.start(RigBot.class, folder, Map.of(), jvm, arguments);
        bots.add(bot);
        return bot;
    }

    /** Starts the product itself. */
    BotProcess product(Class<?> main, Map<String, String> environment) {
        BotProcess product = BotProcess.start(main, folder, environment, List.of(), List.of("serve"));
        bots.add(product);
        return product;
    }

    /** Starts a bot, and from then on the platform talks to it alone. */
    BotProcess serve(String... more) throws InterruptedException {
        BotProcess bot = boot(more);
        platform.courier().deliverTo(List.of(bot.awaitReady()));
        return bot;
    }

    /** Has the bots compile as they would in earnest: slower to start, faster after a while. */
    void inEarnest() {
        jvm = List.of("-XX:TieredStopAtLevel=4");
    }

    /** Notes that something is wrong. */
    void problem(String what) {
        problems.add(what);
    }

    /** Notes something about the run that is worth reading beside its figures. */
    void note(String what) {
        notes.add(what);
    }

    /** Waits for a moment: the rig is the clock. The option {@code --tempo} is in percent of the usual pauses. */
    void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis() * options.number("tempo", 100) / 100);
    }

    /** Waits until everything is answered, or nothing seems to come any more, and then a moment for what comes twice. */
    void settle(Duration limit) throws InterruptedException {
        Duration patience = isNaive() && NAIVE_PATIENCE.compareTo(limit) < 0 ? NAIVE_PATIENCE : limit;
        if (!ledger().awaitOpen(0, patience)) {
            note(ledger().open() + " open after " + patience.toSeconds() + " s");
        }
        Thread.sleep(options.number("linger", 3_000));
    }

    /** The judgement over this run. */
    Verdict verdict(String scenario, int faults, Duration late) {
        String name = scenario + ", " + (isNaive() ? "naive" : store.name());
        if (!isNaive() && ledger().acknowledgedCount() < ledger().size()) {
            problem(ledger().size() - ledger().acknowledgedCount() + " never acknowledged");
        }
        return ledger().verdict(name, seed, faults, late, problems, notes);
    }

    /** What the last bot logged. */
    String log() {
        return bots.isEmpty() ? "" : bots.get(bots.size() - 1).log();
    }

    /** Stops a bot and reports when it does not end as one that was asked to. */
    void stopCleanly(BotProcess bot) throws InterruptedException {
        bot.stop();
        int status = bot.awaitExit(CUT);
        if (status != 0 && !isNaive()) {
            problem("the exit status was " + status);
        }
    }

    @Override
    public void close() {
        platform.courier().deliverTo(List.of());
        bots.forEach(BotProcess::close);
        platform.close();
        store.close();
    }
}
