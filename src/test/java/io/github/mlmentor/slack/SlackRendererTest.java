package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reading;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.layout.Snapshot;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlackRendererTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SlackRenderer RENDERER =
            new SlackRenderer("https://mentor.example.org/", source -> "/knowledge/" + source.id());
    private static final SlackRenderer WITHOUT_ADDRESS = new SlackRenderer("", source -> "/knowledge/" + source.id());
    private static final List<Source> SOURCES = List.of(
            new Source("model-monitoring", "Monitoring models", "Drift"),
            new Source("feature-stores", "Feature stores & caches", ""));
    private static final List<Reading> READINGS = List.of(new Reading(
            "course",
            "A course on <monitoring>",
            "https://example.org/course?a=1&b=2",
            "course",
            "beginner",
            "free",
            "About"));
    private static final List<Suggestion> SUGGESTIONS =
            List.of(Suggestion.of("What is concept drift?"), Suggestion.of("How do I alert on drift?"));

    @Test
    void anAnswer() {
        Document body = new Document(List.of(
                paragraph(
                        new Span.Text("Compare the inputs of today with those of training"),
                        new Span.Citation(1),
                        new Span.Text(", and "),
                        new Span.Text("alert", Set.of(Span.Style.STRONG)),
                        new Span.Text(" on "),
                        new Span.Text("PSI > 0.2", Set.of(Span.Style.CODE)),
                        new Span.Text("."),
                        new Span.Citation(2)),
                new Block.Heading(2, List.of(new Span.Text("First steps"))),
                new Block.Listing(
                        true,
                        List.of(
                                List.of(
                                        paragraph(new Span.Text("Log every prediction.")),
                                        new Block.Listing(
                                                false,
                                                List.of(
                                                        List.of(paragraph(new Span.Text("inputs"))),
                                                        List.of(paragraph(new Span.Text("outputs")))))),
                                List.of(
                                        paragraph(new Span.Text("Compare them:")),
                                        new Block.Code("python", "psi(train, live)"),
                                        paragraph(new Span.Text("once a day."))),
                                List.of(paragraph(new Span.Link("Read on", "https://example.org/drift"))))),
                new Block.Quote(List.of(paragraph(new Span.Text("Trust, but measure."))))));
        check("answer", answer(body, Advice.FACT, null), Options.shared("job-1"));
    }

    @Test
    void anAnswerThatDependsOnTheMarketAndWasWrittenWithoutTheModel() {
        Reply.Answer answer = new Reply.Answer(
                Document.of("Salaries differ."),
                SOURCES,
                List.of(),
                Advice.MARKET,
                LocalDate.of(2026, 5, 1),
                Reply.Composer.EXTRACTIVE,
                Reason.MODEL_SLOW,
                List.of());
        check("answer-market-degraded", answer, Options.shared("job-1"));
    }

    @Test
    void anOpinionWithoutPublicAddress() {
        Reply.Answer answer = answer(
                new Document(List.of(paragraph(new Span.Text("It depends."), new Span.Citation(1)))),
                Advice.OPINION,
                null);
        List<String> payloads = WITHOUT_ADDRESS.render(answer, Options.shared("job-1"));
        Snapshot.check("slack/answer-without-links", payloads);
        assertThat(payloads).allSatisfy(SlackRendererTest::accepted);
    }

    @Test
    void aPrivateAnswer() {
        check("answer-private", answer(Document.of("Yes."), Advice.FACT, null), Options.unshared("job-1"));
    }

    @Test
    void aGreeting() {
        check("greeting", Reply.Answer.plain(Document.of("Hello!"), SUGGESTIONS), Options.shared("job-1"));
    }

    @Test
    void aTable() {
        Document body = new Document(List.of(
                paragraph(new Span.Text("They differ:")),
                new Block.Table(
                        List.of(words("Role"), words("Does"), words("Needs")),
                        List.of(
                                List.of(
                                        words("ML engineer"),
                                        List.of(new Span.Text("ships models"), new Span.Citation(1)),
                                        words("software")),
                                List.of(
                                        words("Data scientist"),
                                        List.of(new Span.Link("asks", "https://example.org/ask")),
                                        List.of())))));
        check("table", answer(body, Advice.FACT, null), Options.shared("job-1"));
    }

    @Test
    void onlyTheFirstTableOfAMessageIsATableBlock() {
        Block table = new Block.Table(List.of(words("a"), words("b")), List.of(List.of(words("ccc"), words("d"))));
        check(
                "table-twice",
                answer(new Document(List.of(table, paragraph(new Span.Text("and")), table)), Advice.FACT, null),
                Options.none());
    }

    @Test
    void code() {
        Document body = new Document(
                List.of(new Block.Code("html", "<!channel> <@U123> & ```\n<b>bold</b>"), new Block.Code("", " ")));
        check("code", answer(body, Advice.FACT, null), Options.none());
    }

    @Test
    void aLongAnswer() {
        List<Block> blocks = new ArrayList<>();
        for (int part = 1; part <= 4; part++) {
            blocks.add(new Block.Heading(2, words("Part " + part)));
            StringBuilder text = new StringBuilder();
            for (int sentence = 1; sentence <= 30; sentence++) {
                text.append("This is sentence ")
                        .append(sentence)
                        .append(" of part ")
                        .append(part)
                        .append(". ");
            }
            blocks.add(paragraph(new Span.Text(text.toString().strip())));
        }
        blocks.add(new Block.Code("", "x = 1\n".repeat(900)));
        check("answer-long", answer(new Document(blocks), Advice.FACT, null), Options.shared("job-1"));
    }

    @Test
    void aClarification() {
        check(
                "clarification",
                new Reply.Clarification(Document.of("Which one?"), SUGGESTIONS),
                Options.shared("job-1"));
    }

    @Test
    void notFound() {
        check(
                "not-found",
                new Reply.NotFound(Reason.TOO_THIN, Document.of("I do not know."), SOURCES, SUGGESTIONS),
                Options.shared("job-1"));
    }

    @Test
    void offTopic() {
        check("off-topic", new Reply.OffTopic(Document.of("Not my subject."), SUGGESTIONS), Options.shared("job-1"));
    }

    @Test
    void declined() {
        check(
                "declined",
                new Reply.Declined(Reason.RATE_LIMIT, Document.of("One at a time."), Duration.ofMinutes(1)),
                Options.shared("job-1"));
    }

    @Test
    void whatIsDeclinedAsSensitiveOffersAPersonAndACrisisNothingButWords() {
        assertThat(render(new Reply.Declined(Reason.SENSITIVE, Document.of("Ask."), null)))
                .contains("ask_mentor");
        assertThat(render(new Reply.Declined(Reason.CRISIS, Document.of("Call."), null)))
                .doesNotContain("action_id");
    }

    @Test
    void anApology() {
        check("apology", new Reply.Apology(Reason.INTERNAL, Document.of("Sorry.")), Options.shared("job-1"));
    }

    @Test
    void aPanel() {
        check(
                "panel",
                new Reply.Panel(
                        "Your data",
                        Document.of("What I know."),
                        List.of(
                                new Action("export", "Export", "me", Action.Weight.PRIMARY),
                                new Action("forget", "Forget me", "", Action.Weight.DANGER),
                                new Action("export", "Export as text", "text", Action.Weight.NORMAL))),
                Options.shared("job-1"));
    }

    @Test
    void whatLooksLikeAMentionIsNone() {
        String nasty = "<!channel> <@U012ABC> <#C1|x> @here &lt;!everyone&gt; https://evil.example";
        List<Source> sources = List.of(new Source("id", nasty, nasty));
        Reply.Answer answer = new Reply.Answer(
                new Document(List.of(
                        paragraph(
                                new Span.Text(nasty),
                                new Span.Link(nasty, "https://example.org/|x><!here>"),
                                new Span.Citation(1)),
                        new Block.Heading(1, words(nasty)))),
                sources,
                List.of(new Reading("r", nasty, "javascript:alert(1)", nasty, nasty, nasty, nasty)),
                Advice.FACT,
                null,
                Reply.Composer.MODEL,
                null,
                List.of(new Suggestion("<!channel> @channel", nasty)));
        check("mentions", answer, Options.shared("job-1"));
        check(
                "mentions-panel",
                new Reply.Panel(
                        "<!channel>",
                        Document.of(nasty),
                        List.of(new Action("a", "@everyone", nasty, Action.Weight.NORMAL))),
                Options.none());
    }

    @Test
    void aParagraphIsSplitAfterASentenceAndItsCitation() {
        String sentence = "Words and more words until the line is full of them. ";
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            spans.add(new Span.Text(sentence.strip()));
            spans.add(new Span.Citation(1));
            spans.add(new Span.Text(" "));
        }
        List<String> payloads = RENDERER.render(
                answer(new Document(List.of(new Block.Paragraph(spans))), Advice.FACT, null), Options.none());
        assertThat(payloads).hasSizeGreaterThan(1).allSatisfy(SlackRendererTest::accepted);
        for (String payload : payloads.subList(0, payloads.size() - 1)) {
            assertThat(tree(payload).path("text").asText().strip()).endsWith("|[1]>");
        }
        assertThat(tree(payloads.get(1)).path("text").asText()).startsWith("Words and");
    }

    @Test
    void aHeadingGoesWhereItsTextGoes() {
        Document body = new Document(List.of(
                paragraph(new Span.Text("a ".repeat(1_000))),
                new Block.Heading(2, words("Heading")),
                paragraph(new Span.Text("b ".repeat(1_500)))));
        List<String> payloads = RENDERER.render(answer(body, Advice.FACT, null), Options.none());
        assertThat(tree(payloads.get(0)).path("text").asText()).doesNotContain("Heading");
        assertThat(tree(payloads.get(1)).path("text").asText()).startsWith("Heading");
    }

    @Test
    void aLongTableIsSplitBetweenRowsAndRepeatsItsHeader() {
        List<List<List<Span>>> rows = IntStream.range(0, 300)
                .mapToObj(i -> List.of(words("row" + i), words("some words that fill the line " + i)))
                .toList();
        Document body = new Document(List.of(new Block.Table(List.of(words("Name"), words("Meaning")), rows)));
        List<String> payloads = RENDERER.render(answer(body, Advice.FACT, null), Options.shared("job-1"));
        assertThat(payloads).hasSizeGreaterThan(2).allSatisfy(SlackRendererTest::accepted);
        List<String> seen = new ArrayList<>();
        for (String payload : payloads) {
            String text = tree(payload).path("text").asText();
            if (text.contains("row")) {
                assertThat(text).contains("Name", "Meaning");
            }
            text.lines()
                    .filter(line -> line.startsWith("row"))
                    .map(line -> line.split(" ")[0])
                    .forEach(seen::add);
        }
        assertThat(seen)
                .isEqualTo(IntStream.range(0, 300).mapToObj(i -> "row" + i).toList());
    }

    @Test
    void sourcesAndButtonsStandBelowTheLastMessageOnly() {
        Document body = Document.of("One two three. ".repeat(700));
        List<String> payloads = RENDERER.render(answer(body, Advice.FACT, null), Options.shared("job-1"));
        assertThat(payloads).hasSizeGreaterThan(2);
        for (String payload : payloads.subList(0, payloads.size() - 1)) {
            assertThat(payload).doesNotContain("Sources", "action_id");
        }
        assertThat(payloads.get(payloads.size() - 1)).contains("Sources", "job-1:up", "ask_mentor", "delete");
    }

    @Test
    void sectionsOfTheSameArticleDoNotRepeatItsTitle() {
        List<Source> sources = List.of(
                new Source("sql", "How much SQL?", ""),
                new Source("sql", "How much SQL?", "What for"),
                new Source("python", "Which Python?", "Types"),
                new Source("sql", "How much SQL?", "In order"));
        Reply.Answer answer = new Reply.Answer(
                Document.of("Some."), sources, List.of(), Advice.FACT, null, Reply.Composer.MODEL, null, List.of());
        assertThat(WITHOUT_ADDRESS.render(answer, Options.none()).get(0))
                .contains(
                        "Sources: 1 How much SQL? · 2 What for · 3 Which Python? &gt; Types · 4 How much SQL? &gt; In order");
    }

    @Test
    void buttonsForTheSameActionHaveIdsOfTheirOwn() {
        JsonNode message = tree(render(new Reply.OffTopic(Document.of("No."), SUGGESTIONS)));
        List<String> ids = message.findValuesAsText("action_id");
        assertThat(ids).startsWith("suggest", "suggest#2");
        assertThat(ids.subList(0, 2)).extracting(SlackRenderer::actionOf).containsOnly(SlackRenderer.SUGGEST);
        assertThat(SlackRenderer.actionOf("own#7#1")).isEqualTo("own#7");
    }

    @Test
    void anActionWhoseIdEndsInANumberKeepsIt() {
        Action action = new Action("own#7", "Own", "x", Action.Weight.NORMAL);
        JsonNode message = tree(render(new Reply.Panel("", Document.EMPTY, List.of(action, action))));
        assertThat(message.findValuesAsText("action_id"))
                .doesNotHaveDuplicates()
                .extracting(SlackRenderer::actionOf)
                .containsOnly("own#7");
    }

    @Test
    void aValueThatSlackDoesNotTakeIsRefusedRatherThanCut() {
        Reply panel = new Reply.Panel(
                "x", Document.EMPTY, List.of(new Action("a", "A", "x".repeat(2_001), Action.Weight.NORMAL)));
        assertThatIllegalArgumentException().isThrownBy(() -> RENDERER.render(panel, Options.none()));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.shared(" "));
    }

    @Test
    void aReplyWithoutWordsIsStillAMessage() {
        List<String> payloads = RENDERER.render(new Reply.Apology(Reason.INTERNAL, Document.EMPTY), Options.none());
        assertThat(payloads).singleElement().satisfies(SlackRendererTest::accepted);
    }

    @Test
    void aCitationOfNoSourceIsLeftOut() {
        Document body = new Document(List.of(paragraph(new Span.Text("So."), new Span.Citation(9))));
        assertThat(render(answer(body, Advice.FACT, null))).doesNotContain("[9]");
    }

    @Test
    void aParagraphBehindAnInnerListIsNotPartOfItsLastItem() {
        Document body = new Document(List.of(new Block.Listing(
                false,
                List.of(List.of(
                        paragraph(new Span.Text("outer")),
                        new Block.Listing(false, List.of(List.of(paragraph(new Span.Text("inner"))))),
                        paragraph(new Span.Text("after")))))));
        JsonNode elements = tree(render(new Reply.Apology(Reason.INTERNAL, body)))
                .path("blocks")
                .path(0)
                .path("elements");
        assertThat(elements).hasSize(3);
        assertThat(elements.path(1).path("indent").asInt()).isEqualTo(1);
        assertThat(elements.path(1).findValuesAsText("text")).containsExactly("inner");
        assertThat(elements.path(2).path("type").asText()).isEqualTo("rich_text_section");
    }

    @Test
    void theRestOfALongItemDoesNotRunIntoTheParagraphBehindIt() {
        Document body = new Document(List.of(new Block.Listing(
                false,
                List.of(List.of(
                        paragraph(new Span.Text("outer")),
                        new Block.Listing(false, List.of(List.of(paragraph(new Span.Text("x ".repeat(2_500)))))),
                        paragraph(new Span.Text("after")))))));
        List<String> payloads = RENDERER.render(new Reply.Apology(Reason.INTERNAL, body), Options.none());
        assertThat(payloads).hasSize(2).allSatisfy(SlackRendererTest::accepted);
        List<String> last = tree(payloads.get(1)).path("blocks").findValuesAsText("text");
        assertThat(last).hasSize(3).endsWith("\n", "after");
    }

    @Test
    void labelsAndAddressesThatGrowWhenTheyAreEscapedStillFit() {
        List<Action> actions =
                Collections.nCopies(60, new Action("a", "&".repeat(75), "\"".repeat(2_000), Action.Weight.NORMAL));
        List<Action> bare = Collections.nCopies(60, new Action("a", "&".repeat(75), "", Action.Weight.NORMAL));
        String url = "https://example.org/" + "&".repeat(1_900);
        Document body = new Document(List.of(
                paragraph(new Span.Link("&".repeat(3_000), url)),
                new Block.Listing(true, List.of(List.of(paragraph(new Span.Link("item", url)))))));
        for (List<Action> some : List.of(actions, bare)) {
            List<String> payloads = RENDERER.render(new Reply.Panel("&".repeat(150), body, some), Options.none());
            assertThat(payloads).allSatisfy(SlackRendererTest::accepted);
            assertThat(payloads.stream().flatMap(payload -> tree(payload).findValuesAsText("action_id").stream()))
                    .hasSize(60);
        }
        List<String> links = RENDERER.render(
                new Reply.Apology(
                        Reason.INTERNAL,
                        new Document(List.of(new Block.Paragraph(Collections.nCopies(
                                9, new Span.Link("word ", "https://example.org/" + "y".repeat(1_900))))))),
                Options.none());
        assertThat(links).hasSize(9).allSatisfy(SlackRendererTest::accepted);
    }

    private static void check(String name, Reply reply, Options options) {
        List<String> payloads = RENDERER.render(reply, options);
        Snapshot.check("slack/" + name, payloads);
        assertThat(payloads).allSatisfy(SlackRendererTest::accepted);
    }

    private static void accepted(String payload) {
        assertThat(BlockKitValidator.message(payload)).as(payload).isEmpty();
    }

    private static String render(Reply reply) {
        List<String> payloads = RENDERER.render(reply, Options.shared("job-1"));
        assertThat(payloads).hasSize(1).allSatisfy(SlackRendererTest::accepted);
        return payloads.get(0);
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static Reply.Answer answer(Document body, Advice advice, @Nullable LocalDate asOf) {
        return new Reply.Answer(body, SOURCES, READINGS, advice, asOf, Reply.Composer.MODEL, null, SUGGESTIONS);
    }

    private static Block paragraph(Span... spans) {
        return new Block.Paragraph(List.of(spans));
    }

    private static List<Span> words(String text) {
        return List.of(new Span.Text(text));
    }
}
