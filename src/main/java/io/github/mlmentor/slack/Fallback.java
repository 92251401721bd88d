package io.github.mlmentor.slack;

import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Piece;
import io.github.mlmentor.layout.Run;
import java.util.List;

/** Pieces as escaped mrkdwn, for the {@code text} of messages. */
final class Fallback {
    private Fallback() {}

    /** The words of a message, complete by themselves. */
    static String of(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        int group = 0;
        for (Piece piece : pieces) {
            String words = of(piece);
            if (words.isEmpty()) {
                continue;
            }
            text.append(text.isEmpty() ? "" : piece.group() == group ? "\n" : "\n\n")
                    .append(words);
            group = piece.group();
        }
        return text.toString();
    }

    private static String of(Piece piece) {
        if (piece instanceof Piece.Words words) {
            String text = Mrkdwn.of(words.runs());
            return switch (words.look()) {
                case PLAIN, HEADING -> text;
                case CODE -> fenced(Run.text(words.runs()));
                case QUOTE -> "> " + text.replace("\n", "\n> ");
            };
        }
        if (piece instanceof Piece.Item item) {
            String margin = "  ".repeat(item.indent());
            return margin
                    + (item.ordered() ? item.number() + ". " : "• ")
                    + Mrkdwn.of(item.runs()).replace("\n", "\n" + margin + "  ");
        }
        if (piece instanceof Piece.Table table) {
            return fenced(table.grid().text(!table.asBlock()));
        }
        return piece instanceof Piece.Note note ? Mrkdwn.of(note.runs()) : ((Piece.Fixed) piece).fallback();
    }

    /** Between fences, which the text itself cannot close. */
    private static String fenced(String text) {
        return "```\n" + Mrkdwn.escape(text).replace("```", "``" + Characters.JOINER + "`") + "\n```";
    }
}
