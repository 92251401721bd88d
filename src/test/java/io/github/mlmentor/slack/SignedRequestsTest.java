package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import io.github.mlmentor.http.Request;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRequestsTest {
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final SignedRequests requests = new SignedRequests(SECRET, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void whatTheSdkSignsIsGenuine() {
        assertThat(requests.isGenuine(signed(SECRET, NOW, "token=x&text=Wie+h\u00e4ufig%3F \ud83d\ude42")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-299, 299})
    void clocksMayDifferByFiveMinutes(long seconds) {
        assertThat(requests.isGenuine(signed(SECRET, NOW.plusSeconds(seconds), "x")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void whatIsStaleOrFromTheFutureIsNot(long seconds) {
        assertThat(requests.isGenuine(signed(SECRET, NOW.plusSeconds(seconds), "x")))
                .isFalse();
    }

    @Test
    void anotherSecretOrBodyIsNot() {
        assertThat(requests.isGenuine(signed("other", NOW, "x"))).isFalse();
        Request genuine = signed(SECRET, NOW, "x");
        assertThat(requests.isGenuine(new Request(Map.of(), Map.of(), genuine.headers(), "y", "")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "99999999999999999999", "9223372036854775807", "-9223372036854775808"})
    void aTimeThatIsNoneIsNot(String stamp) {
        Map<String, String> headers = Map.of("x-slack-request-timestamp", stamp, "x-slack-signature", "v0=00");
        assertThat(requests.isGenuine(new Request(Map.of(), Map.of(), headers, "x", "")))
                .isFalse();
    }

    @Test
    void aPostWithoutASignatureIsNot() {
        assertThat(requests.isGenuine(new Request(Map.of(), Map.of(), Map.of(), "x", "")))
                .isFalse();
    }

    private static Request signed(String secret, Instant at, String body) {
        String stamp = String.valueOf(at.getEpochSecond());
        String signature = new SlackSignature.Generator(secret).generate(stamp, body);
        return new Request(
                Map.of(),
                Map.of(),
                Map.of("x-slack-request-timestamp", stamp, "x-slack-signature", signature),
                body,
                "127.0.0.1");
    }
}
