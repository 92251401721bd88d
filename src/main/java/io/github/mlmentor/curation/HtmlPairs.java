package io.github.mlmentor.curation;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/** Pairs in HTML: {@code dl}, {@code details}, headings; a page that has none of them as questions is one article. */
final class HtmlPairs {
    private final List<Page.Piece> pieces = new ArrayList<>();
    private int line = 1;

    private HtmlPairs() {}

    static List<Pair> read(String file, String html, boolean whole, List<Problem> problems) {
        Document page = org.jsoup.Jsoup.parse(html, "", Parser.htmlParser().setTrackPosition(true));
        Element main = page.selectFirst("main, [role=main], article");
        // Several articles on one page are its parts, not the page.
        boolean one = main != null
                && (main.normalName().equals("main") || page.select("article").size() == 1);
        Element body = one && main != null ? main : page.body();
        HtmlPairs reader = new HtmlPairs();
        reader.inside(body, whole);
        Element heading = body.selectFirst("h1");
        String title = heading == null || heading.text().isBlank() ? page.title() : heading.text();
        return new Page(file, reader.pieces, Map.of(), problems).pairs(title.strip(), whole);
    }

    private void inside(Element parent, boolean whole) {
        List<Node> run = new ArrayList<>();
        for (Node node : parent.childNodes()) {
            boolean words = node instanceof TextNode
                    || (node instanceof Element element
                            && !HtmlBlocks.isBlock(element)
                            && !HtmlBlocks.isSilent(element));
            if (words) {
                run.add(node);
                continue;
            }
            words(run);
            run.clear();
            if (node instanceof Element element && !HtmlBlocks.isSilent(element)) {
                block(element, whole);
            }
        }
        words(run);
    }

    /** Words that stand in no paragraph of their own make one. */
    private void words(List<Node> run) {
        Element paragraph = new Element("p");
        for (Node node : run) {
            if (node instanceof Element element) {
                place(element);
            }
            paragraph.appendChild(node.clone());
        }
        add(HtmlBlocks.of(paragraph));
    }

    private void block(Element element, boolean whole) {
        place(element);
        if (HtmlBlocks.isContainer(element)) {
            inside(element, whole);
        } else if (!whole && element.normalName().equals("dl")) {
            for (Element child : element.select("dt, dd")) {
                place(child);
                if (child.normalName().equals("dt")) {
                    question(child.text());
                } else {
                    add(HtmlBlocks.inside(child));
                }
            }
        } else if (!whole && element.normalName().equals("details")) {
            Element summary = element.selectFirst("> summary");
            if (summary != null) {
                question(summary.text());
                summary.remove();
            }
            add(HtmlBlocks.inside(element));
        } else {
            add(HtmlBlocks.of(element));
        }
    }

    private void place(Element element) {
        if (element.sourceRange().isTracked()) {
            line = element.sourceRange().start().lineNumber();
        }
    }

    private void question(String words) {
        if (!words.isBlank()) {
            pieces.add(new Page.Piece(new Block.Heading(6, List.of(new Span.Text(words.strip()))), line, true));
        }
    }

    private void add(List<Block> blocks) {
        blocks.forEach(block -> pieces.add(new Page.Piece(block, line, false)));
    }
}
