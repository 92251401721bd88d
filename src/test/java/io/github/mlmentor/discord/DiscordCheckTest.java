package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.ACME;
import static io.github.mlmentor.discord.fake.FakeDiscord.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.discord.fake.FakeDiscord;
import io.github.mlmentor.discord.fake.Fault;
import io.github.mlmentor.settings.Secret;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck.Health;
import io.github.mlmentor.telemetry.HealthCheck.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doctor says of Discord. */
class DiscordCheckTest {
    private final FakeDiscord fake = FakeDiscord.start();

    @AfterEach
    void nothingWasAgainstTheRules() {
        assertThat(fake.violations()).isEmpty();
        assertThat(fake.gateway().identifies()).isZero();
        fake.close();
    }

    @Test
    void withoutATokenThereIsNothingToLookAt() {
        assertThat(DiscordDoor.trials(settings("", fake.apiUrl()))).isEmpty();
    }

    @Test
    void whenAllIsWellItSaysWhereToInviteIt() {
        Health health = check(FakeDiscord.TOKEN);
        assertThat(health.status()).isEqualTo(Status.OK);
        assertThat(health.detail())
                .contains("ML Mentor in 2 servers")
                .contains("https://discord.com/oauth2/authorize?client_id=" + FakeDiscord.BOT)
                .contains("scope=bot+applications.commands&permissions=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdef0123456789abcdef",
                "ODAwMDAwMDAwMDAwMDAwMDk5. Gfake0.a-token",
                "Bot ODAwMDAwMDAwMDAwMDAwMDk5.Gfake0.a-token",
                "ODAwMDAwMDAwMDAwMDAwMDk5.Gfake0",
                "\"ODAwMDAwMDAwMDAwMDAwMDk5.Gfake0.a-token\"",
                "ODAwMDAwMDAwMDAwMDAwMDk5.Gfäke0.a-token",
            })
    void whatIsNoTokenOfABotIsSeenWithoutAskingDiscord(String token) {
        Health health = check(token);
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.detail())
                .contains("DISCORD_TOKEN does not look like a bot's token")
                .doesNotContain(token);
        assertThat(health.mend()).contains("Bot page").contains("client secret");
        assertThat(fake.see().calls("*")).isEmpty();
    }

    @Test
    void aTokenThatDiscordDoesNotKnowIsToBeReset() {
        Health health = check("ODAwMDAwMDAwMDAwMDAwMDk5.Gfake0.another");
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.detail()).contains("does not know the token");
        assertThat(health.mend()).contains("reset it on the Bot page").contains("https://discord.com/developers");
    }

    @Test
    void withoutTheIntentItSaysWhatDoesNotWorkAndWhereToSwitchItOn() {
        fake.settings().messageContent(false);
        Health health = check(FakeDiscord.TOKEN);
        assertThat(health.status()).isEqualTo(Status.WARNING);
        assertThat(health.detail()).contains("going on in a thread").contains("forum posts");
        assertThat(health.mend()).contains("Message Content Intent").contains("https://discord.com/developers");
    }

    @Test
    void inNoServerItSaysHowToInviteIt() {
        fake.happens().removed(ACME);
        fake.happens().removed(OTHER);
        Health health = check(FakeDiscord.TOKEN);
        assertThat(health.status()).isEqualTo(Status.WARNING);
        assertThat(health.detail()).contains("in 0 servers");
        assertThat(health.mend()).contains("https://discord.com/oauth2/authorize?client_id=");
    }

    @Test
    void whoConnectedTooOftenLearnsForHowLong() {
        fake.settings().sessionStarts(0, Duration.ofMinutes(90));
        Health health = check(FakeDiscord.TOKEN);
        assertThat(health.status()).isEqualTo(Status.WARNING);
        assertThat(health.detail()).contains("90 minutes");
        assertThat(health.mend()).contains("log");
    }

    @Test
    void anAddressWhereNobodyListensIsNamed() throws IOException {
        String nowhere;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = "http://127.0.0.1:" + socket.getLocalPort() + "/api/v10/";
        }
        Health health = new DiscordCheck(settings(FakeDiscord.TOKEN, nowhere)).check();
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.detail()).contains(nowhere);
        assertThat(health.mend()).contains("DISCORD_API_URL");
    }

    @Test
    void whatIsNotDiscordIsSaidToBeSo() {
        fake.fault(Fault.on("application").status(200));
        Health health = check(FakeDiscord.TOKEN);
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.detail()).contains("what answers is not Discord");
    }

    @Test
    void anErrorOfDiscordsIsNamed() {
        fake.fault(Fault.on("gateway.bot").status(503));
        Health health = check(FakeDiscord.TOKEN);
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.detail()).contains("503");
    }

    private Health check(String token) {
        return new DiscordCheck(settings(token, fake.apiUrl())).check();
    }

    private static Settings.Discord settings(String token, String api) {
        return new Settings.Discord(new Secret(token), "", Secret.NONE, "", "", "", "", "1", "", "", api);
    }
}
