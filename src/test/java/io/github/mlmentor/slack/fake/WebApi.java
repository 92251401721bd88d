package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP side: methods and response_urls, with whatever goes wrong. */
final class WebApi implements AutoCloseable {
    static {
        // Otherwise small answers wait for each other, 40 ms at a time.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Method> methods = new HashMap<>();
    private final World world;
    private final Tokens tokens;
    private final Journal journal;
    private final Faults faults;
    private @Nullable Triggers triggers;
    private @Nullable ChatMethods chat;
    private String appToken = "";
    private @Nullable SocketDoor sockets;

    /** What is sent back. */
    private record Answer(int status, JsonNode body, Map<String, String> headers) {}

    WebApi(World world, Tokens tokens, Journal journal, Faults faults) {
        this.world = world;
        this.tokens = tokens;
        this.journal = journal;
        this.faults = faults;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void start(Map<String, Method> all, ChatMethods chatMethods, Triggers handles, SocketDoor door, String token) {
        methods.putAll(all);
        chat = chatMethods;
        triggers = handles;
        sockets = door;
        appToken = token;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Instant at = Instant.now();
        long start = System.nanoTime();
        String path = exchange.getRequestURI().getPath();
        boolean hook = path.startsWith("/hooks/");
        String method = hook ? "response_url" : path.replaceFirst("^/api/", "");
        Arguments arguments = Arguments.of(exchange);
        String channel = hook ? "" : channel(arguments);
        String team = "";
        try {
            team = tokens.team(arguments.token()).id();
        } catch (ApiError e) {
            // Answered below; the call is recorded all the same.
        }
        Duration limited = faults.limited(method, channel);
        limited = limited.isZero() ? faults.tooMany(method, team, channel) : limited;
        Fault fault = limited.isZero() ? faults.next(method, channel) : null;
        Answer answer;
        try {
            if (fault != null && !fault.delay.isZero() && closing.await(fault.delay.toNanos(), TimeUnit.NANOSECONDS)) {
                exchange.close();
                return;
            }
            answer = limited.isZero()
                    ? answer(fault, () -> hook ? hook(path, arguments) : call(method, arguments))
                    : tooMany(limited);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        boolean cut = fault != null && fault.cut != Fault.Cut.NEVER;
        journal.add(new Call(
                0,
                method,
                team,
                arguments.values(),
                cut ? 0 : answer.status(),
                answer.body(),
                at,
                Journal.since(start)));
        if (cut) {
            exchange.close();
        } else {
            send(exchange, answer);
        }
    }

    private static String channel(Arguments arguments) {
        return arguments.has("channel") ? arguments.text("channel") : arguments.text("channel_id");
    }

    /** Something that is done unless a fault forbids. */
    private interface Deed {
        Answer answer();
    }

    private static Answer answer(@Nullable Fault fault, Deed deed) {
        if (fault == null || fault.cut == Fault.Cut.AFTER) {
            return deed.answer();
        }
        if (!fault.retryAfter.isZero()) {
            return tooMany(fault.retryAfter);
        }
        if (!fault.error.isEmpty()) {
            return new Answer(fault.status == 0 ? 200 : fault.status, new ApiError(fault.error).answer(), Map.of());
        }
        if (fault.status != 0) {
            return new Answer(fault.status, TextNode.valueOf("<html>Something went wrong</html>"), Map.of());
        }
        return fault.cut == Fault.Cut.BEFORE ? new Answer(0, Json.object(), Map.of()) : deed.answer();
    }

    private static Answer tooMany(Duration left) {
        long seconds = Math.max(1, (left.toMillis() + 999) / 1000);
        return new Answer(429, new ApiError("ratelimited").answer(), Map.of("Retry-After", Long.toString(seconds)));
    }

    private Answer call(String name, Arguments arguments) {
        try {
            if (name.equals("apps.connections.open")) {
                return ok(connection(arguments), Map.of());
            }
            if (name.equals("oauth.v2.access")) {
                return ok(tokens.access(arguments), Map.of());
            }
            if (name.equals("openid.connect.token")) {
                return ok(tokens.identity(arguments), Map.of());
            }
            if (name.equals("openid.connect.userInfo")) {
                return ok(tokens.about(arguments.token()), Map.of());
            }
            Method method = methods.get(name);
            if (method == null) {
                journal.violation("unknown_method", name);
                throw new ApiError("unknown_method");
            }
            Team team = tokens.team(arguments.token());
            String provided = String.join(",", team.scopes());
            String needed = Scopes.needed(name, new Access(world).kind(channel(arguments)));
            if (!needed.isEmpty() && !team.scopes().contains(needed)) {
                throw ApiError.missingScope(needed, provided);
            }
            synchronized (world) {
                ObjectNode body = Json.object().put("ok", true);
                body.setAll(method.answer(team, arguments));
                return ok(body, Map.of("x-oauth-scopes", provided, "x-accepted-oauth-scopes", needed));
            }
        } catch (ApiError e) {
            return new Answer(200, e.answer(), Map.of());
        }
    }

    private static Answer ok(ObjectNode body, Map<String, String> headers) {
        return new Answer(200, body, headers);
    }

    private ObjectNode connection(Arguments arguments) {
        if (!arguments.token().equals(appToken)) {
            throw new ApiError(arguments.token().startsWith("xoxb") ? "not_allowed_token_type" : "invalid_auth");
        }
        if (sockets == null) {
            throw new IllegalStateException("not started");
        }
        return Json.object().put("ok", true).put("url", sockets.ticket());
    }

    private Answer hook(String path, Arguments arguments) {
        if (triggers == null || chat == null) {
            throw new IllegalStateException("not started");
        }
        try {
            synchronized (world) {
                return ok(triggers.respond(path, arguments.values(), chat), Map.of());
            }
        } catch (ApiError e) {
            boolean gone = List.of("used_url", "expired_url", "no_service").contains(e.code());
            return new Answer(gone ? 404 : 400, e.answer(), Map.of());
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        boolean page = answer.body().isTextual();
        byte[] bytes = (page ? answer.body().asText() : Json.write(answer.body())).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page ? "text/html" : "application/json; charset=utf-8");
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), bytes.length);
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
