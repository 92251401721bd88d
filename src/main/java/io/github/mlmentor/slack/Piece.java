package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A part of a message that stays together where it can, and knows where it may be cut where it cannot. */
sealed interface Piece {
    /** Pieces with the same number belong to the same block of the document. */
    int group();

    /** For {@code text}: escaped mrkdwn. */
    String fallback();

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
     */
    record Words(int group, Look look, List<Run> runs, boolean border) implements Piece {
        @Override
        public String fallback() {
            String text = Run.mrkdwn(runs);
            return switch (look) {
                case PLAIN, HEADING -> text;
                case CODE -> fenced(Run.text(runs));
                case QUOTE -> "> " + text.replace("\n", "\n> ");
            };
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
            return new Words(group, look, Run.between(runs, 0, lineEnd ? cut - 1 : cut), border);
        }

        @Override
        public Piece tail(int units) {
            return new Words(group, look, Run.between(runs, cut(units), size()), border);
        }

        private int cut(int units) {
            String text = Run.text(runs);
            return look == Look.CODE ? Run.lineCut(text, units) : Run.proseCut(text, units);
        }

        /** Whether it is shown where the words before it end, without a break of its own. */
        boolean runsOn() {
            return look == Look.PLAIN || look == Look.HEADING;
        }

        Words onANewLine() {
            List<Run> all = new ArrayList<>(List.of(Run.plain("\n")));
            all.addAll(runs);
            return new Words(group, look, all, border);
        }

        ObjectNode element() {
            String type = "rich_text_"
                    + switch (look) {
                        case PLAIN, HEADING -> "section";
                        case CODE -> "preformatted";
                        case QUOTE -> "quote";
                    };
            ObjectNode element = Kit.object(type);
            element.set("elements", Kit.richElements(runs));
            if (border && look == Look.CODE) {
                element.put("border", 1);
            }
            return element;
        }
    }

    /**
     * The first paragraphs of a list's item.
     *
     * @param indent 0 for the outermost list
     * @param number from 1
     */
    record Item(int group, boolean ordered, int indent, int number, List<Run> runs, boolean border) implements Piece {
        private static final int MOST_INDENT = 8;

        @Override
        public String fallback() {
            String margin = "  ".repeat(indent);
            return margin + (ordered ? number + ". " : "• ") + Run.mrkdwn(runs).replace("\n", "\n" + margin + "  ");
        }

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
        boolean follows(Item other) {
            return group == other.group
                    && ordered == other.ordered
                    && indent == other.indent
                    && border == other.border
                    && number == other.number + 1;
        }

        /** A list that starts with this item. */
        ObjectNode list() {
            ObjectNode list = Kit.object("rich_text_list")
                    .put("style", ordered ? "ordered" : "bullet")
                    .put("indent", Math.min(MOST_INDENT, indent));
            if (ordered && number > 1) {
                list.put("offset", number - 1);
            }
            if (border) {
                list.put("border", 1);
            }
            list.putArray("elements").add(section());
            return list;
        }

        ObjectNode section() {
            return Kit.object("rich_text_section").set("elements", Kit.richElements(runs));
        }
    }

    /**
     * A table.
     *
     * @param asBlock whether as Slack's own block, of which a message takes one
     */
    record Table(int group, Grid grid, boolean asBlock, boolean border) implements Piece {
        @Override
        public String fallback() {
            return fenced(grid.text(!asBlock));
        }

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
        Table aligned() {
            return new Table(group, grid, false, border);
        }

        /** As text that can be cut anywhere. */
        Words words() {
            return new Words(group, Look.CODE, List.of(Run.plain(grid.text(true))), border);
        }
    }

    /** A line of small print. */
    record Note(int group, List<Run> runs) implements Piece {
        @Override
        public String fallback() {
            return Run.mrkdwn(runs);
        }

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

    /** A block that is what it is: buttons, a header. */
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

    /** Between fences, which the text itself cannot close. */
    private static String fenced(String text) {
        return "```\n" + Mrkdwn.escape(text).replace("```", "``" + Mrkdwn.JOINER + "`") + "\n```";
    }
}
