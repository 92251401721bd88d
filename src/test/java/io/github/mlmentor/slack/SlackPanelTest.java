package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.Call;
import io.github.mlmentor.slack.fake.FakeSlack;
import io.github.mlmentor.slack.fake.Fault;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Sent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assistant's panel: prompts, title, a line of status and streams, and what is left of them where the plan lacks them. */
class SlackPanelTest {
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

    @BeforeEach
    void allowed() {
        site.fake.settings().assistantAllowed(true);
        site.partially(Document.of("So far"));
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.settle();
        site.fake.clearFaults();
        assertThat(site.violations()).isEmpty();
    }

    @Test
    void theSuggestedPromptsFitTheChannelThatIsLookedAt() {
        String person = site.person();
        assertThat(prompts(person, FakeSlack.GENERAL)).contains("Which skills should I learn first?");
        assertThat(prompts(person, FakeSlack.CAREERS)).contains("What belongs in the portfolio of an ML engineer?");
    }

    @Test
    void lookingAtAnotherChannelChangesThePrompts() {
        String person = site.person();
        Sent panel = site.fake.happens().assistantThreadStarted(person, FakeSlack.GENERAL);
        int before = awaitPrompts(panel, 1).size();
        site.fake.happens().assistantContextChanged(person, panel.ts(), FakeSlack.CAREERS);
        assertThat(prompts(awaitPrompts(panel, before + 1).get(before))).contains("interview");
    }

    @Test
    void theFirstQuestionIsTheTitleOfTheThread() {
        String person = site.person();
        Sent panel = site.fake.happens().assistantThreadStarted(person, site.channel());
        site.fake.see().await(panel);
        String channel = panel.room().id();
        Sent first = site.fake.directMessage(person, "what is <b>drift</b>?", panel.ts());
        site.hurry(first, Job.State.DELIVERED);
        Sent second = site.fake.directMessage(person, "and what is bias?", panel.ts());
        site.hurry(second, Job.State.DELIVERED);
        SlackSite.until(() -> !site.fake.see().title(channel, panel.ts()).isEmpty());
        assertThat(site.fake.see().title(channel, panel.ts())).isEqualTo("what is <b>drift</b>?");
    }

    @Test
    void whileItWorksThereIsALineOfStatusAndNoPlaceholder() {
        site.partially(Document.EMPTY);
        site.hold("status");
        Sent sent = site.fake.mention(site.channel(), FakeSlack.BEN, "what shows a status?");
        String channel = sent.room().id();
        SlackSite.until(() -> site.fake.see().status(channel, sent.ts()).equals("is reading…"));
        assertThat(site.fake.see().answers(channel, sent.ts())).isEmpty();
        site.release("status");
        assertThat(site.answer(sent)).isEqualTo("Answer to: what shows a status?");
        assertThat(site.fake.see().status(channel, sent.ts())).isEmpty();
    }

    @Test
    void inADirectMessageTheAnswerIsStreamedAndThenReplacedByTheWhole() {
        site.hold("stream");
        Sent sent = asked("what is a stream?");
        String channel = sent.room().id();
        site.fake.see().awaitText(channel, sent.thread(), "So far");
        site.partially(Document.of("So far"));
        site.release("stream");
        site.hurry(sent, Job.State.DELIVERED);
        List<Post> answers = answers(sent);
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).shown())
                .startsWith("Answer to: what is a stream?")
                .doesNotContain("So far");
        assertThat(site.fake.see().calls("chat.stopStream"))
                .anyMatch(call -> call.argument("ts").equals(answers.get(0).ts()) && call.ok());
    }

    @Test
    void aStreamThatSlackHasEndedMeanwhileBecomesTheAnswerAllTheSame() {
        site.hold("ended");
        Sent sent = asked("what is ended?");
        site.fake.see().awaitText(sent.room().id(), sent.thread(), "So far");
        site.fake.fault(Fault.on("chat.stopStream|chat.appendStream")
                .error("message_not_in_streaming_state")
                .times(5));
        site.release("ended");
        site.hurry(sent, Job.State.DELIVERED);
        assertThat(answers(sent)).hasSize(1);
        assertThat(answers(sent).get(0).shown()).startsWith("Answer to: what is ended?");
    }

    @Test
    void inAChannelNothingIsStreamedBecauseOnlyOnePersonWouldSeeIt() {
        int before = site.fake.see().calls("chat.startStream").size();
        site.hold("everybody");
        Sent sent = site.fake.mention(site.channel(), FakeSlack.BEN, "what does everybody see?");
        site.fake.see().awaitText(sent.room().id(), sent.ts(), "So far …");
        site.release("everybody");
        site.hurry(sent, Job.State.DELIVERED);
        assertThat(site.answer(sent)).isEqualTo("Answer to: what does everybody see?");
        assertThat(site.fake.see().calls("chat.startStream")).hasSize(before);
    }

    private Sent asked(String question) {
        String person = site.person();
        Sent panel = site.fake.happens().assistantThreadStarted(person, site.channel());
        return site.fake.directMessage(person, question, panel.ts());
    }

    private static List<Post> answers(Sent sent) {
        site.settle();
        return site.fake.see().answers(sent.room().id(), sent.thread()).stream()
                .filter(post -> !post.ts().equals(sent.thread()))
                .toList();
    }

    private static String prompts(String person, String watched) {
        Sent panel = site.fake.happens().assistantThreadStarted(person, watched);
        return prompts(awaitPrompts(panel, 1).get(0));
    }

    private static String prompts(Call call) {
        return call.arguments().path("prompts").toString();
    }

    private static List<Call> awaitPrompts(Sent panel, int count) {
        SlackSite.until(() -> prompted(panel).size() >= count);
        return prompted(panel);
    }

    private static List<Call> prompted(Sent panel) {
        return site.fake.see().calls("assistant.threads.setSuggestedPrompts").stream()
                .filter(call -> call.argument("thread_ts").equals(panel.ts()))
                .toList();
    }
}
