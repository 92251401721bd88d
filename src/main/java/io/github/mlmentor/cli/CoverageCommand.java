package io.github.mlmentor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.curation.Coverage;
import io.github.mlmentor.evaluation.Contender;
import io.github.mlmentor.evaluation.EvaluationRun;
import io.github.mlmentor.evaluation.LabelledQuestion;
import io.github.mlmentor.evaluation.Outcome;
import io.github.mlmentor.evaluation.QuestionFiles;
import io.github.mlmentor.evaluation.Ranking;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says where the knowledge is thin. */
@Command(
        name = "coverage",
        description = "Say where the knowledge is thin: by duty, skill and kind, by labelled and by real questions.",
        mixinStandardHelpOptions = true)
final class CoverageCommand implements Runnable {

    @Option(
            names = "--questions",
            paramLabel = "PATH",
            description = "Labelled questions, a .jsonl file or a folder of them: which articles do they not reach?")
    private @Nullable Path questions;

    @Option(
            names = "--real",
            paramLabel = "FILE",
            description = "Questions that people asked, one a line: which are poorly covered?")
    private @Nullable Path real;

    @Option(
            names = "--least",
            paramLabel = "N",
            description = "How many articles, and questions, make a duty or skill well covered; default:"
                    + " ${DEFAULT-VALUE}")
    private int least = 3;

    @Option(
            names = "--sure",
            paramLabel = "SHARE",
            description = "The least confidence, 0 to 1, of an answer that counts as one; default: ${DEFAULT-VALUE}")
    private double sure = 0.6;

    @Option(names = "--all", description = "Print every duty and skill, not the thin ones only.")
    private boolean all;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json; default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Backstage backstage;

    CoverageCommand(Backstage backstage) {
        this.backstage = backstage;
    }

    @Override
    public void run() {
        if (least < 1) {
            throw new IllegalArgumentException("--least " + least + " is too small; use 1 or more");
        }
        if (!(sure >= 0 && sure <= 1)) {
            throw new IllegalArgumentException("--sure " + sure + " is no share; use a number from 0 to 1");
        }
        List<LabelledQuestion> labelled = questions == null ? List.of() : QuestionFiles.read(questions);
        if (questions != null && labelled.isEmpty()) {
            throw new IllegalArgumentException("there is no question in " + questions);
        }
        List<String> asked = real == null ? List.of() : lines(real);
        Bench bench = questions == null && real == null ? null : Bench.served(backstage);
        AnswerDesk desk = bench == null ? null : bench.desk();
        // What should not be answered says nothing about articles.
        List<Outcome> outcomes = bench == null || desk == null
                ? List.of()
                : new EvaluationRun(
                                labelled.stream()
                                        .filter(question -> !question.relevant().isEmpty())
                                        .toList(),
                                desk)
                        .measure(Contender.ranking("served", Ranking.of(bench.fused())));
        Coverage coverage = new Coverage(
                questions == null && real == null
                        ? backstage.library().current()
                        : backstage.index().current().base(),
                outcomes,
                least);
        List<Coverage.Asked> reals = desk == null ? List.of() : Coverage.ask(asked, desk, sure);
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.json) {
            out.println(json(coverage, reals));
        } else {
            print(out, coverage, reals);
        }
        out.flush();
    }

    private static List<String> lines(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("there is no file " + file + "; write one question a line into it");
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.stream().allMatch(String::isBlank)) {
                throw new IllegalArgumentException("there is no question in " + file + "; write one a line");
            }
            return lines;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": not UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(PrintWriter out, Coverage coverage, List<Coverage.Asked> reals) {
        nodes(out, "duties", coverage.duties());
        nodes(out, "skills", coverage.skills());
        kinds(out, coverage.kinds());
        if (questions == null) {
            out.printf("%nWith --questions PATH: which articles no labelled question reaches.%n");
        } else {
            names(out, "named by no labelled question", coverage.unasked());
            names(out, "named, but among the first five for no question that names them", coverage.unfound());
            names(out, "named by labelled questions, but not in the knowledge", coverage.unknown());
        }
        if (real == null) {
            out.printf("%nWith --real FILE: which questions of people are poorly covered.%n");
        } else {
            real(out, reals);
        }
    }

    private void nodes(PrintWriter out, String what, List<Coverage.Node> nodes) {
        long thin = nodes.stream().filter(node -> !node.thin().isEmpty()).count();
        out.printf(
                Locale.ROOT,
                "%s%s: %d, thin: %d%n",
                what.equals("duties") ? "" : "%n".formatted(),
                what,
                nodes.size(),
                thin);
        List<Coverage.Node> shown =
                nodes.stream().filter(node -> all || !node.thin().isEmpty()).toList();
        if (!shown.isEmpty()) {
            out.printf(Locale.ROOT, "  %-32s %8s %9s %9s  %s%n", "", "articles", "resources", "questions", "too few");
        }
        for (Coverage.Node node : shown) {
            out.printf(
                    Locale.ROOT,
                    "  %-32s %8d %9d %9s  %s%n",
                    node.id(),
                    node.articles(),
                    node.resources(),
                    questions == null ? "-" : Integer.toString(node.questions()),
                    String.join(", ", node.thin()));
        }
    }

    private void kinds(PrintWriter out, List<Coverage.KindRow> kinds) {
        out.printf("%nkinds of question%n");
        out.printf(Locale.ROOT, "  %-32s %8s %9s %9s  %s%n", "", "articles", "questions", "found", "too few");
        for (Coverage.KindRow row : kinds) {
            out.printf(
                    Locale.ROOT,
                    "  %-32s %8d %9s %9s  %s%n",
                    row.kind(),
                    row.articles(),
                    questions == null ? "-" : Integer.toString(row.questions()),
                    row.questions() == 0
                            ? "-"
                            : String.format(Locale.ROOT, "%.2f", (double) row.found() / row.questions()),
                    String.join(", ", row.thin()));
        }
    }

    private static void names(PrintWriter out, String what, List<String> ids) {
        out.printf("%narticles %s: %d%n", what, ids.size());
        ids.forEach(id -> out.println("  " + id));
    }

    private static void real(PrintWriter out, List<Coverage.Asked> reals) {
        Map<String, Integer> decisions = decisions(reals);
        out.printf(
                Locale.ROOT,
                "%nreal questions: %d, different: %d; %s%n",
                reals.stream().mapToInt(Coverage.Asked::times).sum(),
                reals.size(),
                decisions.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        List<Coverage.Asked> poor =
                reals.stream().filter(Coverage.Asked::isPoor).toList();
        out.printf(Locale.ROOT, "poorly covered: %d%n", poor.size());
        table(out, poor);
        List<Coverage.Asked> off = reals.stream()
                .filter(asked -> asked.decision().equals("off_topic"))
                .toList();
        if (!off.isEmpty()) {
            out.printf(Locale.ROOT, "taken to be off the subject; look whether they are: %d%n", off.size());
            table(out, off);
        }
    }

    private static void table(PrintWriter out, List<Coverage.Asked> rows) {
        for (Coverage.Asked asked : rows) {
            out.printf(
                    Locale.ROOT,
                    "  %-10s %4.2f  %-28s %s%s%n",
                    asked.decision(),
                    asked.confidence(),
                    asked.nearest(),
                    asked.question(),
                    asked.times() > 1 ? "  (" + asked.times() + " times)" : "");
        }
    }

    private static Map<String, Integer> decisions(List<Coverage.Asked> reals) {
        Map<String, Integer> decisions = new TreeMap<>();
        reals.forEach(asked -> decisions.merge(asked.decision(), asked.times(), Integer::sum));
        return decisions;
    }

    private ObjectNode json(Coverage coverage, List<Coverage.Asked> reals) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode object = mapper.createObjectNode();
        object.set("duties", mapper.valueToTree(coverage.duties()));
        object.set("skills", mapper.valueToTree(coverage.skills()));
        object.set("kinds", mapper.valueToTree(coverage.kinds()));
        if (questions != null) {
            object.set("unasked", mapper.valueToTree(coverage.unasked()));
            object.set("unfound", mapper.valueToTree(coverage.unfound()));
            object.set("unknown", mapper.valueToTree(coverage.unknown()));
        }
        if (real != null) {
            object.set("decisions", mapper.valueToTree(decisions(reals)));
            object.set("real", mapper.valueToTree(reals));
        }
        return object;
    }
}
