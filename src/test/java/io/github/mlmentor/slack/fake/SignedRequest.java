package io.github.mlmentor.slack.fake;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request as Slack signs it.
 *
 * @param timestamp in seconds
 * @param signature over the bytes of the body
 */
record SignedRequest(String contentType, String body, String timestamp, String signature) {
    static SignedRequest sign(String secret, long timestamp, String contentType, String body) {
        return new SignedRequest(
                contentType, body, Long.toString(timestamp), "v0=" + hmac(secret, "v0:" + timestamp + ":" + body));
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder to(String url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", contentType)
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
        if (!timestamp.isEmpty()) {
            request.header("X-Slack-Request-Timestamp", timestamp);
        }
        if (!signature.isEmpty()) {
            request.header("X-Slack-Signature", signature);
        }
        return request;
    }
}
