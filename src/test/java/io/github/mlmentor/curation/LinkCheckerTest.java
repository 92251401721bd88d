package io.github.mlmentor.curation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.mlmentor.curation.LinkResult.State;
import io.github.mlmentor.knowledge.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkCheckerTest {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Wrist clock = new Wrist();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server = start();

    /** What the server says to the methods one after another; the last answer stays. */
    private record Page(List<String> answers, AtomicInteger next) {}

    @BeforeEach
    void fine() {
        page("/fine", "200");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aLinkThatAnswersIsWellAndItsBodyIsNotAskedFor() throws InterruptedException {
        assertThat(only("/fine")).isEqualTo(new LinkResult(link("/fine"), State.OK, "", ""));
        assertThat(asked).containsExactly("HEAD /fine");
    }

    @Test
    void aPageThatIsGoneIsDead() throws InterruptedException {
        page("/none", "404");
        page("/gone", "410");

        assertThat(only("/none").state()).isEqualTo(State.DEAD);
        assertThat(only("/none").detail()).isEqualTo("not found (404)");
        assertThat(only("/gone").state()).isEqualTo(State.DEAD);
    }

    @Test
    void whereAHeadIsNotWelcomeAGetDecides() throws InterruptedException {
        page("/no-head", "405", "200");
        page("/lies-to-head", "404", "200");
        page("/forbids-head", "403", "200");

        assertThat(states("/no-head", "/lies-to-head", "/forbids-head")).containsOnly(State.OK);
        assertThat(asked).contains("HEAD /no-head", "GET /no-head");
    }

    @Test
    void whatMovedForGoodIsNamedWithItsNewAddress() throws InterruptedException {
        page("/old", "301 /new");
        page("/older", "308 /old");
        page("/new", "200");

        assertThat(only("/old")).isEqualTo(new LinkResult(link("/old"), State.MOVED, "", url("/new")));
        assertThat(only("/older").address()).isEqualTo(url("/new"));
    }

    @Test
    void theNewAddressIsAsFarAsItLeadsForGood() throws InterruptedException {
        page("/old", "301 /stable");
        page("/stable", "302 /stable/v7");
        page("/stable/v7", "200");

        assertThat(only("/old").state()).isEqualTo(State.MOVED);
        assertThat(only("/old").address()).isEqualTo(url("/stable"));
        assertThat(only("/stable").state()).isEqualTo(State.REDIRECTED);
        assertThat(only("/stable").address()).isEqualTo(url("/stable/v7"));
    }

    @Test
    void anAnchorIsNotSentAndNotLost() throws InterruptedException {
        page("/old", "301 /new");
        page("/new", "200");

        assertThat(only("/old#chapter").address()).isEqualTo(url("/new#chapter"));
        assertThat(asked).containsExactly("HEAD /old", "HEAD /new");
    }

    @Test
    void aRedirectToAPageThatIsGoneIsDead() throws InterruptedException {
        page("/old", "302 /none");
        page("/none", "404");

        assertThat(only("/old").state()).isEqualTo(State.DEAD);
        assertThat(only("/old").detail()).isEqualTo("not found (404), at " + url("/none"));
    }

    @Test
    void aRedirectToTheFrontPageIsSuspect() throws InterruptedException {
        page("/old", "301 /");
        page("/", "200");

        assertThat(only("/old").detail()).contains("front page");
    }

    @Test
    void redirectsInACircleOrToNowhereAreNotChecked() throws InterruptedException {
        page("/circle", "302 /circle");
        page("/nowhere", "302");
        page("/mail", "302 mailto:me@example.org");

        assertThat(states("/circle", "/nowhere", "/mail")).containsOnly(State.UNCHECKED);
        assertThat(only("/circle").detail()).isEqualTo("redirects more than 10 times");
    }

    @Test
    void aServerThatRefusesProgramsSaysNothingAboutTheLink() throws InterruptedException {
        page("/403", "403");
        page("/401", "401");
        page("/999", "999");
        page("/500", "500");

        assertThat(states("/403", "/401", "/999", "/500")).containsOnly(State.UNCHECKED);
        assertThat(only("/403").detail()).contains("403", "browser");
    }

    @Test
    void aBusyHostIsAskedAgainWhenItSays() throws InterruptedException {
        page("/busy", "429 7", "200");

        assertThat(only("/busy").state()).isEqualTo(State.OK);
        assertThat(asked).containsExactly("HEAD /busy", "HEAD /busy");
        assertThat(waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aDateToComeBackAtIsRespectedAsWell() throws InterruptedException {
        page("/busy", "503 Sat, 21 Nov 2026 12:00:09 GMT", "200");

        assertThat(only("/busy").state()).isEqualTo(State.OK);
        assertThat(waits).containsExactly(Duration.ofSeconds(9));
    }

    @Test
    void aHostThatStaysBusyIsNotCalledDead() throws InterruptedException {
        page("/busy", "429 7");

        assertThat(only("/busy").state()).isEqualTo(State.UNCHECKED);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aHostThatWantsALongRestIsLeftAloneWithAllItsLinks() throws InterruptedException {
        page("/busy", "429 3600");

        LinkChecker.Report report = check(link("/busy"), link("/fine"));

        assertThat(report.results()).extracting(LinkResult::state).containsOnly(State.UNCHECKED);
        assertThat(report.results().get(1).detail()).isEqualTo("the host asks to be left alone for 3600 s");
        assertThat(asked).containsExactly("HEAD /busy");
        assertThat(waits).isEmpty();
    }

    @Test
    void aHostIsAskedOneAtATimeWithAPause() throws InterruptedException {
        List<Resource> links = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            page("/" + i, "301 /fine");
            links.add(link("/" + i));
        }

        assertThat(check(links.toArray(Resource[]::new)).in(State.MOVED)).hasSize(5);

        // Ten requests, redirects among them, and a pause between each two.
        assertThat(asked).hasSize(10);
        assertThat(waits).hasSize(9).containsOnly(PAUSE);
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void anotherHostNeedsNoPause() throws InterruptedException {
        Resource same = at("same", "http://localhost:" + server.getAddress().getPort() + "/fine");

        assertThat(check(link("/fine"), same).in(State.OK)).hasSize(2);
        assertThat(waits).isEmpty();
    }

    @Test
    void aHostThatDoesNotExistIsDeadWhenOthersAnswer() throws InterruptedException {
        LinkChecker.Report report = check(link("/fine"), at("typo", "http://no-such-host.invalid/x"));

        assertThat(report.offline()).isFalse();
        assertThat(report.in(State.DEAD))
                .singleElement()
                .satisfies(dead -> assertThat(dead.detail()).isEqualTo("there is no host no-such-host.invalid"));
    }

    @Test
    void aHostThatRefusesConnectionsIsDeadWhenOthersAnswer() throws InterruptedException, IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        LinkChecker.Report report = check(link("/fine"), at("closed", "http://127.0.0.1:" + closed + "/x"));

        assertThat(report.in(State.DEAD))
                .singleElement()
                .satisfies(dead -> assertThat(dead.detail()).contains("refuses connections"));
    }

    @Test
    void aServerThatNeverAnswersIsNotChecked() throws InterruptedException, IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            LinkChecker hasty = checker(Duration.ofMillis(100));
            LinkChecker.Report report = hasty.check(
                    List.of(link("/fine"), at("silent", "http://127.0.0.1:" + silent.getLocalPort() + "/x")),
                    result -> {});

            assertThat(report.in(State.UNCHECKED))
                    .singleElement()
                    .satisfies(result -> assertThat(result.detail()).startsWith("no answer within"));
        }
    }

    @Test
    void withoutANetworkNoLinkIsJudged() throws InterruptedException {
        server.stop(0);

        assertThat(check(at("a", "http://a.invalid/"), at("b", "http://b.invalid/"))
                        .offline())
                .isTrue();
    }

    @Test
    void withoutANetworkItGivesUpEarly() throws InterruptedException {
        Resource[] links = new Resource[40];
        for (int i = 0; i < links.length; i++) {
            links[i] = at("l" + i, "http://h" + i + ".invalid/");
        }
        List<LinkResult> seen = new CopyOnWriteArrayList<>();

        LinkChecker.Report report = checker(Duration.ofSeconds(5)).check(Arrays.asList(links), seen::add);

        assertThat(report.offline()).isTrue();
        // Five in vain, and whatever ran beside them; none is called dead on the way.
        assertThat(report.results()).hasSizeLessThan(12);
        assertThat(seen).isEmpty();
    }

    @Test
    void progressIsToldOfEveryLinkOnceAndTheReportKeepsTheirOrder() throws InterruptedException {
        page("/none", "404");
        List<LinkResult> seen = new CopyOnWriteArrayList<>();
        List<Resource> links = List.of(
                at("local", "http://localhost:" + server.getAddress().getPort() + "/fine"),
                link("/none"),
                link("/fine"));

        LinkChecker.Report report = checker(Duration.ofSeconds(5)).check(links, seen::add);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(report.results());
        assertThat(report.results()).extracting(LinkResult::resource).containsExactlyElementsOf(links);
    }

    private List<State> states(String... paths) throws InterruptedException {
        Resource[] links = Arrays.stream(paths).map(this::link).toArray(Resource[]::new);
        return check(links).results().stream().map(LinkResult::state).toList();
    }

    private LinkResult only(String path) throws InterruptedException {
        pages.values().forEach(page -> page.next().set(0));
        return check(link(path)).results().get(0);
    }

    private LinkChecker.Report check(Resource... links) throws InterruptedException {
        return checker(Duration.ofSeconds(5)).check(Arrays.asList(links), result -> {});
    }

    private LinkChecker checker(Duration timeout) {
        return new LinkChecker(
                new LinkChecker.Manners(4, PAUSE, timeout, Duration.ofSeconds(30)), "test", clock, time -> {
                    waits.add(time);
                    clock.now = clock.now.plus(time);
                });
    }

    private Resource link(String path) {
        return at(path, url(path));
    }

    private static Resource at(String id, String url) {
        return new Resource(id, "Title", url, "docs", "beginner", "free", 0, List.of("x"), "About.", null, 1);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void page(String path, String... answers) {
        pages.put(path, new Page(List.of(answers), new AtomicInteger()));
    }

    private HttpServer start() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.setExecutor(threads);
            made.createContext("/", exchange -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                String path = exchange.getRequestURI().toString();
                asked.add(exchange.getRequestMethod() + " " + path);
                Page page = pages.getOrDefault(path, new Page(List.of("404"), new AtomicInteger()));
                int number =
                        Math.min(page.next().getAndIncrement(), page.answers().size() - 1);
                String[] answer = page.answers().get(number).split(" ", 2);
                int status = Integer.parseInt(answer[0]);
                if (answer.length > 1) {
                    exchange.getResponseHeaders().set(status < 400 ? "Location" : "Retry-After", answer[1]);
                }
                inside.decrementAndGet();
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            made.start();
            return made;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Stands still unless somebody waits. */
    private static final class Wrist extends Clock {
        private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
