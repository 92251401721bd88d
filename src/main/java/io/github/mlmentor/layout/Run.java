package io.github.mlmentor.layout;

import io.github.mlmentor.chat.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Characters that are shown in one way.
 *
 * @param url where they lead, or null
 */
public record Run(
        String text, Set<Span.Style> styles, @Nullable String url) {
    private static final Pattern SENTENCE_END =
            Pattern.compile("[.!?\u2026][\"')\\]\u201d\u2019]*(?: ?\\[\\d+])*\\s+|[\u3002\uff01\uff1f]");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    public static Run plain(String text) {
        return new Run(text, Set.of(), null);
    }

    public static Run bold(String text) {
        return new Run(text, Set.of(Span.Style.STRONG), null);
    }

    public static Run link(String text, @Nullable String url) {
        return new Run(text, Set.of(), url);
    }

    public static String text(List<Run> runs) {
        return runs.stream().map(Run::text).collect(Collectors.joining());
    }

    /** For preformatted text: one line, with the addresses of links behind their words. */
    public static String line(List<Run> runs) {
        StringBuilder line = new StringBuilder();
        for (Run run : runs) {
            boolean citation = run.url != null && run.text.matches("\\[\\d+]");
            line.append(run.text).append(run.url == null || citation ? "" : " (" + run.url + ")");
        }
        return SPACE.matcher(line).replaceAll(" ").strip();
    }

    /** The runs between two characters of their common text. */
    public static List<Run> between(List<Run> runs, int from, int to) {
        List<Run> part = new ArrayList<>();
        int start = 0;
        for (Run run : runs) {
            int end = start + run.text.length();
            if (end > from && start < to) {
                String text = run.text.substring(Math.max(from, start) - start, Math.min(to, end) - start);
                part.add(new Run(text, run.styles, run.url));
            }
            start = end;
        }
        return part;
    }

    /** Where prose can be cut: after a sentence, else at a word, else between characters, at or before the index. */
    public static int proseCut(String text, int index) {
        int sentence = lastEnd(SENTENCE_END, text, index);
        if (sentence > index / 3) {
            return sentence;
        }
        int word = lastEnd(SPACE, text, index);
        return word > index / 3 ? word : Characters.boundary(text, index);
    }

    /** Where preformatted text can be cut: after a line, else between characters, at or before the index. */
    public static int lineCut(String text, int index) {
        int line = text.lastIndexOf('\n', index - 1) + 1;
        return line > 0 ? line : Characters.boundary(text, index);
    }

    private static int lastEnd(Pattern pattern, String text, int index) {
        int last = 0;
        Matcher matcher = pattern.matcher(text);
        while (matcher.find() && matcher.end() <= index) {
            last = matcher.end();
        }
        return last;
    }
}
