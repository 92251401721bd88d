package io.github.mlmentor.mentoring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long something takes or took, in words. */
final class Ages {
    private Ages() {}

    /** {@code 3 hours}. */
    static String of(Duration age) {
        long minutes = Math.max(1, age.toMinutes());
        if (minutes < 60) {
            return count(minutes, "minute");
        }
        long hours = (minutes + 30) / 60;
        return hours < 48 ? count(hours, "hour") : count((hours + 12) / 24, "day");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** {@code 3 hours ago}. */
    static String ago(Instant then, Clock clock) {
        Duration age = Duration.between(then, clock.instant());
        return age.toMinutes() < 1 ? "just now" : of(age) + " ago";
    }
}
