package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.telemetry.Wordless;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.TimeUtil;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out to Discord. A message carries a nonce made of its key, so that sending it again within some minutes shows it once, and
 * the same as the number of its first component, by which it is found later. An answer to a command edits what the command shows;
 * when its token has died, it comes as a message instead. Thread-safe.
 */
final class DiscordPort implements ReplyPort {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordPort.class);
    /** Discord lets a token live for a quarter of an hour. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(14);
    /** What says that a token is none any more, or never was acknowledged. */
    private static final Set<String> DEAD = Set.of(
            DiscordApi.reason(10_015), DiscordApi.reason(10_062), DiscordApi.reason(50_027), DiscordApi.reason(404));

    private static final String NO_CHANNEL = DiscordApi.reason(10_003);
    private static final String NO_MESSAGE = DiscordApi.reason(10_008);
    /** The thread is there already. */
    private static final String THERE = DiscordApi.reason(160_004);

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int THREAD_NAME = 90;
    private static final int ARCHIVED_AFTER_MINUTES = 1_440;
    private static final int EPHEMERAL = 1 << 6;
    private static final int COMPONENTS_V2 = 1 << 15;
    private static final int NONCE = 24;
    private static final int MOST_REMEMBERED = 10_000;

    private final Supplier<@Nullable ShardManager> shards;
    private final DiscordApi api;
    private final Deferrals deferrals;
    private final DiscordTags tags;
    private final DiscordNotices notices;
    private final Clock clock;
    /** Threads that are known to be there, and those that cannot be made: then the answer stands in the channel. */
    private final Map<String, Boolean> threads = remembering();
    /** Progress that is shown until the answer takes its place, by job. */
    private final Map<String, DiscordProgress> shown = remembering();
    /** Messages that wait to become the answer, by job. */
    private final Map<String, String> begun = remembering();
    /** The further messages of answers to commands, by their keys: Discord lists nobody what only one person sees. */
    private final Map<String, String> followups = remembering();

    DiscordPort(
            Supplier<@Nullable ShardManager> shards,
            DiscordApi api,
            Deferrals deferrals,
            DiscordTags tags,
            DiscordNotices notices,
            Clock clock) {
        this.shards = shards;
        this.api = api;
        this.deferrals = deferrals;
        this.tags = tags;
        this.notices = notices;
        this.clock = clock;
    }

    private static <V> Map<String, V> remembering() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST_REMEMBERED;
            }
        });
    }

    @Override
    public Platform platform() {
        return Platform.DISCORD;
    }

    /** Keeps what is shown of a job until the answer takes its place. */
    void showing(Job job, DiscordProgress progress) {
        shown.put(job.id(), progress);
    }

    /** Ends what an earlier attempt of a job shows, and returns the message that it leaves, or empty. */
    String resume(Job job, String after) {
        DiscordProgress before = shown.remove(job.id());
        String left = before == null ? "" : before.finish();
        if (!left.isEmpty() || job.attempts() == 0) {
            return left;
        }
        return leftover(DiscordPlace.of(job.conversation()), after);
    }

    /** Takes away what is shown of a job that will not be answered any more. */
    void withdrawn(String job) {
        DiscordProgress progress = shown.remove(job);
        if (progress != null) {
            progress.erase();
        }
    }

    @Override
    public Delivery send(Outgoing message) {
        DiscordPlace place = DiscordPlace.of(message.conversation());
        if (message.isRemoval()) {
            String gone = String.valueOf(message.replaces());
            return inPlace(
                    place,
                    channel -> api.show(Route.Messages.DELETE_MESSAGE.compile(channel, gone), null, answer -> gone));
        }
        DataObject payload = DataObject.fromJson(message.payload());
        Slip slip = Slip.takenOff(payload);
        mark(payload, message.key());
        Delivery delivery = message.replaces() != null
                ? edit(place, message.replaces(), payload)
                : slip.answersInteraction()
                        ? answer(place, message.key(), slip, payload)
                        : say(place, message.key(), slip, payload);
        follow(place, slip, delivery);
        return delivery;
    }

    /** What follows changes nothing about how the sending ended. */
    private void follow(DiscordPlace place, Slip slip, Delivery delivery) {
        try {
            if (delivery instanceof Delivery.Delivered) {
                tags.apply(place, slip.state());
            } else if (delivery instanceof Delivery.Undeliverable no) {
                notices.refused(place, no.reason());
            }
        } catch (RuntimeException e) {
            LOG.warn("A post was not tagged, or a server's owner not told", Wordless.of(e));
        }
    }

    /** In the thread, or in its channel where no thread could be made. */
    private static Delivery inPlace(DiscordPlace place, Function<String, Delivery> call) {
        Delivery delivery = call.apply(place.target());
        boolean elsewhere = delivery instanceof Delivery.Undeliverable no
                && no.reason().equals(NO_CHANNEL)
                && !place.target().equals(place.channel());
        return elsewhere ? call.apply(place.channel()) : delivery;
    }

    /** Components take the place of words only when the words are taken away. */
    private Delivery edit(DiscordPlace place, String old, DataObject payload) {
        DataObject body = DataObject.fromJson(payload.toString());
        if (isFinished(body)) {
            body.put("content", null);
        }
        return inPlace(
                place, channel -> api.show(Route.Messages.EDIT_MESSAGE.compile(channel, old), body, answer -> old));
    }

    private Delivery answer(DiscordPlace place, String key, Slip slip, DataObject payload) {
        if (!isAlive(slip)) {
            return late(place, key, slip, payload);
        }
        deferrals.await(slip.interaction());
        boolean first = isFirst(key);
        if (first) {
            DiscordProgress progress = shown.remove(job(key));
            if (progress != null) {
                progress.finish();
            }
        } else if (!slip.onlyFor().isEmpty()) {
            payload.put("flags", payload.getInt("flags", 0) | EPHEMERAL);
        }
        Route.CompiledRoute route = first
                ? Route.Interactions.EDIT_FOLLOWUP.compile(slip.application(), slip.token(), "@original")
                : Route.Interactions.CREATE_FOLLOWUP.compile(slip.application(), slip.token());
        Delivery delivery = api.show(route, payload, answer -> answer.getString("id", "private"));
        if (!first && delivery instanceof Delivery.Delivered visible) {
            followups.put(key, visible.message());
        }
        boolean dead = delivery instanceof Delivery.Undeliverable no && DEAD.contains(no.reason());
        return dead ? late(place, key, slip, payload) : delivery;
    }

    private boolean isAlive(Slip slip) {
        return slip.answersInteraction()
                && Duration.between(at(slip.interaction()), clock.instant()).compareTo(TOKEN_LIFE) <= 0;
    }

    /**
     * Takes away what only one person sees, as long as Discord still lets that be done. Best effort.
     *
     * @param key of the message
     */
    void takeAway(Slip slip, String key) {
        String message = isFirst(key) ? "@original" : followups.get(key);
        if (message != null && isAlive(slip)) {
            var unused =
                    api.look(Route.Interactions.DELETE_FOLLOWUP.compile(slip.application(), slip.token(), message));
        }
    }

    /** What only one person was to see goes to him; everything else into the channel, and to him where that does not work. */
    private Delivery late(DiscordPlace place, String key, Slip slip, DataObject payload) {
        payload.put("flags", payload.getInt("flags", 0) & ~EPHEMERAL);
        if (slip.onlyFor().isEmpty() && isIn(place)) {
            Delivery delivery = create(place.target(), key, "", payload);
            if (!(delivery instanceof Delivery.Undeliverable)) {
                return delivery;
            }
        }
        return direct(slip.asker(), key, payload);
    }

    private Delivery say(DiscordPlace place, String key, Slip slip, DataObject payload) {
        String old = isFirst(key) ? begun(place, key, slip) : "";
        if (!old.isEmpty()) {
            Delivery edited = edit(place, old, payload);
            boolean gone = edited instanceof Delivery.Undeliverable no
                    && (no.reason().equals(NO_MESSAGE) || no.reason().equals(NO_CHANNEL));
            if (edited instanceof Delivery.Delivered || edited instanceof Delivery.Undeliverable) {
                begun.remove(job(key));
            }
            if (!gone) {
                return edited;
            }
        }
        Delivery target = target(place, slip.title());
        if (!(target instanceof Delivery.Delivered there)) {
            return target;
        }
        String channel = there.message();
        boolean aside = !place.thread().isEmpty() && channel.equals(place.channel());
        String pointing = slip.reply() || aside ? slip.asked() : "";
        if (!isFirst(key) || slip.opening().isEmpty()) {
            return create(channel, key, pointing, payload);
        }
        Delivery opened = create(channel, key, pointing, DataObject.fromJson(slip.opening()));
        if (!(opened instanceof Delivery.Delivered visible)) {
            return opened;
        }
        begun.put(job(key), visible.message());
        Delivery full = edit(place, visible.message(), payload);
        if (full instanceof Delivery.Delivered) {
            begun.remove(job(key));
        }
        return full;
    }

    /** The message that is to become the answer, or empty. */
    private String begun(DiscordPlace place, String key, Slip slip) {
        DiscordProgress progress = shown.remove(job(key));
        if (progress != null) {
            String message = progress.finish();
            String left = message.isEmpty() && progress.isUnsure() ? leftover(place, slip.asked()) : message;
            if (!left.isEmpty()) {
                begun.put(job(key), left);
            }
        }
        return begun.getOrDefault(job(key), "");
    }

    private Delivery create(String channel, String key, String pointing, DataObject payload) {
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

    /** Shows a message that is to become the answer; doing it again within some minutes shows the same. */
    Delivery begin(DiscordPlace place, String job, String title, String pointing, DataObject payload) {
        Delivery target = target(place, title);
        return target instanceof Delivery.Delivered there
                ? create(there.message(), job + "/begun", pointing, payload)
                : target;
    }

    /** Changes a message that is to become the answer. */
    Delivery change(DiscordPlace place, String message, DataObject payload) {
        return edit(place, message, payload);
    }

    /** Says something that is no answer to a question of the inbox; the same key within some minutes shows it once. */
    Delivery post(String channel, String key, DataObject payload) {
        mark(payload, key);
        return create(channel, key, "", payload);
    }

    /**
     * The channel to write in: the thread under a message, which is made where it is not there yet, or the channel where none can
     * be made. Not delivered while nobody knows.
     */
    private Delivery target(DiscordPlace place, String title) {
        if (place.thread().isEmpty()) {
            return new Delivery.Delivered(place.channel());
        }
        Boolean known = threads.get(place.thread());
        if (known == null && !mayOpen(place.channel())) {
            known = Boolean.FALSE;
        }
        if (known == null) {
            DataObject wish = DataObject.empty()
                    .put("name", title.length() > THREAD_NAME ? title.substring(0, THREAD_NAME) + "…" : title)
                    .put("auto_archive_duration", ARCHIVED_AFTER_MINUTES);
            Delivery made = api.show(
                    Route.Channels.CREATE_THREAD_FROM_MESSAGE.compile(place.channel(), place.thread()),
                    wish,
                    answer -> answer.getString("id"));
            if (made instanceof Delivery.Postponed || made instanceof Delivery.Unknown) {
                return made;
            }
            known = made instanceof Delivery.Delivered
                    || (made instanceof Delivery.Undeliverable no && no.reason().equals(THERE));
            threads.put(place.thread(), known);
        }
        return new Delivery.Delivered(known ? place.thread() : place.channel());
    }

    /** Whether the bot is where something is said, or only the person who installed it for himself. */
    boolean isIn(DiscordPlace place) {
        ShardManager manager = shards.get();
        return place.isDirect() || manager == null || manager.getGuildById(place.guild()) != null;
    }

    private boolean mayWrite(String channel) {
        ShardManager manager = shards.get();
        GuildChannel here = manager == null ? null : manager.getGuildChannelById(channel);
        return !(here instanceof GuildMessageChannel open) || open.canTalk();
    }

    /** What Discord would refuse is not asked for: it bans who asks for that too often. */
    private boolean mayOpen(String channel) {
        ShardManager manager = shards.get();
        GuildChannel here = manager == null ? null : manager.getGuildChannelById(channel);
        return here == null
                || here instanceof IPostContainer
                || here.getGuild()
                        .getSelfMember()
                        .hasPermission(here, Permission.CREATE_PUBLIC_THREADS, Permission.MESSAGE_SEND_IN_THREADS);
    }

    /** Notes that a thread is there, because something was said in it. */
    void exists(String thread) {
        threads.put(thread, true);
    }

    /** To one person alone, who may not want it. */
    Delivery direct(String user, String key, DataObject payload) {
        Delivery opened = api.show(
                Route.Self.CREATE_PRIVATE_CHANNEL.compile(),
                DataObject.empty().put("recipient_id", user),
                answer -> answer.getString("id"));
        return opened instanceof Delivery.Delivered channel ? create(channel.message(), key, "", payload) : opened;
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

    /** A message by which {@link #isThere} finds it. */
    static DataObject marked(DataObject payload, String key) {
        mark(payload, key);
        return payload;
    }

    private static void mark(DataObject payload, String key) {
        payload.optArray("components")
                .filter(components -> components.length() > 0)
                .ifPresent(components -> components.getObject(0).put("id", number(key)));
    }

    private static boolean has(DataObject said, String key) {
        return said.getString("nonce", "").equals(nonce(key))
                || said.optArray("components")
                        .filter(components -> components.length() > 0)
                        .filter(components -> components.getObject(0).getInt("id", 0) == number(key))
                        .isPresent();
    }

    @Override
    public Optional<Delivery> reconcile(Outgoing message) {
        if (message.isRemoval() || message.replaces() != null) {
            // Doing it again changes nothing.
            return Optional.empty();
        }
        Slip slip = Slip.takenOff(DataObject.fromJson(message.payload()));
        if (slip.answersInteraction() && isFirst(message.key())) {
            return Optional.empty();
        }
        if (!slip.onlyFor().isEmpty()) {
            return Optional.of(new Delivery.Unknown("private"));
        }
        DiscordPlace place = DiscordPlace.of(message.conversation());
        String after = slip.answersInteraction() ? slip.interaction() : slip.asked();
        Optional<List<DataObject>> said = saidAfter(place, after);
        if (said.isEmpty()) {
            return Optional.of(new Delivery.Postponed(SOON, "not_readable_now"));
        }
        Optional<DataObject> found =
                said.get().stream().filter(one -> has(one, message.key())).findFirst();
        if (found.isPresent() && isFinished(found.get())) {
            return Optional.of(new Delivery.Delivered(found.get().getString("id")));
        }
        String job = job(message.key());
        if (isFirst(message.key()) && !shown.containsKey(job) && !begun.containsKey(job)) {
            String left = leftover(said.get());
            if (!left.isEmpty()) {
                begun.put(job, left);
            }
        }
        return Optional.empty();
    }

    /** Plain words of ours are only ever the beginning of an answer. */
    private static boolean isFinished(DataObject said) {
        return (said.getInt("flags", 0) & COMPONENTS_V2) != 0;
    }

    private Optional<List<DataObject>> saidAfter(DiscordPlace place, String after) {
        Optional<List<DataObject>> said = api.saidAfter(place.target(), after);
        boolean elsewhere =
                said.filter(List::isEmpty).isPresent() && !place.target().equals(place.channel());
        return elsewhere ? api.saidAfter(place.channel(), after) : said;
    }

    /** What an earlier attempt or process left of an answer that was only begun, or empty. */
    private String leftover(DiscordPlace place, String after) {
        return leftover(saidAfter(place, after).orElse(List.of()));
    }

    private String leftover(List<DataObject> said) {
        return said.stream()
                .filter(one -> api.isOurs(one)
                        && !isFinished(one)
                        && !one.getString("content", "").isEmpty())
                .filter(one -> one.optObject("interaction_metadata").isEmpty())
                .map(one -> one.getString("id"))
                .findFirst()
                .orElse("");
    }

    /** Whether a message with this key is among the latest of a channel. */
    boolean isThere(String channel, String key) {
        return api.said(channel).orElse(List.of()).stream().anyMatch(one -> has(one, key));
    }

    /** The messages of an answer that can be seen. */
    List<String> shown(DiscordPlace place, String after, List<String> keys) {
        return saidAfter(place, after).orElse(List.of()).stream()
                .filter(one -> keys.stream().anyMatch(key -> has(one, key)))
                .map(one -> one.getString("id"))
                .toList();
    }

    /** Only the first message of the first answer takes the place of what was begun. */
    private static boolean isFirst(String key) {
        return key.endsWith(".0.0");
    }

    private static String job(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    /** When something with a snowflake for an id came into being. */
    static Instant at(String snowflake) {
        return TimeUtil.getTimeCreated(Long.parseUnsignedLong(snowflake)).toInstant();
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
