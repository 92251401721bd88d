package io.github.mlmentor.answering;

import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Ranked;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes a follow-up stand alone without a model: "and how do I learn it?" is looked up together with what it refers to.
 * Its words tell, or that it finds little on its own. Thread-safe.
 */
final class FollowUps {
    private static final int SHORT = 4;

    /**
     * Below these a question is tried with what was said before. On the tuning questions most follow-ups that no word gives away lie
     * below, and of first questions put behind one another at random one in twenty leans without need.
     */
    private static final int FEW_TERMS = 8;

    private static final double FAINT = 3.5;

    /** What is kept of what was said before, so that the question itself is never beyond what the embedding model reads. */
    private static final int MOST_BEFORE = 1_000;

    private static final Pattern OPENING = Pattern.compile(
            "^(?:and|what about|how about|but|or|also|then|so|ok(?:ay)?[ ,]+(?:and|but|so|then)|plus|what if|why|how so|like what|such as|for example|which ones?|really|more|tell me more|go on|any (?:other|more)|else|what else|anything else|same (?:for|question)|in (?:that|this) case|is that|does that|the (?:first|second|third|last|other) one)\\b.*");
    private static final Pattern POINTING = Pattern.compile(
            "\\b(?:it|its|that|this|those|these|them|they|their|there|one|ones|he|she|him|her|his|both|either|neither|former|latter|same|instead|above|such)\\b");
    /** What may stand beside a pointing word without making the question stand alone. */
    private static final Set<String> NO_SUBJECT = WordList.of(
            "a an the and or but so then also too is are was were be do does did can could should would will"
                    + " i you we my your me us how what which who why when where much many long hard good bad best better worse more most"
                    + " less enough really still even just only first next in on at for to of with without from by about like need needs have has get"
                    + " take takes learn learning start use used using know do doing make makes pay paid worth it its that this those these them they their"
                    + " there one ones he she him her his both either neither same instead if not no yes ok okay please pls thanks any some all other another"
                    + " difference important time hours weeks months years money job jobs work role people company companies day example examples way ways"
                    + " dont don't im i'm whats what's isnt isn't explain tell show give find help mean thing things part parts kind sort different between"
                    + " something anything nothing everything somebody someone anybody nobody else next already help know longest last first"
                    + " difficult easy free cost cheaper faster new old now today later before after beginner level junior senior realistic actually exactly");

    private FollowUps() {}

    /** The question with what it refers to in front, or as it stands when it needs nothing. */
    static String standalone(String text, List<Turn> history) {
        if (history.isEmpty() || !leans(text)) {
            return text;
        }
        return together(text, history);
    }

    /** The question with what was said last in front, so far as anything was said. */
    static String together(String text, List<Turn> history) {
        if (history.isEmpty()) {
            return text;
        }
        Turn last = history.get(history.size() - 1);
        return beginning(last.standalone()) + "\n" + text;
    }

    /** Whether a question of few words points at no article in particular, so that it may have meant what was said before. */
    static boolean isFaint(Evidence evidence) {
        return evidence.signals().terms() <= FEW_TERMS && strength(evidence) < FAINT;
    }

    /** How far the best article stands out from all others. */
    static double strength(Evidence evidence) {
        return evidence.best().map(Ranked::score).orElse(0.0);
    }

    /** The subject of a conversation stands where it began. */
    private static String beginning(String before) {
        if (before.length() <= MOST_BEFORE) {
            return before;
        }
        int line = before.lastIndexOf('\n', MOST_BEFORE);
        return before.substring(0, line > 0 ? line : MOST_BEFORE);
    }

    /** Whether a question cannot be understood without what was said before. */
    static boolean leans(String text) {
        String words = text.toLowerCase(Locale.ROOT).replace('’', '\'').strip();
        List<String> tokens = Arrays.stream(words.split("[^\\p{L}\\p{N}']+"))
                .filter(token -> !token.isEmpty())
                .toList();
        if (OPENING.matcher(words).matches()) {
            return tokens.size() <= 14;
        }
        long subjects =
                tokens.stream().filter(token -> !NO_SUBJECT.contains(token)).count();
        boolean points = POINTING.matcher(words).find();
        return subjects == 0
                || (points && subjects <= 2 && tokens.size() <= 16)
                || (tokens.size() <= SHORT && subjects <= 1 && points);
    }

    /** Whether a question names no subject of its own but points at one. */
    static boolean pointsAtNothing(String text) {
        String words = text.toLowerCase(Locale.ROOT).replace('’', '\'').strip();
        boolean subject = Arrays.stream(words.split("[^\\p{L}\\p{N}']+"))
                .anyMatch(token -> !token.isEmpty() && !NO_SUBJECT.contains(token));
        return !subject && POINTING.matcher(words).find();
    }
}
