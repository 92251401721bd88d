package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static io.github.mlmentor.slack.fake.FakeSlack.CHEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.intake.ChannelPolicy.Mode;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.Room;
import io.github.mlmentor.slack.fake.Sent;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a channel's mode makes of what is said there. */
class SlackModesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

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
    void whereItIsOffItHearsNothing() {
        String channel = channel(Mode.OFF, Duration.ZERO);
        assertThat(site.ignored(site.fake.mention(channel, BEN, "what is drift?")))
                .isTrue();
    }

    @Test
    void offIsOffInAPrivateChannelToo() {
        String channel = site.channel(Room.Kind.GROUP);
        site.policy(channel, Mode.OFF, Duration.ZERO);
        assertThat(site.ignored(site.fake.mention(channel, BEN, "what is drift?")))
                .isTrue();
    }

    @Test
    void whereItIsMentionedOnlyWhatItOverhearsIsNothing() {
        String channel = channel(Mode.MENTION, Duration.ZERO);
        assertThat(site.ignored(site.fake.message(channel, BEN, "What is drift?")))
                .isTrue();
    }

    @Test
    void inAutoItAnswersQuestionsThatNobodyAskedIt() {
        String channel = channel(Mode.AUTO, Duration.ZERO);
        assertThat(site.answer(site.fake.message(channel, BEN, "What is drift?")))
                .isEqualTo("Answer to: What is drift?");
        assertThat(site.ignored(site.fake.message(channel, CHEN, "I like it here.")))
                .isTrue();
    }

    @Test
    void inAutoAMentionIsStillAnsweredOnce() {
        String channel = channel(Mode.AUTO, Duration.ZERO);
        assertThat(site.answer(site.fake.mention(channel, BEN, "what is drift?")))
                .isEqualTo("Answer to: what is drift?");
    }

    @Test
    void inMentorModeItWaitsAndAnswersWhatNobodyAnswered() {
        String channel = channel(Mode.MENTOR, PATIENCE);
        Sent sent = site.fake.message(channel, BEN, "What is drift?");
        site.awaitState(sent, Job.State.WAITING);
        site.later(PATIENCE.minusMinutes(1));
        assertThat(site.asked("What is drift?")).isZero();
        site.later(Duration.ofMinutes(1));
        assertThat(site.answer(sent)).isEqualTo("Answer to: What is drift?");
    }

    @Test
    void inMentorModeItStaysSilentWhenAPersonAnswered() {
        String channel = channel(Mode.MENTOR, PATIENCE);
        Sent sent = site.fake.message(channel, BEN, "What is bias?");
        site.awaitState(sent, Job.State.WAITING);
        assertThat(site.ignored(site.fake.message(channel, CHEN, "Ask me at lunch.", sent.ts())))
                .isTrue();
        site.later(PATIENCE);
        site.awaitState(sent, Job.State.WITHHELD);
        assertThat(site.answers(sent)).isEmpty();
        assertThat(site.asked("What is bias?")).isZero();
    }

    @Test
    void inMentorModeTheAskersOwnWordsAreNoAnswer() {
        String channel = channel(Mode.MENTOR, PATIENCE);
        Sent sent = site.fake.message(channel, BEN, "What is variance?");
        site.awaitState(sent, Job.State.WAITING);
        assertThat(site.ignored(site.fake.message(channel, BEN, "I mean the one of a model.", sent.ts())))
                .isTrue();
        site.later(PATIENCE);
        assertThat(site.answer(sent)).isEqualTo("Answer to: What is variance?");
    }

    @Test
    void inMentorModeAMentorsQuestionInTheThreadIsHelpAndNoneForUs() {
        String channel = channel(Mode.MENTOR, PATIENCE);
        Sent sent = site.fake.message(channel, BEN, "What is leakage?");
        site.awaitState(sent, Job.State.WAITING);
        site.later(PATIENCE.minusMinutes(1));
        Sent help = site.fake.message(channel, CHEN, "Where did you split the data?", sent.ts());
        // A follow-up would be one that is said to us, and answered at once.
        site.awaitState(help, Job.State.WAITING);
        assertThat(site.job(help).addressed()).isFalse();
        site.later(Duration.ofMinutes(1));
        site.awaitState(sent, Job.State.WITHHELD);
        assertThat(site.state(help)).isEqualTo(Job.State.WAITING);
        assertThat(site.questions()).doesNotContain("What is leakage?", "Where did you split the data?");
        site.fake.happens().delete(channel, help.ts());
        site.awaitState(help, Job.State.WITHDRAWN);
        assertThat(site.answers(sent)).isEmpty();
    }

    @Test
    void inMentorModeAMentionIsAnsweredAtOnce() {
        String channel = channel(Mode.MENTOR, PATIENCE);
        assertThat(site.answer(site.fake.mention(channel, BEN, "what is drift?")))
                .isEqualTo("Answer to: what is drift?");
    }

    @Test
    void whatWasOverheardShowsNoProgress() {
        String channel = channel(Mode.AUTO, Duration.ZERO);
        site.hold("overheard");
        Sent sent = site.fake.message(channel, BEN, "What is overheard?");
        site.awaitAsked("overheard", 1);
        Sent asked = site.fake.mention(site.channel(), CHEN, "what is overheard as well?");
        // Theirs is shown, so there was time to show this one's.
        site.fake.see().awaitAnswers(asked.room().id(), asked.thread(), 1);
        assertThat(site.fake.see().answers(channel, sent.ts())).isEmpty();
        site.release("overheard");
        assertThat(site.answer(sent)).isEqualTo("Answer to: What is overheard?");
    }

    private static String channel(Mode mode, Duration patience) {
        String channel = site.channel();
        site.policy(channel, mode, patience);
        return channel;
    }
}
