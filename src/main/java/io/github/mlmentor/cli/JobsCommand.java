package io.github.mlmentor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.intake.Checkpoint;
import io.github.mlmentor.intake.JobLog;
import io.github.mlmentor.storage.SqlJobLog;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What became of questions, and why. */
@Command(
        name = "jobs",
        description =
                "List what became of questions, or explain one: why was this not answered? Works beside a running serve.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:nothing is known of that message", "2:wrong use or settings"})
final class JobsCommand implements Callable<Integer> {
    private static final Set<String> STATES = Set.of(
            "all", "open", "waiting", "answered", "delivered", "undeliverable", "withheld", "withdrawn", "ignored");

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description =
                    "A job's id, a message's key, or the platform's id of the message (Slack's ts, Discord's id).")
    private String name = "";

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "all, open, waiting, answered, delivered, undeliverable, withheld, withdrawn or ignored;"
                    + " default: ${DEFAULT-VALUE}")
    private String state = "all";

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; default: ${DEFAULT-VALUE}")
    private int limit = 20;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    JobsCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() {
        if (!STATES.contains(state)) {
            throw new IllegalArgumentException(
                    "--state " + state
                            + " is none; use all, open, waiting, answered, delivered, undeliverable, withheld, withdrawn or ignored");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("--limit " + limit + " is none; use 1 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        JobLog log = backstage.database().map(SqlJobLog::new).orElse(null);
        if (log == null) {
            PrintWriter there = json ? spec.commandLine().getErr() : out;
            there.println("Nothing was asked yet: there is no database in " + backstage.dataDir());
            return name.isEmpty() ? 0 : MentorCommand.BAD_RESULT;
        }
        List<JobLog.Entry> entries = name.isEmpty() ? log.latest(state, limit) : log.find(name);
        if (json) {
            entries.forEach(entry -> out.println(write(entry)));
        } else if (name.isEmpty()) {
            JobLog.Depth depth = log.depth();
            entries.forEach(entry -> out.println(line(entry)));
            out.printf(
                    Locale.ROOT,
                    "%d open%s%n",
                    depth.open(),
                    depth.oldest()
                            .filter(oldest -> !oldest.isAfter(backstage.clock().instant()))
                            .map(this::since)
                            .orElse(""));
        } else if (entries.isEmpty()) {
            out.println("Nothing is known of " + name + ": it never arrived, was not said to the bot, came from a bot,"
                    + " was forgotten on request, or is older than the retention.");
        } else {
            entries.forEach(entry -> explain(out, entry));
        }
        out.flush();
        return name.isEmpty() || !entries.isEmpty() ? 0 : MentorCommand.BAD_RESULT;
    }

    private String since(Instant oldest) {
        return ", due for up to "
                + Duration.between(oldest, backstage.clock().instant()).toSeconds() + " s";
    }

    private static String line(JobLog.Entry entry) {
        return String.format(
                Locale.ROOT,
                "%-16s  %s  %-13s %-10s %s",
                entry.job(),
                entry.at().truncatedTo(ChronoUnit.SECONDS),
                entry.state(),
                entry.decision(),
                entry.reason());
    }

    private static void explain(PrintWriter out, JobLog.Entry entry) {
        out.println("job      " + entry.job());
        out.println("message  " + entry.key());
        out.println("state    " + entry.state() + (entry.decision().isEmpty() ? "" : ", " + entry.decision()));
        out.println("why      " + Explanations.of(entry));
        Instant before = entry.at();
        for (Checkpoint step : entry.journey()) {
            Duration took = Duration.between(before, step.at());
            out.printf(
                    Locale.ROOT, "  %s  %+8d ms  %-13s %s%n", step.at(), took.toMillis(), step.step(), step.outcome());
            before = step.at();
        }
    }

    private static ObjectNode write(JobLog.Entry entry) {
        ObjectNode object = new ObjectMapper().createObjectNode();
        object.put("job", entry.job())
                .put("message", entry.key())
                .put("at", entry.at().toString())
                .put("state", entry.state())
                .put("decision", entry.decision())
                .put("reason", entry.reason());
        ArrayNode journey = object.putArray("journey");
        for (Checkpoint step : entry.journey()) {
            journey.addObject()
                    .put("at", step.at().toString())
                    .put("step", step.step())
                    .put("outcome", step.outcome());
        }
        return object;
    }
}
