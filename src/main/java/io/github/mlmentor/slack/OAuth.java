package io.github.mlmentor.slack;

import com.slack.api.Slack;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.oauth.OAuthV2AccessResponse;
import io.github.mlmentor.settings.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The app itself, as it asks Slack for tokens. Thread-safe. */
final class OAuth {
    private final Slack slack;
    private final String clientId;
    private final Secret clientSecret;

    OAuth(Slack slack, String clientId, Secret clientSecret) {
        this.slack = slack;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /** Where somebody agrees to the installation. */
    String agreement(String redirect, String state) {
        return "https://slack.com/oauth/v2/authorize?client_id=" + encoded(clientId) + "&scope="
                + encoded(String.join(",", Scopes.names())) + "&redirect_uri=" + encoded(redirect) + "&state="
                + encoded(state);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The tokens for a code, which is good once and for ten minutes. */
    OAuthV2AccessResponse redeem(String code, String redirect) throws IOException, SlackApiException {
        return slack.methods()
                .oauthV2Access(request -> request.clientId(clientId)
                        .clientSecret(clientSecret.reveal())
                        .code(code)
                        .redirectUri(redirect));
    }

    /** New tokens for a refresh token, which is good once. */
    OAuthV2AccessResponse refresh(String refreshToken) throws IOException, SlackApiException {
        return slack.methods()
                .oauthV2Access(request -> request.clientId(clientId)
                        .clientSecret(clientSecret.reveal())
                        .grantType("refresh_token")
                        .refreshToken(refreshToken));
    }

    /** When the token of a response expires; null when it does not. */
    static @Nullable Instant expiry(OAuthV2AccessResponse response, Clock clock) {
        Integer seconds = response.getExpiresIn();
        return seconds == null || seconds == 0 ? null : clock.instant().plusSeconds(seconds);
    }
}
