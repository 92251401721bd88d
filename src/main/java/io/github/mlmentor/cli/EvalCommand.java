package io.github.mlmentor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.evaluation.Calibrator;
import io.github.mlmentor.evaluation.EvaluationRun;
import io.github.mlmentor.evaluation.LabelledQuestion;
import io.github.mlmentor.evaluation.Outcome;
import io.github.mlmentor.evaluation.QuestionFiles;
import io.github.mlmentor.evaluation.Report;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Retriever;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
    private static final Duration INDEX_WAIT = Duration.ofMinutes(10);

    @Option(
            names = "--questions",
            required = true,
            paramLabel = "FILE",
            description = "A .jsonl file of labelled questions, or a folder of them.")
    private Path questions = Path.of(".");

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "Only this half: tune or report; default: ${DEFAULT-VALUE}")
    private String split = "report";

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json; default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Option(names = "--failures", description = "Print the questions that went wrong.")
    private boolean failures;

    @Option(
            names = "--calibrate",
            paramLabel = "FILE",
            description = "Fit the thresholds to the tune half and write them to a file.")
    private Path calibrate = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    EvalCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<LabelledQuestion> all = QuestionFiles.read(questions);
        backstage.index().awaitSettled(INDEX_WAIT);
        if (!calibrate.toString().isEmpty()) {
            List<LabelledQuestion> tune = all.stream()
                    .filter(question -> question.split().equals("tune"))
                    .toList();
            Retriever fused = backstage.index().current().retriever();
            Retriever lexical =
                    FusedRetriever.lexical(backstage.index().current().base());
            Calibration fitted = new Calibration(Calibrator.fit(tune, fused), Calibrator.fit(tune, lexical));
            Files.writeString(
                    calibrate,
                    new ObjectMapper()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(fitted) + "\n");
            out.println("Fitted to " + tune.size() + " questions and written to " + calibrate);
            return 0;
        }
        List<LabelledQuestion> asked =
                all.stream().filter(question -> question.split().equals(split)).toList();
        if (asked.isEmpty()) {
            throw new IllegalArgumentException("no question in " + questions + " has the split \"" + split + "\"");
        }
        List<Outcome> outcomes = new EvaluationRun(backstage.desk(Calibration.shipped())).ask(asked);
        Report report = new Report(outcomes);
        out.print(
                format == Format.text
                        ? report.text()
                        : new ObjectMapper()
                                        .writeValueAsString(
                                                Map.of("sets", report.rows(), "decisions", report.confusion()))
                                + "\n");
        if (failures) {
            outcomes.stream()
                    .filter(outcome -> !outcome.isRight()
                            || (!outcome.question().relevant().isEmpty() && outcome.rank() != 1))
                    .forEach(outcome -> out.println(line(outcome)));
        }
        return 0;
    }

    private static String line(Outcome outcome) {
        LabelledQuestion question = outcome.question();
        List<String> found = outcome.exchange().evidence();
        return question.id() + " [" + question.decision() + " -> " + outcome.decision() + ", rank " + outcome.rank()
                + "] " + question.question() + "  wanted " + question.relevant() + " found "
                + found.subList(0, Math.min(3, found.size()));
    }
}
