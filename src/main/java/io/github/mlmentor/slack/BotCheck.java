package io.github.mlmentor.slack;

import com.slack.api.methods.response.auth.AuthTestResponse;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks whether Slack takes the bot token, and whether it lets the bot do what it is for. For the doctor, not for every second. */
final class BotCheck implements HealthCheck {
    private static final String GRANTED = "x-oauth-scopes";
    private static final String WHERE = "under OAuth & Permissions at https://api.slack.com/apps";

    private final Settings.Slack settings;

    BotCheck(Settings.Slack settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Health check() {
        String token = settings.botToken().reveal();
        if (token.startsWith("xapp-")) {
            return Health.failure(
                    "SLACK_BOT_TOKEN holds an app-level token (xapp-)",
                    "put that one into SLACK_APP_TOKEN, and the Bot User OAuth Token (xoxb-) " + WHERE
                            + " into SLACK_BOT_TOKEN");
        }
        if (token.startsWith("xoxp-") || token.startsWith("xoxe.xoxp-")) {
            return Health.failure(
                    "SLACK_BOT_TOKEN holds a person's token (xoxp-)", "use the Bot User OAuth Token (xoxb-) " + WHERE);
        }
        if (!settings.appToken().isPresent() && !settings.signingSecret().isPresent()) {
            return Health.failure(
                    "nothing says how events come in",
                    "set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for posts to /slack/events");
        }
        return Trial.of(settings, token, methods -> {
            AuthTestResponse answer = methods.authTest(request -> request);
            return answer.isOk() ? granted(answer) : refused(answer.getError());
        });
    }

    private static Health refused(String error) {
        return switch (error) {
            case "invalid_auth", "not_authed" ->
                Health.failure(
                        "Slack does not know the bot token (" + error + ")",
                        "copy the Bot User OAuth Token (xoxb-) " + WHERE + " again, all of it");
            case "token_revoked", "account_inactive" ->
                Health.failure(
                        "the bot token is no longer good (" + error + ")",
                        "install the app into the workspace again " + WHERE + " and take the new token");
            case "token_expired" ->
                Health.failure(
                        "the bot token is too old, because the app renews its tokens (token rotation)",
                        "install the app by /slack/install, which renews them, or make an app without token rotation");
            case "not_allowed_token_type" ->
                Health.failure(
                        "SLACK_BOT_TOKEN holds a token of another kind (" + error + ")",
                        "use the Bot User OAuth Token (xoxb-) " + WHERE);
            default -> Trial.refused(error);
        };
    }

    private static Health granted(AuthTestResponse answer) {
        String who = answer.getUser() + " in " + answer.getTeam();
        Set<String> has = scopes(answer.getHttpResponseHeaders());
        if (has.isEmpty()) {
            return Health.warning(
                    who + "; Slack does not say what it may do",
                    "compare its scopes " + WHERE + " with config/slack-manifest.yaml");
        }
        List<Scopes.Scope> missing =
                Scopes.BOT.stream().filter(scope -> !has.contains(scope.name())).toList();
        Set<String> more = new TreeSet<>(has);
        Scopes.names().forEach(more::remove);
        List<String> details = new ArrayList<>(List.of(who));
        List<String> mends = new ArrayList<>();
        if (!missing.isEmpty()) {
            details.add("missing "
                    + missing.stream()
                            .map(scope -> scope.name() + " (for " + scope.feature() + ")")
                            .collect(Collectors.joining(", ")));
            mends.add("add what is missing " + WHERE + ", then reinstall the app there");
        }
        if (!more.isEmpty()) {
            details.add("not needed " + String.join(", ", more));
            mends.add("take away what is not needed, as config/slack-manifest.yaml has it");
        }
        String detail = String.join("; ", details);
        String mend = String.join("; ", mends);
        if (missing.stream().anyMatch(scope -> Scopes.VITAL.contains(scope.name()))) {
            return Health.failure(detail, mend);
        }
        return mends.isEmpty()
                ? Health.ok(who + ", with all " + Scopes.BOT.size() + " scopes")
                : Health.warning(detail, mend);
    }

    private static Set<String> scopes(Map<String, List<String>> headers) {
        Set<String> scopes = new TreeSet<>();
        headers.forEach((name, values) -> {
            if (name.equalsIgnoreCase(GRANTED)) {
                for (String value : values) {
                    for (String scope : value.split(",")) {
                        scopes.add(scope.strip());
                    }
                }
            }
        });
        scopes.remove("");
        return scopes;
    }
}
