package io.github.mlmentor.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The stored data: backups. */
@Command(name = "data", description = "Back up the stored data, and bring it back.", mixinStandardHelpOptions = true)
final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "What about the data? Say backup or restore; \"data --help\" lists them");
    }
}
