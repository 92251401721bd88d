package io.github.mlmentor.discord;

import io.github.mlmentor.intake.CatchUp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.TimeUtil;
import org.jspecify.annotations.Nullable;

/**
 * What was written while nobody listened, read back channel by channel. Bounded: only channels and threads in which something was
 * written since, the latest of them first, up to so many, and of each the latest messages. Direct messages are not among them, because
 * Discord lets no bot list them. Thread-safe.
 */
final class DiscordMissed implements CatchUp.Missed {
    private static final int MOST_CHANNELS = 100;
    private static final int MOST_MESSAGES = 100;

    private final Supplier<@Nullable ShardManager> shards;
    private final DiscordTranslator translator;

    DiscordMissed(Supplier<@Nullable ShardManager> shards, DiscordTranslator translator) {
        this.shards = shards;
        this.translator = translator;
    }

    @Override
    public List<CatchUp.Message> since(Instant moment) {
        ShardManager manager = shards.get();
        if (manager == null) {
            throw new IllegalStateException("Discord is not connected, so nothing can be read back now");
        }
        long from = TimeUtil.getDiscordTimestamp(moment.toEpochMilli());
        List<CatchUp.Message> missed = new ArrayList<>();
        manager.getGuildCache().stream()
                .flatMap(DiscordMissed::channels)
                .filter(channel -> Long.compareUnsigned(channel.getLatestMessageIdLong(), from) > 0)
                .sorted(Comparator.comparing(GuildMessageChannel::getLatestMessageIdLong)
                        .reversed())
                .limit(MOST_CHANNELS)
                .forEach(channel -> missed.addAll(of(channel, from)));
        missed.sort(Comparator.comparing(message -> message.offer().message().at()));
        return missed;
    }

    private static Stream<GuildMessageChannel> channels(Guild guild) {
        return guild.getChannels().stream()
                .filter(GuildMessageChannel.class::isInstance)
                .map(GuildMessageChannel.class::cast)
                .filter(channel -> guild.getSelfMember()
                        .hasPermission(channel, Permission.VIEW_CHANNEL, Permission.MESSAGE_HISTORY));
    }

    private List<CatchUp.Message> of(GuildMessageChannel channel, long from) {
        List<Message> said = new ArrayList<>(
                channel.getHistoryAfter(from, MOST_MESSAGES).complete().getRetrievedHistory());
        said.sort(Comparator.comparing(Message::getTimeCreated));
        List<CatchUp.Message> missed = new ArrayList<>();
        boolean thread = channel instanceof ThreadChannel;
        for (int i = 0; i < said.size(); i++) {
            Message asked = said.get(i);
            boolean helped = thread
                    && said.subList(i + 1, said.size()).stream()
                            .anyMatch(later -> !later.getAuthor().isBot()
                                    && !later.getAuthor()
                                            .getId()
                                            .equals(asked.getAuthor().getId()));
            missed.add(new CatchUp.Message(translator.message(asked), helped));
        }
        return missed;
    }
}
