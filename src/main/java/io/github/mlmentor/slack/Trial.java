package io.github.mlmentor.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck;
import io.github.mlmentor.telemetry.HealthCheck.Health;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Single calls that try whether the settings are any good. What is said of them holds no token. */
final class Trial {
    private static final int CALL_MILLIS = 10_000;

    private Trial() {}

    /** What the doctor looks after, by what is set. */
    static List<HealthCheck> checks(Settings.Slack settings) {
        List<HealthCheck> checks = new ArrayList<>();
        if (settings.botToken().isPresent()) {
            checks.add(new BotCheck(settings));
        }
        if (settings.appToken().isPresent()) {
            checks.add(new SocketCheck(settings));
        }
        if (settings.botToken().isPresent()
                && !SlackDoor.ids(settings.mentorChannels()).isEmpty()) {
            checks.add(new MentorsCheck(settings));
        }
        return checks;
    }

    /** A call and what it says. */
    interface Question {
        Health ask(MethodsClient methods) throws IOException, SlackApiException;
    }

    /** Asks, and knows what it means when there is no proper answer. */
    static Health of(Settings.Slack settings, String token, Question question) {
        try (Slack slack = slack(settings)) {
            return question.ask(slack.methods(token));
        } catch (Exception e) {
            return failed(settings, e);
        }
    }

    private static Slack slack(Settings.Slack settings) {
        SlackConfig config = new SlackConfig();
        if (!settings.apiUrl().isEmpty()) {
            config.setMethodsEndpointUrlPrefix(settings.apiUrl().replaceFirst("/*$", "/"));
        }
        config.setHttpClientCallTimeoutMillis(CALL_MILLIS);
        config.setStatsEnabled(false);
        return Slack.getInstance(config);
    }

    /** Slack answered that it does not want to, for a reason that means the same for every token. */
    static Health refused(String error) {
        return switch (error) {
            case "ratelimited",
                    "rate_limited",
                    "internal_error",
                    "fatal_error",
                    "service_unavailable",
                    "request_timeout" ->
                Health.warning("Slack cannot say now (" + error + ")", "try again in a minute");
            case "unknown_method" ->
                Health.failure("SLACK_API_URL does not lead to Slack's Web API (" + error + ")", wrongAddress());
            case "team_access_not_granted", "org_login_required", "ekm_access_denied" ->
                Health.failure(
                        "the workspace does not let the app in (" + error + ")", "ask an admin of the workspace");
            default ->
                Health.failure(
                        "Slack refuses (" + error + ")",
                        "see https://docs.slack.dev/reference/methods for what it means");
        };
    }

    /** There was no answer, or one that is not Slack's. */
    private static Health failed(Settings.Slack settings, Exception e) {
        String place = settings.apiUrl().isEmpty() ? "https://slack.com/api/" : settings.apiUrl();
        if (e instanceof SlackApiException answered) {
            int status = answered.getResponse().code();
            return status == 429 || status >= 500
                    ? Health.warning(place + " cannot say now (status " + status + ")", "try again in a minute")
                    : Health.failure(
                            "what answers at " + place + " is not Slack's Web API (status " + status + ")",
                            wrongAddress());
        }
        if (!(e instanceof IOException)) {
            return Health.failure("what answers at " + place + " is not Slack's Web API", wrongAddress());
        }
        String how = e instanceof InterruptedIOException ? "does not answer in time" : "cannot be reached";
        return Health.failure(
                place + " " + how,
                settings.apiUrl().isEmpty()
                        ? "let this machine out to slack.com and wss-primary.slack.com, port 443, or by SLACK_API_URL to a proxy"
                        : wrongAddress());
    }

    private static String wrongAddress() {
        return "correct SLACK_API_URL, or leave it empty for slack.com";
    }
}
