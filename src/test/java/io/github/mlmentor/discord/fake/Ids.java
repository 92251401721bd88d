package io.github.mlmentor.discord.fake;

import java.time.Instant;

/** Snowflakes of the present, which never repeat, and the times in them. */
final class Ids {
    /** The first moment of Discord's time. */
    private static final long EPOCH = 1_420_070_400_000L;

    private long last;

    synchronized String next() {
        last = Math.max(last + 1, (System.currentTimeMillis() - EPOCH) << 22);
        return Long.toString(last);
    }

    /** A string of the kind that names sessions and interactions, as long as Discord's. */
    String token(int length) {
        String unique = Long.toString(Long.parseLong(next()), 36);
        return unique + "-_aZ9".repeat(length).substring(0, length - unique.length());
    }

    static Instant time(String snowflake) {
        return Instant.ofEpochMilli((Long.parseLong(snowflake) >> 22) + EPOCH);
    }
}
