package io.github.mlmentor.cli;

import io.github.mlmentor.telemetry.HealthCheck;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves the playground and every platform that has a token. */
@Command(
        name = "serve",
        description = "Serve the web playground and every platform that has a token.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    ServeCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public void run() {
        serve(spec.commandLine().getOut());
    }

    void serve(PrintWriter out) {
        String address = backstage.serve();
        out.println("ML Mentor " + MentorCommand.version() + " answers on " + address);
        HealthCheck.Health index = backstage.index().check();
        out.println(
                "  knowledge   " + backstage.library().current().articles().size() + " articles, " + index.detail());
        out.println("  answers     by " + backstage.modelLine());
        backstage.doors().forEach(door -> out.println("  " + door));
        // To whoever sits here and never to the log: it lets in whoever has it.
        backstage
                .consoleLink()
                .ifPresent(link -> out.println("  console     " + link + " (good once, for 15 minutes)"));
        out.println("Stop it with Ctrl+C.");
        out.flush();
        backstage.awaitStop();
    }
}
