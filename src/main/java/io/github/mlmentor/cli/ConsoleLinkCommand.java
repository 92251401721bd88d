package io.github.mlmentor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets whoever runs the bot into the mentors' console. */
@Command(
        name = "console-link",
        description =
                "Print a link that opens the mentors' console for whoever runs this, beside a running serve. It is good once,"
                        + " for 15 minutes; whoever has it sees every board.",
        mixinStandardHelpOptions = true)
final class ConsoleLinkCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    ConsoleLinkCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() {
        String link = backstage
                .consoleLink()
                .orElseThrow(() -> new IllegalStateException("There is no console to open: no database in "
                        + backstage.dataDir() + "; start \"serve\" first"));
        spec.commandLine().getOut().println(link);
        return 0;
    }
}
