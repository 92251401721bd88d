package io.github.mlmentor.curation;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets nobody ask a host twice at once, or again before it had its pause. Thread-safe. */
final class HostTurns {
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();
    private final Duration pause;
    private final Clock clock;
    private final Sleeper sleeper;

    HostTurns(Duration pause, Clock clock, Sleeper sleeper) {
        this.pause = pause;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Waits. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    /** Something that is asked of a host. */
    @FunctionalInterface
    interface Call<T> {
        T ask() throws IOException, InterruptedException;
    }

    private static final class Turn {
        private Instant next = Instant.MIN;
    }

    /** Asks when it is this host's turn again; blocks until then. */
    <T> T take(String host, Call<T> call) throws IOException, InterruptedException {
        Turn turn = turns.computeIfAbsent(host, name -> new Turn());
        // The lock is held while the host answers: that is what makes it one request at a time.
        synchronized (turn) {
            Instant now = clock.instant();
            if (turn.next.isAfter(now)) {
                sleeper.sleep(Duration.between(now, turn.next));
            }
            try {
                return call.ask();
            } finally {
                hold(turn, pause);
            }
        }
    }

    /** Leaves a host alone for so long, because it said so. */
    void hold(String host, Duration time) {
        Turn turn = turns.computeIfAbsent(host, name -> new Turn());
        synchronized (turn) {
            hold(turn, time);
        }
    }

    private void hold(Turn turn, Duration time) {
        Instant until = clock.instant().plus(time);
        turn.next = until.isAfter(turn.next) ? until : turn.next;
    }
}
