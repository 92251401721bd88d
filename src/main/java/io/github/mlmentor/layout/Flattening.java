package io.github.mlmentor.layout;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a document apart into pieces. What platforms show does not nest, so what stands inside of an item follows its words,
 * lists one step further in, and what stands inside of a quotation keeps a border. Each case answers whether there was
 * anything to show.
 */
public final class Flattening implements Block.Cases<Boolean>, Span.Cases<List<Run>> {
    private final List<Source> sources;
    private final Links links;
    private final List<Piece> pieces = new ArrayList<>();
    private int group;
    private int depth;
    private boolean quoted;
    /** The item whose first words are still to come, or null. */
    private @Nullable Mark mark;

    private record Mark(boolean ordered, int indent, int number) {}

    private Flattening(List<Source> sources, Links links) {
        this.sources = sources;
        this.links = links;
    }

    /**
     * The pieces of a document, in reading order.
     *
     * @param sources what citations point to; a citation of none of them is left out
     */
    public static List<Piece> of(Document document, List<Source> sources, Links links) {
        Flattening flattening = new Flattening(sources, links);
        for (Block block : document.blocks()) {
            flattening.group++;
            block.fold(flattening);
        }
        return flattening.pieces;
    }

    @Override
    public Boolean paragraph(Block.Paragraph paragraph) {
        return words(Piece.Look.PLAIN, runs(paragraph.spans()));
    }

    @Override
    public Boolean heading(Block.Heading heading) {
        List<Run> bold = new ArrayList<>();
        for (Run run : runs(heading.spans())) {
            bold.add(run.styles().isEmpty() ? new Run(run.text(), Set.of(Span.Style.STRONG), run.url()) : run);
        }
        return words(Piece.Look.HEADING, bold);
    }

    @Override
    public Boolean listing(Block.Listing listing) {
        settle();
        int number = 1;
        for (List<Block> item : listing.items()) {
            mark = new Mark(listing.ordered(), depth, number++);
            depth++;
            item.forEach(block -> block.fold(this));
            depth--;
            settle();
        }
        return true;
    }

    @Override
    public Boolean table(Block.Table table) {
        settle();
        if (!table.header().isEmpty()) {
            Grid grid = new Grid(
                    table.header().stream().map(this::runs).toList(),
                    table.rows().stream()
                            .map(row -> row.stream().map(this::runs).toList())
                            .toList());
            pieces.add(new Piece.Table(group, grid, depth == 0 && !quoted, quoted));
        }
        return true;
    }

    @Override
    public Boolean code(Block.Code code) {
        settle();
        String text = Characters.clean(code.text()).stripTrailing();
        if (!text.isBlank()) {
            pieces.add(new Piece.Words(group, Piece.Look.CODE, List.of(Run.plain(text)), quoted, code.language()));
        }
        return true;
    }

    @Override
    public Boolean quote(Block.Quote quote) {
        settle();
        boolean before = quoted;
        quoted = true;
        quote.blocks().forEach(block -> block.fold(this));
        quoted = before;
        return true;
    }

    /** An item that starts with something else than words still has its bullet. */
    private void settle() {
        if (mark != null) {
            item(mark, List.of());
        }
    }

    private void item(Mark at, List<Run> runs) {
        mark = null;
        pieces.add(new Piece.Item(group, at.ordered, at.indent, at.number, runs, quoted));
    }

    private boolean words(Piece.Look look, List<Run> runs) {
        if (Run.text(runs).isBlank()) {
            return false;
        }
        if (mark != null) {
            item(mark, runs);
            return true;
        }
        Piece.Look shown = quoted ? Piece.Look.QUOTE : look;
        int last = pieces.size() - 1;
        // A second paragraph goes on where the first ended: a new element would have a bullet, or run on without a
        // break.
        if (last >= 0 && pieces.get(last).group() == group) {
            if (pieces.get(last) instanceof Piece.Item before
                    && before.indent() == depth - 1
                    && before.border() == quoted) {
                pieces.set(
                        last,
                        new Piece.Item(
                                group,
                                before.ordered(),
                                before.indent(),
                                before.number(),
                                joined(before.runs(), "\n", runs),
                                quoted));
                return true;
            }
            if (pieces.get(last) instanceof Piece.Words before
                    && before.look() != Piece.Look.CODE
                    && before.border() == quoted) {
                String gap = quoted ? "\n\n" : "\n";
                pieces.set(last, new Piece.Words(group, before.look(), joined(before.runs(), gap, runs), quoted));
                return true;
            }
        }
        pieces.add(new Piece.Words(group, shown, runs, quoted));
        return true;
    }

    private static List<Run> joined(List<Run> first, String gap, List<Run> second) {
        List<Run> all = new ArrayList<>(first);
        all.add(Run.plain(gap));
        all.addAll(second);
        return all;
    }

    private List<Run> runs(List<Span> spans) {
        List<Run> runs = new ArrayList<>();
        for (Span span : spans) {
            for (Run run : span.fold(this)) {
                if (run.text().isEmpty()) {
                    continue;
                }
                boolean citation = span instanceof Span.Citation;
                if (citation
                        && !runs.isEmpty()
                        && !runs.get(runs.size() - 1).text().matches("(?s).*\\s")) {
                    runs.add(Run.plain(" "));
                }
                runs.add(run);
            }
        }
        return runs;
    }

    @Override
    public List<Run> text(Span.Text text) {
        return List.of(new Run(Characters.clean(text.text()), text.styles(), null));
    }

    @Override
    public List<Run> citation(Span.Citation citation) {
        if (citation.number() > sources.size()) {
            return List.of();
        }
        return List.of(Run.link("[" + citation.number() + "]", links.to(sources.get(citation.number() - 1))));
    }

    @Override
    public List<Run> link(Span.Link link) {
        String text = Characters.clean(link.text());
        return List.of(Run.link(text, text.isBlank() ? null : Links.safe(link.url())));
    }
}
