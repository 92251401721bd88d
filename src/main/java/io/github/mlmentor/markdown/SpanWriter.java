package io.github.mlmentor.markdown;

import io.github.mlmentor.chat.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the spans of one paragraph, heading or cell in such a way that they are read as the same spans again. What has no
 * other spelling is written as a character reference, for example a space at the end of a line.
 */
final class SpanWriter implements Span.Cases<StringBuilder> {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|]|&(?=#?\\w{1,40};)");
    private static final Pattern LINE_START = Pattern.compile("^(\\d{1,9}(?=[.)])|(?=[#+\\-=~:]))");
    private static final Pattern CLOSING_HASHES = Pattern.compile("(?<![^ \t])#+$");
    private static final Pattern EDGE = Pattern.compile("^[ \t]|[ \t]$");
    private static final Pattern URL_SPECIAL = Pattern.compile("[\\\\<>|&]");
    private static final Pattern BREAK = Pattern.compile("[\r\n]");

    private final StringBuilder out = new StringBuilder();
    private final boolean cell;
    /** Whether a closing mark only counts as one when no letter follows it. */
    private boolean sealed;

    private SpanWriter(boolean cell) {
        this.cell = cell;
    }

    /** As a paragraph: lines stay lines, and none begins like another kind of block. */
    static String paragraph(List<Span> spans) {
        String words = write(spans, false);
        String body = words.replaceAll("\n+$", "");
        return body.lines()
                        .map(line -> LINE_START.matcher(edges(line)).replaceFirst("$1\\\\"))
                        .collect(Collectors.joining("\\\n"))
                + "&#10;".repeat(words.length() - body.length());
    }

    /** As a heading, without its mark. */
    static String heading(List<Span> spans) {
        return CLOSING_HASHES.matcher(line(spans, false)).replaceFirst("\\\\$0");
    }

    /** As a cell of a table. */
    static String cell(List<Span> spans) {
        return line(spans, true);
    }

    private static String line(List<Span> spans, boolean cell) {
        return edges(write(spans, cell).replace("\n", "&#10;"));
    }

    private static String edges(String line) {
        return EDGE.matcher(line).replaceAll(edge -> reference(edge.group().charAt(0)));
    }

    private static String write(List<Span> spans, boolean cell) {
        SpanWriter writer = new SpanWriter(cell);
        writer.all(merged(spans), EnumSet.noneOf(Span.Style.class));
        return writer.out.toString();
    }

    /** Neighbours of one style as one span. */
    private static List<Span> merged(List<Span> spans) {
        List<Span> merged = new ArrayList<>();
        for (Span span : spans) {
            int last = merged.size() - 1;
            if (span instanceof Span.Text text && text.text().isEmpty()) {
                continue;
            }
            if (span instanceof Span.Text text
                    && last >= 0
                    && merged.get(last) instanceof Span.Text before
                    && before.styles().equals(text.styles())) {
                merged.set(last, new Span.Text(before.text() + text.text(), text.styles()));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    private void all(List<Span> spans, Set<Span.Style> open) {
        int at = 0;
        while (at < spans.size()) {
            int end = at + 1;
            Span.Style outermost = null;
            for (Span.Style style : List.of(Span.Style.STRONG, Span.Style.EMPHASIS)) {
                int runEnd = open.contains(style) ? at : runEnd(spans, at, style);
                if (runEnd > at && (outermost == null || runEnd > end)) {
                    outermost = style;
                    end = runEnd;
                }
            }
            if (outermost == null) {
                spans.get(at).fold(this);
            } else {
                run(new ArrayList<>(spans.subList(at, end)), outermost, open);
            }
            at = end;
        }
    }

    /**
     * Where the run of this style that begins here ends. Links have no style, so that a run can go on behind them, and takes
     * one at its edge in where it would otherwise lose the space beside it.
     */
    private static int runEnd(List<Span> spans, int from, Span.Style style) {
        int first = spans.get(from) instanceof Span.Link ? from + 1 : from;
        if (!has(spans, first, style)
                || (first > from && !isSpace(words(spans, first).codePointAt(0)))) {
            return from;
        }
        int end = first + 1;
        for (int at = end; at < spans.size() && (has(spans, at, style) || spans.get(at) instanceof Span.Link); at++) {
            if (has(spans, at, style)) {
                end = at + 1;
            }
        }
        String last = words(spans, end - 1);
        boolean link = end < spans.size() && spans.get(end) instanceof Span.Link;
        return link && isSpace(last.codePointBefore(last.length())) ? end + 1 : end;
    }

    private static boolean has(List<Span> spans, int at, Span.Style style) {
        return at < spans.size()
                && spans.get(at) instanceof Span.Text text
                && text.styles().contains(style);
    }

    private static String words(List<Span> spans, int at) {
        return ((Span.Text) spans.get(at)).text();
    }

    /** Markdown does not see a mark that stands beside a space, so spaces at the edges of a run stay outside. */
    private void run(List<Span> spans, Span.Style style, Set<Span.Style> open) {
        String before = takeSpaces(spans, true);
        String after = takeSpaces(spans, false);
        words(before);
        if (!spans.isEmpty()) {
            // A mark of another character, so that two marks do not become a longer one.
            String mark = (endsWith('*') ? "_" : "*").repeat(style == Span.Style.STRONG ? 2 : 1);
            int start = out.length();
            out.append(mark);
            sealed = false;
            EnumSet<Span.Style> inside = EnumSet.of(style);
            inside.addAll(open);
            all(spans, inside);
            if (start > 0 && !isWord(out.codePointAt(start + mark.length()))) {
                int neighbour = out.codePointBefore(start);
                if (!isBoundary(neighbour)) {
                    out.replace(start - Character.charCount(neighbour), start, reference(neighbour));
                }
            }
            sealed = mark.startsWith("_") || !isWord(out.codePointBefore(out.length()));
            out.append(mark);
        }
        words(after);
    }

    /** Takes the spaces at the beginning or the end of these spans away from them. */
    private static String takeSpaces(List<Span> spans, boolean beginning) {
        StringBuilder taken = new StringBuilder();
        while (!spans.isEmpty()) {
            int at = beginning ? 0 : spans.size() - 1;
            if (!(spans.get(at) instanceof Span.Text text) || text.styles().contains(Span.Style.CODE)) {
                break;
            }
            String words = text.text();
            int from = 0;
            int to = words.length();
            while (from < to && isSpace(words.charAt(beginning ? from : to - 1))) {
                if (beginning) {
                    from++;
                } else {
                    to--;
                }
            }
            taken.insert(beginning ? taken.length() : 0, words, beginning ? 0 : to, beginning ? from : words.length());
            if (from < to) {
                spans.set(at, new Span.Text(words.substring(from, to), text.styles()));
                break;
            }
            spans.remove(at);
        }
        return taken.toString();
    }

    private void words(String words) {
        if (words.isEmpty()) {
            return;
        }
        int first = words.codePointAt(0);
        String rest = words;
        if (sealed && !isBoundary(first)) {
            out.append(reference(first));
            rest = words.substring(Character.charCount(first));
        } else if ((first == '(' || first == ':') && endsWith(']')) {
            // Behind the bracket of a citation these would make a link of it.
            out.append('\\');
        }
        out.append(SPECIAL.matcher(rest).replaceAll("\\\\$0").replace("\r", "&#13;"));
        sealed = false;
    }

    @Override
    public StringBuilder text(Span.Text text) {
        if (!text.styles().contains(Span.Style.CODE)) {
            words(text.text());
            return out;
        }
        String code = BREAK.matcher(text.text()).replaceAll(" ");
        String ticks = "`".repeat(longestRun(code, '`') + 1);
        boolean ticked = code.startsWith("`") || code.endsWith("`");
        boolean spaced = code.startsWith(" ") && code.endsWith(" ") && !code.isBlank();
        String pad = ticked || spaced ? " " : "";
        out.append(ticks)
                .append(pad)
                .append(cell ? code.replace("|", "\\|") : code)
                .append(pad)
                .append(ticks);
        sealed = false;
        return out;
    }

    @Override
    public StringBuilder citation(Span.Citation citation) {
        bracket();
        out.append(citation.number()).append(']');
        return out;
    }

    @Override
    public StringBuilder link(Span.Link link) {
        bracket();
        words(link.text());
        out.append("](<")
                .append(BREAK.matcher(URL_SPECIAL.matcher(link.url()).replaceAll("\\\\$0"))
                        .replaceAll(found -> reference(found.group().charAt(0))))
                .append(">)");
        sealed = false;
        return out;
    }

    /** An exclamation mark before a bracket would make an image of it. */
    private void bracket() {
        if (endsWith('!')) {
            out.insert(out.length() - 1, '\\');
        }
        out.append('[');
        sealed = false;
    }

    private boolean endsWith(char last) {
        return !out.isEmpty() && out.charAt(out.length() - 1) == last;
    }

    /** The longest run of one character. */
    static int longestRun(String text, char character) {
        Matcher runs =
                Pattern.compile(Pattern.quote(String.valueOf(character)) + "+").matcher(text);
        return runs.results().mapToInt(run -> run.end() - run.start()).max().orElse(0);
    }

    private static String reference(int codePoint) {
        return "&#" + codePoint + ";";
    }

    private static boolean isWord(int codePoint) {
        return Character.isLetterOrDigit(codePoint);
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /** Whether a mark beside this character counts as one, whatever stands on its other side. */
    private static boolean isBoundary(int codePoint) {
        return isSpace(codePoint) || (codePoint > ' ' && codePoint < 0x7F && !isWord(codePoint));
    }
}
