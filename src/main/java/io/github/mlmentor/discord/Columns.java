package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Span;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Grid;
import io.github.mlmentor.layout.Piece;
import io.github.mlmentor.layout.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tables, which Discord's Markdown lacks. What a phone can show side by side stands in columns of equally wide characters;
 * anything wider becomes a list, which wraps well and keeps its links.
 */
final class Columns {
    /** What a block of code on a phone shows in a line. */
    static final int WIDTH = 36;

    private static final String GAP = "  ";
    private static final int MOST_WRAPPED_COLUMNS = 3;
    private static final int MOST_LINES_OF_A_ROW = 3;
    private static final int SHORT = 120;

    private Columns() {}

    /** The table itself where its columns fit, or the pieces of a list. */
    static List<Piece> of(Piece.Table table) {
        return fits(table.grid()) ? List.of(table) : list(table);
    }

    /** One line for each row, or several where cells wrap; a rule below the header. */
    static String text(Grid grid) {
        List<List<String>> rows = cells(grid);
        int[] widths = widths(rows);
        List<List<List<String>>> wrapped = rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(i -> wrap(row.get(i), widths[i]))
                        .toList())
                .toList();
        boolean airy = wrapped.stream().skip(1).anyMatch(row -> height(row) > 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < wrapped.size(); i++) {
            text.append(i == 0 ? "" : i > 1 && airy ? "\n\n" : "\n").append(lines(wrapped.get(i), widths));
            if (i == 0) {
                text.append('\n')
                        .append(String.join(
                                GAP,
                                Arrays.stream(widths)
                                        .mapToObj(width -> "-".repeat(Math.max(1, width)))
                                        .toList()));
            }
        }
        return text.toString();
    }

    private static boolean fits(Grid grid) {
        List<List<String>> rows = cells(grid);
        if (hasLinks(grid)) {
            return false;
        }
        int[] widths = widths(rows);
        if (total(widths) > WIDTH) {
            return false;
        }
        boolean few = widths.length <= MOST_WRAPPED_COLUMNS;
        return rows.stream().allMatch(row -> {
            int height = IntStream.range(0, row.size())
                    .map(i -> wrap(row.get(i), widths[i]).size())
                    .max()
                    .orElse(1);
            return height <= (few ? MOST_LINES_OF_A_ROW : 1);
        });
    }

    private static boolean hasLinks(Grid grid) {
        List<List<List<Run>>> all = new ArrayList<>(grid.rows());
        all.add(grid.header());
        return all.stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .anyMatch(run -> run.url() != null && !run.text().matches("\\[\\d+]"));
    }

    private static List<List<String>> cells(Grid grid) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(grid.header().stream().map(Run::line).toList());
        grid.rows().forEach(row -> rows.add(row.stream().map(Run::line).toList()));
        return rows;
    }

    /** As wide as the cells, or narrower down to their longest word, the widest first. */
    private static int[] widths(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        int[] least = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Characters.columns(row.get(i)));
                for (String word : row.get(i).split(" ")) {
                    least[i] = Math.max(least[i], Characters.columns(word));
                }
            }
        }
        while (total(widths) > WIDTH) {
            int widest = -1;
            for (int i = 0; i < columns; i++) {
                if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
    }

    private static List<String> wrap(String cell, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : cell.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && Characters.columns(longer) > width) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines;
    }

    private static int height(List<List<String>> row) {
        return row.stream().mapToInt(List::size).max().orElse(1);
    }

    private static String lines(List<List<String>> row, int[] widths) {
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < height(row); line++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = line < row.get(i).size() ? row.get(i).get(line) : "";
                text.append(i == 0 ? "" : GAP)
                        .append(cell)
                        .append(" ".repeat(Math.max(0, widths[i] - Characters.columns(cell))));
            }
            lines.add(text.toString().stripTrailing());
        }
        return String.join("\n", lines);
    }

    /** "Aspect: a / b", or an item for each row with the others, named, below it where that would be hard to read. */
    private static List<Piece> list(Piece.Table table) {
        List<List<Run>> header = table.grid().header();
        List<List<List<Run>>> rows = table.grid().rows();
        boolean brief =
                header.size() <= 2 || (header.size() == 3 && rows.stream().allMatch(Columns::isShort));
        List<Piece> pieces = new ArrayList<>();
        List<Run> title = brief || rows.isEmpty() ? line(header) : strong(header.get(0));
        if (!Run.text(title).isBlank()) {
            Piece.Look look = table.border() ? Piece.Look.QUOTE : Piece.Look.PLAIN;
            pieces.add(new Piece.Words(table.group(), look, oneLine(title), table.border()));
        }
        for (int number = 1; number <= rows.size(); number++) {
            List<List<Run>> row = rows.get(number - 1);
            pieces.add(item(table, 0, number, brief ? line(row) : strong(row.get(0))));
            for (int column = 1; !brief && column < row.size(); column++) {
                if (!Run.text(row.get(column)).isBlank()) {
                    List<Run> named = new ArrayList<>(header.get(column));
                    named.add(Run.plain(named.isEmpty() ? "" : ": "));
                    named.addAll(row.get(column));
                    pieces.add(item(table, 1, column, named));
                }
            }
        }
        return pieces;
    }

    /** Whether its cells can be told apart in one line: all are there, and none has a slash of its own. */
    private static boolean isShort(List<List<Run>> row) {
        int length = row.stream().mapToInt(cell -> Run.text(cell).length()).sum();
        return length <= SHORT
                && row.stream().skip(1).map(Run::text).noneMatch(cell -> cell.isBlank() || cell.contains("/"));
    }

    /** The first cell, strong, and the others behind it. */
    private static List<Run> line(List<List<Run>> row) {
        List<Run> line = new ArrayList<>(strong(row.get(0)));
        String gap = Run.text(line).isBlank() ? "" : ": ";
        for (List<Run> cell : row.subList(1, row.size())) {
            if (!Run.text(cell).isBlank()) {
                line.add(Run.plain(gap));
                line.addAll(cell);
                gap = " / ";
            }
        }
        return line;
    }

    private static Piece.Item item(Piece.Table table, int indent, int number, List<Run> runs) {
        return new Piece.Item(table.group(), false, indent, number, oneLine(runs), table.border());
    }

    private static List<Run> oneLine(List<Run> runs) {
        return runs.stream()
                .map(run -> new Run(run.text().replace('\n', ' '), run.styles(), run.url()))
                .toList();
    }

    private static List<Run> strong(List<Run> runs) {
        return runs.stream()
                .map(run -> {
                    Set<Span.Style> styles = EnumSet.of(Span.Style.STRONG);
                    styles.addAll(run.styles());
                    return new Run(run.text(), styles, run.url());
                })
                .toList();
    }
}
