package io.github.mlmentor.console;

import static io.github.mlmentor.console.ConsoleSite.BLUE;
import static io.github.mlmentor.console.ConsoleSite.CURATOR;
import static io.github.mlmentor.console.ConsoleSite.MENTOR;
import static io.github.mlmentor.console.ConsoleSite.RED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.mentoring.Contribution;
import io.github.mlmentor.mentoring.HandOver;
import io.github.mlmentor.mentoring.Rights;
import io.github.mlmentor.storage.SqlFeedback;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console shows and changes, over the real web server, desk and database. */
@Timeout(60)
class ConsolePagesTest {
    private static final String BOARD = "/console/slack-TBLUE";
    private static final String QUESTION = "Do I need <b>window functions</b> & when?";

    private ConsoleSite site;
    private Person ana;
    private Client client;

    @BeforeEach
    void start(@TempDir Path folder) {
        site = new ConsoleSite(folder);
        ana = site.person(BLUE, "UANA", CURATOR);
        client = site.signedIn(ana);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private HandOver handOver(String id) {
        return site.store.handOver(id).orElseThrow();
    }

    private Client.Page act(String from, String action, String value) {
        return client.submit(client.get(from), BOARD + "/act", Map.of("action", action, "value", value, "back", from));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue",
                "gaps",
                "feedback",
                "articles",
                "article?id=joins",
                "drafts",
                "figures",
                "settings",
                "audit"
            })
    void everyPageIsStrictAboutWhatRunsInItAndKeptByNobody(String name) {
        Client.Page page = client.get(BOARD + "/" + name);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("cache-control")).isEqualTo("no-store");
        assertThat(page.header("content-security-policy"))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=")
                .containsOnlyOnce("<h1>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/queue",
                "/feedback",
                "/articles",
                "/article?id=joins",
                "/drafts",
                "/figures",
                "/settings",
                "/audit",
                "/csv/queue",
                "/csv/feedback",
                "/csv/articles",
                "/csv/figures"
            })
    void aPageOfAnotherBoardIsLikeOneThatDoesNotExist(String path) {
        Client.Page foreign = client.get("/console/slack-TRED" + path);
        Client.Page nowhere = client.get("/console/slack-TNOWHERE" + path);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(nowhere.body());
        assertThat(site.client().get(BOARD + path).status()).as("signed out").isEqualTo(303);
    }

    @Test
    void whatIsOnAnotherBoardCannotBeSeenOrChangedFromThisOne() {
        String foreign = site.handedOver(RED, "1.1", "URED", "a secret of the red ones", false);
        site.handedOver(BLUE, "1.2", "ULEA", QUESTION, false);
        assertThat(client.get(BOARD + "/queue").body()).doesNotContain("secret of the red");
        assertThat(client.get(BOARD + "/queue/" + foreign).status()).isEqualTo(404);
        assertThat(client.get(BOARD + "/csv/queue").body()).doesNotContain("secret of the red");

        for (String action : List.of("m_claim", "m_resolve", "m_trace", "m_knowledge", "m_fix")) {
            act(BOARD + "/queue", action, foreign);
        }
        client.submit(
                client.get(BOARD + "/queue"),
                BOARD + "/form",
                Map.of("form", "m_answer", "context", foreign, "f.words", "from outside"));

        assertThat(handOver(foreign).state()).isEqualTo(HandOver.State.OPEN);
        assertThat(handOver(foreign).version()).isZero();
    }

    @Test
    void aQuestionIsClaimedAnsweredAndResolved() {
        String id = site.handedOver(BLUE, "1.1", "ULEA", QUESTION, false);
        site.clock.pass(Duration.ofHours(3));
        Client.Page queue = client.get(BOARD + "/queue");
        assertThat(queue.body())
                .contains("Do I need &lt;b&gt;window functions&lt;/b&gt; &amp; when?")
                .contains("waiting for 3 h")
                .doesNotContain("<b>window");

        Client.Page claimed = act(BOARD + "/queue/" + id, "m_claim", id);
        assertThat(claimed.status()).isEqualTo(303);
        assertThat(handOver(id).standing().mentor()).isEqualTo("UANA");
        Client.Page page = client.get(claimed.location());
        assertThat(page.body())
                .contains("claimed by Name of UANA")
                .contains("from Name of ULEA")
                .contains("I read the manual.")
                .contains("Begin with inner joins.")
                .contains("Which joins do I need?");

        client.submit(
                page,
                BOARD + "/form",
                Map.of("form", "m_answer", "context", id, "back", BOARD + "/queue/" + id, "f.words", "Yes.\nSoon."));
        assertThat(handOver(id).state()).isEqualTo(HandOver.State.ANSWERED);
        assertThat(handOver(id).standing().answer()).isEqualTo("Yes.\nSoon.");
        act(BOARD + "/queue/" + id, "m_resolve", id);
        assertThat(handOver(id).state()).isEqualTo(HandOver.State.RESOLVED);
        assertThat(client.get(BOARD + "/queue").body()).contains("Nobody waits").contains("resolved");
        assertThat(client.get(BOARD + "/audit").body())
                .contains("claim")
                .contains("answer")
                .contains("resolve")
                .contains("Name of UANA");
    }

    @Test
    void whatWasDoneIsSaidOnceOnTheNextPage() {
        String id = site.handedOver(BLUE, "1.1", "ULEA", QUESTION, false);
        act(BOARD + "/queue/" + id, "m_claim", id);
        Client.Page again = act(BOARD + "/queue/" + id, "m_claim", id);
        assertThat(client.get(again.location()).body()).contains("You have claimed it already.");
        assertThat(client.get(again.location()).body()).doesNotContain("You have claimed it already.");
    }

    @Test
    void whoAskedAnonymouslyStandsNowhereAndAModeratorWhoLooksIsNoted() {
        String id = site.handedOver(BLUE, "1.1", "ULEA", QUESTION, true);
        Client.Page page = client.get(BOARD + "/queue/" + id);
        assertThat(page.body()).contains("from a learner").doesNotContain("ULEA", "Who asked?");
        assertThat(client.get(BOARD + "/csv/queue").body()).doesNotContain("ULEA");
        assertThat(client.get(BOARD + "/audit").body()).doesNotContain("ULEA").contains("not named");
        act(BOARD + "/queue/" + id, "m_trace", id);
        assertThat(client.get(BOARD + "/queue").body())
                .contains("Only moderators")
                .doesNotContain("ULEA");
        assertThat(client.get(BOARD + "/audit").body()).doesNotContain("trace");

        site.rights.put(ana, new Rights(true, false, true));
        assertThat(client.get(BOARD + "/queue/" + id).body())
                .contains("Who asked?")
                .doesNotContain("ULEA");
        act(BOARD + "/queue/" + id, "m_trace", id);
        assertThat(client.get(BOARD + "/queue/" + id).body()).contains("Asked by Name of ULEA (ULEA)");
        assertThat(client.get(BOARD + "/audit").body()).contains("trace").contains("Name of UANA");
    }

    @Test
    void aChangeWithoutTheTokenOfThisVerySessionIsRefused() {
        String id = site.handedOver(BLUE, "1.1", "ULEA", QUESTION, false);
        Map<String, String> claim = Map.of("action", "m_claim", "value", id);
        assertThat(client.post(BOARD + "/act", claim).status()).as("missing").isEqualTo(403);
        assertThat(client.post(BOARD + "/act", claim, "X-Token", "wrong").status())
                .as("wrong")
                .isEqualTo(403);
        Client other = site.signedIn(site.person(BLUE, "UBEN", MENTOR));
        String foreign = other.get(BOARD + "/queue").token();
        assertThat(client.post(BOARD + "/act", claim, "X-Token", foreign).status())
                .as("of another session")
                .isEqualTo(403);
        String own = client.get(BOARD + "/queue").token();
        assertThat(client.post(BOARD + "/act", claim, "X-Token", own, "Origin", "https://evil.example")
                        .status())
                .as("from another site")
                .isEqualTo(403);
        assertThat(site.client().post(BOARD + "/act", claim, "X-Token", own).status())
                .as("not signed in")
                .isEqualTo(401);
        assertThat(handOver(id).state()).isEqualTo(HandOver.State.OPEN);

        assertThat(client.post(BOARD + "/act", claim, "X-Token", own).status()).isEqualTo(303);
        assertThat(handOver(id).state()).isEqualTo(HandOver.State.CLAIMED);
    }

    @Test
    void nobodyIsSentToAnotherSiteAfterAChange() {
        String id = site.handedOver(BLUE, "1.1", "ULEA", QUESTION, false);
        for (String back : List.of("https://evil.example", "//evil.example", "/console/slack-TRED/queue", "")) {
            Client.Page page = client.submit(
                    client.get(BOARD + "/queue"),
                    BOARD + "/act",
                    Map.of("action", "m_claim", "value", id, "back", back));
            assertThat(page.location()).as(back).isEqualTo(BOARD + "/queue");
        }
    }

    @Test
    void buttonsThatAreNotTheDesksAreNotPassedOn() {
        assertThat(act(BOARD + "/queue", "delete_everything", "x").status()).isEqualTo(404);
    }

    @Test
    void anAnswerBecomesADraftThatSomebodyElseApproves() {
        String id = site.handedOver(BLUE, "1.1", "ULEA", "Do I need window functions?", false);
        Client.Page page = client.get(BOARD + "/queue/" + id);
        client.submit(
                page,
                BOARD + "/form",
                Map.of("form", "m_answer", "context", id, "f.words", "You do, for every ranking question."));
        Client.Page form = act(BOARD + "/queue/" + id, "m_knowledge", id);
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.body()).contains("f.question").contains("You do, for every ranking question.");
        client.submit(
                form,
                BOARD + "/form",
                Map.of(
                        "form", "m_knowledge",
                        "context", id,
                        "back", BOARD + "/drafts",
                        "f.question", "Do I need window functions?",
                        "f.asks", "window functions needed\nlearn window functions",
                        "f.answer", "You do, for every ranking question.",
                        "f.credit", "Do not name me"));
        Contribution draft = site.store.drafts(BLUE).get(0);
        String path = BOARD + "/drafts/" + draft.id();

        assertThat(client.get(path).body())
                .contains("Somebody else approves it"
                        .toLowerCase(java.util.Locale.ROOT)
                        .substring(9))
                .doesNotContain(path + "/approve");
        approve(path, 0);
        assertThat(site.store.drafts(BLUE)).as("his own").hasSize(1);

        client = site.signedIn(site.person(BLUE, "UBEN", CURATOR));
        assertThat(client.get(BOARD + "/drafts").body()).contains("Do I need window functions?");
        assertThat(client.get(path).body()).contains(path + "/approve").contains("class=\"in\"");
        approve(path, 0);
        Contribution decided = site.store.contribution(draft.id()).orElseThrow();
        assertThat(decided.reason()).isEmpty();
        assertThat(decided.state()).isEqualTo(Contribution.State.APPROVED);
        assertThat(client.get(path).body()).contains("approved").doesNotContain(path + "/approve");
    }

    private void approve(String path, int version) {
        client.submit(client.get(path), path + "/approve", Map.of("version", Integer.toString(version)));
    }

    @Test
    void nobodyApprovesATextThatHeHasNotSeenAndNobodyOverwritesOneUnasked() {
        String markdown = ConsoleSite.article("joins");
        String first = markdown.replace("plain ones", "inner ones");
        String second = markdown.replace("plain ones", "outer ones");
        site.desk.revisions().rewrite(BLUE, "joins", first, new Actor(ana, CURATOR));
        Contribution draft = site.store.drafts(BLUE).get(0);
        String path = BOARD + "/drafts/" + draft.id();
        client = site.signedIn(site.person(BLUE, "UBEN", CURATOR));
        Client.Page seen = client.get(path);
        Client.Page editing = client.get(path + "/edit");
        site.desk.curators().edit(draft.id(), second, new Actor(ana, CURATOR));

        Client.Page tried = client.submit(seen, path + "/approve", Map.of("version", "0"));

        assertThat(client.get(tried.location()).body())
                .contains("changed this draft while you were reading")
                .contains("<ins>outer</ins>");
        String mine = markdown.replace("plain ones", "all of them");
        Client.Page crossed = client.submit(editing, path + "/edit", Map.of("version", "0", "markdown", mine));
        assertThat(crossed.body()).contains("Nothing of yours is lost").contains("all of them");
        assertThat(site.store.contribution(draft.id()).orElseThrow().markdown()).isEqualTo(second);
        client.submit(crossed, path + "/edit", Map.of("version", "1", "markdown", mine));
        assertThat(site.store.contribution(draft.id()).orElseThrow().markdown()).isEqualTo(mine);
    }

    @Test
    void anotherWordingIsSeenWithItsProblemsBeforeItIsProposed() {
        Client.Page page = client.get(BOARD + "/article?id=joins");
        String markdown = ConsoleSite.article("joins");
        assertThat(page.body()).contains("reviewed: 2026-01-05");
        String changed = markdown.replace("plain ones", "inner ones").replace("kind: practice", "kind: nonsense");

        Client.Page look = client.submit(page, BOARD + "/article/look", Map.of("id", "joins", "markdown", changed));

        assertThat(look.body())
                .contains("<del>plain</del>")
                .contains("<ins>inner</ins>")
                .contains("lines as before")
                .contains("What to mend")
                .contains("kind");
        assertThat(site.store.drafts(BLUE)).isEmpty();
        client.submit(look, BOARD + "/article/propose", Map.of("id", "joins", "markdown", changed));
        Contribution draft = site.store.drafts(BLUE).get(0);
        assertThat(draft.markdown()).isEqualTo(changed);

        String mended = markdown.replace("plain ones", "inner ones");
        String path = BOARD + "/drafts/" + draft.id();
        client.submit(client.get(path + "/edit"), path + "/edit", Map.of("version", "0", "markdown", mended));
        assertThat(site.store.contribution(draft.id()).orElseThrow().markdown()).isEqualTo(mended);
        client.submit(
                client.get(path),
                BOARD + "/form",
                Map.of("form", "m_reject", "context", draft.id(), "f.words", "It was right before."));
        assertThat(client.get(path).body()).contains("rejected: It was right before.");
    }

    @Test
    void overdueArticlesStandFirstWithTheirHealthAndCanBeConfirmed() {
        String job = site.question(BLUE, "1.1", "ULEA", "which joins", true);
        new SqlFeedback(site.database)
                .note(job, new Person(BLUE.platform(), BLUE.workspace(), "ULEA"), true, "", site.clock.instant());
        site.question(RED, "1.1", "ULEA", "of another board", true);
        String list = client.get(BOARD + "/articles").body();
        assertThat(list).contains("Articles: 2, overdue: 1").contains("overdue since 2025-11-01");
        assertThat(list.indexOf("Which joins")).isLessThan(list.indexOf("How much Git"));
        assertThat(client.get(BOARD + "/articles?q=git").body()).doesNotContain("Which joins");
        assertThat(client.get(BOARD + "/csv/articles").body())
                .contains("joins,Which joins do I need?,practice,1,1,0,2026-01-05,2025-11-01");

        Client.Page done = act(BOARD + "/article?id=joins", "m_confirm", "joins");

        assertThat(client.get(done.location()).body()).contains("counts as read today");
        assertThat(client.get(BOARD + "/audit").body()).contains("confirm");
    }

    @Test
    void gapsShowWhatIsPublicAndBecomeADraft() {
        site.question(BLUE, "1.1", "ULEA", "Which laptop do I need?", true, "not_found");
        site.question(BLUE, "1.2", "ULEB", "which laptop do i need", true, "not_found");
        site.question(BLUE, "1.3", "ULEC", "Am I too old for this?", false, "not_found");
        site.question(RED, "1.1", "URED", "Which secret is red?", true, "not_found");
        site.errands.round();

        Client.Page page = client.get(BOARD + "/gaps");

        assertThat(page.body())
                .containsIgnoringCase("Which laptop do I need")
                .contains("2 questions of 2 people; 2 in the last seven days, 0 in the seven before")
                .contains("Why: not found 2")
                .contains("Asked in private")
                .doesNotContain("too old", "secret is red");
        String gap = page.body()
                .replaceFirst(
                        "(?s).*?name=\"action\" value=\"m_gap\">\\s*<input type=\"hidden\" name=\"value\" value=\"([^\"]+)\".*",
                        "$1");
        Client.Page form = act(BOARD + "/gaps", "m_gap", gap);
        assertThat(form.body()).contains("f.question").containsIgnoringCase("Which laptop do I need");
        String context = form.body().replaceFirst("(?s).*name=\"context\" value=\"([^\"]+)\".*", "$1");
        client.submit(
                form,
                BOARD + "/form",
                Map.of(
                        "form", "m_knowledge",
                        "context", context,
                        "f.question", "Which laptop do I need?",
                        "f.answer", "Any with 16 GB of memory.",
                        "f.credit", "Do not name me"));
        assertThat(client.get(BOARD + "/gaps").body())
                .contains(BOARD + "/drafts/" + site.store.drafts(BLUE).get(0).id());
    }

    @Test
    void feedbackShowsTheExchangeOnlyWhereItWasPublic() {
        SqlFeedback feedback = new SqlFeedback(site.database);
        Person lea = new Person(BLUE.platform(), BLUE.workspace(), "ULEA");
        String open = site.question(BLUE, "1.1", "ULEA", "said in public", true);
        String closed = site.question(BLUE, "1.2", "ULEA", "said in private", false);
        feedback.note(open, lea, true, "", "", site.clock.instant());
        feedback.note(closed, lea, false, "It is wrong", "=1+1 is wrong", site.clock.instant());
        feedback.note(
                site.question(RED, "1.1", "ULEA", "said in red", true),
                new Person(RED.platform(), RED.workspace(), "ULEA"),
                false,
                "",
                "red",
                site.clock.instant());

        String page = client.get(BOARD + "/feedback").body();

        assertThat(page)
                .contains("1 of 2 opinions")
                .contains("said in public")
                .contains("It is wrong")
                .contains("Asked in private")
                .doesNotContain("said in private", "said in red", "ULEA");
        assertThat(page.indexOf("Not helpful")).isLessThan(page.indexOf("Begin with inner joins."));
        String csv = client.get(BOARD + "/csv/feedback").body();
        assertThat(csv)
                .contains("no,It is wrong,\"'=1+1 is wrong\",(asked in private)")
                .contains("yes,,,said in public,Begin with inner joins.,joins")
                .doesNotContain("said in private");
    }

    @Test
    void settingsShowNoSecretAndToMentorsNoOtherBoard() {
        String page = client.get(BOARD + "/settings").body();
        assertThat(page).contains("slack.client_secret").contains("***").doesNotContain("sesame");
        assertThat(page).contains("storage.retention_days").contains("<code>30</code>");
    }

    @Test
    void figuresHaveATableForEachChartAndAPeriod() {
        site.question(BLUE, "1.1", "ULEA", "which joins", true);
        String page = client.get(BOARD + "/figures?weeks=8").body();
        assertThat(page.split("<canvas", -1)).hasSize(5);
        assertThat(page.split("<tr><th scope=\"row\">", -1)).hasSize(1 + 4 * 8);
        assertThat(page).contains("2026-11-16").contains("data-value=\"100.0\">1 of 1 (100 %)");
        assertThat(client.get(BOARD + "/csv/figures?weeks=8").body().lines())
                .hasSize(9)
                .last()
                .asString()
                .as("0.8 s, within a tenth")
                .startsWith("2026-11-16,1,0,0,0,0,0,0.76");
        assertThat(client.get(BOARD + "/figures?weeks=9999").status()).isEqualTo(200);
    }

    @Test
    void whoHasSeveralBoardsCanChangeBetweenThem() {
        Person red = site.person(RED, "UANA", MENTOR);
        client = site.signedIn(ana, red);
        String page = client.get(BOARD + "/figures").body();
        assertThat(page).contains("/console/slack-TRED/figures");
        assertThat(client.get("/console/slack-TRED/queue").status()).isEqualTo(200);
        site.rights.put(red, Rights.NONE);
        assertThat(client.get("/console/slack-TRED/queue").status()).isEqualTo(404);
        assertThat(client.get(BOARD + "/queue").body()).doesNotContain("slack-TRED");
    }

    @Test
    void theOperatorHasEveryBoardAndIsNamedAsWhatHeIs() {
        String id = site.handedOver(RED, "1.1", "URED", QUESTION, false);
        client = site.operator();
        String red = "/console/slack-TRED";
        client.submit(client.get(red + "/queue"), red + "/act", Map.of("action", "m_resolve", "value", id));
        assertThat(handOver(id).state()).isEqualTo(HandOver.State.RESOLVED);
        assertThat(client.get(red + "/audit").body()).contains("resolve").contains("operator");
        assertThat(client.get("/console/web--/figures").status()).isEqualTo(200);
    }

    @Test
    void aPartOfAPageComesWithoutItsFrame() {
        Client.Page part = client.get(BOARD + "/queue", "HX-Request", "true");
        assertThat(part.body()).contains("Nobody waits").doesNotContain("<html");
        Client.Page out = site.client().get(BOARD + "/queue", "HX-Request", "true");
        assertThat(out.status()).isEqualTo(401);
        assertThat(out.header("hx-redirect")).isEqualTo("/console/sign-in");
    }

    @Test
    void theFilesOfThePagesAreServedFromTheirJars() {
        for (String name : Assets.FILES.keySet()) {
            Client.Page file = site.client().get("/console/assets/" + name);
            assertThat(file.status()).as(name).isEqualTo(200);
            assertThat(file.body()).as(name).isNotBlank();
            assertThat(site.client()
                            .get("/console/assets/" + name, "If-None-Match", file.header("etag"))
                            .status())
                    .as(name)
                    .isEqualTo(304);
        }
        assertThat(site.client().get("/console/assets/none").status()).isEqualTo(404);
    }

    @Test
    void whatIsNoFormIsRefusedWithASentence() {
        Client.Page page = client.post(BOARD + "/act", Map.of(), "X-Token", "x");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("load the page again");
    }
}
