package io.github.mlmentor.slack;

import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck;

/**
 * Looks whether Slack takes the app-level token for Socket Mode: it asks for the address of a connection and does not connect. For
 * the doctor, not for every second.
 */
final class SocketCheck implements HealthCheck {
    private static final String WHERE = "under Basic Information > App-Level Tokens at https://api.slack.com/apps";

    private final Settings.Slack settings;

    SocketCheck(Settings.Slack settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "slack-app";
    }

    @Override
    public Health check() {
        String token = settings.appToken().reveal();
        if (token.startsWith("xox")) {
            return Health.failure(
                    "SLACK_APP_TOKEN does not hold an app-level token (xapp-)",
                    "put the bot token (xoxb-) into SLACK_BOT_TOKEN, and the token " + WHERE + " into SLACK_APP_TOKEN");
        }
        return Trial.of(settings, token, methods -> {
            AppsConnectionsOpenResponse answer = methods.appsConnectionsOpen(request -> request);
            return answer.isOk() ? Health.ok("Socket Mode is open") : refused(answer.getError());
        });
    }

    private static Health refused(String error) {
        return switch (error) {
            case "missing_scope", "no_permission" ->
                Health.failure(
                        "the app-level token lacks " + Scopes.SOCKET + ", so no event comes in",
                        "make a token with " + Scopes.SOCKET + " " + WHERE);
            case "invalid_auth", "not_authed", "token_revoked", "not_allowed_token_type" ->
                Health.failure(
                        "Slack does not take the app-level token (" + error + ")",
                        "make a token with " + Scopes.SOCKET + " " + WHERE);
            case "forbidden_team", "access_denied", "socket_mode_not_enabled" ->
                Health.failure(
                        "Socket Mode is not allowed (" + error + ")",
                        "turn it on under Socket Mode at https://api.slack.com/apps, or ask an admin of the workspace");
            default -> Trial.refused(error);
        };
    }
}
