package io.github.mlmentor.intake;

import java.util.Locale;
import java.util.Set;

/** Whether something that was only overheard looks like a question: a question mark, or the first word of one. */
final class QuestionSigns {
    private static final Set<String> OPENERS = Set.of(
            "what", "what's", "whats", "how", "how's", "why", "when", "where", "which", "who", "whose", "should",
            "shall", "can", "could", "do", "does", "did", "is", "are", "was", "were", "will", "would", "has", "have",
            "any", "anyone", "anybody");

    private QuestionSigns() {}

    static boolean in(String text) {
        // A question mark inside of an address asks nothing.
        for (String word : text.strip().split("(?U)\\s+")) {
            if ((word.indexOf('?') >= 0 && !word.contains("://")) || word.indexOf('\uff1f') >= 0) {
                return true;
            }
        }
        String first =
                text.strip().split("(?U)[\\s,]+", 2)[0].toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        return OPENERS.contains(first);
    }
}
