package io.github.mlmentor.curation;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.Schema;
import io.github.mlmentor.knowledge.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts an answer into a short answer and sections that keep to the schema, as far as cutting goes. */
final class Sectioning {
    /** What text is called that has no heading of its own. */
    static final String UNNAMED = "Details";

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");

    private final List<Block> body = new ArrayList<>();
    private final Set<String> slugs = new HashSet<>();

    private Sectioning() {}

    /**
     * The two parts of an article's text.
     *
     * @param shortAnswer plain words, or empty when the answer does not begin with any
     */
    record Cut(String shortAnswer, Document body) {}

    /**
     * Cuts an answer.
     *
     * @param shortGiven whether there is a short answer already, so that all of this is body
     */
    static Cut cut(Document answer, boolean shortGiven) {
        List<Block> rest = new ArrayList<>(answer.blocks());
        String shortAnswer = shortGiven ? "" : takeShort(rest);
        return new Cut(shortAnswer, body(rest));
    }

    /** The first paragraph, with those behind it as long as it is too short; a long one gives its first sentences and stays. */
    private static String takeShort(List<Block> blocks) {
        String words = "";
        int taken = 0;
        while (taken < blocks.size()
                && words.length() < Schema.SHORT_LEAST
                && blocks.get(taken) instanceof Block.Paragraph paragraph) {
            String more = (words + " " + plain(paragraph)).strip();
            if (more.length() > Schema.SHORT_MOST) {
                break;
            }
            words = more;
            taken++;
        }
        if (taken > 0) {
            blocks.subList(0, taken).clear();
            return words;
        }
        return !blocks.isEmpty() && blocks.get(0) instanceof Block.Paragraph paragraph
                ? beginning(plain(paragraph))
                : "";
    }

    private static String beginning(String text) {
        StringBuilder words = new StringBuilder();
        for (String sentence : SENTENCE_END.split(text)) {
            if (words.length() + sentence.length() + 1 > Schema.SHORT_MOST) {
                break;
            }
            words.append(words.isEmpty() ? "" : " ").append(sentence);
        }
        return words.toString();
    }

    private static String plain(Block block) {
        return new Document(List.of(block)).plainText().replaceAll("\\s+", " ").strip();
    }

    private static Document body(List<Block> blocks) {
        Sectioning sectioning = new Sectioning();
        int top = blocks.stream()
                .mapToInt(block -> block instanceof Block.Heading heading ? heading.level() : 6)
                .min()
                .orElse(6);
        String heading = UNNAMED;
        List<Block> part = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Block.Heading found && found.level() == top) {
                sectioning.add(heading, part);
                heading = plain(found).isEmpty() ? UNNAMED : plain(found);
                part = new ArrayList<>();
            } else {
                part.add(block instanceof Block.Heading found ? new Block.Heading(3, found.spans()) : block);
            }
        }
        sectioning.add(heading, part);
        return new Document(sectioning.body);
    }

    /** Adds a section, or several where it is too long for one. */
    private void add(String heading, List<Block> blocks) {
        List<Block> part = new ArrayList<>();
        for (Block block : blocks) {
            for (Block piece : divide(block)) {
                if (!part.isEmpty() && size(part, piece) > Schema.SECTION_LIMIT) {
                    Block last = part.get(part.size() - 1);
                    boolean headless = last instanceof Block.Heading && part.size() > 1;
                    // A heading goes with what stands below it.
                    if (headless) {
                        part.remove(part.size() - 1);
                    }
                    write(heading, part);
                    part = new ArrayList<>();
                    if (headless) {
                        part.add(last);
                    }
                }
                part.add(piece);
            }
        }
        if (!part.isEmpty()) {
            write(heading, part);
        }
    }

    private static int size(List<Block> part, Block more) {
        List<Block> all = new ArrayList<>(part);
        all.add(more);
        return new Document(all).plainText().length();
    }

    private void write(String heading, List<Block> part) {
        String name = heading;
        for (int number = 2; !slugs.add(Section.slug(name)); number++) {
            name = heading + " (" + number + ")";
        }
        body.add(new Block.Heading(2, List.of(new Span.Text(name))));
        body.addAll(part);
    }

    /** Pieces that fit, where a block is too long: sentences, items, rows. Numbered lists and code stay whole. */
    private static List<Block> divide(Block block) {
        if (new Document(List.of(block)).plainText().length() <= Schema.SECTION_LIMIT) {
            return List.of(block);
        }
        if (block instanceof Block.Paragraph paragraph) {
            return sentences(paragraph);
        }
        if (block instanceof Block.Listing list && !list.ordered()) {
            List<Block> items = new ArrayList<>();
            for (List<Block> item : list.items()) {
                boolean fits = !items.isEmpty()
                        && items.get(items.size() - 1) instanceof Block.Listing before
                        && size(List.of(), with(before, item)) <= Schema.SECTION_LIMIT;
                if (fits && items.get(items.size() - 1) instanceof Block.Listing before) {
                    items.set(items.size() - 1, with(before, item));
                } else {
                    items.add(new Block.Listing(false, List.of(item)));
                }
            }
            return items;
        }
        if (block instanceof Block.Table table && !table.rows().isEmpty()) {
            List<Block> tables = new ArrayList<>();
            for (List<List<Span>> row : table.rows()) {
                boolean fits = !tables.isEmpty()
                        && tables.get(tables.size() - 1) instanceof Block.Table before
                        && size(List.of(), with(before, row)) <= Schema.SECTION_LIMIT;
                if (fits && tables.get(tables.size() - 1) instanceof Block.Table before) {
                    tables.set(tables.size() - 1, with(before, row));
                } else {
                    tables.add(new Block.Table(table.header(), List.of(row)));
                }
            }
            return tables;
        }
        return List.of(block);
    }

    private static Block.Listing with(Block.Listing list, List<Block> item) {
        List<List<Block>> items = new ArrayList<>(list.items());
        items.add(item);
        return new Block.Listing(false, items);
    }

    private static Block.Table with(Block.Table table, List<List<Span>> row) {
        List<List<List<Span>>> rows = new ArrayList<>(table.rows());
        rows.add(row);
        return new Block.Table(table.header(), rows);
    }

    private static List<Block> sentences(Block.Paragraph paragraph) {
        List<List<Span>> sentences = new ArrayList<>();
        List<Span> sentence = new ArrayList<>();
        for (Span span : paragraph.spans()) {
            if (span instanceof Span.Text text && !text.styles().contains(Span.Style.CODE)) {
                String[] parts = SENTENCE_END.split(text.text(), -1);
                for (int i = 0; i < parts.length; i++) {
                    if (i > 0) {
                        sentences.add(sentence);
                        sentence = new ArrayList<>();
                    }
                    if (!parts[i].isEmpty()) {
                        sentence.add(new Span.Text(parts[i], text.styles()));
                    }
                }
            } else {
                sentence.add(span);
            }
        }
        sentences.add(sentence);
        List<Block> paragraphs = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        for (List<Span> next : sentences) {
            List<Span> longer = new ArrayList<>(spans);
            if (!longer.isEmpty() && !next.isEmpty()) {
                longer.add(new Span.Text(" "));
            }
            longer.addAll(next);
            if (!spans.isEmpty() && size(List.of(), new Block.Paragraph(longer)) > Schema.SECTION_LIMIT) {
                paragraphs.add(new Block.Paragraph(spans));
                spans = new ArrayList<>(next);
            } else {
                spans = longer;
            }
        }
        if (!spans.isEmpty()) {
            paragraphs.add(new Block.Paragraph(spans));
        }
        return paragraphs;
    }
}
