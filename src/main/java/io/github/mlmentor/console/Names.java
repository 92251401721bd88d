package io.github.mlmentor.console;

import io.github.mlmentor.mentoring.Board;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How things are called on pages. */
final class Names {
    private Names() {}

    static String board(Board board) {
        return switch (board.platform()) {
            case SLACK -> "Slack " + board.workspace();
            case DISCORD -> "Discord " + board.workspace();
            case WEB -> "Web page";
            case TERMINAL -> "Terminal";
        };
    }

    /** A span of time in its largest unit: {@code 3 h}. */
    static String duration(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        if (duration.toSeconds() < 120) {
            return duration.toSeconds() + " s";
        }
        if (duration.toMinutes() < 60) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() < 72 ? duration.toHours() + " h" : duration.toDays() + " days";
    }

    static String since(Instant then, Instant now) {
        return duration((double) Math.max(0, Duration.between(then, now).toSeconds()));
    }

    /** {@code 3 of 4 (75 %)}; a dash when there is none. */
    static String share(long part, long whole) {
        return whole == 0 ? "–" : part + " of " + whole + " (" + Math.round(100.0 * part / whole) + " %)";
    }
}
