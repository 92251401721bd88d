package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.MessageKey;
import java.time.Instant;
import java.util.Optional;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.events.message.MessageDeleteEvent;
import org.jspecify.annotations.Nullable;

/** Events of Discord into ours. Thread-safe. */
final class DiscordTranslator {
    /** What a person said. */
    Inbound.Message message(Message message) {
        String bot = message.getJDA().getSelfUser().getId();
        DiscordPlace place = place(message.getChannel(), message.getId());
        boolean answersUs = message.getReferencedMessage() != null
                && message.getReferencedMessage().getAuthor().getId().equals(bot);
        boolean mentioned = message.getContentRaw().matches("(?s).*<@!?" + bot + ">.*");
        return new Inbound.Message(
                place.key(message.getId()),
                place.conversation(kind(message.getChannel())),
                new Author(
                        message.getAuthor().getId(),
                        message.getAuthor().isBot()
                                || message.isWebhookMessage()
                                || message.getType().isSystem(),
                        false),
                message.getTimeCreated().toInstant(),
                DiscordText.plain(message.getContentRaw(), bot),
                place.isDirect() || answersUs || mentioned,
                message.getAttachments().size(),
                parent(place, message.getId()));
    }

    /** What a person changed; empty when it is another thing that changed, such as a preview. */
    Optional<Inbound.Edited> edited(Message message) {
        if (!message.isEdited() || message.getAuthor().isBot() || message.isWebhookMessage()) {
            return Optional.empty();
        }
        Inbound.Message now = message(message);
        Instant at = message.getTimeEdited() == null
                ? now.at()
                : message.getTimeEdited().toInstant();
        return Optional.of(new Inbound.Edited(now.key(), now.conversation(), now.author(), at, now.text()));
    }

    Inbound.Deleted deleted(MessageDeleteEvent event, Instant at) {
        DiscordPlace place = place(event.getChannel(), event.getMessageId());
        return new Inbound.Deleted(
                place.key(event.getMessageId()),
                place.conversation(kind(event.getChannel())),
                Author.person("unknown"),
                at);
    }

    /** Where a message of a channel is answered: in its thread, or in one that is made under it. */
    static DiscordPlace place(MessageChannel channel, String message) {
        if (channel instanceof ThreadChannel thread) {
            return new DiscordPlace(
                    thread.getGuild().getId(), thread.getParentChannel().getId(), thread.getId());
        }
        if (channel instanceof GuildChannel inGuild) {
            return new DiscordPlace(inGuild.getGuild().getId(), channel.getId(), message);
        }
        return new DiscordPlace(DiscordPlace.DIRECT, channel.getId(), "");
    }

    private static @Nullable MessageKey parent(DiscordPlace place, String message) {
        return place.thread().isEmpty() || place.thread().equals(message) ? null : place.key(place.thread());
    }

    /** A channel that not everybody of the server sees is private. */
    static Conversation.Kind kind(MessageChannel channel) {
        if (channel instanceof ThreadChannel thread) {
            return thread.isPublic() && isPublic((GuildChannel) thread.getParentChannel())
                    ? Conversation.Kind.THREAD
                    : Conversation.Kind.PRIVATE_CHANNEL;
        }
        if (channel instanceof GuildChannel inGuild) {
            return isPublic(inGuild) ? Conversation.Kind.THREAD : Conversation.Kind.PRIVATE_CHANNEL;
        }
        return Conversation.Kind.DIRECT;
    }

    private static boolean isPublic(GuildChannel channel) {
        return channel.getGuild().getPublicRole().hasPermission(channel, net.dv8tion.jda.api.Permission.VIEW_CHANNEL);
    }
}
