package io.github.mlmentor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Question;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.mentoring.Samples;
import io.github.mlmentor.retrieval.LiveIndex;
import io.github.mlmentor.slack.FormView;
import io.github.mlmentor.slack.HomeView;
import io.github.mlmentor.slack.PreviewPage;
import io.github.mlmentor.slack.SlackRenderer;
import io.github.mlmentor.web.Browser;
import io.github.mlmentor.web.HtmlRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Photographs what people see in Slack, with answers from the shipped knowledge, into {@code src/docs}:
 *
 * <pre>
 * mvn -q test-compile
 * mvn -q exec:exec -Dexec.executable=java -Dexec.classpathScope=test -Dexec.args="-cp %classpath io.github.mlmentor.SlackPreview"
 * </pre>
 *
 * <p>The frame around the messages is drawn here and only resembles Slack; the messages are those that are sent.
 */
final class SlackPreview {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DESKTOP = 900;
    private static final int PHONE = 400;

    private final SlackRenderer renderer = new SlackRenderer("https://mentor.example.org", HtmlRenderer::path);
    private final AnswerDesk desk;
    private final KnowledgeBase base;
    private final LiveIndex index;
    private final Browser browser;

    private SlackPreview(AnswerDesk desk, KnowledgeBase base, LiveIndex index, Browser browser) {
        this.desk = desk;
        this.index = index;
        this.base = base;
        this.browser = browser;
    }

    public static void main(String[] arguments) throws Exception {
        try (Assembly assembly = new Assembly(Map.of(), Path.of(""));
                Browser browser = Browser.start(Browser.find().orElseThrow())) {
            assembly.index().awaitSettled(Duration.ofMinutes(2));
            new SlackPreview(
                            assembly.desk(
                                    Calibration.shipped(), assembly.index().current()),
                            assembly.library().current(),
                            assembly.index(),
                            browser)
                    .all();
        }
    }

    private void all() throws IOException {
        String difference = "What is the difference between a data scientist and an ML engineer?";
        photograph(
                "answer",
                DESKTOP,
                channel(false)
                        .said("Ana", "10:02", "@ML Mentor " + difference)
                        .replies(1)
                        .answered("10:02", answer(difference, true)));
        String day = "What does an ML engineer do all day?";
        photograph(
                "phone",
                PHONE,
                channel(true)
                        .said("Ben", "10:14", "@ML Mentor " + day)
                        .replies(1)
                        .answered("10:14", answer(day, true)));
        String pipeline = "What is a scikit-learn pipeline good for?";
        photograph("private", DESKTOP, channel(false).onlyVisibleToYou().answered("10:20", answer(pipeline, false)));
        String unknown = "Which setting unsticks Airflow 2.9 tasks that stay queued with Celery?";
        photograph(
                "not-found",
                DESKTOP,
                channel(false)
                        .said("Chen", "10:31", "@ML Mentor " + unknown)
                        .replies(1)
                        .answered("10:31", answer(unknown, true)));
        photograph(
                "home",
                DESKTOP,
                new PreviewPage(false, "ML Mentor", "")
                        .home(MAPPER.readTree(HomeView.render(HomePage.page(base, List.of())))));
        mentors();
    }

    private void mentors() throws IOException {
        try (Samples samples = new Samples(Platform.SLACK, index::current)) {
            photograph("form", DESKTOP, channel(false).modal(MAPPER.readTree(FormView.render(samples.wrong()))));
            photograph("card", DESKTOP, mentorsChannel().answered("09:00", panel(samples.card())));
            photograph(
                    "knowledge",
                    DESKTOP,
                    mentorsChannel().modal(MAPPER.readTree(FormView.render(samples.knowledge()))));
        }
        try (Samples samples = new Samples(Platform.SLACK, index::current)) {
            photograph("digest", DESKTOP, mentorsChannel().answered("09:00", panel(samples.digest())));
        }
    }

    private static PreviewPage mentorsChannel() {
        return new PreviewPage(false, "# mentors", "Questions that learners handed over");
    }

    private JsonNode panel(Reply.Panel panel) throws IOException {
        return blocks(renderer.render(panel, Options.none()), MAPPER.createArrayNode());
    }

    private static JsonNode blocks(List<String> messages, ArrayNode blocks) throws IOException {
        for (String message : messages) {
            MAPPER.readTree(message).path("blocks").forEach(blocks::add);
        }
        return blocks;
    }

    private static PreviewPage channel(boolean phone) {
        return new PreviewPage(phone, "# careers", "Questions about work and learning");
    }

    private JsonNode answer(String question, boolean shared) throws IOException {
        Options options = shared ? Options.shared("job") : Options.unshared("job");
        List<String> messages = renderer.render(
                desk.answer(Question.of(question), Progress.none()).reply(), options);
        ArrayNode blocks = MAPPER.createArrayNode();
        if (!shared) {
            // As the door puts it above what nobody else can see.
            blocks.addObject()
                    .put("type", "context")
                    .putArray("elements")
                    .addObject()
                    .put("type", "mrkdwn")
                    .put("text", "> " + question);
        }
        return blocks(messages, blocks);
    }

    private void photograph(String name, int width, PreviewPage page) throws IOException {
        Photograph.take(browser, "slack-" + name, page.html(), width, width == PHONE ? 860 : 0);
    }
}
