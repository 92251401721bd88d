package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.FakeSlack;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reaction that has somebody's message answered, and the button that asks a mentor. */
class SlackReactionsTest {
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
        assertThat(site.violations()).isEmpty();
    }

    @Test
    void anAdminsReactionHasTheMessageAnsweredInItsThreadOnce() {
        Sent sent = said("what is drift, by the way?");
        react(sent, FakeSlack.ANA, "mentor");
        react(sent, FakeSlack.ANA, "mentor::skin-tone-3");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what is drift, by the way?");
        assertThat(site.job(sent).author()).isEqualTo(FakeSlack.BEN);
    }

    @Test
    void aReplyInAThreadIsAnsweredThere() {
        Sent root = said("we talk");
        Sent reply = site.fake.message(root.room().id(), FakeSlack.CHEN, "what is bias?", root.ts());
        react(reply, FakeSlack.ANA, "mentor");
        assertThat(site.answer(reply)).isEqualTo("Answer to: what is bias?");
    }

    @Test
    void otherPeopleAndOtherReactionsDoNothing() {
        Sent sent = said("what is variance?");
        react(sent, FakeSlack.CHEN, "mentor");
        react(sent, FakeSlack.ANA, "thumbsup");
        site.settle();
        assertThat(site.state(sent)).isNull();
        assertThat(site.fake.see().answers(sent.room().id(), sent.ts())).isEmpty();
    }

    @Test
    void itsOwnAnswersAreNotAskedAgain() {
        Sent sent = site.fake.mention(site.channel(), FakeSlack.BEN, "what is leakage?");
        site.awaitState(sent, Job.State.DELIVERED);
        Post answer =
                site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1).get(0);
        site.fake
                .happens()
                .reaction(sent.room().id(), FakeSlack.ANA, answer.ts(), "mentor")
                .forEach(site.fake.see()::await);
        react(sent, FakeSlack.ANA, "mentor");
        assertThat(site.answers(sent)).hasSize(1);
    }

    @Test
    void inAChannelThatIsOffAReactionDoesNothingEither() {
        String channel = site.channel();
        site.policy(channel, ChannelPolicy.Mode.OFF, Duration.ZERO);
        Sent sent = site.fake.message(channel, FakeSlack.BEN, "what is drift?");
        react(sent, FakeSlack.ANA, "mentor");
        assertThat(site.ignored(sent)).isTrue();
    }

    @Test
    void aQuestionIsPassedOnToTheMentorsOnceWithALinkToItsThread() {
        Sent sent = site.fake.mention(site.channel(), FakeSlack.BEN, "what is it <!channel> @here?");
        site.awaitState(sent, Job.State.DELIVERED);
        ask(sent, FakeSlack.BEN);
        site.pause();
        ask(sent, FakeSlack.CHEN);
        SlackSite.until(() -> site.fake.see().ephemerals(FakeSlack.CHEN).stream()
                .anyMatch(one -> one.shown().contains("have this question already")));
        List<String> passed = passed("what is it");
        assertThat(passed).hasSize(1);
        assertThat(passed.get(0)).contains("would like a mentor's answer").contains("to the thread");
        assertThat(site.fake.see().ephemerals(FakeSlack.BEN))
                .anyMatch(one -> one.shown().contains("passed it on to the mentors"));
    }

    @Test
    void whatWasAskedInADirectMessageIsPassedOnByItsAskerWithoutALink() {
        String person = site.person();
        site.answer(
                "private", new Reply.NotFound(Reason.TOO_THIN, Document.of("I do not know."), List.of(), List.of()));
        Sent sent = site.fake.directMessage(person, "what is private?");
        site.awaitState(sent, Job.State.DELIVERED);
        Post answer = site.fake.see().posts(sent.room().id()).get(1);
        site.fake.see().await(site.fake.click(sent.room().id(), person, answer.ts(), "ask_mentor"));
        SlackSite.until(() -> !passed("what is private").isEmpty());
        assertThat(passed("what is private").get(0)).doesNotContain("to the thread");
    }

    private static List<String> passed(String words) {
        return site.fake.see().posts(FakeSlack.CAREERS).stream()
                .map(Post::shown)
                .filter(shown -> shown.contains(words))
                .toList();
    }

    private static void ask(Sent sent, String user) {
        Post answer =
                site.fake.see().awaitAnswers(sent.room().id(), sent.ts(), 1).get(0);
        site.fake.see().await(site.fake.click(sent.room().id(), user, answer.ts(), "ask_mentor"));
    }

    private static Sent said(String text) {
        Sent sent = site.fake.message(site.channel(), FakeSlack.BEN, text);
        site.fake.see().await(sent);
        return sent;
    }

    private static void react(Sent sent, String user, String emoji) {
        site.fake.happens().reaction(sent.room().id(), user, sent.ts(), emoji).forEach(site.fake.see()::await);
    }
}
