package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.ANA;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.CHEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.HELP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.discord.fake.FakeDiscord;
import io.github.mlmentor.discord.fake.Fault;
import io.github.mlmentor.discord.fake.Interaction;
import io.github.mlmentor.discord.fake.Permissions;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Room;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.discord.fake.Violation;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of questions when the whole program goes away and comes back. */
class DiscordRestartTest {
    private static final String ANSWER = "Answer to: what is drift?";

    @TempDir
    private Path folder;

    private DiscordSite site;
    private String channel;

    @BeforeEach
    void open() {
        site = DiscordSite.start(folder);
        channel = site.channel();
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.settle();
        // Whether the earlier process had made a thread, the next one finds out by looking into it.
        assertThat(Set.of("unknown_channel")).containsAll(rules());
        site.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aQuestionThatWasBeingAnsweredIsAnsweredOnceAfterwards(boolean orderly) {
        site.script.hold("drift");
        Sent sent = mention();
        site.awaitAsked("drift", 1);
        restart(orderly);
        assertThat(answer(sent)).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePlaceholderOfTheEarlierProcessBecomesTheAnswer(boolean orderly) {
        site.script.hold("drift");
        Sent sent = mention();
        site.fake.see().awaitThreads(channel, 1);
        Post placeholder = site.fake.see().awaitAnswers(sent.id(), 1).get(0);
        restart(orderly);
        assertThat(answer(sent)).isEqualTo(ANSWER);
        assertThat(site.answers(sent)).extracting(Post::id).containsExactly(placeholder.id());
    }

    @Test
    void inADirectMessageThePlaceholderBecomesTheAnswerAsWell() {
        site.script.hold("drift");
        Sent sent = site.fake.directMessage(BEN, "what is drift?");
        Post placeholder = site.fake.see().awaitAnswers(sent.channel(), 1).get(0);
        restart(false);
        assertThat(answer(sent)).isEqualTo(ANSWER);
        assertThat(site.answers(sent)).extracting(Post::id).containsExactly(placeholder.id());
    }

    /** Where no threads may be opened, the placeholders of several stand side by side. */
    @Test
    void eachPlaceholderOfAChannelBecomesTheAnswerToItsOwnQuestion() {
        site.fake.happens().deny(channel, Permissions.CREATE_THREADS);
        site.script.hold("what");
        List<Sent> all = List.of(
                site.fake.mention(channel, BEN, "what is drift?"),
                site.fake.mention(channel, CHEN, "what is bias?"),
                site.fake.mention(channel, ANA, "what is variance?"));
        site.fake.see().awaitAnswers(channel, 3);
        site.crash();
        site.script.release("what");
        site.serve();
        all.forEach(sent -> site.hurry(sent, Job.State.DELIVERED));
        List<Post> answers = site.fake.see().answers(channel);
        assertThat(answers)
                .extracting(DiscordSite::line)
                .containsExactlyInAnyOrder(
                        "Answer to: what is drift?", "Answer to: what is bias?", "Answer to: what is variance?");
        for (Sent sent : all) {
            String asked = sent.post().content().replaceFirst("<@\\d+> ", "");
            assertThat(answers)
                    .filteredOn(post -> post.replyTo().equals(sent.id()))
                    .extracting(DiscordSite::line)
                    .containsExactly("Answer to: " + asked);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeferredReplyIsFinishedByTheNextProcess(boolean alone) {
        site.script.hold("drift");
        Interaction asked = slash(alone);
        site.fake.see().await(asked);
        site.awaitAsked("drift", 1);
        restart(false);
        site.awaitState(asked, Job.State.DELIVERED);
        assertThat(asked.reply().shown()).contains(ANSWER);
        assertThat(asked.ephemeral()).isEqualTo(alone);
        assertThat(asked.followups()).isEmpty();
        assertThat(site.fake.see().answers(channel)).hasSize(alone ? 0 : 1);
    }

    @Test
    void whatACommandShowedBecomesTheAnswerAlthoughItsTokenDiedMeanwhile() {
        site.script.hold("drift");
        Interaction asked = slash(false);
        site.fake.see().awaitReply(asked, "So far");
        site.crash();
        site.script.release("drift");
        site.fake.settings().tokenLife(Duration.ZERO);
        site.clock.advance(Duration.ofMinutes(20));
        site.serve();
        site.awaitState(asked, Job.State.DELIVERED);
        assertThat(site.fake.see().answers(channel))
                .extracting(Post::id)
                .containsExactly(asked.reply().id());
        assertThat(asked.reply().shown()).contains(ANSWER).doesNotContain("So far");
    }

    @Test
    void aCommandThatTheEarlierProcessDidNotAcknowledgeIsAnsweredByAMessage() {
        Fault slow = site.fake.fault(Fault.on("interaction.callback")
                .delay(Duration.ofMillis(500))
                .dropBefore()
                .times(2));
        site.script.hold("drift");
        Interaction asked = slash(false);
        site.awaitAsked("drift", 1);
        DiscordSite.until(() -> slow.hits() > 0);
        restart(false);
        site.awaitState(asked, Job.State.DELIVERED);
        assertThat(site.fake.see().awaitAnswers(channel, 1))
                .singleElement()
                .satisfies(post -> assertThat(post.shown()).contains(ANSWER));
        site.fake.settings().ackLife(Duration.ZERO);
        assertThat(Set.of("not_acknowledged", "unknown_webhook")).containsAll(rules());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerThatWasSentAndNotNotedIsNotSentAgain(boolean nonceForgotten) {
        Fault slow = site.fake.fault(Fault.on("message.create").delay(Duration.ofMillis(400)));
        Sent sent = mention();
        DiscordSite.until(() -> slow.hits() == 1);
        site.crash();
        site.fake.see().awaitAnswers(sent.id(), 1);
        if (nonceForgotten) {
            site.fake.settings().nonceLife(Duration.ofSeconds(-1));
            site.clock.advance(Duration.ofHours(1));
        }
        site.serve();
        assertThat(answer(sent)).isEqualTo(ANSWER);
        assertThat(site.script.asked("drift")).isEqualTo(1);
    }

    @Test
    void anAnswerToACommandThatWasSentAndNotNotedIsNotSentAgain() {
        Fault slow = site.fake.fault(Fault.on("followup.edit").delay(Duration.ofMillis(400)));
        Interaction asked = slash(false);
        DiscordSite.until(() -> slow.hits() == 1);
        site.crash();
        site.fake.see().awaitReply(asked, ANSWER);
        site.fake.settings().tokenLife(Duration.ZERO);
        site.clock.advance(Duration.ofMinutes(20));
        site.serve();
        site.awaitState(asked, Job.State.DELIVERED);
        assertThat(site.fake.see().answers(channel)).hasSize(1);
    }

    @Test
    void anAnswerThatWasStoredAndNotSentTakesThePlaceholdersPlace() {
        site.script.hold("drift");
        Sent sent = mention();
        site.fake.see().awaitThreads(channel, 1);
        site.fake.see().awaitAnswers(sent.id(), 1);
        site.fake.fault(Fault.on("message.edit")
                .delay(Duration.ofMillis(400))
                .dropBefore()
                .times(3));
        site.script.release("drift");
        site.awaitState(sent, Job.State.ANSWERED);
        site.crash();
        site.fake.clearFaults();
        site.serve();
        assertThat(answer(sent)).isEqualTo(ANSWER);
        assertThat(site.script.asked("drift")).isEqualTo(1);
    }

    @Test
    void theOpeningOfADirectMessageBecomesTheAnswerOfTheNextProcess() {
        Fault stuck = site.fake.fault(Fault.on("message.edit")
                .delay(Duration.ofMillis(400))
                .dropBefore()
                .times(3));
        Sent sent = site.fake.directMessage(BEN, "what is drift?");
        DiscordSite.until(() -> stuck.hits() == 1);
        site.crash();
        site.fake.clearFaults();
        site.fake.settings().nonceLife(Duration.ofSeconds(-1));
        site.serve();
        assertThat(answer(sent)).isEqualTo(ANSWER);
        assertThat(site.answers(sent).get(0).componentsV2()).isTrue();
    }

    @Test
    void aFollowUpAfterARestartNeedsNoMentionEither() {
        Sent sent = mention();
        site.answer(sent);
        restart(true);
        Sent next = site.fake.message(sent.id(), BEN, "and what is bias?");
        site.hurry(next, Job.State.DELIVERED);
        assertThat(site.fake.see().answers(sent.id()))
                .extracting(DiscordSite::line)
                .containsExactly(ANSWER, "Answer to: and what is bias?");
    }

    @Test
    void buttonsOfTheEarlierProcessStillWork() {
        Sent sent = mention();
        site.answer(sent);
        Post answer = site.answers(sent).get(0);
        restart(true);
        site.fake
                .see()
                .await(site.fake.click(
                        answer, BEN, DiscordRenderer.UP + ":" + site.job(sent).id()));
        assertThat(site.opinions(site.job(sent))).containsExactly(BEN + " true ");
    }

    @Test
    void whatWasAskedWhileNobodyListenedIsAnsweredOnReturn() {
        Sent before = mention();
        site.answer(before);
        site.policy(HELP, ChannelPolicy.Mode.AUTO, Duration.ZERO);
        String auto = site.channel();
        site.policy(auto, ChannelPolicy.Mode.AUTO, Duration.ZERO);
        site.stop();
        Sent mention = site.fake.mention(site.channel(), BEN, "what is bias?");
        Sent inThread = site.fake.message(before.id(), BEN, "and what is variance?");
        Sent post = site.fake.forumPost(HELP, CHEN, "How do I get hired?", "Without a degree?", FakeDiscord.TAG_HIRING);
        Sent open = site.fake.message(auto, CHEN, "How do I version data?");
        Sent quiet = site.fake.message(channel, CHEN, "does anybody know what recall is?");
        site.serve();
        for (Sent missed : List.of(mention, inThread, post, open)) {
            DiscordSite.until(() -> site.find(missed) != null);
            site.hurry(missed, Job.State.DELIVERED);
        }
        assertThat(site.answer(mention)).isEqualTo("Answer to: what is bias?");
        assertThat(site.fake.see().answers(before.id()))
                .extracting(DiscordSite::line)
                .containsExactly(ANSWER, "Answer to: and what is variance?");
        assertThat(site.fake.see().answers(post.channel())).hasSize(1);
        assertThat(site.find(quiet)).isNull();
        assertThat(site.fake.see().answers(channel)).isEmpty();
    }

    @Test
    void whatPeopleAnsweredMeanwhileIsLeftToThem() {
        Sent before = mention();
        site.answer(before);
        site.policy(HELP, ChannelPolicy.Mode.AUTO, Duration.ZERO);
        String auto = site.channel();
        site.policy(auto, ChannelPolicy.Mode.AUTO, Duration.ZERO);
        site.stop();
        Sent inThread = site.fake.message(before.id(), BEN, "and what is variance?");
        site.fake.message(before.id(), CHEN, "It is how much the answers vary.");
        Sent post = site.fake.forumPost(HELP, CHEN, "How do I get hired?", "Without a degree?", FakeDiscord.TAG_HIRING);
        site.fake.message(post.channel(), ANA, "Show what you built.");
        Sent replied = site.fake.message(auto, CHEN, "How do I version data?");
        site.fake.reply(replied.post(), ANA, "As you do code.");
        Sent threaded = site.fake.message(auto, CHEN, "How do I choose a metric?");
        Room thread = site.fake.thread(threaded.post(), ANA, "metrics");
        site.fake.message(thread.id(), ANA, "What does it cost to be wrong?");
        Sent alone = site.fake.message(auto, BEN, "How do I find mislabelled data?");
        site.serve();
        DiscordSite.until(() -> site.find(alone) != null);
        site.hurry(alone, Job.State.DELIVERED);
        site.settle();
        for (Sent helped : List.of(inThread, post, replied, threaded)) {
            assertThat(site.find(helped)).as(helped.post().content()).isNull();
        }
    }

    @Test
    void ofAChannelFullOfMessagesTheLatestAreCaughtUpWith() {
        site.answer(mention());
        site.stop();
        Sent early = site.fake.mention(channel, BEN, "what is early?");
        for (int i = 0; i < 120; i++) {
            site.fake.message(channel, CHEN, "Message " + i);
        }
        Sent late = site.fake.mention(channel, BEN, "what is late?");
        site.serve();
        DiscordSite.until(() -> site.find(late) != null);
        site.hurry(late, Job.State.DELIVERED);
        site.settle();
        assertThat(site.find(early)).isNull();
        assertThat(site.fake.see().calls("message.list").stream()
                        .filter(call -> call.path().contains(channel)))
                .hasSizeLessThan(4);
    }

    @Test
    void whatIsTooOldIsNotAnsweredAnyMore() {
        site.answer(mention());
        site.stop();
        Sent old = site.fake.mention(channel, BEN, "what is old?");
        site.clock.advance(Duration.ofMinutes(70));
        site.serve();
        site.awaitHeard();
        site.settle();
        assertThat(site.find(old)).isNull();
    }

    @Test
    void aChannelThatCannotBeReadKeepsNobodyFromTheRest() {
        site.answer(mention());
        String hidden = site.channel();
        site.stop();
        site.fake.mention(hidden, BEN, "what is hidden?");
        Sent missed = site.fake.mention(channel, BEN, "what is bias?");
        site.fake.fault(
                Fault.on("message.list").inChannel(hidden).error(403, 50_001).times(100));
        site.serve();
        DiscordSite.until(() -> site.find(missed) != null);
        site.hurry(missed, Job.State.DELIVERED);
    }

    @Test
    void whatWasMissedIsNotForgottenBecauseTheStorageWasBrokenOnReturn() {
        site.answer(mention());
        site.stop();
        Sent missed = site.fake.mention(channel, BEN, "what is bias?");
        site.script.breakStorage(1);
        site.serve();
        DiscordSite.until(() -> site.find(missed) != null);
        site.hurry(missed, Job.State.DELIVERED);
        assertThat(site.answer(missed)).isEqualTo("Answer to: what is bias?");
    }

    @Test
    void whatWasDeletedWhileNobodyListenedIsNotAnswered() {
        site.answer(mention());
        site.stop();
        Sent gone = site.fake.mention(channel, BEN, "what is gone?");
        Sent missed = site.fake.mention(channel, BEN, "what is bias?");
        site.fake.happens().delete(gone.post());
        site.serve();
        DiscordSite.until(() -> site.find(missed) != null);
        site.hurry(missed, Job.State.DELIVERED);
        assertThat(site.find(gone)).isNull();
    }

    private Sent mention() {
        return site.fake.mention(channel, BEN, "what is drift?");
    }

    private Interaction slash(boolean alone) {
        return site.fake.slash(channel, BEN, "ask", Map.of("question", "what is drift?", "private", alone));
    }

    private String answer(Sent sent) {
        site.hurry(sent, Job.State.DELIVERED);
        return site.answer(sent);
    }

    /** Lets go of the question that was held only when nobody works on it any more. */
    private void restart(boolean orderly) {
        if (orderly) {
            site.stop();
        } else {
            site.crash();
        }
        site.script.release("drift");
        site.serve();
    }

    private List<String> rules() {
        return site.violations().stream().map(Violation::rule).distinct().toList();
    }
}
