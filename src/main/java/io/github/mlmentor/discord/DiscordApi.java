package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.internal.requests.RestActionImpl;
import org.jspecify.annotations.Nullable;

/**
 * Calls of Discord's REST API through JDA's queue of requests, whose outcome is a {@link Delivery}: what is temporary, what is final,
 * and what nobody knows. Bodies are JSON as it was rendered and stored, which JDA's own builders do not take. Thread-safe.
 */
final class DiscordApi {
    private static final Duration SOON = Duration.ofSeconds(2);
    /** A code of Discord's errors begins here; below are HTTP's. */
    private static final int FIRST_CODE = 10_000;

    private final JDA jda;

    DiscordApi(JDA jda) {
        this.jda = jda;
    }

    /** Makes a call that shows something; waits for nothing that JDA knows to be limited. */
    Delivery show(Route.CompiledRoute route, @Nullable DataObject body, Function<DataObject, String> message) {
        try {
            DataObject answer = call(route, body).complete(false);
            return new Delivery.Delivered(message.apply(answer));
        } catch (RateLimitedException e) {
            return new Delivery.Postponed(Duration.ofMillis(Math.max(1, e.getRetryAfter())), "ratelimited");
        } catch (ErrorResponseException e) {
            return refused(e);
        } catch (RuntimeException e) {
            return new Delivery.Unknown("broken_off");
        }
    }

    private static Delivery refused(ErrorResponseException e) {
        int code = e.getErrorCode();
        if (e.isServerError()) {
            return new Delivery.Unknown("status_" + code);
        }
        // JDA reports what did not arrive as an error without a code.
        return code <= 0 ? new Delivery.Postponed(SOON, "unreachable") : new Delivery.Undeliverable(reason(code));
    }

    /** The word of an outcome that names one of Discord's codes. */
    static String reason(int code) {
        return (code < FIRST_CODE ? "status_" : "discord_") + code;
    }

    /** Looks something up; empty when that did not work, for whatever reason. */
    Optional<DataObject> look(Route.CompiledRoute route) {
        return look(route, null);
    }

    /** Does something of which nothing depends on how it ends. */
    Optional<DataObject> look(Route.CompiledRoute route, @Nullable DataObject body) {
        try {
            return Optional.of(call(route, body).complete(false));
        } catch (RateLimitedException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Looks a list up; empty when that did not work, for whatever reason. */
    Optional<DataArray> list(Route.CompiledRoute route) {
        try {
            return Optional.of(new RestActionImpl<DataArray>(jda, route, (response, request) -> response.getArray())
                    .complete(false));
        } catch (RateLimitedException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private RestActionImpl<DataObject> call(Route.CompiledRoute route, @Nullable DataObject body) {
        return new RestActionImpl<>(
                jda, route, body, (response, request) -> response.optObject().orElseGet(DataObject::empty));
    }
}
