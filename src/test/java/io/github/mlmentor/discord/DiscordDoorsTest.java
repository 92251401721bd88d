package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.ANA;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.CHEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.HELP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.discord.fake.FakeDiscord;
import io.github.mlmentor.discord.fake.Permissions;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Room;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the bot answers in Discord what people write, and where it keeps quiet. */
class DiscordDoorsTest {
    @TempDir
    static Path folder;

    private static DiscordSite site;

    @BeforeAll
    static void open() {
        site = DiscordSite.start(folder);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.settle();
        assertThat(site.violations()).isEmpty();
    }

    @Test
    void aMentionInAChannelIsAnsweredInAThreadUnderIt() {
        String channel = site.channel();
        Sent sent = site.fake.mention(channel, BEN, "what is drift?");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift?");
        Room thread = site.fake.see().threads(channel).get(0);
        assertThat(thread.id()).isEqualTo(sent.id());
        assertThat(thread.name()).isEqualTo("what is drift?");
        assertThat(site.fake.see().answers(channel)).isEmpty();
    }

    @Test
    void aQuestionInThatThreadNeedsNoMention() {
        Sent first = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.answer(first);
        Sent second = site.fake.message(first.id(), BEN, "and how do I notice it?");
        site.awaitState(second, Job.State.DELIVERED);
        assertThat(site.fake.see().answers(first.id()))
                .extracting(DiscordSite::line)
                .containsExactly("Answer to: what is drift?", "Answer to: and how do I notice it?");
    }

    @Test
    void whenPeopleTalkToEachOtherInThatThreadItKeepsQuiet() {
        Sent first = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.answer(first);
        site.fake.message(first.id(), CHEN, "I can tell you, it is when the data changes");
        Sent second = site.fake.message(first.id(), BEN, "and how do you notice it?");
        site.awaitHeard();
        assertThat(site.find(second)).isNull();
    }

    @Test
    void aReplyToAnAnswerInAChannelIsAnsweredByAReply() {
        String channel = site.channel();
        site.fake.happens().deny(channel, Permissions.CREATE_THREADS);
        Sent first = site.fake.mention(channel, BEN, "what is drift?");
        site.awaitState(first, Job.State.DELIVERED);
        Post answer = site.fake.see().awaitAnswers(channel, 1).get(0);
        Sent second = site.fake.reply(answer, BEN, "and how do I notice it?");
        site.awaitState(second, Job.State.DELIVERED);
        assertThat(site.fake.see().answers(channel))
                .extracting(DiscordSite::line)
                .containsExactly("Answer to: what is drift?", "Answer to: and how do I notice it?");
    }

    @Test
    void aDirectMessageIsAnsweredWhereItStands() {
        Sent sent = site.fake.directMessage(BEN, "what is calibration?");
        site.awaitState(sent, Job.State.DELIVERED);
        Post answer = site.fake.see().awaitText(sent.channel(), "Answer to: what is calibration?");
        // First the plain words, which a notification can show, then the whole.
        assertThat(answer.versions()).hasSize(2).first().asString().startsWith("Answer to: what is calibration?");
    }

    @Test
    void whatNobodyAskedItIsNotAnswered() {
        Sent sent = site.fake.message(site.channel(), BEN, "does anybody know what drift is?");
        site.awaitHeard();
        assertThat(site.find(sent)).isNull();
    }

    @Test
    void otherBotsAreNotAnswered() {
        Sent sent = site.fake.messageOfBot(site.channel(), "other-bot", "<@" + FakeDiscord.BOT + "> what is drift?");
        site.awaitHeard();
        assertThat(site.find(sent)).isNull();
    }

    @Test
    void aForumPostIsAnsweredByTitleAndTextWhereTheForumIsOnAuto() {
        site.policy(HELP, ChannelPolicy.Mode.AUTO, Duration.ZERO);
        Sent post = site.fake.forumPost(HELP, BEN, "How do I get hired?", "I have no degree.", FakeDiscord.TAG_HIRING);
        site.awaitState(post, Job.State.DELIVERED);
        assertThat(site.fake.see().answers(post.channel()))
                .extracting(DiscordSite::line)
                .containsExactly("Answer to: How do I get hired?");
        site.policy(HELP, ChannelPolicy.Mode.MENTION, Duration.ZERO);
    }

    @Test
    void whereMentorsComeFirstItWaitsAndStaysOutWhenSomebodyHelps() {
        String channel = site.channel();
        site.policy(channel, ChannelPolicy.Mode.MENTOR, Duration.ofMinutes(10));
        Sent helped = site.fake.message(channel, BEN, "how do I choose a metric?");
        Sent alone = site.fake.message(channel, CHEN, "how do I version data?");
        DiscordSite.until(() -> site.find(helped) != null && site.find(alone) != null);
        Room thread = site.fake.thread(helped.post(), ANA, "metrics");
        site.fake.message(thread.id(), ANA, "what does it cost you to be wrong?");
        site.awaitHeard();
        site.later(Duration.ofMinutes(11));
        site.awaitState(alone, Job.State.DELIVERED);
        site.awaitState(helped, Job.State.WITHHELD);
        assertThat(site.fake.see().answers(thread.id()))
                .extracting(DiscordSite::line)
                .doesNotContain("Answer to: how do I choose a metric?");
    }

    @Test
    void anEditedQuestionGetsItsAnswerAnew() {
        Sent sent = site.fake.mention(site.channel(), BEN, "what is drfit?");
        site.answer(sent);
        site.fake.happens().edit(sent.post(), "<@" + FakeDiscord.BOT + "> what is drift?");
        DiscordSite.until(
                () -> site.answers(sent).stream().map(DiscordSite::line).anyMatch("Answer to: what is drift?"::equals));
        assertThat(site.answers(sent)).hasSize(1);
    }

    @Test
    void whoOpensAThreadUnderAnAnswerHasNotAskedYet() {
        String channel = site.channel();
        site.fake.happens().deny(channel, Permissions.CREATE_THREADS);
        site.awaitState(site.fake.mention(channel, BEN, "what is drift?"), Job.State.DELIVERED);
        Room thread = site.fake.thread(site.fake.see().awaitAnswers(channel, 1).get(0), BEN, "drift");
        site.awaitHeard();
        site.settle();
        assertThat(site.fake.see().answers(thread.id())).isEmpty();
    }

    @Test
    void aPreviewOfALinkIsNoEdit() {
        Sent sent = site.fake.mention(site.channel(), BEN, "is https://example.test/ any good?");
        site.answer(sent);
        site.fake.happens().unfurl(sent.post(), "An example");
        site.awaitHeard();
        assertThat(site.script.asked("is https://example.test/ any good?")).isEqualTo(1);
    }

    @Test
    void aQuestionDeletedBeforeItsAnswerIsNotAnswered() {
        site.script.hold("gone soon");
        String channel = site.channel();
        Sent sent = site.fake.mention(channel, BEN, "will this be gone soon?");
        site.awaitAsked("gone soon", 1);
        site.fake.happens().delete(sent.post());
        site.awaitState(sent, Job.State.WITHDRAWN);
        site.script.release("gone soon");
        site.settle();
        assertThat(site.fake.see().answers(channel)).isEmpty();
    }
}
