package io.github.mlmentor.discord;

import io.github.mlmentor.intake.Policies;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataObject;

/** One short message when the bot joins a server: what is on, and how to set it up. Best effort. Thread-safe. */
final class DiscordWelcome {
    private final DiscordApi api;
    private final Policies policies;

    DiscordWelcome(DiscordApi api, Policies policies) {
        this.api = api;
        this.policies = policies;
    }

    /** Greets where the server greets, else in the first channel where the bot may write, else its owner alone. */
    void joined(Guild guild) {
        Predicate<TextChannel> open = TextChannel::canTalk;
        Optional<TextChannel> where = Stream.concat(
                        Stream.ofNullable(guild.getSystemChannel()), guild.getTextChannels().stream())
                .filter(open)
                .findFirst();
        where.ifPresentOrElse(
                channel -> say(
                        channel.getId(),
                        policies.of(new DiscordPlace(guild.getId(), channel.getId(), "").policy())
                                .inWords()),
                () -> api.look(
                                Route.Self.CREATE_PRIVATE_CHANNEL.compile(),
                                DataObject.empty().put("recipient_id", guild.getOwnerId()))
                        .ifPresent(channel -> say(
                                channel.getString("id"),
                                "I may not write in any channel of your server yet; what I need is "
                                        + BotRights.named())));
    }

    private void say(String channel, String how) {
        String text = "Hello, I am ML Mentor. I answer questions about the work and the career of a machine-learning"
                + " engineer, from articles that people wrote and review.\n"
                + "- Try `/ask`, or mention me with a question.\n"
                + "- What is on here: " + how + ".\n"
                + "- Admins change that in each channel with `/mentor-setup`; `/privacy` says what I keep.";
        var unused =
                api.look(Route.Messages.SEND_MESSAGE.compile(channel), DataObject.fromJson(Components.plain(text)));
    }
}
