package io.github.mlmentor.mentoring;

import io.github.mlmentor.chat.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Something that mentoring shows.
 *
 * @param key the same for every attempt at the same letter, so that it is shown once
 * @param panel what is shown; its actions' values have at most 60 characters
 * @param told the platform's id of the one person who is told of it by a mention in front, or empty. Nobody else is
 * @param replaces what {@link MentorPort#show} gave back when it was shown first, or null
 * @param again whether an earlier attempt may have taken effect, so that it is looked for first
 */
public record Letter(
        String key,
        Target to,
        Reply.Panel panel,
        String told,
        @Nullable String replaces,
        boolean again) {
    private static final String CARD = "card/";
    private static final String ANSWER = "answer/";

    /** The job whose question is shown to mentors by this, or empty; where it was asked there may be a sign for that. Empty, too, when it was handed over anonymously. */
    public String handsOver() {
        boolean anonymous =
                panel.actions().stream().anyMatch(action -> action.id().equals(Acts.TRACE));
        return key.startsWith(CARD) && !anonymous ? key.substring(CARD.length()) : "";
    }

    /** Whether these are a mentor's words to the learner. */
    public boolean isAnswer() {
        return key.startsWith(ANSWER);
    }
}
