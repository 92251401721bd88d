package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A table's cells, ready for Slack's table block or for aligned text. */
record Grid(List<List<Run>> header, List<List<List<Run>>> rows) {
    private static final int MOST_ROWS = 100;
    private static final int MOST_COLUMNS = 20;
    /** Wider cells are not aligned, only separated: padding would drown the words. */
    private static final int PADDED = 24;

    boolean fitsABlock() {
        return rows.size() < MOST_ROWS && header.size() <= MOST_COLUMNS;
    }

    Grid withRows(int from, int to) {
        return new Grid(header, rows.subList(from, to));
    }

    /** Cells are rich text without exception: workspaces were seen to refuse the plain kind. */
    ObjectNode block() {
        ObjectNode table = Kit.object("table");
        ArrayNode settings = table.putArray("column_settings");
        header.forEach(column -> settings.addObject().put("is_wrapped", true));
        ArrayNode lines = table.putArray("rows");
        row(lines, header.stream().map(Grid::strong).toList());
        rows.forEach(row -> row(lines, row));
        return table;
    }

    private static void row(ArrayNode lines, List<List<Run>> cells) {
        ArrayNode line = lines.addArray();
        for (List<Run> cell : cells) {
            ObjectNode text = Kit.object("rich_text");
            text.putArray("elements").add(Kit.object("rich_text_section").set("elements", Kit.richElements(cell)));
            line.add(text);
        }
    }

    private static List<Run> strong(List<Run> cell) {
        return cell.stream()
                .map(run -> {
                    Set<Span.Style> styles = EnumSet.of(Span.Style.STRONG);
                    styles.addAll(run.styles());
                    return new Run(run.text(), styles, run.url());
                })
                .toList();
    }

    /**
     * One line for each row.
     *
     * @param aligned whether columns stand below each other, with a rule below the header
     */
    String text(boolean aligned) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(header.stream().map(Run::line).toList());
        rows.forEach(row -> lines.add(row.stream().map(Run::line).toList()));
        if (!aligned) {
            return lines.stream().map(cells -> String.join(" | ", cells)).collect(Collectors.joining("\n"));
        }
        int[] widths = new int[header.size()];
        for (List<String> cells : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Math.min(PADDED, width(cells.get(i))));
            }
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = lines.get(line).get(i);
                row.append(i == 0 ? "" : " | ").append(cell).append(" ".repeat(Math.max(0, widths[i] - width(cell))));
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

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
