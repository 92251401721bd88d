package io.github.mlmentor.answering;

import java.util.regex.Pattern;

/** Patterns written as a list of alternatives. */
final class WordPatterns {
    private WordPatterns() {}

    /** Finds any of the alternatives. */
    static Pattern any(String... alternatives) {
        return Pattern.compile(String.join("|", alternatives));
    }
}
