package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Lately;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.layout.Run;
import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.Response;
import io.github.mlmentor.telemetry.Wordless;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageReference;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is written under the cards of mentoring: for the desk, and no question to the bot. Thread-safe. */
final class DiscordCards {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordCards.class);
    private static final int MOST_REMEMBERED = 1_000;

    private final MentorDesk desk;
    private final DiscordBoards boards;
    private final DiscordPeople people;
    private final DiscordMembers members;
    private final DiscordMessages messages;
    private final BooleanSupplier readsMessages;
    /** Threads in which it was said that nothing can be read there. */
    private final Set<String> told = Lately.set(MOST_REMEMBERED);

    /**
     * Listens.
     *
     * @param readsMessages whether Discord gives the bot what is written without mentioning it
     */
    DiscordCards(
            MentorDesk desk,
            DiscordBoards boards,
            DiscordPeople people,
            DiscordMembers members,
            DiscordMessages messages,
            BooleanSupplier readsMessages) {
        this.desk = desk;
        this.boards = boards;
        this.people = people;
        this.members = members;
        this.messages = messages;
        this.readsMessages = readsMessages;
    }

    /** The card in whose thread something stands, or that a message replies to, as mentoring names it; or empty. */
    String card(@Nullable MessageChannel channel, @Nullable MessageReference pointing) {
        Optional<Board> board = channel instanceof GuildChannel here ? boards.at(here) : Optional.empty();
        return board.flatMap(at -> receipt(channel, pointing).filter(card -> desk.isCard(at, card)))
                .orElse("");
    }

    private static Optional<String> receipt(@Nullable MessageChannel channel, @Nullable MessageReference pointing) {
        if (channel instanceof ThreadChannel thread) {
            boolean post = thread.getParentChannel() instanceof IPostContainer;
            String where = post ? thread.getId() : thread.getParentChannel().getId();
            return Optional.of(new Receipt(where, thread.getId()).written());
        }
        return channel == null || pointing == null
                ? Optional.empty()
                : Optional.of(new Receipt(channel.getId(), pointing.getMessageId()).written());
    }

    /** Whether a message stands under a card, so that it is nothing for the intake. */
    boolean isBelow(Message message) {
        return message.isFromGuild()
                && !card(message.getChannel(), message.getMessageReference()).isEmpty();
    }

    /**
     * Hands on what a person wrote under a card.
     *
     * @return whether it stands under one
     */
    boolean heard(Message message) {
        if (!message.isFromGuild() || DiscordTranslator.isProgram(message)) {
            return false;
        }
        String bot = message.getJDA().getSelfUser().getId();
        String card;
        try {
            card = card(message.getChannel(), message.getMessageReference());
        } catch (RuntimeException e) {
            boolean ours = message.getChannel() instanceof ThreadChannel thread
                    && thread.getOwnerId().equals(bot);
            if (!ours) {
                throw e;
            }
            LOG.warn("What was written in a thread of the mentors was not taken down", Wordless.of(e));
            reply(message, Answers.NOT_NOW);
            return true;
        }
        if (card.isEmpty()) {
            return false;
        }
        String text = DiscordText.plain(message.getContentRaw(), bot);
        if (text.isBlank()) {
            wordless(message);
            return true;
        }
        Board board = new Board(Platform.DISCORD, message.getGuild().getId());
        try {
            Response response = desk.said(board, card, message.getId(), text, author(message));
            if (response instanceof Response.Said said) {
                reply(message, said.text());
            }
        } catch (RuntimeException e) {
            LOG.warn("What was written under a card was not taken down", Wordless.of(e));
            reply(message, Answers.NOT_NOW);
        }
        return true;
    }

    /** What is read back later says nothing of its author's roles. */
    private Actor author(Message message) {
        Person person = new Person(
                Platform.DISCORD,
                message.getGuild().getId(),
                message.getAuthor().getId());
        Member member = message.getMember();
        return new Actor(
                person, people.rights(member == null ? members.find(person).orElse(null) : member));
    }

    /** A picture cannot be passed on; and without the permission to read, every message is empty, which is said once in a thread. */
    private void wordless(Message message) {
        boolean file = !message.getAttachments().isEmpty();
        if (file && author(message).rights().mentor()) {
            reply(message, "Only words reach the learner, so this stayed here. Please say it in words.");
        }
        if (file || readsMessages.getAsBoolean() || !told.add(message.getChannelId())) {
            return;
        }
        var unused = messages.once(
                message.getChannelId(),
                "unread/" + message.getChannelId(),
                "",
                DiscordMessages.silent(
                        Components.text("I cannot read what is written here, because the app is not allowed to read"
                                + " messages. Please use **Answer** on the card, or mention me in the answer.")));
    }

    private void reply(Message message, String text) {
        DataObject payload = DiscordMessages.silent(Components.text(Markup.of(List.of(Run.plain(text)), true)));
        Delivery delivery = messages.once(message.getChannelId(), "said/" + message.getId(), message.getId(), payload);
        if (!(delivery instanceof Delivery.Delivered)) {
            LOG.info("Whoever wrote under a card could not be told what became of it");
        }
    }
}
