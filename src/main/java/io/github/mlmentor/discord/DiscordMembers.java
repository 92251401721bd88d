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
    private static final Duration SELDOM = Duration.ofHours(1);
    private static final int PATIENCE_SECONDS = 10;
    private static final int MOST_REMEMBERED = 1_000;

    private final Supplier<@Nullable ShardManager> shards;
    private final DiscordApi api;
    private final Clock clock;
    private final Map<Person, Seen> seen = Lately.map(MOST_REMEMBERED);
    /** What people are called changes seldom, and a form that offers many of them waits for none. */
    private final Map<Person, Called> called = Lately.map(MOST_REMEMBERED);

    private record Seen(Optional<Member> member, Instant at) {}

    private record Called(List<String> names, Instant at) {}

    DiscordMembers(Supplier<@Nullable ShardManager> shards, DiscordApi api, Clock clock) {
        this.shards = shards;
        this.api = api;
        this.clock = clock;
    }

    /** Notes what Discord has just said of somebody by itself, so that it need not be asked. */
    void saw(Person person, Member member) {
        if (!member.isDetached()) {
            seen.put(person, new Seen(Optional.of(member), clock.instant()));
            called.put(person, new Called(names(member), clock.instant()));
        }
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
        Called known = called.get(person);
        Instant now = clock.instant();
        if (known != null && known.at().plus(SELDOM).isAfter(now)) {
            return known.names();
        }
        List<String> names = find(person).map(DiscordMembers::names).orElseGet(() -> ofUser(person));
        if (!names.isEmpty()) {
            called.put(person, new Called(names, now));
        }
        return names;
    }

    private static List<String> names(Member member) {
        return distinct(
                member.getNickname(),
                member.getUser().getGlobalName(),
                member.getUser().getName());
    }

    /** Of whoever has left the server, or was never in one. */
    private List<String> ofUser(Person person) {
        return api.look(Route.Users.GET_USER.compile(person.id()))
                .map(user -> distinct(user.getString("global_name", ""), user.getString("username", "")))
                .orElseGet(List::of);
    }

    private static List<String> distinct(@Nullable String... names) {
        return Stream.of(names)
                .filter(name -> name != null && !name.isBlank())
                .distinct()
                .toList();
    }
}
