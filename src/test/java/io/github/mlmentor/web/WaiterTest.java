package io.github.mlmentor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WaiterTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Supplier<Optional<String>> NOWHERE = Optional::empty;

    private final Waiter waiter = new Waiter();

    @Test
    void whatCameBeforeTheWaitIsShownInOrderAndThenTheReply() {
        Listening shown = new Listening();
        waiter.status("looking");
        waiter.partial(Document.of("so far"));
        waiter.reply("the reply");
        assertThat(waiter.await(LONG, shown, NOWHERE)).contains("the reply");
        assertThat(shown.heard).containsExactly("looking", "so far");
    }

    @Test
    void aReplyThatComesLaterWakesWhoeverWaits() {
        CompletableFuture<Optional<String>> waiting =
                CompletableFuture.supplyAsync(() -> waiter.await(LONG, Progress.none(), NOWHERE));
        waiter.reply("the reply");
        assertThat(waiting.join()).contains("the reply");
    }

    @Test
    void everybodyWhoWaitsGetsTheReply() {
        List<CompletableFuture<Optional<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> waiter.await(LONG, Progress.none(), NOWHERE)));
        }
        waiter.reply("the reply");
        assertThat(waiting).allSatisfy(one -> assertThat(one.join()).contains("the reply"));
    }

    @Test
    void anAnswerThatWasGivenElsewhereIsFound() {
        assertThat(waiter.await(LONG, Progress.none(), () -> Optional.of("elsewhere")))
                .contains("elsewhere");
    }

    @Test
    void nobodyWaitsForLongerThanAllowed() {
        assertThat(waiter.await(Duration.ZERO, Progress.none(), NOWHERE)).isEmpty();
        assertThat(waiter.await(Duration.ofMillis(20), Progress.none(), NOWHERE))
                .isEmpty();
    }

    @Test
    void whoeverWaitsIsLetGoAtTheEnd() {
        CompletableFuture<Optional<String>> waiting =
                CompletableFuture.supplyAsync(() -> waiter.await(LONG, Progress.none(), NOWHERE));
        waiter.close();
        assertThat(waiting.join()).isEmpty();
    }

    @Test
    void aReplyThatIsThereWhenTheDoorClosesIsHandedOver() {
        waiter.reply("the reply");
        waiter.close();
        assertThat(waiter.await(LONG, Progress.none(), NOWHERE)).contains("the reply");
    }

    @Test
    void anInterruptionEndsTheWaitAndIsNotSwallowed() {
        Thread.currentThread().interrupt();
        assertThat(waiter.await(LONG, Progress.none(), NOWHERE)).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void beforeAnybodyWaitsNothingIsCancelled() {
        assertThat(waiter.cancelled()).isFalse();
    }

    @Test
    void aClientThatWentAwayCancelsAndStillFindsTheReply() throws InterruptedException {
        Listening gone = new Listening();
        gone.leave();
        CompletableFuture<Optional<String>> waiting =
                CompletableFuture.supplyAsync(() -> waiter.await(LONG, gone, NOWHERE));
        waiter.status("looking");
        gone.hearing.await();
        Awaitility.await().until(waiter::cancelled);
        waiter.reply("the reply");
        assertThat(waiting.join()).contains("the reply");
    }

    /** The page of one tab is closed; the other still waits for a whole answer. */
    @Test
    void aClientThatWentAwayDoesNotCancelForTheOther() throws InterruptedException {
        Listening first = new Listening();
        Listening second = new Listening();
        CompletableFuture<Optional<String>> one =
                CompletableFuture.supplyAsync(() -> waiter.await(LONG, first, NOWHERE));
        waiter.status("looking");
        assertThat(first.hearing.await(10, TimeUnit.SECONDS)).isTrue();
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<Optional<String>> two = CompletableFuture.supplyAsync(() -> waiter.await(LONG, second, () -> {
            inside.countDown();
            return Optional.empty();
        }));
        inside.await();
        first.leave();
        for (int i = 0; i < 50; i++) {
            int before = first.told.get() + second.told.get();
            waiter.status("still looking");
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> first.told.get() + second.told.get() > before);
            assertThat(waiter.cancelled()).isFalse();
        }
        waiter.reply("the reply");
        assertThat(one.join()).contains("the reply");
        assertThat(two.join()).contains("the reply");
    }

    private static final class Listening implements Progress {
        private final List<String> heard = new ArrayList<>();
        private final CountDownLatch hearing = new CountDownLatch(1);
        private volatile boolean gone;
        private final AtomicInteger told = new AtomicInteger();

        void leave() {
            gone = true;
        }

        @Override
        public void status(String text) {
            heard.add(text);
            told.incrementAndGet();
            hearing.countDown();
        }

        @Override
        public void partial(Document soFar) {
            heard.add(soFar.plainText());
        }

        @Override
        public boolean cancelled() {
            return gone;
        }
    }
}
