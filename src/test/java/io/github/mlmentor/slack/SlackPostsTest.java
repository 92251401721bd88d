package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.http.Request;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.Delivery;
import io.github.mlmentor.slack.fake.HttpDoor;
import io.github.mlmentor.slack.fake.HttpDoor.Signing;
import io.github.mlmentor.slack.fake.Sent;
import io.github.mlmentor.slack.fake.Violation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slack behind an HTTP server: signed posts to {@code /slack/events}. */
class SlackPostsTest {
    @TempDir
    static Path folder;

    private static SlackSite site;

    @BeforeAll
    static void open() {
        site = SlackSite.start(folder, SlackSite.Way.HTTP);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.settle();
        assertThat(site.violations()).isEmpty();
    }

    @Test
    void aMentionIsAnsweredOnce() {
        Sent sent = site.fake.mention(site.channel(), BEN, "what is drift?");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift?");
    }

    @Test
    void aCommandAButtonAndAFormWorkAsWell() {
        String person = site.person();
        String channel = site.channel();
        site.fake.slash(channel, person, "/mentor", "was heißt „drift“ & wozu? 🤖");
        assertThat(site.fake.see().awaitEphemerals(person, 1).get(0).shown())
                .contains("Answer to: was heißt „drift“ & wozu? 🤖");
        Sent sent = site.fake.mention(channel, person, "what is drift?");
        site.awaitState(sent, Job.State.DELIVERED);
        String answer = site.fake.see().answers(channel, sent.ts()).get(0).ts();
        site.fake.see().await(site.fake.click(channel, person, answer, "feedback", "negative"));
        site.fake.see().awaitModal(person, "m_wrong");
        Map<String, String> wrong =
                Map.of("why", "It is wrong", "words", "zu kurz – größer!", "named", "No, thank you");
        Delivery submission = site.fake.see().await(site.fake.viewSubmit(person, wrong));
        assertThat(submission.attempts().get(0).body()).contains("\"response_action\":\"update\"");
        assertThat(site.opinions(sent)).containsExactly(person + " false zu kurz – größer!");
    }

    @Test
    void helpIsInTheAnswerToTheCommandItself() {
        Delivery delivery = site.fake.see().await(site.fake.slash(site.channel(), site.person(), "/mentor", "help"));
        assertThat(delivery.attempts().get(0).body()).contains("\"response_type\":\"ephemeral\"", "/mentor skill SQL");
    }

    @Test
    void theAddressIsVerified() {
        assertThat(site.fake.http().verify("a-challenge").body()).contains("a-challenge");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GOOD")
    void whatIsNotSignedBySlackAndJustNowIsRefused(Signing signing) {
        Sent sent = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.answer(sent);
        var forged = sent.deliveries().get(0).payload();
        ((com.fasterxml.jackson.databind.node.ObjectNode) forged.path("event")).put("ts", "1795000000.000100");
        assertThat(site.fake.http().post(forged, signing).statusCode()).isEqualTo(401);
        assertThat(site.state(sent.room().id(), "1795000000.000100")).isNull();
    }

    @Test
    void aReplayedRequestIsAnsweredOnce() {
        Sent sent = site.fake.mention(site.channel(), BEN, "what is a replay?");
        site.answer(sent);
        assertThat(site.fake.http().replay(sent.deliveries().get(0)).statusCode())
                .isEqualTo(200);
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is a replay?");
        assertThat(site.asked("what is a replay?")).isEqualTo(1);
    }

    @Test
    void aReplayedCommandIsAnsweredOnce() {
        String person = site.person();
        Delivery delivery =
                site.fake.see().await(site.fake.slash(site.channel(), person, "/mentor", "and this replay?"));
        site.fake.see().awaitEphemerals(person, 1);
        assertThat(site.fake.http().replay(delivery).statusCode()).isEqualTo(200);
        site.settle();
        assertThat(site.fake.see().ephemerals(person)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "null", "not json", "{\"type\":\"event_callback\"}", "payload=", "payload=%7B%7D"
            })
    void whatIsRightlySignedAndMakesNoSenseDoesNoHarm(String body) {
        for (String type : new String[] {"application/json", "application/x-www-form-urlencoded"}) {
            assertThat(site.fake.http().post(type, body, Signing.GOOD).statusCode())
                    .isBetween(200, 500);
        }
    }

    @Test
    void whatCouldNotBeStoredIsRefusedAndAnsweredWhenItComesAgain() {
        site.breakStorage(2);
        site.fake.settings().retryDelays(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1));
        Sent sent = site.fake.mention(site.channel(), BEN, "what is drift?");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift?");
        assertThat(sent.deliveries())
                .allMatch(Delivery::acknowledged)
                .anySatisfy(delivery ->
                        assertThat(delivery.attempts().get(0).status()).isEqualTo(503));
        assertThat(site.violations()).extracting(Violation::rule).containsOnly("http_not_acknowledged");
    }

    @Test
    void aSignatureIsOverBytesAndHoldsForFiveMinutesInBothDirections() {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        SignedRequests signed = new SignedRequests(HttpDoor.SECRET, Clock.fixed(now, ZoneOffset.UTC));
        String body = "{\"text\":\"größer 🤖\"}";
        assertThat(signed.isGenuine(request(
                        "1795262400", body, "v0=e7cbee315c30be09757ad052b9aba22afe6593896febaebc5cb07709b142aab3")))
                .isTrue();
        assertThat(signed.isGenuine(request(
                        "1795262100", body, "v0=658e7eb50d3716bfbe13110aa27f27ce4d9b4855338e60aafb8407e77efbee3d")))
                .isTrue();
        assertThat(signed.isGenuine(request(
                        "1795262099", body, "v0=b36d40c5d3f7d280a435a25f9ef1db46d473a67f3d1588bc1fbfa88bab6ed2f7")))
                .isFalse();
        assertThat(signed.isGenuine(request(
                        "1795262701", body, "v0=5540c710414e3c57f5fc53b6a45e1ad16f7a9150a0799e67d82f7f9106cd936f")))
                .isFalse();
        for (String at :
                new String[] {"", "x", "99999999999999999999", "9223372036854775807", "-9223372036854775808"}) {
            assertThat(signed.isGenuine(request(at, body, "v0=00"))).as(at).isFalse();
        }
    }

    private static Request request(String timestamp, String body, String signature) {
        return new Request(
                Map.of(),
                Map.of(),
                Map.of("x-slack-request-timestamp", timestamp, "x-slack-signature", signature),
                body,
                "127.0.0.1");
    }
}
