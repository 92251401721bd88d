package io.github.mlmentor.llm;

import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Looks whether the configured provider's address answers; sends no key and no prompt, so it costs nothing. */
public final class ModelCheck implements HealthCheck {
    private static final Duration MOST = Duration.ofSeconds(3);

    private final Settings.Model settings;

    /** Looks after the provider that the settings name. */
    public ModelCheck(Settings.Model settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public Health check() {
        try {
            return Models.endpoint(settings)
                    .map(this::reach)
                    .orElseGet(() -> Health.ok("none; answers come from the knowledge alone"));
        } catch (IllegalArgumentException e) {
            return Health.failure(String.valueOf(e.getMessage()), "set the key, or model.provider to auto or none");
        }
    }

    private Health reach(Models.Endpoint endpoint) {
        // HTTP/1.1 as in the calls themselves, so that the check sees what they will see.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(MOST)
                .build();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.address()))
                    .timeout(MOST)
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
            return Health.ok(endpoint.name() + ", " + endpoint.address() + " answers");
        } catch (IOException | IllegalArgumentException e) {
            return Health.warning(
                    endpoint.name() + ", " + endpoint.address() + " does not answer",
                    "check the network and the base URL; until then answers come from the knowledge alone");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.warning(endpoint.name() + " was not checked", "try again");
        }
    }
}
