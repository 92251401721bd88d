package io.github.mlmentor.slack.fake;

import static io.github.mlmentor.slack.fake.FakeSlack.ANA;
import static io.github.mlmentor.slack.fake.FakeSlack.APP_TOKEN;
import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static io.github.mlmentor.slack.fake.FakeSlack.CAREERS;
import static io.github.mlmentor.slack.fake.FakeSlack.CHEN;
import static io.github.mlmentor.slack.fake.FakeSlack.ELSEWHERE;
import static io.github.mlmentor.slack.fake.FakeSlack.GENERAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Bolt app on Socket Mode. */
class FakeSlackSocketTest {
    private final FakeSlack fake = FakeSlack.start();
    private final SampleApp sample = new SampleApp(fake);
    private SocketModeApp socket;

    FakeSlackSocketTest() throws Exception {
        socket = connected();
    }

    private SocketModeApp connected() throws Exception {
        return new SocketModeApp(APP_TOKEN, sample.app(), SocketModeClient.Backend.JavaWebSocket, 4);
    }

    @BeforeEach
    void connect() throws Exception {
        socket.startAsync();
        awaitConnections(1);
    }

    @AfterEach
    void close() throws Exception {
        socket.close();
        sample.slack().close();
        fake.close();
    }

    @Test
    void aMentionArrivesTwiceAndItsAnswerComesBack() {
        Sent asked = fake.mention(GENERAL, BEN, "what is überfitting? 🤖");
        fake.see().awaitAnswers(GENERAL, asked.thread(), 1);
        fake.see().awaitQuiet();
        assertThat(asked.deliveries()).extracting(Delivery::type).containsExactly("app_mention", "message");
        assertThat(asked.deliveries()).extracting(Delivery::eventId).doesNotHaveDuplicates();
        assertThat(asked.acknowledged()).isTrue();
        assertThat(asked.deliveries().get(0).latency()).isLessThan(Duration.ofSeconds(3));
        assertThat(fake.see().visible(GENERAL, asked.thread()).get(1))
                .isEqualTo("You said " + fake.team().mention() + " what is überfitting? 🤖\n[Rate]");
        assertThat(fake.see().deliveries())
                .as("the bot's own post comes back")
                .anyMatch(delivery -> delivery.payload()
                        .path("event")
                        .path("bot_id")
                        .asText()
                        .equals(fake.team().botId()));
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void thePairCanComeInTheOtherOrderOrAlone() {
        fake.settings().echo(false).pairing(Settings.Pairing.MESSAGE_THEN_MENTION, Duration.ofMillis(20));
        Sent asked = fake.see().await(fake.mention(GENERAL, BEN, "hello"));
        assertThat(asked.deliveries()).extracting(Delivery::type).containsExactly("message", "app_mention");
        fake.settings().pairing(Settings.Pairing.MENTION_ONLY, Duration.ZERO);
        assertThat(fake.mention(GENERAL, BEN, "again").deliveries())
                .extracting(Delivery::type)
                .containsExactly("app_mention");
    }

    @Test
    void aCommandIsAnsweredPrivatelyAndByItsUrlForAll() {
        fake.slash(CAREERS, BEN, "/mentor", "hi");
        assertThat(fake.see().awaitEphemerals(BEN, 1).get(0).shown()).isEqualTo("privately: hi");
        assertThat(fake.see().ephemerals(ANA)).isEmpty();
        fake.slash(CAREERS, BEN, "/mentor", "later");
        fake.see().awaitText(CAREERS, "", "said for all");
        assertThat(fake.see().awaitCalls("response_url", 1).get(0).ok()).isTrue();
    }

    @Test
    void aClickOpensAModalThatChecksWhatIsSent() {
        Sent asked = fake.mention(GENERAL, BEN, "hello");
        Post answer = fake.see().awaitAnswers(GENERAL, asked.thread(), 1).get(0);
        fake.click(GENERAL, CHEN, answer.ts(), "rate");
        fake.see().awaitModal(CHEN, "why");
        assertThat(fake.see().modal(BEN)).isNull();
        Delivery refused = fake.see().await(fake.viewSubmit(CHEN, Map.of("reason", "no")));
        assertThat(fake.see().errors(refused)).containsEntry("reason", "too short");
        assertThat(fake.see().modal(CHEN)).isNotNull();
        fake.see().await(fake.viewSubmit(CHEN, Map.of("text", "because")));
        assertThat(fake.see().modal(CHEN)).isNull();
        assertThat(sample.heard()).contains("rate 7", "why because");
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void everyOtherEventIsUnderstoodByTheSdk() {
        fake.settings().echo(false);
        Sent parent = fake.message(GENERAL, BEN, "a message");
        Sent reply = fake.say(
                Said.in(GENERAL, CHEN, "also here").inThread(parent.ts()).broadcast());
        fake.say(Said.in(GENERAL, BEN, "look").file("cv.pdf"));
        fake.say(Said.in(GENERAL, BEN, "beep").byBot("B0OTHER0001"));
        fake.happens().edit(GENERAL, parent.ts(), "an edited message");
        fake.happens().delete(GENERAL, reply.ts());
        fake.happens().reaction(GENERAL, CHEN, parent.ts(), "mentor");
        fake.happens().joined(ELSEWHERE, ANA);
        fake.happens().joined(ELSEWHERE, CHEN, ANA);
        fake.happens().homeOpened(CHEN);
        Sent panel = fake.happens().assistantThreadStarted(CHEN, GENERAL);
        fake.happens().assistantContextChanged(CHEN, panel.ts(), CAREERS);
        fake.shortcut(GENERAL, CHEN, parent.ts(), "ask_mentor");
        fake.see().awaitQuiet();
        fake.happens().uninstalled(fake.team());
        fake.see().awaitQuiet();
        assertThat(sample.heard())
                .contains(
                        "MessageThreadBroadcastEvent",
                        "MessageFileShareEvent",
                        "MessageBotEvent",
                        "MessageChangedEvent",
                        "MessageDeletedEvent",
                        "ReactionAddedEvent",
                        "MemberJoinedChannelEvent",
                        "MessageChannelJoinEvent",
                        "AppHomeOpenedEvent",
                        "AssistantThreadStartedEvent",
                        "AssistantThreadContextChangedEvent",
                        "shortcut on an edited message",
                        "TokensRevokedEvent",
                        "AppUninstalledEvent");
        assertThat(fake.see().deliveries()).allMatch(Delivery::acknowledged);
    }

    @Test
    void whatIsNotAcknowledgedComesAgainWithTheSameEventId() {
        fake.settings().ackTimeout(Duration.ofMillis(300)).retryDelays(Duration.ZERO, Duration.ofMillis(10));
        Sent failing = fake.see().await(fake.message(GENERAL, BEN, "please fail"));
        Delivery delivery = failing.deliveries().get(0);
        assertThat(delivery.attempts()).hasSize(3);
        await().until(() -> sample.heard("message " + delivery.eventId()).size() == 3);
        assertThat(fake.violations()).extracting(Violation::rule).containsOnly("not_acknowledged");
    }

    @Test
    void aConnectionIsReplacedWhenSlackAsksForIt() throws Exception {
        for (SocketDoor.Reason reason : List.of(
                SocketDoor.Reason.WARNING,
                SocketDoor.Reason.REFRESH_REQUESTED,
                SocketDoor.Reason.TOO_MANY_WEBSOCKETS)) {
            int before = fake.sockets().opened();
            fake.sockets().disconnect(reason);
            await(reason.name()).until(() -> fake.sockets().opened() > before);
        }
        awaitConnections(1);
        assertThat(fake.see().await(fake.message(GENERAL, BEN, "still there?")).acknowledged())
                .isTrue();
    }

    @Test
    void aLostOrSilentConnectionIsNoticedByTheSdksMonitor() {
        onlyTheTestMonitors();
        fake.settings().retryDelays(Duration.ofSeconds(20));
        fake.sockets().drop();
        awaitConnections(0);
        Sent meanwhile = fake.message(GENERAL, BEN, "anybody?");
        socket.getClient().maintainCurrentSession();
        awaitConnections(1);
        fake.sockets().stall();
        Sent unheard = fake.message(GENERAL, BEN, "hello?");
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            socket.getClient().maintainCurrentSession();
            return fake.sockets().opened() == 3;
        });
        await().until(() -> !unheard.deliveries().get(0).attempts().isEmpty());
        assertThat(List.of(meanwhile, unheard))
                .extracting(sent -> sent.deliveries().get(0).attempts().get(0).outcome())
                .containsOnly(Delivery.Outcome.LOST);
        assertThat(fake.violations()).isEmpty();
    }

    /** Such an exception ends the SDK's monitor for good: whoever uses it must watch the connection too. */
    @Test
    void theSdksMonitorDoesNotSurviveAnErrorFromSlack() {
        onlyTheTestMonitors();
        fake.fault(Fault.on("apps.connections.open").error("internal_error"));
        fake.sockets().drop();
        awaitConnections(0);
        assertThatThrownBy(() -> socket.getClient().maintainCurrentSession())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("internal_error");
    }

    @Test
    void severalConnectionsShareTheEvents() throws Exception {
        SocketModeApp second = connected();
        second.startAsync();
        awaitConnections(2);
        fake.settings().echo(false);
        for (int i = 0; i < 4; i++) {
            fake.message(GENERAL, BEN, "message " + i);
        }
        fake.see().awaitQuiet();
        assertThat(fake.see().deliveries())
                .extracting(delivery -> delivery.attempts().get(0).connection())
                .containsOnly(1, 2);
        second.close();
    }

    /** Stops the SDK's own rounds, which come every five seconds. */
    private void onlyTheTestMonitors() {
        socket.getClient().getSessionMonitorExecutor().orElseThrow().shutdownNow();
    }

    private void awaitConnections(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> fake.sockets().connections() == count);
    }
}
