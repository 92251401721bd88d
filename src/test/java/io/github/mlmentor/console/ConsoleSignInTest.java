package io.github.mlmentor.console;

import static io.github.mlmentor.console.ConsoleSite.BLUE;
import static io.github.mlmentor.console.ConsoleSite.MENTOR;
import static io.github.mlmentor.console.ConsoleSite.RED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.Rights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who gets into the console, how, and for how long; over the real web server. */
@Timeout(60)
class ConsoleSignInTest {
    private static final String BACK = "/console/signed-in/slack";
    private static final String SESSION = "mentor_console";

    private ConsoleSite site;

    @BeforeEach
    void start(@TempDir Path folder) {
        site = new ConsoleSite(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private String begin(Client client) {
        return client.get("/console/sign-in/slack").location().replaceFirst(".*state=([^&]+).*", "$1");
    }

    @Test
    void aMentorSignsInAndIsSentToTheBoard() {
        Person ana = site.person(BLUE, "UANA", MENTOR);
        site.codes.put("good", List.of(ana, new Person(RED.platform(), RED.workspace(), "UANA")));
        Client client = site.client();
        assertThat(client.get("/console").location()).isEqualTo("/console/sign-in");
        assertThat(client.get("/console/sign-in").body())
                .contains("Sign in with Slack")
                .contains("/console/sign-in/slack");

        Client.Page away = client.get("/console/sign-in/slack");

        assertThat(away.status()).isEqualTo(303);
        assertThat(away.location())
                .startsWith("https://slack.example/authorize?redirect=http://localhost" + BACK + "&state=");
        Client.Page back =
                client.get(BACK + "?code=good&state=" + away.location().replaceFirst(".*state=", ""));
        assertThat(back.status()).isEqualTo(303);
        assertThat(client.cookies).as("what the sign-in needed is gone").containsOnlyKeys(SESSION);
        assertThat(client.get(back.location()).location()).isEqualTo("/console/slack-TBLUE/queue");
        assertThat(client.get("/console/slack-TBLUE/feedback").status()).isEqualTo(200);
        // No role in the other workspace, although it is shared with the bot.
        assertThat(client.get("/console/slack-TRED/feedback").status()).isEqualTo(404);
    }

    @Test
    void whoWasOnTheWayToAPageArrivesThereAfterSigningIn() {
        site.codes.put("good", List.of(site.person(BLUE, "UANA", MENTOR)));
        Client client = site.client();
        String asked = client.get("/console/slack-TBLUE/figures").location();
        assertThat(asked).isEqualTo("/console/sign-in?to=/console/slack-TBLUE/figures");
        String button = client.get(asked)
                .body()
                .replaceFirst("(?s).*href=\"(/console/sign-in/slack[^\"]*)\".*", "$1")
                .replace("&#x3D;", "=");
        String state = client.get(button).location().replaceFirst(".*state=", "");

        assertThat(client.get(BACK + "?code=good&state=" + state).location()).isEqualTo("/console/slack-TBLUE/figures");
    }

    @Test
    void nobodyIsSentToAnotherSiteAfterSigningIn() {
        for (String to : List.of("https://evil.example", "//evil.example", "/console/..//evil", "/knowledge")) {
            site.codes.put("good", List.of(site.person(BLUE, "UANA", MENTOR)));
            Client client = site.client();
            String state =
                    client.get("/console/sign-in/slack?to=" + to).location().replaceFirst(".*state=", "");
            assertThat(client.get(BACK + "?code=good&state=" + state).location())
                    .as(to)
                    .startsWith("/console")
                    .doesNotContain("evil.example");
        }
    }

    @Test
    void aSignInComesBackOnceOnly() {
        site.codes.put("good", List.of(site.person(BLUE, "UANA", MENTOR)));
        Client client = site.client();
        String state = begin(client);
        Map<String, String> before = Map.copyOf(client.cookies);
        assertThat(client.get(BACK + "?code=good&state=" + state).status()).isEqualTo(303);

        site.codes.put("good", List.of(site.person(BLUE, "UANA", MENTOR)));
        Client again = site.client();
        again.cookies.putAll(before);
        assertThat(again.get(BACK + "?code=good&state=" + state).status()).isEqualTo(400);
        assertThat(again.cookies).doesNotContainKey(SESSION);
    }

    @Test
    void aSignInComesBackToTheBrowserInWhichItBegan() {
        site.codes.put("good", List.of(site.person(BLUE, "UANA", MENTOR)));
        String state = begin(site.client());
        Client victim = site.client();
        assertThat(victim.get(BACK + "?code=good&state=" + state).status()).isEqualTo(400);
        begin(victim);
        assertThat(victim.get(BACK + "?code=good&state=" + state).status()).isEqualTo(400);
        assertThat(victim.get(BACK + "?code=good").status()).isEqualTo(400);
        assertThat(victim.cookies).doesNotContainKey(SESSION);
        assertThat(site.codes).as("nobody asked the platform").containsKey("good");
    }

    @Test
    void aSignInComesBackWithinTenMinutes() {
        site.codes.put("good", List.of(site.person(BLUE, "UANA", MENTOR)));
        Client client = site.client();
        String state = begin(client);
        site.clock.pass(Duration.ofMinutes(10));
        assertThat(client.get(BACK + "?code=good&state=" + state).status()).isEqualTo(400);
    }

    @Test
    void whoHasNoRoleAnywhereStaysOutside() {
        site.codes.put("good", List.of(new Person(BLUE.platform(), BLUE.workspace(), "UBEN")));
        Client client = site.client();
        Client.Page page = client.get(BACK + "?code=good&state=" + begin(client));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("This is for mentors");
        assertThat(client.cookies).doesNotContainKey(SESSION);
    }

    @Test
    void whoRefusesOnThePlatformOrIsUnknownThereStaysOutside() {
        Client client = site.client();
        assertThat(client.get(BACK + "?error=access_denied&state=" + begin(client))
                        .status())
                .isEqualTo(403);
        assertThat(client.get(BACK + "?code=forged&state=" + begin(client)).status())
                .isEqualTo(403);
        assertThat(client.get("/console/sign-in/discord").status()).isEqualTo(404);
    }

    @Test
    void aSessionThatWasPlantedIsNotTheOneThatSomebodySignsInto() {
        site.codes.put("good", List.of(site.person(BLUE, "UANA", MENTOR)));
        Client client = site.client();
        client.cookies.put(SESSION, "planted");
        client.get(BACK + "?code=good&state=" + begin(client));
        assertThat(client.cookies.get(SESSION)).isNotEqualTo("planted").hasSize(43);

        Client attacker = site.client();
        attacker.cookies.put(SESSION, "planted");
        assertThat(attacker.get("/console/slack-TBLUE/feedback").status()).isEqualTo(303);
    }

    @Test
    void signingInAgainEndsTheSessionOfBefore() {
        Person ana = site.person(BLUE, "UANA", MENTOR);
        Client client = site.signedIn(ana);
        Client thief = site.client();
        thief.cookies.putAll(client.cookies);
        site.codes.put("again", List.of(ana));
        client.get(BACK + "?code=again&state=" + begin(client));
        assertThat(client.get("/console/slack-TBLUE/feedback").status()).isEqualTo(200);
        assertThat(thief.get("/console/slack-TBLUE/feedback").status()).isEqualTo(303);
    }

    @Test
    void theSessionsCookieIsForThisServerAlone() {
        site.codes.put("good", List.of(site.person(BLUE, "UANA", MENTOR)));
        Client client = site.client();
        String cookie = client.get(BACK + "?code=good&state=" + begin(client)).header("set-cookie");
        assertThat(cookie)
                .contains(SESSION + "=")
                .contains("; HttpOnly")
                .contains("; SameSite=Lax")
                .contains("; Path=/")
                .doesNotContain("Domain=");
    }

    @Test
    void overHttpsTheCookieIsSecureAndBoundToTheHost(@TempDir Path folder) {
        try (ConsoleSite secure = new ConsoleSite(folder, "https://mentor.example.org")) {
            Client client = secure.client();
            String cookie =
                    client.post("/console/enter", Map.of("key", secure.key())).header("set-cookie");
            assertThat(cookie).startsWith("__Host-" + SESSION + "=").contains("; Secure");
        }
    }

    @Test
    void aSessionEndsAfterTwelveHoursWithoutUse() {
        Client client = site.signedIn(site.person(BLUE, "UANA", MENTOR));
        for (int i = 0; i < 3; i++) {
            site.clock.pass(Duration.ofHours(11));
            assertThat(client.get("/console/slack-TBLUE/feedback").status()).isEqualTo(200);
        }
        site.clock.pass(Duration.ofHours(12));
        assertThat(client.get("/console/slack-TBLUE/feedback").status()).isEqualTo(303);
    }

    @Test
    void aQueueThatWasLeftOpenKeepsNobodySignedIn() {
        Client client = site.signedIn(site.person(BLUE, "UANA", MENTOR));
        String[] byItself = {"HX-Request", "true", "HX-Trigger", "queue-list"};
        assertThat(client.get("/console/slack-TBLUE/queue").body()).contains("id=\"queue-list\"");
        for (int i = 0; i < 2; i++) {
            site.clock.pass(Duration.ofHours(5));
            assertThat(client.get("/console/slack-TBLUE/queue", byItself).status())
                    .isEqualTo(200);
        }
        site.clock.pass(Duration.ofHours(2));
        assertThat(client.get("/console/slack-TBLUE/queue").status()).isEqualTo(303);
    }

    @Test
    void aSessionEndsAfterSevenDaysHoweverMuchItIsUsed() {
        Client client = site.signedIn(site.person(BLUE, "UANA", MENTOR));
        for (int i = 0; i < 16; i++) {
            site.clock.pass(Duration.ofHours(10));
            assertThat(client.get("/console/slack-TBLUE/feedback").status()).isEqualTo(200);
        }
        site.clock.pass(Duration.ofHours(10));
        assertThat(client.get("/console/slack-TBLUE/feedback").status()).isEqualTo(303);
    }

    @Test
    void whoLosesTheRoleLosesTheConsole() {
        Person ana = site.person(BLUE, "UANA", MENTOR);
        Client client = site.signedIn(ana);
        assertThat(client.get("/console/slack-TBLUE/feedback").status()).isEqualTo(200);

        site.rights.put(ana, Rights.NONE);

        assertThat(client.get("/console/slack-TBLUE/feedback").status()).isEqualTo(404);
        assertThat(client.get("/console").status()).isEqualTo(403);
        site.rights.put(ana, MENTOR);
        assertThat(client.get("/console/slack-TBLUE/feedback").status()).isEqualTo(200);
    }

    @Test
    void signingOutEndsTheSessionOnTheServer() {
        Client client = site.signedIn(site.person(BLUE, "UANA", MENTOR));
        Client.Page page = client.get("/console/slack-TBLUE/feedback");
        Client copy = site.client();
        copy.cookies.putAll(client.cookies);

        assertThat(client.post("/console/sign-out", Map.of()).status())
                .as("without a token")
                .isEqualTo(403);
        assertThat(client.submit(page, "/console/sign-out", Map.of()).location())
                .isEqualTo("/console/sign-in");

        assertThat(client.cookies).doesNotContainKey(SESSION);
        assertThat(copy.get("/console/slack-TBLUE/feedback").status()).isEqualTo(303);
    }

    @Test
    void theLinkOfTheOperatorOpensEveryBoardAndIsGoodOnce() {
        String key = site.key();
        Client client = site.client();
        for (int i = 0; i < 3; i++) {
            // A chat that makes a preview does this, and so does a browser that looks ahead.
            Client.Page page = client.get("/console/enter?key=" + key);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).contains("method=\"post\"").contains(key);
        }
        assertThat(client.cookies).isEmpty();

        assertThat(client.post("/console/enter", Map.of("key", key)).status()).isEqualTo(303);

        for (String board : List.of("slack-TBLUE", "slack-TRED", "web--")) {
            assertThat(client.get("/console/" + board + "/feedback").status())
                    .as(board)
                    .isEqualTo(200);
        }
        assertThat(site.client().post("/console/enter", Map.of("key", key)).status())
                .isEqualTo(403);
    }

    @Test
    void theLinkOfTheOperatorIsGoodForAQuarterOfAnHour() {
        String key = site.key();
        site.clock.pass(Duration.ofMinutes(15));
        assertThat(site.client().post("/console/enter", Map.of("key", key)).status())
                .isEqualTo(403);
        assertThat(site.client().post("/console/enter", Map.of("key", "guess")).status())
                .isEqualTo(403);
        assertThat(site.client().post("/console/enter", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void whoTriesOftenHasToWaitOnThisMachineToo() {
        Client client = site.client();
        int last = 0;
        for (int i = 0; i < 40 && last != 429; i++) {
            last = client.post("/console/enter", Map.of("key", "guess" + i)).status();
        }
        assertThat(last).isEqualTo(429);
        Client.Page page = client.get("/console/sign-in/slack");
        assertThat(page.status()).isEqualTo(429);
        assertThat(Integer.parseInt(page.header("retry-after"))).isBetween(1, 60);
        assertThat(client.get("/console/sign-in").status())
                .as("the page itself")
                .isEqualTo(200);
    }

    @Test
    void aSignInFromAnotherSiteIsRefused() {
        assertThat(site.client()
                        .post("/console/enter", Map.of("key", site.key()), "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void noSecretIsKeptInTheDatabase(@TempDir Path folder) throws Exception {
        String key = site.key();
        Client client = site.signedIn(site.person(BLUE, "UANA", MENTOR));
        Path copy = folder.resolve("copy.db");
        site.database.backup(copy);
        String bytes = new String(java.nio.file.Files.readAllBytes(copy), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("console_session").doesNotContain(key, client.cookies.get(SESSION));
    }
}
