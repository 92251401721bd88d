package io.github.mlmentor.intake;

import java.time.Duration;

/** How long to wait before trying again: half a second, doubling up to a minute. */
final class Pauses {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 10;

    private Pauses() {}

    /** The pause after so many attempts before the last. */
    static Duration after(int attempts) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(MOST_DOUBLINGS, attempts));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
