package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.mlmentor.settings.Secret;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.slack.fake.FakeSlack;
import io.github.mlmentor.slack.fake.Fault;
import io.github.mlmentor.telemetry.HealthCheck;
import io.github.mlmentor.telemetry.HealthCheck.Health;
import io.github.mlmentor.telemetry.HealthCheck.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doctor says of Slack. */
class TrialTest {
    private final FakeSlack slack = FakeSlack.start();

    @BeforeEach
    void grantWhatTheManifestAsksFor() {
        slack.team().scopes().clear();
        slack.team().scopes().addAll(Scopes.names());
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void allIsWell() {
        assertThat(bot()).isEqualTo(Health.ok("mentor in Acme ML, with all 16 scopes"));
        assertThat(socket()).isEqualTo(Health.ok("Socket Mode is open"));
    }

    @Test
    void withoutTokensThereIsNothingToLookAt() {
        assertThat(SlackDoor.trials(settings("", "", slack.apiUrl()))).isEmpty();
    }

    @Test
    void aMissingScopeIsNamedWithWhatIsLostAndTheMend() {
        slack.team().scopes().removeAll(List.of("reactions:read", "channels:history"));
        Health health = bot();
        assertThat(health.status()).isEqualTo(Status.WARNING);
        assertThat(health.detail())
                .startsWith("mentor in Acme ML; missing channels:history (for follow-ups, the modes auto and mentor")
                .endsWith(", reactions:read (for asking, and using as knowledge, by a reaction)");
        assertThat(health.mend()).contains("OAuth & Permissions").contains("reinstall");
    }

    @Test
    void withoutAVitalScopeItFails() {
        slack.team().scopes().remove("chat:write");
        assertThat(bot().status()).isEqualTo(Status.FAILURE);
        assertThat(bot().detail()).contains("missing chat:write (for every answer)");
    }

    @Test
    void rightsThatNobodyNeedsAreNamed() {
        slack.team().scopes().addAll(List.of("files:read", "admin.users:read"));
        Health health = bot();
        assertThat(health.status()).isEqualTo(Status.WARNING);
        assertThat(health.detail()).isEqualTo("mentor in Acme ML; not needed admin.users:read, files:read");
        assertThat(health.mend()).contains("take away");
    }

    @Test
    void aTokenWithoutAnyScopeHasNoHeaderAndIsNotCalledWell() {
        slack.team().scopes().clear();
        assertThat(bot().status()).isEqualTo(Status.WARNING);
        assertThat(bot().detail()).contains("Slack does not say");
    }

    @Test
    void tokensInEachOthersPlacesAreNoticedWithoutACall() {
        Settings.Slack swapped = settings(FakeSlack.APP_TOKEN, slack.team().token(), slack.apiUrl());
        List<HealthCheck> checks = SlackDoor.trials(swapped);
        assertThat(checks).hasSize(2).allSatisfy(check -> {
            assertThat(check.check().status()).isEqualTo(Status.FAILURE);
            assertThat(check.check().mend()).contains("SLACK_APP_TOKEN").contains("SLACK_BOT_TOKEN");
        });
        assertThat(slack.see().calls("*")).isEmpty();
    }

    @Test
    void aPersonsTokenIsNoBotToken() {
        Health health = check(settings("xoxp-1000000000001-0123456789abcdef", "", slack.apiUrl()), 0);
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.mend()).contains("Bot User OAuth Token");
    }

    @Test
    void aBotTokenAloneHearsNothing() {
        Settings.Slack deaf = new Settings.Slack(
                new Secret(slack.team().token()),
                Secret.NONE,
                Secret.NONE,
                "",
                Secret.NONE,
                "",
                "",
                "",
                "",
                "mentors",
                "",
                true,
                slack.apiUrl());
        assertThat(check(deaf, 0).mend()).contains("SLACK_APP_TOKEN").contains("SLACK_SIGNING_SECRET");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_auth, copy the Bot User OAuth Token",
        "token_revoked, install the app",
        "account_inactive, install the app",
        "token_expired, /slack/install",
        "not_allowed_token_type, Bot User OAuth Token",
        "unknown_method, SLACK_API_URL",
        "org_login_required, admin",
        "something_new, docs.slack.dev"
    })
    void whatSlackRefusesIsExplained(String error, String mend) {
        slack.fault(Fault.on("auth.test").error(error));
        Health health = bot();
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.detail()).contains(error.equals("token_expired") ? "too old" : error);
        assertThat(health.mend()).contains(mend);
    }

    @ParameterizedTest
    @CsvSource({
        "missing_scope, connections:write",
        "invalid_auth, connections:write",
        "not_allowed_token_type, connections:write",
        "socket_mode_not_enabled, under Socket Mode"
    })
    void whatSlackRefusesOfTheAppTokenIsExplained(String error, String mend) {
        slack.fault(Fault.on("apps.connections.open").error(error));
        Health health = socket();
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.mend()).contains(mend);
    }

    @Test
    void anUnknownAppTokenIsRefused() {
        Health health = check(settings(slack.team().token(), "xapp-1-A0OTHER", slack.apiUrl()), 1);
        assertThat(health.detail()).contains("invalid_auth");
    }

    @Test
    void whatMayPassIsNoFailure() {
        slack.fault(Fault.on("auth.test").status(503));
        assertThat(bot().status()).isEqualTo(Status.WARNING);
        slack.fault(Fault.on("auth.test").rateLimited(Duration.ofSeconds(1)));
        assertThat(bot().status()).isEqualTo(Status.WARNING);
        slack.clearFaults();
        slack.fault(Fault.on("auth.test").error("internal_error"));
        assertThat(bot().status()).isIn(Status.WARNING);
    }

    @Test
    void anAddressWhereNobodyIsIsNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String address = "http://127.0.0.1:" + free + "/api/";
        Health health = check(settings(slack.team().token(), "", address), 0);
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.detail()).isEqualTo(address + " cannot be reached");
        assertThat(health.mend()).contains("SLACK_API_URL");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 404})
    void anAddressOfSomethingElseIsNamed(int status) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] page = "<html>Welcome</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try {
            String address = "http://127.0.0.1:" + other.getAddress().getPort() + "/";
            Health health = check(settings(slack.team().token(), "", address), 0);
            assertThat(health.status()).isEqualTo(Status.FAILURE);
            assertThat(health.detail()).contains("is not Slack's Web API");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void noTokenIsEverSaid() {
        String bot = slack.team().token();
        for (String error : List.of("", "invalid_auth", "token_revoked", "something_new")) {
            if (!error.isEmpty()) {
                slack.fault(Fault.on("*").error(error).times(2));
            }
            for (HealthCheck check : SlackDoor.trials(settings(bot, FakeSlack.APP_TOKEN, slack.apiUrl()))) {
                assertThat(check.check().toString()).doesNotContain(bot).doesNotContain(FakeSlack.APP_TOKEN);
            }
        }
    }

    private Health bot() {
        return check(settings(slack.team().token(), FakeSlack.APP_TOKEN, slack.apiUrl()), 0);
    }

    private Health socket() {
        return check(settings(slack.team().token(), FakeSlack.APP_TOKEN, slack.apiUrl()), 1);
    }

    private static Health check(Settings.Slack settings, int which) {
        return SlackDoor.trials(settings).get(which).check();
    }

    private static Settings.Slack settings(String bot, String app, String url) {
        return new Settings.Slack(
                new Secret(bot),
                new Secret(app),
                new Secret("signing-secret"),
                "",
                Secret.NONE,
                "",
                "",
                "",
                "",
                "mentors",
                "",
                true,
                url);
    }
}
