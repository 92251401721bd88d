package io.github.mlmentor.console;

import io.github.mlmentor.mentoring.AuditEntry;
import io.github.mlmentor.mentoring.Board;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What can be counted of a board's workspace. Reads only. Thread-safe. */
public interface Figures {
    /**
     * One week, in UTC.
     *
     * @param begins its Monday
     * @param answered questions that were answered from articles
     * @param notFound questions in the subject that the knowledge did not answer
     * @param failed questions that met an error
     * @param aside greetings, what was off topic, declined or asked back
     * @param botSeconds the median time from a question to its answer, within a tenth; of those asked of the bot
     * @param mentorSeconds the median time from a hand-over to a mentor's first answer, within a tenth
     * @param mentored how many a mentor answered
     */
    record Week(
            LocalDate begins,
            long answered,
            long notFound,
            long failed,
            long aside,
            long helpful,
            long unhelpful,
            OptionalDouble botSeconds,
            OptionalDouble mentorSeconds,
            long mentored) {}

    /** How often an article was used in an answer, and what people thought of these answers. */
    record Use(long used, long helpful, long unhelpful) {
        public static final Use NONE = new Use(0, 0, 0);
    }

    /**
     * What somebody thought of an answer, and the exchange behind it.
     *
     * @param reason what was wrong, of the choices that are offered, or empty
     * @param note the same in words, or empty
     * @param shared whether others could read it where it was asked; else question, answer and articles are empty
     * @param question empty also when it is gone
     * @param articles ids of those that the answer came from
     */
    record Opinion(
            String job,
            Instant at,
            boolean helpful,
            String reason,
            String note,
            boolean shared,
            String question,
            String answer,
            List<String> articles) {
        public Opinion {
            articles = List.copyOf(articles);
        }
    }

    /**
     * Weeks without a gap, oldest first.
     *
     * @param last any day of the last of them
     * @param count 1 to 53
     */
    List<Week> weeks(Board board, LocalDate last, int count);

    /** By the article's id, since the oldest question that is kept. */
    Map<String, Use> uses(Board board);

    /**
     * Opinions, those that found an answer unhelpful first, then newest first.
     *
     * @param most how many at most
     */
    List<Opinion> opinions(Board board, int most);

    /** Who changed what, newest first. */
    List<AuditEntry> audit(Board board, int most);
}
