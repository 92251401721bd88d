package io.github.mlmentor.intake;

import io.github.mlmentor.chat.MessageKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The messages that were kept. Thread-safe; every method is one transaction and throws when it was not carried out. */
public interface Inbox {
    /** What an edit led to. */
    enum Edit {
        /** It is answered as edited. */
        IN_TIME,
        /** The answer is made anew and takes the place of the first. */
        AGAIN,
        /** The message is not ours, its answer was updated before, or it is too old. */
        NOTHING
    }

    /** Whether this message was kept before, whatever became of it, even when its asker was forgotten since. */
    boolean knows(MessageKey key);

    /**
     * Stores a message and the wake-up of its conversation, both or neither, so that no crash undoes it.
     *
     * @param writtenAt when the platform says that it was written
     * @return false when the message was known already
     */
    boolean keep(Job job, Instant writtenAt);

    /** Notes that a message was not handled, for whoever asks why; without its text and its author. */
    void ignore(MessageKey key, String reason, Instant at);

    /**
     * How many messages of a person were kept since then, those that were declined not counted.
     *
     * @param most counts no further, because a budget asks no more and a long day has many rows
     */
    int keptFrom(Person person, Instant since, int most);

    /** How many messages of a workspace were kept since then, likewise. */
    int keptIn(Person anybody, Instant since, int most);

    /** How many messages of a conversation were kept since then, those that were declined counted too. */
    int turnsOf(String conversation, Instant since);

    /** When the latest message of a conversation was kept that was said to us or that we answered, or empty when none was. */
    Optional<Instant> lastOurs(String conversation);

    /** How many jobs are open. */
    int open();

    /**
     * Since when messages are counted.
     *
     * @param turns those of the conversation
     * @param minute and {@code day}: those of the person and the workspace
     */
    record Since(Instant turns, Instant minute, Instant day) {}

    /**
     * What the rules of admission need to know of a message.
     *
     * @param known whether it was kept before
     * @param turns messages of its conversation lately
     * @param open jobs that are open
     * @param userMinute messages of its author in a minute; like the next two, not counted beyond the limit
     */
    record Census(boolean known, int turns, int open, int userMinute, int userDay, int serverDay) {}

    /** All of it in one look, because this is between somebody and the word that we have his question. */
    default Census census(MessageKey key, String conversation, Person person, Since since, Limits limits) {
        return new Census(
                knows(key),
                turnsOf(conversation, since.turns()),
                open(),
                keptFrom(person, since.minute(), limits.userMinute()),
                keptFrom(person, since.day(), limits.userDay()),
                keptIn(person, since.day(), limits.serverDay()));
    }

    /**
     * The job that is next in a conversation: the oldest open one, where an overheard one that is not due yet lets others pass. It
     * may be due later.
     */
    Optional<Job> next(String conversation, Instant now);

    /** One job, whatever its state, by its id. */
    Optional<Job> find(String id);

    /** One job, whatever its state. */
    default Optional<Job> find(MessageKey key) {
        return find(Job.id(key));
    }

    /** Counts an attempt to answer. */
    void begun(Job job);

    /** Notes that an attempt to answer failed and when the next one is due. */
    void failed(Job job, Instant dueAt);

    /**
     * Stores the answer, its parts, and that the first of them is being sent, all or nothing; an answer without parts closes the
     * job as withheld.
     *
     * @return false when nothing was stored because the question was edited or withdrawn meanwhile
     */
    boolean answered(Job job, Answerer.Outcome outcome, Instant at);

    /** Closes a job that is not answered. */
    void close(Job job, Job.State state, String reason, Instant at);

    /** Takes over what a message says now. */
    Edit edit(MessageKey key, String text, Instant at);

    /**
     * Withdraws a message that was deleted: unanswered, it will not be answered; answered, its text is forgotten.
     *
     * @return whether the message was known
     */
    boolean withdraw(MessageKey key, Instant at);

    /** What was stored with the last answers of a conversation, oldest first. */
    List<String> history(String conversation, int most);
}
