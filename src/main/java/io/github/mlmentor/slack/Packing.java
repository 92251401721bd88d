package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Fills messages with pieces, each message within every limit. */
final class Packing {
    /** Slack cuts or refuses a longer {@code text} (4,000). */
    private static final int TEXT = 3_800;
    /** Slack refuses about 13,200 without saying what it counts; the written JSON is the most that it can be. */
    private static final int BLOCKS_LENGTH = 12_000;
    /** Slack takes 50. */
    private static final int BLOCKS = 48;

    private final List<List<Piece>> messages = new ArrayList<>();
    private List<Piece> current = new ArrayList<>();

    /** Pieces that follow each other, over as many messages as they need. */
    void add(List<Piece> pieces) {
        pieces.forEach(this::add);
    }

    /** Pieces that stand in one message if any message can hold them. */
    void addTogether(List<Piece> pieces) {
        if (!fits(plus(current, pieces))) {
            flush();
        }
        add(pieces);
    }

    /** The payloads, in the order in which they are to be sent. */
    List<String> payloads() {
        flush();
        List<String> payloads = new ArrayList<>();
        for (List<Piece> message : messages) {
            String text = text(message);
            // Buttons alone: Slack wants some words for the notification.
            ObjectNode payload = Kit.object().put("text", text.isBlank() ? "…" : text);
            payload.set("blocks", blocks(message));
            payloads.add(Kit.write(payload));
        }
        return payloads;
    }

    private void add(Piece piece) {
        for (Piece variant : variants(piece)) {
            if (fits(plus(current, List.of(variant)))) {
                current.add(variant);
                return;
            }
            if (fits(plus(leading(), List.of(variant)))) {
                flushButLeading();
                current.add(variant);
                return;
            }
        }
        // It is cut in any case; only a message that is nearly full is left as it is.
        if (text(current).length() > TEXT / 2) {
            flushButLeading();
        }
        cut(piece instanceof Piece.Table table ? table.aligned() : piece);
    }

    /** A second table in a message can only be text. */
    private List<Piece> variants(Piece piece) {
        if (!(piece instanceof Piece.Table table) || !table.asBlock()) {
            return List.of(piece);
        }
        return tables(current) > 0 ? List.of(table.aligned()) : List.of(table, table.aligned());
    }

    /** Spreads what no message can hold. */
    private void cut(Piece whole) {
        Piece rest = whole;
        while (!fits(plus(current, List.of(rest)))) {
            int units = most(rest);
            if (units > 0) {
                current.add(rest.head(units));
                flush();
                rest = rest.tail(units);
            } else if (!current.isEmpty()) {
                flush();
            } else if (rest instanceof Piece.Table table) {
                rest = table.words();
            } else {
                throw new IllegalStateException(
                        "no message can hold a " + rest.getClass().getSimpleName());
            }
        }
        current.add(rest);
    }

    /** The most units that the current message still takes, or 0. */
    private int most(Piece piece) {
        int low = 0;
        int high = Math.min(piece.size() - 1, TEXT);
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (fits(plus(current, List.of(piece.head(middle))))) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low > 0
                        && fits(plus(current, List.of(piece.head(low))))
                        && piece.tail(low).size() < piece.size()
                ? low
                : 0;
    }

    /** Headings at the end, which go where the words below them go. */
    private List<Piece> leading() {
        int from = current.size();
        while (from > 0 && current.get(from - 1).leads()) {
            from--;
        }
        return List.copyOf(current.subList(from, current.size()));
    }

    private void flushButLeading() {
        List<Piece> leading = leading();
        current = new ArrayList<>(current.subList(0, current.size() - leading.size()));
        flush();
        current.addAll(leading);
    }

    private void flush() {
        if (!current.isEmpty()) {
            messages.add(current);
            current = new ArrayList<>();
        }
    }

    private static boolean fits(List<Piece> pieces) {
        if (pieces.stream().mapToInt(Piece::least).sum() > TEXT
                || tables(pieces) > 1
                || text(pieces).length() > TEXT) {
            return false;
        }
        ArrayNode blocks = blocks(pieces);
        return blocks.size() <= BLOCKS && Kit.write(blocks).length() <= BLOCKS_LENGTH;
    }

    private static long tables(List<Piece> pieces) {
        return pieces.stream()
                .filter(piece -> piece instanceof Piece.Table table && table.asBlock())
                .count();
    }

    private static List<Piece> plus(List<Piece> some, List<Piece> more) {
        List<Piece> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static String text(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        int group = 0;
        for (Piece piece : pieces) {
            String words = piece.fallback();
            if (words.isEmpty()) {
                continue;
            }
            text.append(text.isEmpty() ? "" : piece.group() == group ? "\n" : "\n\n")
                    .append(words);
            group = piece.group();
        }
        return text.toString();
    }

    /** The blocks of pieces: one for each block of the document, so that Slack's own spacing sets them apart. */
    static ArrayNode blocks(List<Piece> pieces) {
        ArrayNode blocks = Kit.array();
        ArrayNode elements = Kit.array();
        ArrayNode items = Kit.array();
        Piece before = null;
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Note note) {
                blocks.add(Kit.context(Run.mrkdwn(note.runs())));
            } else if (piece instanceof Piece.Fixed fixed) {
                blocks.add(fixed.block());
            } else if (piece instanceof Piece.Table table && table.asBlock()) {
                blocks.add(table.grid().block());
            } else {
                if (before == null || !rich(before) || before.group() != piece.group()) {
                    ObjectNode block = Kit.object("rich_text");
                    elements = block.putArray("elements");
                    blocks.add(block);
                }
                if (piece instanceof Piece.Item item) {
                    if (before instanceof Piece.Item earlier && item.follows(earlier)) {
                        items.add(item.section());
                    } else {
                        ObjectNode list = item.list();
                        items = list.withArrayProperty("elements");
                        elements.add(list);
                    }
                } else if (piece instanceof Piece.Words words) {
                    boolean together = before instanceof Piece.Words earlier
                            && earlier.group() == words.group()
                            && earlier.runsOn()
                            && words.runsOn();
                    elements.add(together ? words.onANewLine().element() : words.element());
                } else if (piece instanceof Piece.Table table) {
                    elements.add(table.words().element());
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
}
