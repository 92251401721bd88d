package io.github.mlmentor.answering;

import java.time.Duration;
import java.util.function.Consumer;

/** A language model. Thread-safe. */
public interface LanguageModel {
    /** Provider and model, for metrics and the page: {@code openai gpt-4.1-mini}. */
    String name();

    /**
     * Completes a prompt; blocks until the answer is whole.
     *
     * @param deadline how long it may take in all, retries included
     * @param tokens told of each piece of text as it comes, on the calling thread; an exception from it stops the model
     * @throws ModelException whenever there is no whole answer; what was streamed until then is void
     */
    Completion complete(Prompt prompt, Duration deadline, Consumer<String> tokens);

    /**
     * A whole answer.
     *
     * @param inputTokens as the provider counts, or 0 when it does not say
     * @param outputTokens likewise
     */
    record Completion(String text, int inputTokens, int outputTokens) {}
}
