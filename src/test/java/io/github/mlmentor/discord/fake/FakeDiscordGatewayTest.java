package io.github.mlmentor.discord.fake;

import static io.github.mlmentor.discord.fake.FakeDiscord.ACME;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.CAREERS;
import static io.github.mlmentor.discord.fake.FakeDiscord.CHEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.GENERAL;
import static io.github.mlmentor.discord.fake.FakeDiscord.LOBBY;
import static io.github.mlmentor.discord.fake.FakeDiscord.OTHER;
import static io.github.mlmentor.discord.fake.FakeDiscord.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.Compression;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What befalls a real JDA's connection. */
class FakeDiscordGatewayTest {
    private final FakeDiscord fake = FakeDiscord.start();
    private final SampleBot bot = new SampleBot();
    private final List<JDA> started = new ArrayList<>();

    private JDA start(JDABuilder builder) throws InterruptedException {
        JDA jda = builder.addEventListeners(bot).build();
        started.add(jda);
        return jda.awaitReady();
    }

    private JDA start() throws InterruptedException {
        return start(SampleBot.builder(fake, TOKEN));
    }

    @AfterEach
    void close() {
        started.forEach(JDA::shutdownNow);
        fake.close();
    }

    private void awaitHeard(String... all) {
        await().atMost(Duration.ofSeconds(20)).until(() -> bot.heard().containsAll(List.of(all)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "ZLIB"})
    void bothServersAreThereAndMessagesArriveCompressedOrNot(String compression) throws Exception {
        JDA jda = start(SampleBot.builder(fake, TOKEN).setCompression(Compression.valueOf(compression)));
        assertThat(jda.getGuildById(ACME)).isNotNull();
        assertThat(jda.getGuildById(OTHER)).isNotNull();
        for (int i = 0; i < 3; i++) {
            fake.message(GENERAL, BEN, "a long message " + "überfitting ".repeat(100) + i);
        }
        await().until(() -> bot.heard().size() == 3);
        assertThat(bot.heard().get(2)).endsWith("überfitting 2");
        String incompressible =
                new Random(1).ints(20_000).mapToObj(Integer::toHexString).collect(Collectors.joining());
        fake.message(GENERAL, BEN, incompressible);
        awaitHeard("message: " + incompressible);
        assertThat(fake.gateway().identifies()).isOne();
        assertThat(fake.gateway().intents() & Gateway.MESSAGE_CONTENT).isNotZero();
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void whatHappensDuringALostConnectionIsReplayedOnce() throws Exception {
        start();
        fake.message(GENERAL, BEN, "before");
        awaitHeard("message: before");
        fake.gateway().drop();
        fake.message(GENERAL, BEN, "meanwhile");
        awaitHeard("SessionDisconnectEvent", "SessionResumeEvent", "message: meanwhile");
        fake.message(GENERAL, BEN, "after");
        awaitHeard("message: after");
        assertThat(Collections.frequency(bot.heard(), "message: before")).isOne();
        assertThat(Collections.frequency(bot.heard(), "message: meanwhile")).isOne();
        assertThat(fake.gateway().identifies()).isOne();
        assertThat(fake.gateway().resumes()).isOne();
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void aRequestToReconnectIsFollowedByAResume() throws Exception {
        start();
        fake.gateway().reconnect();
        awaitHeard("SessionResumeEvent");
        fake.gateway().close(4000);
        await().until(() -> fake.gateway().resumes() == 2);
        fake.message(GENERAL, BEN, "still there?");
        awaitHeard("message: still there?");
        assertThat(fake.gateway().identifies()).isOne();
    }

    @Test
    void anInvalidSessionIsResumedOrBegunAnew() throws Exception {
        JDA jda = start();
        fake.gateway().invalidate(true);
        awaitHeard("SessionResumeEvent");
        assertThat(fake.gateway().identifies()).isOne();
        fake.gateway().invalidate(false);
        awaitHeard("SessionInvalidateEvent");
        await().until(() -> fake.gateway().identifies() == 2);
        await().until(() -> jda.getGuildById(ACME) != null && jda.getStatus() == JDA.Status.CONNECTED);
        fake.message(GENERAL, BEN, "again");
        awaitHeard("message: again");
    }

    @Test
    void anOutageIsSurvived() throws Exception {
        start();
        fake.gateway().down(true);
        fake.gateway().drop();
        awaitHeard("SessionDisconnectEvent");
        fake.see().awaitConnections(0);
        Sent meanwhile = fake.message(GENERAL, BEN, "anybody?");
        fake.gateway().down(false);
        awaitHeard("SessionResumeEvent", "message: anybody?");
        assertThat(meanwhile.told()).isFalse();
    }

    @Test
    void aSessionThatWasForgottenIsBegunAnew() throws Exception {
        start();
        fake.settings().sessionLife(Duration.ZERO);
        fake.gateway().drop();
        await().until(() -> fake.gateway().identifies() == 2);
        assertThat(fake.gateway().resumes()).isZero();
    }

    @Test
    void heartbeatsWithoutAnswerEndTheConnection() throws Exception {
        fake.settings().heartbeat(Duration.ofMillis(100));
        start();
        await().until(() -> fake.gateway().heartbeats() > 2);
        fake.gateway().mute(true);
        awaitHeard("SessionResumeEvent");
        fake.gateway().mute(false);
        fake.message(GENERAL, BEN, "alive");
        awaitHeard("message: alive");
    }

    @Test
    void aWrongTokenIsRefusedAtOnce() {
        assertThatThrownBy(() -> SampleBot.builder(fake, "wrong").build()).isInstanceOf(InvalidTokenException.class);
        assertThat(fake.gateway().identifies()).isZero();
        assertThat(fake.see().invalidRequests()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {4004, 4010, 4013})
    void someRefusalsAreFinal(int code) {
        fake.gateway().refuse(code);
        assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class);
        assertThat(fake.gateway().identifies()).isOne();
    }

    @Test
    void aPrivilegedIntentMustBeGranted() throws Exception {
        fake.settings().messageContent(false);
        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("intents");
        start(SampleBot.builder(fake, TOKEN).disableIntents(GatewayIntent.MESSAGE_CONTENT));
        fake.message(GENERAL, BEN, "unread");
        fake.mention(CAREERS, BEN, "read");
        fake.directMessage(CHEN, "read as well");
        awaitHeard("message: ", "message: <@" + FakeDiscord.BOT + "> read", "message: read as well");
        assertThat(bot.heard()).doesNotContain("message: unread");
    }

    @Test
    void serversComeAndGo() throws Exception {
        JDA jda = start();
        fake.happens().unavailable(ACME);
        await().until(() -> jda.isUnavailable(Long.parseLong(ACME)));
        fake.happens().joined(ACME);
        await().until(() -> jda.getGuildById(ACME) != null);
        fake.happens().removed(OTHER);
        awaitHeard("GuildLeaveEvent");
        assertThat(fake.message(LOBBY, CHEN, "anybody?").told()).isFalse();
        fake.happens().joined(OTHER);
        awaitHeard("GuildJoinEvent");
        fake.message(LOBBY, CHEN, "hello again");
        awaitHeard("message: hello again");
    }

    @Test
    void aShardManagerFollowsDiscordsAdvice() {
        fake.settings().shards(2);
        ShardManager manager = DefaultShardManagerBuilder.createLight(TOKEN)
                .setRestConfigProvider(shard -> new RestConfig().setBaseUrl(fake.apiUrl()))
                .setSessionController(new SampleBot.Controller(fake))
                .setEnableShutdownHook(false)
                .addEventListeners(bot)
                .build();
        try {
            fake.see().awaitConnections(2);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> manager.getGuildById(ACME) != null && manager.getGuildById(OTHER) != null);
            assertThat(fake.see().calls("gateway.bot")).isNotEmpty();
        } finally {
            manager.shutdown();
        }
    }

    @Test
    void eachShardGetsItsServersAndTheFirstTheDirectMessages() throws Exception {
        JDA first = start(SampleBot.builder(fake, TOKEN).useSharding(0, 2));
        JDA second = start(SampleBot.builder(fake, TOKEN).useSharding(1, 2));
        assertThat(first.getGuilds()).extracting("id").containsExactly(ACME);
        assertThat(second.getGuilds()).extracting("id").containsExactly(OTHER);
        fake.message(GENERAL, BEN, "to the first");
        fake.message(LOBBY, CHEN, "to the second");
        fake.directMessage(BEN, "alone");
        awaitHeard("message: to the first", "message: to the second", "message: alone");
        assertThat(Collections.frequency(bot.heard(), "message: alone")).isOne();
    }
}
