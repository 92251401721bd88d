package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.ANA;
import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static io.github.mlmentor.slack.fake.FakeSlack.CHEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Room;
import io.github.mlmentor.slack.fake.Sent;
import io.github.mlmentor.slack.fake.Settings.Pairing;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the bot answers in Slack, and where it keeps quiet. */
class SlackDoorsTest {
    @TempDir
    static Path folder;

    private static SlackSite site;

    @BeforeAll
    static void open() {
        site = SlackSite.start(folder, SlackSite.Way.SOCKET);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.settle();
        site.fake.settings().pairing(Pairing.MENTION_THEN_MESSAGE, Duration.ZERO);
        assertThat(site.violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aMentionIsAnsweredOnceHoweverItArrives(Pairing pairing) {
        site.fake.settings().pairing(pairing, Duration.ofMillis(150));
        Sent sent = site.fake.mention(site.channel(), BEN, "what is drift?");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift?");
    }

    @Test
    void theTwoEventsOfAMentionMayComeAtTheSameMoment() {
        for (int i = 0; i < 5; i++) {
            Sent sent = site.fake.mention(site.channel(), BEN, "what is drift, time " + i + "?");
            assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift, time " + i + "?");
        }
    }

    @Test
    void theAnswerStandsInTheThreadAndNotInTheChannel() {
        Sent sent = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.answer(sent);
        assertThat(site.fake.see().visible(sent.room().id())).hasSize(1);
    }

    @Test
    void whoGoesOnInTheThreadNeedsNoMention() {
        Sent first = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.answer(first);
        site.pause();
        site.awaitState(
                site.fake.message(first.room().id(), BEN, "and how do I notice it?", first.ts()), Job.State.DELIVERED);
        assertThat(site.answers(first)).endsWith("Answer to: and how do I notice it?");
    }

    @Test
    void thanksAndOtherStatementsInItsThreadAreNotAnswered() {
        Sent first = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.answer(first);
        assertThat(site.ignored(site.fake.message(first.room().id(), BEN, "thank you, that helps", first.ts())))
                .isTrue();
        assertThat(site.answers(first)).hasSize(1);
    }

    @Test
    void itStaysOutWhenTwoPeopleTalkInItsThread() {
        Sent first = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.answer(first);
        assertThat(site.ignored(site.fake.message(first.room().id(), CHEN, "We had that last year.", first.ts())))
                .isTrue();
        assertThat(site.ignored(site.fake.message(first.room().id(), BEN, "Really, what did you do?", first.ts())))
                .isTrue();
        assertThat(site.answers(first)).hasSize(1);
    }

    @Test
    void aMentionBringsItBackWhenPeopleTalkInItsThread() {
        Sent first = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.answer(first);
        assertThat(site.ignored(site.fake.message(first.room().id(), CHEN, "We had that last year.", first.ts())))
                .isTrue();
        site.pause();
        Sent again = site.fake.mention(first.room().id(), CHEN, "what can one do?", first.ts());
        site.awaitState(again, Job.State.DELIVERED);
        assertThat(site.answers(first)).endsWith("Answer to: what can one do?");
    }

    @Test
    void aThreadThatItIsNoPartOfIsNoneOfItsBusiness() {
        Sent talk = site.fake.message(site.channel(), CHEN, "How was the interview?");
        assertThat(site.ignored(talk)).isTrue();
        assertThat(site.ignored(site.fake.message(talk.room().id(), BEN, "What do they ask?", talk.ts())))
                .isTrue();
    }

    @Test
    void aMentionInsideOfAThreadIsAnsweredThere() {
        Sent talk = site.fake.message(site.channel(), CHEN, "The interview was hard.");
        site.awaitState(site.fake.mention(talk.room().id(), BEN, "what do they ask?", talk.ts()), Job.State.DELIVERED);
        assertThat(site.answers(talk)).containsExactly("Answer to: what do they ask?");
        assertThat(site.fake.see().visible(talk.room().id())).hasSize(1);
    }

    @Test
    void aDirectMessageIsAnsweredWithoutAMentionAndNotInAThread() {
        String person = site.person();
        Sent sent = site.fake.directMessage(person, "what is drift");
        site.awaitState(sent, Job.State.DELIVERED);
        assertThat(site.fake.see().visible(sent.room().id()))
                .satisfiesExactly(
                        asked -> assertThat(asked).isEqualTo("what is drift"),
                        answer -> assertThat(answer).startsWith("Answer to: what is drift"));
    }

    @Test
    void aThreadOfADirectMessageIsAnsweredThere() {
        String person = site.person();
        Sent first = site.fake.directMessage(person, "what is drift");
        site.awaitState(first, Job.State.DELIVERED);
        site.pause();
        site.awaitState(site.fake.directMessage(person, "tell me more", first.ts()), Job.State.DELIVERED);
        assertThat(site.answers(first)).containsExactly("Answer to: tell me more");
    }

    @Test
    void severalDirectMessagesInARowAreAnsweredInOrder() {
        String person = site.person();
        String channel = site.fake.direct(person);
        site.hold("first of all");
        Sent first = site.fake.directMessage(person, "first of all, what is drift?");
        site.fake.see().await(first);
        Sent second = site.fake.directMessage(person, "and then, what is bias?");
        site.fake.see().await(second);
        site.release("first of all");
        site.hurry(second, Job.State.DELIVERED);
        assertThat(site.fake.see().answers(channel, first.ts())).isEmpty();
        assertThat(site.fake.see().visible(channel)).hasSize(4);
        assertThat(site.fake.see().visible(channel).get(2)).startsWith("Answer to: first of all");
        assertThat(site.fake.see().visible(channel).get(3)).startsWith("Answer to: and then");
    }

    @Test
    void inAGroupMessageItSpeaksOnlyWhenMentioned() {
        String group = site.channel(Room.Kind.MPIM);
        assertThat(site.ignored(site.fake.message(group, ANA, "Where do we meet?")))
                .isTrue();
        Sent sent = site.fake.mention(group, ANA, "what is drift?");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift?");
    }

    @ParameterizedTest
    @EnumSource(names = {"MENTION_ONLY", "MESSAGE_ONLY"})
    void whatIsAskedInAPrivateChannelIsKeptAsPrivate(Pairing pairing) {
        site.fake.settings().pairing(pairing, Duration.ZERO);
        Sent sent = site.fake.mention(site.channel(Room.Kind.GROUP), BEN, "what is drift?");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift?");
        assertThat(site.job(sent).conversation().isPrivate()).isTrue();
    }

    @Test
    void whatIsAskedInAPublicChannelIsNotTakenForPrivate() {
        site.fake.settings().pairing(Pairing.MENTION_ONLY, Duration.ZERO);
        Sent sent = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.answer(sent);
        assertThat(site.job(sent).conversation().isPrivate()).isFalse();
    }

    @Test
    void twoPeopleInOneChannelHaveAThreadEach() {
        String channel = site.channel();
        Sent ben = site.fake.mention(channel, BEN, "what is drift?");
        Sent chen = site.fake.mention(channel, CHEN, "what is bias?");
        site.hurry(ben, Job.State.DELIVERED);
        site.hurry(chen, Job.State.DELIVERED);
        assertThat(site.answer(ben)).isEqualTo("Answer to: what is drift?");
        assertThat(site.answer(chen)).isEqualTo("Answer to: what is bias?");
    }

    @Test
    void aMentionWithoutWordsIsAskedForAQuestion() {
        Sent sent = site.fake.mention(site.channel(), BEN, " ");
        assertThat(site.answer(sent)).startsWith("There was no question in that.");
    }

    @Test
    void aQuestionThatIsFarTooLongIsDeclinedWithTheReason() {
        Sent sent = site.fake.mention(site.channel(), BEN, "why? " + "word ".repeat(700));
        assertThat(site.answer(sent)).startsWith("That is longer than I can read");
    }

    @Test
    void whatTakesLongerShowsThatItIsBeingWorkedOnAndBecomesTheAnswer() {
        site.hold("slow");
        Sent sent = site.fake.mention(site.channel(), BEN, "what is a slow question?");
        Post placeholder =
                site.fake.see().awaitAnswers(sent.room().id(), sent.thread(), 1).get(0);
        assertThat(placeholder.shown()).endsWith("…");
        site.release("slow");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is a slow question?");
        assertThat(site.fake.see().answers(sent.room().id(), sent.thread()))
                .singleElement()
                .extracting(Post::ts)
                .isEqualTo(placeholder.ts());
    }
}
