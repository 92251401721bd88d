package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls without a library that would object to them. */
final class Raw {
    private final FakeDiscord fake;
    private final HttpClient client = HttpClient.newHttpClient();

    Raw(FakeDiscord fake) {
        this.fake = fake;
    }

    /** What came back. */
    record Reply(int status, JsonNode json, HttpResponse<String> response) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Reply send(String verb, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.apiUrl() + path))
                .header("Authorization", "Bot " + FakeDiscord.TOKEN)
                .header("Content-Type", "application/json")
                .method(verb, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), Json.read(response.body()), response);
    }
}
