package io.github.mlmentor.discord;

import io.github.mlmentor.intake.Marks;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the owner of a server, seldom, that the bot may not do there what it is asked to. Best effort. Thread-safe. */
final class DiscordNotices {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordNotices.class);
    private static final Set<String> FORBIDDEN =
            Set.of(DiscordApi.reason(50_001), DiscordApi.reason(50_013), DiscordApi.reason(403));
    private static final Duration SELDOM = Duration.ofDays(7);

    private final Supplier<@Nullable ShardManager> shards;
    private final DiscordApi api;
    private final Supplier<@Nullable Marks> marks;
    private final Clock clock;

    DiscordNotices(
            Supplier<@Nullable ShardManager> shards, DiscordApi api, Supplier<@Nullable Marks> marks, Clock clock) {
        this.shards = shards;
        this.api = api;
        this.marks = marks;
        this.clock = clock;
    }

    /** Whether something is refused until somebody gives the bot a permission. */
    static boolean isForbidden(String reason) {
        return FORBIDDEN.contains(reason);
    }

    /** Told that something could not be shown at a place. */
    void refused(DiscordPlace place, String reason) {
        refused(place, reason, "I was asked something in <#" + place.channel() + "> and may not answer there.");
    }

    /** Told that a question could not be shown to mentors. */
    void unheard(DiscordPlace place, String reason) {
        refused(place, reason, "Somebody asks the mentors, and I may not post that in <#" + place.channel() + ">.");
    }

    private void refused(DiscordPlace place, String reason, String what) {
        ShardManager manager = shards.get();
        if (!isForbidden(reason) || place.isDirect() || manager == null) {
            return;
        }
        Guild guild = manager.getGuildById(place.guild());
        if (guild == null || !isNew(Marks.NOTICE + "discord/" + place.guild() + "/" + place.channel())) {
            return;
        }
        LOG.warn("Discord does not let the bot write in a channel of server {}; its owner is told", place.guild());
        var unused = api.look(
                        Route.Self.CREATE_PRIVATE_CHANNEL.compile(),
                        DataObject.empty().put("recipient_id", guild.getOwnerId()))
                .flatMap(channel -> api.look(
                        Route.Messages.SEND_MESSAGE.compile(channel.getString("id")),
                        DataObject.fromJson(Components.plain(what + " Please let my role do this in it: "
                                + BotRights.named() + ". I say this at most once a week for a channel."))));
    }

    private boolean isNew(String notice) {
        Marks kept = marks.get();
        if (kept == null) {
            return false;
        }
        try {
            Instant now = clock.instant();
            boolean fresh =
                    kept.get(notice).filter(at -> at.plus(SELDOM).isAfter(now)).isEmpty();
            if (fresh) {
                kept.set(notice, now);
            }
            return fresh;
        } catch (RuntimeException e) {
            LOG.warn("It could not be looked up whether somebody was told already", Wordless.of(e));
            return false;
        }
    }
}
