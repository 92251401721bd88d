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
 * Counts tokens and refuses once the day's or the month's budget is spent. A provider that does not count is estimated at four
 * characters a token. Calls that run at the same moment may pass the limit together. Thread-safe.
 */
final class BudgetedModel implements LanguageModel {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final LanguageModel model;
    private final long daily;
    private final long monthly;
    private final Spending spending;
    private final Clock clock;

    /**
     * Wraps a model.
     *
     * @param daily tokens per day in UTC, input and output together
     * @param monthly tokens per calendar month in UTC
     */
    BudgetedModel(LanguageModel model, long daily, long monthly, Spending spending, Clock clock) {
        this.model = model;
        this.daily = daily;
        this.monthly = monthly;
        this.spending = spending;
        this.clock = clock;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Completion complete(Prompt prompt, Duration deadline, Consumer<String> tokens) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (spending.since(today) >= daily) {
            throw new ModelException(Reason.BUDGET, false, "the day's " + daily + " tokens are spent");
        }
        if (spending.since(today.withDayOfMonth(1)) >= monthly) {
            throw new ModelException(Reason.BUDGET, false, "the month's " + monthly + " tokens are spent");
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

    private void spend(long tokens) {
        spending.add(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), tokens);
    }
}
