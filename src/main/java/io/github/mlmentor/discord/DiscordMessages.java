package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are shown once. A message carries a nonce made of its key, so that sending it again within some minutes shows it once, and
 * the same as the number of its first component, by which it is found later. Thread-safe.
 */
final class DiscordMessages {
    static final Duration SOON = Duration.ofSeconds(5);
    static final String UNREADABLE = "not_readable_now";
    private static final int COMPONENTS_V2 = 1 << 15;
    private static final int NONCE = 24;

    private final Supplier<@Nullable ShardManager> shards;
    private final DiscordApi api;

    DiscordMessages(Supplier<@Nullable ShardManager> shards, DiscordApi api) {
        this.shards = shards;
        this.api = api;
    }

    /**
     * Shows a message; doing it again with the same key within some minutes shows the same.
     *
     * @param pointing the message that it replies to, or empty
     */
    Delivery create(String channel, String key, String pointing, DataObject payload) {
        if (!mayWrite(channel)) {
            return new Delivery.Undeliverable(DiscordApi.reason(50_013));
        }
        DataObject body =
                DataObject.fromJson(payload.toString()).put("nonce", nonce(key)).put("enforce_nonce", true);
        if (!pointing.isEmpty()) {
            body.put(
                    "message_reference",
                    DataObject.empty().put("message_id", pointing).put("fail_if_not_exists", false));
        }
        return api.show(Route.Messages.SEND_MESSAGE.compile(channel), body, answer -> answer.getString("id"));
    }

    /** Says something that is no answer to a question of the inbox; the same key within some minutes shows it once. */
    Delivery post(String channel, String key, DataObject payload) {
        mark(payload, key);
        return create(channel, key, "", payload);
    }

    boolean mayWrite(String channel) {
        ShardManager manager = shards.get();
        GuildChannel here = manager == null ? null : manager.getGuildChannelById(channel);
        // JDA shows threads that it has not quite made yet, and cannot say of them who may write there.
        return !(here instanceof GuildMessageChannel open) || here instanceof ThreadChannel || open.canTalk();
    }

    /** Whether a thread can be opened; what Discord would refuse is not asked for: it bans who asks for that too often. */
    boolean mayOpen(String channel) {
        ShardManager manager = shards.get();
        GuildChannel here = manager == null ? null : manager.getGuildChannelById(channel);
        return here == null
                || here instanceof IPostContainer
                || here.getGuild()
                        .getSelfMember()
                        .hasPermission(here, Permission.CREATE_PUBLIC_THREADS, Permission.MESSAGE_SEND_IN_THREADS);
    }

    /** To one person alone, who may not want it. */
    Delivery direct(String user, String key, DataObject payload) {
        Delivery opened = directWith(user);
        return opened instanceof Delivery.Delivered channel ? create(channel.message(), key, "", payload) : opened;
    }

    /** The channel of the direct messages with somebody. */
    Delivery directWith(String user) {
        return api.show(
                Route.Self.CREATE_PRIVATE_CHANNEL.compile(),
                DataObject.empty().put("recipient_id", user),
                answer -> answer.getString("id"));
    }

    /** At most 25 characters, the same for the same message. */
    static String nonce(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, NONCE);
    }

    /** A component has a number of 31 bits that we may choose and that Discord keeps. */
    static int number(String key) {
        return Integer.parseUnsignedInt(nonce(key).substring(0, 8), 16) >>> 1 | 1 << 30;
    }

    /** A message by which {@link #find} finds it. */
    static DataObject marked(DataObject payload, String key) {
        mark(payload, key);
        return payload;
    }

    /** Numbers a message, so that {@link #has} knows it. */
    static void mark(DataObject payload, String key) {
        payload.optArray("components")
                .filter(components -> components.length() > 0)
                .ifPresent(components -> components.getObject(0).put("id", number(key)));
    }

    /** Whether a message has a key. */
    static boolean has(DataObject said, String key) {
        return said.getString("nonce", "").equals(nonce(key))
                || said.optArray("components")
                        .filter(components -> components.length() > 0)
                        .filter(components -> components.getObject(0).getInt("id", 0) == number(key))
                        .isPresent();
    }

    /** Plain words of ours are only ever the beginning of an answer. */
    static boolean isFinished(DataObject said) {
        return (said.getInt("flags", 0) & COMPONENTS_V2) != 0;
    }

    /** What was said next, and where much was said since, last: an answer is among the former, or was sent just now. */
    Optional<List<DataObject>> saidAfter(String channel, String after) {
        Optional<List<DataObject>> next = api.saidAfter(channel, after);
        boolean more =
                next.filter(said -> said.size() >= DiscordApi.MOST_LISTED).isPresent();
        return more
                ? api.said(channel)
                        .map(last -> Stream.concat(last.stream(), next.get().stream())
                                .toList())
                : next;
    }

    /**
     * The message with this key among the latest of a channel.
     *
     * @return an empty name when it is not there; nothing when Discord could not be asked now
     */
    Optional<String> find(String channel, String key) {
        return api.said(channel)
                .map(said -> said.stream()
                        .filter(one -> has(one, key))
                        .map(one -> one.getString("id"))
                        .findFirst()
                        .orElse(""));
    }

    /** Says something that no earlier process can have said already, or says it where it already stands. */
    Delivery once(String channel, String key, String pointing, DataObject payload) {
        Optional<String> there = find(channel, key);
        if (there.isEmpty()) {
            return new Delivery.Postponed(SOON, UNREADABLE);
        }
        return there.get().isEmpty()
                ? create(channel, key, pointing, marked(payload, key))
                : new Delivery.Delivered(there.get());
    }

    /**
     * Shows a message of which somebody is told. A notification shows no components, so that it begins as plain words and is then edited.
     *
     * @param opening the first words, as a message of content alone
     * @param again whether an earlier attempt may have taken effect, so that it is looked for first
     */
    Delivery notifying(
            String channel, String key, String pointing, DataObject opening, DataObject payload, boolean again) {
        mark(payload, key);
        String begun = "";
        if (again) {
            Optional<List<DataObject>> said = api.said(channel);
            if (said.isEmpty()) {
                return new Delivery.Postponed(SOON, UNREADABLE);
            }
            Optional<String> there = ids(said.get(), one -> has(one, key) && isFinished(one));
            if (there.isPresent()) {
                return new Delivery.Delivered(there.get());
            }
            String words = opening.getString("content");
            begun = ids(
                            said.get(),
                            one -> api.isOurs(one)
                                    && !isFinished(one)
                                    && one.getString("content", "").equals(words))
                    .orElse("");
        }
        Delivery delivery = begun.isEmpty() ? create(channel, key, pointing, opening) : new Delivery.Delivered(begun);
        return delivery instanceof Delivery.Delivered shown
                ? api.show(
                        Route.Messages.EDIT_MESSAGE.compile(channel, shown.message()),
                        DataObject.fromJson(payload.toString()).put("content", null),
                        answer -> shown.message())
                : delivery;
    }

    private static Optional<String> ids(List<DataObject> said, Predicate<DataObject> wanted) {
        return said.stream().filter(wanted).findFirst().map(one -> one.getString("id"));
    }

    /** That nobody is told of a message, whoever is named in it or replied to. */
    static DataObject nobody() {
        return DataObject.empty().put("parse", DataArray.empty()).put("replied_user", false);
    }

    /** A rendered message of which nobody is told. */
    static DataObject silent(String payload) {
        return DataObject.fromJson(payload).put("allowed_mentions", nobody());
    }

    /** The components of a stored message without the buttons, which are for whoever asked. */
    static DataObject withoutButtons(DataObject payload) {
        DataArray kept = DataArray.empty();
        payload.optArray("components")
                .ifPresent(components -> components.stream(DataArray::getObject)
                        .filter(component -> component.getInt("type", 0) != Components.ROW)
                        .forEach(kept::add));
        return payload.put("components", kept);
    }
}
