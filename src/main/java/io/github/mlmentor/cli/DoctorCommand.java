package io.github.mlmentor.cli;

import io.github.mlmentor.telemetry.HealthCheck;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks everything that must work, a line each with the mend. */
@Command(
        name = "doctor",
        description = "Check settings, knowledge, index, model, clock, ports and Slack, a line each with the mend.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is well, or works with less", "1:something fails", "2:the settings cannot be used"})
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    DoctorCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        backstage.settings();
        print(out, "settings", HealthCheck.Health.ok("every value is usable"));
        boolean failed = false;
        for (HealthCheck check : backstage.checks()) {
            HealthCheck.Health health = check.check();
            print(out, check.name(), health);
            failed |= health.status() == HealthCheck.Status.FAILURE;
        }
        backstage.doors().forEach(door -> out.println("      " + door));
        return failed ? MentorCommand.BAD_RESULT : 0;
    }

    private static void print(PrintWriter out, String name, HealthCheck.Health health) {
        String mark =
                switch (health.status()) {
                    case OK -> "ok";
                    case WARNING -> "warn";
                    case FAILURE -> "FAIL";
                };
        out.printf(Locale.ROOT, "%-5s %-11s %s%n", mark, name, health.detail());
        if (!health.mend().isEmpty()) {
            out.printf(Locale.ROOT, "%-5s %-11s -> %s%n", "", "", health.mend());
        }
    }
}
