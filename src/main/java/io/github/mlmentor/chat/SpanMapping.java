package io.github.mlmentor.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Rebuilds blocks with other spans. */
final class SpanMapping implements Block.Cases<Block> {
    private final Function<Span, List<Span>> change;
    private final UnaryOperator<String> code;

    private SpanMapping(Function<Span, List<Span>> change, UnaryOperator<String> code) {
        this.change = change;
        this.code = code;
    }

    /**
     * Rebuilds blocks.
     *
     * @param change what becomes of each span
     * @param code what becomes of preformatted text, which has no spans
     */
    static List<Block> blocks(List<Block> blocks, Function<Span, List<Span>> change, UnaryOperator<String> code) {
        return new SpanMapping(change, code).all(blocks);
    }

    private List<Block> all(List<Block> blocks) {
        return blocks.stream().map(block -> block.fold(this)).toList();
    }

    /** Words that come to stand side by side become one run, so that whoever looks for a pattern finds it across them. */
    private List<Span> spans(List<Span> spans) {
        List<Span> changed = new ArrayList<>();
        for (Span span : spans) {
            for (Span made : change.apply(span)) {
                int last = changed.size() - 1;
                if (made instanceof Span.Text text
                        && last >= 0
                        && changed.get(last) instanceof Span.Text before
                        && before.styles().equals(text.styles())) {
                    changed.set(last, new Span.Text(before.text() + text.text(), text.styles()));
                } else {
                    changed.add(made);
                }
            }
        }
        return changed;
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

    @Override
    public Block code(Block.Code block) {
        return new Block.Code(block.language(), code.apply(block.text()));
    }

    @Override
    public Block quote(Block.Quote quote) {
        return new Block.Quote(all(quote.blocks()));
    }
}
