package io.github.mlmentor.cli;

import io.github.mlmentor.storage.Database;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a copy of the SQLite database. */
@Command(
        name = "backup",
        description = "Write a whole and consistent copy of the SQLite database, also beside a running serve.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file to write; must not exist yet.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    BackupCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() {
        Database database = backstage
                .database()
                .orElseThrow(() -> new IllegalStateException(
                        "There is nothing to back up: no database in " + backstage.dataDir()));
        database.backup(file.toAbsolutePath());
        spec.commandLine().getOut().println("Written: " + file);
        return 0;
    }
}
