package io.github.mlmentor.slack;

import com.slack.api.model.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who may do more than ask: mentors, who are named in the settings, and the workspace's admins. Thread-safe. */
final class SlackPeople {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final SlackApi api;
    private final Set<String> mentors;
    private final Clock clock;
    private final Map<String, Known> admins = new ConcurrentHashMap<>();

    /** What Slack said. */
    private record Known(boolean admin, Instant at) {}

    SlackPeople(SlackApi api, Set<String> mentors, Clock clock) {
        this.api = api;
        this.mentors = Set.copyOf(mentors);
        this.clock = clock;
    }

    boolean isMentor(String team, String user) {
        return mentors.contains(user) || isAdmin(team, user);
    }

    /** Whether somebody administers the workspace; false where Slack does not say. */
    boolean isAdmin(String team, String user) {
        Instant now = clock.instant();
        Known known = admins.get(team + "/" + user);
        if (known != null && Duration.between(known.at(), now).compareTo(REMEMBERED) < 0) {
            return known.admin();
        }
        if (admins.size() > MOST) {
            admins.clear();
        }
        return api.look(team, methods -> methods.usersInfo(request -> request.user(user)))
                .map(answer -> answer.getUser())
                .map(found -> {
                    boolean admin = isAdmin(found);
                    admins.put(team + "/" + user, new Known(admin, now));
                    return admin;
                })
                .orElse(false);
    }

    private static boolean isAdmin(User user) {
        return user.isAdmin() || user.isOwner() || user.isPrimaryOwner();
    }
}
