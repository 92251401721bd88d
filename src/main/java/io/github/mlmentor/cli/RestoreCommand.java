package io.github.mlmentor.cli;

import io.github.mlmentor.storage.SqliteFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a backup in the place of the SQLite database. */
@Command(
        name = "restore",
        description =
                "Put a backup in the place of the SQLite database, while nothing serves; what was there is kept beside it.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A file that \"data backup\" wrote.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    RestoreCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() {
        if (!backstage.settings().storage().databaseUrl().isEmpty()) {
            throw new IllegalStateException("PostgreSQL is restored by its own tools: pg_restore --clean --if-exists"
                    + " --dbname=\"$DATABASE_URL\" " + file);
        }
        Path target = backstage.databaseFile();
        Path aside = SqliteFile.restore(file.toAbsolutePath(), target);
        spec.commandLine()
                .getOut()
                .println("Restored: " + target + (aside.equals(target) ? "" : "; what was there is now " + aside));
        return 0;
    }
}
