package io.github.mlmentor.slack;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The app in one workspace, or in a whole organisation.
 *
 * @param team the workspace; empty for a whole organisation
 * @param enterprise the organisation, or empty
 * @param refreshToken good for one new token; empty when tokens do not expire, or when only a new installation helps
 * @param expiresAt when the token expires; null when it does not
 * @param scopes what the token is good for, separated by commas
 * @param installer who installed it, or empty
 * @param installedAt tells an installation from an earlier one in the same place
 */
public record Installation(
        String team,
        String enterprise,
        String botUser,
        String botToken,
        String refreshToken,
        @Nullable Instant expiresAt,
        String scopes,
        String installer,
        Instant installedAt) {
    /** Where it is: the workspace, or the organisation. Slack's ids of the two never meet. */
    public String home() {
        return team.isEmpty() ? enterprise : team;
    }

    /** Whether the token is still good so long after this moment. */
    boolean lasts(Instant now, Duration longer) {
        return expiresAt == null || expiresAt.isAfter(now.plus(longer));
    }

    /** Whether no other token follows, although this one expires. */
    boolean isLast() {
        return expiresAt != null && refreshToken.isEmpty();
    }

    Installation with(String token, String refresh, @Nullable Instant expiry) {
        return new Installation(team, enterprise, botUser, token, refresh, expiry, scopes, installer, installedAt);
    }

    /** Without its tokens. */
    @Override
    public String toString() {
        return "Installation[" + home() + ", installedAt=" + installedAt + ", expiresAt=" + expiresAt + "]";
    }
}
