package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.markdown.MarkdownReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people wrote, as documents. */
final class Words {
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"')\\]]*[^\\s<>\"')\\].,;:!?]");

    private Words() {}

    /** A person's words, which may have Markdown in them, with what can be clicked on made so. */
    static Document of(String text) {
        return MarkdownReader.read(text).mapSpans(Words::linked);
    }

    private static List<Span> linked(Span span) {
        if (!(span instanceof Span.Text text) || text.styles().contains(Span.Style.CODE)) {
            return List.of(span);
        }
        List<Span> spans = new ArrayList<>();
        Matcher address = ADDRESS.matcher(text.text());
        int from = 0;
        while (address.find()) {
            if (!KnowledgeBase.isSafeLink(address.group())) {
                continue;
            }
            if (address.start() > from) {
                spans.add(new Span.Text(text.text().substring(from, address.start()), text.styles()));
            }
            spans.add(new Span.Link(address.group(), address.group()));
            from = address.end();
        }
        if (from < text.text().length()) {
            spans.add(new Span.Text(text.text().substring(from), text.styles()));
        }
        return spans;
    }

    /** A line with a label in front. */
    static Block labelled(String label, String words) {
        return new Block.Paragraph(
                List.of(new Span.Text(label + ": ", Set.of(Span.Style.STRONG)), new Span.Text(words)));
    }

    static Block line(String words) {
        return new Block.Paragraph(List.of(new Span.Text(words)));
    }

    static Block quote(String words) {
        return new Block.Quote(Document.of(words.strip().split("\\n\\s*\\n")).blocks());
    }

    /** At most so many characters, cut between words where that is possible. */
    static String shortened(String words, int most) {
        if (words.length() <= most) {
            return words;
        }
        int cut = words.lastIndexOf(' ', most - 1);
        int end = cut > most / 2 ? cut : most - 1;
        return words.substring(0, Character.isHighSurrogate(words.charAt(end - 1)) ? end - 1 : end)
                        .stripTrailing() + "…";
    }
}
