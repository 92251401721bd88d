package io.github.mlmentor.markdown;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a document as CommonMark with GitHub's tables; citations as {@code [1]}. */
public final class MarkdownWriter implements Block.Cases<String>, Span.Cases<String> {
    private static final MarkdownWriter INSTANCE = new MarkdownWriter();
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|]");
    private static final Pattern LINE_START = Pattern.compile("(?m)^(\\s*)([#>+\\-=~]|\\d{1,9}(?=[.)]))");

    private MarkdownWriter() {}

    public static String write(Document document) {
        return blocks(document.blocks());
    }

    private static String blocks(List<Block> blocks) {
        return blocks.stream().map(block -> block.fold(INSTANCE)).collect(Collectors.joining("\n\n"));
    }

    private static String spans(List<Span> spans) {
        return spans.stream().map(span -> span.fold(INSTANCE)).collect(Collectors.joining());
    }

    @Override
    public String paragraph(Block.Paragraph paragraph) {
        return LINE_START.matcher(spans(paragraph.spans())).replaceAll("$1\\\\$2");
    }

    @Override
    public String heading(Block.Heading heading) {
        return "#".repeat(heading.level()) + " " + spans(heading.spans()).replace('\n', ' ');
    }

    @Override
    public String listing(Block.Listing listing) {
        StringBuilder text = new StringBuilder();
        int number = 1;
        for (List<Block> item : listing.items()) {
            String mark = listing.ordered() ? number++ + ". " : "- ";
            String indent = " ".repeat(mark.length());
            String body = item.size() <= 1 || item.get(1) instanceof Block.Listing
                    ? item.stream().map(block -> block.fold(this)).collect(Collectors.joining("\n"))
                    : blocks(item);
            text.append(text.isEmpty() ? "" : "\n")
                    .append(mark)
                    .append(body.lines().collect(Collectors.joining("\n" + indent)));
        }
        return text.toString();
    }

    @Override
    public String table(Block.Table table) {
        String rule = "|" + " --- |".repeat(table.header().size());
        return row(table.header()) + "\n" + rule
                + table.rows().stream().map(row -> "\n" + row(row)).collect(Collectors.joining());
    }

    private static String row(List<List<Span>> cells) {
        return cells.stream()
                .map(cell -> spans(cell).replace('\n', ' '))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    @Override
    public String code(Block.Code code) {
        String fence = code.text().contains("```") ? "~~~~" : "```";
        return fence + code.language() + "\n" + code.text() + "\n" + fence;
    }

    @Override
    public String quote(Block.Quote quote) {
        return blocks(quote.blocks())
                .lines()
                .map(line -> ("> " + line).stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String text(Span.Text text) {
        if (text.styles().contains(Span.Style.CODE)) {
            String ticks = text.text().contains("`") ? "``" : "`";
            String pad = ticks.length() > 1 ? " " : "";
            return ticks + pad + text.text() + pad + ticks;
        }
        // Markdown does not see emphasis whose marks stand beside a space, so spaces stay outside.
        String core = text.text().strip();
        int lead = text.text().indexOf(core);
        String before = text.text().substring(0, lead);
        String after = text.text().substring(lead + core.length());
        String escaped = SPECIAL.matcher(core).replaceAll("\\\\$0");
        if (core.isEmpty()) {
            return text.text();
        }
        if (text.styles().contains(Span.Style.EMPHASIS)) {
            escaped = "*" + escaped + "*";
        }
        if (text.styles().contains(Span.Style.STRONG)) {
            escaped = "**" + escaped + "**";
        }
        return before + escaped + after;
    }

    @Override
    public String citation(Span.Citation citation) {
        return "[" + citation.number() + "]";
    }

    @Override
    public String link(Span.Link link) {
        return "[" + SPECIAL.matcher(link.text()).replaceAll("\\\\$0") + "](<" + link.url() + ">)";
    }
}
