package io.github.mlmentor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.Metrics;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpServerTest {
    private static final String LOCAL = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";
    private static final Map<String, String> SECURITY = Map.of(
            "content-security-policy",
            "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
            "x-content-type-options",
            "nosniff",
            "referrer-policy",
            "no-referrer",
            "cross-origin-opener-policy",
            "same-origin",
            "permissions-policy",
            "camera=(), microphone=(), geolocation=()");

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void anEndpointSeesTheWholeRequest() throws Exception {
        BlockingQueue<Request> seen = new LinkedBlockingQueue<>();
        int port = start(FakeEndpoint.post("/rooms/{room}", (request, response) -> {
            seen.add(request);
            response.send(201, "text/plain", "grüße");
        }));

        RawClient.Answer response = RawClient.exchange(
                port,
                "POST /rooms/a%20b%2Fc?q=one&q=two&empty=",
                List.of("Host: localhost", "X-Thing: some"),
                "{\"word\": \"größe\"}");

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("grüße");
        assertThat(response.header("content-type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        Request request = seen.remove();
        assertThat(request.path()).containsExactly(Map.entry("room", "a b/c"));
        assertThat(request.query()).containsOnly(Map.entry("q", "one"), Map.entry("empty", ""));
        assertThat(request.header("x-thing")).isEqualTo("some");
        assertThat(request.header("X-THING")).isEqualTo("some");
        assertThat(request.header("missing")).isEmpty();
        assertThat(request.body()).isEqualTo("{\"word\": \"größe\"}");
        assertThat(request.client()).isEqualTo(LOCAL);
    }

    @Test
    void aFileThatTheBrowserHasIsNotSentAgain() throws Exception {
        byte[] bytes = "<svg/>".getBytes(StandardCharsets.UTF_8);
        int port = start(FakeEndpoint.get("/file", (request, response) -> response.sendFile("image/svg+xml", bytes)));

        RawClient.Answer first = get(port, "/file");
        RawClient.Answer again = getUnless(port, "/file", first.header("etag"));

        assertThat(first.body()).isEqualTo("<svg/>");
        assertThat(first.header("cache-control")).as("asked about each time").isEqualTo("no-cache");
        assertThat(first.header("content-type")).isEqualTo("image/svg+xml");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("etag")).isEqualTo(first.header("etag"));
    }

    @Test
    void aFileThatWasReplacedIsSentAnew() throws Exception {
        BlockingQueue<String> editions = new LinkedBlockingQueue<>(List.of("old();", "new();"));
        int port = start(FakeEndpoint.get(
                "/file",
                (request, response) ->
                        response.sendFile("text/javascript", editions.remove().getBytes(StandardCharsets.UTF_8))));
        String tag = get(port, "/file").header("etag");

        RawClient.Answer answer = getUnless(port, "/file", tag);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("new();");
        assertThat(answer.header("etag")).isNotEqualTo(tag);
    }

    @Test
    void anotherHostIsRefusedSoThatNoForeignPageReachesThisMachine() throws Exception {
        int port = start(hello());

        RawClient.Answer refused = RawClient.exchange(port, "GET /hello", "Host: rebound.example:" + port);

        assertThat(refused.status()).isEqualTo(421);
        assertThat(refused.body()).doesNotContain("hello").contains("rebound.example", "MENTOR_PUBLIC_URL");
        assertThat(RawClient.exchange(port, "GET /hello", "Host: localhost:" + port)
                        .body())
                .isEqualTo("hello");
    }

    @Test
    void thePublicAddressIsServed() throws Exception {
        Settings.Http settings = new Settings.Http(LOCAL, 0, "https://mentor.example.org", 20, false, 0);
        int port = start(settings, hello());

        assertThat(RawClient.exchange(port, "GET /hello", "Host: mentor.example.org")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anotherSitesPageMayNotPost() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        int port = start(FakeEndpoint.post("/do", (request, response) -> {
            called.countDown();
            response.send(200, "text/plain", "done");
        }));

        RawClient.Answer foreign =
                RawClient.exchange(port, "POST /do", List.of("Host: localhost", "Origin: https://evil.example"), "x");

        assertThat(foreign.status()).isEqualTo(403);
        assertThat(called.getCount()).isEqualTo(1);
        RawClient.Answer own = RawClient.exchange(
                port, "POST /do", List.of("Host: localhost:" + port, "Origin: http://localhost:" + port), "x");
        assertThat(own.status()).isEqualTo(200);
    }

    @Test
    void beyondThisMachineAClientThatAsksTooOftenIsToldWhenToComeBack() throws Exception {
        int port = start(
                new Settings.Http(EVERYWHERE, 0, "", 2, false, 0),
                FakeEndpoint.post("/ask", (request, response) -> response.send(200, "text/plain", "answer"))
                        .costly(),
                hello());

        assertThat(post(port, "/ask", "1").status()).isEqualTo(200);
        assertThat(post(port, "/ask", "2").status()).isEqualTo(200);
        RawClient.Answer third = post(port, "/ask", "3");

        assertThat(third.status()).isEqualTo(429);
        long wait = Long.parseLong(third.header("retry-after"));
        assertThat(wait).isBetween(1L, 31L);
        assertThat(third.body()).contains("\"status\":429").contains("try again in " + wait + " s");
        // What costs nothing is not counted.
        assertThat(get(port, "/hello").status()).isEqualTo(200);
    }

    @Test
    void onThisMachineNobodyIsCounted() throws Exception {
        int port = start(
                new Settings.Http(LOCAL, 0, "", 1, false, 0),
                FakeEndpoint.post("/ask", (request, response) -> response.send(200, "text/plain", "answer"))
                        .costly());

        for (int i = 0; i < 5; i++) {
            assertThat(post(port, "/ask", "again").status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedUnread() throws Exception {
        int port = start(FakeEndpoint.post(
                "/length",
                (request, response) -> response.send(
                        200, "text/plain", Integer.toString(request.body().length()))));
        String most = "a".repeat(64 * 1024);

        assertThat(post(port, "/length", most).body()).isEqualTo("65536");
        RawClient.Answer tooLarge = post(port, "/length", most + "a");

        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("\"status\":413").contains("too much text");
    }

    @Test
    void aBodyThatDoesNotTellItsLengthIsRefusedWhenItIsTooLarge() throws Exception {
        int port = start(FakeEndpoint.post("/x", (request, response) -> response.send(200, "text/plain", "taken")));
        try (RawClient raw = new RawClient(port)) {
            raw.send("POST /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
            raw.send("10001\r\n" + "a".repeat(0x10001) + "\r\n0\r\n\r\n");

            assertThat(raw.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void aWrongMethodIsToldTheRightOne() throws Exception {
        int port = start(hello(), FakeEndpoint.post("/ask", (request, response) -> {}));

        RawClient.Answer got = get(port, "/ask");
        RawClient.Answer posted = post(port, "/hello", "x");

        assertThat(got.status()).isEqualTo(405);
        assertThat(got.header("allow")).contains("POST").doesNotContain("GET");
        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.header("allow")).contains("GET").doesNotContain("POST");
        assertThat(RawClient.exchange(port, "DANCE /hello", "Host: localhost").status())
                .isEqualTo(405);
    }

    @Test
    void headSaysWhatGetWouldSayWithoutSayingIt() throws Exception {
        int port = start(
                hello(),
                FakeEndpoint.get("/sick", (request, response) -> response.send(503, "application/json", "{}")));

        assertThat(head(port, "/hello").status()).isEqualTo(200);
        assertThat(head(port, "/hello").body()).isEmpty();
        assertThat(head(port, "/sick").status()).isEqualTo(503);
        assertThat(head(port, "/nowhere").status()).isEqualTo(404);
    }

    @Test
    void anUnknownPathIsAPageForABrowserAndJsonForAProgram() throws Exception {
        int port = start(hello());

        RawClient.Answer program = get(port, "/nowhere");
        RawClient.Answer browser = RawClient.exchange(
                port, "GET /nowhere", "Host: localhost", "Accept: text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(program.status()).isEqualTo(404);
        assertThat(program.header("content-type")).startsWith("application/json");
        assertThat(program.body()).isEqualTo("{\"error\":{\"status\":404,\"message\":\"There is no such page\"}}");
        assertThat(browser.status()).isEqualTo(404);
        assertThat(browser.header("content-type")).startsWith("text/html");
        assertThat(browser.body()).isEqualTo("<h1>404 There is no such page</h1>");
    }

    @Test
    void anEndpointsOwnSentenceReachesTheClientWhateverTheStatus() throws Exception {
        int port = start(FakeEndpoint.get("/problem/{status}", (request, response) -> {
            throw new HttpProblem(
                    Integer.parseInt(request.path().getOrDefault("status", "")), "Say \"please\" \\ wait");
        }));

        for (int status : new int[] {400, 404, 410, 503}) {
            RawClient.Answer response = get(port, "/problem/" + status);
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.body())
                    .isEqualTo("{\"error\":{\"status\":" + status + ",\"message\":\"Say \\\"please\\\" \\\\ wait\"}}");
        }
    }

    @Test
    void whatBreaksInsideIsNotShown() throws Exception {
        int port = start(
                FakeEndpoint.get("/broken", (request, response) -> {
                    throw new IllegalStateException("the password is 1234");
                }),
                hello());

        RawClient.Answer response = get(port, "/broken");

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("1234", "Exception").contains("Something broke on our side");
        assertThat(get(port, "/hello").body()).isEqualTo("hello");
    }

    @Test
    void aFileThatCannotBeReadIsOurFailureAndNoEmptyPage() throws Exception {
        int port = start(FakeEndpoint.get("/file", (request, response) -> {
            throw new IOException("/secret/path is gone");
        }));

        RawClient.Answer response = get(port, "/file");

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body()).contains("Something broke on our side").doesNotContain("secret");
    }

    @Test
    void anUploadThatBreaksOffBreaksNothing() throws Exception {
        int port =
                start(FakeEndpoint.post("/ask", (request, response) -> response.send(200, "text/plain", "")), hello());
        try (RawClient raw = new RawClient(port)) {
            raw.send("POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nonly this");
        }

        assertThat(get(port, "/hello").body()).isEqualTo("hello");
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        int port = start(
                new Settings.Http(EVERYWHERE, 0, "", 1, true, 0),
                hello(),
                FakeEndpoint.get("/broken", (request, response) -> {
                    throw new IllegalStateException();
                }),
                FakeEndpoint.get(
                        "/stream", (request, response) -> response.stream().send("one", "1")),
                FakeEndpoint.post("/large", (request, response) -> response.send(200, "text/plain", "")),
                FakeEndpoint.post("/ask", (request, response) -> response.send(200, "text/plain", ""))
                        .costly());
        assertThat(post(port, "/ask", "the share of a minute").status()).isEqualTo(200);
        String host = "Host: localhost";
        Map<String, RawClient.Answer> answers = Map.ofEntries(
                Map.entry("200", RawClient.exchange(port, "GET /hello", host)),
                Map.entry("200 of a stream", RawClient.exchange(port, "GET /stream", host)),
                Map.entry("200 of metrics", RawClient.exchange(port, "GET /metrics", host)),
                Map.entry("200 of HEAD", RawClient.exchange(port, "HEAD /hello", host)),
                Map.entry("400 by Jetty", RawClient.exchange(port, "GET /%zz", host)),
                Map.entry("400 without Host", RawClient.exchange(port, "GET /hello", "Host:")),
                Map.entry(
                        "403",
                        RawClient.exchange(port, "POST /ask", host, "Origin: http://x.example", "Content-Length: 0")),
                Map.entry("404", RawClient.exchange(port, "GET /nowhere", host)),
                Map.entry("404 as a page", RawClient.exchange(port, "GET /nowhere", host, "Accept: text/html")),
                Map.entry("405", RawClient.exchange(port, "DELETE /hello", host)),
                Map.entry("413", post(port, "/large", "a".repeat(64 * 1024 + 1))),
                Map.entry("421", RawClient.exchange(port, "GET /hello", "Host: x.example")),
                Map.entry("429", RawClient.exchange(port, "POST /ask", host, "Content-Length: 0")),
                Map.entry("500", RawClient.exchange(port, "GET /broken", host)));

        answers.forEach((name, answer) -> {
            assertThat(Integer.toString(answer.status())).as(name).isEqualTo(name.substring(0, 3));
            assertThat(answer.headers()).as(name).containsAllEntriesOf(SECURITY);
            assertThat(answer.header("server")).as(name).isEmpty();
        });
    }

    @Test
    void aTakenPortIsNamedWithItsMend() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpServer server = server(new Settings.Http(LOCAL, taken.getLocalPort(), "", 20, false, 0));

            assertThatThrownBy(() -> server.start(List.of(hello())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " on " + LOCAL)
                    .hasMessageContaining("http.port (MENTOR_HTTP_PORT)");
        }
    }

    @Test
    void aTakenPortOfMetricsIsNamedWithItsMend() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpServer server = server(new Settings.Http(LOCAL, 0, "", 20, true, taken.getLocalPort()));

            assertThatThrownBy(() -> server.start(List.of(hello())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " on " + LOCAL)
                    .hasMessageContaining("http.metrics_port");
        }
    }

    @Test
    void metricsCountWhatWasServedAndNeverWhatWasAsked() throws Exception {
        int port = start(
                new Settings.Http(LOCAL, 0, "", 20, true, 0),
                FakeEndpoint.get("/rooms/{room}", (request, response) -> response.send(200, "text/plain", "")));
        get(port, "/rooms/secret?q=private");

        RawClient.Answer scraped = get(port, "/metrics");

        assertThat(scraped.status()).isEqualTo(200);
        assertThat(scraped.header("content-type")).startsWith("text/plain");
        assertThat(scraped.body())
                .contains("mlmentor_http_seconds_count{path=\"/rooms/{room}\"} 1")
                .doesNotContain("secret", "private");
    }

    @Test
    void metricsAreNotThereWhenTheyAreOff() throws Exception {
        int port = start(new Settings.Http(LOCAL, 0, "", 20, false, 0), hello());

        assertThat(get(port, "/metrics").status()).isEqualTo(404);
    }

    @Test
    void metricsMayHaveAPortOfTheirOwn() throws Exception {
        int apart = freePort();
        int port = start(new Settings.Http(LOCAL, 0, "", 20, true, apart), hello());

        assertThat(get(apart, "/metrics").body()).contains("jvm_memory_used_bytes");
        assertThat(get(port, "/metrics").status()).isEqualTo(404);
        assertThat(get(apart, "/hello").status()).isEqualTo(404);
    }

    @Test
    void aForeignPageCannotReadTheMetricsOfThisMachine() throws Exception {
        int port = start(new Settings.Http(LOCAL, 0, "", 20, true, 0), hello());

        assertThat(RawClient.exchange(port, "GET /metrics", "Host: rebound.example")
                        .status())
                .isEqualTo(421);
    }

    @Test
    void beyondThisMachineMetricsAnswerToTheNameThatANetworkGaveThem() throws Exception {
        int port = start(new Settings.Http(EVERYWHERE, 0, "", 20, true, 0), hello());

        assertThat(RawClient.exchange(port, "GET /metrics", "Host: mentor:8080").status())
                .isEqualTo(200);
    }

    @Test
    void eventsArriveWhileTheAnswerIsStillBeingMade() throws Exception {
        CountDownLatch firstWasRead = new CountDownLatch(1);
        int port = start(FakeEndpoint.get("/stream", (request, response) -> {
            Response.EventStream stream = response.stream();
            stream.send("status", "{\"text\":\"first\"}");
            if (await(firstWasRead)) {
                stream.send("reply", "two\nlines\r\nor three");
            }
        }));
        try (RawClient raw = new RawClient(port)) {
            raw.send("GET /stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Encoding: gzip\r\n\r\n");

            assertThat(raw.lineStarting("Content-Type")).contains("text/event-stream");
            // The endpoint still waits when this has been read.
            assertThat(raw.lineStarting("event:")).isEqualTo("event: status");
            assertThat(raw.line()).isEqualTo("data: {\"text\":\"first\"}");
            firstWasRead.countDown();
            assertThat(raw.lineStarting("event:")).isEqualTo("event: reply");
            assertThat(List.of(raw.line(), raw.line(), raw.line(), raw.line()))
                    .containsExactly("data: two", "data: lines", "data: or three", "");
        }
    }

    @Test
    void aStreamIsKeptByNobodyOnTheWay() throws Exception {
        int port = start(FakeEndpoint.get(
                "/stream", (request, response) -> response.stream().send("one", "1")));

        RawClient.Answer response = get(port, "/stream");

        assertThat(response.header("cache-control")).isEqualTo("no-store");
        assertThat(response.header("x-accel-buffering")).isEqualTo("no");
        assertThat(response.body()).contains("event: one\ndata: 1\n\n");
    }

    @Test
    void aClientThatGoesAwayIsNoticedAndBreaksNothing() throws Exception {
        CompletableFuture<IOException> noticed = new CompletableFuture<>();
        CountDownLatch gone = new CountDownLatch(1);
        int port = start(
                FakeEndpoint.get("/stream", (request, response) -> {
                    Response.EventStream stream = response.stream();
                    stream.send("first", "1");
                    boolean waited = await(gone);
                    try {
                        for (int i = 0; waited && i < 100_000; i++) {
                            stream.send("more", "x".repeat(1_000));
                        }
                    } catch (IOException e) {
                        noticed.complete(e);
                        throw e;
                    }
                }),
                hello());
        try (RawClient raw = new RawClient(port)) {
            raw.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
            raw.lineStarting("data: 1");
        }
        gone.countDown();

        assertThat(noticed.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(get(port, "/hello").body()).isEqualTo("hello");
    }

    @Test
    void closingLetsARunningRequestFinishAndTakesNoNewOne() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        HttpServer server = server(new Settings.Http(LOCAL, 0, "", 20, false, 0));
        int port = server.start(List.of(FakeEndpoint.get("/slow", (request, response) -> {
            running.countDown();
            response.send(200, "text/plain", await(mayFinish) ? "finished" : "cut off");
        })));
        try (RawClient slow = new RawClient(port)) {
            slow.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(await(running)).isTrue();

            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            Awaitility.await().until(() -> refusesConnections(port));
            assertThat(closing).isNotDone();
            mayFinish.countDown();

            assertThat(slow.answer().body()).isEqualTo("finished");
            closing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void closingTwiceOrBeforeTheStartIsHarmless() {
        HttpServer server = server(new Settings.Http(LOCAL, 0, "", 20, false, 0));
        server.close();
        server.start(List.of(hello()));
        server.close();
        server.close();
    }

    private static FakeEndpoint hello() {
        return FakeEndpoint.get("/hello", (request, response) -> response.send(200, "text/plain", "hello"));
    }

    private int start(FakeEndpoint... endpoints) {
        return start(new Settings.Http(LOCAL, 0, "", 20, false, 0), endpoints);
    }

    private int start(Settings.Http settings, FakeEndpoint... endpoints) {
        return server(settings).start(List.of(endpoints));
    }

    private HttpServer server(Settings.Http settings) {
        Metrics metrics = new Metrics();
        HttpServer server =
                new HttpServer(settings, metrics, (status, sentence) -> "<h1>" + status + " " + sentence + "</h1>");
        opened.add(server);
        opened.add(metrics);
        return server;
    }

    private static RawClient.Answer get(int port, String path) throws IOException {
        return RawClient.exchange(port, "GET " + path, "Host: localhost");
    }

    /** Asks for what it may have already. */
    private static RawClient.Answer getUnless(int port, String path, String tag) throws IOException {
        return RawClient.exchange(port, "GET " + path, "Host: localhost", "If-None-Match: " + tag);
    }

    private static RawClient.Answer head(int port, String path) throws IOException {
        return RawClient.exchange(port, "HEAD " + path, "Host: localhost");
    }

    private static RawClient.Answer post(int port, String path, String body) throws IOException {
        return RawClient.exchange(port, "POST " + path, List.of("Host: localhost"), body);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean refusesConnections(int port) throws IOException {
        try (RawClient raw = new RawClient(port)) {
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
