package io.github.mlmentor.rig;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.ReplyPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The way out to {@link FakePlatform}, written as the ports of real platforms are: what is not known is not guessed. */
final class RigPort implements ReplyPort {
    private static final Duration SOON = Duration.ofMillis(200);

    private final PlatformClient client;

    RigPort(PlatformClient client) {
        this.client = client;
    }

    @Override
    public Platform platform() {
        return Platform.SLACK;
    }

    @Override
    public Delivery send(String key, Conversation conversation, String payload) {
        try {
            return judged(client.send(key, conversation.id(), payload));
        } catch (ConnectException e) {
            return new Delivery.Postponed(SOON, "unreachable");
        } catch (IOException e) {
            return new Delivery.Unknown("no answer");
        }
    }

    @Override
    public Optional<Delivery> reconcile(String key, Conversation conversation) {
        try {
            HttpResponse<String> found = client.find(conversation.id(), key);
            return found.statusCode() == 404 ? Optional.empty() : Optional.of(judged(found));
        } catch (IOException e) {
            return Optional.of(new Delivery.Postponed(SOON, "cannot look now"));
        }
    }

    private static Delivery judged(HttpResponse<String> response) throws IOException {
        int status = response.statusCode();
        if (status == 200) {
            return new Delivery.Delivered(PlatformClient.id(response));
        }
        if (status == 429) {
            long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
            return new Delivery.Postponed(Duration.ofSeconds(seconds), "too many requests");
        }
        return status >= 500
                ? new Delivery.Unknown("status " + status)
                : new Delivery.Undeliverable("status " + status);
    }
}
