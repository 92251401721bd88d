package io.github.mlmentor.slack;

import com.slack.api.model.User;
import io.github.mlmentor.mentoring.Rights;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do more than ask: mentors and curators, whom the settings name by themselves or by their user groups, and the workspace's
 * admins. Thread-safe.
 */
final class SlackPeople {
    /** For what is not about mentoring. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private static final Duration LATELY = Duration.ofMinutes(1);
    /** Where Slack did not say who is in a group, it is asked again soon, but not for every click. */
    private static final Duration UNSAID = Duration.ofSeconds(5);

    private static final int MOST = 10_000;
    /** User groups' ids begin with it, people's never do. */
    static final String GROUP = "S";

    private final SlackApi api;
    private final Set<String> mentors;
    private final Set<String> curators;
    private final Clock clock;
    private final Map<String, Known> people = new ConcurrentHashMap<>();
    private final Map<String, Members> groups = new ConcurrentHashMap<>();

    /** What Slack said of somebody. */
    private record Known(boolean admin, boolean gone, List<String> names, Instant at) {}

    /** What Slack said of a group. */
    private record Members(Set<String> users, Instant until) {}

    /**
     * Knows people.
     *
     * @param mentors ids of people and user groups
     * @param curators likewise
     */
    SlackPeople(SlackApi api, Set<String> mentors, Set<String> curators, Clock clock) {
        this.api = api;
        this.mentors = Set.copyOf(mentors);
        this.curators = Set.copyOf(curators);
        this.clock = clock;
    }

    boolean isMentor(String team, String user) {
        return isOneOf(mentors, team, user) || isAdmin(team, user);
    }

    /** Whether somebody administers the workspace; false where Slack does not say. */
    boolean isAdmin(String team, String user) {
        return known(team, user, REMEMBERED).filter(Known::admin).isPresent();
    }

    /** What somebody may do with learners' questions now. */
    Rights rights(String team, String user) {
        Optional<Known> known = known(team, user, LATELY);
        if (known.filter(Known::gone).isPresent()) {
            return Rights.NONE;
        }
        return known.filter(Known::admin).isPresent()
                ? Rights.ALL
                : new Rights(isOneOf(mentors, team, user), isOneOf(curators, team, user), false);
    }

    /** What somebody is called, the name that others see first. */
    List<String> names(String team, String user) {
        return known(team, user, LATELY).map(Known::names).orElse(List.of());
    }

    private boolean isOneOf(Set<String> named, String team, String user) {
        return named.contains(user)
                || named.stream()
                        .filter(id -> id.startsWith(GROUP))
                        .anyMatch(group -> members(team, group).contains(user));
    }

    private Set<String> members(String team, String group) {
        String key = team + "/" + group;
        Instant now = clock.instant();
        Members known = groups.get(key);
        if (known != null && known.until().isAfter(now)) {
            return known.users();
        }
        Optional<List<String>> told = api.look(
                        team, methods -> methods.usergroupsUsersList(request -> request.usergroup(group)))
                .map(answer -> answer.getUsers());
        Members members =
                new Members(told.map(Set::copyOf).orElse(Set.of()), now.plus(told.isPresent() ? LATELY : UNSAID));
        groups.put(key, members);
        return members.users();
    }

    private Optional<Known> known(String team, String user, Duration age) {
        String key = team + "/" + user;
        Instant now = clock.instant();
        Known known = people.get(key);
        if (known != null && Duration.between(known.at(), now).compareTo(age) < 0) {
            return Optional.of(known);
        }
        if (people.size() > MOST) {
            people.clear();
        }
        Optional<Known> told = api.look(team, methods -> methods.usersInfo(request -> request.user(user)))
                .map(answer -> answer.getUser())
                .map(found -> new Known(isAdmin(found), found.isDeleted(), names(found), now));
        told.ifPresent(found -> people.put(key, found));
        return told;
    }

    /** Admins of another company, whom a shared channel brings along, administer nothing here. */
    private static boolean isAdmin(User user) {
        return !user.isStranger() && (user.isAdmin() || user.isOwner() || user.isPrimaryOwner());
    }

    private static List<String> names(User user) {
        User.Profile profile = user.getProfile();
        return Stream.of(
                        text(profile == null ? null : profile.getDisplayName()),
                        text(user.getRealName()),
                        text(profile == null ? null : profile.getRealName()),
                        text(user.getName()))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
