package io.github.mlmentor.slack;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes any text harmless in the places where Slack parses it. */
public final class Mrkdwn {
    /** Invisible, no width, no line break: stands where a mention must not be one. */
    static final String JOINER = "\u2060";

    private static final Pattern BROADCAST =
            Pattern.compile("@(?=(?:channel|here|everyone|group)\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENTITY = Pattern.compile("<(?=[!@#])");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

    /** What is shown as one, with all its accents; a longer heap of accents may be torn apart. */
    private static final int LONGEST_CHARACTER = 64;

    private Mrkdwn() {}

    /** A text for a {@code mrkdwn} object or a message's {@code text}: nothing in it is a mention or a link. */
    public static String escape(String text) {
        return defuse(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    /**
     * A link.
     *
     * @param url absolute, http or https
     * @param text what is shown, not yet escaped
     */
    public static String link(String url, String text) {
        String target = url.replace("&", "&amp;")
                .replace("<", "%3C")
                .replace(">", "%3E")
                .replace("|", "%7C")
                .replace(" ", "%20");
        return "<" + target + "|" + escape(text).replace('\n', ' ') + ">";
    }

    /**
     * A text for a {@code plain_text} object, which is shown as it stands; what would be a mention elsewhere is broken up
     * all the same, because labels come back in payloads and are pasted on.
     *
     * @param limit the most characters that the place takes
     */
    static String plain(String text, int limit) {
        String line = clean(text).replaceAll("\\s+", " ").strip();
        return shorten(defuse(ENTITY.matcher(line).replaceAll("<" + JOINER)), limit);
    }

    /** What Slack takes in any string: no control characters, no halves of characters, one kind of line end. */
    static String clean(String text) {
        String lines =
                CONTROL.matcher(text.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("");
        StringBuilder whole = new StringBuilder(lines.length());
        lines.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    /** At most so many characters, the last of them an ellipsis where something had to go. */
    static String shorten(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int space = text.lastIndexOf(' ', limit - 1);
        int cut = space > limit / 2 ? space : boundary(text, limit - 1);
        return text.substring(0, cut).stripTrailing() + "…";
    }

    /** The last place at or before an index where no character is torn apart; at least one character in. */
    static int boundary(String text, int index) {
        if (index >= text.length()) {
            return text.length();
        }
        int from = Math.max(0, index - LONGEST_CHARACTER);
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text.substring(from, Math.min(text.length(), index + LONGEST_CHARACTER)));
        int cut = from + (characters.isBoundary(index - from) ? index - from : characters.preceding(index - from));
        if (cut <= from) {
            cut = Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
        }
        return cut;
    }

    private static String defuse(String text) {
        return BROADCAST.matcher(text).replaceAll("@" + JOINER);
    }
}
