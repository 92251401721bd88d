package io.github.mlmentor.chat;

/**
 * A question that can be asked next with one click.
 *
 * @param label what the button says, at most 75 characters
 * @param question what is asked when it is clicked
 */
public record Suggestion(String label, String question) {
    public static final int LABEL_LIMIT = 75;

    public Suggestion {
        if (label.length() > LABEL_LIMIT) {
            throw new IllegalArgumentException("a label has at most " + LABEL_LIMIT + " characters: " + label);
        }
    }

    /** A suggestion whose label is the question itself, shortened at a word where it is too long. */
    public static Suggestion of(String question) {
        if (question.length() <= LABEL_LIMIT) {
            return new Suggestion(question, question);
        }
        int cut = question.lastIndexOf(' ', LABEL_LIMIT - 1);
        if (cut <= 0) {
            boolean insideCharacter = Character.isHighSurrogate(question.charAt(LABEL_LIMIT - 2));
            cut = insideCharacter ? LABEL_LIMIT - 2 : LABEL_LIMIT - 1;
        }
        return new Suggestion(question.substring(0, cut) + "…", question);
    }
}
