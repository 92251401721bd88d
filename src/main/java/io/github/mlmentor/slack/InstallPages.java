package io.github.mlmentor.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.oauth.OAuthV2AccessResponse;
import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.http.Request;
import io.github.mlmentor.http.Response;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two pages by which a workspace installs the app: {@code /slack/install} leads to Slack, and from there somebody comes back to
 * {@code /slack/oauth_redirect}. Only who began comes back: by a state that is good once, for ten minutes, and in that browser alone.
 * Any process may answer the second page. Thread-safe.
 */
final class InstallPages {
    private static final Logger LOG = LoggerFactory.getLogger(InstallPages.class);
    static final Duration STATE_LIFE = Duration.ofMinutes(10);
    private static final String INSTALL = "/slack/install";
    private static final String REDIRECT = "/slack/oauth_redirect";
    private static final String COOKIE = "mentor_slack_install";
    private static final Pattern COOKIE_VALUE = Pattern.compile("(?:^|;)\\s*" + COOKIE + "=([\\w-]+)");
    private static final int STATE_BYTES = 32;
    private static final String WELCOME =
            "Thank you for installing me. I answer when I am mentioned, in direct messages, and to `/mentor`; invite me into a"
                    + " channel to have me there. `/mentor channel` shows what I do in a channel and how admins change it,"
                    + " `/mentor help` shows the rest.";

    private final OAuth oauth;
    private final Installations installations;
    private final InstalledWorkspaces workspaces;
    private final SlackApi api;
    private final String publicUrl;
    private final Executor afterwards;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * The pages.
     *
     * @param publicUrl where people reach us
     * @param afterwards what does things that nobody waits for
     */
    InstallPages(
            OAuth oauth,
            Installations installations,
            InstalledWorkspaces workspaces,
            SlackApi api,
            String publicUrl,
            Executor afterwards,
            Clock clock) {
        this.oauth = oauth;
        this.installations = installations;
        this.workspaces = workspaces;
        this.api = api;
        this.publicUrl = publicUrl;
        this.afterwards = afterwards;
        this.clock = clock;
    }

    /** Where the app is installed, under the public address. */
    static String address(String publicUrl) {
        return publicUrl.replaceFirst("/*$", "") + INSTALL;
    }

    List<Endpoint> endpoints() {
        return List.of(new Page(INSTALL, this::install), new Page(REDIRECT, this::redirect));
    }

    /** One of the pages. */
    private record Page(String path, Handling handling) implements Endpoint {
        interface Handling {
            void handle(Request request, Response response) throws IOException;
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public boolean isCostly() {
            return true;
        }

        @Override
        public void handle(Request request, Response response) throws IOException {
            handling.handle(request, response);
        }
    }

    private String redirectUri() {
        return publicUrl.replaceFirst("/*$", "") + REDIRECT;
    }

    private void install(Request request, Response response) throws IOException {
        byte[] bytes = new byte[STATE_BYTES];
        random.nextBytes(bytes);
        String state = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        installations.expect(state, clock.instant().plus(STATE_LIFE));
        cookie(response, state, STATE_LIFE);
        send(
                response,
                200,
                "Add ML Mentor to Slack",
                "It answers questions about the work and the career of a machine-learning engineer, where it is mentioned, in"
                        + " direct messages, and to /mentor. Slack shows next what it may do. This link is good for ten minutes.",
                oauth.agreement(redirectUri(), state),
                "Add to Slack");
    }

    private void redirect(Request request, Response response) throws IOException {
        String state = request.query().getOrDefault("state", "");
        boolean begunHere = !state.isEmpty()
                && MessageDigest.isEqual(state.getBytes(UTF_8), cookie(request).getBytes(UTF_8))
                && installations.arrived(state, clock.instant());
        cookie(response, "", Duration.ZERO);
        if (!begunHere) {
            again(
                    response,
                    400,
                    "This installation cannot be finished",
                    "It was not begun in this browser within the last ten minutes, or it is finished already. If ML Mentor is"
                            + " not in Slack yet, begin once more.");
            return;
        }
        String error = request.query().getOrDefault("error", "");
        String code = request.query().getOrDefault("code", "");
        if (!error.isEmpty() || code.isEmpty()) {
            boolean denied = error.equals("access_denied");
            again(
                    response,
                    denied ? 403 : 400,
                    denied ? "ML Mentor was not installed" : "Slack did not agree",
                    denied
                            ? "The permission was not given in Slack. Begin once more, or ask somebody who may install apps."
                            : "Slack sent nobody's permission. Begin once more.");
            return;
        }
        redeem(code, response);
    }

    private void redeem(String code, Response response) throws IOException {
        OAuthV2AccessResponse given;
        try {
            given = oauth.redeem(code, redirectUri());
        } catch (SlackApiException | IOException e) {
            LOG.warn(
                    "Slack could not be asked for the tokens of an installation ({})",
                    e.getClass().getSimpleName());
            again(response, 502, "Slack does not answer", "Nothing was installed. Begin once more in a minute.");
            return;
        }
        if (!given.isOk()) {
            refused(given.getError(), response);
            return;
        }
        Installation installation = installation(given);
        workspaces.installed(installation);
        LOG.info("The Slack app was installed in {}", installation.home());
        welcome(installation);
        String name = given.getTeam() == null
                ? "your organisation"
                : text(given.getTeam().getName());
        send(
                response,
                200,
                "ML Mentor is in Slack",
                "It is installed in " + name + ". Invite it into a channel, or write to it directly.",
                "https://slack.com/app_redirect?app=" + text(given.getAppId())
                        + (installation.team().isEmpty() ? "" : "&team=" + installation.team()),
                "Open Slack");
    }

    private void refused(String error, Response response) throws IOException {
        switch (error) {
            case "invalid_code", "code_already_used", "code_expired" ->
                again(
                        response,
                        400,
                        "This installation cannot be finished",
                        "Slack's permission was used already or is too old. Begin once more.");
            case "bad_redirect_uri" ->
                ours(response, error, "add " + redirectUri() + " to the app's redirect URLs at api.slack.com/apps");
            case "invalid_client_id", "bad_client_secret" ->
                ours(response, error, "correct slack.client_id and slack.client_secret");
            default -> ours(response, error, "see what Slack says about this error of oauth.v2.access");
        }
    }

    /** What who installs cannot mend. */
    private static void ours(Response response, String error, String mend) throws IOException {
        LOG.error("Slack refused an installation ({}); {}", error, mend);
        again(
                response,
                500,
                "ML Mentor is not set up rightly",
                "Slack refuses it (" + error
                        + "). Nothing was installed. Whoever runs this ML Mentor finds in its log what to do.");
    }

    private Installation installation(OAuthV2AccessResponse given) {
        boolean whole = given.isEnterpriseInstall() || given.getTeam() == null;
        return new Installation(
                whole ? "" : given.getTeam().getId(),
                given.getEnterprise() == null ? "" : text(given.getEnterprise().getId()),
                text(given.getBotUserId()),
                text(given.getAccessToken()),
                text(given.getRefreshToken()),
                OAuth.expiry(given, clock),
                text(given.getScope()),
                given.getAuthedUser() == null ? "" : text(given.getAuthedUser().getId()),
                clock.instant());
    }

    private void welcome(Installation installation) {
        if (installation.installer().isEmpty()) {
            return;
        }
        afterwards.execute(() -> {
            var unused = api.look(
                    installation.home(),
                    methods -> methods.chatPostMessage(
                            request -> request.channel(installation.installer()).text(WELCOME)));
        });
    }

    private void cookie(Response response, String value, Duration life) {
        response.header(
                "Set-Cookie",
                COOKIE + "=" + value + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Lax"
                        + (publicUrl.startsWith("https:") ? "; Secure" : ""));
    }

    private static String cookie(Request request) {
        Matcher found = COOKIE_VALUE.matcher(request.header("Cookie"));
        return found.find() ? found.group(1) : "";
    }

    private static void again(Response response, int status, String title, String sentence) throws IOException {
        send(response, status, title, sentence, INSTALL, "Begin once more");
    }

    private static void send(Response response, int status, String title, String sentence, String link, String label)
            throws IOException {
        response.header("Cache-Control", "no-store");
        response.send(status, "text/html", """
                <!doctype html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
                  <title>%1$s · ML Mentor</title>
                  <meta name="robots" content="noindex">
                  <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
                  <link rel="stylesheet" href="/assets/style.css">
                </head>
                <body class="page-error">
                  <main class="sheet" id="main">
                    <div class="error-page">
                      <h1>%1$s</h1>
                      <p class="lead">%2$s</p>
                      <p class="error-links"><a class="button" href="%3$s">%4$s</a></p>
                    </div>
                  </main>
                </body>
                </html>
                """.formatted(escape(title), escape(sentence), escape(link), escape(label)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
