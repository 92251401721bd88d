package io.github.mlmentor.console;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.ArrayList;
import java.util.List;

/** What changes in a text, by lines and within them by words. */
final class Diff {
    private static final String OPEN = "\uE000";
    private static final String CLOSE = "\uE001";
    /** How many unchanged lines are shown around a change. */
    private static final int AROUND = 3;

    private static final DiffRowGenerator GENERATOR = DiffRowGenerator.create()
            .showInlineDiffs(true)
            .inlineDiffByWord(true)
            .lineNormalizer(line -> line)
            .oldTag(opening -> opening ? OPEN : CLOSE)
            .newTag(opening -> opening ? OPEN : CLOSE)
            .build();

    private Diff() {}

    /** Words of a line, changed or not. */
    record Piece(String text, boolean changed) {}

    /**
     * A line.
     *
     * @param kind {@code same}, {@code out}, {@code in} or {@code skipped}
     * @param sign what is read in front of it
     */
    record Line(String kind, String sign, List<Piece> pieces) {
        boolean out() {
            return kind.equals("out");
        }

        boolean in() {
            return kind.equals("in");
        }
    }

    /** The lines that differ, with some around them; none when nothing does. */
    static List<Line> of(String before, String after) {
        List<Line> lines = new ArrayList<>();
        List<Line> added = new ArrayList<>();
        for (DiffRow row : GENERATOR.generateDiffRows(lines(before), lines(after))) {
            if (row.getTag() == DiffRow.Tag.EQUAL) {
                lines.addAll(added);
                added.clear();
                lines.add(line("same", row.getOldLine()));
                continue;
            }
            if (row.getTag() != DiffRow.Tag.INSERT) {
                lines.add(line("out", row.getOldLine()));
            }
            // What is new stands below all that it takes the place of.
            if (row.getTag() != DiffRow.Tag.DELETE) {
                added.add(line("in", row.getNewLine()));
            }
        }
        lines.addAll(added);
        return shortened(lines);
    }

    private static List<String> lines(String text) {
        return text.isEmpty()
                ? List.of()
                : List.of(text.replace(OPEN, "")
                        .replace(CLOSE, "")
                        .stripTrailing()
                        .split("\n", -1));
    }

    private static Line line(String kind, String marked) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        boolean changed = false;
        for (int i = 0; i < marked.length(); i++) {
            String one = marked.substring(i, i + 1);
            if (one.equals(OPEN) || one.equals(CLOSE)) {
                add(pieces, words, changed);
                changed = one.equals(OPEN);
            } else {
                words.append(one);
            }
        }
        add(pieces, words, changed);
        String sign = kind.equals("out") ? "−" : kind.equals("in") ? "+" : " ";
        return new Line(kind, sign, pieces);
    }

    private static void add(List<Piece> pieces, StringBuilder words, boolean changed) {
        if (!words.isEmpty()) {
            pieces.add(new Piece(words.toString(), changed));
            words.setLength(0);
        }
    }

    private static List<Line> shortened(List<Line> lines) {
        List<Line> shown = new ArrayList<>();
        int skipped = 0;
        for (int i = 0; i < lines.size(); i++) {
            boolean near = lines.subList(Math.max(0, i - AROUND), Math.min(lines.size(), i + AROUND + 1)).stream()
                    .anyMatch(line -> !line.kind().equals("same"));
            if (!near) {
                skipped++;
                continue;
            }
            skip(shown, skipped);
            skipped = 0;
            shown.add(lines.get(i));
        }
        if (!shown.isEmpty()) {
            skip(shown, skipped);
        }
        return shown;
    }

    private static void skip(List<Line> shown, int count) {
        if (count > 0) {
            String words = count == 1 ? "1 line as before" : count + " lines as before";
            shown.add(new Line("skipped", " ", List.of(new Piece(words, false))));
        }
    }
}
