package io.github.mlmentor.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as one object for programs. */
final class ReportJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Report report;

    ReportJson(Report report) {
        this.report = report;
    }

    String write(int failures) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("questions", report.subject().outcomes().size());
        root.put("relevant", report.subject().figures().ranked());
        report.notes().forEach(root.putArray("notes")::add);
        ArrayNode retrievers = root.putArray("retrievers");
        for (Measured each : report.measured()) {
            ObjectNode node = retrievers.addObject().put("name", each.name());
            node.set("figures", figures(each.figures(), true));
            ObjectNode groups = node.putObject("by_" + report.by().name().toLowerCase(Locale.ROOT));
            report.by().figures(each.outcomes()).forEach((group, of) -> groups.set(group, figures(of, false)));
        }
        root.set("compared", compared());
        root.set("failures", failed(failures));
        return root.toString();
    }

    private ObjectNode figures(Figures figures, boolean whole) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("questions", figures.questions()).put("relevant", figures.ranked());
        if (figures.ranked() > 0) {
            for (Measure measure : Measure.values()) {
                for (int k : report.ks()) {
                    ObjectNode figure = node.putObject(measure.code(k)).put("value", figures.mean(measure, k));
                    if (measure == Measure.HIT) {
                        figure.put("count", figures.hits(k).count());
                    }
                    if (whole) {
                        interval(figure, figures.interval(measure, k));
                    }
                }
            }
        }
        if (figures.decides()) {
            share(node, "decisions", figures.right());
            share(node, "false_refusals", figures.falseRefusals());
            share(node, "wrong_answers", figures.wrongAnswers());
        }
        if (whole) {
            node.set("confusion", MAPPER.valueToTree(figures.confusion()));
            node.set("ranking_ms", MAPPER.valueToTree(figures.ranking()));
            if (figures.decides()) {
                node.set("answering_ms", MAPPER.valueToTree(figures.answering()));
            }
        }
        return node;
    }

    private static void share(ObjectNode node, String name, Share share) {
        ObjectNode figure = node.putObject(name)
                .put("value", share.value())
                .put("count", share.count())
                .put("of", share.of());
        interval(figure, share.interval());
    }

    private static void interval(ObjectNode node, Interval interval) {
        node.put("low", interval.low()).put("high", interval.high());
    }

    private ObjectNode compared() {
        ObjectNode compared = MAPPER.createObjectNode();
        for (Measure measure : Measure.values()) {
            for (int k : report.ks()) {
                report.differences(measure, k).forEach((other, difference) -> {
                    ObjectNode node = compared.withObjectProperty(other)
                            .putObject(measure.code(k))
                            .put("difference", difference.mean())
                            .put("better_in", difference.better())
                            .put("won", difference.won())
                            .put("lost", difference.lost());
                    interval(node, difference.interval());
                });
            }
        }
        return compared;
    }

    private ArrayNode failed(int most) {
        ArrayNode failures = MAPPER.createArrayNode();
        for (Map.Entry<Failure, List<Outcome>> entry :
                Failure.of(report.subject().outcomes()).entrySet()) {
            entry.getValue().stream().limit(Math.max(0, most)).forEach(outcome -> {
                ObjectNode node = failures.addObject()
                        .put("failure", entry.getKey().name().toLowerCase(Locale.ROOT))
                        .put("id", outcome.question().id())
                        .put("question", outcome.question().question())
                        .put("wanted", outcome.question().decision())
                        .put("decision", outcome.decision())
                        .put("place", outcome.rank());
                node.set("relevant", MAPPER.valueToTree(outcome.question().relevant()));
                node.set("found", MAPPER.valueToTree(outcome.found()));
            });
        }
        return failures;
    }
}
