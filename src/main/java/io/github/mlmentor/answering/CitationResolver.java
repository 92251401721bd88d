package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.markdown.MarkdownReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the marks that a model wrote, {@code [e1]} or {@code [e1, e3]}, into citations of the evidence that it was given. A
 * mark that names nothing in the evidence disappears. Thread-safe.
 */
final class CitationResolver {
    private static final Pattern MARK =
            Pattern.compile("\\s*[\\[(【]((?:e\\d{1,3})(?:\\s*[,;]?\\s*e\\d{1,3})*)[\\])】]", Pattern.CASE_INSENSITIVE);
    /** A number that the model made up for a source; a reader could not tell it from a citation. */
    private static final Pattern NUMBER = Pattern.compile("\\s*(?<!\\w)\\[\\d{1,3}(?:, ?\\d{1,3})*]");

    /** The prompt's own fields, which some models repeat; the words between them are theirs. */
    private static final Pattern FIELD =
            Pattern.compile("</?(?:evidence|history|asked|answered|question)(?:\\s[^<>]*)?>", Pattern.CASE_INSENSITIVE);

    private static final Pattern ID = Pattern.compile("e\\d{1,3}", Pattern.CASE_INSENSITIVE);

    private CitationResolver() {}

    /**
     * Reads what a model wrote.
     *
     * @param markdown what the model wrote
     * @param evidence what each mark stands for
     */
    static Draft resolve(String markdown, Map<String, Source> evidence) {
        Map<Source, Integer> numbers = new LinkedHashMap<>();
        Document body = MarkdownReader.read(FIELD.matcher(markdown).replaceAll(""))
                .mapSpans(span -> span instanceof Span.Text text ? cite(text, evidence, numbers) : List.of(span));
        return new Draft(body, List.copyOf(numbers.keySet()));
    }

    private static List<Span> cite(Span.Text written, Map<String, Source> evidence, Map<Source, Integer> numbers) {
        Span.Text text = withoutNumbers(written);
        Matcher marks = MARK.matcher(text.text());
        List<Span> spans = new ArrayList<>();
        int from = 0;
        while (marks.find()) {
            add(spans, text, from, marks.start());
            Matcher ids = ID.matcher(marks.group(1));
            while (ids.find()) {
                Source source = evidence.get(ids.group().toLowerCase(java.util.Locale.ROOT));
                if (source != null) {
                    spans.add(new Span.Citation(numbers.computeIfAbsent(source, key -> numbers.size() + 1)));
                }
            }
            from = marks.end();
        }
        add(spans, text, from, text.text().length());
        return spans;
    }

    private static Span.Text withoutNumbers(Span.Text text) {
        return text.styles().contains(Span.Style.CODE)
                ? text
                : new Span.Text(NUMBER.matcher(text.text()).replaceAll(""), text.styles());
    }

    /** What stood around a mark that named nothing becomes one text again, so that guards see the words as readers will. */
    private static void add(List<Span> spans, Span.Text text, int from, int to) {
        if (to == from) {
            return;
        }
        String words = text.text().substring(from, to);
        int last = spans.size() - 1;
        if (last >= 0 && spans.get(last) instanceof Span.Text before) {
            spans.set(last, new Span.Text(before.text() + words, text.styles()));
        } else {
            spans.add(new Span.Text(words, text.styles()));
        }
    }
}
