package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.model.Message;
import io.github.mlmentor.chat.Delivery;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls of Slack's Web API whose outcome is a {@link Delivery}: what is temporary, what is final, and what nobody knows. Waits for
 * nothing: a channel whose turn has not come is postponed. Thread-safe.
 */
final class SlackApi {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** At most one message a second and channel: https://docs.slack.dev/apis/web-api/rate-limits */
    static final Duration PACE = Duration.ofMillis(1_050);

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int MOST_WAITS = 5;
    private static final int MOST_CHANNELS = 10_000;
    /** The message is still being streamed. */
    static final String STREAMING = "streaming_state_conflict";

    private static final Set<String> TEMPORARY = Set.of(
            "ratelimited",
            "rate_limited",
            "service_unavailable",
            "team_added_to_org",
            "message_limit_exceeded",
            STREAMING);
    /** Slack says that something of it may have happened. */
    private static final Set<String> UNSURE = Set.of("internal_error", "fatal_error", "request_timeout");

    private final Slack slack;
    private final Workspaces workspaces;
    private final Clock clock;
    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();
    private final Map<String, Self> selves = new ConcurrentHashMap<>();

    SlackApi(Slack slack, Workspaces workspaces, Clock clock) {
        this.slack = slack;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /** One call. */
    interface Call<R> {
        R make(MethodsClient methods) throws IOException, SlackApiException;
    }

    /**
     * Makes a call that shows something in a channel.
     *
     * @param team the workspace, which the pace belongs to
     * @param pace what shares a limit: the channel for new messages
     * @param between how long the next call of that pace has to wait
     * @param ts the visible message's name in the response
     */
    <R extends SlackApiTextResponse> Delivery show(
            String team, String pace, Duration between, Call<R> call, Function<R, String> ts) {
        try {
            return workspaces
                    .token(team)
                    .map(token -> paced(slack.methods(token), team + "/" + pace, between, call, ts))
                    .orElseGet(() -> new Delivery.Undeliverable("not_installed"));
        } catch (Workspaces.NotNow e) {
            return new Delivery.Postponed(e.pause(), String.valueOf(e.getMessage()));
        }
    }

    /** The same in its turn: waits for the channel, and so only on a thread that nobody else waits for. */
    <R extends SlackApiTextResponse> Delivery showInTurn(Place place, Call<R> call, Function<R, String> ts) {
        Delivery delivery = show(place.team(), place.channel(), PACE, call, ts);
        try {
            for (int i = 0; i < MOST_WAITS && delivery instanceof Delivery.Postponed later; i++) {
                TimeUnit.MILLISECONDS.sleep(later.retryAfter().toMillis() + 1);
                delivery = show(place.team(), place.channel(), PACE, call, ts);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return delivery;
    }

    private <R extends SlackApiTextResponse> Delivery paced(
            MethodsClient methods, String pace, Duration between, Call<R> call, Function<R, String> ts) {
        Duration wait = turn(pace, clock.instant(), between);
        if (!wait.isZero()) {
            return new Delivery.Postponed(wait, "pace");
        }
        try {
            R response = call.make(methods);
            return response.isOk() ? new Delivery.Delivered(ts.apply(response)) : refused(pace, response.getError());
        } catch (SlackApiException e) {
            return failed(pace, e);
        } catch (ConnectException | UnknownHostException e) {
            return new Delivery.Postponed(SOON, "unreachable");
        } catch (IOException e) {
            return new Delivery.Unknown("broken_off");
        }
    }

    /** Takes the turn of a pace, one caller at a time, or says how long to wait for it. */
    private synchronized Duration turn(String pace, Instant now, Duration between) {
        Instant free = notBefore.getOrDefault(pace, Instant.EPOCH);
        if (free.isAfter(now)) {
            return Duration.between(now, free);
        }
        if (notBefore.size() > MOST_CHANNELS) {
            notBefore.values().removeIf(until -> until.isBefore(now));
        }
        if (!between.isZero()) {
            notBefore.put(pace, now.plus(between));
        }
        return Duration.ZERO;
    }

    private Delivery refused(String pace, String error) {
        if (TEMPORARY.contains(error)) {
            return later(pace, SOON, error);
        }
        return UNSURE.contains(error) ? new Delivery.Unknown(error) : new Delivery.Undeliverable(error);
    }

    private Delivery failed(String pace, SlackApiException e) {
        int status = e.getResponse().code();
        if (status == 429) {
            return later(pace, wish(e.getResponse().header("Retry-After")), "ratelimited");
        }
        return status >= 500
                ? new Delivery.Unknown("status_" + status)
                : new Delivery.Undeliverable("status_" + status);
    }

    /** How long Slack wants to be left alone. */
    static Duration wish(@Nullable String header) {
        try {
            return header == null ? SOON : Duration.ofSeconds(Long.parseLong(header.strip()));
        } catch (NumberFormatException e) {
            return SOON;
        }
    }

    private Delivery later(String pace, Duration wait, String reason) {
        notBefore.put(pace, clock.instant().plus(wait));
        return new Delivery.Postponed(wait, reason);
    }

    /** Looks something up; empty when that did not work, for whatever reason. */
    <R extends SlackApiTextResponse> Optional<R> look(String team, Call<R> call) {
        try {
            Optional<String> token = workspaces.token(team);
            if (token.isEmpty()) {
                return Optional.empty();
            }
            R response = call.make(slack.methods(token.get()));
            return response.isOk() ? Optional.of(response) : Optional.empty();
        } catch (Workspaces.NotNow | IOException | SlackApiException e) {
            return Optional.empty();
        }
    }

    /**
     * Who the bot is in a workspace.
     *
     * @param team the workspace that the token belongs to
     * @param user the bot as a member
     * @param bot the bot as the author of messages
     */
    record Self(String team, String user, String bot) {}

    /** Who the bot is in a workspace; empty while Slack does not say. */
    Optional<Self> self(String team) {
        Self known = selves.get(team);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Self> self = look(team, methods -> methods.authTest(request -> request))
                .map(answer -> new Self(answer.getTeamId(), answer.getUserId(), answer.getBotId()));
        self.ifPresent(found -> selves.put(team, found));
        return self;
    }

    /**
     * Looks something up that must not be missed: waits as long as Slack wishes, and so only on a thread that nobody waits for.
     *
     * @return empty when Slack refuses it for good
     * @throws IllegalStateException when Slack cannot be asked for longer
     */
    <R extends SlackApiTextResponse> Optional<R> lookPatiently(String team, Call<R> call) {
        Duration pause = SOON;
        for (int i = 0; i < MOST_WAITS; i++) {
            try {
                Optional<String> token = workspaces.token(team);
                if (token.isEmpty()) {
                    return Optional.empty();
                }
                R response = call.make(slack.methods(token.get()));
                if (response.isOk()) {
                    return Optional.of(response);
                }
                if (!TEMPORARY.contains(response.getError()) && !UNSURE.contains(response.getError())) {
                    return Optional.empty();
                }
            } catch (SlackApiException e) {
                int status = e.getResponse().code();
                if (status != 429 && status < 500) {
                    return Optional.empty();
                }
                pause = status == 429 ? wish(e.getResponse().header("Retry-After")) : SOON;
            } catch (Workspaces.NotNow e) {
                pause = e.pause();
            } catch (IOException e) {
                pause = SOON;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IllegalStateException("Slack cannot be asked now");
    }

    /** Ends a stream; one that has ended already, or that Slack does not let us end now, is left. */
    void stopStream(Place place, String ts) {
        var unused = look(
                place.team(),
                methods -> methods.chatStopStream(
                        request -> request.channel(place.channel()).ts(ts)));
    }

    /** A new message in a place, marked as ours, of whose links nothing unfolds. */
    static ChatPostMessageRequest.ChatPostMessageRequestBuilder message(
            Place place, String text, Message.Metadata mark) {
        return ChatPostMessageRequest.builder()
                .channel(place.channel())
                .threadTs(place.thread().isEmpty() ? null : place.thread())
                .text(text)
                .metadata(mark)
                .unfurlLinks(false)
                .unfurlMedia(false);
    }

    /** Our mark in a message's metadata. */
    static Message.Metadata mark(String job, boolean last) {
        return Message.Metadata.builder()
                .eventType(SlackPort.EVENT_TYPE)
                .eventPayload(Map.of("key", job, "final", last))
                .build();
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }
}
