package io.github.mlmentor.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.SignIn;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.Wordless;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in with a Discord account. Discord says who came; in which servers he is, the bot looks up itself, so that he need not tell all
 * of his. Thread-safe.
 */
final class DiscordSignIn implements SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordSignIn.class);
    private static final String AUTHORISE = "https://discord.com/oauth2/authorize";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Settings.Discord settings;
    private final DiscordBoards boards;
    private final DiscordMembers members;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private DiscordSignIn(Settings.Discord settings, DiscordBoards boards, DiscordMembers members) {
        this.settings = settings;
        this.boards = boards;
        this.members = members;
    }

    /** When the settings have what it takes. */
    static Optional<SignIn> from(Settings.Discord settings, DiscordBoards boards, DiscordMembers members) {
        return settings.clientId().isBlank() || !settings.clientSecret().isPresent()
                ? Optional.empty()
                : Optional.of(new DiscordSignIn(settings, boards, members));
    }

    @Override
    public Platform platform() {
        return Platform.DISCORD;
    }

    @Override
    public String label() {
        return "Sign in with Discord";
    }

    @Override
    public String address(String state, String redirect) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("scope", "identify");
        query.put("state", state);
        query.put("redirect_uri", redirect);
        String where = settings.apiUrl().isEmpty() ? AUTHORISE : Application.base(settings) + "oauth2/authorize";
        return where + "?" + form(query);
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public List<Person> identify(String code, String redirect) {
        try {
            Optional<String> user = user(code, redirect);
            return user.isEmpty()
                    ? List.of()
                    : boards.all().stream()
                            .map(board -> new Person(Platform.DISCORD, board.workspace(), user.get()))
                            .filter(person -> members.find(person).isPresent())
                            .toList();
        } catch (IOException e) {
            LOG.warn("Discord did not say who signed in", Wordless.of(e));
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private Optional<String> user(String code, String redirect) throws IOException, InterruptedException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("grant_type", "authorization_code");
        values.put("code", code);
        values.put("redirect_uri", redirect);
        String app = settings.clientId() + ":" + settings.clientSecret().reveal();
        Optional<JsonNode> token = send(request("oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(app.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(form(values)))
                .build());
        String access =
                token.map(answer -> answer.path("access_token").asText("")).orElse("");
        if (access.isEmpty()) {
            return Optional.empty();
        }
        return send(request("users/@me")
                        .header("Authorization", "Bearer " + access)
                        .build())
                .map(answer -> answer.path("id").asText(""))
                .filter(id -> !id.isEmpty());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(Application.base(settings) + path))
                .timeout(TIMEOUT)
                .header("User-Agent", "DiscordBot (https://github.com/ml-mentor, 1)");
    }

    private Optional<JsonNode> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            LOG.warn("Discord did not say who signed in: status {}", answer.statusCode());
            return Optional.empty();
        }
        return Optional.of(MAPPER.readTree(answer.body()));
    }
}
