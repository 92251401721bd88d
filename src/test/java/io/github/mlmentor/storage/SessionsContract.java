package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.console.Sessions;
import io.github.mlmentor.intake.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database has to do for those who are signed in. */
@Timeout(60)
abstract class SessionsContract {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final Person BLUE = new Person(Platform.SLACK, "TBLUE", "UANA");
    private static final Person RED = new Person(Platform.SLACK, "TRED", "UANA");

    private Database database;
    private SqlSessions sessions;

    abstract Database open();

    @BeforeEach
    void start() {
        database = open();
        sessions = new SqlSessions(database);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private static Sessions.Session session(Person... people) {
        return new Sessions.Session(List.of(people), false, AT, AT);
    }

    @Test
    void aSessionIsFoundAsItBegan() {
        sessions.begin("one", session(BLUE, RED));
        sessions.begin("two", new Sessions.Session(List.of(), true, AT, AT.plusSeconds(1)));

        assertThat(sessions.find("one")).contains(session(BLUE, RED));
        assertThat(sessions.find("two")).contains(new Sessions.Session(List.of(), true, AT, AT.plusSeconds(1)));
        assertThat(sessions.find("three")).isEmpty();
    }

    @Test
    void useIsNotedForwardsOnly() {
        sessions.begin("one", session(BLUE));
        sessions.seen("one", AT.plusSeconds(60));
        sessions.seen("one", AT.plusSeconds(30));
        assertThat(sessions.find("one").orElseThrow().seenAt()).isEqualTo(AT.plusSeconds(60));
        assertThat(sessions.find("one").orElseThrow().begunAt()).isEqualTo(AT);
    }

    @Test
    void anEndedSessionIsGoneWithItsPeople() {
        sessions.begin("one", session(BLUE));
        sessions.begin("two", session(BLUE));
        sessions.end("one");
        assertThat(sessions.find("one")).isEmpty();
        assertThat(sessions.find("two")).isPresent();
        assertThat(count("console_person")).isEqualTo(1);
    }

    @Test
    void oldSessionsEndTogether() {
        sessions.begin("idle", session(BLUE));
        sessions.begin("used", session(BLUE));
        sessions.seen("used", AT.plusSeconds(100));
        sessions.endOld(AT.plusSeconds(1), AT);
        assertThat(sessions.find("idle")).isEmpty();
        assertThat(sessions.find("used")).isPresent();
        sessions.endOld(AT, AT.plusSeconds(1));
        assertThat(sessions.find("used")).as("begun too long ago").isEmpty();
        assertThat(count("console_person")).isZero();
    }

    @Test
    void whoHasHimselfForgottenIsInNoSession() {
        sessions.begin("one", session(BLUE, RED));
        new SqlPersonalData(database).forget(BLUE);
        assertThat(sessions.find("one").orElseThrow().people()).containsExactly(RED);
        new SqlPersonalData(database).purge(Platform.SLACK, "TRED");
        assertThat(sessions.find("one").orElseThrow().people()).isEmpty();
    }

    @Test
    void whatEndedGoesWithinTheHourAlsoWhenNobodySignsIn() {
        sessions.begin("one", session(BLUE));
        new Upkeep(database, Duration.ofDays(30), Clock.fixed(AT.plus(Duration.ofHours(11)), ZoneOffset.UTC)).run();
        assertThat(count("console_session")).isEqualTo(1);
        new Upkeep(database, Duration.ofDays(30), Clock.fixed(AT.plus(Duration.ofHours(13)), ZoneOffset.UTC)).run();
        assertThat(count("console_session") + count("console_person")).isZero();
    }

    @Test
    void aTicketIsGoodOnceAndInTime() {
        sessions.expect("one", AT);
        sessions.expect("two", AT);
        assertThat(sessions.redeem("three", AT.minusMillis(1))).isFalse();
        assertThat(sessions.redeem("one", AT.minusMillis(1))).isTrue();
        assertThat(sessions.redeem("one", AT.minusMillis(1))).isFalse();
        assertThat(sessions.redeem("two", AT)).as("too late").isFalse();
        sessions.expect("new", AT.plusSeconds(86_401));
        assertThat(count("console_ticket")).as("old ones go").isEqualTo(1);
    }

    @Test
    void ofManyWhoComeWithOneTicketOneGetsIn() {
        sessions.expect("one", AT);
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> sessions.redeem("one", AT.minusMillis(1))))
                .toList();
        assertThat(all.stream().map(CompletableFuture::join).filter(in -> in)).hasSize(1);
    }

    private int count(String table) {
        return database.read(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(int.class)
                .one());
    }
}
