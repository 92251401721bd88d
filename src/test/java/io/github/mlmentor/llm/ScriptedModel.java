package io.github.mlmentor.llm;

import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.answering.Prompt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** A model that does what it is told, turn by turn, and the last turn again and again. */
final class ScriptedModel implements LanguageModel {
    private final Deque<Turn> turns;
    private final List<Duration> deadlines = new ArrayList<>();

    /** One call. */
    interface Turn {
        Completion take(Consumer<String> tokens);
    }

    ScriptedModel(Turn... turns) {
        this.turns = new ArrayDeque<>(List.of(turns));
    }

    /** Streams this text and returns it. */
    static Turn says(String text, int inputTokens, int outputTokens) {
        return tokens -> {
            tokens.accept(text);
            return new Completion(text, inputTokens, outputTokens);
        };
    }

    static Turn says(String text) {
        return says(text, 0, 0);
    }

    /** Fails, behind these tokens. */
    static Turn fails(RuntimeException error, String... before) {
        return tokens -> {
            List.of(before).forEach(tokens);
            throw error;
        };
    }

    int calls() {
        return deadlines.size();
    }

    /** What each call was given. */
    List<Duration> deadlines() {
        return List.copyOf(deadlines);
    }

    @Override
    public String name() {
        return "scripted model";
    }

    @Override
    public Completion complete(Prompt prompt, Duration deadline, Consumer<String> tokens) {
        deadlines.add(deadline);
        Turn turn = turns.size() > 1 ? turns.remove() : turns.getFirst();
        return turn.take(tokens);
    }
}
