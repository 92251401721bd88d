package io.github.mlmentor.markdown;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads CommonMark with GitHub's tables. Any text is valid Markdown, so reading never fails. */
public final class MarkdownReader {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private static final Parser PLACING = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();

    private MarkdownReader() {}

    public static Document read(String markdown) {
        return new Document(blocks(PARSER.parse(markdown)));
    }

    /**
     * Reads Markdown with HTML in it, as people write it who have a web page in mind: the tags are dropped and what stands between
     * them is kept. Code keeps its tags.
     */
    public static Document readWithoutTags(String markdown) {
        Node root = PARSER.parse(markdown);
        root.accept(new TagRemover());
        return new Document(blocks(root));
    }

    /** Puts words in the place of HTML. */
    private static final class TagRemover extends AbstractVisitor {
        private static final Pattern BREAK = Pattern.compile("(?i)<(?:br|/p|/div|/li|/tr|/summary|/h[1-6])\\b[^>]*>");
        /** A comment, what no reader sees, or a tag. */
        private static final Pattern HIDDEN =
                Pattern.compile("(?is)<!--.*?(?:-->|$)|<(script|style)\\b.*?(?:</\\1\\s*>|$)|</?[a-z!?][^>]*>");

        @Override
        public void visit(HtmlInline html) {
            if (BREAK.matcher(html.getLiteral()).matches()) {
                html.insertBefore(new HardLineBreak());
            }
            html.unlink();
        }

        @Override
        public void visit(HtmlBlock html) {
            String words = HIDDEN.matcher(BREAK.matcher(html.getLiteral()).replaceAll("\n\n"))
                    .replaceAll("");
            // Indented HTML is no code.
            Node within = PARSER.parse(words.lines().map(String::strip).collect(Collectors.joining("\n")));
            for (Node node = within.getFirstChild(); node != null; node = within.getFirstChild()) {
                html.insertBefore(node);
            }
            html.unlink();
        }
    }

    /**
     * A block that stands in no other, and where.
     *
     * @param line where it begins, from 1
     */
    public record Placed(Block block, int line) {}

    /** The same blocks as {@link #read} gives, with their lines. */
    public static List<Placed> readPlaced(String markdown) {
        List<Placed> placed = new ArrayList<>();
        Node document = PLACING.parse(markdown);
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            int line = node.getSourceSpans().isEmpty()
                    ? 1
                    : node.getSourceSpans().get(0).getLineIndex() + 1;
            List<Block> blocks = new ArrayList<>();
            add(node, blocks);
            blocks.forEach(block -> placed.add(new Placed(block, line)));
        }
        return placed;
    }

    private static List<Block> blocks(Node parent) {
        List<Block> blocks = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            add(node, blocks);
        }
        return blocks;
    }

    private static void add(Node node, List<Block> blocks) {
        if (node instanceof Paragraph) {
            List<Span> spans = spans(node);
            // Empty when it was only an image without a text.
            if (!spans.isEmpty()) {
                blocks.add(new Block.Paragraph(spans));
            }
        } else if (node instanceof Heading heading) {
            blocks.add(new Block.Heading(heading.getLevel(), spans(heading)));
        } else if (node instanceof BulletList) {
            blocks.add(new Block.Listing(false, items(node)));
        } else if (node instanceof OrderedList) {
            blocks.add(new Block.Listing(true, items(node)));
        } else if (node instanceof TableBlock block) {
            Block.Table table = table(block);
            // A lone "|" above a rule counts as a header without cells.
            if (!table.header().isEmpty()) {
                blocks.add(table);
            }
        } else if (node instanceof FencedCodeBlock code) {
            String info = code.getInfo();
            blocks.add(new Block.Code(info == null ? "" : info.strip(), chomp(code.getLiteral())));
        } else if (node instanceof IndentedCodeBlock code) {
            blocks.add(new Block.Code("", chomp(code.getLiteral())));
        } else if (node instanceof BlockQuote) {
            blocks.add(new Block.Quote(blocks(node)));
        } else if (node instanceof HtmlBlock html) {
            blocks.add(new Block.Paragraph(List.of(new Span.Text(html.getLiteral()))));
        } else if (!(node instanceof ThematicBreak)) {
            blocks.addAll(blocks(node));
        }
    }

    private static List<List<Block>> items(Node list) {
        List<List<Block>> items = new ArrayList<>();
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            items.add(blocks(item));
        }
        return items;
    }

    private static Block.Table table(TableBlock table) {
        List<List<Span>> header = new ArrayList<>();
        List<List<List<Span>>> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                List<List<Span>> cells = new ArrayList<>();
                for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                    cells.add(spans(cell));
                }
                if (part instanceof TableHead) {
                    header.addAll(cells);
                } else if (part instanceof TableBody) {
                    rows.add(cells);
                }
            }
        }
        return new Block.Table(header, rows);
    }

    private static List<Span> spans(Node parent) {
        List<Span> spans = new ArrayList<>();
        collect(parent, EnumSet.noneOf(Span.Style.class), spans);
        return spans;
    }

    private static void collect(Node parent, Set<Span.Style> styles, List<Span> spans) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Text text) {
                add(spans, text.getLiteral(), styles);
            } else if (node instanceof SoftLineBreak) {
                add(spans, " ", styles);
            } else if (node instanceof HardLineBreak) {
                add(spans, "\n", styles);
            } else if (node instanceof Code code) {
                add(spans, code.getLiteral(), with(styles, Span.Style.CODE));
            } else if (node instanceof StrongEmphasis) {
                collect(node, with(styles, Span.Style.STRONG), spans);
            } else if (node instanceof Emphasis) {
                collect(node, with(styles, Span.Style.EMPHASIS), spans);
            } else if (node instanceof HtmlInline html) {
                add(spans, html.getLiteral(), styles);
            } else if (node instanceof Link link) {
                spans.add(new Span.Link(words(link), link.getDestination()));
            } else if (node instanceof Image image) {
                add(spans, words(image), styles);
            } else {
                collect(node, styles, spans);
            }
        }
    }

    /** Adjacent words of one style become one span, so that patterns are found across what the parser had split. */
    private static void add(List<Span> spans, String text, Set<Span.Style> styles) {
        if (text.isEmpty()) {
            return;
        }
        int last = spans.size() - 1;
        if (last >= 0
                && spans.get(last) instanceof Span.Text before
                && before.styles().equals(styles)) {
            spans.set(last, new Span.Text(before.text() + text, styles));
        } else {
            spans.add(new Span.Text(text, styles));
        }
    }

    private static String words(Node node) {
        return new Document(List.of(new Block.Paragraph(spans(node)))).plainText();
    }

    private static Set<Span.Style> with(Set<Span.Style> styles, Span.Style style) {
        EnumSet<Span.Style> more = EnumSet.of(style);
        more.addAll(styles);
        return more;
    }

    private static String chomp(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
