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

    /**
     * Behind the last line, or the last sentence whose successor has begun: a small letter after a full stop or a mark goes on with
     * the same sentence, as after "e.g." or "[e1]".
     */
    private int lastEnd() {
        for (int i = text.length() - 1; i > told; i--) {
            char before = text.charAt(i - 1);
            char at = text.charAt(i);
            boolean mark = before == '.' || before == '!' || before == '?' || before == ']';
            boolean goesOn = i + 1 >= text.length() || Character.isLowerCase(text.charAt(i + 1));
            if (before == '\n' || (at == ' ' && mark && !goesOn)) {
                return i;
            }
        }
        return told;
    }
}
