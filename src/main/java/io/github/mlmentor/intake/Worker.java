package io.github.mlmentor.intake;

import io.github.mlmentor.telemetry.Metrics;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Works off one conversation, one job at a time and in order: answers what is waiting, has delivered what is answered. Each step
 * is stored before the next begins, so that a worker that dies is followed by another without loss. Thread-safe.
 */
public final class Worker implements Jobs.Work {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int MOST_ATTEMPTS = 5;
    /** A job that cannot even be apologised for must not hold up its conversation for ever. */
    private static final int LAST_ATTEMPT = 4 * MOST_ATTEMPTS;

    private static final String BROKE =
            "Something broke on my side, more than once, and I could not answer. Your question"
                    + " was fine; please ask a person, or me again later.";
    private static final String TOO_LATE =
            "I was away when you asked, and so long that this may no longer matter to you."
                    + " Please ask again if it does.";

    private final Inbox inbox;
    private final Courier courier;
    private final Presence presence;
    private final Answerer answerer;
    private final Doors doors;
    private final ExecutorService threads;
    private final Times times;
    private final Clock clock;
    private final Metrics metrics;
    private final Instant startedAt;

    /**
     * How long things may take.
     *
     * @param answer one attempt to answer; after it the attempt counts as failed
     * @param stale a question that waited for longer is not answered any more, but told so
     * @param delivery how long after the question its answer is tried to be sent
     */
    public record Times(Duration answer, Duration stale, Duration delivery) {}

    /**
     * Wires a worker.
     *
     * @param threads where answers are made, so that one that hangs can be left behind
     */
    public Worker(
            Inbox inbox,
            Outbox outbox,
            Presence presence,
            Answerer answerer,
            Doors doors,
            ExecutorService threads,
            Times times,
            Clock clock,
            Metrics metrics) {
        this.inbox = inbox;
        this.courier = new Courier(outbox, doors, times.delivery(), clock, metrics);
        this.presence = presence;
        this.answerer = answerer;
        this.doors = doors;
        this.threads = threads;
        this.times = times;
        this.clock = clock;
        this.metrics = metrics;
        this.startedAt = clock.instant();
    }

    /** Does one job, so that a long conversation does not keep others waiting. */
    @Override
    public void work(String conversation) {
        Instant now = clock.instant();
        Optional<Job> due =
                inbox.next(conversation, now).filter(job -> !job.dueAt().isAfter(now));
        if (due.isEmpty()) {
            return;
        }
        Job job = due.get();
        MDC.put("job", job.id());
        try {
            boolean answeredNow = job.state() == Job.State.WAITING && answer(job);
            if (answeredNow || job.state() == Job.State.ANSWERED) {
                courier.deliver(job, answeredNow, job.receivedAt().isBefore(startedAt));
            }
        } finally {
            MDC.remove("job");
        }
    }

    /** Whether there is an answer now that is to be delivered. */
    private boolean answer(Job job) {
        if (job.attempts() == 0) {
            metrics.time("mlmentor.job.waited", Duration.between(job.dueAt(), clock.instant()));
        }
        // An edit changes an answer that is visible already; that people spoke since takes nothing from it.
        if (!job.addressed()
                && job.revision() == 0
                && presence.lastSpoke(job.conversation().id())
                        .filter(job.receivedAt()::isBefore)
                        .isPresent()) {
            inbox.close(job, Job.State.WITHHELD, "people_answered", clock.instant());
            count("withheld");
            return false;
        }
        if (job.attempts() >= LAST_ATTEMPT) {
            LOG.warn("Given up after {} attempts", job.attempts());
            inbox.close(job, Job.State.UNDELIVERABLE, "broken", clock.instant());
            count("undeliverable");
            return false;
        }
        inbox.begun(job);
        try {
            Answerer.Outcome outcome = outcome(job);
            boolean stored = inbox.answered(job, outcome, clock.instant());
            metrics.time(
                    "mlmentor.job.answered",
                    Duration.between(job.receivedAt(), clock.instant()),
                    "decision",
                    outcome.decision());
            if (stored && outcome.payloads().isEmpty()) {
                count("withheld");
            }
            return stored && !outcome.payloads().isEmpty();
        } catch (AnswerFailed e) {
            Duration pause = Pauses.after(job.attempts());
            LOG.warn(
                    "Not answered at attempt {}; tried again in {} ms",
                    job.attempts() + 1,
                    pause.toMillis(),
                    Wordless.of(e.broken));
            inbox.failed(job, clock.instant().plus(pause));
            return false;
        }
    }

    private Answerer.Outcome outcome(Job job) throws AnswerFailed {
        if (job.objection().isPresent()) {
            Admission.Declined no = job.objection().get();
            return said(() -> answerer.decline(job, no));
        }
        boolean hopeless = job.attempts() >= MOST_ATTEMPTS;
        boolean stale = Duration.between(job.dueAt(), clock.instant()).compareTo(times.stale()) > 0;
        if (!hopeless && !stale) {
            return inTime(job);
        }
        // Who did not speak to us expects nothing, least of all an apology.
        return job.addressed()
                ? said(() -> answerer.apologise(job, hopeless ? BROKE : TOO_LATE))
                : Answerer.Outcome.NOTHING;
    }

    private static Answerer.Outcome said(Supplier<Answerer.Outcome> words) throws AnswerFailed {
        try {
            return words.get();
        } catch (RuntimeException e) {
            throw new AnswerFailed(e);
        }
    }

    private Answerer.Outcome inTime(Job job) throws AnswerFailed {
        Future<Answerer.Outcome> answering = threads.submit(() -> {
            MDC.put("job", job.id());
            try {
                return answerer.answer(job, doors.progress(job));
            } finally {
                MDC.remove("job");
            }
        });
        try {
            return answering.get(times.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AnswerFailed(e);
        } catch (ExecutionException e) {
            throw new AnswerFailed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnswerFailed(e);
        } finally {
            // Without effect on what is done.
            answering.cancel(true);
        }
    }

    private void count(String outcome) {
        metrics.count("mlmentor.job.done", 1, "outcome", outcome);
    }

    /** An attempt that broke or took too long. */
    private static final class AnswerFailed extends Exception {
        private static final long serialVersionUID = 1L;

        private final Throwable broken;

        AnswerFailed(Throwable broken) {
            super(broken);
            this.broken = broken;
        }
    }
}
