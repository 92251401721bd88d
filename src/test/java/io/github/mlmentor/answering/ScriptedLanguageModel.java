package io.github.mlmentor.answering;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Says what the test wrote, a few characters at a time, and remembers what it was asked. */
final class ScriptedLanguageModel implements LanguageModel {
    private static final int PIECE = 3;

    private final String script;
    private final RuntimeException end;
    private final List<Prompt> asked = new ArrayList<>();
    private int streamed;

    private ScriptedLanguageModel(String script, RuntimeException end) {
        this.script = script;
        this.end = end;
    }

    /** Says this and is done. */
    static ScriptedLanguageModel saying(String script) {
        return new ScriptedLanguageModel(script, new Done());
    }

    /** Says this and then throws. */
    static ScriptedLanguageModel failing(String script, RuntimeException failure) {
        return new ScriptedLanguageModel(script, failure);
    }

    /** The prompts that it was given. */
    List<Prompt> asked() {
        return List.copyOf(asked);
    }

    /** How many characters it got rid of. */
    int streamed() {
        return streamed;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Completion complete(Prompt prompt, Duration deadline, Consumer<String> tokens) {
        asked.add(prompt);
        for (int from = 0; from < script.length(); from += PIECE) {
            String piece = script.substring(from, Math.min(script.length(), from + PIECE));
            streamed += piece.length();
            tokens.accept(piece);
        }
        if (end instanceof Done) {
            return new Completion(script, 100, 20);
        }
        throw end;
    }

    private static final class Done extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
