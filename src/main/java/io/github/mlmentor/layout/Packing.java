package io.github.mlmentor.layout;

import java.util.ArrayList;
import java.util.List;

/** Fills messages with pieces, each message within the limits of its platform. */
public abstract class Packing {
    private final int limit;
    private final List<List<Piece>> messages = new ArrayList<>();
    private List<Piece> current = new ArrayList<>();

    /**
     * Nothing packed yet.
     *
     * @param limit the most characters of text that a message takes
     */
    protected Packing(int limit) {
        this.limit = limit;
    }

    /** Whether a message can hold these. */
    protected abstract boolean fits(List<Piece> pieces);

    /** How many characters of text these are. */
    protected abstract int length(List<Piece> pieces);

    /** In which ways a piece can be shown below what the message has already, the best first. */
    protected List<Piece> variants(Piece piece, List<Piece> message) {
        return List.of(piece);
    }

    /** Pieces that follow each other, over as many messages as they need. */
    public final void add(List<Piece> pieces) {
        pieces.forEach(this::add);
    }

    /** Pieces that stand in one message if any message can hold them. */
    public final void addTogether(List<Piece> pieces) {
        if (!fits(plus(current, pieces)) && fits(pieces)) {
            flush();
        }
        add(pieces);
    }

    /** The pieces of each message, in the order in which the messages are to be sent. */
    public final List<List<Piece>> messages() {
        flush();
        return messages;
    }

    private void add(Piece piece) {
        for (Piece variant : variants(piece, current)) {
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
        if (length(current) > limit / 2) {
            flushButLeading();
        }
        cut(piece instanceof Piece.Table table ? table.aligned() : piece);
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
        int high = Math.min(piece.size() - 1, limit);
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

    private static List<Piece> plus(List<Piece> some, List<Piece> more) {
        List<Piece> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
