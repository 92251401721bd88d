package io.github.mlmentor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Question;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.discord.DiscordPage;
import io.github.mlmentor.discord.DiscordRenderer;
import io.github.mlmentor.discord.ModalForm;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.mentoring.Samples;
import io.github.mlmentor.retrieval.LiveIndex;
import io.github.mlmentor.web.Browser;
import io.github.mlmentor.web.HtmlRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Photographs what people see in Discord, with answers from the shipped knowledge, into {@code src/docs}:
 *
 * <pre>
 * mvn -q test-compile
 * mvn -q exec:exec -Dexec.executable=java -Dexec.classpathScope=test -Dexec.args="-cp %classpath io.github.mlmentor.DiscordPreview"
 * </pre>
 *
 * <p>The frame around the messages is drawn here and only resembles Discord; the messages are those that are sent.
 */
final class DiscordPreview {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DESKTOP = 900;
    private static final int PHONE = 400;

    private final DiscordRenderer renderer = new DiscordRenderer("https://mentor.example.org", HtmlRenderer::path);
    private final AnswerDesk desk;
    private final LiveIndex index;
    private final Browser browser;

    private DiscordPreview(AnswerDesk desk, LiveIndex index, Browser browser) {
        this.desk = desk;
        this.index = index;
        this.browser = browser;
    }

    public static void main(String[] arguments) throws Exception {
        try (Assembly assembly = new Assembly(Map.of(), Path.of(""));
                Browser browser = Browser.start(Browser.find().orElseThrow())) {
            assembly.index().awaitSettled(Duration.ofMinutes(2));
            new DiscordPreview(
                            assembly.desk(
                                    Calibration.shipped(), assembly.index().current()),
                            assembly.index(),
                            browser)
                    .all();
        }
    }

    private void all() throws IOException {
        String difference = "What is the difference between a data scientist and an ML engineer?";
        DiscordPage channel = new DiscordPage(false, "careers").said("Ana", "10:02", "@ML Mentor " + difference);
        answer(channel, difference, Options.shared("job"), "");
        Photograph.take(browser, "discord-answer", channel.html(), DESKTOP, 0);

        String metrics = "When is accuracy the wrong metric?";
        DiscordPage phone = new DiscordPage(true, "careers").said("Ben", "10:14", "@ML Mentor " + metrics);
        answer(phone, metrics, Options.shared("job"), "");
        Photograph.take(browser, "discord-phone", phone.html(), PHONE, 0);

        String pipeline = "What is a scikit-learn pipeline good for?";
        DiscordPage alone = new DiscordPage(false, "careers");
        answer(alone, pipeline, Options.unshared("job"), pipeline);
        try (Samples samples = new Samples(Platform.DISCORD, index::current)) {
            alone.onlyYouCanSeeThis().modal(MAPPER.readTree(ModalForm.render(samples.wrong())));
            Photograph.take(browser, "discord-private", alone.html(), DESKTOP, 0);
            DiscordPage mentors = new DiscordPage(false, "mentors");
            for (String message : renderer.render(samples.card(), Options.none())) {
                mentors.answered("09:00", MAPPER.readTree(message).path("components"));
            }
            Photograph.take(browser, "discord-card", mentors.html(), DESKTOP, 0);
        }
    }

    private void answer(DiscordPage page, String question, Options options, String asked) throws IOException {
        for (String message : renderer.render(
                desk.answer(Question.of(question), Progress.none()).reply(), options, asked, "")) {
            JsonNode components = MAPPER.readTree(message).path("components");
            page.answered("10:15", components);
        }
    }
}
