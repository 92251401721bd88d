package io.github.mlmentor.llm;

import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.answering.ModelException;
import io.github.mlmentor.answering.Prompt;
import io.github.mlmentor.chat.Reason;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tries again on a passing fault, within the deadline and only while nothing was shown yet; stops asking a provider that
 * keeps failing, and looks again after half a minute. Thread-safe.
 */
final class ResilientModel implements LanguageModel {
    private static final IntervalFunction PAUSES =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(250), 2.0);

    private final LanguageModel model;
    private final int retries;
    private final CircuitBreaker breaker;
    private final Clock clock;

    /**
     * Wraps a model.
     *
     * @param retries how often to try again, from 0
     */
    ResilientModel(LanguageModel model, int retries, Clock clock) {
        this.model = model;
        this.clock = clock;
        this.retries = retries;
        this.breaker = CircuitBreaker.of(
                "model",
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(30))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .ignoreException(error ->
                                !(error instanceof ModelException failed) || failed.reason() == Reason.MODEL_REFUSED)
                        .build());
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Completion complete(Prompt prompt, Duration deadline, Consumer<String> tokens) {
        long end = clock.millis() + deadline.toMillis();
        boolean[] shown = {false};
        Consumer<String> watched = token -> {
            shown[0] = true;
            tokens.accept(token);
        };
        for (int tried = 1; ; tried++) {
            Duration left = Duration.ofMillis(end - clock.millis());
            try {
                return breaker.executeSupplier(() -> model.complete(prompt, left, watched));
            } catch (CallNotPermittedException e) {
                throw new ModelException(
                        Reason.MODEL_DOWN, false, name() + " keeps failing and is left alone for a while");
            } catch (ModelException e) {
                long pause = PAUSES.apply(tried);
                if (shown[0] && e.isTemporary()) {
                    throw new ModelException(e.reason(), false, name() + " broke off in the middle of an answer", e);
                }
                if (!e.isTemporary() || tried > retries || clock.millis() + pause >= end) {
                    throw e;
                }
                waitFor(pause);
            }
        }
    }

    private void waitFor(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(Reason.MODEL_DOWN, false, name() + " was interrupted", e);
        }
    }
}
