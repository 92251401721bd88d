package io.github.mlmentor.mentoring;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * When mentors are told how things stand.
 *
 * @param day of the week's digest, or null for none
 * @param time of the digest, and each day of what waits
 */
public record Calendar(@org.jspecify.annotations.Nullable DayOfWeek day, LocalTime time, ZoneId zone) {
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    /**
     * Out of the settings.
     *
     * @param digest a day and a time, such as {@code monday 09:00}, or {@code off}
     * @throws IllegalArgumentException when there is no such time zone, with the mend
     */
    public static Calendar of(String digest, String timezone) {
        ZoneId zone;
        try {
            zone = ZoneId.of(timezone);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException(
                    "mentoring.timezone is \"" + timezone
                            + "\", and there is no such time zone; write one such as Europe/Berlin",
                    e);
        }
        if (digest.equals("off")) {
            return new Calendar(null, MORNING, zone);
        }
        String[] parts = digest.split(" ");
        return new Calendar(DayOfWeek.valueOf(parts[0].toUpperCase(Locale.ROOT)), LocalTime.parse(parts[1]), zone);
    }

    /** The day whose summary is due by now, when it is. */
    Optional<LocalDate> summary(Clock clock) {
        ZonedDateTime now = clock.instant().atZone(zone);
        return now.toLocalTime().isBefore(time) ? Optional.empty() : Optional.of(now.toLocalDate());
    }

    /** The last day of the week whose digest is due today, when it is. */
    Optional<LocalDate> digest(Clock clock) {
        return summary(clock).filter(today -> today.getDayOfWeek() == day).map(today -> today.minusDays(1));
    }

    /** When a day begins. */
    Instant start(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }
}
