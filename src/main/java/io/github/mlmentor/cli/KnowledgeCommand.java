package io.github.mlmentor.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands of a curator. */
@Command(
        name = "knowledge",
        description = "Look at the knowledge, check it and add to it.",
        mixinStandardHelpOptions = true)
final class KnowledgeCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Which? Try lint, stats, show, import, coverage, check-links or export-community");
    }
}
