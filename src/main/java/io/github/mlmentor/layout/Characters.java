package io.github.mlmentor.layout;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts, character by character, before any platform's markup. */
public final class Characters {
    /** Invisible, no width, no line break: stands where a mention must not be one. */
    public static final String JOINER = "\u2060";

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

    /** What is shown as one, with all its accents; a longer heap of accents may be torn apart. */
    private static final int LONGEST_CHARACTER = 64;

    private static final Set<Character.UnicodeBlock> WIDE = Set.of(
            Character.UnicodeBlock.HIRAGANA,
            Character.UnicodeBlock.KATAKANA,
            Character.UnicodeBlock.HANGUL_SYLLABLES,
            Character.UnicodeBlock.HANGUL_JAMO,
            Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION,
            Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS);

    private Characters() {}

    /** What every platform takes, on one line. */
    public static String line(String text) {
        return clean(text).replaceAll("\\s+", " ").strip();
    }

    /** What every platform takes: no control characters, no halves of characters, one kind of line end. */
    public static String clean(String text) {
        String lines =
                CONTROL.matcher(text.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("");
        StringBuilder whole = new StringBuilder(lines.length());
        lines.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    /** At most so many characters, the last of them an ellipsis where something had to go. */
    public static String shorten(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int space = text.lastIndexOf(' ', limit - 1);
        int cut = space > limit / 2 ? space : boundary(text, limit - 1);
        return text.substring(0, cut).stripTrailing() + "…";
    }

    /** The last place at or before an index where no character is torn apart; at least one character in. */
    public static int boundary(String text, int index) {
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

    /** How many columns a line takes where every character is as wide as a letter, or twice as wide. */
    public static int columns(String line) {
        return line.codePoints().map(Characters::columns).sum();
    }

    private static int columns(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return Character.isIdeographic(point)
                        || (point >= 0x1F300 && point < 0x20000)
                        || isWide(Character.UnicodeBlock.of(point))
                ? 2
                : 1;
    }

    private static boolean isWide(Character.@Nullable UnicodeBlock block) {
        return block != null && WIDE.contains(block);
    }
}
