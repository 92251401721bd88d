package io.github.mlmentor.llm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A server of OpenAI's protocol on this machine that answers as it is told: {@link #will} queues answers, and the last one
 * is given to whoever asks after it. With {@link #streams} it speaks for other providers too.
 */
public final class FakeOpenAi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static {
        // Otherwise small chunks wait for each other, 40 ms at a time.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();

    /**
     * A request that came.
     *
     * @param headers by lower-case name
     */
    public record Asked(String method, String path, Map<String, String> headers, String body) {
        /** Everything that the client said. */
        public String everything() {
            return path + headers + body;
        }
    }

    /** How one request is answered; an exception drops the connection in the middle. */
    public interface Answer {
        void give(Line line) throws IOException;
    }

    private FakeOpenAi(HttpServer server) {
        this.server = server;
    }

    /** Starts on any free port. */
    public static FakeOpenAi start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeOpenAi fake = new FakeOpenAi(server);
            server.createContext("/", fake::handle);
            server.setExecutor(fake.threads);
            server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code OPENAI_BASE_URL} must be. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Answers the next requests so, and all that follow like the last of them. */
    public synchronized FakeOpenAi will(Answer... next) {
        answers.clear();
        answers.addAll(List.of(next));
        return this;
    }

    /** Every request so far. */
    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The one request that came. */
    public Asked onlyRequest() {
        List<Asked> all = asked();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " requests instead of one");
        }
        return all.get(0);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** A stream of these pieces with everything that belongs to it. */
    public static Answer says(String... tokens) {
        return finishes("stop", tokens);
    }

    /** The same with another reason why it ends. */
    public static Answer finishes(String reason, String... tokens) {
        return line -> {
            line.begin();
            line.tokens(tokens);
            line.end(reason);
        };
    }

    /** An error of the provider, whose message repeats whatever the client said, as real ones may. */
    public static Answer fails(int status) {
        return line -> line.refuse(status);
    }

    /** A whole answer that the client's parser has not heard of. */
    public static Answer garbage() {
        return streams("text/event-stream", "data: {\"id\": \"bro\n\n", "<html>502 Bad Gateway</html>\n\n");
    }

    /** Any response, as it stands. */
    public static Answer streams(String contentType, String... pieces) {
        return line -> {
            line.begin(contentType);
            for (String piece : pieces) {
                line.raw(piece);
            }
        };
    }

    /** Drops the connection behind these pieces. */
    public static Answer dropsAfter(String... tokens) {
        return line -> {
            line.begin();
            line.tokens(tokens);
            throw new IOException("dropped as told");
        };
    }

    /** Ends the response properly behind these pieces, but not the stream: no reason and no last event. */
    public static Answer stopsAfter(String... tokens) {
        return line -> {
            line.begin();
            line.tokens(tokens);
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        Asked request =
                new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
        next(request).give(new Line(exchange, request, closing));
        exchange.close();
    }

    private synchronized Answer next(Asked request) {
        asked.add(request);
        Answer answer = answers.size() > 1 ? answers.remove() : answers.peek();
        return answer == null ? fails(404) : answer;
    }

    /** The way back to one client. */
    public static final class Line {
        private final HttpExchange exchange;
        private final Asked request;
        private final CountDownLatch closing;
        private @Nullable OutputStream out;

        private Line(HttpExchange exchange, Asked request, CountDownLatch closing) {
            this.exchange = exchange;
            this.request = request;
            this.closing = closing;
        }

        /** Begins a stream of events. */
        public void begin() throws IOException {
            begin("text/event-stream");
        }

        void begin(String contentType) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, 0);
            out = exchange.getResponseBody();
        }

        /** Sends a chunk at once. */
        public void raw(String text) throws IOException {
            OutputStream open = out;
            if (open == null) {
                throw new IllegalStateException("the response has not begun");
            }
            open.write(text.getBytes(StandardCharsets.UTF_8));
            open.flush();
        }

        /** Sends each piece as an event of its own, at once. */
        public void tokens(String... tokens) throws IOException {
            for (String token : tokens) {
                ObjectNode event = event();
                event.withArray("choices")
                        .addObject()
                        .put("index", 0)
                        .putObject("delta")
                        .put("content", token);
                raw("data: " + event + "\n\n");
            }
        }

        /** Ends the stream as the protocol wants it: the reason, what it took, the last event. */
        public void end(String reason) throws IOException {
            ObjectNode last = event();
            last.withArray("choices")
                    .addObject()
                    .put("index", 0)
                    .put("finish_reason", reason)
                    .putObject("delta");
            raw("data: " + last + "\n\n");
            ObjectNode usage = event();
            usage.putArray("choices");
            usage.putObject("usage")
                    .put("prompt_tokens", 120)
                    .put("completion_tokens", 30)
                    .put("total_tokens", 150);
            raw("data: " + usage + "\n\n");
            raw("data: [DONE]\n\n");
        }

        /** Says nothing until this latch opens or the server is closed. */
        public void waitFor(CountDownLatch latch) throws IOException {
            try {
                long end = System.nanoTime() + PATIENCE.toNanos();
                while (!latch.await(10, TimeUnit.MILLISECONDS)) {
                    if (closing.getCount() == 0 || System.nanoTime() > end) {
                        throw new IOException("nobody opened the latch");
                    }
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private void refuse(int status) throws IOException {
            ObjectNode error = JSON.createObjectNode();
            error.putObject("error").put("message", "You said: " + request.everything());
            byte[] bytes = error.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }

        private static ObjectNode event() {
            return JSON.createObjectNode().put("id", "chatcmpl-1").put("object", "chat.completion.chunk");
        }
    }

    /** Falls silent, and looks whether the client is still there only when it is asked to. */
    public static final class Hang implements Answer {
        private final String[] tokens;
        private final boolean responds;
        private final CountDownLatch look = new CountDownLatch(1);
        private final CompletableFuture<Boolean> left = new CompletableFuture<>();

        private Hang(boolean responds, String... tokens) {
            this.responds = responds;
            this.tokens = tokens;
        }

        /** Behind these pieces; with none, behind the head of the response. */
        public static Hang after(String... tokens) {
            return new Hang(true, tokens);
        }

        /** Before the head of the response. */
        public static Hang beforeAnything() {
            return new Hang(false);
        }

        @Override
        public void give(Line line) throws IOException {
            write(line, open -> {
                if (responds) {
                    open.begin();
                    open.tokens(tokens);
                }
            });
            line.waitFor(look);
            write(line, open -> {
                if (!responds) {
                    open.begin();
                }
                long end = System.nanoTime() + PATIENCE.toNanos();
                while (System.nanoTime() < end) {
                    // A comment of the event stream, which no client takes for anything.
                    open.raw(": still there?\n\n");
                }
            });
            left.complete(false);
        }

        /** Any write may be the first that fails, because the client need not hear us out before it leaves. */
        private void write(Line line, Answer piece) throws IOException {
            try {
                piece.give(line);
            } catch (IOException e) {
                left.complete(true);
                throw e;
            }
        }

        /** Whether the client has closed its connection. */
        public boolean wasLeft() {
            look.countDown();
            try {
                return left.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                return false;
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    }
}
