package io.github.mlmentor.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Floors that figures must not fall below. */
public final class Gate {
    private static final Pattern FLOOR =
            Pattern.compile("(?:(hit|mrr|ndcg)(?:@(\\d+))?|decisions)=(0|1|0?\\.\\d+|1\\.0+)");

    private final List<Floor> floors = new ArrayList<>();

    private record Floor(String name, double least) {}

    /**
     * Reads floors.
     *
     * @param texts like {@code hit@5=0.9}, {@code mrr=0.8}, {@code decisions=0.9}; without a number it is that of the deepest
     * @throws IllegalArgumentException when one names no figure, no share, or a place deeper than what is ranked
     */
    public Gate(List<String> texts) {
        for (String text : texts) {
            Matcher floor = FLOOR.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (!floor.matches() || k(floor.group(2)) < 1 || k(floor.group(2)) > Ranking.DEEPEST) {
                throw new IllegalArgumentException("\"" + text + "\" is no floor; write one like hit@5=0.9, mrr=0.8,"
                        + " ndcg@10=0.8 or decisions=0.9, with a place from 1 to " + Ranking.DEEPEST
                        + " and a share from 0 to 1");
            }
            floors.add(new Floor(floor.group().split("=")[0], Double.parseDouble(floor.group(3))));
        }
    }

    /**
     * The figures that lie below their floor, named with both.
     *
     * @throws IllegalArgumentException when a figure was not measured
     */
    public List<String> failures(Figures figures) {
        List<String> failures = new ArrayList<>();
        for (Floor floor : floors) {
            double value = value(figures, floor.name());
            if (value < floor.least()) {
                failures.add(String.format(Locale.ROOT, "%s is %.4f, below %s", floor.name(), value, floor.least()));
            }
        }
        return failures;
    }

    private static double value(Figures figures, String name) {
        String[] parts = name.split("@");
        if (parts[0].equals("decisions")) {
            if (!figures.decides()) {
                throw new IllegalArgumentException(
                        "no decision was measured; name a retriever that decides first, and questions with a decision");
            }
            return figures.right().value();
        }
        if (figures.ranked() == 0) {
            throw new IllegalArgumentException("no question names a relevant article, so there is no " + name);
        }
        return figures.mean(Measure.valueOf(parts[0].toUpperCase(Locale.ROOT)), k(parts.length > 1 ? parts[1] : null));
    }

    private static int k(@Nullable String text) {
        // No number that is measured has more digits.
        return text == null ? Ranking.DEEPEST : text.length() > 2 ? 0 : Integer.parseInt(text);
    }
}
