package io.github.mlmentor.markdown;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a document as CommonMark with GitHub's tables; citations as {@code [1]}. {@link MarkdownReader} reads it back as the
 * same document, whatever its words are; only spaces at the edge of an emphasis move out of it.
 */
public final class MarkdownWriter implements Block.Cases<String> {
    private static final MarkdownWriter FIRST = new MarkdownWriter('-', '.');
    /** With other marks, for a list directly behind or inside another one, which would otherwise become one with it. */
    private static final MarkdownWriter SECOND = new MarkdownWriter('*', ')');

    private static final Pattern INFO_SPECIAL = Pattern.compile("[\\\\&]");

    private final char bullet;
    private final char behindNumber;

    private MarkdownWriter(char bullet, char behindNumber) {
        this.bullet = bullet;
        this.behindNumber = behindNumber;
    }

    public static String write(Document document) {
        return blocks(document.blocks(), FIRST, false);
    }

    /**
     * Writes blocks one below the other.
     *
     * @param first writes the first of them
     * @param item whether they stand in a list, where a list follows its paragraph closely
     */
    private static String blocks(List<Block> blocks, MarkdownWriter first, boolean item) {
        StringBuilder text = new StringBuilder();
        MarkdownWriter writer = first;
        Block before = null;
        for (Block block : blocks) {
            boolean twoLists = before instanceof Block.Listing one
                    && block instanceof Block.Listing two
                    && one.ordered() == two.ordered();
            writer = twoLists ? writer.other() : before == null ? first : FIRST;
            String written = block.fold(writer);
            if (!written.isEmpty()) {
                boolean close = item && before instanceof Block.Paragraph && followsClosely(block);
                text.append(text.isEmpty() ? "" : close ? "\n" : "\n\n").append(written);
                before = block;
            }
        }
        return text.toString();
    }

    /** A list that begins with anything but words might be taken for a line under the paragraph above it. */
    private static boolean followsClosely(Block block) {
        return block instanceof Block.Listing list
                && !list.items().isEmpty()
                && !list.items().get(0).isEmpty()
                && list.items().get(0).get(0) instanceof Block.Paragraph words
                && !words.spans().isEmpty();
    }

    private MarkdownWriter other() {
        return bullet == FIRST.bullet ? SECOND : FIRST;
    }

    @Override
    public String paragraph(Block.Paragraph paragraph) {
        return SpanWriter.paragraph(paragraph.spans());
    }

    @Override
    public String heading(Block.Heading heading) {
        String words = SpanWriter.heading(heading.spans());
        return "#".repeat(heading.level()) + (words.isEmpty() ? "" : " " + words);
    }

    @Override
    public String listing(Block.Listing listing) {
        StringBuilder text = new StringBuilder();
        int number = 1;
        for (List<Block> item : listing.items()) {
            String mark = listing.ordered() ? Integer.toString(number++) + behindNumber : String.valueOf(bullet);
            String body = blocks(item, other(), true);
            text.append(text.isEmpty() ? "" : "\n")
                    .append(mark)
                    .append(body.isEmpty() ? "" : " " + indented(body, mark.length() + 1));
        }
        return text.toString();
    }

    /** With spaces before every line but the first and the empty ones. */
    private static String indented(String body, int spaces) {
        return body.replaceAll("\n(?=[^\n])", "\n" + " ".repeat(spaces));
    }

    @Override
    public String table(Block.Table table) {
        if (table.header().isEmpty()) {
            return "";
        }
        String rule = "|" + " --- |".repeat(table.header().size());
        return row(table.header()) + "\n" + rule
                + table.rows().stream().map(row -> "\n" + row(row)).collect(Collectors.joining());
    }

    private static String row(List<List<Span>> cells) {
        return cells.stream().map(SpanWriter::cell).collect(Collectors.joining(" | ", "| ", " |"));
    }

    @Override
    public String code(Block.Code code) {
        char tick = code.language().indexOf('`') < 0 ? '`' : '~';
        String fence = String.valueOf(tick).repeat(Math.max(3, SpanWriter.longestRun(code.text(), tick) + 1));
        String info = INFO_SPECIAL.matcher(code.language()).replaceAll("\\\\$0").replace("\n", "&#10;");
        return fence + (info.startsWith("~") ? " " : "") + info + "\n" + code.text() + "\n" + fence;
    }

    @Override
    public String quote(Block.Quote quote) {
        return ("> " + blocks(quote.blocks(), FIRST, false).replace("\n", "\n> ")).replaceAll("(?m)^> $", ">");
    }
}
