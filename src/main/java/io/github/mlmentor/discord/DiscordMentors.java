package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Lately;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Run;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/** Passes a question on to the channel where mentors look, once. Thread-safe. */
final class DiscordMentors {
    private static final int MOST_QUOTED = 1_500;
    private static final int TITLE = 90;
    private static final int MOST_REMEMBERED = 10_000;

    private final Supplier<@Nullable ShardManager> shards;
    private final DiscordApi api;
    private final DiscordPort port;
    private final DiscordTags tags;
    private final List<String> channels;
    /** The jobs that are with the mentors or just on their way to them. */
    private final Set<String> handed = Lately.set(MOST_REMEMBERED);

    /**
     * Passes on.
     *
     * @param channels the mentors' channels, at most one in each server
     */
    DiscordMentors(
            Supplier<@Nullable ShardManager> shards,
            DiscordApi api,
            DiscordPort port,
            DiscordTags tags,
            List<String> channels) {
        this.shards = shards;
        this.api = api;
        this.port = port;
        this.tags = tags;
        this.channels = List.copyOf(channels);
    }

    /** Whether there are mentors to ask at a place. */
    boolean arePresent(DiscordPlace place) {
        return channel(place).isPresent();
    }

    /** The mentors' channel of the same server; of a direct message the only one that there is. */
    private Optional<GuildChannel> channel(DiscordPlace place) {
        ShardManager manager = shards.get();
        if (manager == null) {
            return Optional.empty();
        }
        return channels.stream()
                .map(id -> manager.getGuildChannelById(id))
                .filter(channel -> channel != null)
                .filter(channel -> place.isDirect()
                        ? channels.size() == 1
                        : channel.getGuild().getId().equals(place.guild()))
                .findFirst();
    }

    /**
     * Passes a question on.
     *
     * @param link to the answer, or empty where others cannot read it
     * @return what whoever clicked is told
     */
    String handOver(Job job, DiscordPlace place, String link) {
        Optional<GuildChannel> channel = channel(place);
        if (channel.isEmpty()) {
            return "There is no mentors' channel in this server yet; whoever runs me can name one in the settings.";
        }
        String key = "mentor/" + job.id();
        if (!handed.add(job.id()) || isThere(channel.get(), job, key)) {
            return "The mentors have this question already.";
        }
        Delivery delivery = channel.get() instanceof IPostContainer forum
                ? post(forum, job, key, link)
                : port.post(channel.get().getId(), key, DataObject.fromJson(card(job, link)));
        if (delivery instanceof Delivery.Delivered) {
            tags.apply(DiscordPlace.of(job.conversation()), DiscordTags.MENTOR);
            return "I have passed it on to the mentors.";
        }
        if (!(delivery instanceof Delivery.Unknown)) {
            handed.remove(job.id());
        }
        return "I could not reach the mentors' channel; please ask a person directly.";
    }

    /** Whether it was passed on before this process began, which then is among the latest there. */
    private boolean isThere(GuildChannel channel, Job job, String key) {
        return channel instanceof IPostContainer forum
                ? forum.getThreadChannels().stream()
                        .filter(post -> post.getName().equals(title(job)))
                        .anyMatch(post -> port.isThere(post.getId(), key))
                : port.isThere(channel.getId(), key);
    }

    private Delivery post(IPostContainer forum, Job job, String key, String link) {
        DataObject post = DataObject.empty()
                .put("name", title(job))
                .put("message", DiscordPort.marked(DataObject.fromJson(card(job, link)), key));
        if (forum.isTagRequired()) {
            DiscordTags.anyOf(forum)
                    .ifPresent(tag -> post.put("applied_tags", DataArray.empty().add(tag)));
        }
        return api.show(Route.Channels.CREATE_THREAD.compile(forum.getId()), post, answer -> answer.getString("id"));
    }

    private static String title(Job job) {
        String title = Characters.shorten(Characters.line(job.text()), TITLE);
        return title.isEmpty() ? "A question" : title;
    }

    /** The question as literal text; the person as a mention that pings nobody, because whoever helps has to find him. */
    private static String card(Job job, String link) {
        String words = Characters.shorten(Characters.clean(job.text()), MOST_QUOTED);
        String quote = Markup.of(List.of(Run.plain(words.isEmpty() ? "(no words)" : words)), true);
        String text = "<@" + job.author() + "> would like a mentor's answer"
                + (link.isEmpty() ? "" : ": [to the answer](" + link + ")") + "\n> "
                + quote.replace("\n", "\n> ");
        return Components.text(text);
    }
}
