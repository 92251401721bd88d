package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.FakeSlack;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Sent;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reaction that has somebody's message answered. */
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

    private static Sent said(String text) {
        Sent sent = site.fake.message(site.channel(), FakeSlack.BEN, text);
        site.fake.see().await(sent);
        return sent;
    }

    private static void react(Sent sent, String user, String emoji) {
        site.fake.happens().reaction(sent.room().id(), user, sent.ts(), emoji).forEach(site.fake.see()::await);
    }
}
