package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.mentoring.Board;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.sharding.ShardManager;
import org.jspecify.annotations.Nullable;

/** The channels and forums where mentors look, at most one in each server. Answers from memory. Thread-safe. */
final class DiscordBoards {
    private final Supplier<@Nullable ShardManager> shards;
    private final List<String> channels;

    /**
     * Knows boards.
     *
     * @param channels the ids of the mentors' channels; of several in one server the first is the board
     */
    DiscordBoards(Supplier<@Nullable ShardManager> shards, List<String> channels) {
        this.shards = shards;
        this.channels = List.copyOf(channels);
    }

    /** Those that are there just now. */
    List<Board> all() {
        return there().map(channel ->
                        new Board(Platform.DISCORD, channel.getGuild().getId()))
                .distinct()
                .toList();
    }

    private Stream<GuildChannel> there() {
        ShardManager manager = shards.get();
        return manager == null
                ? Stream.empty()
                : channels.stream().map(id -> manager.getGuildChannelById(id)).filter(channel -> channel != null);
    }

    /** The mentors' channel of a server; of direct messages the only one that there is, and none where there are several. */
    Optional<GuildChannel> channel(String workspace) {
        boolean direct = workspace.equals(DiscordPlace.DIRECT);
        return direct && channels.size() != 1
                ? Optional.empty()
                : there().filter(channel -> direct || channel.getGuild().getId().equals(workspace))
                        .findFirst();
    }

    /** The board of a server; see {@link #channel}. */
    Optional<Board> of(String workspace) {
        return channel(workspace)
                .map(channel -> new Board(Platform.DISCORD, channel.getGuild().getId()));
    }

    /** The board in whose channel something is said, be it in a thread there; empty everywhere else. */
    Optional<Board> at(@Nullable GuildChannel channel) {
        if (channel == null || channel.isDetached()) {
            return Optional.empty();
        }
        String place = channel instanceof ThreadChannel thread
                ? thread.getParentChannel().getId()
                : channel.getId();
        return channel(channel.getGuild().getId())
                .filter(board -> board.getId().equals(place))
                .map(board -> new Board(Platform.DISCORD, board.getGuild().getId()));
    }

    /** A channel, if it is known. */
    @Nullable
    GuildChannel find(String channel) {
        ShardManager manager = shards.get();
        return manager == null ? null : manager.getGuildChannelById(channel);
    }

    /** Whether a thread is known to be there. */
    boolean isThread(String id) {
        ShardManager manager = shards.get();
        return manager != null && manager.getThreadChannelById(id) != null;
    }

    /** Whether it is too early to say of a channel that it is not there. */
    boolean areUnknown() {
        ShardManager manager = shards.get();
        return manager == null
                || manager.getShardsQueued() > 0
                || manager.getShardCache().stream().anyMatch(shard -> shard.getStatus() != JDA.Status.CONNECTED);
    }
}
