package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The REST API, with whatever goes wrong. */
final class Rest implements AutoCloseable {
    private static final String PREFIX = "/api/v10/";

    static {
        // Otherwise small answers wait for each other, 40 ms at a time.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final World world;
    private final Journal journal;
    private final Limits limits;

    /** What is sent back. */
    private record Answer(int status, JsonNode body, Map<String, String> headers) {}

    Rest(World world, Journal journal, Limits limits) {
        this.world = world;
        this.journal = journal;
        this.limits = limits;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PREFIX;
    }

    void start(List<Route> all) {
        routes.addAll(all);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Instant at = Instant.now();
        long start = System.nanoTime();
        String verb = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        String below = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
        Request request = Request.of(exchange);
        Route.Match match = routes.stream()
                .map(route -> route.match(verb, below))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Limits.Refusal refusal = match == null ? null : limits.refusal(match);
        Fault fault = match == null || refusal != null ? null : limits.next(match);
        Answer answer;
        try {
            if (fault != null && !fault.delay.isZero() && closing.await(fault.delay.toNanos(), TimeUnit.NANOSECONDS)) {
                exchange.close();
                return;
            }
            answer = refusal == null ? answer(fault, match, request) : tooMany(refusal.left(), refusal.limit());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        boolean cut = fault != null && fault.cut != Fault.Cut.NEVER;
        String name = match == null ? "unknown" : match.name();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        journal.add(new Call(
                0, name, verb, below, request.json().deepCopy(), cut ? 0 : answer.status(), answer.body(), at, took));
        if (cut) {
            exchange.close();
            return;
        }
        Map<String, String> headers = new HashMap<>(answer.headers());
        if (match != null && answer.status() != 429) {
            headers.putAll(limits.headers(match));
        }
        send(exchange, answer, headers);
    }

    private Answer answer(@Nullable Fault fault, Route.@Nullable Match match, Request request) {
        if (match == null) {
            journal.violation("unknown_route", request.toString());
            return new Answer(404, new ApiError(404, 0, "404: Not Found").answer(), Map.of());
        }
        if (fault != null && fault.cut != Fault.Cut.AFTER && !fault.late) {
            if (fault.limit != Fault.Limit.NONE) {
                return tooMany(fault.retryAfter, fault.limit);
            }
            if (fault.code != 0) {
                return new Answer(fault.status, new ApiError(fault.status, fault.code, "As asked").answer(), Map.of());
            }
            if (fault.status != 0 || fault.cut == Fault.Cut.BEFORE) {
                return broken(fault);
            }
        }
        try {
            boolean person =
                    match.name().equals("user.me") && request.authorization().startsWith("Bearer ");
            boolean open = match.exempt() || match.name().equals("oauth.token") || person;
            if (!open && !request.authorization().equals("Bot " + FakeDiscord.TOKEN)) {
                throw new ApiError(401, 0, "401: Unauthorized");
            }
            JsonNode body;
            synchronized (world) {
                body = match.route().deed().answer(request.at(match.ids()));
            }
            if (fault != null && fault.late) {
                return broken(fault);
            }
            return body == null
                    ? new Answer(204, MissingNode.getInstance(), Map.of())
                    : new Answer(200, body, Map.of());
        } catch (ApiError e) {
            return new Answer(e.status(), e.answer(), Map.of());
        }
    }

    private static Answer broken(Fault fault) {
        return new Answer(fault.status, TextNode.valueOf("<html>Something went wrong</html>"), Map.of());
    }

    private static Answer tooMany(Duration left, Fault.Limit limit) {
        long millis = Math.max(1, left.toMillis());
        Map<String, String> headers = new HashMap<>();
        headers.put("Retry-After", Long.toString((millis + 999) / 1000));
        if (limit == Fault.Limit.CLOUDFLARE) {
            return new Answer(429, TextNode.valueOf("error code: 1015"), headers);
        }
        boolean global = limit == Fault.Limit.GLOBAL;
        headers.put("X-RateLimit-Scope", global ? "global" : "user");
        if (global) {
            headers.put("X-RateLimit-Global", "true");
        }
        return new Answer(
                429,
                Json.object()
                        .put("message", "You are being rate limited.")
                        .put("retry_after", millis / 1000.0)
                        .put("global", global),
                headers);
    }

    private static void send(HttpExchange exchange, Answer answer, Map<String, String> headers) throws IOException {
        boolean page = answer.body().isTextual();
        byte[] bytes = answer.body().isMissingNode()
                ? new byte[0]
                : (page ? answer.body().asText() : Json.write(answer.body())).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page ? "text/html" : "application/json");
        if (!(page && answer.status() == 429)) {
            // What lacks it did not come from Discord but from Cloudflare before it.
            exchange.getResponseHeaders().set("Via", "1.1 google");
        }
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
