package io.github.mlmentor.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a run, by question set. */
public final class Report {
    private static final int DEEP = 5;

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> confusion = new TreeMap<>();
    private final double[] millis;

    /**
     * The figures of one set.
     *
     * @param questions how many
     * @param ranked how many of them have a relevant article
     * @param right how many got the wanted decision
     * @param refused how many got no answer, for whatever reason
     * @param hit1 share of the ranked with a relevant article in first place
     * @param hit5 the same within the first five
     * @param mrr mean of one over the rank of the first relevant article, 0 beyond the tenth
     */
    public record Row(int questions, int ranked, int right, int refused, double hit1, double hit5, double mrr) {}

    public Report(List<Outcome> outcomes) {
        Map<String, List<Outcome>> bySet = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            bySet.computeIfAbsent(outcome.question().set(), set -> new ArrayList<>())
                    .add(outcome);
            confusion
                    .computeIfAbsent(outcome.question().decision(), decision -> new TreeMap<>())
                    .merge(outcome.decision(), 1, Integer::sum);
        }
        bySet.forEach((set, of) -> rows.put(set, row(of)));
        this.millis = outcomes.stream().mapToDouble(Outcome::millis).sorted().toArray();
    }

    private static Row row(List<Outcome> outcomes) {
        List<Outcome> ranked = outcomes.stream()
                .filter(outcome -> !outcome.question().relevant().isEmpty())
                .toList();
        return new Row(
                outcomes.size(),
                ranked.size(),
                (int) outcomes.stream().filter(Outcome::isRight).count(),
                (int) outcomes.stream()
                        .filter(outcome -> !outcome.decision().equals("answered")
                                && !outcome.decision().equals("clarify"))
                        .count(),
                ranked.stream()
                        .mapToDouble(outcome -> outcome.rank() == 1 ? 1 : 0)
                        .average()
                        .orElse(0),
                ranked.stream()
                        .mapToDouble(outcome -> outcome.rank() >= 1 && outcome.rank() <= DEEP ? 1 : 0)
                        .average()
                        .orElse(0),
                ranked.stream()
                        .mapToDouble(outcome -> outcome.rank() == 0 ? 0 : 1.0 / outcome.rank())
                        .average()
                        .orElse(0));
    }

    public Map<String, Row> rows() {
        return rows;
    }

    /** How many questions with each wanted decision got each actual one. */
    public Map<String, Map<String, Integer>> confusion() {
        return confusion;
    }

    /** The time below which a share of the questions stayed, in milliseconds. */
    public double percentile(double share) {
        return millis.length == 0 ? 0 : millis[Math.min(millis.length - 1, (int) (share * millis.length))];
    }

    /** As a table for people. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-14s %9s %7s %7s %7s %7s %7s%n",
                "set",
                "questions",
                "right",
                "refused",
                "hit@1",
                "hit@5",
                "MRR"));
        rows.forEach((set, row) -> {
            text.append(String.format(
                    Locale.ROOT,
                    "%-14s %9d %7.3f %7.3f",
                    set,
                    row.questions(),
                    (double) row.right() / row.questions(),
                    (double) row.refused() / row.questions()));
            text.append(
                    row.ranked() == 0
                            ? String.format("%n")
                            : String.format(Locale.ROOT, " %7.3f %7.3f %7.3f%n", row.hit1(), row.hit5(), row.mrr()));
        });
        text.append(String.format("%nwanted -> got%n"));
        confusion.forEach((wanted, got) -> text.append(String.format(Locale.ROOT, "%-14s %s%n", wanted, got)));
        text.append(String.format(
                Locale.ROOT,
                "%ntime per question: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms%n",
                percentile(0.5),
                percentile(0.95),
                percentile(0.99)));
        return text.toString();
    }

    /** All times, sorted, for other summaries. */
    double[] millis() {
        return Arrays.copyOf(millis, millis.length);
    }
}
