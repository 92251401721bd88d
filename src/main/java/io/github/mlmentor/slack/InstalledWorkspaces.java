package io.github.mlmentor.slack;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.oauth.OAuthV2AccessResponse;
import io.github.mlmentor.telemetry.Wordless;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workspaces that installed the app by themselves, each with tokens of its own. Thread-safe.
 *
 * <p>Where tokens expire, a refresh token is good once: two who refresh at a time, in one process or two, lose the workspace. So one
 * refreshes at a time, and only after having looked whether somebody else did. Bolt's {@code InstallationService} is not used
 * because its rotation looks at the token and refreshes it in every process at once.
 *
 * <p>It is done two hours ahead, and the old token is used until it expires. That covers Slack or the database being down for a
 * while. It does not cover a process that is killed after Slack gave new tokens and before they are stored, which takes
 * milliseconds: nobody has the new ones then, and the workspace must install the app anew within these two hours. The log says so.
 */
final class InstalledWorkspaces implements Workspaces {
    private static final Logger LOG = LoggerFactory.getLogger(InstalledWorkspaces.class);
    static final Duration AHEAD = Duration.ofHours(2);
    /** What another process does is seen after that time; until then the old token is good. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);
    /** Between two attempts to refresh. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 10_000;
    /** After these a refresh token is good no more. */
    private static final Set<String> USED_UP =
            Set.of("invalid_refresh_token", "token_revoked", "token_expired", "account_inactive");

    private final Installations installations;
    private final OAuth oauth;
    private final String installPage;
    private final Clock clock;
    /** By workspace. */
    private final Map<String, Read> remembered = new ConcurrentHashMap<>();
    /** When to try again, by home. */
    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();
    /** Homes whose tokens somebody refreshes while the others go on with the old ones. */
    private final Set<String> refreshing = ConcurrentHashMap.newKeySet();
    /** What Slack gave and the database did not take, by home. */
    private final Map<String, Installation> unsaved = new ConcurrentHashMap<>();
    /** Said once: workspaces whose tokens cannot be read. */
    private final Set<String> complained = ConcurrentHashMap.newKeySet();

    private record Read(Installation installation, Instant at) {}

    /**
     * Looks after the tokens.
     *
     * @param installPage where the app is installed anew
     */
    InstalledWorkspaces(Installations installations, OAuth oauth, String installPage, Clock clock) {
        this.installations = installations;
        this.oauth = oauth;
        this.installPage = installPage;
        this.clock = clock;
    }

    @Override
    public Optional<String> token(String team) {
        return installation(team).flatMap(known -> {
            Installation now = unsaved.getOrDefault(known.home(), known);
            return isFresh(now) && !(unsaved.containsKey(now.home()) && !isPaused(now.home()))
                    ? Optional.of(now.botToken())
                    : refreshed(team, now);
        });
    }

    private boolean isFresh(Installation installation) {
        return installation.lasts(clock.instant(), AHEAD);
    }

    private boolean isAlive(Installation installation) {
        return installation.lasts(clock.instant(), Duration.ZERO);
    }

    private boolean isPaused(String home) {
        return notBefore.getOrDefault(home, Instant.EPOCH).isAfter(clock.instant());
    }

    private void pause(String home) {
        notBefore.put(home, clock.instant().plus(PAUSE));
    }

    private Optional<String> refreshed(String team, Installation old) {
        String home = old.home();
        if (!isAlive(old)) {
            return usable(team, alone(old));
        }
        boolean mine = !old.refreshToken().isEmpty() && !isPaused(home) && refreshing.add(home);
        if (!mine) {
            return Optional.of(old.botToken());
        }
        try {
            return usable(team, alone(old));
        } finally {
            refreshing.remove(home);
        }
    }

    private Optional<String> usable(String team, Optional<Installation> found) {
        if (found.isEmpty()) {
            remembered.remove(team);
            return Optional.empty();
        }
        Installation now = found.get();
        remember(team, now);
        if (isAlive(now)) {
            return Optional.of(now.botToken());
        }
        if (now.refreshToken().isEmpty()) {
            return Optional.empty();
        }
        throw new NotNow("token_expired", PAUSE);
    }

    /** The installation with tokens as new as can be had now. */
    private Optional<Installation> alone(Installation old) {
        String home = old.home();
        AtomicReference<@Nullable Installation> given = new AtomicReference<>();
        try {
            Optional<Installation> now = installations.alone(home, stored -> renewed(home, stored, given));
            unsaved.remove(home);
            return now;
        } catch (Installations.Unreadable e) {
            complain(home, e);
            throw new NotNow("token_unreadable", PAUSE);
        } catch (RuntimeException e) {
            pause(home);
            Installation fresh = given.get();
            if (fresh == null) {
                LOG.warn("The tokens of Slack workspace {} were not renewed now", home, Wordless.of(e));
                return Optional.of(old);
            }
            // Only here are they known, so they are used here, and stored as soon as that is possible.
            unsaved.put(home, fresh);
            LOG.warn(
                    "The new tokens of Slack workspace {} were not stored; tried again in a minute",
                    home,
                    Wordless.of(e));
            return Optional.of(fresh);
        }
    }

    private Optional<Installation> renewed(
            String home, Optional<Installation> stored, AtomicReference<@Nullable Installation> given) {
        if (stored.isEmpty()) {
            return stored;
        }
        Installation now = stored.get();
        Installation left = unsaved.get(home);
        if (left != null && left.installedAt().equals(now.installedAt())) {
            given.set(left);
            return Optional.of(kept(left));
        }
        if (isFresh(now) || now.refreshToken().isEmpty() || isPaused(home)) {
            return stored;
        }
        pause(home);
        try {
            OAuthV2AccessResponse response = oauth.refresh(now.refreshToken());
            if (!response.isOk()) {
                return refused(now, response.getError());
            }
            Installation fresh = now.with(
                    response.getAccessToken(),
                    Objects.requireNonNullElse(response.getRefreshToken(), ""),
                    OAuth.expiry(response, clock));
            given.set(fresh);
            return Optional.of(kept(fresh));
        } catch (SlackApiException e) {
            return later(now, "status " + e.getResponse().code());
        } catch (IOException e) {
            return later(now, e.getClass().getSimpleName());
        }
    }

    /** Stored, unless the app was removed or installed anew in the meantime. */
    private Installation kept(Installation fresh) {
        return installations.renew(fresh)
                ? fresh
                : installations.find(fresh.home()).orElse(fresh);
    }

    private Optional<Installation> later(Installation now, String reason) {
        LOG.warn(
                "Slack did not renew the tokens of workspace {} ({}); tried again in a minute, and the old one is good until {}",
                now.home(),
                reason,
                now.expiresAt());
        return Optional.of(now);
    }

    private Optional<Installation> refused(Installation now, String error) {
        if (!USED_UP.contains(error)) {
            return later(now, error + "; check slack.client_id and slack.client_secret if it stays so");
        }
        Optional<Installation> again = installations.find(now.home());
        if (!again.map(Installation::refreshToken).equals(Optional.of(now.refreshToken()))) {
            return again;
        }
        Installation last = now.with(now.botToken(), "", now.expiresAt());
        installations.renew(last);
        LOG.warn(
                "Slack renews the tokens of workspace {} no more ({}); somebody there must install the app anew at {}, until {}"
                        + " if nothing shall go unanswered",
                now.home(),
                error,
                installPage,
                now.expiresAt());
        return Optional.of(last);
    }

    /**
     * Whether the app is in this workspace, or could be again in a moment.
     *
     * @param enterprise the organisation whose installation may be good for it too, which is remembered then; or empty
     */
    boolean has(String team, String enterprise) {
        if (has(team)) {
            return true;
        }
        if (enterprise.isEmpty() || !has(enterprise)) {
            return false;
        }
        installations.belongs(team, enterprise);
        return true;
    }

    private boolean has(String team) {
        try {
            return installation(team)
                    .filter(known -> isAlive(known) || !known.refreshToken().isEmpty())
                    .isPresent();
        } catch (NotNow e) {
            return true;
        }
    }

    private Optional<Installation> installation(String team) {
        Optional<Read> read = Optional.ofNullable(remembered.get(team)).filter(one -> isAlive(one.installation()));
        if (read.filter(one -> one.at().plus(REMEMBERED).isAfter(clock.instant()))
                .isPresent()) {
            return read.map(Read::installation);
        }
        try {
            Optional<Installation> found = installations.find(team);
            complained.remove(team);
            found.ifPresentOrElse(installation -> remember(team, installation), () -> remembered.remove(team));
            return found;
        } catch (Installations.Unreadable e) {
            complain(team, e);
            throw new NotNow("token_unreadable", PAUSE);
        } catch (RuntimeException e) {
            if (read.isPresent()) {
                return read.map(Read::installation);
            }
            LOG.warn("Where the Slack app is installed cannot be read now", Wordless.of(e));
            throw new NotNow("token_unknown", SOON);
        }
    }

    private void remember(String team, Installation installation) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(team, new Read(installation, clock.instant()));
    }

    private void complain(String team, Installations.Unreadable e) {
        if (complained.add(team)) {
            LOG.error("{}", e.getMessage());
        }
    }

    /** Keeps what somebody has installed, in the place of what was there. */
    void installed(Installation installation) {
        installations.save(installation);
        forget(installation.home());
    }

    /**
     * Takes note that the app was removed, by an event of that moment.
     *
     * @return false when it was installed anew since
     */
    boolean removed(String home, Instant at) {
        boolean gone = installations.remove(home, at);
        forget(home);
        return gone;
    }

    private void forget(String home) {
        remembered.values().removeIf(read -> read.installation().home().equals(home));
        unsaved.remove(home);
        notBefore.remove(home);
        complained.clear();
    }

    /** The workspaces that are known to belong to an organisation. */
    List<String> teams(String enterprise) {
        return installations.teams(enterprise);
    }

    /** The workspaces that are known to have the app, by themselves or through their organisation. */
    List<String> everywhere() {
        return installations.all().stream()
                .flatMap(home -> isOrganisation(home) ? teams(home).stream() : Stream.of(home))
                .distinct()
                .toList();
    }

    private static boolean isOrganisation(String home) {
        return home.startsWith("E");
    }

    /** Forgets which organisation a workspace belonged to. */
    void leaves(String team) {
        installations.leaves(team);
        remembered.remove(team);
    }
}
