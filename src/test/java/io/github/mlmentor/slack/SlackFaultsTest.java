package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static io.github.mlmentor.slack.fake.FakeSlack.CHEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.Delivery;
import io.github.mlmentor.slack.fake.Delivery.Outcome;
import io.github.mlmentor.slack.fake.Fault;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Sent;
import io.github.mlmentor.slack.fake.Settings.Pairing;
import io.github.mlmentor.slack.fake.Violation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever breaks between Slack and us: every question ends in one answer, or in a reason that is recorded. */
class SlackFaultsTest {
    private static final String ANSWER = "Answer to: what is drift?";

    @TempDir
    static Path folder;

    private static SlackSite site;

    @BeforeAll
    static void open() {
        site = SlackSite.start(folder, SlackSite.Way.SOCKET);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void retriesComeSoon() {
        site.fake
                .settings()
                .ackTimeout(Duration.ofSeconds(3))
                .retryDelays(Duration.ofMillis(1), Duration.ofMillis(50), Duration.ofMillis(200));
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.settle();
        site.fake.clearFaults();
        assertThat(site.violations()).isEmpty();
    }

    @Test
    void anEventThatComesAgainIsNotAnsweredAgain() {
        Sent sent = mention("what is drift?");
        assertThat(answer(sent)).isEqualTo(ANSWER);
        for (Delivery delivery : sent.deliveries()) {
            assertThat(site.fake.see().await(site.fake.again(delivery)).acknowledged())
                    .isTrue();
        }
        assertThat(answer(sent)).isEqualTo(ANSWER);
    }

    @Test
    void anEventWhoseAcknowledgementGotLostIsNotAnsweredAgain() {
        site.fake.settings().retryDelays(Duration.ofSeconds(1));
        site.hold("lost on the way");
        Sent sent = mention("what is lost on the way?");
        site.fake.see().await(sent);
        for (Delivery delivery : sent.deliveries()) {
            site.fake.see().await(site.fake.again(delivery));
        }
        site.release("lost on the way");
        assertThat(answer(sent)).isEqualTo("Answer to: what is lost on the way?");
        assertThat(site.asked("lost on the way")).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeStoredIsNotAcknowledgedAndAnsweredWhenItComesAgain() {
        site.fake.settings().ackTimeout(Duration.ofMillis(400));
        site.breakStorage(2);
        Sent sent = mention("what is drift?");
        assertThat(answer(sent)).isEqualTo(ANSWER);
        assertThat(sent.deliveries())
                .allMatch(Delivery::acknowledged)
                .extracting(delivery -> delivery.attempts().get(0).outcome())
                .contains(Outcome.TIMED_OUT);
        assertThat(site.violations()).extracting(Violation::rule).containsOnly("not_acknowledged");
    }

    @Test
    void whileTheStorageIsLockedNothingIsAcknowledgedAndLaterItIsAnsweredOnce() throws SQLException {
        site.fake.settings().ackTimeout(Duration.ofMillis(400));
        String channel = site.channel();
        Sent sent;
        try (Connection lock = DriverManager.getConnection("jdbc:sqlite:" + site.file());
                Statement statement = lock.createStatement()) {
            statement.execute("begin immediate");
            sent = site.fake.mention(channel, BEN, "what is drift?");
            SlackSite.until(() -> sent.deliveries().stream()
                    .allMatch(delivery -> !delivery.attempts().isEmpty()));
            assertThat(sent.deliveries()).noneMatch(Delivery::acknowledged);
            statement.execute("rollback");
        }
        site.hurry(sent, Job.State.DELIVERED);
        assertThat(answer(sent)).isEqualTo(ANSWER);
        assertThat(site.violations()).extracting(Violation::rule).containsOnly("not_acknowledged");
    }

    @Test
    void anAnswerThatBreaksIsTriedAgainAndSentOnce() {
        site.fail("brittle", 1);
        Sent sent = mention("what is brittle?");
        assertThat(answer(sent)).isEqualTo("Answer to: what is brittle?");
        assertThat(site.asked("brittle")).isEqualTo(2);
    }

    @Test
    void aBrokenAttemptLeavesNoPlaceholderBehind() {
        site.fail("fragile", 1);
        Sent sent = mention("what is fragile?");
        assertThat(answer(sent)).isEqualTo("Answer to: what is fragile?");
        // The time in which the first attempt would have shown one passes while this one's is shown.
        site.hold("another");
        Sent another = mention("what is another?");
        site.fake.see().awaitAnswers(another.room().id(), another.ts(), 1);
        site.release("another");
        assertThat(answer(sent)).isEqualTo("Answer to: what is fragile?");
        assertThat(answer(another)).isEqualTo("Answer to: what is another?");
    }

    @Test
    void aBrokenAttemptHandsItsPlaceholderToTheNext() {
        site.hold("two tries");
        site.fail("two tries", 1);
        Sent sent = mention("what needs two tries?");
        Post placeholder =
                site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1).get(0);
        site.release("two tries");
        assertThat(answer(sent)).isEqualTo("Answer to: what needs two tries?");
        assertThat(site.fake.see().answers(sent.room().id(), sent.ts()))
                .extracting(Post::ts)
                .containsExactly(placeholder.ts());
    }

    @Test
    void aChannelThatIsLimitedWaitsAsLongAsSlackWishesAndOthersGoOn() {
        String limited = site.channel();
        site.fake.fault(Fault.on("chat.postMessage").inChannel(limited).rateLimited(Duration.ofSeconds(1)));
        Instant before = Instant.now();
        Sent waiting = site.fake.mention(limited, BEN, "what is drift?");
        site.fake.see().awaitCalls("chat.postMessage", 1);
        Sent other = mention("what is bias?");
        site.awaitState(other, Job.State.DELIVERED);
        assertThat(site.state(waiting)).isEqualTo(Job.State.ANSWERED);
        assertThat(site.answer(waiting)).isEqualTo(ANSWER);
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void manyQuestionsInOneChannelKeepToItsPace() {
        String channel = site.channel();
        site.fake.settings().rate("chat.postMessage", 1, Duration.ofSeconds(1));
        List<Sent> all = List.of(
                site.fake.mention(channel, BEN, "what is drift?"), site.fake.mention(channel, CHEN, "what is drift?"));
        for (Sent sent : all) {
            assertThat(site.answer(sent)).isEqualTo(ANSWER);
        }
        site.fake.settings().rate("chat.postMessage", 1_000, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void anErrorOfTheServerIsTriedAgainWithoutDoubling(int status) {
        site.fake.fault(Fault.on("chat.postMessage").status(status));
        assertThat(answer(mention("what is drift?"))).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"internal_error", "fatal_error", "request_timeout", "service_unavailable", "ratelimited"})
    void aTemporaryErrorIsTriedAgainWithoutDoubling(String error) {
        site.fake.fault(Fault.on("chat.postMessage").error(error));
        assertThat(answer(mention("what is drift?"))).isEqualTo(ANSWER);
    }

    @Test
    void aPostThatNeverArrivedIsSentAgain() {
        site.fake.fault(Fault.on("chat.postMessage").dropBefore());
        assertThat(answer(mention("what is drift?"))).isEqualTo(ANSWER);
    }

    @Test
    void aPostWhoseAnswerGotLostIsFoundAndNotSentAgain() {
        Fault fault = site.fake.fault(Fault.on("chat.postMessage").dropAfter());
        Sent sent = mention("what is drift?");
        assertThat(answer(sent)).isEqualTo(ANSWER);
        assertThat(fault.hits()).isEqualTo(1);
        assertThat(posts(sent)).isEqualTo(1);
    }

    @Test
    void aPostInADirectMessageWhoseAnswerGotLostIsFoundAndNotSentAgain() {
        site.fake.fault(Fault.on("chat.postMessage").dropAfter());
        Sent sent = site.fake.directMessage(site.person(), "what is drift?");
        site.hurry(sent, Job.State.DELIVERED);
        site.settle();
        assertThat(site.fake.see().visible(sent.room().id())).hasSize(2);
    }

    @Test
    void whatGotLostIsFoundInAThreadOfHundredsOfMessages() {
        String channel = site.channel();
        String thread = site.fake.seed(channel, CHEN, "Let us talk.", "").ts();
        for (int i = 0; i < 450; i++) {
            site.fake.seed(channel, CHEN, "Message " + i, thread);
        }
        site.fake.fault(Fault.on("chat.postMessage").dropAfter());
        Sent sent = site.fake.mention(channel, BEN, "what is drift?", thread);
        site.hurry(sent, Job.State.DELIVERED);
        assertThat(site.answers(sent)).containsExactly(ANSWER);
    }

    @Test
    void aPlaceholderWhoseAnswerGotLostBecomesTheAnswer() {
        site.hold("half seen");
        site.fake.fault(Fault.on("chat.postMessage").dropAfter());
        Sent sent = mention("what is half seen?");
        site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1);
        site.release("half seen");
        assertThat(answer(sent)).isEqualTo("Answer to: what is half seen?");
    }

    @Test
    void aPlaceholderThatSomebodyDeletedIsFollowedByTheAnswer() {
        site.hold("cleaned up");
        Sent sent = mention("what is cleaned up?");
        Post placeholder =
                site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1).get(0);
        site.fake.happens().delete(sent.room().id(), placeholder.ts());
        site.release("cleaned up");
        assertThat(answer(sent)).isEqualTo("Answer to: what is cleaned up?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "drop before", "drop after"})
    void anUpdateOfThePlaceholderThatBreaksIsRepeated(String how) {
        site.hold("by update, " + how);
        Sent sent = mention("what comes by update, " + how + "?");
        site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1);
        Fault fault = Fault.on("chat.update").inChannel(sent.room().id());
        site.fake.fault(
                how.equals("status")
                        ? fault.status(503)
                        : how.equals("drop before") ? fault.dropBefore() : fault.dropAfter());
        site.release("by update, " + how);
        assertThat(answer(sent)).isEqualTo("Answer to: what comes by update, " + how + "?");
    }

    @Test
    void whenTheThreadCannotBeReadNowItWaitsRatherThanDoubling() {
        site.fake.fault(Fault.on("chat.postMessage").dropAfter());
        site.fake.fault(Fault.on("conversations.replies").status(503));
        Sent sent = mention("what is drift?");
        assertThat(answer(sent)).isEqualTo(ANSWER);
        assertThat(posts(sent)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "chat.postMessage, token_revoked",
        "chat.postMessage, account_inactive",
        "chat.postMessage, not_in_channel",
        "chat.postMessage, channel_not_found",
        "chat.postMessage, is_archived",
        "chat.postMessage, msg_too_long",
        "chat.postMessage, invalid_blocks",
        "chat.postMessage, restricted_action",
        "chat.postMessage, an_error_of_tomorrow",
    })
    void whatSlackWillNeverTakeIsClosedWithTheReasonAndNotRepeated(String method, String error) {
        Fault fault = site.fake.fault(Fault.on(method).error(error).times(100));
        Sent sent = mention("what is drift?");
        site.awaitState(sent, Job.State.UNDELIVERABLE);
        assertThat(site.answers(sent)).isEmpty();
        assertThat(fault.hits()).isEqualTo(1);
    }

    @Test
    void whoIsRemovedFromTheChannelMeanwhileStops() {
        site.hold("thrown out");
        Sent sent = mention("why is it thrown out?");
        site.awaitAsked("thrown out", 1);
        site.fake.happens().removed(sent.room().id());
        site.release("thrown out");
        site.awaitState(sent, Job.State.UNDELIVERABLE);
    }

    @Test
    void aQuestionDeletedBeforeItsAnswerIsNotAnswered() {
        site.hold("regretted");
        Sent sent = mention("what is regretted?");
        site.awaitAsked("regretted", 1);
        site.fake.happens().delete(sent.room().id(), sent.ts());
        site.awaitState(sent, Job.State.WITHDRAWN);
        site.release("regretted");
        assertThat(site.answers(sent)).isEmpty();
    }

    @Test
    void aQuestionDeletedWhileItIsWorkedOnTakesItsPlaceholderAlong() {
        site.hold("taken back");
        Sent sent = mention("what is taken back?");
        site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1);
        site.fake.happens().delete(sent.room().id(), sent.ts());
        site.awaitState(sent, Job.State.WITHDRAWN);
        site.release("taken back");
        SlackSite.until(() -> site.answers(sent).isEmpty());
    }

    @Test
    void aThreadThatIsGoneIsNotAnsweredForEver() {
        site.fake.fault(Fault.on("chat.postMessage").error("thread_not_found").times(100));
        Sent sent = mention("what is drift?");
        site.awaitState(sent, Job.State.UNDELIVERABLE);
    }

    @Test
    void aPrivateAnswerWhoseDeliveryIsUnsureIsNotSaidTwice() {
        String person = site.person();
        site.fake.fault(Fault.on("response_url").dropAfter());
        String channel = site.channel();
        Delivery asked = site.fake.see().await(site.fake.slash(channel, person, "/mentor", "what is drift?"));
        String trigger = asked.payload().path("trigger_id").asText();
        SlackSite.until(() -> {
            site.pause();
            return site.state(channel, trigger) == Job.State.UNDELIVERABLE;
        });
        assertThat(site.fake.see().ephemerals(person)).hasSize(1);
    }

    @Test
    void aPrivateAnswerThatSlackRefusesForNowIsSentLater() {
        String person = site.person();
        site.fake.fault(Fault.on("response_url").rateLimited(Duration.ofSeconds(1)));
        site.fake.see().await(site.fake.slash(site.channel(), person, "/mentor", "what is drift?"));
        assertThat(site.fake.see().awaitEphemerals(person, 1).get(0).shown()).contains(ANSWER);
    }

    @Test
    void whenSlackDoesNotSayWhetherAChannelIsPrivateItIsTakenForPrivate() {
        site.fake.settings().pairing(Pairing.MENTION_ONLY, Duration.ZERO);
        site.fake.fault(Fault.on("conversations.info").status(500));
        String channel = site.channel();
        Sent sent = site.fake.mention(channel, BEN, "what is drift?");
        assertThat(answer(sent)).isEqualTo(ANSWER);
        assertThat(site.job(sent).conversation().isPrivate()).isTrue();
        site.pause();
        Sent next = site.fake.mention(channel, BEN, "what is bias?");
        answer(next);
        assertThat(site.job(next).conversation().isPrivate()).isFalse();
        site.fake.settings().pairing(Pairing.MENTION_THEN_MESSAGE, Duration.ZERO);
    }

    private static String answer(Sent sent) {
        site.hurry(sent, Job.State.DELIVERED);
        return site.answer(sent);
    }

    private static Sent mention(String text) {
        return site.fake.mention(site.channel(), BEN, text);
    }

    private static long posts(Sent sent) {
        return site.fake.see().calls("chat.postMessage").stream()
                .filter(call -> call.argument("channel").equals(sent.room().id()))
                .count();
    }
}
