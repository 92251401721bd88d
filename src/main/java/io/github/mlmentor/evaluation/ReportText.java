package io.github.mlmentor.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A report as tables for people. */
final class ReportText {
    private static final int SHOWN = 3;
    private static final int WIDTH = 140;

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    ReportText(Report report) {
        this.report = report;
    }

    String write(int failures) {
        report.notes().forEach(note -> line("%s", note));
        Figures subject = report.subject().figures();
        line("%,d questions, %,d of them with a relevant article", subject.questions(), subject.ranked());
        if (subject.ranked() > 0) {
            rankings();
            differences();
        }
        report.measured().stream().filter(each -> each.figures().decides()).forEach(this::decisions);
        latencies();
        groups();
        failures(failures);
        // Columns that are padded to the end of the line leave blanks there.
        return text.toString().replaceAll(" +\n", "\n");
    }

    private void rankings() {
        heading("Ranking: count of hits, figure, 95 % interval");
        text.append(pad("", 10));
        report.measured().forEach(each -> text.append(pad(each.name(), 27)));
        line("");
        for (Measure measure : Measure.values()) {
            for (int k : report.ks()) {
                text.append(pad(measure.label(k), 10));
                for (Measured each : report.measured()) {
                    Figures figures = each.figures();
                    String count = measure == Measure.HIT
                            ? Integer.toString(figures.hits(k).count())
                            : "";
                    Interval interval = figures.interval(measure, k);
                    text.append(pad(
                            format(
                                    "%4s %.3f [%.3f, %.3f]",
                                    count, figures.mean(measure, k), interval.low(), interval.high()),
                            27));
                }
                line("");
            }
        }
    }

    private void differences() {
        if (report.measured().size() < 2) {
            return;
        }
        int k = report.deepest();
        heading(format(
                "%s beside the others, on the same questions (paired bootstrap, %,d resamples)",
                report.subject().name(), Bootstrap.RESAMPLES));
        Map<String, Bootstrap.Difference> ranks = report.differences(Measure.MRR, k);
        ranks.forEach((other, rank) -> {
            String hits = report.ks().stream()
                    .map(depth -> {
                        Bootstrap.Difference hit =
                                report.differences(Measure.HIT, depth).getOrDefault(other, rank);
                        return format(
                                "hit@%d %+d (%d won, %d lost)", depth, hit.won() - hit.lost(), hit.won(), hit.lost());
                    })
                    .collect(Collectors.joining("; "));
            line(
                    "%s %s %+.3f [%+.3f, %+.3f], better in %.2f %% of the resamples; %s",
                    pad(other, 9),
                    Measure.MRR.label(k),
                    rank.mean(),
                    rank.interval().low(),
                    rank.interval().high(),
                    100 * rank.better(),
                    hits);
        });
    }

    private void decisions(Measured measured) {
        Figures figures = measured.figures();
        heading("Decisions of " + measured.name());
        share("right", figures.right());
        share("false refusals", figures.falseRefusals());
        share("wrong answers", figures.wrongAnswers());
        Map<String, Map<String, Integer>> confusion = figures.confusion();
        List<String> got = List.copyOf(confusion.values().stream()
                .flatMap(row -> row.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
        text.append(pad("wanted \\ got", 14));
        got.forEach(decision -> text.append(format("%11s", decision)));
        line("");
        confusion.forEach((wanted, row) -> {
            text.append(pad(wanted, 14));
            got.forEach(decision -> text.append(format("%11d", row.getOrDefault(decision, 0))));
            line("");
        });
    }

    private void share(String name, Share share) {
        if (share.of() > 0) {
            Interval interval = share.interval();
            line(
                    "%s %d of %d, %.3f [%.3f, %.3f]",
                    pad(name, 14), share.count(), share.of(), share.value(), interval.low(), interval.high());
        }
    }

    private void latencies() {
        heading("Milliseconds a question: p50, p95, p99");
        for (Measured each : report.measured()) {
            Figures figures = each.figures();
            line("%s", latency(each.name() + " ranks", figures.ranking()));
            if (figures.decides()) {
                line("%s", latency(each.name() + " answers", figures.answering()));
            }
        }
    }

    private static String latency(String name, Latency latency) {
        return format("%s%8.1f %8.1f %8.1f", pad(name, 18), latency.p50(), latency.p95(), latency.p99());
    }

    private void groups() {
        for (Measured each : report.measured()) {
            Map<String, Figures> groups = report.by().figures(each.outcomes());
            if (groups.size() < 2) {
                return;
            }
            int k = report.deepest();
            heading(each.name() + " by " + report.by().name().toLowerCase(Locale.ROOT));
            text.append(pad("", 20)).append(format("%9s %9s", "questions", "relevant"));
            report.ks().forEach(depth -> text.append(format("%8s", Measure.HIT.label(depth))));
            line("%8s%8s%8s%8s", Measure.MRR.label(k), Measure.NDCG.label(k), "right", "refused");
            groups.forEach((group, figures) -> {
                text.append(pad(group, 20)).append(format("%9d %9d", figures.questions(), figures.ranked()));
                boolean ranked = figures.ranked() > 0;
                report.ks().forEach(depth -> text.append(number(ranked, figures.mean(Measure.HIT, depth))));
                line(
                        "%s%s%s%s",
                        number(ranked, figures.mean(Measure.MRR, k)),
                        number(ranked, figures.mean(Measure.NDCG, k)),
                        number(figures.decides(), figures.right().value()),
                        number(figures.refused().of() > 0, figures.refused().value()));
            });
        }
    }

    private static String number(boolean is, double value) {
        return is ? format("%8.3f", value) : format("%8s", "-");
    }

    private void failures(int most) {
        Failure.of(report.subject().outcomes()).forEach((failure, outcomes) -> {
            if (most <= 0) {
                return;
            }
            heading(format("%s: %s, %d", report.subject().name(), failure.label(), outcomes.size()));
            outcomes.stream().limit(most).forEach(outcome -> line("%s", line(outcome)));
            if (outcomes.size() > most) {
                line("… and %d more: --failures shows all", outcomes.size() - most);
            }
        });
    }

    private static String line(Outcome outcome) {
        LabelledQuestion question = outcome.question();
        String decision = outcome.isDecided() ? question.decision() + " -> " + outcome.decision() + ", " : "";
        String place = !outcome.isRanked() ? "" : "place " + (outcome.rank() == 0 ? "-" : outcome.rank()) + ", ";
        String wanted = outcome.isRanked() ? "wanted " + String.join(" ", question.relevant()) + ", " : "";
        List<String> found =
                outcome.found().subList(0, Math.min(SHOWN, outcome.found().size()));
        String words = question.question().replaceAll("\\s+", " ");
        String asked = words.length() > WIDTH ? words.substring(0, WIDTH) + "…" : words;
        return question.id() + "  " + asked + "\n    " + decision + place + wanted + "found "
                + (found.isEmpty() ? "nothing" : String.join(" ", found));
    }

    private void heading(String words) {
        line("%n%s", words);
    }

    private void line(String format, Object... arguments) {
        text.append(format(format, arguments)).append('\n');
    }

    private static String pad(String words, int width) {
        return format("%-" + width + "s", words);
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
