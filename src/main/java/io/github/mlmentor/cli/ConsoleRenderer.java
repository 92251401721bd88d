package io.github.mlmentor.cli;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reading;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.chat.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Writes replies for a terminal: wrapped to its width, with bold and colour where it can. */
final class ConsoleRenderer implements Reply.Cases<String>, Block.Cases<String>, Span.Cases<String> {
    private static final int MOST_WIDTH = 100;
    private static final String ESCAPE = "\u001B[";

    private final int width;
    private final boolean ansi;

    /**
     * Renders for a terminal.
     *
     * @param width columns
     * @param ansi whether it understands escape sequences
     */
    ConsoleRenderer(int width, boolean ansi) {
        this.width = Math.min(MOST_WIDTH, width);
        this.ansi = ansi;
    }

    /** For standard output: plain when it is not a terminal. */
    static ConsoleRenderer forTerminal() {
        return new ConsoleRenderer(MOST_WIDTH, CommandLine.Help.Ansi.AUTO.enabled());
    }

    String render(Reply reply) {
        return reply.fold(this);
    }

    String document(Document document) {
        return blocks(document.blocks());
    }

    String title(String text) {
        return style("1", text);
    }

    @Override
    public String answer(Reply.Answer answer) {
        StringBuilder text = new StringBuilder(document(answer.body()));
        if (answer.advice() == Advice.OPINION) {
            text.append("\n\n").append(dim("Opinion: experienced people differ."));
        } else if (answer.advice() == Advice.MARKET) {
            text.append("\n\n").append(dim("Depends on the market, as of " + answer.asOf() + "."));
        }
        if (answer.degraded() != null) {
            text.append("\n\n")
                    .append(dim("The language model was not available ("
                            + answer.degraded().code() + "); this is the knowledge alone."));
        }
        sources(text, "Sources", answer.sources());
        if (!answer.readings().isEmpty()) {
            text.append("\n\n").append(title("Read next"));
            for (Reading reading : answer.readings()) {
                text.append('\n')
                        .append(hang(
                                "- ",
                                reading.title() + " (" + reading.kind() + ", " + reading.level() + ", " + reading.cost()
                                        + ")"))
                        .append('\n')
                        .append(dim("  " + reading.url()));
            }
        }
        suggestions(text, "You might ask", answer.suggestions());
        return text.toString();
    }

    @Override
    public String clarification(Reply.Clarification clarification) {
        StringBuilder text = new StringBuilder(document(clarification.body()));
        suggestions(text, "", clarification.readings());
        return text.toString();
    }

    @Override
    public String notFound(Reply.NotFound notFound) {
        StringBuilder text = new StringBuilder(document(notFound.body()));
        sources(text, "Nearest", notFound.nearest());
        return text.toString();
    }

    @Override
    public String offTopic(Reply.OffTopic offTopic) {
        StringBuilder text = new StringBuilder(document(offTopic.body()));
        suggestions(text, "You might ask", offTopic.suggestions());
        return text.toString();
    }

    @Override
    public String declined(Reply.Declined declined) {
        return document(declined.body());
    }

    @Override
    public String apology(Reply.Apology apology) {
        return document(apology.body());
    }

    @Override
    public String panel(Reply.Panel panel) {
        String actions = panel.actions().stream().map(Action::label).collect(Collectors.joining(", "));
        return title(panel.title()) + "\n" + document(panel.body()) + (actions.isEmpty() ? "" : "\n[" + actions + "]");
    }

    private void sources(StringBuilder text, String heading, List<Source> sources) {
        if (sources.isEmpty()) {
            return;
        }
        text.append("\n\n").append(title(heading));
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            String section = source.section().isEmpty() ? "" : " > " + source.section();
            text.append('\n')
                    .append(hang("[" + (i + 1) + "] ", source.title() + section))
                    .append(dim("  " + source.id()));
        }
    }

    private void suggestions(StringBuilder text, String heading, List<Suggestion> suggestions) {
        if (suggestions.isEmpty()) {
            return;
        }
        text.append("\n\n").append(heading.isEmpty() ? "" : title(heading));
        suggestions.forEach(suggestion -> text.append('\n').append(hang("- ", suggestion.question())));
    }

    private String blocks(List<Block> blocks) {
        return blocks.stream().map(block -> block.fold(this)).collect(Collectors.joining("\n\n"));
    }

    private String spans(List<Span> spans) {
        return spans.stream().map(span -> span.fold(this)).collect(Collectors.joining());
    }

    @Override
    public String paragraph(Block.Paragraph paragraph) {
        return hang("", spans(paragraph.spans()));
    }

    @Override
    public String heading(Block.Heading heading) {
        return title(spans(heading.spans()));
    }

    @Override
    public String listing(Block.Listing listing) {
        List<String> items = new ArrayList<>();
        int number = 1;
        for (List<Block> item : listing.items()) {
            String mark = listing.ordered() ? number++ + ". " : "- ";
            String indent = " ".repeat(mark.length());
            String body = new ConsoleRenderer(Math.max(30, width - mark.length()), ansi)
                    .blocks(item)
                    .replace("\n\n", "\n");
            items.add(mark + body.lines().collect(Collectors.joining("\n" + indent)));
        }
        return String.join("\n", items);
    }

    @Override
    public String table(Block.Table table) {
        int columns = Math.max(1, table.header().size());
        int cell = Math.max(12, (width - 3 * (columns - 1)) / columns);
        List<String> lines = new ArrayList<>(row(table.header(), cell, true));
        lines.add(("-".repeat(cell) + "-+-").repeat(columns - 1) + "-".repeat(cell));
        for (List<List<Span>> row : table.rows()) {
            lines.addAll(row(row, cell, false));
            lines.add("");
        }
        return String.join("\n", lines).stripTrailing();
    }

    private List<String> row(List<List<Span>> cells, int cell, boolean header) {
        ConsoleRenderer plain = new ConsoleRenderer(cell, false);
        List<List<String>> wrapped = cells.stream()
                .map(spans -> plain.hang("", plain.spans(spans)).lines().toList())
                .toList();
        int height = wrapped.stream().mapToInt(List::size).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < height; i++) {
            List<String> parts = new ArrayList<>();
            for (List<String> column : wrapped) {
                String part = i < column.size() ? column.get(i) : "";
                String padded = part + " ".repeat(Math.max(0, cell - part.length()));
                parts.add(header ? title(padded) : padded);
            }
            lines.add(String.join(" | ", parts).stripTrailing());
        }
        return lines;
    }

    @Override
    public String code(Block.Code code) {
        return code.text().lines().map(line -> "    " + line).collect(Collectors.joining("\n"));
    }

    @Override
    public String quote(Block.Quote quote) {
        return blocks(quote.blocks()).lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
    }

    @Override
    public String text(Span.Text text) {
        // Control characters could move the cursor or colour what follows.
        String words = text.text().replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
        return text.styles().contains(Span.Style.STRONG) ? title(words) : words;
    }

    @Override
    public String citation(Span.Citation citation) {
        return " [" + citation.number() + "]";
    }

    @Override
    public String link(Span.Link link) {
        return link.text() + " <" + link.url() + ">";
    }

    private String dim(String text) {
        return style("2", text);
    }

    private String style(String code, String text) {
        return ansi ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }

    /** Wraps at words, with a first line that starts with a mark and later ones that stand below it. */
    private String hang(String mark, String text) {
        String indent = " ".repeat(mark.length());
        StringBuilder wrapped = new StringBuilder(mark);
        for (String paragraph : text.split("\n", -1)) {
            int column = mark.length();
            if (wrapped.length() > mark.length()) {
                wrapped.append('\n').append(indent);
            }
            for (String word : paragraph.split(" ")) {
                int length = visible(word);
                if (column > indent.length() && column + length > width) {
                    wrapped.setLength(wrapped.length() - 1);
                    wrapped.append('\n').append(indent);
                    column = indent.length();
                }
                wrapped.append(word).append(' ');
                column += length + 1;
            }
            wrapped.setLength(wrapped.length() - 1);
        }
        return wrapped.toString();
    }

    private static int visible(String word) {
        return word.replaceAll("\u001B\\[\\d+m", "").length();
    }
}
