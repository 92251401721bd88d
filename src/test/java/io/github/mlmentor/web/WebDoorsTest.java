package io.github.mlmentor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Logistic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way of a request: from the socket through the desk over a small knowledge base and back. */
@Timeout(30)
class WebDoorsTest {
    /** An answer needs half of the question's words in one article; the subject a tenth of them anywhere. */
    private static final Calibration.Mode BY_WORDS = new Calibration.Mode(
            new Logistic(List.of(0.0, 0.5, 0.0, 0.0), ones(), List.of(0.0, 20.0, 0.0, 0.0), 0, 0.5),
            new Logistic(List.of(0.0, 0.0, 0.1, 0.0), ones(), List.of(0.0, 0.0, 50.0, 0.0), 0, 0.5));

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static Path knowledge;
    private static TestSite site;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        knowledge = Files.createDirectories(folder.resolve("knowledge"));
        Files.writeString(knowledge.resolve("sql.md"), """
                ---
                id: sql
                title: How much SQL does an engineer need?
                kind: skill
                asks: [how much sql, which joins to learn]
                short: Joins, grouping and window functions, <b>used</b> daily.
                skills: [sql]
                prerequisites: [tables]
                resources: [sql-course, sql-book, missing]
                see_also: [tables, missing]
                advice: opinion
                reviewed: 2026-03-01
                author: A. Mentor
                levels:
                  aware: Reads a query.
                  working: Writes joins.
                  strong: Tunes plans.
                ---
                ## What to learn, and when?

                Start with joins & grouping. <b>Practise</b> on [real data](javascript:alert(1)).

                ## How to practise joins

                Take two tables and ask which rows have no partner.
                """);
        Files.writeString(knowledge.resolve("tables.md"), """
                ---
                id: tables
                title: What is a <script>table</script> & why "columns"?
                kind: practice
                asks: [what is a table]
                short: Rows and columns with 'types' <img src=x>.
                advice: market
                status: live
                ---
                Before any heading.
                """);
        Files.writeString(knowledge.resolve("draft.md"), """
                ---
                id: draft
                title: Not ready
                status: draft
                ---
                Secret.
                """);
        Files.createDirectories(knowledge.resolve("foreign"));
        Files.writeString(knowledge.resolve("foreign/wiki.md"), """
                ---
                id: "Team wiki/How do we deploy?"
                title: How do we deploy?
                team: blue
                ---
                Deployments run on Tuesdays through the pipeline.
                """);
        Files.writeString(folder.resolve("resources.yaml"), """
                - id: sql-course
                  title: A course of SQL
                  url: https://example.org/course?a=1&b=2
                  kind: course
                  level: beginner
                  cost: free
                  hours: 5
                  topics: [sql]
                  about: Joins by doing.
                  reviewed: 2026-03-01
                - id: sql-book
                  title: A book of SQL
                  url: https://example.org/book
                  kind: book
                  level: advanced
                  cost: paid
                  topics: [sql]
                  about: Plans and indexes.
                  reviewed: 2026-03-01
                """);
        site = new TestSite(knowledge, folder.resolve("resources.yaml"), new Calibration(BY_WORDS, BY_WORDS));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aQuestionIsAnsweredWithSourcesAndResources() throws Exception {
        HttpResponse<String> response = post("{\"question\": \"How much SQL joins?\", \"conversation\": \"c1\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .isEqualToIgnoringCase("application/json;charset=utf-8");
        JsonNode json = MAPPER.readTree(response.body());
        assertThat(json.path("decision").textValue()).isEqualTo("answered");
        assertThat(json.path("answer").textValue())
                .contains("Joins, grouping and window functions")
                .contains("[1]");
        assertThat(json.path("sources").findValuesAsText("id")).contains("sql").doesNotContain("draft");
        assertThat(json.path("sources").path(0).path("title").textValue())
                .isEqualTo("How much SQL does an engineer need?");
        assertThat(json.path("sources").findValuesAsText("url")).allMatch(url -> url.startsWith("/knowledge/"));
        assertThat(json.path("resources").findValuesAsText("id")).containsExactlyInAnyOrder("sql-course", "sql-book");
        assertThat(json.path("resources").findValuesAsText("url")).contains("https://example.org/course?a=1&b=2");
        assertThat(json.path("advice").textValue()).isEqualTo("opinion");
        assertThat(json.path("as_of").textValue()).isEqualTo("2026-03-01");
        assertThat(json.path("composer").textValue()).isEqualTo("extractive");
        assertThat(json.path("degraded").booleanValue()).isFalse();
        assertThat(json.path("reason").isNull()).isTrue();
        assertThat(json.path("confidence").doubleValue()).isBetween(0.5, 1.0);
        assertThat(json.path("timings_ms").fieldNames()).toIterable().endsWith("total");
        assertThat(json.path("conversation").textValue()).isEqualTo("c1");
        assertThat(json.has("html")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "hello, answered, ",
        "'  ', declined, empty",
        "joins of zebra quagga and okapi windows, not_found, too_thin",
        "zebra quagga okapi, off_topic, off_subject",
        "I want to kill myself, declined, crisis"
    })
    void everyDecisionIsAnOrdinaryAnswer(String question, String decision, String reason) throws Exception {
        HttpResponse<String> response = post("{\"question\": \"" + question + "\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode json = MAPPER.readTree(response.body());
        assertThat(json.path("decision").textValue()).isEqualTo(decision);
        assertThat(json.path("reason").textValue()).isEqualTo(reason);
        assertThat(json.path("conversation").textValue()).isEmpty();
    }

    @Test
    void aScopeLimitsWhatIsSearched() throws Exception {
        String question = "\"question\": \"deployments run pipeline\"";

        JsonNode inside = MAPPER.readTree(
                post("{" + question + ", \"scope\": {\"team\": \"blue\"}}").body());
        JsonNode outside = MAPPER.readTree(
                post("{" + question + ", \"scope\": {\"team\": \"red\"}}").body());

        assertThat(inside.path("sources").findValuesAsText("id")).containsExactly("Team wiki/How do we deploy?");
        assertThat(outside.path("decision").textValue()).isEqualTo("not_found");
    }

    @Test
    void theConversationIsRemembered() throws Exception {
        post("{\"question\": \"How much SQL joins?\", \"conversation\": \"follow\"}");

        JsonNode leaning =
                MAPPER.readTree(post("{\"question\": \"and how do I practise it?\", \"conversation\": \"follow\"}")
                        .body());

        assertThat(leaning.path("sources").findValuesAsText("id")).contains("sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "{\"question\": 7}", "{\"question\": \"x\", \"scope\": []}"})
    void aBadBodyIsAProblemOfTheCaller(String body) throws Exception {
        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = MAPPER.readTree(response.body()).path("error");
        assertThat(error.path("status").intValue()).isEqualTo(400);
        assertThat(error.path("message").textValue()).isNotBlank();
    }

    @Test
    void aBadBodyIsAProblemBeforeTheStreamBegins() throws Exception {
        HttpResponse<String> response = CLIENT.send(asking("{").build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
    }

    @Test
    void aStreamTellsTheStateThenTheAnswerSoFarThenTheReply() throws Exception {
        HttpResponse<String> response = CLIENT.send(
                asking("{\"question\": \"How much SQL joins?\", \"conversation\": \"s1\"}")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        List<Map.Entry<String, JsonNode>> events = events(response.body());
        assertThat(events).extracting(Map.Entry::getKey).containsExactly("status", "partial", "reply");
        assertThat(events.get(0).getValue().path("text").textValue()).isNotBlank();
        assertThat(events.get(1).getValue().path("html").textValue())
                .contains("<p>Joins, grouping and window functions, &lt;b&gt;used")
                .doesNotContain("javascript:", "<b>");
        JsonNode reply = events.get(2).getValue();
        assertThat(reply.path("decision").textValue()).isEqualTo("answered");
        assertThat(reply.path("conversation").textValue()).isEqualTo("s1");
        assertThat(reply.path("html").textValue())
                .contains("<p>Joins, grouping and window functions, &lt;b&gt;used")
                .contains("<a class=\"cite\" href=\"/knowledge/sql\">1</a></p>")
                .doesNotContain("javascript:", "<b>", "<script");
    }

    @Test
    void whatIsSettledAtOnceStreamsTheReplyAlone() throws Exception {
        HttpResponse<String> response =
                CLIENT.send(asking("{\"question\": \"hello\"}").build(), HttpResponse.BodyHandlers.ofString());

        List<Map.Entry<String, JsonNode>> events = events(response.body());
        assertThat(events).extracting(Map.Entry::getKey).containsExactly("reply");
        assertThat(events.get(0).getValue().path("html").textValue()).contains("<p>Hello!");
    }

    @Test
    void theStateArrivesWhileTheAnswerIsStillLookedFor() throws Exception {
        site.hold();
        try {
            HttpResponse<java.io.InputStream> response = CLIENT.send(
                    asking("{\"question\": \"How much SQL joins?\"}").build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (Reader in = new InputStreamReader(response.body(), StandardCharsets.UTF_8);
                    BufferedReader lines = new BufferedReader(in)) {
                assertThat(lines.readLine()).isEqualTo("event: status");
                site.release();
                assertThat(lines.lines().filter(line -> line.startsWith("event: ")))
                        .containsExactly("event: partial", "event: reply");
            }
        } finally {
            site.release();
        }
    }

    @Test
    void theFirstPageCountsTheArticlesAndOffersQuestions() throws Exception {
        HttpResponse<String> response = get("/");

        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(response.body())
                .contains("3 articles, composed with the knowledge alone, version 1.2.3")
                .contains("data-question=\"Will AI take this job?\"")
                .contains("data-question=\"I&#39;m a backend developer. How do I get into ML engineering?\"")
                .doesNotContain("{{", "}}");
    }

    @Test
    void theListHasEveryLiveArticleByKindAndNothingElse() throws Exception {
        String html = get("/knowledge").body();

        assertThat(html)
                .contains("<a href=\"/knowledge/sql\">How much SQL does an engineer need?</a>")
                .contains("href=\"/knowledge/tables\"")
                .contains("href=\"/knowledge/Team%20wiki%2FHow%20do%20we%20deploy%3F\"")
                .contains("<h2>Skills</h2>", "<h2>Practice</h2>")
                .doesNotContain("Not ready", "<h2>Roles</h2>", "{{", "}}")
                .doesNotContain("<script>table", "<img src=x>");
        assertThat(html.indexOf("<h2>Skills</h2>")).isLessThan(html.indexOf("<h2>Practice</h2>"));
    }

    @Test
    void anArticleHasEverythingThatIsKnownOfIt() throws Exception {
        String html = get("/knowledge/sql").body();

        assertThat(html)
                .contains("<h1>How much SQL does an engineer need?</h1>")
                .contains("<p class=\"short\">Joins, grouping and window functions, &lt;b&gt;used&lt;/b&gt; daily.</p>")
                .contains("Opinion: experienced people differ")
                .contains("<section id=\"what-to-learn-and-when\"><h2>What to learn, and when?</h2>")
                .contains("<a href=\"#how-to-practise-joins\">How to practise joins</a>")
                .contains("Start with joins &amp; grouping. &lt;b&gt;Practise&lt;/b&gt; on real data.")
                .contains("<dt>Aware</dt><dd>Reads a query.</dd>", "<dt>Strong</dt><dd>Tunes plans.</dd>")
                .contains("course, beginner, free, about 5 h", "book, advanced, paid")
                .contains("Reviewed <span>2026-03-01</span>", "<span>A. Mentor</span>")
                .contains("Read next")
                .doesNotContain("javascript:", "missing", "{{", "}}");
        // What is a prerequisite and also "read next" is named once.
        assertThat(html.split("href=\"/knowledge/tables\"", -1)).hasSize(2);
    }

    @Test
    void nothingInAnArticleBecomesMarkup() throws Exception {
        String html = get("/knowledge/tables").body();

        assertThat(html)
                .doesNotContain("<script>table", "<img src=x>")
                .contains("&lt;script&gt;table&lt;/script&gt; &amp; why &quot;columns&quot;?</h1>")
                .contains("&lt;img src")
                .contains("Depends on the market")
                .contains("Reviewed <span>not yet</span>")
                .contains("<p>Before any heading.</p>");
    }

    @Test
    void anArticleWithAnUnusualIdCanBeRead() throws Exception {
        JsonNode json = MAPPER.readTree(
                post("{\"question\": \"deployments run pipeline\"}").body());
        String url = json.path("sources").path(0).path("url").textValue();

        assertThat(get(url).body()).contains("<h1>How do we deploy?</h1>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "draft", "..%2fsql", "SQL", "%3Cscript%3E"})
    void anUnknownArticleIsNotFoundAndSaidSo(String id) throws Exception {
        HttpResponse<String> page = CLIENT.send(
                HttpRequest.newBuilder(URI.create(site.url("/knowledge/" + id)))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body())
                .contains(
                        "<h1>Not found</h1>", "There is no article of that name; it may have been renamed or withdrawn")
                .doesNotContain("<script>", "{{");
    }

    @Test
    void anUnknownPageOffersTheWayBack() throws Exception {
        HttpResponse<String> page = CLIENT.send(
                HttpRequest.newBuilder(URI.create(site.url("/nowhere")))
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("There is no such page", "href=\"/knowledge\"");
    }

    @ParameterizedTest
    @CsvSource({
        "style.css, text/css",
        "page.js, text/javascript",
        "app.js, text/javascript",
        "articles.js, text/javascript",
        "favicon.svg, image/svg+xml"
    })
    void assetsHaveTheirType(String name, String type) throws Exception {
        HttpResponse<String> response = get("/assets/" + name);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(response.body()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "nothing.js", "..%2Findex.html", "..%2F..%2Flogback.xml", "style.css%00"})
    void nothingElseIsAnAsset(String name) throws Exception {
        assertThat(get("/assets/" + name).statusCode()).isIn(400, 404);
    }

    @Test
    void browsersThatAskForAnIconUnaskedGetIt() throws Exception {
        assertThat(get("/favicon.ico").body()).contains("<svg");
    }

    @Test
    void theProcessLivesAndIsReady() throws Exception {
        assertThat(get("/healthz").body()).isEqualTo("{\"status\":\"up\"}");
        HttpResponse<String> ready = get("/readyz");
        assertThat(ready.statusCode()).isEqualTo(200);
        JsonNode json = MAPPER.readTree(ready.body());
        assertThat(json.path("ready").booleanValue()).isTrue();
        assertThat(json.path("checks").path("index").textValue()).contains("passages, by words alone");
    }

    @Test
    void withoutKnowledgeTheProcessLivesButIsNotReady(@TempDir Path empty) throws Exception {
        try (TestSite bare = new TestSite(empty, empty.resolve("none.yaml"), new Calibration(BY_WORDS, BY_WORDS))) {
            assertThat(get(bare, "/healthz").statusCode()).isEqualTo(200);
            HttpResponse<String> ready = get(bare, "/readyz");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(MAPPER.readTree(ready.body()).path("ready").booleanValue())
                    .isFalse();
            assertThat(get(bare, "/").statusCode()).isEqualTo(200);
            assertThat(get(bare, "/knowledge").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aSavedArticleIsServedWithoutARestart() throws Exception {
        Path added = knowledge.resolve("added.md");
        Files.writeString(added, "---\nid: added\ntitle: Added just now\n---\nNew words.\n");
        try {
            site.refresh();
            assertThat(get("/knowledge/added").body()).contains("Added just now");
        } finally {
            Files.delete(added);
            site.refresh();
        }
        assertThat(get("/knowledge/added").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return get(site, path);
    }

    private static HttpResponse<String> get(TestSite site, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(site.url(path))).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return CLIENT.send(
                asking(body).setHeader("Accept", "application/json").build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder asking(String body) {
        return HttpRequest.newBuilder(URI.create(site.url("/api/ask")))
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** The events of a stream with their data. */
    private static List<Map.Entry<String, JsonNode>> events(String stream) throws IOException {
        List<Map.Entry<String, JsonNode>> events = new ArrayList<>();
        for (String event : stream.split("\n\n")) {
            List<String> lines = event.lines().toList();
            assertThat(lines).hasSize(2);
            events.add(Map.entry(
                    lines.get(0).substring("event: ".length()),
                    MAPPER.readTree(lines.get(1).substring("data: ".length()))));
        }
        return events;
    }

    private static List<Double> ones() {
        return List.of(1.0, 1.0, 1.0, 1.0);
    }
}
