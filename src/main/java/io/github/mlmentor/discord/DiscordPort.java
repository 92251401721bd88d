package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.ReplyPort;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.requests.Method;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.TimeUtil;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * The way out to Discord. A message carries a nonce made of its key, so that sending it again within some minutes shows it once. An
 * answer to a command edits what the command shows; when its token has died, it comes as a message instead. Thread-safe.
 */
final class DiscordPort implements ReplyPort {
    /** The notes of a job that came by an interaction. */
    static final String TOKEN = "token";

    static final String INTERACTION = "interaction";

    static final String APPLICATION = "application";
    static final String ONLY_FOR = "only_for";

    private static final Route CREATE = Route.custom(Method.POST, "channels/{channel_id}/messages");
    private static final Route EDIT = Route.custom(Method.PATCH, "channels/{channel_id}/messages/{message_id}");
    private static final Route DELETE = Route.custom(Method.DELETE, "channels/{channel_id}/messages/{message_id}");
    private static final Route THREAD =
            Route.custom(Method.POST, "channels/{channel_id}/messages/{message_id}/threads");
    private static final Route OPEN = Route.custom(Method.POST, "users/@me/channels");
    private static final Route ORIGINAL =
            Route.custom(Method.PATCH, "webhooks/{application}/{token}/messages/@original");
    private static final Route FOLLOW_UP = Route.custom(Method.POST, "webhooks/{application}/{token}");

    /** Discord lets a token live for a quarter of an hour. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(14);
    /** Errors that say that a token is none any more. */
    private static final Set<String> DEAD = Set.of(
            DiscordApi.reason(10_015), DiscordApi.reason(10_062), DiscordApi.reason(50_027), DiscordApi.reason(404));
    /** The thread is there already. */
    private static final String THERE = DiscordApi.reason(160_004);

    private static final int THREAD_NAME = 90;
    private static final int ARCHIVED_AFTER_MINUTES = 1_440;

    private final DiscordApi api;
    private final Clock clock;
    /** Threads that are known to be there, and those that cannot be made: then the answer stands in the channel. */
    private final Map<String, Boolean> threads = new ConcurrentHashMap<>();

    DiscordPort(DiscordApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public Platform platform() {
        return Platform.DISCORD;
    }

    @Override
    public Delivery send(Outgoing message) {
        DiscordPlace place = DiscordPlace.of(message.conversation());
        if (message.isRemoval()) {
            return api.show(
                    DELETE.compile(place.target(), String.valueOf(message.replaces())),
                    null,
                    answer -> String.valueOf(message.replaces()));
        }
        DataObject payload = DataObject.fromJson(message.payload());
        String token = payload.getString(TOKEN, "");
        String application = payload.getString(APPLICATION, "");
        String user = payload.getString(ONLY_FOR, "");
        String name = payload.getString("thread_name", "Answer");
        String interaction = payload.getString(INTERACTION, "");
        payload.remove(TOKEN)
                .remove(INTERACTION)
                .remove(APPLICATION)
                .remove(ONLY_FOR)
                .remove("thread_name");
        if (message.replaces() != null) {
            return api.show(
                    EDIT.compile(place.target(), message.replaces()), payload, answer -> answer.getString("id"));
        }
        if (!token.isEmpty()) {
            Delivery answered = answer(message.key(), interaction, application, token, payload);
            if (!(answered instanceof Delivery.Undeliverable no && DEAD.contains(no.reason()))) {
                return answered;
            }
        }
        return user.isEmpty() ? post(place, message.key(), name, payload) : direct(user, message.key(), payload);
    }

    private Delivery answer(String key, String interaction, String application, String token, DataObject payload) {
        boolean first = key.endsWith(".0");
        boolean dead = Duration.between(at(interaction), clock.instant()).compareTo(TOKEN_LIFE) > 0;
        if (dead) {
            return new Delivery.Undeliverable(DiscordApi.reason(50_027));
        }
        Route.CompiledRoute route =
                first ? ORIGINAL.compile(application, token) : FOLLOW_UP.compile(application, token);
        return api.show(route, payload, answer -> answer.getString("id", "private"));
    }

    private Delivery post(DiscordPlace place, String key, String name, DataObject payload) {
        String channel = place.isDirect() || place.thread().isEmpty() ? place.target() : thread(place, name);
        DataObject body = payload.put("nonce", nonce(key)).put("enforce_nonce", true);
        if (channel.equals(place.channel()) && !place.thread().isEmpty()) {
            body.put(
                    "message_reference",
                    DataObject.empty().put("message_id", place.thread()).put("fail_if_not_exists", false));
        }
        return api.show(CREATE.compile(channel), body, answer -> answer.getString("id"));
    }

    /** The thread under a message, made where it is not there yet; the channel where none can be made. */
    private String thread(DiscordPlace place, String name) {
        boolean open = threads.computeIfAbsent(place.thread(), id -> {
            DataObject wish = DataObject.empty()
                    .put("name", name.length() > THREAD_NAME ? name.substring(0, THREAD_NAME) + "…" : name)
                    .put("auto_archive_duration", ARCHIVED_AFTER_MINUTES);
            Delivery made = api.show(THREAD.compile(place.channel(), id), wish, answer -> answer.getString("id"));
            return made instanceof Delivery.Delivered
                    || (made instanceof Delivery.Undeliverable no && no.reason().equals(THERE));
        });
        return open ? place.thread() : place.channel();
    }

    private Delivery direct(String user, String key, DataObject payload) {
        Optional<String> channel = api.look(OPEN.compile(), DataObject.empty().put("recipient_id", user))
                .map(opened -> opened.getString("id"));
        return channel.map(id -> api.show(
                        CREATE.compile(id),
                        payload.put("nonce", nonce(key)).put("enforce_nonce", true),
                        answer -> answer.getString("id")))
                .orElseGet(() -> new Delivery.Postponed(Duration.ofSeconds(5), "no_direct_message"));
    }

    /** At most 25 characters, the same for the same message. */
    static String nonce(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, 24);
    }

    /** Sending again is safe by the nonce for some minutes; after that, what is visible is looked for by the buttons' job. */
    @Override
    public Optional<Delivery> reconcile(Outgoing message) {
        DataObject payload = DataObject.fromJson(message.isRemoval() ? "{}" : message.payload());
        if (message.isRemoval() || message.replaces() != null || payload.hasKey(TOKEN)) {
            return Optional.empty();
        }
        DiscordPlace place = DiscordPlace.of(message.conversation());
        Route list = Route.custom(Method.GET, "channels/{channel_id}/messages");
        return Optional.of(place)
                .flatMap(there -> api.list(list.compile(there.target())))
                .flatMap(said -> find(said, nonce(message.key())));
    }

    private static Optional<Delivery> find(DataArray said, String nonce) {
        return said.stream(DataArray::getObject)
                .filter(one -> nonce.equals(one.getString("nonce", "")))
                .findFirst()
                .map(one -> new Delivery.Delivered(one.getString("id")));
    }

    /** When something with a snowflake for an id came into being. */
    static Instant at(String snowflake) {
        return TimeUtil.getTimeCreated(Long.parseUnsignedLong(snowflake)).toInstant();
    }
}
