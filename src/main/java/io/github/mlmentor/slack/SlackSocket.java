package io.github.mlmentor.slack;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import io.github.mlmentor.telemetry.Wordless;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection by Socket Mode. A new socket is opened before an announced end of the old one, a lost or silent one is replaced with
 * growing pauses, and an envelope is acknowledged on the socket that it came by, once Bolt's app has handled it. Thread-safe.
 *
 * <p>The SDK's own client is not used: its watch over the connection ends for good when Slack once refuses a new address, it opens a new
 * socket at once when Slack says that there are too many, it acknowledges on whichever socket is the newest, and its readers poll a
 * hundred times a second each.
 *
 * @see <a href="https://docs.slack.dev/apis/events-api/using-socket-mode">Socket Mode</a>
 */
final class SlackSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlackSocket.class);
    private static final Gson GSON = new Gson();
    private static final int ENVELOPES_AT_ONCE = 10;
    /** A socket without a sign of life is given up after one and a half of these. */
    private static final int SILENCE_SECONDS = 8;

    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** One that was greeted so long ago was a good one. */
    private static final Duration SETTLED = Duration.ofSeconds(30);
    /** So long an announced end may take until we end it ourselves. */
    private static final Duration FAREWELL = Duration.ofSeconds(30);
    /** Slack allows ten sockets for an app; another try soon would only push out another one. */
    private static final Duration CROWDED = Duration.ofMinutes(1);
    /** What only a person can mend. */
    static final Set<String> HOPELESS = Set.of(
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "not_allowed_token_type",
            "missing_scope",
            "no_permission",
            "team_access_not_granted");

    private final Slack slack;
    private final String appToken;
    private final App app;
    private final SocketModeRequestParser parser;
    private final Runnable connected;
    private final ExecutorService envelopes = Executors.newFixedThreadPool(ENVELOPES_AT_ONCE, SlackSocket::daemon);
    private final ScheduledExecutorService connecting = Executors.newSingleThreadScheduledExecutor(SlackSocket::daemon);
    /** All that may be open. */
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Session current;
    private volatile String trouble = "not connected yet";
    private volatile boolean closed;
    private final AtomicInteger failures = new AtomicInteger();

    /**
     * A connection that is not open yet.
     *
     * @param connected told each time that Slack has said hello, on a thread of the connection's; must not block for long
     */
    SlackSocket(Slack slack, String appToken, App app, Runnable connected) {
        this.slack = slack;
        this.appToken = appToken;
        this.app = app;
        this.parser = new SocketModeRequestParser(app.config());
        this.connected = connected;
    }

    /**
     * Connects, and from then on stays connected. Returns before the connection stands; when Slack is out of reach, it goes on trying.
     *
     * @throws IllegalStateException when Slack refuses the token, with the mend
     */
    void open() {
        try {
            AppsConnectionsOpenResponse answer = slack.methods(appToken).appsConnectionsOpen(request -> request);
            if (!answer.isOk() && HOPELESS.contains(answer.getError())) {
                throw new IllegalStateException("Slack refuses slack.app_token (SLACK_APP_TOKEN): " + answer.getError()
                        + "; make an app-level token with connections:write under Basic Information (it begins with xapp-)"
                        + " and turn Socket Mode on");
            }
            if (answer.isOk()) {
                String url = answer.getUrl();
                connecting.execute(() -> connect(url));
                return;
            }
            trouble = answer.getError();
        } catch (IOException | SlackApiException e) {
            trouble = "unreachable";
        }
        LOG.warn("Slack cannot be reached ({}); it is tried again", trouble);
        again(null, pause());
    }

    /** Whether events come in. */
    boolean isLive() {
        Session session = current;
        return session != null && session.isGreeted() && session.isOpen();
    }

    /** What is wrong, when it is not live. */
    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        closed = true;
        connecting.shutdownNow();
        // Those that were to be left a little later too.
        sessions.forEach(Session::close);
        envelopes.shutdown();
    }

    /**
     * Opens a new socket after a pause, unless the one that it is to replace has been replaced meanwhile.
     *
     * @param old null when there was none
     */
    private void again(@Nullable Session old, Duration pause) {
        after(pause, () -> {
            if (!closed && current == old) {
                reconnect(old);
            }
        });
    }

    private void reconnect(@Nullable Session old) {
        try {
            AppsConnectionsOpenResponse answer = slack.methods(appToken).appsConnectionsOpen(request -> request);
            if (answer.isOk()) {
                connect(answer.getUrl());
                return;
            }
            trouble = answer.getError();
        } catch (IOException | SlackApiException | RuntimeException e) {
            trouble = "unreachable";
        }
        LOG.warn("Slack gives no address for a new connection ({}); it is tried again", trouble);
        again(old, pause());
    }

    private void connect(String url) {
        Session old = current;
        Session made = new Session(URI.create(url));
        current = made;
        sessions.add(made);
        boolean open = false;
        try {
            open = made.connectBlocking(HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!open && current == made) {
            // The old one, if it still lives, goes on until the next try.
            current = old != null && old.isOpen() ? old : null;
            trouble = "no handshake";
            made.close();
            again(current, pause());
            return;
        }
        after(HANDSHAKE, () -> {
            if (!made.isGreeted()) {
                made.close();
            }
        });
        if (old != null) {
            after(FAREWELL, old::close);
        }
    }

    private void after(Duration pause, Runnable task) {
        try {
            var unused = connecting.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed, so nothing comes after", e);
        }
    }

    private Duration pause() {
        long longest = Math.min(LONGEST.toMillis(), SHORTEST.toMillis() << Math.min(failures.getAndIncrement(), 10));
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    private void handle(Session session, String message) {
        try {
            SocketModeRequest request = parser.parse(message);
            if (request == null) {
                return;
            }
            Response answer = app.run(request.getBoltRequest());
            if (answer.getStatusCode() != 200) {
                LOG.warn("An envelope of Slack's was not taken ({}); it comes again", answer.getStatusCode());
                return;
            }
            JsonObject receipt = new JsonObject();
            receipt.addProperty("envelope_id", request.getEnvelope().getEnvelopeId());
            if (answer.getBody() != null && !answer.getBody().isEmpty()) {
                receipt.add("payload", JsonParser.parseString(answer.getBody()));
            }
            session.acknowledge(GSON.toJson(receipt));
        } catch (Exception e) {
            LOG.warn("An envelope of Slack's was not handled", Wordless.of(e));
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "slack-socket");
        thread.setDaemon(true);
        return thread;
    }

    /** One socket. */
    private final class Session extends WebSocketClient {
        private volatile long greeted;
        private volatile boolean leaving;

        Session(URI address) {
            super(address);
            setConnectionLostTimeout(SILENCE_SECONDS);
            setDaemon(true);
        }

        boolean isGreeted() {
            return greeted != 0;
        }

        /** On the socket that it came by; where that is gone, on the newest. */
        void acknowledge(String receipt) {
            Session newest = current;
            if (isOpen()) {
                send(receipt);
            } else if (newest != null && newest.isOpen()) {
                newest.send(receipt);
            }
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            LOG.debug("A socket to Slack is open");
        }

        @Override
        public void onMessage(String message) {
            String type;
            JsonObject json;
            try {
                json = JsonParser.parseString(message).getAsJsonObject();
                JsonElement named = json.get("type");
                type = named == null ? "" : named.getAsString();
            } catch (JsonParseException | IllegalStateException e) {
                // What is no JSON is a sign of life.
                return;
            }
            switch (type) {
                case "hello" -> greeted();
                case "disconnect" -> {
                    JsonElement reason = json.get("reason");
                    dismissed(reason == null ? "" : reason.getAsString());
                }
                default -> {
                    try {
                        envelopes.execute(() -> handle(this, message));
                    } catch (RejectedExecutionException e) {
                        LOG.debug("Closed, so an envelope is left to whoever comes next", e);
                    }
                }
            }
        }

        private void greeted() {
            greeted = Math.max(1, System.nanoTime());
            trouble = "";
            LOG.info("Connected to Slack by Socket Mode");
            connected.run();
        }

        /** Whether it stood long enough for what ends it to be no sign of a lasting trouble. */
        private boolean isSettled() {
            boolean settled = isGreeted() && System.nanoTime() - greeted > SETTLED.toNanos();
            if (settled) {
                failures.set(0);
            }
            return settled;
        }

        /** Slack announces the end of this socket; {@code warning} comes some seconds before it. */
        private void dismissed(String reason) {
            if (leaving) {
                return;
            }
            leaving = true;
            switch (reason) {
                case "too_many_websockets" -> {
                    trouble = "too many connections: ten processes at most use one app token";
                    LOG.warn("Slack says that this app has {}", trouble);
                    again(this, CROWDED);
                }
                case "link_disabled" -> {
                    trouble = "Socket Mode was turned off for this app";
                    LOG.error("{}; turn it on under Socket Mode in the app's settings", trouble);
                    again(this, CROWDED);
                }
                default -> again(this, isSettled() ? Duration.ZERO : pause());
            }
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            sessions.remove(this);
            if (closed || current != this || leaving) {
                return;
            }
            leaving = true;
            trouble = "the connection was lost";
            LOG.info("The connection to Slack was lost (code {})", code);
            again(
                    this,
                    isSettled() ? Duration.ofMillis(ThreadLocalRandom.current().nextLong(500)) : pause());
        }

        @Override
        public void onError(Exception e) {
            LOG.debug("A socket to Slack broke", e);
        }
    }
}
