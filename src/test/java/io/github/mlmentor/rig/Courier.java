package io.github.mlmentor.rig;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings events to the bot, again and again until it acknowledges them: after 200 ms, then every 500 ms. Several bots take
 * turns, and what one of them refused goes to the next.
 */
final class Courier implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int FIRST_RETRY = 200;
    private static final int RETRY = 500;

    private final Ledger ledger;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Integer> ports = List.of();

    Courier(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Where the bots listen. */
    void deliverTo(List<Integer> bots) {
        ports = List.copyOf(bots);
    }

    /** An event on its way. */
    private record Event(Ledger.Question question, String body, boolean asks) {}

    /** Brings a question, at once. */
    void bring(Ledger.Question question) {
        later(event("message", question, question.text(), true), 0, 0);
    }

    /**
     * Brings a question after a while; twice the same is a platform that tells everything twice.
     *
     * @param addressed whether this event says that the bot is meant: of two events about one mention, often one does
     */
    void bring(Ledger.Question question, int delayMillis, boolean addressed) {
        later(event("message", question, question.text(), addressed), delayMillis, 0);
    }

    /** Tells that the question says something else now. */
    void edit(Ledger.Question question, String text) {
        later(event("edited", question, text, false), 0, 0);
    }

    /** Tells that the question is gone. */
    void delete(Ledger.Question question) {
        later(event("deleted", question, "", false), 0, 0);
    }

    private static Event event(String type, Ledger.Question question, String text, boolean addressed) {
        ObjectNode event = JSON.createObjectNode()
                .put("type", type)
                .put("channel", question.channel())
                .put("message", question.message())
                .put("author", question.author())
                .put("bot", false)
                .put("addressed", addressed)
                .put("text", text);
        return new Event(question, event.toString(), addressed && type.equals("message"));
    }

    private void attempt(Event event, int before) {
        List<Integer> bots = ports;
        if (bots.isEmpty()) {
            later(event, RETRY, before);
            return;
        }
        int port = bots.get(Math.floorMod(turn.getAndIncrement(), bots.size()));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/event"))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(event.body))
                .build();
        ledger.offered(event.question);
        long start = System.nanoTime();
        var unused = http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, failure) -> {
                    if (failure == null && response.statusCode() == 200) {
                        long took = System.nanoTime() - start;
                        if (event.asks) {
                            ledger.acknowledged(event.question, took);
                        } else {
                            ledger.noted(took);
                        }
                    } else {
                        ledger.refused();
                        later(event, before == 0 ? FIRST_RETRY : RETRY, before + 1);
                    }
                });
    }

    private void later(Event event, int millis, int before) {
        if (millis == 0) {
            attempt(event, before);
        } else if (!clock.isShutdown()) {
            var unused = clock.schedule(() -> attempt(event, before), millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
