package io.github.mlmentor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.http.HttpProblem;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.http.Response;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Doors;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Jobs;
import io.github.mlmentor.intake.Limits;
import io.github.mlmentor.intake.MemoryStore;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.intake.Presence;
import io.github.mlmentor.intake.Worker;
import io.github.mlmentor.telemetry.Metrics;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking over the web: once, twice, at the same time, while it stops, and by clients that go away. */
@Timeout(60)
class AskEndpointTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Clock clock = Clock.systemUTC();
    private final Metrics metrics = new Metrics();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final MemoryStore store = new MemoryStore(clock);
    private final WebDoor door = new WebDoor(store, store, clock);
    private final Intake intake = intake();
    private final AskEndpoint endpoint = new AskEndpoint(door, intake);
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch answering = new CountDownLatch(1);
    private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile boolean watched;

    @AfterEach
    void stop() {
        held.countDown();
        threads.shutdownNow();
        metrics.close();
    }

    @Test
    void theSameIdTwiceGetsTheSameAnswerWhichIsMadeOnce() throws Exception {
        String first = ask(json("one", "x")).body;
        String second = ask(json("another", "x")).body;
        assertThat(first).contains("answer 1 to one").isEqualTo(second);
        assertThat(asked).hasValue(1);
    }

    @Test
    void theSameIdInAnotherConversationIsAnotherQuestion() throws Exception {
        ask("{\"question\":\"q\",\"id\":\"x\",\"conversation\":\"c\"}");
        assertThat(ask("{\"question\":\"q\",\"id\":\"x\",\"conversation\":\"d\"}").body)
                .contains("answer 2 to q", "\"conversation\":\"d\"");
    }

    @Test
    void withoutAnIdTheSameWordsAreAskedAnew() throws Exception {
        ask("{\"question\":\"q\"}");
        assertThat(ask("{\"question\":\"q\"}").body).contains("answer 2 to q");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\\t"})
    void aBlankIdIsNone(String blank) throws Exception {
        ask(json("q", blank));
        assertThat(ask("{\"question\":\"q\",\"conversation\":\"" + blank + "\"}").body)
                .contains("answer 2 to q");
    }

    @Test
    void anIdThatIsTooLongIsAProblemOfTheCaller() {
        assertThatThrownBy(() -> ask(json("q", "x".repeat(101))))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessageContaining("\"id\"");
        assertThat(asked).hasValue(0);
    }

    @Test
    void twoRequestsAtOnceWithOneIdShareTheAnswer() throws Exception {
        held = new CountDownLatch(1);
        CompletableFuture<Told> first = asking(json("q", "x"));
        answering.await();
        CompletableFuture<Told> second = asking(json("q", "x"));
        Awaitility.await().until(() -> intakeSaw("duplicate") > 0);
        held.countDown();
        assertThat(first.join().body).contains("answer 1 to q").isEqualTo(second.join().body);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aRequestAfterTheAnswerIsServedAtOnce() throws Exception {
        ask(json("q", "x"));
        Told late = stream(json("q", "x"));
        assertThat(late.events).singleElement().asString().startsWith("reply").contains("answer 1 to q", "html");
    }

    @Test
    void whoWaitsWhenItStopsIsToldToComeBack() throws Exception {
        held = new CountDownLatch(1);
        CompletableFuture<Told> waiting = asking(json("q", "x"));
        answering.await();
        intake.close();
        door.close();
        assertThat(waiting.handle((told, problem) -> problem.getCause()).join())
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(503);
                    assertThat(problem.retryAfterSeconds()).isPositive();
                })
                .hasMessageContaining("not lost");
    }

    @Test
    void whoListensWhenItStopsIsToldToComeBackToo() throws Exception {
        held = new CountDownLatch(1);
        CompletableFuture<Told> waiting = CompletableFuture.supplyAsync(() -> unchecked(json("q", "x"), true), threads);
        answering.await();
        door.close();
        List<String> events = waiting.join().events;
        assertThat(events.get(events.size() - 1)).startsWith("error ").contains("\"retry_after_s\":3", "not lost");
    }

    @Test
    void whoComesWhenItHasClosedIsToldToComeBack() throws Exception {
        intake.close();
        assertThatThrownBy(() -> ask(json("q", "x"))).isInstanceOfSatisfying(HttpProblem.class, problem -> {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.retryAfterSeconds()).isEqualTo(3);
        });
        assertThat(stream(json("q", "x")).events)
                .singleElement()
                .asString()
                .startsWith("error ")
                .contains("\"retry_after_s\":3", "about to stop");
    }

    @Test
    void aClientThatGoesAwayCancelsAndItsAnswerIsStoredAllTheSame() throws Exception {
        watched = true;
        Told told = new Told();
        told.gone = true;
        endpoint.handle(request(json("q", "x"), "text/event-stream"), told);
        assertThat(cancelled.join()).isTrue();
        assertThat(told.events).isEmpty();
        assertThat(ask(json("q", "x")).body).contains("answer 1 to q");
        assertThat(asked).hasValue(1);
    }

    /** A locked file is no reason to drop somebody whose question is kept: he comes back for its answer. */
    @Test
    void whoWaitsWhileTheStoreCannotBeReadIsToldToComeBack() throws Exception {
        ask(json("q", "x"));
        CountDownLatch looks = new CountDownLatch(2);
        Inbox locked = (Inbox) Proxy.newProxyInstance(
                Inbox.class.getClassLoader(), new Class<?>[] {Inbox.class}, (proxy, method, arguments) -> {
                    looks.countDown();
                    throw new IllegalStateException("locked");
                });
        WebDoor blind = new WebDoor(locked, store, clock);
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(
                () -> blind.ask(AskBody.parse(json("q", "x")), intake, Progress.none()), threads);
        looks.await();
        blind.close();
        assertThat(waiting.handle((told, problem) -> problem.getCause()).join())
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.status()).isEqualTo(503));
    }

    @Test
    void aPoliteNoIsAnAnswerToo() throws Exception {
        assertThat(MAPPER.readTree(ask(json("  ", "x")).body).path("decision").textValue())
                .isEqualTo("declined");
    }

    @Test
    void whereNobodyWaitsThereIsNoProgressAndASendIsDeliveredNonetheless() {
        assertThat(door.platform()).isEqualTo(Platform.WEB);
        assertThat(door.send(new Outgoing(
                        Job.id(new MessageKey(Platform.WEB, "-", "c", "x")) + ".0.0",
                        new Conversation("web/c", Conversation.Kind.SESSION),
                        "payload",
                        null)))
                .isInstanceOf(io.github.mlmentor.chat.Delivery.Delivered.class);
        assertThat(door.reconcile(
                        new Outgoing("k", new Conversation("web/c", Conversation.Kind.SESSION), "payload", null)))
                .isEmpty();
    }

    private double intakeSaw(String outcome) {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("mlmentor_admission_total{outcome=\"" + outcome + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private Told ask(String body) throws IOException {
        Told told = new Told();
        endpoint.handle(request(body, "application/json"), told);
        return told;
    }

    private Told stream(String body) throws IOException {
        Told told = new Told();
        endpoint.handle(request(body, "text/event-stream"), told);
        return told;
    }

    private CompletableFuture<Told> asking(String body) {
        return CompletableFuture.supplyAsync(() -> unchecked(body, false), threads);
    }

    private Told unchecked(String body, boolean stream) {
        try {
            return stream ? stream(body) : ask(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Request request(String body, String accept) {
        return new Request(Map.of(), Map.of(), Map.of("accept", accept), body, "127.0.0.1");
    }

    private static String json(String question, String id) {
        return "{\"question\":\"" + question + "\",\"id\":\"" + id + "\"}";
    }

    private Intake intake() {
        store.start(new Worker(
                store,
                store,
                Presence.none(),
                new Numbering(),
                new Doors() {
                    @Override
                    public ReplyPort port(Platform platform) {
                        return door;
                    }

                    @Override
                    public Progress progress(Job job) {
                        return door.progress(job);
                    }
                },
                threads,
                new Worker.Times(Duration.ofSeconds(40), Duration.ofHours(1), Duration.ofHours(1)),
                clock,
                metrics));
        Limits limits =
                new Limits(9, 9, 9, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, 99, 2_000);
        Jobs elsewhere = new Jobs() {
            @Override
            public void start(Work work) {}

            @Override
            public void nudge() {
                threads.execute(store::nudge);
            }

            @Override
            public void stop() {}
        };
        return new Intake(store, elsewhere, Policies.open(), Presence.none(), limits, clock, metrics);
    }

    /** Says how many answers it has made. */
    private final class Numbering implements Answerer {
        @Override
        public Outcome answer(Job job, Progress progress) {
            int number = asked.incrementAndGet();
            progress.status("looking");
            answering.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            while (watched && !progress.cancelled() && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            cancelled.complete(progress.cancelled());
            return outcome(job, Reply.Answer.plain(Document.of("answer " + number + " to " + job.text()), List.of()));
        }

        @Override
        public Outcome decline(Job job, Admission.Declined declined) {
            return outcome(
                    job,
                    new Reply.Declined(declined.reason(), Document.of(declined.sentence()), declined.retryAfter()));
        }

        @Override
        public Outcome apologise(Job job, String sentence) {
            return outcome(job, new Reply.Apology(Reason.INTERNAL, Document.of(sentence)));
        }

        private Outcome outcome(Job job, Reply reply) {
            Exchange exchange = Exchange.atOnce(job.text(), reply);
            return new Outcome(exchange.decision(), "", WebDoor.render(exchange), Map.of());
        }
    }

    /** What a client was told. */
    private static final class Told implements Response {
        private final List<String> events = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean gone;
        private volatile String body = "";

        @Override
        public void header(String name, String value) {
            throw new AssertionError("no header is needed");
        }

        @Override
        public void send(int status, String contentType, String text) {
            body = text;
        }

        @Override
        public void sendFile(String contentType, byte[] bytes) {
            throw new AssertionError("no file was asked for");
        }

        @Override
        public EventStream stream() {
            return (event, data) -> {
                if (gone) {
                    throw new IOException("the client is gone");
                }
                events.add(event + " " + data);
            };
        }
    }
}
