package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private static final Duration OLDEST = Duration.ofMinutes(15);

    private final Bench bench = new Bench();
    private final FakeMarks marks = new FakeMarks();
    private final CatchUp catchUp = new CatchUp(bench.intake, marks, OLDEST, bench.clock);
    private final List<Instant> asked = new ArrayList<>();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void whatWasMissedIsTakenInOnceAndInOrder() {
        catchUp.listening(Platform.SLACK);
        bench.clock.advance(Duration.ofMinutes(5));
        assertThat(run(missed("1", 4, false), missed("2", 3, false))).isEqualTo(2);
        assertThat(run(missed("1", 4, false), missed("2", 3, false))).isZero();
        bench.finish();
        assertThat(bench.platform.visible()).containsExactly("answer to q1", "answer to q2");
    }

    @Test
    void whatPeopleHaveAnsweredIsLeftAlone() {
        assertThat(run(missed("1", 1, true), missed("2", 1, false))).isEqualTo(1);
        assertThat(bench.store.knows(Bench.key("1"))).isFalse();
    }

    @Test
    void whatWasNotMissedAfterAllIsADuplicate() {
        bench.ask("1", "q1");
        assertThat(run(missed("1", 1, false))).isZero();
        bench.finish();
        assertThat(bench.platform.visible()).hasSize(1);
    }

    @Test
    void nothingOlderThanTheLimitIsAnsweredEvenWhenThePlatformGivesIt() {
        catchUp.listening(Platform.SLACK);
        bench.clock.advance(Duration.ofHours(3));
        assertThat(run(missed("1", 16, false), missed("2", 15, false))).isEqualTo(1);
        assertThat(asked).containsExactly(bench.clock.instant().minus(OLDEST));
        assertThat(bench.store.knows(Bench.key("1"))).isFalse();
    }

    /** A message may have been on its way when the connection broke; asking a little further back costs nothing. */
    @Test
    void itAsksFromALittleBeforeItLastListened() {
        catchUp.listening(Platform.SLACK);
        Instant last = bench.clock.instant();
        bench.clock.advance(Duration.ofMinutes(5));
        run();
        assertThat(asked).containsExactly(last.minusSeconds(60));
    }

    @Test
    void whoeverNeverListenedHasMissedNothing() {
        run();
        assertThat(asked).containsExactly(bench.clock.instant());
    }

    @Test
    void platformsAreListenedToApart() {
        catchUp.listening(Platform.SLACK);
        Instant slack = bench.clock.instant();
        bench.clock.advance(Duration.ofMinutes(2));
        catchUp.listening(Platform.DISCORD);
        run();
        assertThat(asked).containsExactly(slack.minusSeconds(60));
        assertThat(marks.byName).containsOnlyKeys("listening/slack", "listening/discord");
    }

    @Test
    void afterCatchingUpItListens() {
        catchUp.listening(Platform.SLACK);
        bench.clock.advance(Duration.ofMinutes(5));
        run();
        assertThat(marks.byName).containsEntry("listening/slack", bench.clock.instant());
    }

    /** What could not be stored now is asked for again the next time. */
    @Test
    void aCatchUpThatBreaksIsRepeatedFromWhereItBegan() {
        catchUp.listening(Platform.SLACK);
        Instant last = bench.clock.instant();
        bench.clock.advance(Duration.ofMinutes(5));
        bench.intake.close();
        assertThatThrownBy(() -> run(missed("1", 1, false))).isInstanceOf(NotKept.class);
        assertThat(marks.byName).containsEntry("listening/slack", last);
    }

    @Test
    void whatIsIgnoredOrDeclinedIsNotCounted() {
        CatchUp.Message bot = new CatchUp.Message(
                Offer.of(Bench.message(
                        Bench.key("1"), Bench.conversation("c"), new Author("b", true, false), "q", true, 0)),
                false);
        assertThat(catchUp.run(Platform.SLACK, since -> List.of(recent(bot)))).isZero();
        assertThat(run(at("2", "", 1))).isZero();
        assertThat(bench.store.open()).isEqualTo(1);
    }

    private int run(CatchUp.Message... missed) {
        return catchUp.run(Platform.SLACK, since -> {
            asked.add(since);
            return List.of(missed);
        });
    }

    private CatchUp.Message missed(String id, int minutesAgo, boolean answered) {
        return new CatchUp.Message(at(id, "q" + id, minutesAgo).offer(), answered);
    }

    private CatchUp.Message at(String id, String text, int minutesAgo) {
        return recent(new CatchUp.Message(Offer.of(Bench.message(id, text)), false), minutesAgo);
    }

    private CatchUp.Message recent(CatchUp.Message message) {
        return recent(message, 1);
    }

    private CatchUp.Message recent(CatchUp.Message message, int minutesAgo) {
        Inbound.Message old = message.offer().message();
        return new CatchUp.Message(
                Offer.of(new Inbound.Message(
                        old.key(),
                        old.conversation(),
                        old.author(),
                        bench.clock.instant().minus(Duration.ofMinutes(minutesAgo)),
                        old.text(),
                        old.addressed(),
                        old.attachments(),
                        null)),
                message.answered());
    }

    private static final class FakeMarks implements Marks {
        private final Map<String, Instant> byName = new HashMap<>();

        @Override
        public void set(String name, Instant at) {
            byName.put(name, at);
        }

        @Override
        public Optional<Instant> get(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }
}
