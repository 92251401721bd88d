package io.github.mlmentor.layout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A part of a message that stays together where it can, and knows where it may be cut where it cannot. */
public sealed interface Piece {
    /** Pieces with the same number belong to the same block of the document. */
    int group();

    /** How many units there are to cut: characters, or the rows of a table. */
    int size();

    /** The fewest characters that its text can have, known without writing it. */
    default int least() {
        return size();
    }

    /** The part up to a safe point at or before so many units; empty when there is none. */
    Piece head(int units);

    /** What {@link #head} leaves. */
    Piece tail(int units);

    /** Whether what follows must not be torn away from it. */
    default boolean leads() {
        return false;
    }

    /** How prose and code look. */
    enum Look {
        PLAIN,
        HEADING,
        CODE,
        QUOTE
    }

    /**
     * Words.
     *
     * @param border whether it is part of somebody's words
     * @param language of code, as its author named it, or empty
     */
    record Words(int group, Look look, List<Run> runs, boolean border, String language) implements Piece {
        /** Words in no language of machines. */
        public Words(int group, Look look, List<Run> runs, boolean border) {
            this(group, look, runs, border, "");
        }

        @Override
        public int size() {
            return Run.text(runs).length();
        }

        @Override
        public boolean leads() {
            return look == Look.HEADING;
        }

        @Override
        public Piece head(int units) {
            int cut = cut(units);
            // The fence brings the line end that stands before it.
            boolean lineEnd = look == Look.CODE && cut > 1 && Run.text(runs).charAt(cut - 1) == '\n';
            return new Words(group, look, Run.between(runs, 0, lineEnd ? cut - 1 : cut), border, language);
        }

        @Override
        public Piece tail(int units) {
            return new Words(group, look, Run.between(runs, cut(units), size()), border, language);
        }

        private int cut(int units) {
            String text = Run.text(runs);
            return look == Look.CODE ? Run.lineCut(text, units) : Run.proseCut(text, units);
        }

        /** Whether it is shown where the words before it end, without a break of its own. */
        public boolean runsOn() {
            return look == Look.PLAIN || look == Look.HEADING;
        }
    }

    /**
     * The first paragraphs of a list's item.
     *
     * @param indent 0 for the outermost list
     * @param number from 1
     */
    record Item(int group, boolean ordered, int indent, int number, List<Run> runs, boolean border) implements Piece {
        @Override
        public int size() {
            return Run.text(runs).length();
        }

        @Override
        public Piece head(int units) {
            int cut = Run.proseCut(Run.text(runs), units);
            return new Item(group, ordered, indent, number, Run.between(runs, 0, cut), border);
        }

        /** What is left has no bullet of its own: it is no item more. */
        @Override
        public Piece tail(int units) {
            int cut = Run.proseCut(Run.text(runs), units);
            return new Words(group, border ? Look.QUOTE : Look.PLAIN, Run.between(runs, cut, size()), border);
        }

        /** Whether it goes on with the list that the other item stands in. */
        public boolean follows(Item other) {
            return group == other.group
                    && ordered == other.ordered
                    && indent == other.indent
                    && border == other.border
                    && number == other.number + 1;
        }
    }

    /**
     * A table.
     *
     * @param asBlock whether a platform's own kind of table can show it, where it has one
     */
    record Table(int group, Grid grid, boolean asBlock, boolean border) implements Piece {
        @Override
        public int size() {
            return grid.rows().size();
        }

        @Override
        public int least() {
            return size() * " | ".length() * (grid.header().size() - 1);
        }

        @Override
        public Piece head(int units) {
            return new Table(group, grid.withRows(0, units), asBlock, border);
        }

        @Override
        public Piece tail(int units) {
            return new Table(group, grid.withRows(units, size()), asBlock, border);
        }

        /** As aligned text. */
        public Table aligned() {
            return new Table(group, grid, false, border);
        }

        /** As text that can be cut anywhere. */
        public Words words() {
            return new Words(group, Look.CODE, List.of(Run.plain(grid.text(true))), border);
        }
    }

    /** A line of small print. */
    record Note(int group, List<Run> runs) implements Piece {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public Piece head(int units) {
            return this;
        }

        @Override
        public Piece tail(int units) {
            return this;
        }
    }

    /**
     * What a platform shows in its own way: buttons, a header.
     *
     * @param fallback the same in the platform's markup, where it has to be said in words, or empty
     */
    record Fixed(int group, ObjectNode block, String fallback) implements Piece {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public Piece head(int units) {
            return this;
        }

        @Override
        public Piece tail(int units) {
            return this;
        }
    }
}
