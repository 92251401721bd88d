package io.github.mlmentor.rig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs scenarios for as long as one likes: {@code --scenario kill --kills 500 --seed 1 --database sqlite}.
 *
 * <p>Further options: {@code --runs n} for n seeds from the given one; {@code --naive} for the bot to compare with; {@code --rate},
 * {@code --seconds}, {@code --questions}, {@code --rounds}, {@code --compose} for the size; {@code --disk} for a folder on a small
 * file system. Prints a row of a Markdown table for each run and ends with status 1 when a promise was broken.
 */
public final class RigCommand {
    private static @Nullable RigPostgres postgres;

    private RigCommand() {}

    /** Runs what the command line says. */
    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        List<Scenario> chosen =
                options.has("scenario") ? List.of(Scenarios.named(options.text("scenario", ""))) : Scenarios.ALL;
        Path folder = Files.createTempDirectory("mentor-rig");
        boolean clean;
        System.out.println(Verdict.HEAD);
        try {
            clean = run(chosen, options, folder);
        } finally {
            if (postgres != null) {
                postgres.close();
            }
        }
        System.exit(clean || options.has("naive") ? 0 : 1);
    }

    private static boolean run(List<Scenario> chosen, Options options, Path folder) throws Exception {
        boolean clean = true;
        for (Scenario scenario : chosen) {
            for (String database : scenario.stores()) {
                if (options.has("database") && !database.equals(options.text("database", ""))) {
                    continue;
                }
                for (int run = 0; run < options.number("runs", 1); run++) {
                    long seed = (long) options.number("seed", 1) + run;
                    Path place = folder.resolve(scenario.name() + "-" + database + "-" + seed);
                    Verdict verdict = Scenarios.run(
                            scenario, database, seed, options, place, () -> server(folder.resolve("postgres")));
                    System.out.println(verdict.row());
                    clean &= verdict.isClean();
                }
            }
        }
        return clean;
    }

    private static RigPostgres server(Path data) {
        RigPostgres running = postgres == null ? RigPostgres.start(data) : postgres;
        postgres = running;
        return running;
    }
}
