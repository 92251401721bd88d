package io.github.mlmentor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.chat.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MemoryStoreTest {
    private final Bench bench = new Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void workIsDoneWhenTheOfferReturns() {
        bench.store.start(bench.worker);
        bench.ask("1", "q");
        assertThat(bench.platform.visible()).containsExactly("answer to q");
        bench.store.stop();
    }

    @Test
    void withoutAWorkerItIsKeptUntilThereIsOne() {
        bench.ask("1", "q");
        assertThat(bench.platform.visible()).isEmpty();
        bench.store.start(bench.worker);
        bench.store.nudge();
        assertThat(bench.platform.visible()).containsExactly("answer to q");
    }

    @Test
    void whatIsNotDueIsNotWokenAndTheNextNudgeTakesItUp() {
        bench.platform.will(FakePlatform.postpone(Duration.ofSeconds(5)));
        bench.store.start(bench.worker);
        bench.ask("1", "q");
        bench.store.nudge();
        assertThat(bench.platform.sent()).hasSize(1);
        bench.clock.advance(Duration.ofSeconds(5));
        bench.store.nudge();
        assertThat(bench.platform.visible()).hasSize(1);
    }

    /** Whoever is busy with a conversation also takes what is kept for it meanwhile; nobody works on it beside him. */
    @Test
    void whatIsKeptWhileTheConversationIsWorkedOnIsDoneByTheSameThread() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> workers = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        bench.store.start(conversation -> {
            workers.add(Thread.currentThread().getName());
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            working.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            bench.worker.work(conversation);
            atOnce.decrementAndGet();
        });
        Thread first = new Thread(() -> bench.ask("1", "q"), "first");
        first.start();
        working.await();
        bench.ask("2", "r");
        assertThat(bench.platform.visible()).isEmpty();
        goOn.countDown();
        first.join();
        assertThat(bench.platform.visible()).containsExactly("answer to q", "answer to r");
        assertThat(workers).containsOnly("first");
        assertThat(most).hasValue(1);
    }

    @Test
    void aWorkerThatBreaksLeavesTheConversationFree() {
        bench.store.start(conversation -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> bench.ask("1", "q")).isInstanceOf(NotKept.class);
        bench.store.start(bench.worker);
        bench.store.nudge();
        assertThat(bench.platform.visible()).containsExactly("answer to q");
        assertThat(bench.ask("1", "q")).isEqualTo(new Admission.Ignored("duplicate"));
    }

    @Test
    void theLastTurnsAreRemembered() {
        for (int i = 0; i < 4; i++) {
            int turn = i;
            bench.answerer.next((job, progress) ->
                    new Answerer.Outcome("answered", "turn" + turn, List.of("a"), java.util.Map.of()));
            bench.ask("m" + i, "q");
            bench.finish();
        }
        assertThat(bench.store.history("c", 2)).containsExactly("turn2", "turn3");
        assertThat(bench.store.history("c", 10)).hasSize(4);
        assertThat(bench.store.history("c", 0)).isEmpty();
        assertThat(bench.store.history("d", 10)).isEmpty();
    }

    @Test
    void whatItDoesNotKnowItLeavesAlone() {
        bench.ask("1", "q");
        Job known = bench.job("1");
        MemoryStore other = new MemoryStore(bench.clock);
        Part part = new Part("k", known.id(), 0, "p", null, Part.State.SENDING, 1);
        other.begun(known);
        other.failed(known, bench.clock.instant());
        other.close(known, Job.State.WITHHELD, "x", bench.clock.instant());
        other.sending(part);
        other.delivered(part, new Delivery.Delivered("m"), bench.clock.instant());
        other.undeliverable(part, "x", bench.clock.instant());
        other.postponed(part, bench.clock.instant(), "x", true);
        other.ignore(known.key(), "x", bench.clock.instant());
        assertThat(other.answered(known, ScriptedAnswerer.saying("a"), bench.clock.instant()))
                .isFalse();
        assertThat(other.find(known.key())).isEmpty();
        assertThat(other.parts(known)).isEmpty();
        assertThat(other.knows(known.key())).isFalse();
        assertThat(other.open()).isZero();
    }
}
