package io.github.mlmentor.rig;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The time of this machine, moved: what a bot sees when somebody sets the clock. */
final class OffsetClock extends Clock {
    private final AtomicLong offset = new AtomicLong();

    /** From now on the clock is wrong by this much. */
    void moveTo(long millis) {
        offset.set(millis);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock knows UTC only");
    }

    @Override
    public Instant instant() {
        return Instant.now().plusMillis(offset.get());
    }
}
