package io.github.mlmentor.mentoring;

import io.github.mlmentor.telemetry.Wordless;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is looked after every minute, by one process of all. Thread-safe. */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final MentorStore store;
    private final Conduct conduct;
    private final Clock clock;
    private final List<Runnable> others;

    /**
     * Looks after questions.
     *
     * @param others what else is looked after, each by itself
     */
    Rounds(MentorStore store, Conduct conduct, Clock clock, List<Runnable> others) {
        this.store = store;
        this.conduct = conduct;
        this.clock = clock;
        this.others = List.copyOf(others);
    }

    void run() {
        alone(this::catchUp);
        alone(this::giveBack);
        alone(this::raise);
        others.forEach(Rounds::alone);
    }

    private static void alone(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            LOG.warn("A part of the mentors' round was not done; it is tried again in a minute", Wordless.of(e));
        }
    }

    /** What changed without an errand, as when somebody was forgotten, is shown now. */
    private void catchUp() {
        store.wake();
    }

    /** What nobody claimed is shown anew, once. */
    private void raise() {
        Instant now = clock.instant();
        for (HandOver one : store.waitingSince(now.minus(conduct.raise()))) {
            if (one.state() == HandOver.State.OPEN && one.standing().raised() == null) {
                HandOver next = one.raised(now);
                store.apply(change(one, next, "raise"));
            }
        }
    }

    /** Whose mentor is silent goes back to everybody. */
    private void giveBack() {
        Instant now = clock.instant();
        for (HandOver one : store.waitingSince(now.minus(conduct.giveBack()))) {
            if (one.state() == HandOver.State.CLAIMED) {
                HandOver next = one.open(now);
                store.apply(change(one, next, "return")
                        .show(Dispatch.note(
                                next,
                                "Whoever claimed this was silent for " + Ages.of(conduct.giveBack())
                                        + ", so it is open to everybody again.")));
            }
        }
    }

    private Change change(HandOver now, HandOver next, String act) {
        return Change.of(new AuditEntry(now.board(), "", act, "hand-over/" + now.id(), clock.instant()))
                .handOver(now, next);
    }
}
