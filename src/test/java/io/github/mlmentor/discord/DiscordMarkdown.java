package io.github.mlmentor.discord;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Markdown by the rules of Discord's clients, as far as they are known, and makes HTML of it; it knows nothing of how
 * our texts are written. What pings, previews or changes what was written has a class of its own.
 */
public final class DiscordMarkdown {
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern FENCE =
            Pattern.compile("```(?:([a-z0-9_+\\-.#]+?)\\n)?\\n*([^\\n][\\s\\S]*?)\\n*```", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEADING = Pattern.compile("(#{1,3}) +([^\\n]+)(?:\\n|$)");
    private static final Pattern SMALL = Pattern.compile("-# +([^\\n]+)(?:\\n|$)");
    private static final Pattern QUOTE = Pattern.compile("(?: *> [^\\n]*(?:\\n|$))+| *>>> [\\s\\S]*");
    private static final Pattern LIST = Pattern.compile(
            "(?:( *)([-*]|\\d{1,9}\\.) +([^\\n]+(?:\\n(?! *(?:[-*]|\\d{1,9}\\.) )  +[^\\n]+)*)(?:\\n|$))+?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([^0-9A-Za-z\\s])");
    private static final Pattern SHRUG = Pattern.compile("¯\\\\_\\(ツ\\)_/¯");
    private static final Pattern LINK =
            Pattern.compile("\\[((?:\\\\.|[^\\[\\]\\\\])*)]\\( *<?((?:[^\\s\\\\()]|\\\\.)*?)>? *\\)", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("<?(?:https?|steam|discord)://[^\\s<]+[^<.,:;\"')\\]\\s]>?");
    private static final Pattern INVITE =
            Pattern.compile("discord(?:app)?\\.(?:gg|com/invite|me)/\\w+", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOKEN =
            Pattern.compile("<(?:@[!&]?|#|/[^<>:]+:|a?:\\w+:|t:-?|id:|\\+|mailto:)[\\w:.@-]*>|@everyone|@here");
    private static final Pattern EMOJI = Pattern.compile(":[\\w+~-]+(?:::skin-tone-\\d)?:");
    private static final Pattern CODE = Pattern.compile("(`+)([\\s\\S]*?[^`])\\1(?!`)");
    private static final Pattern STRONG = Pattern.compile("\\*\\*((?:\\\\[\\s\\S]|[^\\\\])+?)\\*\\*(?!\\*)");
    private static final Pattern UNDERLINE = Pattern.compile("__((?:\\\\[\\s\\S]|[^\\\\])+?)__(?!_)");
    private static final Pattern STRIKE = Pattern.compile("~~([\\s\\S]+?)~~(?!_)");
    private static final Pattern SPOILER = Pattern.compile("\\|\\|([\\s\\S]+?)\\|\\|");
    private static final Pattern EMPHASIS = Pattern.compile(
            "_((?:__|\\\\[\\s\\S]|[^\\\\_])+?)_(?!\\w)|\\*(?=\\S)((?:\\*\\*|\\\\[\\s\\S]|\\s+(?:\\\\[\\s\\S]|[^\\s*\\\\]|\\*\\*)|[^\\s*\\\\])+?)\\*(?!\\*)");

    /** In the order in which they are tried. */
    private static final List<Rule> BLOCKS = List.of(
            new Rule(FENCE, found -> "<pre>" + escaped(found.group(2)) + "</pre>"),
            new Rule(HEADING, found -> heading(found.group(1).length(), found.group(2))),
            new Rule(SMALL, found -> "<small>" + inline(found.group(1)) + "</small>"),
            new Rule(
                    QUOTE,
                    found -> "<blockquote>" + html(found.group().replaceAll("(?m)^ *>(>>)? ", "")) + "</blockquote>"),
            new Rule(LIST, found -> item(found.group(1).length() / 2, found.group(2), found.group(3))));

    private static final List<Rule> WORDS = List.of(
            new Rule(SHRUG, found -> escaped(found.group())),
            new Rule(ESCAPE, found -> escaped(found.group(1))),
            new Rule(FENCE, found -> "<pre>" + escaped(found.group(2)) + "</pre>"),
            new Rule(LINK, found -> "<a href='" + escaped(found.group(2)) + "'>" + inline(found.group(1)) + "</a>"),
            new Rule(ADDRESS, found -> surprise("span", escaped(found.group()))),
            new Rule(INVITE, found -> surprise("span", escaped(found.group()))),
            new Rule(TOKEN, found -> surprise("span", escaped(found.group()))),
            new Rule(EMOJI, found -> surprise("span", escaped(found.group()))),
            new Rule(STRONG, found -> "<b>" + inline(found.group(1)) + "</b>"),
            new Rule(UNDERLINE, found -> surprise("u", inline(found.group(1)))),
            new Rule(
                    EMPHASIS,
                    found -> "<i>" + inline(found.group(1) == null ? found.group(2) : found.group(1)) + "</i>"),
            new Rule(STRIKE, found -> surprise("s", inline(found.group(1)))),
            new Rule(SPOILER, found -> surprise("s", inline(found.group(1)))),
            new Rule(
                    CODE,
                    found -> "<code>" + escaped(found.group(2).replaceAll("^ (?= *`)|(?<=`) $", "")) + "</code>"));

    private DiscordMarkdown() {}

    private record Rule(Pattern pattern, Function<MatchResult, String> html) {
        static Optional<Found> first(List<Rule> rules, String text) {
            for (Rule rule : rules) {
                Matcher matcher = rule.pattern.matcher(text);
                if (matcher.lookingAt()) {
                    return Optional.of(new Found(rule.html.apply(matcher), matcher.end()));
                }
            }
            return Optional.empty();
        }
    }

    private record Found(String html, int end) {}

    /** What a client draws. */
    public static String html(String text) {
        StringBuilder html = new StringBuilder();
        StringBuilder paragraph = new StringBuilder();
        String rest = text;
        while (!rest.isEmpty()) {
            Optional<Found> block = Rule.first(BLOCKS, rest);
            if (block.isPresent()) {
                flush(paragraph, html);
                html.append(block.get().html());
                rest = rest.substring(block.get().end());
                // Blocks end their line themselves.
                rest = block.get().html().startsWith("<pre>") && rest.startsWith("\n") ? rest.substring(1) : rest;
            } else {
                int line = rest.indexOf('\n');
                int end = line < 0 ? rest.length() : line + 1;
                paragraph.append(rest, 0, end);
                rest = rest.substring(end);
            }
        }
        flush(paragraph, html);
        return html.toString();
    }

    /** The words that a person sees, without bullets. */
    static String words(String text) {
        String lines = html(text).replaceAll("<br>|</(h\\d|small|pre|div|blockquote|p)>", "\n");
        return unescaped(TAG.matcher(lines).replaceAll(""));
    }

    /** Where links lead. */
    static List<String> links(String text) {
        return Pattern.compile("<a href='([^']*)'")
                .matcher(html(text))
                .results()
                .map(link -> unescaped(link.group(1)))
                .toList();
    }

    /** What nobody asked for: pings, previews, emoji, hidden or crossed-out words. */
    static List<String> surprises(String text) {
        return Pattern.compile("<(?:s|u|span) class=surprise>[^<]*")
                .matcher(html(text))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static void flush(StringBuilder paragraph, StringBuilder html) {
        if (!paragraph.isEmpty()) {
            html.append("<p>").append(inline(paragraph.toString())).append("</p>");
            paragraph.setLength(0);
        }
    }

    private static String heading(int level, String words) {
        return "<h" + level + ">" + inline(words) + "</h" + level + ">";
    }

    private static String surprise(String tag, String html) {
        return "<" + tag + " class=surprise>" + html + "</" + tag + ">";
    }

    private static String item(int indent, String bullet, String words) {
        String mark = bullet.length() > 1 ? bullet : indent == 0 ? "•" : "◦";
        return "<div class='li in" + indent + "' data-mark='" + mark + "'>" + inline(words.replaceAll("\n +", "\n"))
                + "</div>";
    }

    private static String inline(String text) {
        StringBuilder html = new StringBuilder();
        String rest = text;
        while (!rest.isEmpty()) {
            Optional<Found> found = Rule.first(WORDS, rest);
            String first = rest.substring(0, 1);
            html.append(found.map(Found::html).orElse(first.equals("\n") ? "<br>" : escaped(first)));
            rest = rest.substring(found.map(Found::end).orElse(1));
        }
        return html.toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }

    private static String unescaped(String text) {
        return text.replace("&#39;", "'")
                .replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
    }
}
