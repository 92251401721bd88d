package io.github.mlmentor.console;

import static io.github.mlmentor.console.ConsoleSite.BLUE;
import static io.github.mlmentor.console.ConsoleSite.CURATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.mentoring.HandOver;
import io.github.mlmentor.storage.SqlFeedback;
import io.github.mlmentor.web.Browser;
import io.github.mlmentor.web.Contrast;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/** The console in a real browser. Skipped where there is no Chromium. */
@EnabledIf(value = "isBrowserInstalled", disabledReason = "no Chromium or Chrome is on the PATH")
@Timeout(120)
class ConsoleBrowserTest {
    private static final String BOARD = "/console/slack-TBLUE";
    private static final int MOST_TABS = 60;

    private static Browser browser;

    private ConsoleSite site;
    private Browser.Page page;
    private String question;
    private String draft;

    static boolean isBrowserInstalled() {
        return Browser.find().isPresent();
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start(Browser.find().orElseThrow());
    }

    @AfterAll
    static void stopBrowser() throws IOException, InterruptedException {
        browser.close();
    }

    /** A board with something on every page, and texts that are long, foreign or dangerous. */
    @BeforeEach
    void start(@TempDir Path folder) {
        site = new ConsoleSite(folder);
        String long1 =
                "x".repeat(200) + " <img src=x onerror=\"window.hacked=1\"> " + "https://example.org/" + "y".repeat(90);
        question = site.handedOver(BLUE, "1.1", "ULEA", "Do I need window functions?", true);
        site.handedOver(BLUE, "1.2", "ULEB", long1, false);
        String done = site.handedOver(BLUE, "1.3", "ULEC", "Which joins?", false);
        Person ana = site.person(BLUE, "UANA", CURATOR);
        Actor actor = new Actor(ana, CURATOR);
        site.desk.submitted("m_answer", done, Map.of("words", "All of them."), actor);
        SqlFeedback feedback = new SqlFeedback(site.database);
        feedback.note(
                question,
                new Person(BLUE.platform(), BLUE.workspace(), "ULEA"),
                false,
                "It is wrong",
                long1,
                site.clock.instant());
        feedback.note(done, new Person(BLUE.platform(), BLUE.workspace(), "ULEC"), true, "", "", site.clock.instant());
        site.desk
                .revisions()
                .rewrite(
                        BLUE,
                        "joins",
                        ConsoleSite.article("joins").replace("plain ones", "inner ones, " + long1),
                        actor);
        draft = site.store.drafts(BLUE).get(0).id();
        site.question(BLUE, "2.1", "ULEA", "Which laptop? " + long1, true, "not_found");
        site.errands.round();
        page = browser.open();
    }

    /** Whatever a test does: nothing is asked of anybody else, and nothing breaks or is forbidden on the way. */
    @AfterEach
    void nothingWentWrongOrElsewhere() {
        List<String> complaints = List.copyOf(page.complaints());
        List<String> requests = List.copyOf(page.requests());
        String hacked = page.text("typeof window.hacked");
        page.close();
        site.close();
        assertThat(complaints).isEmpty();
        assertThat(hacked).isEqualTo("undefined");
        assertThat(requests).isNotEmpty().allMatch(url -> url.startsWith(site.url("/")));
    }

    private List<String> everyPage() {
        return List.of(
                BOARD + "/queue",
                BOARD + "/queue/" + question,
                BOARD + "/gaps",
                BOARD + "/feedback",
                BOARD + "/articles",
                BOARD + "/article?id=joins",
                BOARD + "/drafts",
                BOARD + "/drafts/" + draft,
                BOARD + "/drafts/" + draft + "/edit",
                BOARD + "/figures",
                BOARD + "/settings",
                BOARD + "/audit");
    }

    private void enter() {
        page.go(site.url("/console/enter?key=" + site.key()));
        page.click("main button");
        page.await("location.pathname.endsWith('/queue') && document.readyState === 'complete'");
    }

    /** Goes on with the Tab key until something has the focus. */
    private void tabTo(String selector) {
        for (int i = 0; i < MOST_TABS; i++) {
            page.press("Tab");
            if (page.value("document.activeElement.matches(" + quoted(selector) + ")")
                    .asBoolean()) {
                assertThat(page.text("getComputedStyle(document.activeElement).outlineStyle"))
                        .as("the focus is seen on " + selector)
                        .isNotEqualTo("none");
                return;
            }
        }
        throw new AssertionError("the Tab key does not come to " + selector);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "\\'") + "'";
    }

    @Test
    void withTheKeyboardAloneAQuestionIsClaimedAndAnswered() {
        page.go(site.url("/console/enter?key=" + site.key()));
        tabTo("main button");
        page.press("Enter");
        page.await("location.pathname === '" + BOARD + "/queue' && document.readyState === 'complete'");

        page.press("Tab");
        assertThat(page.text("document.activeElement.className")).isEqualTo("skip");
        page.press("Enter");
        page.await("document.activeElement.id === 'main'");
        tabTo(".slip a[href$='" + question + "']");
        page.press("Enter");
        page.await("location.pathname.endsWith('" + question + "') && document.readyState === 'complete'");
        tabTo("main form button.primary");
        assertThat(page.text("document.activeElement.textContent")).isEqualTo("Claim");
        page.press("Enter");
        page.awaitVisible(".said");
        assertThat(page.text("document.activeElement.textContent")).isEqualTo("It is yours now.");
        tabTo("textarea");
        page.type("Yes, for every ranking question.");
        tabTo("main form button.primary");
        page.press("Enter");

        page.await("document.querySelector('.said')?.textContent.includes('on its way')");
        HandOver answered = site.store.handOver(question).orElseThrow();
        assertThat(answered.state()).isEqualTo(HandOver.State.ANSWERED);
        assertThat(answered.standing().answer()).isEqualTo("Yes, for every ranking question.");
    }

    @Test
    void onASmallPhoneNothingIsWiderThanItAndEverythingCanBeHitWithAThumb() {
        enter();
        page.look(360, 640, "light");
        for (String path : everyPage()) {
            page.go(site.url(path));
            page.value("document.querySelectorAll('details').forEach(d => { d.open = true; })");
            assertThat(page.value("document.documentElement.scrollWidth").asInt())
                    .as(path)
                    .isLessThanOrEqualTo(360);
            assertThat(page.texts("""
                    [...document.querySelectorAll('*')].filter((e) => e.checkVisibility() && !e.closest('.hidden, .skip, svg, canvas')
                      && e.getBoundingClientRect().right > 361).map((e) => e.tagName + '.' + e.className)""")).as("beyond the edge on " + path).isEmpty();
            assertThat(page.texts("""
                    [...document.querySelectorAll('button, .button, select, summary, input:not([type=hidden]), textarea, nav a, h2 a, h3 a')]
                      .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
                      .map((e) => e.tagName + ' ' + e.textContent.trim() + ' ' + e.getBoundingClientRect().height)""")).as("too low to hit on " + path).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void inLightAndInDarkEverythingCanBeRead(String colours) {
        enter();
        page.look(1_280, 800, colours);
        for (String path : everyPage()) {
            page.go(site.url(path));
            page.value("document.querySelectorAll('details').forEach(d => { d.open = true; })");
            assertThat(Contrast.unreadable(page)).as(path).isEmpty();
        }
    }

    @Test
    void everyPageHasOneTitleHeadingsInOrderAndNamesForAllThatCanBeUsed() {
        enter();
        List<String> used = List.of(
                "button",
                "link",
                "textbox",
                "navigation",
                "combobox",
                "searchbox",
                "image",
                "table",
                "DisclosureTriangle");
        for (String path : everyPage()) {
            page.go(site.url(path));
            page.value("document.querySelectorAll('details').forEach(d => { d.open = true; })");
            List<String> levels = page.texts(
                    "[...document.querySelectorAll('h1, h2, h3, h4')].filter((e) => e.checkVisibility()).map((e) => e.tagName[1])");
            assertThat(levels).as(path).isNotEmpty().first().isEqualTo("1");
            for (int i = 1; i < levels.size(); i++) {
                assertThat(Integer.parseInt(levels.get(i)) - Integer.parseInt(levels.get(i - 1)))
                        .as(path + " jumps from heading to heading: " + levels)
                        .isLessThanOrEqualTo(1);
            }
            assertThat(levels.stream().filter("1"::equals)).as(path).hasSize(1);
            assertThat(page.text("document.title")).as(path).endsWith("Mentor console");
            assertThat(page.texts("[...document.querySelectorAll('[id]')].map((e) => e.id)"))
                    .as(path)
                    .doesNotHaveDuplicates();
            assertThat(page.texts("""
                    [...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter((e) => !e.labels.length).map((e) => e.name)""")).as("without a label on " + path).isEmpty();
            assertThat(page.accessibilityTree())
                    .filteredOn(node -> !node.path("ignored").asBoolean()
                            && used.contains(node.path("role").path("value").asText())
                            && !node.path("role").path("value").asText().equals("table"))
                    .as(path)
                    .hasSizeGreaterThan(8)
                    .allSatisfy(node ->
                            assertThat(node.path("name").path("value").asText()).isNotBlank());
        }
    }

    @Test
    void chartsAreDrawnFromTheTablesBesideThem() {
        enter();
        page.go(site.url(BOARD + "/figures"));
        page.awaitVisible(".canvas canvas");
        assertThat(page.count(".canvas:not([hidden]) canvas")).isEqualTo(4);
        assertThat(page.value("""
                (() => { const c = document.querySelector('canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                  return d.filter((v, i) => i % 4 === 3 && v > 0).length; })()""").asInt()).as("painted points").isGreaterThan(500);
        page.click("#theme");
        assertThat(page.count(".canvas:not([hidden]) canvas")).isEqualTo(4);
        page.value(
                "(() => { const s = document.querySelector('#weeks'); s.value = '53'; s.dispatchEvent(new Event('change')); })()");
        page.await(
                "location.search === '?weeks=53' && document.querySelectorAll('#table-answered tbody tr').length === 53");
    }

    @Test
    void withoutScriptsEverythingButTheChartsIsThere() {
        enter();
        page.scripts(false);
        page.go(site.url(BOARD + "/figures"));
        page.scripts(true);
        assertThat(page.count(".canvas[hidden]")).isEqualTo(4);
        assertThat(page.count("details table.numbers")).isEqualTo(4);
        page.scripts(false);
        page.go(site.url(BOARD + "/queue"));
        page.scripts(true);
        page.click(".slip.open button");
        page.awaitVisible(".said");
        assertThat(site.store.waiting(BLUE)).anyMatch(one -> one.state() == HandOver.State.CLAIMED);
    }

    @Test
    void theListOfArticlesFollowsWhatIsTyped() {
        enter();
        page.go(site.url(BOARD + "/articles"));
        assertThat(page.count("#articles tbody tr")).isEqualTo(2);
        page.click("#q");
        page.type("git");
        page.await("document.querySelectorAll('#articles tbody tr').length === 1");
        assertThat(page.text("document.activeElement.id")).isEqualTo("q");
        assertThat(page.text("document.querySelector('#found').textContent")).isEqualTo("Articles: 1, overdue: 0");
        assertThat(page.text("document.querySelector('#articles a').textContent"))
                .isEqualTo("How much Git do I need?");
    }

    @Test
    void theQueueComesAnewWithoutTakingAnythingFromUnderSomebodysHands() {
        enter();
        site.handedOver(BLUE, "9.9", "ULEZ", "A question that came later", false);
        page.value("document.querySelector('.slip.open button').focus()");
        page.value("htmx.ajax('GET', '" + BOARD + "/queue', '[data-calm]')");
        assertThat(page.text("document.activeElement.textContent")).isEqualTo("Claim");
        page.value("document.activeElement.blur()");
        page.value("htmx.ajax('GET', '" + BOARD + "/queue', '[data-calm]')");
        page.await("document.body.innerText.includes('A question that came later')");
    }
}
