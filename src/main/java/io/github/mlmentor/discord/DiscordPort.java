package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Lately;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.TimeUtil;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out to Discord. An answer to a command edits what the command shows; when its token has died, it comes as a message instead.
 * Thread-safe.
 */
final class DiscordPort implements ReplyPort {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordPort.class);
    /** Discord lets a token live for a quarter of an hour. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(14);

    private static final String NO_CHANNEL = DiscordApi.reason(10_003);
    private static final String NO_MESSAGE = DiscordApi.reason(10_008);
    /** What says that a token is none any more or never was acknowledged, or that somebody took away what it showed. */
    private static final Set<String> DEAD = Set.of(
            DiscordApi.reason(10_015),
            DiscordApi.reason(10_062),
            DiscordApi.reason(50_027),
            DiscordApi.reason(404),
            NO_MESSAGE);

    /** The thread is there already. */
    private static final String THERE = DiscordApi.reason(160_004);

    private static final int THREAD_NAME = 90;
    private static final int ARCHIVED_AFTER_MINUTES = 1_440;
    private static final int EPHEMERAL = 1 << 6;
    private static final int LOADING = 1 << 7;
    private static final String FIRST = ".0.0";
    private static final int MOST_REMEMBERED = 10_000;

    private final Supplier<@Nullable ShardManager> shards;
    private final DiscordApi api;
    private final DiscordMessages messages;
    private final Deferrals deferrals;
    private final DiscordTags tags;
    private final DiscordNotices notices;
    private final Clock clock;
    /** Threads that are known to be there, and those that cannot be made: then the answer stands in the channel. */
    private final Map<String, Boolean> threads = Lately.map(MOST_REMEMBERED);
    /** Progress that is shown until the answer takes its place, by job. */
    private final Map<String, DiscordProgress> shown = Lately.map(MOST_REMEMBERED);
    /** Messages that wait to become the answer, by job. */
    private final Map<String, String> begun = Lately.map(MOST_REMEMBERED);
    /** The further messages of answers to commands, by their keys: Discord lists nobody what only one person sees. */
    private final Map<String, String> followups = Lately.map(MOST_REMEMBERED);

    DiscordPort(
            Supplier<@Nullable ShardManager> shards,
            DiscordApi api,
            DiscordMessages messages,
            Deferrals deferrals,
            DiscordTags tags,
            DiscordNotices notices,
            Clock clock) {
        this.shards = shards;
        this.api = api;
        this.messages = messages;
        this.deferrals = deferrals;
        this.tags = tags;
        this.notices = notices;
        this.clock = clock;
    }

    @Override
    public Platform platform() {
        return Platform.DISCORD;
    }

    /** Keeps what is shown of a job until the answer takes its place. */
    void showing(Job job, DiscordProgress progress) {
        shown.put(job.id(), progress);
    }

    /**
     * Ends what an earlier attempt of a job shows.
     *
     * @return the message that it leaves, or an empty name; nothing when that cannot be found out now
     */
    Optional<String> resume(Job job, String after) {
        DiscordProgress before = shown.remove(job.id());
        String left = before == null ? "" : before.finish();
        boolean unsure = before == null ? job.attempts() > 0 : before.isUnsure();
        return left.isEmpty() && unsure ? leftover(DiscordPlace.of(job.conversation()), after) : Optional.of(left);
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
        DiscordMessages.mark(payload, message.key());
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
    private Delivery inPlace(DiscordPlace place, Function<String, Delivery> call) {
        String where = where(place);
        Delivery delivery = call.apply(where);
        boolean elsewhere = delivery instanceof Delivery.Undeliverable no
                && no.reason().equals(NO_CHANNEL)
                && !where.equals(place.channel());
        return elsewhere ? call.apply(place.channel()) : delivery;
    }

    /** The thread, unless it is known that none could be made. */
    String where(DiscordPlace place) {
        return Boolean.FALSE.equals(threads.get(place.thread())) ? place.channel() : place.target();
    }

    /** Components take the place of words only when the words are taken away. */
    private Delivery edit(DiscordPlace place, String old, DataObject payload) {
        DataObject body = DataObject.fromJson(payload.toString());
        if (DiscordMessages.isFinished(body)) {
            body.put("content", null);
        }
        return inPlace(
                place, channel -> api.show(Route.Messages.EDIT_MESSAGE.compile(channel, old), body, answer -> old));
    }

    private Delivery answer(DiscordPlace place, String key, Slip slip, DataObject payload) {
        boolean first = isFirst(key);
        DiscordProgress progress = first ? shown.remove(job(key)) : null;
        if (progress != null) {
            progress.finish();
        }
        if (!isAlive(slip)) {
            return late(place, key, slip, payload);
        }
        deferrals.await(slip.interaction());
        if (!first && !slip.onlyFor().isEmpty()) {
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
            String begun = isFirst(key) ? begunBy(place, slip) : "";
            Delivery delivery =
                    begun.isEmpty() ? messages.create(place.target(), key, "", payload) : edit(place, begun, payload);
            if (!(delivery instanceof Delivery.Undeliverable)) {
                return delivery;
            }
        }
        return messages.direct(slip.asker(), key, payload);
    }

    /** The words that a command showed before its token died, which become the answer without it; or empty. */
    private String begunBy(DiscordPlace place, Slip slip) {
        return messages.saidAfter(place.target(), slip.interaction()).orElse(List.of()).stream()
                .filter(one -> (one.getInt("flags", 0) & LOADING) == 0)
                .filter(one -> one.optObject("interaction_metadata")
                        .filter(about -> about.getString("id", "").equals(slip.interaction()))
                        .isPresent())
                .map(one -> one.getString("id"))
                .findFirst()
                .orElse("");
    }

    private Delivery say(DiscordPlace place, String key, Slip slip, DataObject payload) {
        Optional<String> known = isFirst(key) ? begun(place, key, slip) : Optional.of("");
        if (known.isEmpty()) {
            return new Delivery.Postponed(DiscordMessages.SOON, DiscordMessages.UNREADABLE);
        }
        if (!known.get().isEmpty()) {
            Delivery edited = edit(place, known.get(), payload);
            boolean gone = edited instanceof Delivery.Undeliverable no
                    && (no.reason().equals(NO_MESSAGE) || no.reason().equals(NO_CHANNEL));
            if (edited instanceof Delivery.Delivered || edited instanceof Delivery.Undeliverable) {
                begun.remove(job(key));
            }
            if (!gone) {
                return edited;
            }
        }
        Delivery target = target(place, slip.title(), slip.asked());
        if (!(target instanceof Delivery.Delivered there)) {
            return target;
        }
        String channel = there.message();
        String pointing = pointing(place, channel, slip.asked(), slip.reply());
        if (!isFirst(key) || slip.opening().isEmpty()) {
            return messages.create(channel, key, pointing, payload);
        }
        Delivery opened = messages.create(channel, key, pointing, DataObject.fromJson(slip.opening()));
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

    /** What a message replies to, or nothing: where no thread could be made, everything says what it belongs to. */
    private static String pointing(DiscordPlace place, String channel, String asked, boolean reply) {
        boolean aside = !place.thread().isEmpty() && channel.equals(place.channel());
        return reply || aside ? asked : "";
    }

    /** The message that is to become the answer, or an empty name; nothing when that cannot be found out now. */
    private Optional<String> begun(DiscordPlace place, String key, Slip slip) {
        DiscordProgress progress = shown.get(job(key));
        if (progress != null) {
            String message = progress.finish();
            Optional<String> left =
                    message.isEmpty() && progress.isUnsure() ? leftover(place, slip.asked()) : Optional.of(message);
            if (left.isEmpty()) {
                return left;
            }
            shown.remove(job(key));
            if (!left.get().isEmpty()) {
                begun.put(job(key), left.get());
            }
        }
        return Optional.of(begun.getOrDefault(job(key), ""));
    }

    /** Shows a message that is to become the answer; doing it again within some minutes shows the same. */
    Delivery begin(DiscordPlace place, String job, String title, String asked, boolean reply, DataObject payload) {
        Delivery target = target(place, title, asked);
        return target instanceof Delivery.Delivered there
                ? messages.create(
                        there.message(), job + "/begun", pointing(place, there.message(), asked, reply), payload)
                : target;
    }

    /** Changes a message that is to become the answer. */
    Delivery change(DiscordPlace place, String message, DataObject payload) {
        return edit(place, message, payload);
    }

    /**
     * The channel to write in: the thread under a message, which is made where it is not there yet, or the channel where none can
     * be made. Not delivered while nobody knows.
     */
    private Delivery target(DiscordPlace place, String title, String asked) {
        if (place.thread().isEmpty()) {
            return new Delivery.Delivered(place.channel());
        }
        Boolean known = threads.get(place.thread());
        if (known == null && (!place.thread().equals(asked) || isThere(place))) {
            // What was asked in a thread stands in it already.
            known = Boolean.TRUE;
        }
        if (known == null && !messages.mayOpen(place.channel())) {
            known = Boolean.FALSE;
            threads.put(place.thread(), known);
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

    /** A post in a forum is its own thread. */
    private boolean isThere(DiscordPlace place) {
        ShardManager manager = shards.get();
        return manager != null
                && (manager.getThreadChannelById(place.thread()) != null
                        || manager.getGuildChannelById(place.channel()) instanceof IPostContainer);
    }

    /** Notes that a thread is there, because something was said in it. */
    void exists(String thread) {
        threads.put(thread, true);
    }

    @Override
    public Optional<Delivery> reconcile(Outgoing message) {
        if (message.isRemoval() || message.replaces() != null) {
            // Doing it again changes nothing.
            return Optional.empty();
        }
        Slip slip = Slip.takenOff(DataObject.fromJson(message.payload()));
        DiscordPlace place = DiscordPlace.of(message.conversation());
        return slip.answersInteraction()
                ? reconcileAnswer(place, message.key(), slip)
                : reconcileMessage(place, message.key(), slip);
    }

    private Optional<Delivery> reconcileMessage(DiscordPlace place, String key, Slip slip) {
        Optional<List<DataObject>> said = saidAfter(place, slip.asked());
        if (said.isEmpty()) {
            return Optional.of(new Delivery.Postponed(DiscordMessages.SOON, DiscordMessages.UNREADABLE));
        }
        Optional<Delivery> found = finished(said.get(), key);
        if (found.isPresent()) {
            return found;
        }
        String job = job(key);
        if (isFirst(key) && !shown.containsKey(job) && !begun.containsKey(job)) {
            String left = leftover(place, said.get(), slip.asked());
            if (!left.isEmpty()) {
                begun.put(job, left);
            }
        }
        return Optional.empty();
    }

    /**
     * An answer to a command is in the channel, or where its token was none any more, with the person; but what only one person sees in
     * a channel nobody can look up. Changing what the command shows can be done again.
     */
    private Optional<Delivery> reconcileAnswer(DiscordPlace place, String key, Slip slip) {
        boolean alone = !slip.onlyFor().isEmpty();
        if (!alone) {
            Optional<List<DataObject>> said = messages.saidAfter(place.target(), slip.interaction());
            if (said.isEmpty()) {
                return Optional.of(new Delivery.Postponed(DiscordMessages.SOON, DiscordMessages.UNREADABLE));
            }
            Optional<Delivery> found = finished(said.get(), key);
            if (found.isPresent() || !!isAlive(slip)) {
                return found;
            }
        }
        Delivery opened = messages.directWith(slip.asker());
        Optional<List<DataObject>> said = opened instanceof Delivery.Delivered direct
                ? messages.saidAfter(direct.message(), slip.interaction())
                : opened instanceof Delivery.Undeliverable ? Optional.of(List.of()) : Optional.empty();
        if (said.isEmpty()) {
            return Optional.of(new Delivery.Postponed(DiscordMessages.SOON, DiscordMessages.UNREADABLE));
        }
        Optional<Delivery> found = finished(said.get(), key);
        boolean aside = finished(said.get(), job(key) + FIRST).isPresent();
        return found.isEmpty() && alone && !isFirst(key) && !aside
                ? Optional.of(new Delivery.Unknown("private"))
                : found;
    }

    private static Optional<Delivery> finished(List<DataObject> said, String key) {
        return said.stream()
                .filter(one -> DiscordMessages.isFinished(one) && DiscordMessages.has(one, key))
                .findFirst()
                .map(one -> new Delivery.Delivered(one.getString("id")));
    }

    /** What was said after a message where an answer stands; empty when Discord could not be asked now. */
    Optional<List<DataObject>> saidAfter(DiscordPlace place, String after) {
        String where = where(place);
        Optional<List<DataObject>> said = messages.saidAfter(where, after);
        boolean elsewhere = said.filter(List::isEmpty).isPresent() && !where.equals(place.channel());
        return elsewhere ? messages.saidAfter(place.channel(), after) : said;
    }

    /**
     * What an earlier attempt or process left of an answer that was only begun.
     *
     * @return its message, or an empty name; nothing when Discord could not be asked now
     */
    private Optional<String> leftover(DiscordPlace place, String asked) {
        return saidAfter(place, asked).map(said -> leftover(place, said, asked));
    }

    /** In a thread and between two people one answer is made after the other; in a channel each says what it belongs to. */
    private String leftover(DiscordPlace place, List<DataObject> said, String asked) {
        return said.stream()
                .filter(one -> api.isOurs(one)
                        && !DiscordMessages.isFinished(one)
                        && !one.getString("content", "").isEmpty())
                .filter(one -> one.optObject("interaction_metadata").isEmpty())
                .filter(one -> {
                    String pointing = one.optObject("message_reference")
                            .map(reference -> reference.getString("message_id", ""))
                            .orElse("");
                    boolean open =
                            !place.isDirect() && one.getString("channel_id", "").equals(place.channel());
                    return pointing.equals(asked) || (pointing.isEmpty() && !open);
                })
                .map(one -> one.getString("id"))
                .findFirst()
                .orElse("");
    }

    /** Only the first message of the first answer takes the place of what was begun. */
    private static boolean isFirst(String key) {
        return key.endsWith(FIRST);
    }

    private static String job(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    /** When something with a snowflake for an id came into being. */
    static Instant at(String snowflake) {
        return TimeUtil.getTimeCreated(Long.parseUnsignedLong(snowflake)).toInstant();
    }
}
