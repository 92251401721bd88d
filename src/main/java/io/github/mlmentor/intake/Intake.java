package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.telemetry.HealthCheck;
import io.github.mlmentor.telemetry.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The one entry for every door. Returns when the message is stored, so the platform may be told at once. Thread-safe.
 *
 * <p>Throws {@link NotKept} when nothing could be stored, or when the program is about to stop; the platform must then not be told
 * that we have it.
 */
public final class Intake implements HealthCheck {
    private static final int LATEST = 2_000;

    private final Inbox inbox;
    private final Jobs jobs;
    private final Presence presence;
    private final Rules rules;
    private final Clock clock;
    private final Metrics metrics;
    /** What was kept lately: the twin of a message mostly comes a moment later, and the stores need not be asked. */
    private final Set<MessageKey> latest = Lately.set(LATEST);

    private volatile boolean closed;

    /** Takes in what the rules allow. */
    public Intake(
            Inbox inbox, Jobs jobs, Policies policies, Presence presence, Limits limits, Clock clock, Metrics metrics) {
        this.inbox = inbox;
        this.jobs = jobs;
        this.presence = presence;
        this.rules = new Rules(inbox, policies, presence, limits, clock);
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Decides whether a message is answered, and stores it if so, or the no that it gets. */
    public Admission offer(Offer offer) {
        if (closed) {
            throw new NotKept("ML Mentor is about to stop; ask again in a few seconds", null);
        }
        return kept(() -> admit(offer));
    }

    private <T> T kept(Supplier<T> storing) {
        try {
            return storing.get();
        } catch (RuntimeException e) {
            metrics.count("mlmentor.admission", 1, "outcome", "not_kept");
            throw new NotKept("The question could not be stored; ask again in a few seconds", e);
        }
    }

    private Admission admit(Offer offer) {
        long start = System.nanoTime();
        Examination asked = rules.examine(offer);
        Admission admission =
                latest.contains(offer.message().key()) ? new Admission.Ignored("duplicate") : decide(asked);
        if (admission instanceof Admission.Ignored ignored) {
            ignore(offer, ignored.reason());
        } else if (keep(asked, admission)) {
            latest.add(offer.message().key());
            jobs.nudge();
        } else {
            // Its twin was faster: a mention arrives as two events, in either order.
            admission = new Admission.Ignored("duplicate");
        }
        metrics.count("mlmentor.admission", 1, "outcome", name(admission));
        metrics.time("mlmentor.intake", Duration.ofNanos(System.nanoTime() - start));
        return admission;
    }

    /** Takes over an edit: answered as edited, or the answer is updated, at most once. */
    public Inbox.Edit offer(Inbound.Edited edited) {
        Inbox.Edit edit = kept(() -> inbox.edit(edited.key(), edited.text(), clock.instant()));
        if (edit == Inbox.Edit.AGAIN) {
            jobs.nudge();
        }
        return edit;
    }

    /** Withdraws a message that was deleted; returns false when it was not known. */
    public boolean offer(Inbound.Deleted deleted) {
        return kept(() -> inbox.withdraw(deleted.key(), clock.instant()));
    }

    /** Takes in nothing more. */
    public void close() {
        closed = true;
    }

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public Health check() {
        return closed ? Health.failure("closed: the program is about to stop", "") : Health.ok("open");
    }

    private Admission decide(Examination asked) {
        for (AdmissionRule rule : rules.inOrder()) {
            Optional<Admission> objection = rule.object(asked);
            if (objection.isPresent()) {
                return quiet(asked, objection.get());
            }
        }
        return new Admission.Admitted();
    }

    /** Who did not speak to us gets no "no" either. */
    private static Admission quiet(Examination asked, Admission objection) {
        return objection instanceof Admission.Declined declined && !asked.isAddressed()
                ? new Admission.Ignored(declined.rule())
                : objection;
    }

    private void ignore(Offer offer, String reason) {
        Inbound.Message message = offer.message();
        if (!message.author().bot() && !reason.equals("duplicate")) {
            presence.spoke(
                    message.key(), message.conversation().id(), message.author().id(), clock.instant());
            inbox.ignore(message.key(), reason, clock.instant());
        }
    }

    private boolean keep(Examination asked, Admission admission) {
        Offer offer = asked.offer();
        Inbound.Message message = offer.message();
        Instant now = clock.instant();
        Optional<Admission.Declined> objection =
                admission instanceof Admission.Declined declined ? Optional.of(declined) : Optional.empty();
        ChannelPolicy policy = asked.policy();
        Map<String, String> scope = new HashMap<>(policy.scope());
        scope.putAll(offer.scope());
        if (!asked.isAddressed()) {
            // Asking back is taking part: whoever asked before has somebody now. Noted first, because from then on he
            // is an asker.
            presence.spoke(
                    message.key(), message.conversation().id(), message.author().id(), now);
        }
        boolean addressed = asked.isAddressed();
        boolean waits = !addressed && policy.mode() == ChannelPolicy.Mode.MENTOR;
        Job job = new Job(
                message.key(),
                message.conversation(),
                message.author().id(),
                objection.isEmpty() ? message.text() : "",
                scope,
                offer.notes(),
                addressed,
                objection,
                objection.isEmpty() && rules.isKnowledgeOnly(asked),
                now,
                waits ? now.plus(policy.patience()) : now,
                Job.State.WAITING,
                0,
                0);
        return inbox.keep(job, message.at());
    }

    private static String name(Admission admission) {
        if (admission instanceof Admission.Ignored ignored) {
            return ignored.reason();
        }
        return admission instanceof Admission.Declined declined ? declined.rule() : "admitted";
    }
}
