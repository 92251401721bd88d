package io.github.mlmentor.web;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Section;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a document as HTML. Every character that came from outside is escaped here and nowhere else. */
public final class HtmlRenderer implements Block.Cases<String>, Span.Cases<String> {
    private final List<Source> sources;

    private HtmlRenderer(List<Source> sources) {
        this.sources = sources;
    }

    /**
     * A document as HTML.
     *
     * @param sources what citations point to; without them citations are left out
     */
    public static String render(Document document, List<Source> sources) {
        return new HtmlRenderer(sources).blocks(document.blocks());
    }

    /** Where an article, or one section of it, can be read. */
    public static String path(Source source) {
        return path(source.id()) + (source.section().isEmpty() ? "" : "#" + Section.slug(source.section()));
    }

    /** Where an article can be read; somebody else's articles may have any id, with spaces and slashes. */
    static String path(String id) {
        return "/knowledge/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private String blocks(List<Block> blocks) {
        return blocks.stream().map(block -> block.fold(this)).collect(Collectors.joining("\n"));
    }

    private String spans(List<Span> spans) {
        return spans.stream().map(span -> span.fold(this)).collect(Collectors.joining());
    }

    @Override
    public String paragraph(Block.Paragraph paragraph) {
        return "<p>" + spans(paragraph.spans()) + "</p>";
    }

    /** Pages have their own first and second level, so a document's headings start at the third. */
    @Override
    public String heading(Block.Heading heading) {
        int level = Math.min(6, Math.max(3, heading.level()));
        return "<h" + level + ">" + spans(heading.spans()) + "</h" + level + ">";
    }

    @Override
    public String listing(Block.Listing listing) {
        String tag = listing.ordered() ? "ol" : "ul";
        return listing.items().stream()
                .map(this::item)
                .collect(Collectors.joining("", "<" + tag + ">", "</" + tag + ">"));
    }

    private String item(List<Block> item) {
        boolean plain = !item.isEmpty() && item.get(0) instanceof Block.Paragraph;
        String first = plain ? spans(((Block.Paragraph) item.get(0)).spans()) : "";
        return "<li>" + first + blocks(plain ? item.subList(1, item.size()) : item) + "</li>";
    }

    @Override
    public String table(Block.Table table) {
        String header = table.header().stream()
                .map(cell -> "<th scope=\"col\">" + spans(cell) + "</th>")
                .collect(Collectors.joining());
        String rows = table.rows().stream().map(this::row).collect(Collectors.joining());
        return "<div class=\"table\"><table><thead><tr>" + header + "</tr></thead><tbody>" + rows
                + "</tbody></table></div>";
    }

    private String row(List<List<Span>> cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            row.append(i == 0 ? "<th scope=\"row\">" : "<td>")
                    .append(spans(cells.get(i)))
                    .append(i == 0 ? "</th>" : "</td>");
        }
        return row.append("</tr>").toString();
    }

    @Override
    public String code(Block.Code code) {
        return "<pre><code>" + escape(code.text()) + "</code></pre>";
    }

    @Override
    public String quote(Block.Quote quote) {
        return "<blockquote>" + blocks(quote.blocks()) + "</blockquote>";
    }

    @Override
    public String text(Span.Text text) {
        String html = escape(text.text()).replace("\n", "<br>");
        if (text.styles().contains(Span.Style.CODE)) {
            html = "<code>" + html + "</code>";
        }
        if (text.styles().contains(Span.Style.EMPHASIS)) {
            html = "<em>" + html + "</em>";
        }
        return text.styles().contains(Span.Style.STRONG) ? "<strong>" + html + "</strong>" : html;
    }

    @Override
    public String citation(Span.Citation citation) {
        if (citation.number() > sources.size()) {
            return "";
        }
        Source source = sources.get(citation.number() - 1);
        return "<a class=\"cite\" href=\"" + escape(path(source)) + "\">" + citation.number() + "</a>";
    }

    /** Guards let only known links through; this refuses what a browser would run. */
    @Override
    public String link(Span.Link link) {
        return KnowledgeBase.isSafeLink(link.url())
                ? "<a href=\"" + escape(link.url()) + "\" rel=\"noopener noreferrer\">" + escape(link.text()) + "</a>"
                : escape(link.text());
    }
}
