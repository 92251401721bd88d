package io.github.mlmentor;

import io.github.mlmentor.answering.Dialogue;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Policies;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Between the intake and the answering: a job becomes a question, its exchange what the platform shows. Thread-safe. */
final class QuestionAnswerer implements Answerer {
    /** What was only overheard is answered when the answer is this likely to fit. */
    private static final double SURE = 0.7;

    private final Dialogue dialogue;
    private final Map<Platform, BiFunction<Job, Exchange, List<String>>> renderers;
    private final Policies policies;
    private final Function<Job, List<String>> overheard;

    /**
     * Answers through a dialogue.
     *
     * @param renderers what each platform shows of an exchange
     * @param policies how channels want to be answered
     * @param overheard what people said in a thread before a question, oldest first; empty where nothing can be known
     */
    QuestionAnswerer(
            Dialogue dialogue,
            Map<Platform, BiFunction<Job, Exchange, List<String>>> renderers,
            Policies policies,
            Function<Job, List<String>> overheard) {
        this.dialogue = dialogue;
        this.renderers = Map.copyOf(renderers);
        this.policies = policies;
        this.overheard = overheard;
    }

    @Override
    public Outcome answer(Job job, Progress progress) {
        ChannelPolicy.Tone tone = policies.of(job.key()).tone();
        Exchange exchange = dialogue.ask(
                new Dialogue.Asked(
                        job.conversation().id(),
                        job.text(),
                        job.scope(),
                        job.knowledgeOnly(),
                        tone == ChannelPolicy.Tone.PLAIN ? "" : tone.name().toLowerCase(Locale.ROOT),
                        () -> overheard.apply(job)),
                progress);
        boolean sure = exchange.reply() instanceof Reply.Answer answer
                && !answer.sources().isEmpty()
                && exchange.confidence() >= SURE;
        return job.addressed() || sure ? outcome(job, exchange) : Outcome.NOTHING;
    }

    @Override
    public Outcome decline(Job job, Admission.Declined declined) {
        Reply no = new Reply.Declined(declined.reason(), Document.of(declined.sentence()), declined.retryAfter());
        return outcome(job, Exchange.atOnce(job.text(), no));
    }

    @Override
    public Outcome apologise(Job job, String sentence) {
        return outcome(job, Exchange.atOnce(job.text(), new Reply.Apology(Reason.INTERNAL, Document.of(sentence))));
    }

    private Outcome outcome(Job job, Exchange exchange) {
        BiFunction<Job, Exchange, List<String>> renderer =
                renderers.get(job.key().platform());
        if (renderer == null) {
            throw new IllegalStateException("no door to " + job.key().platform());
        }
        Map<String, Duration> steps = new LinkedHashMap<>();
        exchange.timings().forEach((step, millis) -> {
            if (!step.equals("total")) {
                steps.put(step, Duration.ofNanos((long) (millis * 1e6)));
            }
        });
        String record = Dialogue.turn(exchange).map(InboxMemory::record).orElse("");
        return new Outcome(exchange.decision(), record, renderer.apply(job, exchange), steps);
    }
}
