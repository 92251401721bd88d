package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.layout.Grid;
import io.github.mlmentor.layout.Piece;
import io.github.mlmentor.layout.Run;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Pieces as blocks. */
final class Blocks {
    private static final int MOST_ROWS = 100;
    private static final int MOST_COLUMNS = 20;
    private static final int MOST_INDENT = 8;

    private Blocks() {}

    /** Whether Slack's own block takes a table. */
    static boolean takes(Piece.Table table) {
        return table.grid().rows().size() < MOST_ROWS && table.grid().header().size() <= MOST_COLUMNS;
    }

    /** The blocks of pieces: one for each block of the document, so that Slack's own spacing sets them apart. */
    static ArrayNode of(List<Piece> pieces) {
        ArrayNode blocks = Kit.array();
        ArrayNode elements = Kit.array();
        ArrayNode items = Kit.array();
        Piece before = null;
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Note note) {
                blocks.add(Kit.context(Mrkdwn.of(note.runs())));
            } else if (piece instanceof Piece.Fixed fixed) {
                blocks.add(fixed.block());
            } else if (piece instanceof Piece.Table table && table.asBlock()) {
                blocks.add(table(table.grid()));
            } else {
                if (before == null || !rich(before) || before.group() != piece.group()) {
                    ObjectNode block = Kit.object("rich_text");
                    elements = block.putArray("elements");
                    blocks.add(block);
                }
                if (piece instanceof Piece.Item item) {
                    if (before instanceof Piece.Item earlier && item.follows(earlier)) {
                        items.add(section(item));
                    } else {
                        ObjectNode list = list(item);
                        items = list.withArrayProperty("elements");
                        elements.add(list);
                    }
                } else if (piece instanceof Piece.Words words) {
                    boolean together = before instanceof Piece.Words earlier
                            && earlier.group() == words.group()
                            && earlier.runsOn()
                            && words.runsOn();
                    elements.add(together ? element(onANewLine(words)) : element(words));
                } else if (piece instanceof Piece.Table table) {
                    elements.add(element(table.words()));
                }
            }
            before = piece;
        }
        return blocks;
    }

    private static boolean rich(Piece piece) {
        return piece instanceof Piece.Words
                || piece instanceof Piece.Item
                || (piece instanceof Piece.Table table && !table.asBlock());
    }

    private static Piece.Words onANewLine(Piece.Words words) {
        List<Run> all = new ArrayList<>(List.of(Run.plain("\n")));
        all.addAll(words.runs());
        return new Piece.Words(words.group(), words.look(), all, words.border());
    }

    private static ObjectNode element(Piece.Words words) {
        String type = "rich_text_"
                + switch (words.look()) {
                    case PLAIN, HEADING -> "section";
                    case CODE -> "preformatted";
                    case QUOTE -> "quote";
                };
        ObjectNode element = Kit.object(type);
        element.set("elements", Kit.richElements(words.runs()));
        if (words.border() && words.look() == Piece.Look.CODE) {
            element.put("border", 1);
        }
        return element;
    }

    /** A list that starts with an item. */
    private static ObjectNode list(Piece.Item item) {
        ObjectNode list = Kit.object("rich_text_list")
                .put("style", item.ordered() ? "ordered" : "bullet")
                .put("indent", Math.min(MOST_INDENT, item.indent()));
        if (item.ordered() && item.number() > 1) {
            list.put("offset", item.number() - 1);
        }
        if (item.border()) {
            list.put("border", 1);
        }
        list.putArray("elements").add(section(item));
        return list;
    }

    private static ObjectNode section(Piece.Item item) {
        return Kit.object("rich_text_section").set("elements", Kit.richElements(item.runs()));
    }

    /** Cells are rich text without exception: workspaces were seen to refuse the plain kind. */
    private static ObjectNode table(Grid grid) {
        ObjectNode table = Kit.object("table");
        ArrayNode settings = table.putArray("column_settings");
        grid.header().forEach(column -> settings.addObject().put("is_wrapped", true));
        ArrayNode lines = table.putArray("rows");
        row(lines, grid.header().stream().map(Blocks::strong).toList());
        grid.rows().forEach(row -> row(lines, row));
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
}
