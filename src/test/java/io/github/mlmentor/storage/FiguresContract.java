package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.console.Figures;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.Board;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database has to count. */
@Timeout(60)
abstract class FiguresContract {
    private static final Board BLUE = new Board(Platform.SLACK, "TBLUE");
    private static final Board RED = new Board(Platform.SLACK, "TRED");
    /** A Sunday, the last moment of a week. */
    private static final Instant SUNDAY = Instant.parse("2026-03-01T23:59:59.999Z");

    private static final LocalDate MONDAY = LocalDate.of(2026, 2, 23);

    private Database database;
    private DbSchedulerJobs jobs;
    private SqlInbox inbox;
    private SqlFigures figures;
    private int number;

    abstract Database open();

    @BeforeEach
    void start() {
        database = open();
        jobs = SampleJobs.jobs(database, 1);
        inbox = new SqlInbox(database, jobs, Clock.systemUTC());
        figures = new SqlFigures(database);
    }

    @AfterEach
    void stop() {
        jobs.stop();
        database.close();
    }

    private static String record(String... sources) {
        return "{\"question\":\"q\",\"standalone\":\"q\",\"sources\":["
                + String.join(
                        ",",
                        List.of(sources).stream().map(id -> "\"" + id + "\"").toList())
                + "],\"answer\":\"Said.\"}";
    }

    /** A question of a board that the bot answered, or not, within so long. */
    private String asked(Board board, Instant at, String decision, String record, Duration took, boolean addressed) {
        MessageKey key = new MessageKey(board.platform(), board.workspace(), "C1", Integer.toString(++number));
        Job job = new Job(
                key,
                new Conversation("slack/" + board.workspace() + "/C1/" + number, Conversation.Kind.THREAD),
                "UANA",
                "what is it?",
                Map.of(),
                Map.of(),
                addressed,
                Optional.empty(),
                false,
                at,
                at,
                Job.State.WAITING,
                0,
                0);
        inbox.keep(job, at);
        inbox.answered(job, new Answerer.Outcome(decision, record, List.of("{}"), Map.of()), at.plus(took));
        database.inTransaction(handle -> handle.createUpdate("update job set state = 'DELIVERED' where id = :id")
                .bind("id", job.id())
                .execute());
        return job.id();
    }

    private String answered(Instant at) {
        return asked(BLUE, at, "answered", record("joins"), Duration.ofMillis(800), true);
    }

    private void thumb(Board board, String job, String who, boolean up, Instant at) {
        new SqlFeedback(database).note(job, new Person(board.platform(), board.workspace(), who), up, "", at);
    }

    private Figures.Week week() {
        List<Figures.Week> weeks = figures.weeks(BLUE, LocalDate.ofInstant(SUNDAY, ZoneOffset.UTC), 1);
        assertThat(weeks).hasSize(1);
        return weeks.get(0);
    }

    @Test
    void weeksBeginOnMondayInUtcAndHaveNoGap() {
        answered(SUNDAY);
        answered(SUNDAY.plusMillis(1));
        answered(MONDAY.atStartOfDay(ZoneOffset.UTC).toInstant());
        answered(MONDAY.atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1));

        List<Figures.Week> weeks = figures.weeks(BLUE, LocalDate.of(2026, 3, 4), 4);

        assertThat(weeks)
                .extracting(Figures.Week::begins)
                .containsExactly(LocalDate.of(2026, 2, 9), LocalDate.of(2026, 2, 16), MONDAY, LocalDate.of(2026, 3, 2));
        assertThat(weeks).extracting(Figures.Week::answered).containsExactly(0L, 1L, 2L, 1L);
    }

    @Test
    void whatIsNoQuestionOfTheSubjectStandsAside() {
        Duration soon = Duration.ofMillis(10);
        answered(SUNDAY);
        asked(BLUE, SUNDAY, "answered", "", soon, true);
        asked(BLUE, SUNDAY, "not_found", "", soon, true);
        asked(BLUE, SUNDAY, "failed", "", soon, true);
        asked(BLUE, SUNDAY, "off_topic", "", soon, true);
        asked(BLUE, SUNDAY, "declined", "", soon, true);
        asked(BLUE, SUNDAY, "clarify", "", soon, true);
        asked(BLUE, SUNDAY, "withheld", "", soon, false);

        assertThat(week())
                .returns(1L, Figures.Week::answered)
                .returns(1L, Figures.Week::notFound)
                .returns(1L, Figures.Week::failed)
                .returns(4L, Figures.Week::aside);
    }

    @Test
    void theMedianIsRightWithinATenthWhateverTheScale() {
        for (double seconds : new double[] {0.3, 2, 45, 5_000, 400_000}) {
            Tally tally = new Tally();
            for (double factor : new double[] {0.1, 0.5, 1, 7, 90}) {
                tally.add(0, Tally.BOT_TIME, Tally.bucket(seconds * factor), 1);
            }
            assertThat(tally.median(0, Tally.BOT_TIME).orElseThrow()).isCloseTo(seconds, Percentage.withPercentage(10));
        }
        assertThat(new Tally().median(0, Tally.BOT_TIME)).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void timeCountsFromTheQuestionToTheAnswerAndNotWhatWasLeftToPeopleFirst() {
        asked(BLUE, SUNDAY, "answered", record("joins"), Duration.ofSeconds(3), true);
        asked(BLUE, SUNDAY, "answered", record("joins"), Duration.ofMinutes(10), false);
        asked(BLUE, SUNDAY, "not_found", "", Duration.ofMinutes(10), true);
        assertThat(week().botSeconds().orElseThrow()).isCloseTo(3, Percentage.withPercentage(10));
        assertThat(week().mentorSeconds()).isEmpty();
    }

    @Test
    void mentorsTimeCountsFromTheHandOverToTheFirstAnswer() {
        handOver(BLUE, "one", SUNDAY.minusSeconds(7_200), SUNDAY);
        handOver(BLUE, "two", SUNDAY.minusSeconds(7_200), null);
        handOver(RED, "three", SUNDAY.minusSeconds(9), SUNDAY);
        assertThat(week().mentorSeconds().orElseThrow()).isCloseTo(7_200, Percentage.withPercentage(10));
        assertThat(week().mentored()).isEqualTo(1);
    }

    private void handOver(Board board, String id, Instant asked, @Nullable Instant answered) {
        database.inTransaction(handle -> handle.createUpdate("insert into hand_over (id, platform, workspace, learner,"
                        + " anonymous, shared, conversation, conversation_kind, message, question, tried, earlier, said,"
                        + " decision, sources, asked_at, state, mentor, since_at, raised_at, answer, answered_by,"
                        + " answered_at, delivery, reason, version) values (:id, :platform, :workspace, 'U', 0, 1, 'c',"
                        + " 'THREAD', '1', 'q', '', '[]', '', '', '[]', :asked, 'OPEN', '', :asked, null, '', '',"
                        + " :answered, '', '', 0)")
                .bind("id", id)
                .bind("platform", board.platform().name())
                .bind("workspace", board.workspace())
                .bind("asked", asked.toEpochMilli())
                .bind("answered", answered == null ? null : (Long) answered.toEpochMilli())
                .execute());
    }

    @Test
    void boardsAreCountedApart() {
        String blue = answered(SUNDAY);
        String red = asked(RED, SUNDAY, "answered", record("git"), Duration.ofMillis(800), true);
        thumb(BLUE, blue, "U1", true, SUNDAY);
        thumb(RED, red, "U1", false, SUNDAY);
        assertThat(week())
                .returns(1L, Figures.Week::answered)
                .returns(1L, Figures.Week::helpful)
                .returns(0L, Figures.Week::unhelpful);
        assertThat(figures.uses(BLUE)).containsOnlyKeys("joins");
        assertThat(figures.opinions(RED, 10))
                .hasSize(1)
                .allMatch(opinion -> opinion.articles().equals(List.of("git")));
    }

    @Test
    void whatIsDeletedGoesOnCountingAndIsCountedOnce() {
        String old = answered(SUNDAY);
        thumb(BLUE, old, "U1", true, SUNDAY);
        thumb(BLUE, old, "U2", false, SUNDAY);
        asked(BLUE, SUNDAY.minusSeconds(9), "not_found", "", Duration.ofMillis(10), true);
        handOver(BLUE, "one", SUNDAY.minusSeconds(7_200), SUNDAY);
        database.inTransaction(handle -> handle.execute("update hand_over set state = 'RESOLVED'"));
        Figures.Week before = week();
        Clock later = Clock.fixed(SUNDAY.plus(Duration.ofDays(31)), ZoneOffset.UTC);

        for (int i = 0; i < 3; i++) {
            new Upkeep(database, Duration.ofDays(30), later).run();
        }

        assertThat(inbox.find(old)).isEmpty();
        assertThat(week()).isEqualTo(before);
        assertThat(before.answered()).isEqualTo(1);
        assertThat(before.mentored()).isEqualTo(1);
        // Somebody is late: what comes afterwards is added.
        answered(SUNDAY.minusSeconds(60));
        new Upkeep(database, Duration.ofDays(30), later).run();
        assertThat(week().answered()).isEqualTo(2);
        new SqlPersonalData(database).purge(Platform.SLACK, "TBLUE");
        assertThat(week().answered()).as("of a workspace that left").isZero();
    }

    @Test
    void anArticlesUseAndItsThumbsAreCounted() {
        String both = asked(BLUE, SUNDAY, "answered", record("joins", "git"), Duration.ofMillis(1), true);
        String one = answered(SUNDAY);
        asked(BLUE, SUNDAY, "answered", "not JSON \"sources\":[\"", Duration.ofMillis(1), true);
        thumb(BLUE, both, "U1", true, SUNDAY);
        thumb(BLUE, both, "U2", false, SUNDAY);
        thumb(BLUE, one, "U1", true, SUNDAY);
        assertThat(figures.uses(BLUE))
                .containsEntry("joins", new Figures.Use(2, 2, 1))
                .containsEntry("git", new Figures.Use(1, 1, 1))
                .hasSize(2);
    }

    @Test
    void opinionsComeWithTheirExchangeTheUnhelpfulFirst() {
        String one = answered(SUNDAY);
        thumb(BLUE, one, "U1", true, SUNDAY.plusSeconds(9));
        thumb(BLUE, one, "U2", false, SUNDAY);
        thumb(BLUE, "gone", "U3", false, SUNDAY.plusSeconds(5));
        List<Figures.Opinion> opinions = figures.opinions(BLUE, 10);
        assertThat(opinions).extracting(Figures.Opinion::job).containsExactly("gone", one, one);
        assertThat(opinions).extracting(Figures.Opinion::helpful).containsExactly(false, false, true);
        assertThat(opinions.get(0).shared()).isFalse();
        assertThat(opinions.get(1).question()).isEqualTo("what is it?");
        assertThat(opinions.get(1).answer()).isEqualTo("Said.");
        assertThat(figures.opinions(BLUE, 1)).hasSize(1);
    }
}
