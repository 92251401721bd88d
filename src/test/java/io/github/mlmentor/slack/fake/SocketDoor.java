package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/** Socket Mode: connections by ticket, envelopes in turn to each of them, and everything that can befall a socket. */
public final class SocketDoor implements Transport {
    /** Why Slack asks to leave a connection. */
    public enum Reason {
        WARNING,
        REFRESH_REQUESTED,
        TOO_MANY_WEBSOCKETS,
        LINK_DISABLED
    }

    private final Settings settings;
    private final Journal journal;
    private final SocketServer server = new SocketServer(new Guests());
    private final Set<String> tickets = new HashSet<>();
    private final List<Link> links = new ArrayList<>();
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();
    private final AtomicInteger strays = new AtomicInteger();
    private int opened;
    private int turn;

    /** A connection. */
    private static final class Link {
        final WebSocket socket;
        final int number;
        volatile boolean stalled;
        volatile boolean retiring;

        Link(WebSocket socket, int number) {
            this.socket = socket;
            this.number = number;
        }
    }

    private record Pending(Delivery delivery, Link link, long start, CompletableFuture<Ending> ending) {}

    private record Ending(Delivery.Outcome outcome, String body) {}

    SocketDoor(Settings settings, Journal journal) {
        this.settings = settings;
        this.journal = journal;
        server.startAndWait();
    }

    /** A new address, good for one connection. */
    synchronized String ticket() {
        String ticket = UUID.randomUUID().toString();
        tickets.add(ticket);
        return "ws://127.0.0.1:" + server.getPort() + "/link/?ticket=" + ticket + "&app_id=" + World.APP_ID;
    }

    /** How many connections are open and not told to go. */
    public synchronized int connections() {
        return (int) links.stream().filter(link -> !link.retiring).count();
    }

    /** How many connections there have ever been. */
    public synchronized int opened() {
        return opened;
    }

    /** How many pings came, answered or not. */
    public int pings() {
        return pings.get();
    }

    /** How many acknowledgements came on another connection than what they were for; they do not count as such. */
    public int strays() {
        return strays.get();
    }

    /** Refuses so many of the next connections. */
    public void refuse(int connections) {
        refusals.set(connections);
    }

    /** Asks the app to leave every connection; all but a warning also end it soon after. */
    public void disconnect(Reason reason) {
        for (Link link : snapshot()) {
            disconnect(link, reason);
        }
    }

    private void disconnect(Link link, Reason reason) {
        ObjectNode message = Json.object()
                .put("type", "disconnect")
                .put("reason", reason.name().toLowerCase(Locale.ROOT));
        message.putObject("debug_info").put("host", "applink-fake-1");
        if (reason != Reason.WARNING) {
            synchronized (this) {
                link.retiring = true;
            }
        }
        sendTo(link, message);
        if (reason != Reason.WARNING) {
            CompletableFuture.delayedExecutor(settings.retirement.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> link.socket.close(CloseFrame.NORMAL, "link closed"));
        }
    }

    /** Cuts every connection without a word. */
    public void drop() {
        snapshot().forEach(link -> link.socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, ""));
    }

    /** Closes every connection politely with this code. */
    public void close(int code) {
        snapshot().forEach(link -> link.socket.close(code, "closed by Slack"));
    }

    /** Every connection of now stays open and is dead: nothing is sent on it, nothing read, no ping answered. */
    public synchronized void stall() {
        links.forEach(link -> link.stalled = true);
    }

    private synchronized List<Link> snapshot() {
        return List.copyOf(links);
    }

    @Override
    public CompletableFuture<Delivery.Attempt> send(Delivery delivery, int retry, String reason) {
        Instant sent = Instant.now();
        long start = System.nanoTime();
        Link link = next();
        if (link == null) {
            return CompletableFuture.completedFuture(
                    new Delivery.Attempt(retry, 0, sent, Journal.since(start), Delivery.Outcome.LOST, 0, ""));
        }
        String id = UUID.randomUUID().toString();
        ObjectNode envelope = Json.object().put("envelope_id", id);
        envelope.set("payload", delivery.payload());
        envelope.put("type", delivery.kind().name().toLowerCase(Locale.ROOT))
                .put("accepts_response_payload", delivery.kind() != Delivery.Kind.EVENTS_API);
        if (delivery.kind() == Delivery.Kind.EVENTS_API) {
            envelope.put("retry_attempt", retry).put("retry_reason", reason);
        }
        CompletableFuture<Ending> ending = new CompletableFuture<>();
        pending.put(id, new Pending(delivery, link, start, ending));
        sendTo(link, envelope);
        return ending.completeOnTimeout(
                        new Ending(Delivery.Outcome.TIMED_OUT, ""),
                        settings.ackTimeout.toMillis(),
                        TimeUnit.MILLISECONDS)
                .thenApply(end -> {
                    Delivery.Outcome outcome = end.outcome();
                    if (outcome == Delivery.Outcome.TIMED_OUT) {
                        if (link.stalled) {
                            outcome = Delivery.Outcome.LOST;
                        } else {
                            journal.violation("not_acknowledged", settings.ackTimeout + " passed: " + delivery);
                        }
                    }
                    return new Delivery.Attempt(retry, link.number, sent, Journal.since(start), outcome, 0, end.body());
                });
    }

    private synchronized @Nullable Link next() {
        List<Link> able = links.stream().filter(link -> !link.retiring).toList();
        return able.isEmpty() ? null : able.get(Math.floorMod(turn++, able.size()));
    }

    private void sendTo(Link link, ObjectNode message) {
        if (!link.stalled && link.socket.isOpen()) {
            link.socket.send(Json.write(message));
        }
    }

    private void acknowledged(Link link, String text) {
        JsonNode message = Json.read(text);
        String id = message.path("envelope_id").asText();
        Pending sent = pending.get(id);
        if (sent == null) {
            journal.violation("unknown_envelope", text);
        } else if (sent.link() != link) {
            journal.violation(
                    "acknowledged_on_another_connection", sent.delivery().toString());
        } else if (!sent.ending().complete(new Ending(Delivery.Outcome.ACKNOWLEDGED, body(message)))) {
            // Late is no breach of its own: that nothing came in time is noted already.
            if (sent.ending().join().outcome() == Delivery.Outcome.ACKNOWLEDGED) {
                journal.violation("acknowledged_twice", sent.delivery().toString());
            }
        }
    }

    private static String body(JsonNode message) {
        JsonNode payload = message.path("payload");
        return payload.isMissingNode() || payload.isNull()
                ? ""
                : payload.isTextual() ? payload.asText() : Json.write(payload);
    }

    private synchronized @Nullable Link of(WebSocket socket) {
        return links.stream().filter(link -> link.socket == socket).findFirst().orElse(null);
    }

    void shutDown() {
        server.shutDown();
    }

    /** The server's callbacks. */
    private final class Guests implements SocketServer.Guest {
        @Override
        public boolean admit(String ticket) {
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return false;
            }
            synchronized (SocketDoor.this) {
                if (tickets.remove(ticket)) {
                    return true;
                }
            }
            journal.violation("bad_socket_ticket", ticket);
            return false;
        }

        @Override
        public void opened(WebSocket socket) {
            Link link;
            int count;
            synchronized (SocketDoor.this) {
                link = new Link(socket, ++opened);
                links.add(link);
                count = links.size();
            }
            ObjectNode hello = Json.object().put("type", "hello").put("num_connections", count);
            hello.putObject("connection_info").put("app_id", World.APP_ID);
            hello.putObject("debug_info")
                    .put("host", "applink-fake-1")
                    .put("build_number", 1)
                    .put("approximate_connection_time", 18_060);
            sendTo(link, hello);
            if (count > settings.maxConnections) {
                disconnect(link, Reason.TOO_MANY_WEBSOCKETS);
            }
        }

        @Override
        public void closed(WebSocket socket) {
            Link link = of(socket);
            if (link != null) {
                synchronized (SocketDoor.this) {
                    links.remove(link);
                }
                pending.values().stream()
                        .filter(sent -> sent.link() == link)
                        .forEach(sent -> sent.ending().complete(new Ending(Delivery.Outcome.LOST, "")));
            }
        }

        @Override
        public void said(WebSocket socket, String text) {
            Link link = of(socket);
            if (link != null && !link.stalled) {
                acknowledged(link, text);
            }
        }

        @Override
        public boolean pinged(WebSocket socket) {
            pings.incrementAndGet();
            Link link = of(socket);
            return link != null && !link.stalled;
        }
    }
}
