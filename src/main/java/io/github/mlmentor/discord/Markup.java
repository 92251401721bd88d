package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Span;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes Discord's Markdown so that only what is meant as markup is read as markup. */
final class Markup {
    /** In any place, wherever it stands in its line. */
    private static final String SPECIAL = "\\*_~`|<[]";

    private static final Pattern BROADCAST = Pattern.compile("@(?=everyone|here)", Pattern.CASE_INSENSITIVE);

    /** Names of emoji, and what comes before the slashes of an address. */
    private static final Pattern COLON = Pattern.compile(":(?=[\\w/+-])");

    /** Addresses that clients take for invitations, with or without a scheme. */
    private static final Pattern INVITE = Pattern.compile("\\.(?=gg\\b|com/invite|me/)", Pattern.CASE_INSENSITIVE);

    /** What makes a line something else than a paragraph. */
    private static final Pattern LINE_START = Pattern.compile("^(\\s*)(?:([#>+-])|(\\d+)(?=\\.))");

    private static final Pattern SECOND_BACKTICK = Pattern.compile("(?<=`)(?=`)");
    private static final Pattern THIRD_BACKTICK = Pattern.compile("(?<=``)(?=`)");
    private static final Pattern SPACES = Pattern.compile("^(\\s*)(.*?)(\\s*)$", Pattern.DOTALL);

    private Markup() {}

    /**
     * Runs as Markdown. Their line ends remain.
     *
     * @param lineStart whether they stand where a line starts, also one of a list's item
     */
    static String of(List<Run> runs, boolean lineStart) {
        StringBuilder out = new StringBuilder();
        boolean start = lineStart;
        for (Run run : merged(runs)) {
            String[] lines = run.text().split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                if (i > 0) {
                    out.append('\n');
                    start = true;
                }
                if (!lines[i].isEmpty()) {
                    append(out, styled(run, lines[i], start));
                    start = start && lines[i].isBlank();
                }
            }
        }
        return out.toString();
    }

    /** Runs on one line. */
    static String line(List<Run> runs) {
        return of(
                runs.stream()
                        .map(run -> new Run(run.text().replace('\n', ' '), run.styles(), run.url()))
                        .toList(),
                true);
    }

    /** Words for a place where Discord reads no markup: a label, a title, a placeholder. */
    static String plain(String text, int limit) {
        return Characters.shorten(defuse(Characters.line(text)), limit);
    }

    /** Preformatted text between fences, which it cannot close itself. */
    static String fenced(String language, String text) {
        String name = language.matches("[A-Za-z0-9_+#.-]{1,20}") ? language : "";
        return "```" + name + "\n" + THIRD_BACKTICK.matcher(defuse(text)).replaceAll(Characters.JOINER) + "\n```";
    }

    /** What stands side by side and looks the same is one, so that nothing dangerous hides in the seam. */
    private static List<Run> merged(List<Run> runs) {
        List<Run> merged = new ArrayList<>();
        for (Run run : runs) {
            int last = merged.size() - 1;
            if (last >= 0
                    && run.url() == null
                    && merged.get(last).url() == null
                    && merged.get(last).styles().equals(run.styles())) {
                merged.set(last, new Run(merged.get(last).text() + run.text(), run.styles(), null));
            } else if (!run.text().isEmpty()) {
                merged.add(run);
            }
        }
        return merged;
    }

    /** Two marks that meet would be read as one. */
    private static void append(StringBuilder out, String more) {
        if (!out.isEmpty() && !more.isEmpty()) {
            char end = out.charAt(out.length() - 1);
            if ((end == '*' || end == '`') && more.charAt(0) == end) {
                out.append(Characters.JOINER);
            }
        }
        out.append(more);
    }

    private static String styled(Run run, String line, boolean start) {
        if (run.styles().contains(Span.Style.CODE) && run.url() == null) {
            return code(line);
        }
        String mark = (run.styles().contains(Span.Style.STRONG) ? "**" : "")
                + (run.styles().contains(Span.Style.EMPHASIS) ? "*" : "");
        if (mark.isEmpty() && run.url() == null) {
            return escape(line, start);
        }
        // Marks have to touch the words that they stand around.
        Matcher parts = SPACES.matcher(line);
        if (!parts.matches() || parts.group(2).isEmpty()) {
            return line;
        }
        String words = escape(parts.group(2), false);
        String shown = run.url() == null ? words : "[" + words + "](<" + target(run.url()) + ">)";
        return parts.group(1) + mark + shown + mark + parts.group(3);
    }

    /** Two backticks at most, because three would be a block. */
    private static String code(String line) {
        if (line.isBlank()) {
            return line;
        }
        String words = SECOND_BACKTICK.matcher(defuse(line)).replaceAll(Characters.JOINER);
        if (words.indexOf('`') < 0) {
            return "`" + words + "`";
        }
        return "``" + (words.startsWith("`") ? " " : "") + words + (words.endsWith("`") ? " " : "") + "``";
    }

    private static String escape(String line, boolean start) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        if (start) {
            Matcher matcher = LINE_START.matcher(line);
            if (matcher.find()) {
                String number = matcher.group(3);
                out.append(matcher.group(1))
                        .append(number == null ? "" : number)
                        .append('\\');
                from = number == null ? matcher.start(2) : matcher.end(3);
                out.append(line.charAt(from++));
            }
        }
        StringBuilder rest = new StringBuilder();
        line.substring(from).chars().forEach(character -> {
            if (SPECIAL.indexOf(character) >= 0) {
                rest.append('\\');
            }
            rest.append((char) character);
        });
        String inner = COLON.matcher(rest).replaceAll("\\\\:");
        return out + defuse(INVITE.matcher(inner).replaceAll("\\\\."));
    }

    /** Nothing that would end the address early, or be read as a mark around it. */
    private static String target(String url) {
        return url.replace("(", "%28")
                .replace(")", "%29")
                .replace("*", "%2A")
                .replace("`", "%60")
                .replace("|", "%7C")
                .replace("~", "%7E")
                .replace("[", "%5B")
                .replace("]", "%5D")
                .replace("\\", "%5C");
    }

    private static String defuse(String text) {
        return BROADCAST.matcher(text).replaceAll("@" + Characters.JOINER);
    }
}
