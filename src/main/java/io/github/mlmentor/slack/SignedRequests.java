package io.github.mlmentor.slack;

import io.github.mlmentor.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a post really comes from Slack, and now. The SDK's own check takes times in the future and compares character by character.
 * Thread-safe.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>
 */
final class SignedRequests {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final byte[] secret;
    private final Clock clock;

    SignedRequests(String secret, Clock clock) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    boolean isGenuine(Request request) {
        String stamp = request.header("X-Slack-Request-Timestamp");
        String signature = request.header("X-Slack-Signature");
        Duration age;
        try {
            age = Duration.between(Instant.ofEpochSecond(Long.parseLong(stamp)), clock.instant())
                    .abs();
        } catch (NumberFormatException | ArithmeticException | java.time.DateTimeException e) {
            return false;
        }
        byte[] expected = ("v0=" + HexFormat.of().formatHex(sign("v0:" + stamp + ":" + request.body())))
                .getBytes(StandardCharsets.US_ASCII);
        return age.compareTo(WINDOW) <= 0
                && MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
