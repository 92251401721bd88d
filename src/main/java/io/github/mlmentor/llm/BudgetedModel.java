package io.github.mlmentor.llm;

import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.answering.ModelException;
import io.github.mlmentor.answering.Prompt;
import io.github.mlmentor.chat.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/**
 * Counts tokens and refuses once a day's budget is spent. A provider that does not count is estimated at four characters a
 * token. The count is this process's own. Thread-safe.
 */
final class BudgetedModel implements LanguageModel {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final LanguageModel model;
    private final long daily;
    private final Clock clock;
    private LocalDate day;
    private long spent;

    /**
     * Wraps a model.
     *
     * @param daily tokens per day in UTC, input and output together
     */
    BudgetedModel(LanguageModel model, long daily, Clock clock) {
        this.model = model;
        this.daily = daily;
        this.clock = clock;
        this.day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Completion complete(Prompt prompt, Duration deadline, Consumer<String> tokens) {
        if (!hasLeft()) {
            throw new ModelException(Reason.BUDGET, false, "the day's " + daily + " tokens are spent");
        }
        long[] streamed = {0};
        try {
            Completion completion = model.complete(prompt, deadline, token -> {
                streamed[0] += token.length();
                tokens.accept(token);
            });
            int counted = completion.inputTokens() + completion.outputTokens();
            spend(counted > 0 ? counted : estimate(prompt, completion.text().length()));
            return completion;
        } catch (RuntimeException e) {
            if (streamed[0] > 0) {
                spend(estimate(prompt, streamed[0]));
            }
            throw e;
        }
    }

    private static long estimate(Prompt prompt, long answered) {
        return (prompt.system().length() + prompt.user().length() + answered) / CHARACTERS_PER_TOKEN;
    }

    private synchronized boolean hasLeft() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            spent = 0;
        }
        return spent < daily;
    }

    private synchronized void spend(long tokens) {
        spent += tokens;
    }
}
