package io.github.mlmentor.rig;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Speaks the protocol of {@link FakePlatform}. Thread-safe. */
final class PlatformClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    PlatformClient(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** Makes a message visible. */
    HttpResponse<String> send(String key, String channel, String text) throws IOException {
        ObjectNode call =
                JSON.createObjectNode().put("key", key).put("channel", channel).put("text", text);
        return exchange(request("/send").POST(HttpRequest.BodyPublishers.ofString(call.toString())));
    }

    /** Changes a message. */
    HttpResponse<String> update(String id, String key, String text) throws IOException {
        ObjectNode call = JSON.createObjectNode().put("id", id).put("key", key).put("text", text);
        return exchange(request("/update").POST(HttpRequest.BodyPublishers.ofString(call.toString())));
    }

    /** Looks for a message. */
    HttpResponse<String> find(String channel, String key) throws IOException {
        return exchange(request("/find?channel=" + URLEncoder.encode(channel, StandardCharsets.UTF_8) + "&key="
                + URLEncoder.encode(key, StandardCharsets.UTF_8)));
    }

    /** The id in what the platform answered. */
    static String id(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body()).path("id").asText();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
