package io.github.mlmentor.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A chat platform that fits on a page. It knows nothing of idempotency: two calls with one key are two messages, so that a
 * bot that sends twice is seen to.
 *
 * <ul>
 *   <li>{@code POST /send} with key, channel and text makes a message visible and answers with its id;
 *   <li>{@code POST /update} with id, key and text changes one, or takes it away when the text is empty;
 *   <li>{@code GET /find?channel=&key=} finds a message by its key, or answers 404.
 * </ul>
 *
 * What it sends to the bot is the {@link Courier}'s work, and what it remembers the {@link Ledger}'s.
 */
final class FakePlatform implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BACKLOG = 1_024;
    private static final int HANG = 5_000;
    private static final int SLOW = 300;

    static {
        // Otherwise small answers wait for each other, 40 ms at a time.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Ledger ledger = new Ledger();
    private final Courier courier = new Courier(ledger);
    private final FaultScript script;
    private volatile Consumer<Ledger.Visible> onEffect = message -> {};

    private FakePlatform(HttpServer server, FaultScript script) {
        this.server = server;
        this.script = script;
    }

    /** Opens on any free port. */
    static FakePlatform start(FaultScript script) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            FakePlatform platform = new FakePlatform(server, script);
            server.createContext("/", platform::handle);
            server.setExecutor(platform.threads);
            server.start();
            return platform;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    Ledger ledger() {
        return ledger;
    }

    Courier courier() {
        return courier;
    }

    FaultScript script() {
        return script;
    }

    /** Does something after a message became visible and before its sender is told. */
    void onEffect(Consumer<Ledger.Visible> action) {
        onEffect = action;
    }

    /** Somebody asks; the answer is to have so many parts. */
    Ledger.Question ask(String channel, String author, int parts) {
        Ledger.Question question = ledger.asked(channel, author, parts);
        courier.bring(question);
        return question;
    }

    /** Somebody asks something that fits into one message. */
    Ledger.Question ask(String channel, String author) {
        return ask(channel, author, 1);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            FaultScript.Fault fault = script.next();
            switch (fault) {
                case TOO_MANY -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    answer(exchange, 429, null);
                    return;
                }
                case ERROR -> {
                    answer(exchange, 500, null);
                    return;
                }
                case CLOSED_BEFORE -> {
                    return;
                }
                case SLOW -> pause(SLOW);
                default -> {}
            }
            ObjectNode answer = act(path, body, exchange.getRequestURI().getRawQuery());
            if (fault == FaultScript.Fault.CLOSED_AFTER) {
                return;
            }
            if (fault == FaultScript.Fault.HANGS_AFTER) {
                pause(HANG);
                return;
            }
            answer(exchange, answer == null ? 404 : 200, answer);
        }
    }

    private @Nullable ObjectNode act(String path, byte[] body, @Nullable String query) throws IOException {
        switch (path) {
            case "/send" -> {
                JsonNode call = JSON.readTree(body);
                Ledger.Visible message = ledger.shown(
                        call.path("key").asText(),
                        call.path("channel").asText(),
                        call.path("text").asText());
                onEffect.accept(message);
                return JSON.createObjectNode().put("id", message.id());
            }
            case "/update" -> {
                JsonNode call = JSON.readTree(body);
                String id = call.path("id").asText();
                boolean known = ledger.changed(
                        id, call.path("key").asText(), call.path("text").asText());
                return known ? JSON.createObjectNode().put("id", id) : null;
            }
            case "/find" -> {
                Map<String, String> asked = parameters(query == null ? "" : query);
                String id = ledger.find(asked.getOrDefault("channel", ""), asked.getOrDefault("key", ""));
                return id == null ? null : JSON.createObjectNode().put("id", id);
            }
            default -> {
                return null;
            }
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static void answer(HttpExchange exchange, int status, @Nullable ObjectNode body) throws IOException {
        byte[] bytes =
                (body == null ? JSON.createObjectNode() : body).toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void pause(int millis) throws IOException {
        try {
            if (closing.await(millis, TimeUnit.MILLISECONDS)) {
                throw new IOException("the platform is closing");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        courier.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
