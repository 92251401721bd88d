package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
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

    /** As many messages as Discord lists at once. */
    static final int MOST_LISTED = 100;

    private final Supplier<@Nullable JDA> jdas;
    private final DiscordLimits limits;

    /**
     * Calls.
     *
     * @param jdas one that is connected, or null while there is none
     * @param limits what Discord said of them when the last calls were made
     */
    DiscordApi(Supplier<@Nullable JDA> jdas, DiscordLimits limits) {
        this.jdas = jdas;
        this.limits = limits;
    }

    /** Makes a call that shows something, unless Discord said to wait with it; waits only for others of its kind. */
    Delivery show(Route.CompiledRoute route, @Nullable DataObject body, Function<DataObject, String> message) {
        JDA jda = open();
        if (jda == null) {
            return new Delivery.Postponed(SOON, "not_connected");
        }
        DiscordLimits.Bucket bucket = limits.of(route);
        synchronized (bucket) {
            Duration left = limits.left(bucket, route);
            return left.isZero() ? shown(jda, route, body, message) : new Delivery.Postponed(left, "ratelimited");
        }
    }

    private static Delivery shown(
            JDA jda, Route.CompiledRoute route, @Nullable DataObject body, Function<DataObject, String> message) {
        try {
            DataObject answer = call(jda, route, body).complete(false);
            return new Delivery.Delivered(message.apply(answer));
        } catch (RateLimitedException e) {
            return new Delivery.Postponed(Duration.ofMillis(Math.max(1, e.getRetryAfter())), "ratelimited");
        } catch (ErrorResponseException e) {
            return refused(e);
        } catch (RejectedExecutionException e) {
            // JDA has just been closed, and made no call.
            return new Delivery.Postponed(SOON, "not_connected");
        } catch (RuntimeException e) {
            return new Delivery.Unknown("broken_off");
        }
    }

    private @Nullable JDA open() {
        JDA jda = jdas.get();
        return jda == null || jda.getStatus() == JDA.Status.SHUTDOWN || jda.getStatus() == JDA.Status.SHUTTING_DOWN
                ? null
                : jda;
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
        JDA jda = open();
        if (jda == null || !limits.left(limits.of(route), route).isZero()) {
            return Optional.empty();
        }
        try {
            return Optional.of(call(jda, route, body).complete());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * What was said in a channel after a message, newest first.
     *
     * @return no messages where there is no such channel; empty when Discord could not be asked now
     */
    Optional<List<DataObject>> saidAfter(String channel, String message) {
        return list(Route.Messages.GET_MESSAGE_HISTORY
                .compile(channel)
                .withQueryParams("limit", Integer.toString(MOST_LISTED), "after", message));
    }

    /** The latest messages of a channel, newest first; see {@link #saidAfter}. */
    Optional<List<DataObject>> said(String channel) {
        return list(Route.Messages.GET_MESSAGE_HISTORY
                .compile(channel)
                .withQueryParams("limit", Integer.toString(MOST_LISTED)));
    }

    /** The messages that a listing gives; see {@link #saidAfter}. */
    Optional<List<DataObject>> list(Route.CompiledRoute route) {
        JDA jda = open();
        if (jda == null || !limits.left(limits.of(route), route).isZero()) {
            return Optional.empty();
        }
        try {
            DataArray said =
                    new RestActionImpl<DataArray>(jda, route, (response, request) -> response.getArray()).complete();
            return Optional.of(said.stream(DataArray::getObject).toList());
        } catch (ErrorResponseException e) {
            return e.isServerError() || e.getErrorCode() <= 0 ? Optional.empty() : Optional.of(List.of());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the bot itself said something. */
    boolean isOurs(DataObject message) {
        return message.optObject("author")
                .filter(author -> author.getString("id", "").equals(self()))
                .isPresent();
    }

    /** The bot's own id, or one that nobody has while it is not connected. */
    String self() {
        JDA jda = open();
        return jda == null ? "0" : jda.getSelfUser().getId();
    }

    private static RestActionImpl<DataObject> call(JDA jda, Route.CompiledRoute route, @Nullable DataObject body) {
        return new RestActionImpl<>(
                jda, route, body, (response, request) -> response.optObject().orElseGet(DataObject::empty));
    }
}
