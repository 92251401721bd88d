package io.github.mlmentor.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What Discord says of the app before anything is connected: whether the token is good, whether messages may be read, where the
 * gateway is and how often it may still be entered. With the JDK's client, because JDA has none before it connects.
 */
final class Application {
    private static final String BASE = "https://discord.com/api/v10/";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** The app may read messages: approved, or small enough to need no approval. */
    private static final int READS_MESSAGES = 1 << 18 | 1 << 19;

    private static final int UNAUTHORISED = 401;
    private static final Pattern TOKEN = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private final String base;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    Application(Settings.Discord settings) {
        this.base = base(settings);
        this.token = settings.token().reveal();
    }

    /** Whether a token looks like one of a bot. */
    static boolean isToken(String token) {
        return TOKEN.matcher(token).matches();
    }

    /** The address of the REST API, with a slash at its end. */
    static String base(Settings.Discord settings) {
        return settings.apiUrl().isEmpty() ? BASE : settings.apiUrl().replaceFirst("/*$", "/");
    }

    /**
     * The app.
     *
     * @param readsMessages whether it is given what people write without mentioning it
     * @param servers about how many servers it is in
     */
    record Facts(String id, String name, boolean readsMessages, int servers) {}

    /**
     * The way in.
     *
     * @param shards how many connections Discord advises
     * @param concurrency how many may begin at once
     * @param left how often the gateway may still be entered before {@code untilReset} is over
     */
    record Gateway(String url, int shards, int concurrency, int left, Duration untilReset) {}

    /** Discord does not know the token. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("Discord refuses the token");
        }
    }

    /** Discord answered with something else than what was asked for. */
    static final class Trouble extends IOException {
        private static final long serialVersionUID = 1L;

        Trouble(String message) {
            super(message);
        }
    }

    /** Looks the app up. */
    Facts facts() throws IOException, InterruptedException {
        JsonNode answer = get("applications/@me");
        return new Facts(
                answer.path("id").asText(),
                answer.path("name").asText("the app"),
                (answer.path("flags").asLong() & READS_MESSAGES) != 0,
                answer.path("approximate_guild_count").asInt());
    }

    /** Looks the way in up. */
    Gateway gateway() throws IOException, InterruptedException {
        JsonNode answer = get("gateway/bot");
        JsonNode limit = answer.path("session_start_limit");
        return new Gateway(
                answer.path("url").asText(),
                Math.max(1, answer.path("shards").asInt(1)),
                Math.max(1, limit.path("max_concurrency").asInt(1)),
                limit.path("remaining").asInt(1),
                Duration.ofMillis(limit.path("reset_after").asLong()));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        if (!isToken(token)) {
            throw new Refused();
        }
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bot " + token)
                        .header("User-Agent", "DiscordBot (https://github.com/ml-mentor, 1)")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == UNAUTHORISED) {
            throw new Refused();
        }
        if (answer.statusCode() != 200) {
            throw new Trouble("status " + answer.statusCode());
        }
        try {
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new Trouble("what answers is not Discord");
        }
    }
}
