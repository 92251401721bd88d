package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.telemetry.Metrics;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Counts what became of questions and how long each step took; never what they said. Thread-safe. */
public final class ExchangeMetrics implements Consumer<Exchange> {
    private final Metrics metrics;

    /** Counts into these metrics. */
    public ExchangeMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void accept(Exchange exchange) {
        String composer = "none";
        String degraded = "none";
        if (exchange.reply() instanceof Reply.Answer answer) {
            composer = answer.composer().name().toLowerCase(Locale.ROOT);
            Reason reason = answer.degraded();
            degraded = reason == null ? "none" : reason.code();
        }
        String kind = exchange.reply().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        metrics.count("mlmentor.replies", 1, "kind", kind, "composer", composer, "degraded", degraded);
        exchange.timings()
                .forEach((step, millis) ->
                        metrics.time("mlmentor.step", Duration.ofNanos((long) (millis * 1e6)), "step", step));
        if (exchange.inputTokens() + exchange.outputTokens() > 0) {
            metrics.count("mlmentor.model.tokens", exchange.inputTokens(), "direction", "input");
            metrics.count("mlmentor.model.tokens", exchange.outputTokens(), "direction", "output");
        }
    }
}
