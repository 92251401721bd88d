package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Lately;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.layout.Run;
import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.Response;
import io.github.mlmentor.mentoring.Rights;
import io.github.mlmentor.mentoring.Spoken;
import io.github.mlmentor.telemetry.Wordless;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageReference;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.entities.emoji.Emoji;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionAddEvent;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.data.SerializableData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What mentors find worth keeping: somebody's reply, by the menu of messages or by a reaction, and an answer of the bot's that is to be
 * put right. Thread-safe.
 */
final class DiscordKnowledge {
    /** The reaction by which a mentor has a reply kept. The bot's own under it says that it was taken down, and takes it down once. */
    static final String KEEP = "\uD83D\uDCDA";

    private static final Logger LOG = LoggerFactory.getLogger(DiscordKnowledge.class);
    private static final int MOST_REMEMBERED = 10_000;

    private final MentorDesk desk;
    private final DiscordDesk clicks;
    private final DiscordCards cards;
    private final DiscordBoards boards;
    private final DiscordPeople people;
    private final DiscordAnswers answers;
    private final DiscordMessages messages;
    private final DiscordApi api;
    private final Inbox inbox;
    private final Policies policies;
    /** The messages that were proposed already, or are just being so. */
    private final Set<String> proposed = Lately.set(MOST_REMEMBERED);

    DiscordKnowledge(
            MentorDesk desk,
            DiscordDesk clicks,
            DiscordCards cards,
            DiscordBoards boards,
            DiscordPeople people,
            DiscordAnswers answers,
            DiscordMessages messages,
            DiscordApi api,
            Inbox inbox,
            Policies policies) {
        this.desk = desk;
        this.clicks = clicks;
        this.cards = cards;
        this.boards = boards;
        this.people = people;
        this.answers = answers;
        this.messages = messages;
        this.api = api;
        this.inbox = inbox;
        this.policies = policies;
    }

    /** "Use as knowledge" on somebody's message. */
    void use(MessageContextInteractionEvent event) {
        clicks.answer(event, "", () -> {
            Optional<Board> board = board(event);
            if (board.isEmpty()) {
                return new Response.Said(DiscordDesk.NO_MENTORS);
            }
            Read read = read(board.get(), event.getChannel(), event.getTarget().getId(), raw(event));
            return read.spoken() == null
                    ? new Response.Said(read.trouble())
                    : desk.use(read.spoken(), clicks.actor(event, ""));
        });
    }

    /** "Fix this answer" on one of the bot's own. */
    void fix(MessageContextInteractionEvent event) {
        clicks.answer(event, "", () -> {
            if (board(event).isEmpty()) {
                return new Response.Said(DiscordDesk.NO_MENTORS);
            }
            if (!event.getTarget().getAuthor().getId().equals(api.self())) {
                return new Response.Said("That is no message of mine. Use this on an answer that I gave.");
            }
            Optional<Job> job = answers.job(raw(event));
            return job.isEmpty()
                    ? new Response.Said(
                            "I cannot tell which question that answers: it is no answer of mine, or no longer stored."
                                    + " Use this on the message with the buttons.")
                    : desk.fix(job.get().id(), clicks.actor(event, ""));
        });
    }

    private Optional<Board> board(MessageContextInteractionEvent event) {
        return event.getGuild() == null
                ? Optional.empty()
                : boards.of(event.getGuild().getId());
    }

    /** The message that the menu was opened on, as the API would give it. */
    private static DataObject raw(MessageContextInteractionEvent event) {
        return raw(event.getTarget());
    }

    private static DataObject raw(Message message) {
        DataArray components = DataArray.empty();
        message.getComponents().forEach(component -> components.add(((SerializableData) component).toData()));
        DataObject raw = DataObject.empty()
                .put("id", message.getId())
                .put("channel_id", message.getChannelId())
                .put("content", message.getContentRaw())
                .put("components", components)
                .put(
                        "author",
                        DataObject.empty()
                                .put("id", message.getAuthor().getId())
                                .put("bot", message.getAuthor().isBot() || message.isWebhookMessage()));
        MessageReference pointing = message.getMessageReference();
        if (pointing != null) {
            raw.put("message_reference", DataObject.empty().put("message_id", pointing.getMessageId()));
        }
        Message earlier = message.getReferencedMessage();
        return earlier == null ? raw : raw.put("referenced_message", raw(earlier));
    }

    /** Somebody put an emoji under a message. */
    void reacted(MessageReactionAddEvent event) {
        boolean ours = event.getUserId().equals(api.self());
        if (ours
                || !event.isFromGuild()
                || event.getEmoji().getType() != Emoji.Type.UNICODE
                || !event.getEmoji().getName().equals(KEEP)) {
            return;
        }
        Optional<Board> board = boards.of(event.getGuild().getId());
        Rights rights = people.rights(event.getMember());
        boolean may = rights.mentor() || rights.curator();
        if (board.isEmpty() || !may || !proposed.add(event.getMessageId())) {
            return;
        }
        try {
            propose(event, board.get(), rights);
        } catch (RuntimeException e) {
            proposed.remove(event.getMessageId());
            LOG.warn("What a mentor wanted to keep was not taken down", Wordless.of(e));
            tell(event, Answers.NOT_NOW);
        }
    }

    private void propose(MessageReactionAddEvent event, Board board, Rights rights) {
        String channel = event.getChannel().getId();
        String message = event.getMessageId();
        Optional<DataObject> said = api.look(Route.Messages.GET_MESSAGE.compile(channel, message));
        if (said.isEmpty()) {
            proposed.remove(message);
            tell(
                    event,
                    "I could not read that message just now. Take the reaction away and try again, or use the menu.");
            return;
        }
        if (isMarked(said.get())) {
            return;
        }
        Read read = read(board, event.getChannel(), message, said.get());
        if (read.spoken() == null) {
            tell(event, read.trouble());
            return;
        }
        Person person = new Person(Platform.DISCORD, board.workspace(), event.getUserId());
        Response response = desk.propose(read.spoken(), new Actor(person, rights));
        if (response instanceof Response.Said told) {
            tell(event, told.text());
        }
        var unused = api.look(Route.Messages.ADD_REACTION.compile(channel, message, KEEP, "@me"));
    }

    private static boolean isMarked(DataObject message) {
        return message.optArray("reactions").orElseGet(DataArray::empty).stream(DataArray::getObject)
                .anyMatch(one -> one.getBoolean("me", false)
                        && one.optObject("emoji")
                                .filter(emoji -> emoji.getString("name", "").equals(KEEP))
                                .isPresent());
    }

    /** Nobody but a direct message can say anything to one person alone upon a reaction. */
    private void tell(MessageReactionAddEvent event, String text) {
        DataObject payload = DataObject.fromJson(Components.text(Markup.of(List.of(Run.plain(text)), true)));
        String key = "kept/" + event.getMessageId() + "/" + event.getUserId();
        var unused = messages.direct(event.getUserId(), key, payload);
    }

    /**
     * What was found.
     *
     * @param trouble why there is nothing
     */
    private record Read(@Nullable Spoken spoken, String trouble) {
        static Read nothing(String why) {
            return new Read(null, why);
        }
    }

    /** A question and who asked it, or nothing. */
    private record Asked(String words, String learner) {
        static final Asked NOTHING = new Asked("", "");
    }

    private Read read(Board board, @Nullable MessageChannel channel, String id, DataObject message) {
        DataObject author = message.optObject("author").orElseGet(DataObject::empty);
        String writer = author.getString("id", "");
        if (writer.equals(api.self())) {
            return Read.nothing("I said that myself. To put it right, use **Fix this answer**.");
        }
        if (writer.isEmpty()
                || author.getBoolean("bot", false)
                || !message.getString("webhook_id", "").isEmpty()) {
            return Read.nothing("Only what a person wrote becomes knowledge.");
        }
        if (isOut(board, writer)) {
            return Read.nothing("Whoever wrote that wants me to handle nothing of theirs.");
        }
        String words = words(message);
        if (words.isBlank()) {
            return Read.nothing("I can read no words in that message.");
        }
        String card = cards.card(channel, null);
        Asked asked = card.isEmpty() ? asked(board, channel, id, message) : Asked.NOTHING;
        return new Read(new Spoken(board, asked.words(), words, writer, asked.learner(), card), "");
    }

    private boolean isOut(Board board, String user) {
        return policies.hasOptedOut(new Person(Platform.DISCORD, board.workspace(), user));
    }

    private String words(DataObject message) {
        return DiscordText.plain(message.getString("content", ""), api.self());
    }

    /** The message that a reply replies to, or else what a thread or a post began with. */
    private Asked asked(Board board, @Nullable MessageChannel channel, String id, DataObject message) {
        Optional<DataObject> pointed = message.optObject("referenced_message");
        Optional<String> reference = message.optObject("message_reference").map(to -> to.getString("message_id", ""));
        String here = channel == null ? "" : channel.getId();
        if (pointed.isEmpty() && reference.isPresent()) {
            pointed = api.look(Route.Messages.GET_MESSAGE.compile(here, reference.get()));
        }
        String title = "";
        if (pointed.isEmpty()
                && channel instanceof ThreadChannel thread
                && !thread.getId().equals(id)) {
            boolean post = thread.getParentChannel() instanceof IPostContainer;
            String where = post ? here : ((GuildChannel) thread.getParentChannel()).getId();
            pointed = api.look(Route.Messages.GET_MESSAGE.compile(where, here));
            title = post ? thread.getName() + "\n" : "";
        }
        return pointed.isEmpty() ? Asked.NOTHING : asked(board, title, pointed.get());
    }

    private Asked asked(Board board, String title, DataObject question) {
        String learner = question.optObject("author")
                .map(author -> author.getString("id", ""))
                .orElse("");
        if (learner.equals(api.self())) {
            // Who corrects or completes the bot answers the same question.
            Optional<Job> job = DiscordAnswers.named(question).flatMap(inbox::find);
            return job.filter(known -> !isOut(board, known.author()))
                    .map(known -> new Asked(known.text(), known.author()))
                    .orElse(Asked.NOTHING);
        }
        return learner.isEmpty() || isOut(board, learner)
                ? Asked.NOTHING
                : new Asked((title + words(question)).strip(), learner);
    }
}
