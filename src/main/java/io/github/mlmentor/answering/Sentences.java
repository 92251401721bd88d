package io.github.mlmentor.answering;

import java.util.function.Consumer;

/** Collects tokens and tells of everything so far each time a sentence or line is whole. Not thread-safe. */
final class Sentences {
    private final StringBuilder text = new StringBuilder();
    private final Consumer<String> whole;
    private int told;

    Sentences(Consumer<String> whole) {
        this.whole = whole;
    }

    void add(String token) {
        text.append(token);
        int end = lastEnd();
        if (end > told) {
            told = end;
            whole.accept(text.substring(0, end));
        }
    }

    /** Behind the last sentence or line that something already follows, so that "e.g." or "[e" is not cut in two. */
    private int lastEnd() {
        for (int i = text.length() - 1; i > told; i--) {
            char before = text.charAt(i - 1);
            char at = text.charAt(i);
            if (before == '\n' || (at == ' ' && (before == '.' || before == '!' || before == '?' || before == ']'))) {
                return i;
            }
        }
        return told;
    }
}
