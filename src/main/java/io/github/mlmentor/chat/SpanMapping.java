package io.github.mlmentor.chat;

import java.util.List;
import java.util.function.Function;

/** Rebuilds blocks with other spans. */
final class SpanMapping implements Block.Cases<Block> {
    private final Function<Span, List<Span>> change;

    private SpanMapping(Function<Span, List<Span>> change) {
        this.change = change;
    }

    static List<Block> blocks(List<Block> blocks, Function<Span, List<Span>> change) {
        return new SpanMapping(change).all(blocks);
    }

    private List<Block> all(List<Block> blocks) {
        return blocks.stream().map(block -> block.fold(this)).toList();
    }

    private List<Span> spans(List<Span> spans) {
        return spans.stream().flatMap(span -> change.apply(span).stream()).toList();
    }

    private List<List<Span>> cells(List<List<Span>> cells) {
        return cells.stream().map(this::spans).toList();
    }

    @Override
    public Block paragraph(Block.Paragraph paragraph) {
        return new Block.Paragraph(spans(paragraph.spans()));
    }

    @Override
    public Block heading(Block.Heading heading) {
        return new Block.Heading(heading.level(), spans(heading.spans()));
    }

    @Override
    public Block listing(Block.Listing listing) {
        return new Block.Listing(
                listing.ordered(), listing.items().stream().map(this::all).toList());
    }

    @Override
    public Block table(Block.Table table) {
        return new Block.Table(
                cells(table.header()), table.rows().stream().map(this::cells).toList());
    }

    /** Preformatted text has no spans. */
    @Override
    public Block code(Block.Code code) {
        return code;
    }

    @Override
    public Block quote(Block.Quote quote) {
        return new Block.Quote(all(quote.blocks()));
    }
}
