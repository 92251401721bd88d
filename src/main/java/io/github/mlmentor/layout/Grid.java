package io.github.mlmentor.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table's cells. */
public record Grid(List<List<Run>> header, List<List<List<Run>>> rows) {
    /** Wider cells are not aligned, only separated: padding would drown the words. */
    private static final int PADDED = 24;

    /** Some of the rows, below the same header. */
    public Grid withRows(int from, int to) {
        return new Grid(header, rows.subList(from, to));
    }

    /**
     * One line for each row.
     *
     * @param aligned whether columns stand below each other, with a rule below the header
     */
    public String text(boolean aligned) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(header.stream().map(Run::line).toList());
        rows.forEach(row -> lines.add(row.stream().map(Run::line).toList()));
        if (!aligned) {
            return lines.stream().map(cells -> String.join(" | ", cells)).collect(Collectors.joining("\n"));
        }
        int[] widths = new int[header.size()];
        for (List<String> cells : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Math.min(PADDED, Characters.columns(cells.get(i))));
            }
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = lines.get(line).get(i);
                row.append(i == 0 ? "" : " | ")
                        .append(cell)
                        .append(" ".repeat(Math.max(0, widths[i] - Characters.columns(cell))));
            }
            text.append(line == 0 ? "" : "\n").append(row.toString().stripTrailing());
            if (line == 0) {
                text.append('\n').append(rule(widths));
            }
        }
        return text.toString();
    }

    private static String rule(int[] widths) {
        List<String> parts = new ArrayList<>();
        for (int width : widths) {
            parts.add("-".repeat(Math.max(1, width)));
        }
        return String.join("-+-", parts);
    }
}
