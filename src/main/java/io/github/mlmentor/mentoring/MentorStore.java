package io.github.mlmentor.mentoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What mentoring keeps. Thread-safe; every method is one transaction. */
public interface MentorStore {
    /**
     * Stores a change, and has what is to be shown sent soon.
     *
     * @return false when nothing was stored, because something of it had changed meanwhile or was stored before
     */
    boolean apply(Change change);

    Optional<HandOver> handOver(String id);

    /** What waits for mentors, oldest first: open and claimed. */
    List<HandOver> waiting(Board board);

    /** The latest, whatever their state, newest first. */
    List<HandOver> latest(Board board, int most);

    /** What waits anywhere and was last touched before a moment. */
    List<HandOver> waitingSince(Instant before);

    /** How often a learner handed over since a moment. */
    int count(Board board, String learner, Instant since);

    /** Who claimed or answered on a board since a moment, the busiest first. */
    List<String> mentors(Board board, Instant since);

    Optional<Contribution> contribution(String id);

    /** What waits to be decided, oldest first. */
    List<Contribution> drafts(Board board);

    Optional<Shown> shown(String key);

    /** Has an errand run for each thing that is to be shown and for which none waits. */
    void wake();

    /** The keys of what is to be shown still. */
    List<String> due();

    /** The latest of who changed what, newest first. */
    List<AuditEntry> audit(Board board, int most);

    /** Counts an attempt to show something. */
    void sending(String key);

    /** Notes that something is visible in the state that was wanted when {@code shown} was read. */
    void visible(Shown shown, String receipt);

    /** Notes that something never will be visible. */
    void invisible(Shown shown, String reason);

    /** The hand-over whose card a platform calls so. */
    Optional<HandOver> byCard(Board board, String receipt);

    /** What was asked in a job and what the bot said; empty when it is no longer stored. */
    Optional<Exchanged> exchanged(String job);

    Optional<Published> published(String origin);

    /** All approved articles. */
    List<Published> published();

    /** Changes whenever {@link #published()} would give something else; cheap enough to ask every second. */
    String stamp();

    /** All questions that must be answered from an article. */
    List<Check> checks();

    /** What happened on a board from one moment to another. */
    Week week(Board board, Instant from, Instant to);

    /** Notes when a check passed, or that it does not. */
    void passed(Check check, @Nullable Instant at);
}
