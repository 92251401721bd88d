package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.intake.Offer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageType;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import org.jspecify.annotations.Nullable;

/** Events of Discord into ours. Thread-safe. */
final class DiscordTranslator {
    /** The note of a question that points at an earlier message: that message. */
    static final String REFERENCE = "reference";
    /** The note of a question that is answered by a reply and not in a thread. */
    static final String REPLY = "reply";

    /**
     * What a person said.
     *
     * <p>A mention in a channel is answered in a thread under it, so that the talk can go on there. A reply to one of our messages in a
     * channel is answered by a reply, in a conversation of that person's own: threads under replies would tear the talk apart.
     */
    Offer message(Message message) {
        String bot = message.getJDA().getSelfUser().getId();
        Message earlier = message.getReferencedMessage();
        boolean answersUs = earlier != null && earlier.getAuthor().getId().equals(bot);
        boolean mentioned = message.getContentRaw().matches("(?s).*<@!?" + bot + ">.*");
        boolean inChannel = message.isFromGuild() && !(message.getChannel() instanceof ThreadChannel);
        boolean reply = inChannel && answersUs;
        DiscordPlace place = place(message.getChannel(), reply ? "" : message.getId());
        Conversation.Kind kind = kind(message.getChannel());
        Map<String, String> notes = new HashMap<>();
        if (message.getMessageReference() != null && !place.isDirect()) {
            notes.put(REFERENCE, message.getMessageReference().getMessageId());
        }
        if (reply || (!inChannel && !place.isDirect() && !place.thread().equals(message.getId()))) {
            notes.put(REPLY, "yes");
        }
        boolean addressed = place.isDirect() || answersUs || mentioned;
        Inbound.Message said = new Inbound.Message(
                place.key(message.getId()),
                reply ? place.conversation(message.getAuthor().getId(), kind) : place.conversation(kind),
                new Author(message.getAuthor().getId(), isProgram(message), false),
                message.getTimeCreated().toInstant(),
                words(message, bot, addressed),
                addressed,
                message.getAttachments().size(),
                parent(place, message.getId()));
        return new Offer(said, Map.of(), notes);
    }

    /** Whether no person wrote it. */
    static boolean isProgram(Message message) {
        return message.getAuthor().isBot()
                || message.isWebhookMessage()
                || message.getType().isSystem()
                // Says nothing itself; where it points at a message of ours, it would seem to be said to us.
                || message.getType() == MessageType.THREAD_STARTER_MESSAGE;
    }

    /** The title of a forum post belongs to what was asked; who only mentions us below something means that. */
    private static String words(Message message, String bot, boolean addressed) {
        String text = DiscordText.plain(message.getContentRaw(), bot);
        if (message.getChannel() instanceof ThreadChannel thread
                && thread.getId().equals(message.getId())
                && isForum(thread)) {
            return (thread.getName() + "\n" + text).strip();
        }
        boolean below = message.getMessageReference() != null || message.getChannel() instanceof ThreadChannel;
        boolean pointing = text.isBlank()
                && addressed
                && below
                && message.isFromGuild()
                && message.getAttachments().isEmpty();
        return pointing ? "What about this?" : text;
    }

    private static boolean isForum(ThreadChannel thread) {
        return thread.getParentChannel() instanceof IPostContainer;
    }

    /** What a person changed; empty when it is another thing that changed, such as a preview. */
    Optional<Inbound.Edited> edited(Message message) {
        if (message.getTimeEdited() == null || isProgram(message)) {
            return Optional.empty();
        }
        Inbound.Message now = message(message).message();
        return Optional.of(new Inbound.Edited(
                now.key(),
                now.conversation(),
                now.author(),
                message.getTimeEdited().toInstant(),
                now.text()));
    }

    /** A message that is gone; who wrote it, Discord does not say. */
    Inbound.Deleted deleted(MessageChannel channel, String message, Instant at) {
        DiscordPlace place = place(channel, message);
        return new Inbound.Deleted(place.key(message), place.conversation(kind(channel)), Author.person("unknown"), at);
    }

    /**
     * Where a message of a channel is answered.
     *
     * @param message under which a thread is made in a channel, or empty for the channel itself
     */
    static DiscordPlace place(@Nullable Channel channel, String message) {
        if (channel instanceof ThreadChannel thread && !thread.isDetached()) {
            return new DiscordPlace(
                    thread.getGuild().getId(), thread.getParentChannel().getId(), thread.getId());
        }
        if (channel instanceof GuildChannel inGuild) {
            return new DiscordPlace(inGuild.getGuild().getId(), channel.getId(), message);
        }
        return new DiscordPlace(DiscordPlace.DIRECT, channel == null ? "-" : channel.getId(), "");
    }

    private static @Nullable MessageKey parent(DiscordPlace place, String message) {
        return place.thread().isEmpty() || place.thread().equals(message) ? null : place.key(place.thread());
    }

    /** A channel that not everybody of the server sees is private, and so is one of a server that we know nothing of. */
    static Conversation.Kind kind(@Nullable Channel channel) {
        if (channel instanceof GuildChannel inGuild) {
            return !inGuild.getGuild().isDetached() && isPublic(inGuild)
                    ? Conversation.Kind.THREAD
                    : Conversation.Kind.PRIVATE_CHANNEL;
        }
        return Conversation.Kind.DIRECT;
    }

    private static boolean isPublic(GuildChannel channel) {
        if (channel instanceof ThreadChannel thread) {
            return thread.isPublic() && isPublic((GuildChannel) thread.getParentChannel());
        }
        return channel.getGuild().getPublicRole().hasPermission(channel, Permission.VIEW_CHANNEL);
    }
}
