package io.github.mlmentor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.evaluation.Calibrator;
import io.github.mlmentor.evaluation.Contender;
import io.github.mlmentor.evaluation.EvaluationRun;
import io.github.mlmentor.evaluation.Gate;
import io.github.mlmentor.evaluation.Grouping;
import io.github.mlmentor.evaluation.LabelledQuestion;
import io.github.mlmentor.evaluation.Measured;
import io.github.mlmentor.evaluation.QuestionFiles;
import io.github.mlmentor.evaluation.Report;
import io.github.mlmentor.evaluation.Soundness;
import io.github.mlmentor.llm.EasyRag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures answers on labelled questions, or fits the thresholds to them. */
@Command(
        name = "eval",
        description = "Measure answers on labelled questions, or fit the thresholds to them.",
        mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {
    private static final String ALL = "all";

    /** What figures are given apart for. */
    enum By {
        set,
        kind
    }

    /** What somebody else's program does. */
    enum Baseline {
        easy_rag;

        @Override
        public String toString() {
            return "easy-rag";
        }
    }

    @Option(
            names = "--questions",
            required = true,
            paramLabel = "FILE",
            description = "A .jsonl file of labelled questions, or a folder of them.")
    private Path questions = Path.of(".");

    @Option(
            names = "--knowledge",
            paramLabel = "DIR",
            description = "A folder of Markdown to measure instead of what is served; its front matter needs no more"
                    + " than an id, and a title or question.")
    private @Nullable Path knowledge;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "Only this half: tune, report or all; default: ${DEFAULT-VALUE}")
    private String split = "report";

    @Option(
            names = "--retriever",
            split = ",",
            paramLabel = "NAME",
            description = "One or more of ${COMPLETION-CANDIDATES}, side by side; the first is reported on;"
                    + " default: fused")
    private List<Bench.Way> retrievers = List.of(Bench.Way.fused);

    @Option(
            names = "--baseline",
            split = ",",
            paramLabel = "NAME",
            description = "Measure beside: ${COMPLETION-CANDIDATES}")
    private List<Baseline> baselines = List.of();

    @Option(
            names = "--k",
            split = ",",
            paramLabel = "N",
            description = "How many of the first places to look at; default: 1,3,5,10")
    private List<Integer> ks = List.of(1, 3, 5, 10);

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "Give figures apart for each ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
    private By by = By.set;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json; default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Option(
            names = "--failures",
            arity = "0..1",
            paramLabel = "N",
            fallbackValue = "2147483647",
            description = "How many questions of each kind of failure to show; without a number all; default:"
                    + " ${DEFAULT-VALUE}")
    private int failures = 5;

    @Option(
            names = "--fail-under",
            split = ",",
            paramLabel = "FIGURE=SHARE",
            description = "End with status 1 when a figure is lower: hit@5=0.9,mrr=0.8,ndcg@10=0.8,decisions=0.9")
    private List<String> floors = List.of();

    @Option(
            names = "--calibrate",
            paramLabel = "FILE",
            description = "Fit the thresholds to the tune half and write them to a file.")
    private @Nullable Path calibrate;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    EvalCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() throws IOException {
        Gate gate = new Gate(floors);
        List<LabelledQuestion> all = QuestionFiles.read(questions);
        if (knowledge != null && !Files.isDirectory(knowledge)) {
            throw new IllegalArgumentException("there is no folder " + knowledge + "; correct --knowledge");
        }
        List<LabelledQuestion> asked = asked(all, calibrate == null ? split : "tune");
        Bench bench = knowledge == null ? Bench.served(backstage) : Bench.of(backstage, knowledge);
        return calibrate == null ? measure(bench, asked, gate) : calibrate(bench, asked, calibrate);
    }

    private List<LabelledQuestion> asked(List<LabelledQuestion> all, String half) {
        List<LabelledQuestion> asked = all.stream()
                .filter(question -> half.equals(ALL) || question.split().equals(half))
                .toList();
        if (asked.isEmpty()) {
            Set<String> splits = new LinkedHashSet<>();
            all.forEach(question -> splits.add(question.split()));
            throw new IllegalArgumentException("no question in " + questions + " has the split \"" + half + "\""
                    + (splits.isEmpty() ? "" : "; there are " + String.join(", ", splits) + ", and --split all"));
        }
        return asked;
    }

    private int measure(Bench bench, List<LabelledQuestion> asked, Gate gate) {
        List<String> notes = new ArrayList<>(
                Soundness.notes(asked, bench.base(), bench.shelf().library().problems()));
        if (knowledge != null) {
            notes.add(
                    "decisions: by the thresholds that ship, which were fitted to the shipped knowledge; rankings need none");
        }
        List<Contender> contenders = new ArrayList<>();
        new LinkedHashSet<>(retrievers).forEach(way -> contenders.add(bench.contender(way)));
        if (!baselines.isEmpty()) {
            contenders.add(bench.easyRag());
            notes.add(EasyRag.NOTE);
        }
        EvaluationRun run = new EvaluationRun(asked, bench.desk());
        List<Measured> measured = contenders.stream()
                .map(contender -> new Measured(contender.name(), run.measure(contender)))
                .toList();
        Report report = new Report(ks, by == By.kind ? Grouping.KIND : Grouping.SET, measured, notes);
        spec.commandLine().getOut().print(format == Format.text ? report.text(failures) : report.json(failures) + "\n");
        List<String> below = gate.failures(report.subject().figures());
        below.forEach(
                figure -> spec.commandLine().getErr().println(report.subject().name() + ": " + figure));
        return below.isEmpty() ? 0 : MentorCommand.BAD_RESULT;
    }

    private int calibrate(Bench bench, List<LabelledQuestion> tune, Path file) throws IOException {
        Calibration fitted =
                new Calibration(Calibrator.fit(tune, bench.fused()), Calibrator.fit(tune, bench.lexical()));
        Files.writeString(
                file,
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(fitted) + "\n");
        spec.commandLine().getOut().println("Fitted to " + tune.size() + " questions and written to " + file);
        return 0;
    }
}
