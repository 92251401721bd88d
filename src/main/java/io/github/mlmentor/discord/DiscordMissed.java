package io.github.mlmentor.discord;

import io.github.mlmentor.intake.CatchUp;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageReference;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.TimeUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was written while nobody listened, read back channel by channel. Bounded: only channels and threads in which something was
 * written since, the latest of them first, up to so many, and of each the latest messages. Direct messages are not among them, because
 * Discord lets no bot list them. Thread-safe.
 */
final class DiscordMissed implements CatchUp.Missed {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordMissed.class);
    private static final int MOST_CHANNELS = 100;
    private static final int MOST_MESSAGES = 100;

    private final Supplier<@Nullable ShardManager> shards;
    private final DiscordTranslator translator;
    private final DiscordCards cards;

    DiscordMissed(Supplier<@Nullable ShardManager> shards, DiscordTranslator translator, DiscordCards cards) {
        this.shards = shards;
        this.translator = translator;
        this.cards = cards;
    }

    @Override
    public List<CatchUp.Message> since(Instant moment) {
        ShardManager manager = shards.get();
        if (manager == null) {
            throw new IllegalStateException("Discord is not connected, so nothing can be read back now");
        }
        long from = TimeUtil.getDiscordTimestamp(moment.toEpochMilli());
        Map<String, List<Message>> said = new LinkedHashMap<>();
        manager.getGuildCache().stream()
                .flatMap(DiscordMissed::channels)
                .filter(channel -> Long.compareUnsigned(channel.getLatestMessageIdLong(), from) > 0)
                .sorted(Comparator.comparing(GuildMessageChannel::getLatestMessageIdLong)
                        .reversed())
                .limit(MOST_CHANNELS)
                .forEach(channel -> said.put(channel.getId(), read(channel, from)));
        return said.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Message::getTimeCreated))
                // What mentors wrote meanwhile is an answer and no question; the desk takes it once.
                .filter(message -> !cards.heard(message))
                .map(asked -> new CatchUp.Message(translator.message(asked), isHelped(asked, said)))
                .toList();
    }

    /** Threads and forum posts are channels, too. */
    private static Stream<GuildMessageChannel> channels(Guild guild) {
        return guild.getChannelCache().stream()
                .filter(GuildMessageChannel.class::isInstance)
                .map(GuildMessageChannel.class::cast)
                .filter(channel -> guild.getSelfMember()
                        .hasPermission(channel, Permission.VIEW_CHANNEL, Permission.MESSAGE_HISTORY));
    }

    /** The latest messages after one, oldest first; none where Discord lets nobody read. */
    private static List<Message> read(GuildMessageChannel channel, long from) {
        try {
            return channel.getHistory().retrievePast(MOST_MESSAGES).complete().stream()
                    .filter(message -> Long.compareUnsigned(message.getIdLong(), from) > 0)
                    .sorted(Comparator.comparing(Message::getIdLong))
                    .toList();
        } catch (ErrorResponseException e) {
            if (e.isServerError()) {
                throw e;
            }
            LOG.info("What was missed in a channel cannot be read: {}", e.getErrorCode());
            return List.of();
        } catch (PermissionException e) {
            return List.of();
        }
    }

    /** Whether somebody else spoke later in the same thread, or in a channel replied or spoke in the thread under it. */
    private static boolean isHelped(Message asked, Map<String, List<Message>> said) {
        boolean inThread = asked.getChannel() instanceof ThreadChannel;
        Stream<Message> beside = said.getOrDefault(asked.getChannelId(), List.of()).stream()
                .filter(later -> Long.compareUnsigned(later.getIdLong(), asked.getIdLong()) > 0)
                .filter(later -> inThread || isReply(later, asked));
        Stream<Message> below = said.getOrDefault(asked.getId(), List.of()).stream();
        return Stream.concat(beside, below)
                .anyMatch(later -> !later.getAuthor().isBot()
                        && !later.getType().isSystem()
                        && !later.getAuthor().getId().equals(asked.getAuthor().getId()));
    }

    private static boolean isReply(Message later, Message asked) {
        MessageReference reference = later.getMessageReference();
        return reference != null && reference.getMessageId().equals(asked.getId());
    }
}
