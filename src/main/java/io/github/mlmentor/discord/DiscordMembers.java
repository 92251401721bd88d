package io.github.mlmentor.discord;

import io.github.mlmentor.intake.Lately;
import io.github.mlmentor.intake.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.sharding.ShardManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up who somebody is in a server where nothing that he does says it. What was found is used for a minute. Thread-safe. */
final class DiscordMembers {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordMembers.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int PATIENCE_SECONDS = 10;
    private static final int MOST_REMEMBERED = 1_000;

    private final Supplier<@Nullable ShardManager> shards;
    private final DiscordApi api;
    private final Clock clock;
    private final Map<Person, Seen> seen = Lately.map(MOST_REMEMBERED);

    private record Seen(Optional<Member> member, Instant at) {}

    DiscordMembers(Supplier<@Nullable ShardManager> shards, DiscordApi api, Clock clock) {
        this.shards = shards;
        this.api = api;
        this.clock = clock;
    }

    /** The member that somebody is of the server that he is named with; empty also when Discord cannot be asked. */
    Optional<Member> find(Person person) {
        Seen known = seen.get(person);
        Instant now = clock.instant();
        if (known != null && known.at().plus(FRESH).isAfter(now)) {
            return known.member();
        }
        ShardManager manager = shards.get();
        boolean direct = person.workspace().equals(DiscordPlace.DIRECT);
        Guild guild = manager == null || direct ? null : manager.getGuildById(person.workspace());
        if (guild == null) {
            return Optional.empty();
        }
        Optional<Member> member;
        try {
            member = Optional.of(guild.retrieveMemberById(person.id())
                    .useCache(false)
                    .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .complete());
        } catch (ErrorResponseException e) {
            if (e.isServerError() || e.getErrorCode() <= 0) {
                return Optional.empty();
            }
            member = Optional.empty();
        } catch (RuntimeException e) {
            LOG.info("Discord did not say who somebody is: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
        seen.put(person, new Seen(member, now));
        return member;
    }

    /** What somebody is called, first what the others of the server see. */
    List<String> names(Person person) {
        Stream<@Nullable String> names = find(person)
                .map(member -> Stream.of(
                        member.getNickname(),
                        member.getUser().getGlobalName(),
                        member.getUser().getName()))
                .orElseGet(() -> api.look(Route.Users.GET_USER.compile(person.id()))
                        .map(user -> Stream.of(user.getString("global_name", ""), user.getString("username", "")))
                        .orElseGet(Stream::empty));
        return names.filter(name -> name != null && !name.isBlank()).distinct().toList();
    }
}
