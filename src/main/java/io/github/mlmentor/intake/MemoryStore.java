package io.github.mlmentor.intake;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.MessageKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Inbox, outbox and jobs of one process that nobody restarts: a terminal, and tests. Work is done on the thread that nudges.
 * Thread-safe.
 */
public final class MemoryStore implements Inbox, Outbox, Jobs {
    private static final Duration EDITABLE = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    /** Conversations that a thread works on. */
    private final Set<String> busy = new HashSet<>();

    private volatile @Nullable Work work;

    /** A job with what became of it. */
    private static final class Entry {
        private Job job;
        private String record = "";
        private @Nullable String edited;
        private final List<Part> parts = new ArrayList<>();
        private final Map<String, String> receipts = new LinkedHashMap<>();

        private Entry(Job job) {
            this.job = job;
        }
    }

    /** An empty store. */
    public MemoryStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized boolean knows(MessageKey key) {
        return entries.containsKey(Job.id(key));
    }

    @Override
    public synchronized boolean keep(Job job, Instant writtenAt) {
        return entries.putIfAbsent(job.id(), new Entry(job)) == null;
    }

    @Override
    public void ignore(MessageKey key, String reason, Instant at) {}

    @Override
    public synchronized int keptFrom(Person person, Instant since, int most) {
        return (int) entries.values().stream()
                .map(entry -> entry.job)
                .filter(job -> job.person().equals(person)
                        && job.objection().isEmpty()
                        && job.receivedAt().isAfter(since))
                .limit(most)
                .count();
    }

    @Override
    public synchronized int keptIn(Person anybody, Instant since, int most) {
        return (int) entries.values().stream()
                .map(entry -> entry.job)
                .filter(job -> job.key().platform() == anybody.platform()
                        && job.key().workspace().equals(anybody.workspace())
                        && job.objection().isEmpty()
                        && job.receivedAt().isAfter(since))
                .limit(most)
                .count();
    }

    @Override
    public synchronized int turnsOf(String conversation, Instant since) {
        return (int) entries.values().stream()
                .map(entry -> entry.job)
                .filter(job -> job.conversation().id().equals(conversation)
                        && job.receivedAt().isAfter(since))
                .count();
    }

    @Override
    public synchronized Optional<Instant> lastOurs(String conversation) {
        return entries.values().stream()
                .map(entry -> entry.job)
                .filter(job -> job.conversation().id().equals(conversation))
                .filter(job ->
                        job.addressed() || job.state() == Job.State.ANSWERED || job.state() == Job.State.DELIVERED)
                .map(Job::receivedAt)
                .max(Instant::compareTo);
    }

    @Override
    public synchronized int open() {
        return (int) entries.values().stream()
                .filter(entry -> entry.job.state().isOpen())
                .count();
    }

    @Override
    public synchronized Optional<Job> next(String conversation, Instant now) {
        return entries.values().stream()
                .map(entry -> entry.job)
                .filter(job -> job.conversation().id().equals(conversation)
                        && job.state().isOpen())
                .filter(job -> job.addressed()
                        || job.state() != Job.State.WAITING
                        || !job.dueAt().isAfter(now))
                .findFirst();
    }

    @Override
    public synchronized Optional<Job> find(String id) {
        return Optional.ofNullable(entries.get(id)).map(entry -> entry.job);
    }

    @Override
    public synchronized void begun(Job job) {
        change(
                job.id(),
                current -> with(current, current.text(), current.state(), current.attempts() + 1, current.dueAt()));
    }

    @Override
    public synchronized void failed(Job job, Instant dueAt) {
        change(job.id(), current -> with(current, current.text(), current.state(), current.attempts(), dueAt));
    }

    @Override
    public synchronized boolean answered(Job job, Answerer.Outcome outcome, Instant at) {
        Entry entry = entries.get(job.id());
        if (entry == null
                || entry.job.state() != Job.State.WAITING
                || !entry.job.text().equals(job.text())) {
            return false;
        }
        List<Part> before = List.copyOf(entry.parts);
        entry.parts.clear();
        for (Part part : Parts.of(job, outcome, before, entry.receipts)) {
            entry.parts.add(part);
        }
        entry.record = outcome.record();
        Job.State state = entry.parts.isEmpty() ? Job.State.WITHHELD : Job.State.ANSWERED;
        entry.job = with(entry.job, entry.job.text(), state, entry.job.attempts(), at);
        return true;
    }

    @Override
    public synchronized void close(Job job, Job.State state, String reason, Instant at) {
        change(
                job.id(),
                current -> current.state().isOpen()
                        ? with(current, current.text(), state, current.attempts(), current.dueAt())
                        : current);
    }

    @Override
    public synchronized Edit edit(MessageKey key, String text, Instant at) {
        Entry entry = entries.get(Job.id(key));
        if (entry == null
                || entry.job.objection().isPresent()
                || entry.job.text().isEmpty()
                || entry.job.text().equals(text)
                || entry.job.receivedAt().plus(EDITABLE).isBefore(at)) {
            return Edit.NOTHING;
        }
        if (entry.job.state() == Job.State.WAITING) {
            entry.job = with(entry.job, text, Job.State.WAITING, 0, entry.job.dueAt());
            return Edit.IN_TIME;
        }
        if (entry.job.revision() > 0 || entry.edited != null) {
            return Edit.NOTHING;
        }
        if (entry.job.state() == Job.State.ANSWERED) {
            entry.edited = text;
            return Edit.AGAIN;
        }
        if (entry.job.state() == Job.State.DELIVERED) {
            entry.record = "";
            entry.job = again(entry.job, text, at);
            return Edit.AGAIN;
        }
        return Edit.NOTHING;
    }

    @Override
    public synchronized boolean withdraw(MessageKey key, Instant at) {
        Entry entry = entries.get(Job.id(key));
        if (entry != null) {
            entry.record = "";
            entry.edited = null;
        }
        return change(Job.id(key), current -> {
            Job.State state = current.state() == Job.State.WAITING ? Job.State.WITHDRAWN : current.state();
            return with(current, "", state, current.attempts(), current.dueAt());
        });
    }

    @Override
    public synchronized List<String> history(String conversation, int most) {
        List<String> records = entries.values().stream()
                .filter(entry -> entry.job.conversation().id().equals(conversation) && !entry.record.isEmpty())
                .map(entry -> entry.record)
                .toList();
        return records.subList(Math.max(0, records.size() - most), records.size());
    }

    @Override
    public synchronized List<Part> parts(Job job) {
        Entry entry = entries.get(job.id());
        return entry == null ? List.of() : List.copyOf(entry.parts);
    }

    @Override
    public synchronized void sending(Part part) {
        replace(part, Part.State.SENDING, 1);
    }

    @Override
    public synchronized void delivered(Part part, Delivery.Delivered delivery, Instant at) {
        Entry entry = entries.get(part.job());
        if (entry != null) {
            entry.receipts.put(part.key(), delivery.message());
        }
        settle(part, Part.State.DELIVERED, at);
    }

    @Override
    public synchronized void undeliverable(Part part, String reason, Instant at) {
        settle(part, Part.State.UNDELIVERABLE, at);
    }

    @Override
    public synchronized void postponed(Part part, Instant until, String reason, boolean unknown) {
        replace(part, unknown ? Part.State.SENDING : Part.State.WAITING, 0);
        change(part.job(), current -> with(current, current.text(), current.state(), current.attempts(), until));
    }

    @Override
    public void start(Work worker) {
        work = worker;
    }

    /** Works until nothing is open that is due. */
    @Override
    public void nudge() {
        Work worker = work;
        if (worker == null) {
            return;
        }
        for (String conversation = take(); conversation != null; conversation = take()) {
            try {
                worker.work(conversation);
            } finally {
                release(conversation);
            }
        }
    }

    /** A conversation in which something is due and that nobody works on. */
    private synchronized @Nullable String take() {
        Instant now = clock.instant();
        for (Entry entry : entries.values()) {
            String conversation = entry.job.conversation().id();
            boolean due = entry.job.state().isOpen()
                    && !busy.contains(conversation)
                    && next(conversation, now)
                            .filter(job -> !job.dueAt().isAfter(now))
                            .isPresent();
            if (due) {
                busy.add(conversation);
                return conversation;
            }
        }
        return null;
    }

    private synchronized void release(String conversation) {
        busy.remove(conversation);
    }

    @Override
    public void stop() {}

    /** Whether the job exists. */
    private boolean change(String id, UnaryOperator<Job> change) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return false;
        }
        entry.job = change.apply(entry.job);
        return true;
    }

    private void settle(Part part, Part.State state, Instant at) {
        replace(part, state, 0);
        Entry entry = entries.get(part.job());
        if (entry == null) {
            return;
        }
        Optional<Part> next =
                entry.parts.stream().filter(other -> other.state().isOpen()).findFirst();
        if (next.isPresent()) {
            replace(next.get(), Part.State.SENDING, 1);
            return;
        }
        boolean whole = entry.parts.stream().allMatch(other -> other.state() == Part.State.DELIVERED);
        // What may be visible without our knowing cannot be replaced; another answer beside it would be one too many.
        String edited = whole ? entry.edited : null;
        entry.edited = null;
        entry.record = edited == null ? entry.record : "";
        entry.job = edited == null
                ? with(
                        entry.job,
                        entry.job.text(),
                        whole ? Job.State.DELIVERED : Job.State.UNDELIVERABLE,
                        entry.job.attempts(),
                        entry.job.dueAt())
                : again(entry.job, edited, at);
    }

    private void replace(Part part, Part.State state, int begun) {
        Entry entry = entries.get(part.job());
        if (entry != null) {
            entry.parts.replaceAll(stored ->
                    stored.key().equals(part.key()) ? Parts.with(stored, state, stored.attempts() + begun) : stored);
        }
    }

    private static Job again(Job job, String text, Instant at) {
        return with(job, text, Job.State.WAITING, 0, at, job.revision() + 1);
    }

    private static Job with(Job job, String text, Job.State state, int attempts, Instant dueAt) {
        return with(job, text, state, attempts, dueAt, job.revision());
    }

    private static Job with(Job job, String text, Job.State state, int attempts, Instant dueAt, int revision) {
        return new Job(
                job.key(),
                job.conversation(),
                job.author(),
                text,
                job.scope(),
                job.notes(),
                job.addressed(),
                job.objection(),
                job.knowledgeOnly(),
                job.receivedAt(),
                dueAt,
                state,
                attempts,
                revision);
    }
}
