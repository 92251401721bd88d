package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One event, command or interaction on its way to the app, with every attempt to bring it there. */
public final class Delivery {
    /** What it is, named as in an envelope of Socket Mode. */
    public enum Kind {
        EVENTS_API,
        SLASH_COMMANDS,
        INTERACTIVE
    }

    /** How an attempt ended. */
    public enum Outcome {
        /** In time and well. */
        ACKNOWLEDGED,
        /** Nothing came back in time. */
        TIMED_OUT,
        /** Answered with a status that is no success. */
        REFUSED,
        /** There was no connection, or it went before an answer came. */
        LOST
    }

    /**
     * One attempt.
     *
     * @param retry 0 for the first
     * @param connection the number of the Socket Mode connection, 0 for HTTP or none
     * @param took until the acknowledgement or the end of patience
     * @param status of the HTTP answer, else 0
     * @param body what the app answered
     */
    public record Attempt(
            int retry, int connection, Instant sent, Duration took, Outcome outcome, int status, String body) {}

    private final Kind kind;
    private final ObjectNode payload;
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private volatile boolean finished;
    private volatile @Nullable SignedRequest lastRequest;

    Delivery(Kind kind, ObjectNode payload) {
        this.kind = kind;
        this.payload = payload;
    }

    public Kind kind() {
        return kind;
    }

    /** What the app was sent. */
    public ObjectNode payload() {
        return payload.deepCopy();
    }

    /** The type of the event or the interaction, or the command. */
    public String type() {
        return switch (kind) {
            case EVENTS_API -> payload.path("event").path("type").asText();
            case SLASH_COMMANDS -> payload.path("command").asText();
            case INTERACTIVE -> payload.path("type").asText();
        };
    }

    /** The subtype of a message event, or empty. */
    public String subtype() {
        return payload.path("event").path("subtype").asText();
    }

    public String eventId() {
        return payload.path("event_id").asText();
    }

    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    public boolean acknowledged() {
        return attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACKNOWLEDGED);
    }

    /** Whether it is acknowledged or given up. */
    public boolean finished() {
        return finished;
    }

    /** How long the app took to acknowledge it. */
    public Duration latency() {
        return attempts.stream()
                .filter(attempt -> attempt.outcome() == Outcome.ACKNOWLEDGED)
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " was not acknowledged"))
                .took();
    }

    @Nullable
    SignedRequest lastRequest() {
        return lastRequest;
    }

    void lastRequest(SignedRequest request) {
        lastRequest = request;
    }

    void add(Attempt attempt) {
        attempts.add(attempt);
    }

    void finish() {
        finished = true;
    }

    @Override
    public String toString() {
        return kind + " " + type() + " " + eventId() + attempts;
    }
}
