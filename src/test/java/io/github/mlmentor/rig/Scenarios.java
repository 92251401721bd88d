package io.github.mlmentor.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Everything that can go wrong, by name. */
final class Scenarios {
    static final List<Scenario> ALL = List.of(
            new Scenario("kill", "kill -9 at random instants", Scenario.EVERYWHERE, Kills::anytime),
            new Scenario("sigterm", "asked to stop with fifty in flight", Scenario.EVERYWHERE, Kills::asked),
            new Scenario("two", "two instances, one killed", Scenario.POSTGRESQL, Kills::oneOfTwo),
            new Scenario("locked", "the SQLite file is locked", Scenario.SQLITE, StoreFaults::locked),
            new Scenario("full", "the disk is full; needs --disk", Scenario.SQLITE, StoreFaults::full),
            new Scenario("away", "PostgreSQL goes and comes", Scenario.POSTGRESQL, StoreFaults::away),
            new Scenario("pairs", "every event comes twice", Scenario.EVERYWHERE, PlatformFaults::pairs),
            new Scenario("flood", "one asks a thousand times", Scenario.EVERYWHERE, PlatformFaults::flood),
            new Scenario(
                    "sends",
                    "sends fail, also after they took effect",
                    Scenario.EVERYWHERE,
                    PlatformFaults::everyThird,
                    PlatformFaults::sends),
            new Scenario("model", "the model fails in every way", Scenario.SQLITE, ModelFaults::everything),
            new Scenario("clock", "the clock jumps", Scenario.EVERYWHERE, PlatformFaults::clock),
            new Scenario("damaged", "the SQLite file is damaged", Scenario.SQLITE, StoreFaults::damaged),
            new Scenario("load", "many messages a second", Scenario.EVERYWHERE, Loads::steady),
            new Scenario("soak", "many messages in all", Scenario.EVERYWHERE, Loads::soak));

    private Scenarios() {}

    /** The scenario of this name. */
    static Scenario named(String name) {
        return ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario " + name + ", but "
                        + ALL.stream().map(Scenario::name).toList()));
    }

    /**
     * Runs one.
     *
     * @param folder where the bot works; made when it is not there
     * @param server asked for only when the database is PostgreSQL
     */
    static Verdict run(
            Scenario scenario, String database, long seed, Options options, Path folder, Supplier<RigPostgres> server)
            throws Exception {
        Path data = options.has("disk") ? Path.of(options.text("disk", "")) : folder.resolve("data");
        Files.createDirectories(data);
        Store store = database.equals("postgresql") ? Store.postgres(data, server.get()) : Store.sqlite(data);
        FaultScript script = scenario.script().from(seed, options);
        try (Rig rig = new Rig(seed, options, folder, store, script)) {
            Verdict verdict = scenario.course().run(rig);
            if (!verdict.isClean() && !rig.isNaive()) {
                tell(folder, rig.log());
            }
            return verdict;
        }
    }

    private static void tell(Path folder, String log) throws IOException {
        System.err.println("The end of the log in " + folder + ":\n" + log);
    }
}
