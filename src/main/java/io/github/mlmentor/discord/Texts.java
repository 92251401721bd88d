package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Span;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Piece;
import io.github.mlmentor.layout.Run;
import java.util.List;
import java.util.Set;

/** Pieces as Discord's Markdown. */
final class Texts {
    /** Discord draws no list that is deeper. */
    private static final int MOST_INDENT = 10;

    private Texts() {}

    /** Pieces that follow each other. */
    static String of(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        Piece before = null;
        for (Piece piece : pieces) {
            if (before != null) {
                text.append(tight(before, piece) ? "\n" : "\n\n");
            }
            text.append(of(piece));
            before = piece;
        }
        return text.toString();
    }

    /** Lists, headings and blocks of code bring their own distance; a paragraph below an item would be part of it. */
    private static boolean tight(Piece before, Piece piece) {
        if (before instanceof Piece.Item) {
            return piece instanceof Piece.Item || isBlock(piece);
        }
        if (isBlock(before) || isBlock(piece) || before.leads()) {
            return true;
        }
        return piece instanceof Piece.Item
                || before.group() == piece.group()
                || (before instanceof Piece.Note && piece instanceof Piece.Note);
    }

    private static boolean isBlock(Piece piece) {
        return piece instanceof Piece.Table || (piece instanceof Piece.Words words && words.look() == Piece.Look.CODE);
    }

    private static String of(Piece piece) {
        if (piece instanceof Piece.Words words) {
            return switch (words.look()) {
                case PLAIN -> bordered(Markup.of(words.runs(), true), words.border());
                case HEADING -> "### " + Markup.line(withoutStrong(words.runs()));
                case CODE -> bordered(Markup.fenced(words.language(), Run.text(words.runs())), words.border());
                case QUOTE -> bordered(Markup.of(words.runs(), true), true);
            };
        }
        if (piece instanceof Piece.Item item) {
            String margin = "  ".repeat(Math.min(MOST_INDENT, item.indent()));
            String bullet = item.ordered() ? item.number() + ". " : "- ";
            String words = Markup.of(item.runs(), true);
            String inner = "\n" + margin + " ".repeat(bullet.length());
            // A bullet alone is no bullet.
            String shown = words.isBlank() ? Characters.JOINER : words.strip().replace("\n", inner);
            return bordered(margin + bullet + shown, item.border());
        }
        if (piece instanceof Piece.Table table) {
            return bordered(Markup.fenced("", Columns.text(table.grid())), table.border());
        }
        if (piece instanceof Piece.Note note) {
            return "-# " + Markup.line(note.runs());
        }
        return "";
    }

    private static String bordered(String text, boolean border) {
        return border ? "> " + text.replace("\n", "\n> ") : text;
    }

    /** What is bold already. */
    private static List<Run> withoutStrong(List<Run> runs) {
        Set<Span.Style> strong = Set.of(Span.Style.STRONG);
        return runs.stream()
                .map(run -> run.styles().equals(strong) ? new Run(run.text(), Set.of(), run.url()) : run)
                .toList();
    }
}
