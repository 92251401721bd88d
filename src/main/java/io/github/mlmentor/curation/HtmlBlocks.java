package io.github.mlmentor.curation;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Turns HTML into blocks, keeping what Markdown can say. */
final class HtmlBlocks {
    private static final Set<String> SILENT = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "svg",
            "form",
            "button",
            "input",
            "nav",
            "footer",
            "aside",
            "iframe",
            "hr");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "ul",
            "ol",
            "table",
            "pre",
            "blockquote",
            "dl",
            "details",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "figure",
            "address",
            "center",
            "hr",
            "figcaption",
            "body");

    private final List<Block> blocks = new ArrayList<>();
    private List<Span> line = new ArrayList<>();

    private HtmlBlocks() {}

    /** A fragment, for example a cell of a table. */
    static Document read(String html) {
        return new Document(inside(Jsoup.parseBodyFragment(html).body()));
    }

    /** What stands in an element. */
    static List<Block> inside(Element parent) {
        HtmlBlocks reader = new HtmlBlocks();
        parent.childNodes().forEach(reader::take);
        reader.flush();
        return reader.blocks;
    }

    /** The element itself. */
    static List<Block> of(Node node) {
        HtmlBlocks reader = new HtmlBlocks();
        reader.take(node);
        reader.flush();
        return reader.blocks;
    }

    static boolean isSilent(Element element) {
        return SILENT.contains(element.normalName());
    }

    /** Whether it holds blocks and says nothing itself, so that one may look inside. */
    static boolean isContainer(Element element) {
        return Set.of("div", "section", "article", "main", "header", "body", "center")
                .contains(element.normalName());
    }

    static boolean isBlock(Element element) {
        return BLOCKS.contains(element.normalName());
    }

    private void take(Node node) {
        if (node instanceof Element element && isSilent(element)) {
            return;
        }
        if (!(node instanceof Element element) || !isBlock(element)) {
            inline(node, EnumSet.noneOf(Span.Style.class), line);
            return;
        }
        flush();
        switch (element.normalName()) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                List<Span> words = spans(element);
                if (!words.isEmpty()) {
                    blocks.add(new Block.Heading(element.normalName().charAt(1) - '0', words));
                }
            }
            case "ul", "ol" -> list(element);
            case "table" -> table(element);
            case "pre" ->
                blocks.add(new Block.Code(language(element), element.wholeText().strip()));
            case "blockquote" -> {
                List<Block> quoted = inside(element);
                if (!quoted.isEmpty()) {
                    blocks.add(new Block.Quote(quoted));
                }
            }
            case "dl" ->
                element.children()
                        .forEach(child -> term(child, child.normalName().equals("dt")));
            case "details" ->
                element.childNodes().forEach(child -> {
                    if (child instanceof Element part && part.normalName().equals("summary")) {
                        term(part, true);
                    } else {
                        take(child);
                    }
                });
            default -> {
                element.childNodes().forEach(this::take);
                flush();
            }
        }
    }

    private void term(Element element, boolean strong) {
        flush();
        if (strong) {
            String words = element.text();
            if (!words.isBlank()) {
                blocks.add(new Block.Paragraph(List.of(new Span.Text(words, Set.of(Span.Style.STRONG)))));
            }
        } else {
            blocks.addAll(inside(element));
        }
    }

    private void list(Element element) {
        List<List<Block>> items = new ArrayList<>();
        for (Element child : element.children()) {
            List<Block> item = inside(child);
            if (!item.isEmpty()) {
                items.add(item);
            }
        }
        if (!items.isEmpty()) {
            blocks.add(new Block.Listing(element.normalName().equals("ol"), items));
        }
    }

    private void table(Element element) {
        List<List<List<Span>>> rows = new ArrayList<>();
        for (Element row : element.select("tr")) {
            List<List<Span>> cells = new ArrayList<>();
            row.children().forEach(cell -> cells.add(spans(cell)));
            if (!cells.isEmpty()) {
                rows.add(cells);
            }
        }
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        if (columns == 0) {
            return;
        }
        rows.forEach(row -> row.addAll(Collections.nCopies(columns - row.size(), List.of())));
        blocks.add(new Block.Table(rows.get(0), rows.subList(1, rows.size())));
    }

    private static String language(Element pre) {
        Element code = pre.selectFirst("code");
        String names = code == null ? pre.className() : code.className();
        for (String name : names.split("\\s+")) {
            if (name.startsWith("language-")) {
                return name.substring("language-".length());
            }
        }
        return "";
    }

    static List<Span> spans(Element element) {
        List<Span> spans = new ArrayList<>();
        element.childNodes().forEach(child -> inline(child, EnumSet.noneOf(Span.Style.class), spans));
        return trimmed(spans);
    }

    private static void inline(Node node, Set<Span.Style> styles, List<Span> spans) {
        if (node instanceof TextNode text) {
            add(spans, text.getWholeText().replaceAll("\\s+", " "), styles);
        } else if (node instanceof Element element && !isSilent(element)) {
            switch (element.normalName()) {
                case "br" -> add(spans, "\n", styles);
                case "img" -> add(spans, element.attr("alt"), styles);
                case "a" -> {
                    if (!element.text().isBlank()) {
                        spans.add(new Span.Link(element.text(), element.attr("href")));
                    }
                }
                case "b", "strong" -> within(element, with(styles, Span.Style.STRONG), spans);
                case "i", "em" -> within(element, with(styles, Span.Style.EMPHASIS), spans);
                case "code", "kbd", "samp", "tt" -> add(spans, element.text(), with(styles, Span.Style.CODE));
                default -> {
                    boolean apart = isBlock(element) && !spans.isEmpty();
                    add(spans, apart ? " " : "", styles);
                    within(element, styles, spans);
                }
            }
        }
    }

    private static void within(Element element, Set<Span.Style> styles, List<Span> spans) {
        element.childNodes().forEach(child -> inline(child, styles, spans));
    }

    private static Set<Span.Style> with(Set<Span.Style> styles, Span.Style style) {
        EnumSet<Span.Style> more = EnumSet.of(style);
        more.addAll(styles);
        return more;
    }

    private static void add(List<Span> spans, String text, Set<Span.Style> styles) {
        if (text.isEmpty()) {
            return;
        }
        int last = spans.size() - 1;
        boolean blank = last >= 0
                && spans.get(last) instanceof Span.Text before
                && before.text().matches("(?s).*\\s");
        String fitting = blank && text.startsWith(" ") ? text.substring(1) : text;
        if (fitting.isEmpty()) {
            return;
        }
        if (last >= 0
                && spans.get(last) instanceof Span.Text before
                && before.styles().equals(styles)) {
            spans.set(last, new Span.Text(before.text() + fitting, styles));
        } else {
            spans.add(new Span.Text(fitting, styles));
        }
    }

    /** Without space at the ends. */
    private static List<Span> trimmed(List<Span> spans) {
        List<Span> rest = new ArrayList<>(spans);
        while (!rest.isEmpty() && rest.get(0) instanceof Span.Text first) {
            String text = first.text().stripLeading();
            rest.remove(0);
            if (!text.isEmpty()) {
                rest.add(0, new Span.Text(text, first.styles()));
                break;
            }
        }
        while (!rest.isEmpty() && rest.get(rest.size() - 1) instanceof Span.Text last) {
            String text = last.text().stripTrailing();
            rest.remove(rest.size() - 1);
            if (!text.isEmpty()) {
                rest.add(new Span.Text(text, last.styles()));
                break;
            }
        }
        return rest;
    }

    private void flush() {
        List<Span> words = trimmed(line);
        line = new ArrayList<>();
        if (!words.isEmpty()) {
            blocks.add(new Block.Paragraph(words));
        }
    }
}
