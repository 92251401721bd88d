package io.github.mlmentor.console;

import static io.github.mlmentor.console.ConsoleSite.BLUE;
import static io.github.mlmentor.console.ConsoleSite.CURATOR;

import io.github.mlmentor.Photograph;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.storage.SqlFeedback;
import io.github.mlmentor.web.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/**
 * Photographs the console over the shipped knowledge and an invented board, into {@code src/docs}:
 *
 * <pre>
 * mvn -q test-compile
 * mvn -q exec:exec -Dexec.executable=java -Dexec.classpathScope=test -Dexec.args="-cp %classpath io.github.mlmentor.console.ConsolePreview"
 * </pre>
 */
final class ConsolePreview {
    private static final String BOARD = "/console/slack-TBLUE";
    private static final Instant NOW = Instant.parse("2026-11-18T12:00:00Z");
    private static final int DESKTOP = 960;
    private static final int PHONE = 400;
    private static final int WEEKS = 13;

    private final ConsoleSite site;
    private final Random random = new Random(3);
    private int number;

    private ConsolePreview(ConsoleSite site) {
        this.site = site;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("console");
        try (ConsoleSite site =
                        new ConsoleSite(folder, "", Path.of("config/knowledge"), Path.of("config/resources.yaml"));
                Browser browser = Browser.start(Browser.find().orElseThrow());
                Browser.Page page = browser.open()) {
            ConsolePreview preview = new ConsolePreview(site);
            preview.past();
            preview.present();
            page.go(site.url("/console/enter?key=" + site.key()));
            page.click("main button");
            page.await("location.pathname.endsWith('/queue') && document.readyState === 'complete'");
            page.look(PHONE, 800, "light");
            page.go(site.url(BOARD + "/queue"));
            Photograph.take(page, "console-queue", PHONE, 860);
            page.look(DESKTOP, 900, "light");
            page.go(site.url(BOARD + "/drafts/" + site.store.drafts(BLUE).get(0).id()));
            Photograph.take(page, "console-draft", DESKTOP, 0);
            page.go(site.url(BOARD + "/figures"));
            page.awaitVisible(".canvas canvas");
            Photograph.take(page, "console-figures", DESKTOP, 0);
        }
    }

    /** Thirteen weeks in which the knowledge grows and the mentors get quicker. */
    private void past() {
        site.names.putAll(Map.of("UANA", "Ana Lima", "ULEA", "Lea"));
        Person ana = site.person(BLUE, "UANA", CURATOR);
        SqlFeedback feedback = new SqlFeedback(site.database);
        for (int week = WEEKS - 1; week >= 0; week--) {
            for (int i = 0; i < 40; i++) {
                site.clock.set(NOW.minus(Duration.ofDays(7L * week)).minus(Duration.ofHours(random.nextInt(48))));
                boolean answered = random.nextInt(100) < 66 + 2 * (WEEKS - week);
                site.took = Duration.ofMillis(600 + week * 60L + random.nextInt(900));
                String job = ask("A question of that week", answered ? "answered" : "not_found", "ULEA" + i);
                if (answered && i % 2 == 0) {
                    boolean helpful = random.nextInt(100) < 70 + 2 * (WEEKS - week);
                    feedback.note(
                            job,
                            new Person(BLUE.platform(), BLUE.workspace(), "ULEA" + i),
                            helpful,
                            "",
                            site.clock.instant());
                }
                if (!answered && i % 3 == 1) {
                    handOver(job, "ULEA" + i, false);
                    site.clock.pass(Duration.ofMinutes(90L + week * 40L + random.nextInt(200)));
                    site.desk.submitted("m_answer", job, Map.of("words", "Yes."), new Actor(ana, CURATOR));
                    site.desk.click("m_resolve", job, new Actor(ana, CURATOR));
                }
            }
        }
        site.clock.set(NOW);
    }

    private void present() {
        Actor ana = new Actor(site.person(BLUE, "UANA", CURATOR), CURATOR);
        waiting("My first on-call week starts on Monday. What would you look at before it?", 26, true);
        String claimed = waiting(
                "Two offers: a small company with all of ML to myself, or a large one with a team. How would you weigh them?",
                7,
                false);
        site.desk.click("m_claim", claimed, ana);
        waiting("Is it fine to put a Kaggle notebook into my portfolio as it is?", 2, true);
        waiting("Our course uses PyTorch, the job ad says JAX. Should I apply anyway?", 1, false);
        site.clock.set(NOW);
        String sql = read(Path.of("config/knowledge/skills/sql.md"));
        site.desk
                .revisions()
                .rewrite(
                        BLUE,
                        "sql",
                        sql.replace(
                                        "The basics take about 20 to 40 hours; the part",
                                        "The basics take about 40 hours; the part")
                                .replace(
                                        "- Checking data: duplicates, gaps, sudden jumps.",
                                        "- Checking data: duplicates, gaps, sudden jumps, rows that a join has multiplied."),
                        ana);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String waiting(String words, int hours, boolean anonymous) {
        site.clock.set(NOW.minus(Duration.ofHours(hours)));
        String job = ask(words, "not_found", "ULEA");
        handOver(job, "ULEA", anonymous);
        return job;
    }

    private String ask(String words, String decision, String learner) {
        return site.question(BLUE, Integer.toString(++number), learner, words, true, decision);
    }

    private void handOver(String job, String learner, boolean anonymous) {
        Person person = new Person(BLUE.platform(), BLUE.workspace(), learner);
        site.desk.submitted(
                "m_ask",
                job,
                Map.of("tried", "", "named", anonymous ? "Anonymously" : "With my name"),
                new Actor(person, io.github.mlmentor.mentoring.Rights.NONE));
    }
}
