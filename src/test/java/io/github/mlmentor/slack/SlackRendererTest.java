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
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.layout.Snapshot;
import io.github.mlmentor.layout.SomeReplies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlackRendererTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SlackRenderer RENDERER =
            new SlackRenderer("https://mentor.example.org/", source -> "/knowledge/" + source.id());
    private static final SlackRenderer WITHOUT_ADDRESS = new SlackRenderer("", source -> "/knowledge/" + source.id());

    @Test
    void anAnswer() {
        check("answer", SomeReplies.answer(), Options.shared("job-1"));
    }

    @Test
    void anAnswerThatDependsOnTheMarketAndWasWrittenWithoutTheModel() {
        check("answer-market-degraded", SomeReplies.marketDegraded(), Options.shared("job-1"));
    }

    @Test
    void anOpinionWithoutPublicAddress() {
        Reply.Answer answer = SomeReplies.answer(
                new Document(List.of(paragraph(new Span.Text("It depends."), new Span.Citation(1)))),
                Advice.OPINION,
                null);
        List<String> payloads = WITHOUT_ADDRESS.render(answer, Options.shared("job-1"));
        Snapshot.check("slack/answer-without-links", payloads);
        assertThat(payloads).allSatisfy(SlackRendererTest::accepted);
    }

    @Test
    void aPrivateAnswer() {
        check("answer-private", SomeReplies.answer(Document.of("Yes."), Advice.FACT, null), Options.unshared("job-1"));
    }

    @Test
    void aGreeting() {
        check("greeting", Reply.Answer.plain(Document.of("Hello!"), SomeReplies.SUGGESTIONS), Options.shared("job-1"));
    }

    @Test
    void aTable() {
        check("table", SomeReplies.table(), Options.shared("job-1"));
    }

    @Test
    void onlyTheFirstTableOfAMessageIsATableBlock() {
        Block table = new Block.Table(List.of(words("a"), words("b")), List.of(List.of(words("ccc"), words("d"))));
        check(
                "table-twice",
                SomeReplies.answer(
                        new Document(List.of(table, paragraph(new Span.Text("and")), table)), Advice.FACT, null),
                Options.none());
    }

    @Test
    void code() {
        check("code", SomeReplies.code(), Options.none());
    }

    @Test
    void aLongAnswer() {
        check("answer-long", SomeReplies.longAnswer(), Options.shared("job-1"));
    }

    @Test
    void aClarification() {
        check(
                "clarification",
                new Reply.Clarification(Document.of("Which one?"), SomeReplies.SUGGESTIONS),
                Options.shared("job-1"));
    }

    @Test
    void notFound() {
        check(
                "not-found",
                new Reply.NotFound(
                        Reason.TOO_THIN, Document.of("I do not know."), SomeReplies.SOURCES, SomeReplies.SUGGESTIONS),
                Options.shared("job-1"));
    }

    @Test
    void offTopic() {
        check(
                "off-topic",
                new Reply.OffTopic(Document.of("Not my subject."), SomeReplies.SUGGESTIONS),
                Options.shared("job-1"));
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
        check("panel", SomeReplies.panel(), Options.shared("job-1"));
    }

    @Test
    void whatLooksLikeAMentionIsNone() {
        String nasty = "<!channel> <@U012ABC> <#C1|x> @here &lt;!everyone&gt; https://evil.example";
        check("mentions", SomeReplies.mentions("<!channel> @channel", nasty), Options.shared("job-1"));
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
                SomeReplies.answer(new Document(List.of(new Block.Paragraph(spans))), Advice.FACT, null),
                Options.none());
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
        List<String> payloads = RENDERER.render(SomeReplies.answer(body, Advice.FACT, null), Options.none());
        assertThat(tree(payloads.get(0)).path("text").asText()).doesNotContain("Heading");
        assertThat(tree(payloads.get(1)).path("text").asText()).startsWith("Heading");
    }

    @Test
    void aLongTableIsSplitBetweenRowsAndRepeatsItsHeader() {
        List<List<List<Span>>> rows = IntStream.range(0, 300)
                .mapToObj(i -> List.of(words("row" + i), words("some words that fill the line " + i)))
                .toList();
        Document body = new Document(List.of(new Block.Table(List.of(words("Name"), words("Meaning")), rows)));
        List<String> payloads = RENDERER.render(SomeReplies.answer(body, Advice.FACT, null), Options.shared("job-1"));
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
        List<String> payloads = RENDERER.render(SomeReplies.answer(body, Advice.FACT, null), Options.shared("job-1"));
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
        JsonNode message = tree(render(new Reply.OffTopic(Document.of("No."), SomeReplies.SUGGESTIONS)));
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
        assertThat(render(SomeReplies.answer(body, Advice.FACT, null))).doesNotContain("[9]");
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

    private static Block paragraph(Span... spans) {
        return new Block.Paragraph(List.of(spans));
    }

    private static List<Span> words(String text) {
        return List.of(new Span.Text(text));
    }
}
