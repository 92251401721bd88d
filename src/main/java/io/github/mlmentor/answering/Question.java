package io.github.mlmentor.answering;

import java.util.List;
import java.util.Map;

/**
 * A question as it reaches the desk.
 *
 * @param text what was asked, without mentions of the bot
 * @param history what was said before in this conversation, oldest first
 * @param scope tags that an article must have to be used; empty for the whole knowledge
 * @param knowledgeOnly whether to do without a language model, because a budget is spent
 * @param tone how a language model is to word the answer: a name that the prompt knows, or empty
 */
public record Question(String text, List<Turn> history, Map<String, String> scope, boolean knowledgeOnly, String tone) {
    /** Longer questions are declined: the embedding model reads about this much. */
    public static final int LIMIT = 3_000;

    public Question {
        history = List.copyOf(history);
        scope = Map.copyOf(scope);
    }

    /** A question that any means may answer. */
    public Question(String text, List<Turn> history, Map<String, String> scope) {
        this(text, history, scope, false, "");
    }

    /** A first question about everything. */
    public static Question of(String text) {
        return new Question(text, List.of(), Map.of());
    }
}
