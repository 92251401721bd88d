package io.github.mlmentor.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The door of the child: takes the platform's events, and what the rig wants to know or change. */
final class EventDoor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BACKLOG = 2_048;
    private static final int THREADS = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Taker taker;
    private final OffsetClock clock;

    /** Takes one event; an exception means that it was not taken. */
    interface Taker {
        void take(JsonNode event) throws Exception;
    }

    private EventDoor(HttpServer server, OffsetClock clock, Taker taker) {
        this.server = server;
        this.clock = clock;
        this.taker = taker;
    }

    /** Opens on any free port. */
    static EventDoor open(OffsetClock clock, Taker taker) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        EventDoor door = new EventDoor(server, clock, taker);
        server.createContext("/event", door::event);
        server.createContext("/control", door::control);
        server.setExecutor(door.threads);
        server.start();
        return door;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void event(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            try {
                taker.take(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            } catch (Exception e) {
                System.err.println("not taken: " + e);
                status = 503;
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private void control(HttpExchange exchange) throws IOException {
        try (exchange) {
            String answer;
            switch (exchange.getRequestURI().getPath()) {
                case "/control/heap" -> {
                    System.gc();
                    answer = Long.toString(ManagementFactory.getMemoryMXBean()
                            .getHeapMemoryUsage()
                            .getUsed());
                }
                case "/control/clock" -> {
                    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    clock.moveTo(Long.parseLong(body));
                    answer = clock.instant().toString();
                }
                default -> throw new IOException("no such control");
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Tells the rig, which reads standard output, that events may come. */
    void announce() {
        System.out.println(BotProcess.READY + port());
        System.out.flush();
    }

    /** Takes no more events. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
