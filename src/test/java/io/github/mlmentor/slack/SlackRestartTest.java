package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.Delivery;
import io.github.mlmentor.slack.fake.Fault;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Sent;
import io.github.mlmentor.slack.fake.SocketDoor.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of questions when the connection or the whole program goes away and comes back. */
class SlackRestartTest {
    private static final String ANSWER = "Answer to: what is drift?";

    @TempDir
    private Path folder;

    private SlackSite site;

    @BeforeEach
    void open() {
        site = SlackSite.start(folder, SlackSite.Way.SOCKET);
        site.fake.settings().retryDelays(Duration.ofMillis(1), Duration.ofMillis(100), Duration.ofMillis(100));
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.settle();
        assertThat(site.violations()).isEmpty();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aQuestionThatWasBeingAnsweredIsAnsweredOnceAfterwards(boolean orderly) {
        site.hold("drift");
        Sent sent = mention();
        site.awaitAsked("drift", 1);
        end(orderly);
        site.release("drift");
        site.serve();
        site.hurry(sent, Job.State.DELIVERED);
        assertThat(site.answer(sent)).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePlaceholderOfTheEarlierProcessBecomesTheAnswer(boolean orderly) {
        site.hold("drift");
        Sent sent = mention();
        Post placeholder =
                site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1).get(0);
        end(orderly);
        site.release("drift");
        site.serve();
        site.hurry(sent, Job.State.DELIVERED);
        assertThat(site.answer(sent)).isEqualTo(ANSWER);
        assertThat(site.fake.see().answers(sent.room().id(), sent.ts()))
                .extracting(Post::ts)
                .containsExactly(placeholder.ts());
    }

    @Test
    void anAnswerThatWasPostedAndNotNotedIsNotPostedAgain() {
        Fault slow = site.fake.fault(Fault.on("chat.postMessage").delay(Duration.ofMillis(300)));
        Sent sent = mention();
        SlackSite.until(() -> slow.hits() == 1);
        site.crash();
        site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1);
        site.serve();
        site.hurry(sent, Job.State.DELIVERED);
        assertThat(site.answer(sent)).isEqualTo(ANSWER);
        assertThat(site.asked("drift")).isEqualTo(1);
    }

    @Test
    void anAnswerThatWasStoredAndNotPostedTakesThePlaceholdersPlace() {
        site.hold("drift");
        Sent sent = mention();
        site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1);
        site.fake.fault(Fault.on("chat.update")
                .delay(Duration.ofMillis(300))
                .dropBefore()
                .times(2));
        site.release("drift");
        site.awaitState(sent, Job.State.ANSWERED);
        site.crash();
        site.fake.clearFaults();
        site.serve();
        site.hurry(sent, Job.State.DELIVERED);
        assertThat(site.answer(sent)).isEqualTo(ANSWER);
        assertThat(site.asked("drift")).isEqualTo(1);
    }

    @Test
    void aFollowUpAfterARestartNeedsNoMentionEither() {
        Sent sent = mention();
        site.answer(sent);
        site.stop();
        site.serve();
        Sent next = site.fake.message(sent.room().id(), BEN, "and what is bias?", sent.ts());
        site.hurry(next, Job.State.DELIVERED);
        assertThat(site.answers(sent)).containsExactly(ANSWER, "Answer to: and what is bias?");
    }

    @Test
    void whatWasAskedWhileNobodyListenedIsAnsweredOnReturn() {
        Sent before = mention();
        site.answer(before);
        site.fake.settings().retryDelays(Duration.ZERO);
        site.stop();
        Sent missed = site.fake.mention(site.channel(), BEN, "what is bias?");
        site.fake.see().await(missed);
        assertThat(missed.acknowledged()).isFalse();
        site.serve();
        SlackSite.until(() -> site.state(missed) != null);
        site.hurry(missed, Job.State.DELIVERED);
        assertThat(site.answer(missed)).isEqualTo("Answer to: what is bias?");
        assertThat(site.answer(before)).isEqualTo(ANSWER);
    }

    @Test
    void whatWasMissedIsNotForgottenBecauseTheStorageWasBrokenOnReturn() {
        site.answer(mention());
        site.fake.settings().retryDelays(Duration.ZERO);
        site.stop();
        Sent missed = site.fake.mention(site.channel(), BEN, "what is bias?");
        site.fake.see().await(missed);
        site.breakStorage(1);
        site.serve();
        SlackSite.until(() -> site.state(missed) != null);
        site.hurry(missed, Job.State.DELIVERED);
        assertThat(site.answer(missed)).isEqualTo("Answer to: what is bias?");
    }

    @Test
    void buttonsOfTheEarlierProcessStillWork() {
        Sent sent = mention();
        site.answer(sent);
        String answer =
                site.fake.see().answers(sent.room().id(), sent.ts()).get(0).ts();
        site.stop();
        site.serve();
        site.fake.see().await(site.fake.click(sent.room().id(), BEN, answer, "feedback", "positive"));
        assertThat(site.opinions(sent)).containsExactly(BEN + " true ");
        site.fake.click(sent.room().id(), BEN, answer, "delete");
        SlackSite.until(
                () -> site.fake.see().answers(sent.room().id(), sent.ts()).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(names = {"WARNING", "REFRESH_REQUESTED"})
    void whenSlackWantsAnotherConnectionNothingIsLost(Reason reason) {
        int opened = site.fake.sockets().opened();
        site.fake.sockets().disconnect(reason);
        Sent sent = mention();
        SlackSite.until(() -> site.fake.sockets().opened() > opened);
        Sent later = site.fake.mention(site.channel(), BEN, "what is bias?");
        site.hurry(later, Job.State.DELIVERED);
        SlackSite.until(() -> site.state(sent) == Job.State.DELIVERED);
        assertThat(site.answer(sent)).isEqualTo(ANSWER);
        assertThat(site.answer(later)).isEqualTo("Answer to: what is bias?");
    }

    @Test
    void anAnswerIsSentAlthoughTheConnectionThatBroughtTheQuestionIsGone() {
        site.hold("drift");
        Sent sent = mention();
        site.awaitAsked("drift", 1);
        site.fake.sockets().drop();
        site.release("drift");
        assertThat(site.answer(sent)).isEqualTo(ANSWER);
    }

    @Test
    void whatWasSaidWhileTheConnectionWasLostIsCaughtUpWith() {
        int opened = site.fake.sockets().opened();
        site.fake.sockets().drop();
        SlackSite.until(() -> site.fake.sockets().connections() == 0);
        Sent sent = mention();
        site.fake.see().await(sent);
        assertThat(sent.deliveries()).extracting(Delivery::acknowledged).containsOnly(false);
        SlackSite.until(() -> site.fake.sockets().opened() > opened);
        SlackSite.until(() -> site.state(sent) == Job.State.DELIVERED);
        assertThat(site.answer(sent)).isEqualTo(ANSWER);
    }

    @Test
    void anEventThatComesByTheOldAndTheNewConnectionIsAnsweredOnce() {
        Sent sent = mention();
        site.fake.see().await(sent);
        int opened = site.fake.sockets().opened();
        site.fake.sockets().disconnect(Reason.REFRESH_REQUESTED);
        SlackSite.until(() -> site.fake.sockets().opened() > opened);
        for (Delivery delivery : List.copyOf(sent.deliveries())) {
            site.fake.see().await(site.fake.again(delivery));
        }
        assertThat(site.answer(sent)).isEqualTo(ANSWER);
    }

    private Sent mention() {
        return site.fake.mention(site.channel(), BEN, "what is drift?");
    }

    private void end(boolean orderly) {
        if (orderly) {
            site.stop();
        } else {
            site.crash();
        }
    }
}
