package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.ANA;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.CHEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.FOREIGN;
import static io.github.mlmentor.discord.fake.FakeDiscord.LOBBY;
import static io.github.mlmentor.discord.fake.FakeDiscord.OTHER;
import static io.github.mlmentor.discord.fake.FakeDiscord.OUTSIDE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.discord.fake.Interaction;
import io.github.mlmentor.discord.fake.Permissions;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.discord.fake.Use;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the bot comes to a server, may not do there what it should, and leaves it. */
class DiscordWelcomeTest {
    private static final long MUTE = Permissions.SEND_MESSAGES | Permissions.SEND_IN_THREADS;

    @TempDir
    private Path folder;

    private DiscordSite site;

    @BeforeEach
    void open() {
        site = DiscordSite.start(folder);
    }

    @AfterEach
    void close() {
        site.settle();
        assertThat(site.violations()).isEmpty();
        site.close();
    }

    private List<String> said(String channel) {
        return site.fake.see().answers(channel).stream().map(Post::shown).toList();
    }

    private List<String> toldDirectly(String person) {
        return said(site.fake.direct(person));
    }

    @Test
    void whoInvitesItIsGreetedOnceAndToldWhatIsOn() {
        site.fake.happens().joined(FOREIGN);
        assertThat(site.fake.see().awaitText(OUTSIDE, "ML Mentor").shown())
                .startsWith("Hello, I am ML Mentor.")
                .contains("What is on here: I answer when I am mentioned.")
                .contains("`/mentor-setup`")
                .contains("`/privacy`");
        site.awaitHeard();
        assertThat(said(OUTSIDE)).hasSize(1);
        assertThat(toldDirectly(ANA)).isEmpty();
    }

    @Test
    void aServerThatFailedForAWhileIsNotGreetedAgain() {
        site.fake.happens().joined(FOREIGN);
        site.fake.see().awaitAnswers(OUTSIDE, 1);
        site.fake.happens().unavailable(FOREIGN);
        site.fake.happens().joined(FOREIGN);
        Sent sent = site.fake.mention(OUTSIDE, BEN, "are you back?");
        site.awaitState(sent, Job.State.DELIVERED);
        assertThat(said(OUTSIDE)).hasSize(1);
    }

    @Test
    void neitherAreThoseInWhichItWasWhenItStarted() {
        site.stop();
        site.serve();
        site.awaitHeard();
        assertThat(said(LOBBY)).isEmpty();
    }

    @Test
    void whereItMayNotWriteItsOwnerIsToldWhatItNeeds() {
        site.fake.happens().denyUntold(OUTSIDE, MUTE);
        site.fake.happens().joined(FOREIGN);
        assertThat(site.fake.see().awaitText(site.fake.direct(ANA), "ML Mentor").shown())
                .contains("I may not write in any channel of your server yet")
                .contains(BotRights.named());
        assertThat(said(OUTSIDE)).isEmpty();
    }

    @Test
    void anOwnerWhoWantsNoMessagesIsLeftInPeace() {
        site.fake.happens().denyUntold(OUTSIDE, MUTE);
        site.fake.happens().closeDirect(ANA, true);
        site.fake.happens().joined(FOREIGN);
        site.awaitHeard();
        assertThat(toldDirectly(ANA)).isEmpty();
    }

    @Test
    void whenItIsThrownOutEverythingOfThatServerIsForgottenAndOnlyThat() {
        Sent there = site.fake.mention(LOBBY, CHEN, "what is kept?");
        Sent here = site.fake.mention(site.channel(), CHEN, "what is kept?");
        Sent direct = site.fake.directMessage(CHEN, "what is kept?");
        site.awaitState(there, Job.State.DELIVERED);
        site.awaitState(here, Job.State.DELIVERED);
        site.awaitState(direct, Job.State.DELIVERED);
        Interaction set = site.fake.use(Use.of(LOBBY, CHEN, "mentor-setup").with("mode", "auto"));
        site.fake.see().awaitFinished(set);
        assertThat(site.policyIn(OTHER, LOBBY).mode()).isEqualTo(ChannelPolicy.Mode.AUTO);
        site.fake.happens().removed(OTHER);
        DiscordSite.until(() -> site.find(there) == null);
        assertThat(site.policyIn(OTHER, LOBBY)).isEqualTo(ChannelPolicy.DEFAULT);
        assertThat(site.find(here)).isNotNull();
        assertThat(site.find(direct)).isNotNull();
    }

    @Test
    void aServerThatFailsForAWhileIsNotForgotten() {
        Sent there = site.fake.mention(LOBBY, CHEN, "what is kept?");
        site.awaitState(there, Job.State.DELIVERED);
        site.fake.happens().unavailable(OTHER);
        site.awaitHeard();
        assertThat(site.find(there)).isNotNull();
    }

    @Test
    void ofAMissingPermissionTheOwnerIsToldAtMostOnceAWeek() {
        String channel = site.channel();
        site.fake.happens().deny(channel, MUTE);
        ask(channel, "can you hear me?");
        Post told = site.fake.see().awaitText(site.fake.direct(ANA), "may not answer there");
        assertThat(told.shown()).contains("<#" + channel + ">").contains(BotRights.named());
        ask(channel, "and now?");
        site.later(Duration.ofDays(6));
        ask(channel, "is anybody there?");
        assertThat(toldDirectly(ANA)).hasSize(1);
        site.later(Duration.ofDays(2));
        ask(channel, "hello?");
        site.fake.see().awaitAnswers(site.fake.direct(ANA), 2);
        assertThat(site.fake.see().invalidRequests()).isZero();
    }

    @Test
    void anotherChannelIsAnotherMatterAndARestartIsNone() {
        String channel = site.channel();
        String another = site.channel();
        site.fake.happens().deny(channel, MUTE);
        site.fake.happens().deny(another, MUTE);
        ask(channel, "can you hear me?");
        site.fake.see().awaitAnswers(site.fake.direct(ANA), 1);
        site.stop();
        site.serve();
        ask(channel, "and now?");
        ask(another, "can you hear me here?");
        site.fake.see().awaitText(site.fake.direct(ANA), "<#" + another + ">");
        assertThat(toldDirectly(ANA)).hasSize(2);
    }

    private void ask(String channel, String question) {
        site.awaitState(site.fake.mention(channel, BEN, question), Job.State.UNDELIVERABLE);
    }

    @Test
    void whereItMayOnlyAnswerInThreadsNobodyIsBothered() {
        String channel = site.channel();
        site.fake.happens().deny(channel, Permissions.SEND_MESSAGES);
        Sent sent = site.fake.mention(channel, BEN, "can you hear me?");
        assertThat(site.answer(sent)).isEqualTo("Answer to: can you hear me?");
        assertThat(toldDirectly(ANA)).isEmpty();
    }

    @Test
    void whereItMayOpenThreadsButNotWriteInThemItAnswersByAReply() {
        String channel = site.channel();
        site.fake.happens().deny(channel, Permissions.SEND_IN_THREADS);
        Sent sent = site.fake.mention(channel, BEN, "can you hear me?");
        assertThat(site.answer(sent)).isEqualTo("Answer to: can you hear me?");
        assertThat(site.fake.see().threads(channel)).isEmpty();
    }
}
