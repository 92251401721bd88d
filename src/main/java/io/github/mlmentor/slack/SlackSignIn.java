package io.github.mlmentor.slack;

import com.slack.api.Slack;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.openid.connect.OpenIDConnectTokenResponse;
import com.slack.api.methods.response.openid.connect.OpenIDConnectUserInfoResponse;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.SignIn;
import io.github.mlmentor.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** "Sign in with Slack", which is OpenID Connect: who somebody is, and nothing else of him. Thread-safe. */
final class SlackSignIn implements SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SlackSignIn.class);
    private static final String SCOPES = "openid profile";

    private final Slack slack;
    private final String host;
    private final String clientId;
    private final Secret clientSecret;
    private final Predicate<String> isServed;

    /**
     * Signs people in.
     *
     * @param apiUrl where Slack's Web API is, or empty for Slack's own; people agree on the same host
     * @param isServed whether the bot is in a workspace
     */
    SlackSignIn(Slack slack, String apiUrl, String clientId, Secret clientSecret, Predicate<String> isServed) {
        this.slack = slack;
        this.host = apiUrl.isEmpty()
                ? "https://slack.com"
                : URI.create(apiUrl).resolve("/").toString().replaceFirst("/$", "");
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.isServed = isServed;
    }

    @Override
    public Platform platform() {
        return Platform.SLACK;
    }

    @Override
    public String label() {
        return "Sign in with Slack";
    }

    @Override
    public String address(String state, String redirect) {
        return host + "/openid/connect/authorize?response_type=code&scope=" + encoded(SCOPES) + "&client_id="
                + encoded(clientId) + "&state=" + encoded(state) + "&redirect_uri=" + encoded(redirect);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public List<Person> identify(String code, String redirect) {
        try {
            OpenIDConnectTokenResponse token = slack.methods()
                    .openIDConnectToken(request -> request.clientId(clientId)
                            .clientSecret(clientSecret.reveal())
                            .code(code)
                            .redirectUri(redirect));
            if (!token.isOk()) {
                LOG.warn("Slack did not sign somebody in: {}", token.getError());
                return List.of();
            }
            OpenIDConnectUserInfoResponse about =
                    slack.methods(token.getAccessToken()).openIDConnectUserInfo(request -> request);
            if (!about.isOk() || about.getUserId() == null || about.getTeamId() == null) {
                LOG.warn("Slack did not say who signed in: {}", about.getError());
                return List.of();
            }
            return isServed.test(about.getTeamId())
                    ? List.of(new Person(Platform.SLACK, about.getTeamId(), about.getUserId()))
                    : List.of();
        } catch (IOException | SlackApiException e) {
            LOG.warn("Slack could not be asked who signed in: {}", e.getClass().getSimpleName());
            return List.of();
        }
    }
}
