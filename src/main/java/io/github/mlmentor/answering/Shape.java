package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.knowledge.Section;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form in which a question wants its answer. */
enum Shape {
    COMPARISON(
            "\\bvs\\.?\\b|\\bversus\\b|\\bdifferen(?:ce|ces|t)\\b.*\\b(?:between|from|than|to)\\b|\\bcompar\\w+\\b|\\b(?:better|harder|easier)\\b.*\\bor\\b|\\b\\w+ or \\w+\\?|\\bsame (?:thing|job|role) as\\b"),
    LEVELS("\\b(?:levels?|how good|good enough|how well|junior|senior|beginner to|am i ready|ready for|enough to)\\b"),
    LIST(
            "\\b(?:which|list|steps?|examples?|ideas|mistakes|skills|tools|what (?:should|do) i (?:learn|need|know)|roadmap|plan|how (?:do|can|should|would) (?:i|you|we)|how to|ways|tips|questions|in (?:what|which) order)\\b"),
    PROSE("$^");

    private static final Pattern TWO_THINGS =
            Pattern.compile("\\?.+\\?|\\b(?:and also|also|and (?:how|what|which|where|when|is|do|should|can))\\b");

    private final Pattern pattern;

    Shape(String regex) {
        this.pattern = Pattern.compile(regex);
    }

    static Shape of(String question) {
        String words = question.toLowerCase(Locale.ROOT);
        for (Shape shape : values()) {
            if (shape.pattern.matcher(words).find()) {
                return shape;
            }
        }
        return PROSE;
    }

    static boolean asksTwoThings(String question) {
        return TWO_THINGS.matcher(question.toLowerCase(Locale.ROOT)).find();
    }

    /** Whether a section has this form. */
    boolean fits(Section section) {
        return switch (this) {
            case COMPARISON -> section.body().blocks().stream().anyMatch(Block.Table.class::isInstance);
            case LIST -> section.body().blocks().stream().anyMatch(Block.Listing.class::isInstance);
            case LEVELS -> section.heading().toLowerCase(Locale.ROOT).contains("level");
            case PROSE -> false;
        };
    }
}
