package io.github.mlmentor.slack.fake;

import static io.github.mlmentor.slack.fake.FakeSlack.ANA;
import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static io.github.mlmentor.slack.fake.FakeSlack.CHEN;
import static io.github.mlmentor.slack.fake.FakeSlack.GENERAL;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Bolt app behind HTTP. */
class FakeSlackHttpTest {
    private final FakeSlack fake = FakeSlack.start();
    private final SampleApp sample = new SampleApp(fake);
    private final SlackRequestParser parser =
            new SlackRequestParser(sample.app().config());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final AtomicInteger failures = new AtomicInteger();
    private final List<String> retries = new CopyOnWriteArrayList<>();

    FakeSlackHttpTest() throws IOException {
        server.createContext("/slack/events", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    @BeforeEach
    void connect() {
        sample.app().start();
        fake.sendTo("http://127.0.0.1:" + server.getAddress().getPort() + "/slack/events");
    }

    @AfterEach
    void close() throws Exception {
        server.stop(0);
        threads.shutdownNow();
        sample.slack().close();
        fake.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            retries.addAll(exchange.getRequestHeaders().getOrDefault("X-Slack-Retry-Num", List.of()));
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            Response response = run(exchange, body);
            byte[] answer = response.getBody() == null
                    ? new byte[0]
                    : response.getBody().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", response.getContentType());
            exchange.sendResponseHeaders(response.getStatusCode(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private Response run(HttpExchange exchange, String body) throws IOException {
        try {
            return sample.app()
                    .run(parser.parse(SlackRequestParser.HttpRequest.builder()
                            .requestUri(exchange.getRequestURI().getPath())
                            .requestBody(body)
                            .headers(new RequestHeaders(exchange.getRequestHeaders()))
                            .build()));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            return Response.builder().statusCode(500).build();
        }
    }

    @Test
    void aSignedMentionIsAnswered() {
        Sent asked = fake.mention(GENERAL, BEN, "was heißt „loss“? 🤖");
        fake.see().awaitAnswers(GENERAL, asked.thread(), 1);
        fake.see().awaitQuiet();
        assertThat(asked.acknowledged()).isTrue();
        assertThat(fake.see().visible(GENERAL, asked.thread()).get(1)).contains("was heißt „loss“? 🤖");
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void commandsClicksAndModalsWork() {
        fake.slash(GENERAL, BEN, "/mentor", "grüß Gott & more");
        assertThat(fake.see().awaitEphemerals(BEN, 1).get(0).shown()).isEqualTo("privately: grüß Gott & more");
        Sent asked = fake.mention(GENERAL, BEN, "hello");
        Post answer = fake.see().awaitAnswers(GENERAL, asked.thread(), 1).get(0);
        fake.click(GENERAL, CHEN, answer.ts(), "Rate");
        fake.see().awaitModal(CHEN, "why");
        Delivery refused = fake.see().await(fake.viewSubmit(CHEN, Map.of("reason", "no")));
        assertThat(fake.see().errors(refused)).containsKey("reason");
        fake.see().await(fake.viewSubmit(CHEN, Map.of("reason", "because")));
        assertThat(fake.see().modal(CHEN)).isNull();
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void theAddressIsVerified() {
        assertThat(fake.http().verify("a-challenge").body()).contains("a-challenge");
    }

    @Test
    void forgedAndStaleRequestsAreRefused() {
        Delivery delivery = fake.see()
                .await(fake.message(GENERAL, ANA, "real"))
                .deliveries()
                .get(0);
        for (HttpDoor.Signing signing : List.of(
                HttpDoor.Signing.WRONG_SECRET,
                HttpDoor.Signing.MISSING,
                HttpDoor.Signing.NO_TIMESTAMP,
                HttpDoor.Signing.OLD)) {
            assertThat(fake.http().post(delivery.payload(), signing).statusCode())
                    .as(signing.name())
                    .isEqualTo(401);
        }
        assertThat(sample.heard("message")).hasSize(1);
    }

    /** Both are for the app to refuse. */
    @Test
    void theSdkTakesReplaysAndRequestsFromTheFuture() {
        Delivery delivery = fake.see()
                .await(fake.message(GENERAL, ANA, "real"))
                .deliveries()
                .get(0);
        assertThat(fake.http().replay(delivery).statusCode()).isEqualTo(200);
        assertThat(fake.http().post(delivery.payload(), HttpDoor.Signing.FUTURE).statusCode())
                .isEqualTo(200);
        assertThat(sample.heard("message " + delivery.eventId())).hasSize(3);
    }

    @Test
    void anUnansweredEventIsSentAgainOnSchedule() {
        fake.settings().retryDelays(Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(40));
        failures.set(2);
        Delivery delivery = fake.see()
                .await(fake.message(GENERAL, ANA, "again"))
                .deliveries()
                .get(0);
        assertThat(delivery.acknowledged()).isTrue();
        assertThat(delivery.attempts())
                .extracting(Delivery.Attempt::outcome)
                .containsExactly(Delivery.Outcome.REFUSED, Delivery.Outcome.REFUSED, Delivery.Outcome.ACKNOWLEDGED);
        assertThat(retries).containsExactly("1", "2");
        assertThat(fake.violations()).extracting(Violation::rule).containsOnly("http_not_acknowledged");
        assertThat(sample.heard("message " + delivery.eventId())).hasSize(1);
    }
}
