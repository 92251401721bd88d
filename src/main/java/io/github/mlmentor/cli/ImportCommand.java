package io.github.mlmentor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.answering.Question;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.curation.Draft;
import io.github.mlmentor.curation.DraftImport;
import io.github.mlmentor.curation.Fields;
import io.github.mlmentor.curation.ImportReport;
import io.github.mlmentor.curation.SourceFormat;
import io.github.mlmentor.knowledge.Problem;
import io.github.mlmentor.yaml.YamlText;
import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes drafts of other people's questions and answers. */
@Command(
        name = "import",
        description = {
            "Make draft articles of questions and answers in CSV, JSON, Markdown or HTML, files or folders.",
            "Drafts are not served until a person has read them, set reviewed_by and \"status: live\"."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every pair is a draft, now or before",
            "1:something could not be imported",
            "2:wrong use or settings"
        })
final class ImportCommand implements Callable<Integer> {
    /** Below this confidence an answer is too often about something else to be named. */
    private static final double SURE = 0.6;

    @Parameters(paramLabel = "SOURCE", arity = "1..*", description = "Files or folders.")
    private List<Path> sources = List.of();

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "Where to write; default: the folder \"drafts\" beside the other articles")
    private @Nullable Path into;

    @Option(
            names = "--source-format",
            paramLabel = "FORMAT",
            description = "auto, csv, json, markdown or html; default: ${DEFAULT-VALUE}, by the names of the files")
    private String sourceFormat = "auto";

    @Option(
            names = "--column",
            paramLabel = "MEANING=NAME",
            description =
                    "Which column or key is the question, answer, id, asks, kind, advice, author or topic; may be given"
                            + " several times. Default: the usual names, for example title and body")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--one-per-file",
            description = "Every Markdown and HTML file is one article, even if its headings are questions.")
    private boolean whole;

    @Option(names = "--dry-run", description = "Say what would be written, and write nothing.")
    private boolean dryRun;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json; default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    ImportCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() {
        Fields fields = new Fields(columns);
        DraftImport.Where where = new DraftImport.Where(
                backstage.loader(), backstage.knowledgeDir(), target(), LocalDate.now(backstage.clock()));
        ImportReport report = new DraftImport(where, sourceFormat(), fields, whole, nearest()).run(sources, !dryRun);
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.json) {
            out.println(json(report));
        } else {
            print(out, report);
        }
        out.flush();
        return report.failed() ? MentorCommand.BAD_RESULT : 0;
    }

    private SourceFormat sourceFormat() {
        for (SourceFormat known : SourceFormat.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(sourceFormat)) {
                return known;
            }
        }
        throw new IllegalArgumentException(
                "--source-format " + sourceFormat + " is none; use auto, csv, json, markdown or html");
    }

    private Path target() {
        if (into != null) {
            return into;
        }
        Path knowledge = backstage.knowledgeDir();
        if (!knowledge.getFileSystem().equals(FileSystems.getDefault())) {
            throw new IllegalArgumentException("the articles are inside the program, where nothing can be written; say"
                    + " --into DIR, or set knowledge.dir (MENTOR_KNOWLEDGE_DIR) to a folder of articles");
        }
        return knowledge.resolve("drafts");
    }

    /** What answers a question is what the bot would answer it with. */
    private Function<String, Optional<Draft.Similar>> nearest() {
        AnswerDesk desk = Bench.served(backstage).desk();
        return question -> {
            Exchange exchange = desk.answer(Question.of(question), Progress.none());
            boolean sure = exchange.decision().equals("answered") && exchange.confidence() >= SURE;
            return sure && !exchange.evidence().isEmpty()
                    ? Optional.of(new Draft.Similar(
                            exchange.evidence().get(0),
                            String.format(Locale.ROOT, "answers it, confidence %.2f", exchange.confidence())))
                    : Optional.empty();
        };
    }

    private void print(PrintWriter out, ImportReport report) {
        for (Draft draft : report.drafts()) {
            out.println((dryRun ? "would write " : "wrote ") + draft.file() + "  from " + draft.from() + "  "
                    + draft.title());
            draft.similar().forEach(other -> out.println("    perhaps answered already by " + other));
            draft.notes().forEach(note -> out.println("    " + note));
            // What every import lacks is summed up below; this is what is wrong with this one.
            draft.lint().stream()
                    .filter(problem -> !problem.rule().equals("missing-field")
                            && !problem.rule().equals("too-few-asks"))
                    .forEach(problem -> out.println("    lint: line " + problem.line() + ": [" + problem.rule() + "] "
                            + problem.message() + "; " + problem.mend()));
        }
        for (ImportReport.Skipped skipped : report.skipped()) {
            out.println("skipped " + skipped.from() + ": "
                    + (skipped.changed()
                            ? "it has changed since " + skipped.as()
                                    + " was made of it; carry the change over, or delete"
                                    + " that draft and import again"
                            : "it is there already, as " + skipped.as()));
        }
        report.unusable().forEach(problem -> out.println((problem.fatal() ? "error " : "left out ") + problem));
        links(out, report);
        lint(out, report);
        long similar = report.drafts().stream()
                .filter(draft -> !draft.similar().isEmpty())
                .count();
        out.printf(
                Locale.ROOT,
                "%d %s, %d skipped (%d of them changed), %d could not be imported; %d may be answered already%n",
                report.drafts().size(),
                dryRun ? "would be written" : "written",
                report.skipped().size(),
                report.skipped().stream().filter(ImportReport.Skipped::changed).count(),
                report.unusable().stream().filter(Problem::fatal).count(),
                similar);
    }

    private static void links(PrintWriter out, ImportReport report) {
        List<ImportReport.Proposal> fit =
                report.links().stream().filter(link -> !link.id().isEmpty()).toList();
        if (!fit.isEmpty()) {
            out.println(
                    "Links that stood in the answers, for resources.yaml if they are worth it; name them in \"resources\":");
            ArrayNode entries = JsonNodeFactory.instance.arrayNode();
            fit.forEach(link -> entries.addObject()
                    .put("id", link.id())
                    .put("title", link.title())
                    .put("url", link.url()));
            YamlText.write(entries).lines().forEach(line -> out.println("  " + line));
        }
        report.links().stream()
                .filter(link -> link.id().isEmpty())
                .forEach(link -> out.println("Link that is not fit for the catalogue: " + link.url() + ", in "
                        + String.join(", ", link.drafts())));
    }

    private static void lint(PrintWriter out, ImportReport report) {
        Map<String, Long> rules = report.drafts().stream()
                .flatMap(draft -> draft.lint().stream())
                .collect(Collectors.groupingBy(ImportCommand::summary, TreeMap::new, Collectors.counting()));
        if (!rules.isEmpty()) {
            out.println("Before they can be served (\"ml-mentor knowledge lint\" names each): "
                    + rules.entrySet().stream()
                            .map(rule -> rule.getKey() + " " + rule.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String summary(Problem problem) {
        return problem.rule().equals("missing-field") ? problem.message() : problem.rule();
    }

    private ObjectNode json(ImportReport report) {
        ObjectNode object = new ObjectMapper().createObjectNode();
        object.put("dry_run", dryRun);
        ArrayNode drafts = object.putArray("drafts");
        for (Draft draft : report.drafts()) {
            ObjectNode entry = drafts.addObject()
                    .put("id", draft.id())
                    .put("title", draft.title())
                    .put("file", draft.file())
                    .put("from", draft.from());
            ArrayNode similar = entry.putArray("similar");
            draft.similar()
                    .forEach(other -> similar.addObject().put("id", other.id()).put("why", other.why()));
            ArrayNode notes = entry.putArray("notes");
            draft.notes().forEach(notes::add);
            ArrayNode lint = entry.putArray("lint");
            draft.lint().forEach(problem -> lint.add(problem(problem)));
        }
        ArrayNode skipped = object.putArray("skipped");
        report.skipped()
                .forEach(pair -> skipped.addObject()
                        .put("from", pair.from())
                        .put("question", pair.question())
                        .put("as", pair.as())
                        .put("changed", pair.changed()));
        ArrayNode errors = object.putArray("errors");
        ArrayNode left = object.putArray("left_out");
        report.unusable().forEach(problem -> (problem.fatal() ? errors : left).add(problem(problem)));
        ArrayNode links = object.putArray("links");
        for (ImportReport.Proposal link : report.links()) {
            ObjectNode entry = links.addObject()
                    .put("id", link.id())
                    .put("title", link.title())
                    .put("url", link.url());
            ArrayNode names = entry.putArray("drafts");
            link.drafts().forEach(names::add);
        }
        return object;
    }

    private static ObjectNode problem(Problem problem) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("file", problem.file())
                .put("line", problem.line())
                .put("rule", problem.rule())
                .put("message", problem.message())
                .put("mend", problem.mend());
    }
}
