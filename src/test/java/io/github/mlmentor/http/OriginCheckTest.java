package io.github.mlmentor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginCheckTest {
    private final OriginCheck local = new OriginCheck(true, "");
    private final OriginCheck open = new OriginCheck(false, "");
    private final OriginCheck named = new OriginCheck(true, "https://Mentor.Example.org:8443/playground");

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:8080", "127.1.2.3", "[::1]", "[::1]:80"})
    void thisMachineIsServedUnderItsOwnNames(String host) {
        assertThatCode(() -> local.check("GET", host, "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "127.evil.example:8080",
                "localhost.evil.example",
                "evil.example:80:80",
                "user@localhost",
                "[::1].evil.example",
                "[::2]",
                "192.168.1.7",
                "10.0.0.1:8080",
                ""
            })
    void whatOnlyLooksLikeThisMachineIsRefused(String host) {
        assertRefused(local, "GET", host, "", 421);
    }

    @Test
    void theRefusalNamesTheHostAndTheSettingThatAllowsIt() {
        assertThatThrownBy(() -> local.check("GET", "mentor.lan:8080", ""))
                .hasMessageContaining("\"mentor.lan\"")
                .hasMessageContaining("http.public_url (MENTOR_PUBLIC_URL)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.1.7:8080", "10.0.0.1", "[fd00::1]:8080", "localhost:8080", "127.0.0.1"})
    void beyondThisMachineEveryAddressIsServed(String host) {
        assertThatCode(() -> open.check("GET", host, "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "192.168.1.7.evil.example", "1.2.3", "1.2.3.4.5", ""})
    void beyondThisMachineNamesAreRefusedAllTheSame(String host) {
        assertRefused(open, "GET", host, "", 421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mentor.example.org", "mentor.example.org:8443", "MENTOR.example.org", "localhost:8080"})
    void thePublicNameIsServed(String host) {
        assertThatCode(() -> named.check("GET", host, "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "evil.mentor.example.org", "mentor.example.org.evil.example"})
    void relativesOfThePublicNameAreRefused(String host) {
        assertRefused(named, "GET", host, "", 421);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, http://localhost:8080",
        "127.0.0.1:8080, http://127.0.0.1:8080",
        "LOCALHOST:8080, http://localhost:8080",
        "localhost, http://localhost",
        "localhost:8080, ''"
    })
    void aPageOfOursMayPost(String host, String origin) {
        assertThatCode(() -> local.check("POST", host, origin)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "http://localhost:3000",
                "http://127.0.0.1:8080",
                "http://localhost:8080.evil.example",
                "http://localhost:8080@evil.example",
                "null",
                "file://",
                "http://:8080",
                "not an address"
            })
    void aPageOfSomebodyElseMayNotPost(String origin) {
        assertRefused(local, "POST", "localhost:8080", origin, 403);
    }

    @Test
    void aPageUnderThePublicNameMayPostThroughAProxy() {
        assertThatCode(() -> named.check("POST", "localhost:8080", "https://mentor.example.org"))
                .doesNotThrowAnyException();
        assertRefused(named, "POST", "localhost:8080", "https://evil.example", 403);
    }

    @Test
    void readingIsOpenToEveryOrigin() {
        assertThatCode(() -> local.check("GET", "localhost:8080", "http://evil.example"))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(OriginCheck check, String method, String host, String origin, int status) {
        assertThatThrownBy(() -> check.check(method, host, origin))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.status()).isEqualTo(status));
    }
}
