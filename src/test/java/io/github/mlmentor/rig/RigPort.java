package io.github.mlmentor.rig;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Outgoing;
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
    public Delivery send(Outgoing message) {
        try {
            return judged(call(message));
        } catch (ConnectException e) {
            return new Delivery.Postponed(SOON, "unreachable");
        } catch (IOException e) {
            return new Delivery.Unknown("no answer");
        }
    }

    private HttpResponse<String> call(Outgoing message) throws IOException {
        String replaces = message.replaces();
        if (replaces == null) {
            return client.send(message.key(), message.conversation().id(), message.payload());
        }
        return client.update(replaces, message.key(), message.payload());
    }

    @Override
    public Optional<Delivery> reconcile(Outgoing message) {
        try {
            HttpResponse<String> found = client.find(message.conversation().id(), message.key());
            if (found.statusCode() == 404) {
                return Optional.empty();
            }
            Delivery delivery = judged(found);
            return Optional.of(
                    delivery instanceof Delivery.Unknown ? new Delivery.Postponed(SOON, "cannot look now") : delivery);
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
