package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.Letter;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.Rights;
import io.github.mlmentor.mentoring.Target;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/**
 * Mentoring's way out to Discord. A card is a message in the mentors' channel with a thread of its own, or a post in their forum; what is
 * shown is named {@code channel/message}. Thread-safe.
 */
final class DiscordMentorPort implements MentorPort {
    private static final Duration LATER = Duration.ofMinutes(10);
    private static final int TITLE = 90;
    private static final int MOST_LOOKED_AT = 10;
    private static final int MOST_OF_A_CARD = 3_000;
    private static final int ARCHIVED_AFTER_MINUTES = 10_080;
    private static final int TEXT = 10;
    private static final String NO_CHANNEL = DiscordApi.reason(10_003);
    /** Somebody takes no messages of the bot, or shares no server with it any more. */
    private static final Set<String> CLOSED =
            Set.of(DiscordApi.reason(50_007), DiscordApi.reason(50_278), DiscordApi.reason(10_013));

    private static final Delivery PRIVATE = new Delivery.Undeliverable("private");

    private final DiscordApi api;
    private final DiscordMessages messages;
    private final DiscordPort port;
    private final DiscordRenderer renderer;
    private final DiscordTags tags;
    private final DiscordNotices notices;
    private final DiscordBoards boards;
    private final DiscordMembers members;
    private final Supplier<@Nullable Stored> stored;

    /** What is known once the door is open. */
    record Stored(DiscordPeople people, DiscordAnswers answers, DiscordAmendments amendments) {}

    /**
     * A way out.
     *
     * @param stored nothing before the door is open
     */
    DiscordMentorPort(
            DiscordApi api,
            DiscordMessages messages,
            DiscordPort port,
            DiscordRenderer renderer,
            DiscordTags tags,
            DiscordNotices notices,
            DiscordBoards boards,
            DiscordMembers members,
            Supplier<@Nullable Stored> stored) {
        this.api = api;
        this.messages = messages;
        this.port = port;
        this.renderer = renderer;
        this.tags = tags;
        this.notices = notices;
        this.boards = boards;
        this.members = members;
        this.stored = stored;
    }

    @Override
    public Platform platform() {
        return Platform.DISCORD;
    }

    @Override
    public List<Board> boards() {
        return boards.all();
    }

    @Override
    public Optional<Board> boardOf(Job job) {
        return boards.of(job.key().workspace());
    }

    /** In a channel that not everybody of the server sees, everybody there sees it all the same. */
    @Override
    public boolean isShared(Job job) {
        DiscordPlace place = DiscordPlace.of(job.conversation());
        return !place.isDirect() && !DiscordAnswers.isPrivate(job) && port.isIn(place);
    }

    @Override
    public Rights rights(Person person) {
        Stored open = stored.get();
        return open == null
                ? Rights.NONE
                : open.people().rights(members.find(person).orElse(null));
    }

    @Override
    public List<String> names(Person person) {
        return members.names(person);
    }

    /** Only of what everybody may read: who sees a private channel, the link does not tell. */
    @Override
    public Optional<String> link(Job job) {
        Stored open = stored.get();
        if (open == null || job.conversation().kind() != Conversation.Kind.THREAD) {
            return Optional.empty();
        }
        DiscordPlace place = DiscordPlace.of(job.conversation());
        Optional<String> answer = open.answers().shown(job).orElse(List.of()).stream()
                .findFirst()
                .map(one -> address(place, one.getString("channel_id"), one.getString("id")));
        if (answer.isPresent() || DiscordAnswers.isUnwritten(job)) {
            return answer;
        }
        String asked = job.key().message();
        boolean below = !place.thread().isEmpty() && (!place.thread().equals(asked) || isForum(place.channel()));
        return Optional.of(address(place, below ? place.thread() : place.channel(), asked));
    }

    private boolean isForum(String channel) {
        return boards.find(channel) instanceof IPostContainer;
    }

    private static String address(DiscordPlace place, String channel, String message) {
        return "https://discord.com/channels/" + place.guild() + "/" + channel + "/" + message;
    }

    @Override
    public Delivery amend(Job job, String line, String url) {
        Stored open = stored.get();
        return open == null
                ? new Delivery.Postponed(DiscordMessages.SOON, "not_connected")
                : open.amendments().amend(job, line, url);
    }

    @Override
    public Delivery show(Letter letter) {
        if (letter.replaces() != null) {
            return replace(letter, letter.replaces());
        }
        Target to = letter.to();
        if (to instanceof Target.Channel) {
            Delivery delivery = card(letter);
            if (delivery instanceof Delivery.Delivered) {
                tagged(letter.handsOver());
            }
            return delivery;
        }
        if (to instanceof Target.Under under) {
            return under(letter, under.card());
        }
        if (to instanceof Target.Beside beside) {
            return beside(letter, beside.card());
        }
        return to instanceof Target.Asked asked ? whereAsked(letter, asked) : direct(letter, (Target.Direct) to);
    }

    /** In a forum everybody sees that a question waits for a mentor. */
    private void tagged(String job) {
        Stored open = stored.get();
        if (open != null && !job.isEmpty()) {
            open.answers()
                    .find(job)
                    .ifPresent(found -> tags.apply(DiscordPlace.of(found.conversation()), DiscordTags.MENTOR));
        }
    }

    /** Components alone are edited; a thread keeps its name, which Discord lets nobody change often. */
    private Delivery replace(Letter letter, String shown) {
        Optional<Receipt> receipt = Receipt.of(shown);
        return receipt.isEmpty()
                ? new Delivery.Undeliverable("not_shown")
                : api.show(
                        Route.Messages.EDIT_MESSAGE.compile(
                                receipt.get().channel(), receipt.get().message()),
                        DiscordMessages.marked(one(letter), letter.key()),
                        answer -> shown);
    }

    private Delivery card(Letter letter) {
        String server = letter.to().board().workspace();
        Optional<GuildChannel> channel = boards.channel(server);
        if (channel.isEmpty()) {
            return boards.areUnknown()
                    ? new Delivery.Postponed(DiscordMessages.SOON, "not_connected")
                    : new Delivery.Undeliverable("no_channel");
        }
        Delivery delivery = card(letter, channel.get());
        if (delivery instanceof Delivery.Undeliverable no && DiscordNotices.isForbidden(no.reason())) {
            // Somebody waits for mentors, and only a person can give the permission: until then it is not given up.
            notices.unheard(new DiscordPlace(server, channel.get().getId(), ""), no.reason());
            return new Delivery.Postponed(LATER, no.reason());
        }
        return delivery;
    }

    private Delivery card(Letter letter, GuildChannel channel) {
        if (channel instanceof IPostContainer forum) {
            return post(forum, letter);
        }
        String where = channel.getId();
        Delivery delivery = once(where, letter.key(), "", one(letter), letter.again());
        return delivery instanceof Delivery.Delivered card ? opened(where, card.message(), letter) : delivery;
    }

    /** Mentors answer in the thread of a card; where the bot may open none, they reply to the card. */
    private Delivery opened(String channel, String card, Letter letter) {
        Delivery done = new Delivery.Delivered(new Receipt(channel, card).written());
        if (!messages.mayOpen(channel)) {
            return done;
        }
        Delivery thread = api.show(
                Route.Channels.CREATE_THREAD_FROM_MESSAGE.compile(channel, card),
                DataObject.empty().put("name", title(letter)).put("auto_archive_duration", ARCHIVED_AFTER_MINUTES),
                answer -> answer.getString("id"));
        // The same letter comes again after those, and finds its card; what is refused stays so, and a thread that is
        // there is no trouble.
        return thread instanceof Delivery.Postponed || thread instanceof Delivery.Unknown ? thread : done;
    }

    private Delivery post(IPostContainer forum, Letter letter) {
        Optional<String> there = letter.again() ? find(forum, letter) : Optional.of("");
        if (there.isEmpty()) {
            return new Delivery.Postponed(DiscordMessages.SOON, DiscordMessages.UNREADABLE);
        }
        if (!there.get().isEmpty()) {
            return new Delivery.Delivered(new Receipt(there.get(), there.get()).written());
        }
        DataObject post = DataObject.empty()
                .put("name", title(letter))
                .put("auto_archive_duration", ARCHIVED_AFTER_MINUTES)
                .put("message", DiscordMessages.marked(one(letter), letter.key()));
        if (forum.isTagRequired()) {
            DiscordTags.anyOf(forum)
                    .ifPresent(tag -> post.put("applied_tags", DataArray.empty().add(tag)));
        }
        return api.show(Route.Channels.CREATE_THREAD.compile(forum.getId()), post, answer -> {
            String made = answer.getString("id");
            return new Receipt(made, made).written();
        });
    }

    /** The post of an earlier attempt, or an empty name; nothing when Discord could not be asked. */
    private Optional<String> find(IPostContainer forum, Letter letter) {
        Optional<DataObject> active = api.look(
                Route.Guilds.LIST_ACTIVE_THREADS.compile(forum.getGuild().getId()));
        if (active.isEmpty()) {
            return Optional.empty();
        }
        List<String> latest = active.get().optArray("threads").orElseGet(DataArray::empty).stream(DataArray::getObject)
                .filter(post -> post.getString("parent_id", "").equals(forum.getId())
                        && post.getString("owner_id", "").equals(api.self()))
                .map(post -> post.getString("id"))
                .sorted(Comparator.<String, Long>comparing(Long::parseUnsignedLong)
                        .reversed())
                .limit(MOST_LOOKED_AT)
                .toList();
        for (String post : latest) {
            Optional<DataObject> first = api.look(Route.Messages.GET_MESSAGE.compile(post, post));
            if (first.isEmpty()) {
                return Optional.empty();
            }
            if (DiscordMessages.has(first.get(), letter.key())) {
                return Optional.of(post);
            }
        }
        return Optional.of("");
    }

    private Delivery under(Letter letter, String card) {
        Optional<Receipt> receipt = Receipt.of(card);
        if (receipt.isEmpty()) {
            return new Delivery.Undeliverable("not_shown");
        }
        String channel = receipt.get().channel();
        String message = receipt.get().message();
        if (receipt.get().isPost() || boards.isThread(message) || messages.mayOpen(channel)) {
            Delivery delivery = all(message, "", letter);
            if (receipt.get().isPost() || !isGone(delivery)) {
                return delivery;
            }
        }
        return all(channel, message, letter);
    }

    private Delivery beside(Letter letter, String card) {
        return Receipt.of(card)
                .map(receipt -> all(receipt.channel(), receipt.isPost() ? "" : receipt.message(), letter))
                .orElseGet(() -> new Delivery.Undeliverable("not_shown"));
    }

    private static boolean isGone(Delivery delivery) {
        return delivery instanceof Delivery.Undeliverable no && no.reason().equals(NO_CHANNEL);
    }

    private Delivery whereAsked(Letter letter, Target.Asked asked) {
        DiscordPlace place = DiscordPlace.of(asked.conversation());
        boolean alone = asked.conversation().kind() == Conversation.Kind.DIRECT && !place.isDirect();
        if (alone) {
            return PRIVATE;
        }
        if (!port.isIn(place)) {
            return new Delivery.Undeliverable("not_there");
        }
        String where = port.where(place);
        boolean below = !place.thread().isEmpty() && where.equals(place.thread());
        // What a thread was opened under stands outside of it.
        boolean outside = below && place.thread().equals(asked.message()) && !isForum(place.channel());
        String question = question(place, asked.message());
        Delivery delivery = all(where, outside ? "" : question, letter);
        if (below && isGone(delivery)) {
            delivery = all(place.channel(), question, letter);
        }
        if (delivery instanceof Delivery.Delivered && letter.isAnswer()) {
            tags.apply(place, DiscordTags.ANSWERED);
        }
        return delivery;
    }

    /** The message that stands for a question: of a command there is none, and its answer quotes it. */
    private String question(DiscordPlace place, String message) {
        Stored open = stored.get();
        Optional<Job> unwritten = open == null
                ? Optional.empty()
                : open.answers().asked(place.key(message)).filter(DiscordAnswers::isUnwritten);
        if (open == null || unwritten.isEmpty()) {
            return message;
        }
        return open.answers().shown(unwritten.get()).orElse(List.of()).stream()
                .findFirst()
                .map(answer -> answer.getString("id"))
                .orElse("");
    }

    private Delivery direct(Letter letter, Target.Direct to) {
        Delivery opened = messages.directWith(to.person().id());
        Delivery delivery = opened instanceof Delivery.Delivered channel ? all(channel.message(), "", letter) : opened;
        return delivery instanceof Delivery.Undeliverable no && CLOSED.contains(no.reason())
                ? new Delivery.Undeliverable("dms_closed")
                : delivery;
    }

    private Delivery once(String channel, String key, String pointing, DataObject payload, boolean again) {
        return again
                ? messages.once(channel, key, pointing, payload)
                : messages.create(channel, key, pointing, DiscordMessages.marked(payload, key));
    }

    /** All messages of a letter, of which the last has its buttons and its name. */
    private Delivery all(String channel, String pointing, Letter letter) {
        List<String> payloads = renderer.render(panel(letter), Options.none());
        Delivery last = new Delivery.Undeliverable("empty");
        for (int i = 0; i < payloads.size(); i++) {
            DataObject payload = DataObject.fromJson(payloads.get(i));
            boolean first = i == 0;
            last = once(
                    channel,
                    first ? letter.key() : letter.key() + "/" + i,
                    first ? pointing : "",
                    first ? telling(letter.told(), payload) : payload,
                    letter.again());
            if (!(last instanceof Delivery.Delivered)) {
                return last;
            }
        }
        return last instanceof Delivery.Delivered shown
                ? new Delivery.Delivered(new Receipt(channel, shown.message()).written())
                : last;
    }

    /** A letter that must be one message because it is edited later, however much stands in it. */
    private DataObject one(Letter letter) {
        Reply.Panel panel = panel(letter);
        List<String> payloads = renderer.render(panel, Options.none());
        List<Block> blocks = panel.body().blocks();
        for (int most = blocks.size() - 1; payloads.size() > 1 && most > 0; most--) {
            Document less = new Document(blocks.subList(0, most)).plus(Document.of("…"));
            payloads = renderer.render(new Reply.Panel(panel.title(), less, panel.actions()), Options.none());
        }
        for (int most = MOST_OF_A_CARD; payloads.size() > 1 && most > 0; most /= 2) {
            Document less = Document.of(Characters.shorten(panel.body().plainText(), most));
            payloads = renderer.render(new Reply.Panel(panel.title(), less, panel.actions()), Options.none());
        }
        return telling(letter.told(), DataObject.fromJson(payloads.get(0)));
    }

    /** In direct messages Discord names no server, so that the buttons do. */
    private static Reply.Panel panel(Letter letter) {
        Reply.Panel panel = letter.panel();
        if (!(letter.to() instanceof Target.Direct direct)
                || direct.person().workspace().equals(DiscordPlace.DIRECT)) {
            return panel;
        }
        String guild = direct.person().workspace();
        return new Reply.Panel(
                panel.title(),
                panel.body(),
                panel.actions().stream()
                        .map(action -> new Action(
                                action.id(), action.label(), Home.onto(action.value(), guild), action.weight()))
                        .toList());
    }

    /** One person is told of it, and nobody else ever is. */
    private static DataObject telling(String told, DataObject payload) {
        DataObject allowed = DiscordMessages.nobody();
        if (told.isEmpty()) {
            return payload.put("allowed_mentions", allowed);
        }
        DataArray components =
                DataArray.empty().add(DataObject.empty().put("type", TEXT).put("content", "<@" + told + ">"));
        payload.getArray("components").stream(DataArray::getObject).forEach(components::add);
        return payload.put(
                        "allowed_mentions",
                        allowed.put("users", DataArray.empty().add(told)))
                .put("components", components);
    }

    /** What a thread or a post is called, by which mentors tell one question from another. */
    private static String title(Letter letter) {
        String title = Characters.line(letter.panel().title());
        String begins = letter.panel().body().blocks().stream()
                .findFirst()
                .map(first -> Characters.line(new Document(List.of(first)).plainText()))
                .orElse("");
        String name =
                Characters.shorten(title.isEmpty() || begins.isEmpty() ? title + begins : title + ": " + begins, TITLE);
        return name.isEmpty() ? "A question" : name;
    }
}
