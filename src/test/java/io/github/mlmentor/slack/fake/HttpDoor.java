package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Signed posts to the app's address. */
public final class HttpDoor implements Transport {
    /** How a request is signed. */
    public enum Signing {
        GOOD,
        WRONG_SECRET,
        MISSING,
        NO_TIMESTAMP,
        /** Rightly signed, ten minutes ago. */
        OLD,
        /** Rightly signed, ten minutes from now. */
        FUTURE
    }

    /** The signing secret that the app must know. */
    public static final String SECRET = "fake-signing-secret-0123456789ab";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Settings settings;
    private final Journal journal;
    private volatile String url = "";

    HttpDoor(Settings settings, Journal journal) {
        this.settings = settings;
        this.journal = journal;
    }

    void url(String address) {
        url = address;
    }

    /** Posts any body and gives the app's answer; nothing is noted or tried again. */
    public HttpResponse<String> post(String contentType, String body, Signing signing) {
        long now = Instant.now().getEpochSecond();
        SignedRequest good = SignedRequest.sign(SECRET, now, contentType, body);
        return exchange(
                switch (signing) {
                    case GOOD -> good;
                    case WRONG_SECRET -> SignedRequest.sign("not-" + SECRET, now, contentType, body);
                    case MISSING -> new SignedRequest(contentType, body, good.timestamp(), "");
                    case NO_TIMESTAMP -> new SignedRequest(contentType, body, "", good.signature());
                    case OLD -> SignedRequest.sign(SECRET, now - 600, contentType, body);
                    case FUTURE -> SignedRequest.sign(SECRET, now + 600, contentType, body);
                });
    }

    /** Posts the payload of an event, however signed. */
    public HttpResponse<String> post(ObjectNode payload, Signing signing) {
        return post("application/json", Json.write(payload), signing);
    }

    /** Asks for the challenge as Slack does when an address is entered. */
    public HttpResponse<String> verify(String challenge) {
        return post(
                Json.object()
                        .put("type", "url_verification")
                        .put("token", "deprecated")
                        .put("challenge", challenge),
                Signing.GOOD);
    }

    /** Sends the very bytes of an earlier delivery again, headers included. */
    public HttpResponse<String> replay(Delivery delivery) {
        SignedRequest request = delivery.lastRequest();
        if (request == null) {
            throw new IllegalArgumentException("never sent by HTTP: " + delivery);
        }
        return exchange(request);
    }

    private HttpResponse<String> exchange(SignedRequest request) {
        try {
            return client.send(request.to(url).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CompletableFuture<Delivery.Attempt> send(Delivery delivery, int retry, String reason) {
        Instant sent = Instant.now();
        long start = System.nanoTime();
        SignedRequest signed = SignedRequest.sign(SECRET, sent.getEpochSecond(), type(delivery), body(delivery));
        delivery.lastRequest(signed);
        HttpRequest.Builder request = signed.to(url).timeout(settings.ackTimeout);
        if (retry > 0) {
            request.header("X-Slack-Retry-Num", Integer.toString(retry)).header("X-Slack-Retry-Reason", reason);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .handle((response, problem) -> {
                    Delivery.Outcome outcome = outcome(response, problem);
                    int status = response == null ? 0 : response.statusCode();
                    if (outcome == Delivery.Outcome.TIMED_OUT || outcome == Delivery.Outcome.REFUSED) {
                        journal.violation(
                                "http_not_acknowledged", outcome + " with status " + status + ": " + delivery);
                    }
                    return new Delivery.Attempt(
                            retry,
                            0,
                            sent,
                            Journal.since(start),
                            outcome,
                            status,
                            response == null ? "" : response.body());
                });
    }

    private static Delivery.Outcome outcome(@Nullable HttpResponse<String> response, @Nullable Throwable problem) {
        if (response == null) {
            Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
            return cause instanceof HttpTimeoutException ? Delivery.Outcome.TIMED_OUT : Delivery.Outcome.LOST;
        }
        return response.statusCode() / 100 == 2 ? Delivery.Outcome.ACKNOWLEDGED : Delivery.Outcome.REFUSED;
    }

    private static String type(Delivery delivery) {
        return delivery.kind() == Delivery.Kind.EVENTS_API ? "application/json" : "application/x-www-form-urlencoded";
    }

    private static String body(Delivery delivery) {
        ObjectNode payload = delivery.payload();
        return switch (delivery.kind()) {
            case EVENTS_API -> Json.write(payload);
            case INTERACTIVE -> "payload=" + encoded(Json.write(payload));
            case SLASH_COMMANDS ->
                payload.properties().stream()
                        .map(field -> field.getKey() + "=" + encoded(text(field.getValue())))
                        .collect(Collectors.joining("&"));
        };
    }

    private static String text(JsonNode value) {
        return value.asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
