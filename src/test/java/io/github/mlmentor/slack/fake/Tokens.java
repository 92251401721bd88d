package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which tokens are good, and the codes and refresh tokens that new ones are given for, once each. */
final class Tokens {
    /** What a client must say to be the app. */
    static final String CLIENT_ID = "1000000000001.2000000000001";

    static final String CLIENT_SECRET = "fake-client-secret-of-the-app";

    private final Settings settings;
    private final World world;
    private final Ids ids;
    private final Map<String, Issued> issued = new HashMap<>();
    private final Map<String, Grant> codes = new HashMap<>();
    private final Map<String, String> refreshTokens = new HashMap<>();
    private final Set<String> revoked = new HashSet<>();
    /** Who signed in, by the token that says so. */
    private final Map<String, Grant> identities = new HashMap<>();

    private record Issued(Team team, long expiresAtNanos) {}

    private record Grant(Team team, String user) {}

    Tokens(Settings settings, World world, Ids ids) {
        this.settings = settings;
        this.world = world;
        this.ids = ids;
    }

    /** Whose token it is, or the error that Slack answers. */
    synchronized Team team(String token) {
        if (token.isEmpty()) {
            throw new ApiError("not_authed");
        }
        if (revoked.contains(token)) {
            throw new ApiError("token_revoked");
        }
        Issued known = issued.get(token);
        if (known != null && known.expiresAtNanos() - System.nanoTime() < 0) {
            throw new ApiError("token_expired");
        }
        Team team = known != null ? known.team() : pasted(token);
        if (team == null) {
            throw new ApiError("invalid_auth");
        }
        if (!team.active()) {
            throw new ApiError("account_inactive");
        }
        return team;
    }

    private @Nullable Team pasted(String token) {
        return world.teams().stream()
                .filter(team -> team.token().equals(token))
                .findFirst()
                .orElse(null);
    }

    synchronized void revoke(String token) {
        revoked.add(token);
    }

    /** Revokes every token of the workspace. */
    synchronized void revokeAll(Team team) {
        revoked.add(team.token());
        issued.forEach((token, about) -> {
            if (about.team() == team) {
                revoked.add(token);
            }
        });
        refreshTokens.values().removeIf(team.id()::equals);
    }

    /** Makes the tokens of the workspace too old, its refresh tokens not. */
    synchronized void expireAll(Team team) {
        issued.replaceAll((token, about) -> about.team() == team ? new Issued(team, System.nanoTime() - 1) : about);
    }

    /** A code as Slack sends it to the redirect address after somebody agreed. */
    synchronized String grant(Team team, String user) {
        String code = "1000000000001.%s.code".formatted(ids.next(""));
        codes.put(code, new Grant(team, user));
        return code;
    }

    /** Trades a code for a token that says who agreed. */
    synchronized ObjectNode identity(Arguments arguments) {
        client(arguments);
        Grant grant = codes.remove(arguments.text("code"));
        if (grant == null) {
            throw new ApiError("invalid_code");
        }
        String token = "xoxp-1000000000001-2000000000001-FakeIdentity" + ids.next("");
        identities.put(token, grant);
        return Json.object()
                .put("ok", true)
                .put("access_token", token)
                .put("token_type", "Bearer")
                .put("id_token", "e30.e30.");
    }

    /** Who a token of {@link #identity} is about. */
    synchronized ObjectNode about(String token) {
        Grant grant = identities.get(token);
        if (grant == null) {
            throw new ApiError(token.isEmpty() ? "not_authed" : "invalid_auth");
        }
        return Json.object()
                .put("ok", true)
                .put("sub", grant.user())
                .put("https://slack.com/user_id", grant.user())
                .put("https://slack.com/team_id", grant.team().id())
                .put("name", world.person(grant.user()).name());
    }

    private static void client(Arguments arguments) {
        boolean client = arguments.basic().equals(CLIENT_ID + ":" + CLIENT_SECRET)
                || (arguments.text("client_id").equals(CLIENT_ID)
                        && arguments.text("client_secret").equals(CLIENT_SECRET));
        if (!client) {
            throw new ApiError(
                    arguments.text("client_id").equals(CLIENT_ID) ? "bad_client_secret" : "invalid_client_id");
        }
    }

    synchronized ObjectNode access(Arguments arguments) {
        client(arguments);
        if (arguments.text("grant_type").equals("refresh_token")) {
            String team = refreshTokens.remove(arguments.text("refresh_token"));
            if (team == null) {
                throw new ApiError("invalid_refresh_token");
            }
            return answer(world.team(team), "");
        }
        Grant grant = codes.remove(arguments.text("code"));
        if (grant == null) {
            throw new ApiError("invalid_code");
        }
        return answer(grant.team(), grant.user());
    }

    private ObjectNode answer(Team team, String user) {
        Duration life = settings.tokenRotation ? settings.tokenLife : Duration.ofDays(36_500);
        String token = (settings.tokenRotation ? "xoxe.xoxb-1-" : "xoxb-") + "1000000000001-2000000000001-FakeIssued"
                + ids.next("");
        issued.put(token, new Issued(team, System.nanoTime() + life.toNanos()));
        ObjectNode answer = Json.object()
                .put("ok", true)
                .put("app_id", World.APP_ID)
                .put("token_type", "bot")
                .put("access_token", token)
                .put("scope", String.join(",", team.scopes()))
                .put("bot_user_id", team.botUser())
                .put("is_enterprise_install", team.orgWide());
        if (team.orgWide()) {
            answer.putNull("team");
        } else {
            answer.putObject("team").put("id", team.id()).put("name", team.name());
        }
        if (team.enterprise() == null) {
            answer.putNull("enterprise");
        } else {
            answer.putObject("enterprise").put("id", team.enterprise()).put("name", team.name() + " Group");
        }
        if (!user.isEmpty()) {
            answer.putObject("authed_user").put("id", user);
        }
        if (settings.tokenRotation) {
            String refresh = "xoxe-1-FakeRefresh" + ids.next("");
            refreshTokens.put(refresh, team.id());
            answer.put("refresh_token", refresh).put("expires_in", life.toSeconds());
        }
        return answer;
    }
}
