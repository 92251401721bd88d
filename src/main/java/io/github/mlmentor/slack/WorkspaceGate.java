package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.response.Response;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.PersonalData;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before everything else where there are several workspaces: lets in what comes from one that has the app, and takes note of those
 * that remove it. Slack tells of that twice, in any order, late, and again: what is older than the installation changes nothing.
 * Thread-safe.
 */
final class WorkspaceGate implements Middleware {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceGate.class);

    private final InstalledWorkspaces workspaces;
    private final PersonalData data;
    private final String installPage;

    WorkspaceGate(InstalledWorkspaces workspaces, PersonalData data, String installPage) {
        this.workspaces = workspaces;
        this.data = data;
        this.installPage = installPage;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Response apply(Request request, Response response, MiddlewareChain chain) throws Exception {
        String enterprise = text(request.getContext().getEnterpriseId());
        if (request.getRequestType() != RequestType.Event) {
            String team = text(request.getContext().getTeamId());
            return team.isEmpty() || workspaces.has(team, enterprise)
                    ? chain.next(request)
                    : notInstalled(request.getRequestType());
        }
        JsonNode callback = SlackApi.json(request.getRequestBodyAsString());
        JsonNode event = callback.path("event");
        String team = SlackTranslator.team(callback);
        switch (event.path("type").asText()) {
            case "app_uninstalled" -> uninstalled(callback, team);
            case "tokens_revoked" -> {
                if (!event.path("tokens").path("bot").isEmpty()) {
                    workspaces.removed(home(callback, team), at(callback));
                }
            }
            case "team_access_revoked" -> event.path("team_ids").forEach(one -> purge(one.asText()));
            default -> {
                if (workspaces.has(team, enterprise)) {
                    return chain.next(request);
                }
                LOG.info("Something came from Slack workspace {}, where the app is not installed; ignored", team);
            }
        }
        return Response.ok();
    }

    private Response notInstalled(RequestType type) {
        if (type != RequestType.Command) {
            return Response.ok();
        }
        return SlackListener.privately(
                "I am not installed here any more. Somebody who may install apps can bring me back: " + installPage);
    }

    private void uninstalled(JsonNode callback, String team) {
        String home = home(callback, team);
        if (!workspaces.removed(home, at(callback))) {
            LOG.info("Slack told late that the app was removed from {}; it was installed anew since", home);
            return;
        }
        LOG.info("The Slack app was removed from {}; everything that was kept of it is deleted", home);
        if (home.equals(team)) {
            purge(team);
        } else {
            workspaces.teams(home).forEach(this::purge);
        }
    }

    private void purge(String team) {
        data.purge(Platform.SLACK, team);
        workspaces.leaves(team);
    }

    /** Whose installation an event is about. */
    private static String home(JsonNode callback, String team) {
        JsonNode authorization = callback.path("authorizations").path(0);
        return authorization.path("is_enterprise_install").asBoolean()
                ? authorization.path("enterprise_id").asText(team)
                : team;
    }

    /** The end of the second in which it happened. */
    private static Instant at(JsonNode callback) {
        return Instant.ofEpochSecond(callback.path("event_time").asLong() + 1).minusMillis(1);
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value;
    }
}
