package io.github.mlmentor.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A text that no platform owns: each renderer turns it into its platform's markup, escaping as it goes. */
public record Document(List<Block> blocks) {
    public static final Document EMPTY = new Document(List.of());

    public Document {
        blocks = List.copyOf(blocks);
    }

    /** Plain paragraphs, one for each text. */
    public static Document of(String... paragraphs) {
        List<Block> blocks = new ArrayList<>();
        for (String paragraph : paragraphs) {
            blocks.add(new Block.Paragraph(List.of(new Span.Text(paragraph))));
        }
        return new Document(blocks);
    }

    /** This document followed by another. */
    public Document plus(Document other) {
        List<Block> all = new ArrayList<>(blocks);
        all.addAll(other.blocks);
        return new Document(all);
    }

    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /**
     * The same document with every span replaced by what the function makes of it.
     *
     * @param change gives none, one or several spans for one; called in reading order
     */
    public Document mapSpans(Function<Span, List<Span>> change) {
        return new Document(SpanMapping.blocks(blocks, change, UnaryOperator.identity()));
    }

    /** The same document with every run of words changed: texts, the words of links, preformatted text. */
    public Document mapText(UnaryOperator<String> change) {
        return mapText(change, change);
    }

    /**
     * The same document with every run of words changed, code in its own way.
     *
     * @param words what becomes of texts and the words of links
     * @param code what becomes of preformatted text and of words set as code
     */
    public Document mapText(UnaryOperator<String> words, UnaryOperator<String> code) {
        Function<Span, List<Span>> change = span -> {
            if (span instanceof Span.Text text) {
                UnaryOperator<String> fitting = text.styles().contains(Span.Style.CODE) ? code : words;
                return List.of(new Span.Text(fitting.apply(text.text()), text.styles()));
            }
            return span instanceof Span.Link link
                    ? List.of(new Span.Link(words.apply(link.text()), link.url()))
                    : List.of(span);
        };
        return new Document(SpanMapping.blocks(blocks, change, code));
    }

    /** Whether some span is of this kind. */
    public boolean contains(Class<? extends Span> kind) {
        boolean[] found = {false};
        mapSpans(span -> {
            found[0] |= kind.isInstance(span);
            return List.of(span);
        });
        return found[0];
    }

    /** All words without marks, a blank line between blocks; for length checks and plain fallbacks. */
    public String plainText() {
        return PlainText.of(blocks);
    }
}
