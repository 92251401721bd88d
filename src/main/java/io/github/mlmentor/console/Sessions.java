package io.github.mlmentor.console;

import io.github.mlmentor.intake.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where it is kept who is signed in. Is given hashes of secrets, never a secret. Thread-safe. */
public interface Sessions {
    /** After so long without use a session has ended. */
    Duration IDLE = Duration.ofHours(12);
    /** After so long it has ended however much it is used. */
    Duration WHOLE = Duration.ofDays(7);

    /**
     * Somebody who is signed in.
     *
     * @param people who he is in each workspace; empty for whoever runs this installation
     * @param operator whether he came by the link for whoever runs this installation
     */
    record Session(List<Person> people, boolean operator, Instant begunAt, Instant seenAt) {
        public Session {
            people = List.copyOf(people);
        }
    }

    void begin(String id, Session session);

    /** The session of this name, without people who had themselves forgotten since; empty when it ended. */
    Optional<Session> find(String id);

    /** Notes that a session is in use. */
    void seen(String id, Instant at);

    void end(String id);

    /** Ends every session that was not used since, or began before. */
    void endOld(Instant seenBefore, Instant begunBefore);

    /** Remembers what lets somebody in once. */
    void expect(String ticket, Instant until);

    /** Whether a ticket is known and in time; it is not known any more afterwards. */
    boolean redeem(String ticket, Instant now);
}
