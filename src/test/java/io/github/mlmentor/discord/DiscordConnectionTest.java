package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.CAREERS;
import static io.github.mlmentor.discord.fake.FakeDiscord.CHEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.mlmentor.discord.fake.FakeDiscord;
import io.github.mlmentor.discord.fake.Fault;
import io.github.mlmentor.discord.fake.Gateway;
import io.github.mlmentor.discord.fake.Interaction;
import io.github.mlmentor.discord.fake.Permissions;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.telemetry.HealthCheck.Health;
import io.github.mlmentor.telemetry.HealthCheck.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever befalls the connection to Discord: it comes back where that helps, and says what to do where it does not. */
class DiscordConnectionTest {
    private static final Duration QUIET = Duration.ofMillis(2_500);

    @TempDir
    private Path folder;

    private DiscordSite site;
    private Gateway gateway;

    @BeforeEach
    void open() {
        site = DiscordSite.closed(folder);
        gateway = site.fake.gateway();
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        assertThat(site.violations()).isEmpty();
        site.close();
    }

    /** What ends a connection that comes back. */
    enum Trouble {
        DROPPED,
        RECONNECT,
        INVALID_RESUMABLE,
        CLOSED_4000,
        CLOSED_4008,
        CLOSED_1001
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatEndsIsResumedAndNothingIsLost(Trouble trouble) {
        site.serve();
        site.answer(mention("what is drift?"));
        switch (trouble) {
            case DROPPED -> gateway.drop();
            case RECONNECT -> gateway.reconnect();
            case INVALID_RESUMABLE -> gateway.invalidate(true);
            case CLOSED_4000 -> gateway.close(4000);
            case CLOSED_4008 -> gateway.close(4008);
            case CLOSED_1001 -> gateway.close(1001);
        }
        Sent meanwhile = mention("what is bias?");
        DiscordSite.until(() -> gateway.resumes() == 1);
        site.hurry(meanwhile, Job.State.DELIVERED);
        assertThat(site.answer(mention("what is variance?"))).isEqualTo("Answer to: what is variance?");
        assertThat(site.answer(meanwhile)).isEqualTo("Answer to: what is bias?");
        assertThat(gateway.identifies()).isOne();
        awaitHealthy();
    }

    @Test
    void aSessionThatIsNoGoodAnyMoreIsBegunAnewAndWhatWasMissedIsCaughtUpWith() {
        site.serve();
        site.answer(mention("what is drift?"));
        gateway.invalidate(false);
        Sent meanwhile = mention("what is bias?");
        DiscordSite.until(() -> gateway.identifies() == 2);
        site.hurry(meanwhile, Job.State.DELIVERED);
        assertThat(site.answer(meanwhile)).isEqualTo("Answer to: what is bias?");
        awaitHealthy();
    }

    @Test
    void aConnectionThatDoesNotAnswerHeartbeatsIsLeft() {
        site.fake.settings().heartbeat(Duration.ofMillis(150));
        site.serve();
        gateway.mute(true);
        DiscordSite.until(() -> gateway.resumes() > 0);
        gateway.mute(false);
        Sent sent = mention("what is drift?");
        site.hurry(sent, Job.State.DELIVERED);
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift?");
        assertThat(gateway.identifies()).isOne();
    }

    @Test
    void anAnswerIsSentAlthoughTheConnectionThatBroughtTheQuestionIsGone() {
        site.serve();
        site.script.hold("drift");
        Sent sent = mention("what is drift?");
        site.awaitAsked("drift", 1);
        gateway.down(true);
        gateway.drop();
        DiscordSite.until(() -> site.door().check().status() == Status.FAILURE);
        site.script.release("drift");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift?");
        gateway.down(false);
        awaitHealthy();
    }

    @ParameterizedTest
    @CsvSource({
        "4004, DISCORD_TOKEN|token is no longer good, https://discord.com/developers/applications",
        "4010, 4010, discord.shards",
        "4011, 4011, discord.shards",
        "4013, 4013, Message Content Intent",
    })
    void whatDiscordClosesForGoodIsNotTriedAgainAndSaysTheMend(int code, String detail, String mend) {
        gateway.refuse(code);
        site.begin();
        DiscordSite.until(() ->
                gateway.identifies() == 1 && site.door().check().detail().contains("closed the connection for good"));
        Health health = site.door().check();
        assertThat(health.status()).isEqualTo(Status.FAILURE);
        assertThat(health.detail() + health.mend()).containsPattern(detail).contains(mend);
        assertQuiet(1);
    }

    @Test
    void whatDiscordClosesForGoodLaterIsNotTriedAgainEither() {
        site.serve();
        gateway.close(4004);
        DiscordSite.until(() -> site.door().check().detail().contains("4004"));
        assertThat(site.door().check().mend()).contains("https://discord.com/developers/applications");
        assertQuiet(1);
    }

    /** The page of the app says that messages may be read, and the gateway that they may not. */
    @Test
    void whereMessagesMayNotBeReadAfterAllItGoesOnWithout() {
        gateway.refuse(4014);
        site.serve();
        assertThat(site.door().check().detail()).contains("reading only what mentions it");
        assertThat(site.answer(mention("what is drift?"))).isEqualTo("Answer to: what is drift?");
        assertThat(gateway.identifies()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whenTheRightToReadMessagesIsTakenAwayItGoesOnWithout(int shards) {
        site.shards(Integer.toString(shards));
        site.serve();
        site.fake.settings().messageContent(false);
        gateway.close(4014);
        DiscordSite.until(() -> site.door().check().detail().contains("reading only what mentions it"));
        assertThat(site.answer(mention("what is drift?"))).isEqualTo("Answer to: what is drift?");
        assertThat(gateway.identifies()).isEqualTo(2 * shards);
    }

    @Test
    void withoutTheRightToReadMessagesEverythingThatConcernsItStillWorks() {
        site.fake.settings().messageContent(false);
        site.serve();
        assertThat(gateway.identifies()).isOne();
        assertThat(site.door().check().status()).isEqualTo(Status.OK);
        String channel = site.channel();
        Sent first = site.fake.mention(channel, BEN, "what is drift?");
        assertThat(site.answer(first)).isEqualTo("Answer to: what is drift?");
        Sent unread = site.fake.message(first.id(), BEN, "and what is bias?");
        Post answer = site.answers(first).get(0);
        Sent reply = site.fake.reply(answer, BEN, "<@" + FakeDiscord.BOT + "> and what is recall?");
        site.awaitState(reply, Job.State.DELIVERED);
        Sent direct = site.fake.directMessage(CHEN, "what is precision?");
        site.awaitState(direct, Job.State.DELIVERED);
        Interaction command = site.fake.slash(channel, BEN, "ask", Map.of("question", "what is variance?"));
        site.awaitState(command, Job.State.DELIVERED);
        assertThat(command.reply().shown()).contains("Answer to: what is variance?");
        assertThat(site.find(unread)).isNull();
        assertThat(site.fake.see().answers(first.id()))
                .extracting(DiscordSite::line)
                .containsExactly("Answer to: what is drift?", "Answer to: and what is recall?");
    }

    @Test
    void aReplyWithoutAMentionIsReadWhereMessagesMayNotBe() {
        site.fake.settings().messageContent(false);
        site.serve();
        String channel = site.channel();
        site.fake.happens().deny(channel, Permissions.CREATE_THREADS);
        Sent first = site.fake.mention(channel, BEN, "what is drift?");
        site.awaitState(first, Job.State.DELIVERED);
        // Whoever replies pings, unless he switches that off.
        Sent reply = site.fake.reply(site.fake.see().answers(channel).get(0), BEN, "and what is bias?");
        site.awaitState(reply, Job.State.DELIVERED);
        assertThat(site.fake.see().answers(channel))
                .extracting(DiscordSite::line)
                .containsExactly("Answer to: what is drift?", "Answer to: and what is bias?");
    }

    @Test
    void whenNoSessionMayBeBegunItWaitsAndSaysSo() {
        site.fake.settings().sessionStarts(0, Duration.ofMillis(500));
        site.begin();
        DiscordSite.until(() -> site.door().check().detail().contains("connect again"));
        assertThat(gateway.identifies()).isZero();
        assertThat(site.door().check().mend()).contains("waits by itself");
        site.fake.settings().sessionStarts(1, Duration.ofMillis(500));
        awaitHealthy();
        assertThat(gateway.identifies()).isOne();
    }

    @Test
    void aTokenThatDiscordDoesNotKnowStopsTheStartAndSaysTheMend() {
        site.token("ODAwMDAwMDAwMDAwMDAwMDk5.Gfake0.not-this-one");
        assertThatThrownBy(site::begin)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DISCORD_TOKEN")
                .hasMessageContaining("https://discord.com/developers/applications");
        assertThat(gateway.identifies()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "status"})
    void whenDiscordCannotBeReachedAtTheStartItConnectsLater(String how) {
        Fault fault = Fault.on("application|gateway.bot").times(1_000);
        site.fake.fault(how.equals("cut") ? fault.dropBefore() : fault.status(502));
        site.begin();
        DiscordSite.until(() -> site.door().check().detail().contains("cannot be reached"));
        site.fake.clearFaults();
        awaitHealthy();
        assertThat(site.answer(mention("what is drift?"))).isEqualTo("Answer to: what is drift?");
        assertThat(gateway.identifies()).isOne();
    }

    @Test
    void whenTheGatewayTakesNobodyInAtTheStartItConnectsLater() {
        gateway.down(true);
        site.begin();
        DiscordSite.until(() -> site.door().check().status() == Status.FAILURE
                && site.fake.see().calls("gateway.bot").size() == 1);
        gateway.down(false);
        awaitHealthy();
        assertThat(site.answer(mention("what is drift?"))).isEqualTo("Answer to: what is drift?");
        assertThat(gateway.identifies()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "auto"})
    void severalShardsServeEveryServerAndDirectMessages(String shards) {
        site.fake.settings().shards(2);
        site.shards(shards);
        site.serve();
        assertThat(gateway.identifies()).isEqualTo(2);
        for (Sent sent : List.of(
                mention("what is drift?"),
                site.fake.mention(LOBBY, CHEN, "what is drift?"),
                site.fake.directMessage(BEN, "what is drift?"))) {
            assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift?");
        }
        Interaction command = site.fake.slash(LOBBY, CHEN, "ask", Map.of("question", "what is bias?"));
        site.awaitState(command, Job.State.DELIVERED);
        assertThat(site.fake.see().calls("command.create"))
                .hasSize(DiscordCommands.all().size());
    }

    @Test
    void aRangeOfShardsServesItsOwnServersAndLeavesTheRestToOthers() {
        site.shards("2");
        site.shardRange("1-1");
        site.begin();
        awaitHealthy();
        assertThat(gateway.identifies()).isOne();
        assertThat(site.door().check().detail()).contains("in 1 servers");
        assertThat(site.answer(site.fake.mention(LOBBY, CHEN, "what is drift?")))
                .isEqualTo("Answer to: what is drift?");
        Sent others = site.fake.mention(CAREERS, BEN, "what is drift?");
        assertThat(others.told()).isTrue();
        assertThat(site.find(others)).isNull();
        // The commands are the business of whoever has the first shard.
        assertThat(site.fake.see().commands("")).isEmpty();
    }

    @Test
    void aRangeBeyondTheShardsSaysTheMendAndIsNotTriedAgain() {
        site.shards("2");
        site.shardRange("1-5");
        site.begin();
        DiscordSite.until(() -> site.door().check().detail().contains("discord.shard_range"));
        assertThat(site.door().check().mend()).contains("discord.shards");
        assertQuiet(0);
        assertThat(site.fake.see().calls("gateway.bot")).hasSize(1);
    }

    private Sent mention(String text) {
        return site.fake.mention(site.channel(), BEN, text);
    }

    private void awaitHealthy() {
        DiscordSite.until(() -> site.door().check().status() == Status.OK);
    }

    /** Discord allows a thousand identifications a day, and takes the token away from whoever needs more. */
    private void assertQuiet(int identifies) {
        await().during(QUIET).atMost(QUIET.multipliedBy(2)).until(() -> gateway.identifies() == identifies);
    }
}
