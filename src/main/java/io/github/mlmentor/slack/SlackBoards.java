package io.github.mlmentor.slack;

import com.slack.api.model.Conversation;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.mentoring.Board;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Which of the channels in the settings is the mentors' channel of which workspace. With one workspace it is the only one; with
 * several, Slack says by each workspace's own token which channel it has, and that is remembered. Thread-safe.
 */
final class SlackBoards {
    /** Between two looks for the channel of a workspace that was seen to have none. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final List<String> channels;
    private final boolean several;
    private final SlackApi api;
    private final Supplier<List<String>> teams;
    private final Executor threads;
    private final Clock clock;
    /** The channel of each workspace that has one. */
    private final Map<String, String> found = new ConcurrentHashMap<>();
    /** When to look next, by workspace. */
    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();

    /**
     * Knows the channels.
     *
     * @param several whether workspaces install the app by themselves
     * @param teams the workspaces that there are
     */
    SlackBoards(
            List<String> channels,
            boolean several,
            SlackApi api,
            Supplier<List<String>> teams,
            Executor threads,
            Clock clock) {
        this.channels = List.copyOf(channels);
        this.several = several;
        this.api = api;
        this.teams = teams;
        this.threads = threads;
        this.clock = clock;
    }

    /** Whether a workspace has a mentors' channel, by what is known; where nothing is, it is looked up meanwhile. */
    boolean has(String team) {
        if (channels.isEmpty() || !several) {
            return !channels.isEmpty();
        }
        if (found.containsKey(team)) {
            return true;
        }
        if (isDue(team)) {
            threads.execute(() -> look(team));
        }
        return false;
    }

    /** The mentors' channel of a workspace, looked up where it is not known yet. */
    Optional<String> channel(String team) {
        if (channels.isEmpty()) {
            return Optional.empty();
        }
        if (!several) {
            return Optional.of(channels.get(0));
        }
        if (!found.containsKey(team) && isDue(team)) {
            look(team);
        }
        return Optional.ofNullable(found.get(team));
    }

    /** Whether a channel is the mentors' of that workspace; costs nothing for any other channel. */
    boolean isMentors(String team, String channel) {
        return channels.contains(channel)
                && channel(team).filter(channel::equals).isPresent();
    }

    /** Whether nobody could say yet which channel a workspace has. */
    boolean isOpen(String team) {
        return several && !channels.isEmpty() && !found.containsKey(team);
    }

    List<Board> all() {
        if (channels.isEmpty()) {
            return List.of();
        }
        return teams.get().stream()
                .filter(team -> channel(team).isPresent())
                .map(team -> new Board(Platform.SLACK, team))
                .toList();
    }

    /** Looks for the channels of all workspaces, so that the first answers know of them. */
    void prepare() {
        if (several && !channels.isEmpty()) {
            threads.execute(() -> teams.get().forEach(this::channel));
        }
    }

    private boolean isDue(String team) {
        return !notBefore.getOrDefault(team, Instant.EPOCH).isAfter(clock.instant());
    }

    /** One at a time, so that no channel becomes the mentors' of two workspaces. */
    private synchronized void look(String team) {
        if (found.containsKey(team) || !isDue(team)) {
            return;
        }
        notBefore.put(team, clock.instant().plus(AGAIN));
        channels.stream()
                .filter(channel -> !found.containsValue(channel))
                .filter(channel -> isOf(team, channel))
                .findFirst()
                .ifPresent(channel -> found.put(team, channel));
    }

    /** A channel that is shared between companies belongs to the one that hosts it. */
    private boolean isOf(String team, String channel) {
        return api.look(team, methods -> methods.conversationsInfo(request -> request.channel(channel)))
                .map(answer -> answer.getChannel())
                .filter(told -> !isHostedElsewhere(told, team))
                .isPresent();
    }

    private static boolean isHostedElsewhere(Conversation channel, String team) {
        String host = channel.getConversationHostId();
        return channel.isExtShared() && host != null && !host.equals(team);
    }
}
