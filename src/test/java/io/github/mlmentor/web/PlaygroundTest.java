package io.github.mlmentor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The pages in a real browser, over the shipped knowledge searched by words alone. Skipped where there is no Chromium. */
@EnabledIf(value = "isBrowserInstalled", disabledReason = PlaygroundTest.NO_BROWSER)
@Timeout(60)
class PlaygroundTest {
    static final String NO_BROWSER = "no Chromium or Chrome is on the PATH; Debian's package is \"chromium\"";

    private static final String DONE = ".turn:last-child[data-state=done]";
    private static final String ANSWERED = DONE + "[data-decision=answered]";
    private static final String QUESTION = "What is the difference between a data scientist and an ML engineer?";

    private static Browser browser;
    private static TestSite site;

    private Browser.Page page;

    /** Whether there is a browser; says on the console, not in the reports alone, when all of this is skipped. */
    static boolean isBrowserInstalled() {
        boolean installed = Browser.find().isPresent();
        if (!installed) {
            LoggerFactory.getLogger(PlaygroundTest.class).warn("The browser tests are skipped: {}", NO_BROWSER);
        }
        return installed;
    }

    @BeforeAll
    static void start() {
        CompletableFuture<Browser> starting =
                CompletableFuture.supplyAsync(() -> Browser.start(Browser.find().orElseThrow()));
        site = new TestSite(Path.of("config/knowledge"), Path.of("config/resources.yaml"), Calibration.shipped());
        browser = starting.join();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        browser.close();
        site.close();
    }

    @BeforeEach
    void openPage() {
        page = browser.open();
    }

    /** Whatever a test does: the page asks nobody else for anything, and nothing breaks or is forbidden on the way. */
    @AfterEach
    void nothingWentWrongOrElsewhere() {
        site.release();
        List<String> complaints = List.copyOf(page.complaints());
        List<String> requests = List.copyOf(page.requests());
        page.close();
        assertThat(complaints).isEmpty();
        assertThat(requests).isNotEmpty().allMatch(url -> url.startsWith(site.url("/")));
    }

    @Test
    void aQuestionSentWithEnterIsAnsweredWithSourcesAndResources() {
        page.go(site.url("/"));
        assertThat(page.text("document.activeElement.id")).isEqualTo("question");
        assertThat(page.value("document.querySelector('#send').disabled").asBoolean())
                .isTrue();

        ask(QUESTION);

        page.awaitVisible(ANSWERED);
        assertThat(page.text("document.querySelector('.question').textContent")).isEqualTo("You asked: " + QUESTION);
        assertThat(page.text("document.querySelector('.answer').innerText")).containsIgnoringCase("data scientist");
        assertThat(page.count(".answer table")).isEqualTo(1);
        assertThat(page.count(".answer a.cite")).isPositive();
        assertThat(page.count(".sources a[href^='/knowledge/']")).isPositive();
        assertThat(page.count(".resources a[href^='https://']")).isBetween(2, 4);
        assertThat(page.count(".suggestions button")).isPositive();
        // A citation names the source of its number.
        assertThat(page.value(
                                "[...document.querySelectorAll('.answer a.cite')].every(cite =>"
                                        + " [...document.querySelectorAll('.sources a')][Number(cite.textContent) - 1].getAttribute('href')"
                                        + " === cite.getAttribute('href') && cite.ariaLabel.startsWith('Source ' + cite.textContent + ': '))")
                        .asBoolean())
                .isTrue();
        // Ready for the next question, without the old one.
        assertThat(page.text("document.querySelector('#question').value")).isEmpty();
        assertThat(page.text("document.activeElement.id")).isEqualTo("question");
        assertThat(page.value("document.querySelector('#stop').checkVisibility()")
                        .asBoolean())
                .isFalse();
        assertThat(page.value("document.querySelector('#welcome').checkVisibility()")
                        .asBoolean())
                .isFalse();
        assertThat(page.value("document.querySelector('#new-conversation').checkVisibility()")
                        .asBoolean())
                .isTrue();
        // Who listens hears the answer.
        page.await("document.querySelector('#announce').textContent.includes('data scientist')");
    }

    @Test
    void aSourceOpensItsArticleAtItsSectionAndBackRestoresTheConversation() {
        page.go(site.url("/"));
        ask("How do I get my first ML job without experience?");
        page.awaitVisible(ANSWERED);
        String answer = page.text("document.querySelector('.answer').innerHTML");
        String section = page.text("document.querySelector('.sources a[href*=\"#\"] .source-section').textContent");

        page.click(".sources a[href*='#']");

        page.await("location.pathname.startsWith('/knowledge/') && document.readyState === 'complete'");
        page.await("document.querySelector(':target > h2')");
        assertThat(page.text("document.querySelector(':target > h2').textContent"))
                .isEqualTo(section);
        page.await("(r => r.top >= 0 && r.bottom <= innerHeight)"
                + "(document.querySelector(':target > h2').getBoundingClientRect())");

        page.value("history.back()");

        page.awaitVisible(ANSWERED);
        assertThat(page.text("document.querySelector('.answer').innerHTML")).isEqualTo(answer);
        // The reader is back at the place that was left.
        page.await("(r => r.top >= 0 && r.bottom <= innerHeight)"
                + "(document.querySelector('.sources a[href*=\"#\"]').getBoundingClientRect())");
        assertThat(page.value("document.querySelector('#new-conversation').checkVisibility()")
                        .asBoolean())
                .isTrue();
        ask("and how long does that take?");
        page.await("document.querySelectorAll('.turn[data-state=done]').length === 2");
    }

    @Test
    void aFollowUpLeansOnWhatWasSaidEvenAfterAReload() {
        page.go(site.url("/"));
        ask("what is docker");
        page.awaitVisible(ANSWERED);
        page.reload();
        page.awaitVisible(ANSWERED);

        ask("and how do I learn it?");

        page.await("document.querySelectorAll('.turn[data-state=done]').length === 2");
        assertThat(page.count(ANSWERED + " .sources a[href^='/knowledge/containers']"))
                .isPositive();
        // The new question stands at the top, with room for its answer below.
        page.await("(r => r.top >= 0 && r.top < innerHeight / 4)"
                + "(document.querySelector('.turn:last-child .question').getBoundingClientRect())");
    }

    @Test
    void everythingWorksWithTheKeyboardAlone() {
        page.go(site.url("/"));
        page.type("what is docker");
        page.press("Shift+Enter");
        page.type("and why?");
        assertThat(page.text("document.querySelector('#question').value")).isEqualTo("what is docker\nand why?");
        assertThat(page.count(".turn")).isZero();
        page.press("Enter");
        page.awaitVisible(ANSWERED);

        page.press("ArrowUp");
        assertThat(page.text("document.querySelector('#question').value")).isEqualTo("what is docker\nand why?");
        page.press("ArrowDown");
        assertThat(page.text("document.querySelector('#question').value")).isEmpty();

        tabTo("Shift+Tab", ".suggestions button");
        String suggested = page.text("document.activeElement.textContent");
        page.press("Enter");
        page.await("document.querySelectorAll('.turn[data-state=done]').length === 2");
        assertThat(page.text("document.querySelector('.turn:last-child .question').textContent"))
                .contains(suggested.replace("…", ""));

        tabTo("Shift+Tab", ".sources a");
        assertThat(page.text("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        page.press("/");
        assertThat(page.text("document.activeElement.id")).isEqualTo("question");
        assertThat(page.text("document.querySelector('#question').value")).isEmpty();

        tabTo("Shift+Tab", ".sources a");
        page.press("Enter");
        page.await("location.pathname.startsWith('/knowledge/')");
    }

    @Test
    void theFirstStopOfTheKeyboardSkipsToTheContent() {
        page.go(site.url("/knowledge/sql"));

        page.press("Tab");

        assertThat(page.text("document.activeElement.textContent")).isEqualTo("Skip to the article");
        page.press("Enter");
        page.press("Tab");
        assertThat(page.value("document.activeElement.closest('main') !== null").asBoolean())
                .isTrue();
    }

    @Test
    void escapeStopsAnAnswerAndItCanBeAskedAgain() {
        site.hold();
        page.go(site.url("/"));
        ask(QUESTION);
        page.awaitVisible("#stop");
        page.await("document.querySelector('.status').innerText.includes('Looking')");
        assertThat(page.value("document.querySelector('#send').checkVisibility()")
                        .asBoolean())
                .isFalse();

        page.press("Escape");

        page.awaitVisible(".turn[data-state=stopped] .notice");
        page.awaitVisible("#send");
        site.release();
        page.click(".turn[data-state=stopped] [data-retry]");
        page.awaitVisible(ANSWERED);
        assertThat(page.count(".turn")).isEqualTo(1);
    }

    @Test
    void theStopButtonStopsToo() {
        site.hold();
        page.go(site.url("/"));
        ask(QUESTION);

        page.click("#stop");

        page.awaitVisible(".turn[data-state=stopped]");
        site.release();
    }

    @Test
    void hostileQuestionsAreShownAsText() {
        List<String> hostile = List.of(
                "<img src=x onerror=\"window.hacked = 1\"> what is docker",
                "</textarea></h2><script>window.hacked = 1</script> what is docker",
                "what is \"docker\" & 'sql' &lt;b&gt; `${window.hacked = 1}` {{window.hacked}}",
                "javascript:window.hacked=1");
        page.go(site.url("/"));

        for (int i = 0; i < hostile.size(); i++) {
            ask(hostile.get(i));
            page.await("document.querySelectorAll('.turn[data-state=done]').length === " + (i + 1));
        }

        String shown = "[...document.querySelectorAll('.question')].map(question => question.lastChild.data)";
        assertThat(page.texts(shown)).isEqualTo(hostile);
        // What is kept of the conversation is text as well.
        page.reload();
        page.awaitVisible(DONE);
        assertThat(page.texts(shown)).isEqualTo(hostile);
        // The hidden words in front are the only element of a question.
        assertThat(page.count(".question *")).isEqualTo(hostile.size());
        assertThat(page.count("#log img, #log script")).isZero();
        assertThat(page.text("typeof window.hacked")).isEqualTo("undefined");
    }

    @Test
    void aQuestionInTheAddressIsAskedOnceAndShownAsText() {
        page.go(site.url("/?q=%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E+what+is+docker"));

        page.awaitVisible(DONE);
        assertThat(page.text("document.querySelector('.question').textContent"))
                .isEqualTo("You asked: <img src=x onerror=\"window.hacked=1\"> what is docker");
        assertThat(page.text("typeof window.hacked")).isEqualTo("undefined");
        assertThat(page.text("location.search")).isEmpty();
        page.reload();
        page.awaitVisible(DONE);
        assertThat(page.count(".turn")).isEqualTo(1);
    }

    @Test
    void everyDecisionIsShownAsWhatItIs() {
        page.go(site.url("/"));

        ask("how long does it take?");
        page.awaitVisible(DONE + "[data-decision=clarify]");
        assertThat(page.count(DONE + " .suggestions button")).isEqualTo(2);

        page.click(DONE + " .suggestions button");
        page.await("document.querySelectorAll('.turn[data-state=done]').length === 2");

        ask("what is the capital of france");
        page.awaitVisible(DONE + "[data-decision=off_topic]");
        assertThat(page.text("document.querySelector('.turn:last-child .verdict').innerText"))
                .isEqualTo("Outside this notebook");
    }

    @Test
    void aNewConversationBeginsEmptyAndTheLastOneCanBeBroughtBack() {
        page.go(site.url("/"));
        assertThat(page.value("document.querySelector('#new-conversation').checkVisibility()")
                        .asBoolean())
                .isFalse();
        ask("what is docker");
        page.awaitVisible(ANSWERED);

        page.click("#new-conversation");

        page.awaitVisible("#welcome");
        assertThat(page.count(".turn")).isZero();
        page.click("#undo-new");
        page.awaitVisible(ANSWERED);
        assertThat(page.value("document.querySelector('#welcome').checkVisibility()")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void anExampleIsAskedByAClick() {
        page.go(site.url("/"));
        String example = page.text("document.querySelector('[data-question]').dataset.question");

        page.click("[data-question]");

        page.awaitVisible(ANSWERED);
        assertThat(page.text("document.querySelector('.question').textContent")).isEqualTo("You asked: " + example);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void inLightAndInDarkEverythingCanBeRead(String colours) {
        page.look(1_280, 800, colours);
        page.go(site.url("/"));
        assertThat(brightness("document.documentElement") < 0.2).isEqualTo(colours.equals("dark"));
        ask(QUESTION);
        page.awaitVisible(ANSWERED);

        assertThat(Contrast.unreadable(page)).isEmpty();
        page.go(site.url("/knowledge/mle-vs-data-scientist"));
        assertThat(Contrast.unreadable(page)).isEmpty();
        page.go(site.url("/knowledge"));
        assertThat(Contrast.unreadable(page)).isEmpty();
    }

    @Test
    void aChosenThemeWinsOverTheSystemsAndIsKept() {
        page.look(1_280, 800, "dark");
        page.go(site.url("/"));
        double dark = brightness("document.documentElement");

        page.click("#theme");

        assertThat(page.text("document.querySelector('#theme').ariaLabel")).startsWith("Theme: light.");
        double light = brightness("document.documentElement");
        assertThat(light).isGreaterThan(dark + 0.4);
        page.go(site.url("/knowledge"));
        assertThat(brightness("document.documentElement")).isEqualTo(light);
        page.click("#theme");
        page.look(1_280, 800, "light");
        assertThat(brightness("document.documentElement")).isEqualTo(dark);
        page.click("#theme");
        assertThat(page.text("document.querySelector('#theme').ariaLabel")).startsWith("Theme: automatic.");
        assertThat(brightness("document.documentElement")).isEqualTo(light);
    }

    @Test
    void nothingIsWiderThanASmallPhone() {
        page.look(360, 640, "light");
        page.go(site.url("/"));
        assertFits();
        ask(QUESTION);
        page.awaitVisible(ANSWERED);
        assertFits();
        ask("x".repeat(400) + " https://example.org/" + "y".repeat(300));
        page.await("document.querySelectorAll('.turn[data-state=done]').length === 2");
        assertFits();
        page.go(site.url("/knowledge"));
        assertFits();
        page.go(site.url("/knowledge/mle-vs-data-scientist"));
        assertThat(page.count("table")).isPositive();
        assertFits();
    }

    @Test
    void everythingThatCanBeUsedHasAName() {
        page.go(site.url("/"));
        ask(QUESTION);
        page.awaitVisible(ANSWERED);

        List<String> used = List.of("button", "link", "textbox", "navigation", "complementary", "searchbox");
        assertThat(page.accessibilityTree())
                .filteredOn(node -> !node.path("ignored").asBoolean()
                        && used.contains(node.path("role").path("value").asText()))
                .hasSizeGreaterThan(10)
                .allSatisfy(node ->
                        assertThat(node.path("name").path("value").asText()).isNotBlank());
        assertThat(page.count("h1:not([hidden])")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void withoutAConnectionTheQuestionIsKeptAndCanBeAskedAgain() {
        page.go(site.url("/"));
        page.network(false);
        ask("what is docker");

        page.awaitVisible(".turn[data-state=broken] .notice");
        assertThat(page.text("document.querySelector('.notice').innerText")).contains("Your question is kept");
        page.awaitVisible("#offline");
        // The browser itself notes that there was no connection.
        assertThat(page.complaints()).allMatch(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
        page.complaints().clear();
        page.network(true);
        page.await("!document.querySelector('#offline').checkVisibility()");
        page.click("[data-retry]");

        page.awaitVisible(ANSWERED);
    }

    @Test
    void tooManyQuestionsShowWhenTheNextOneIsWelcome(@TempDir Path folder) {
        Settings.Http oncePerMinute = new Settings.Http("0.0.0.0", 0, "", 1, false, 0);
        try (TestSite busy = new TestSite(folder, folder.resolve("none"), Calibration.shipped(), oncePerMinute)) {
            page.go(busy.url("/"));
            ask("hello");
            page.awaitVisible(ANSWERED);
            ask("hello again");

            page.awaitVisible(".turn[data-state=limited] .notice");
            assertThat(page.text("document.querySelector('.countdown').innerText"))
                    .matches("in \\d+ s");
            assertThat(page.value("document.querySelector('.retry').disabled").asBoolean())
                    .isTrue();
            // The browser itself notes the refusal.
            assertThat(page.complaints()).hasSize(1).allMatch(complaint -> complaint.contains("429"));
            page.complaints().clear();
            assertThat(page.requests()).allMatch(url -> url.startsWith(busy.url("/")));
            page.requests().clear();
            page.go(site.url("/"));
        }
    }

    @Test
    void anEventStreamIsReadHoweverItIsCut() {
        page.go(site.url("/"));

        JsonNode wrong = page.value("""
                import('/assets/app.js').then(({ EventStreamParser }) => {
                  const stream = ': hello\\r\\n\\r\\nevent: status\\ndata: {"text":\\ndata:"a"}\\n\\n'
                    + 'data: one\\rdata:  two\\r\\r\\nid: 7\\n\\nevent: reply\\r\\ndata: end\\r\\n\\r\\n';
                  const expected = JSON.stringify([['status', '{"text":\\n"a"}'], ['message', 'one\\n two'], ['reply', 'end']]);
                  const wrong = [];
                  for (let first = 0; first <= stream.length; first++) {
                    for (let second = first; second <= stream.length; second++) {
                      const events = [];
                      const parser = new EventStreamParser((event, data) => events.push([event, data]));
                      [stream.slice(0, first), stream.slice(first, second), stream.slice(second)].forEach((part) => parser.push(part));
                      parser.end();
                      if (JSON.stringify(events) !== expected) {
                        wrong.push([first, second, events]);
                      }
                    }
                  }
                  return wrong;
                })""");

        assertThat(wrong).isEmpty();
    }

    @Test
    void anAnswerThatWasLeftHalfwayIsNotLost() {
        site.hold();
        page.go(site.url("/"));
        ask("what is docker");
        page.awaitVisible("#stop");

        page.go(site.url("/knowledge"));
        site.release();
        page.value("history.back()");

        page.await("document.querySelector('.turn[data-state=broken], .turn[data-state=done]')");
        assertThat(page.text("document.querySelector('.question').textContent")).contains("what is docker");
    }

    @Test
    void theListOfArticlesCanBeFiltered() {
        page.go(site.url("/knowledge"));
        int all = page.count(".entries > li");
        assertThat(page.text("document.querySelector('#filter-count').textContent"))
                .isEqualTo(all + " articles");

        page.press("/");
        page.type("sql");

        page.await("location.search === '?filter=sql'");
        long shown = page.value(
                        "[...document.querySelectorAll('.entries > li')].filter(e => e.checkVisibility()).length")
                .asLong();
        assertThat(shown).isBetween(1L, all - 1L);
        assertThat(page.text("document.querySelector('#filter-count').textContent"))
                .isEqualTo(shown + " of " + all + " articles");
        page.click(".entries > li:not([hidden]) a");
        page.await("location.pathname.startsWith('/knowledge/')");
        page.value("history.back()");
        page.await("location.search === '?filter=sql' && document.querySelector('#filter')?.value === 'sql'");
        page.type("zzz");
        page.awaitVisible("#filter-empty");
        page.click("#filter-ask");
        page.awaitVisible(DONE);
        assertThat(page.text("document.querySelector('.question').textContent")).contains("zzz");
    }

    @Test
    void anArticleAsksAboutItself() {
        page.go(site.url("/knowledge/sql"));
        String title = page.text("document.querySelector('h1').textContent");

        page.click(".ask-link a");

        page.awaitVisible(ANSWERED);
        assertThat(page.text("document.querySelector('.question').textContent")).isEqualTo("You asked: " + title);
        assertThat(page.count(ANSWERED + " .sources a[href^='/knowledge/sql']")).isPositive();
    }

    @Test
    void withoutScriptsTheArticlesCanStillBeRead() {
        page.scripts(false);
        page.go(site.url("/"));
        assertThat(page.text("document.body.innerText")).contains("Asking needs JavaScript");
        assertThat(page.value("document.querySelector('#ask').checkVisibility()")
                        .asBoolean())
                .isFalse();
        page.go(site.url("/knowledge/sql"));
        assertThat(page.text("document.querySelector('h1').innerText")).isNotBlank();
    }

    private void ask(String question) {
        page.type(question);
        page.press("Enter");
    }

    /** Presses a key until the focus is where it should be. */
    private void tabTo(String key, String selector) {
        for (int i = 0; i < 60; i++) {
            page.press(key);
            if (page.value("document.activeElement.matches(" + Browser.quoted(selector) + ")")
                    .asBoolean()) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not reach " + selector);
    }

    private void assertFits() {
        assertThat(page.value("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(360);
        assertThat(page.value("document.querySelector('main').getBoundingClientRect().right")
                        .asInt())
                .isLessThanOrEqualTo(360);
    }

    /** The relative luminance of an element's background, 0 to 1. */
    private double brightness(String element) {
        return page.value(Contrast.COLOURS + "luminance(rgb(getComputedStyle(" + element + ").backgroundColor))")
                .asDouble();
    }
}
