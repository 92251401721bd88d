package io.github.mlmentor.discord;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.forums.BaseForumTag;
import net.dv8tion.jda.api.entities.channel.forums.ForumTag;
import net.dv8tion.jda.api.entities.channel.forums.ForumTagSnowflake;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/** The tags by which a forum shows how a post stands, where it has such tags. Best effort. Thread-safe. */
final class DiscordTags {
    static final String ANSWERED = "answered";
    static final String MENTOR = "mentor";

    /** What communities call such tags. */
    static final Map<String, Set<String>> NAMES = Map.of(
            ANSWERED,
            Set.of("answered", "solved", "resolved"),
            MENTOR,
            Set.of("needs a mentor", "needs mentor", "mentor needed", "unanswered"));

    private static final int MOST = 5;

    private final Supplier<@Nullable ShardManager> shards;
    private final DiscordApi api;

    DiscordTags(Supplier<@Nullable ShardManager> shards, DiscordApi api) {
        this.shards = shards;
        this.api = api;
    }

    /**
     * Tags a post.
     *
     * @param state how it stands now, or empty when that is not to be changed
     */
    void apply(DiscordPlace place, String state) {
        ShardManager manager = shards.get();
        if (state.isEmpty() || manager == null || place.thread().isEmpty()) {
            return;
        }
        // The thread is asked for nothing before it is known to be a post: JDA shows threads that it has not quite made
        // yet.
        if (manager.getGuildChannelById(place.channel()) instanceof IPostContainer forum) {
            Optional.ofNullable(manager.getThreadChannelById(place.thread()))
                    .ifPresent(post -> apply(post, forum, state));
        }
    }

    private void apply(ThreadChannel post, IPostContainer forum, String state) {
        List<ForumTag> there = forum.getAvailableTags();
        Optional<String> wanted = there.stream()
                .filter(tag -> isNamed(tag, state))
                .map(ForumTagSnowflake::getId)
                .findFirst();
        if (wanted.isEmpty()) {
            return;
        }
        List<String> tags = new ArrayList<>();
        tags.add(wanted.get());
        post.getAppliedTags().stream()
                .filter(tag -> NAMES.keySet().stream().noneMatch(name -> isNamed(tag, name)))
                .map(ForumTagSnowflake::getId)
                .limit(MOST - 1L)
                .forEach(tags::add);
        boolean same = Set.copyOf(tags)
                .equals(Set.copyOf(post.getAppliedTags().stream()
                        .map(ForumTagSnowflake::getId)
                        .toList()));
        if (!same) {
            var unused = api.look(
                    Route.Channels.MODIFY_CHANNEL.compile(post.getId()),
                    DataObject.empty().put("applied_tags", DataArray.fromCollection(tags)));
        }
    }

    /** A tag for a post where there must be one: that it needs a mentor, or any that people may choose themselves. */
    static Optional<String> anyOf(IPostContainer forum) {
        return forum.getAvailableTags().stream()
                .filter(tag -> !tag.isModerated())
                .min(Comparator.comparing(tag -> !isNamed(tag, MENTOR)))
                .map(ForumTagSnowflake::getId);
    }

    private static boolean isNamed(BaseForumTag tag, String state) {
        return NAMES.getOrDefault(state, Set.of())
                .contains(tag.getName().strip().toLowerCase(Locale.ROOT));
    }
}
