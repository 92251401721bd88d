package io.github.mlmentor.chat;

import java.util.List;
import java.util.stream.Collectors;

/** The words of a document and nothing else. */
final class PlainText implements Block.Cases<String>, Span.Cases<String> {
    private static final PlainText INSTANCE = new PlainText();

    private PlainText() {}

    static String of(List<Block> blocks) {
        return blocks.stream().map(block -> block.fold(INSTANCE)).collect(Collectors.joining("\n\n"));
    }

    private static String line(List<Span> spans) {
        return spans.stream().map(span -> span.fold(INSTANCE)).collect(Collectors.joining());
    }

    private static String row(List<List<Span>> cells) {
        return cells.stream().map(PlainText::line).collect(Collectors.joining(" | "));
    }

    @Override
    public String paragraph(Block.Paragraph paragraph) {
        return line(paragraph.spans());
    }

    @Override
    public String heading(Block.Heading heading) {
        return line(heading.spans());
    }

    @Override
    public String listing(Block.Listing listing) {
        return listing.items().stream().map(PlainText::of).collect(Collectors.joining("\n"));
    }

    @Override
    public String table(Block.Table table) {
        return row(table.header())
                + table.rows().stream().map(row -> "\n" + row(row)).collect(Collectors.joining());
    }

    @Override
    public String code(Block.Code code) {
        return code.text();
    }

    @Override
    public String quote(Block.Quote quote) {
        return of(quote.blocks());
    }

    @Override
    public String text(Span.Text text) {
        return text.text();
    }

    @Override
    public String citation(Span.Citation citation) {
        return "";
    }

    @Override
    public String link(Span.Link link) {
        return link.text();
    }
}
