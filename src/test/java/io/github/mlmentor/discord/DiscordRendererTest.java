package io.github.mlmentor.discord;

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
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.layout.Snapshot;
import io.github.mlmentor.layout.SomeReplies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscordRendererTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DiscordRenderer RENDERER =
            new DiscordRenderer("https://mentor.example.org/", source -> "/knowledge/" + source.id());
    private static final DiscordRenderer WITHOUT_ADDRESS =
            new DiscordRenderer("", source -> "/knowledge/" + source.id());
    private static final String NASTY = "@everyone @here <@80351110224678912> <@&165511591545143296> <#1234>"
            + " </airhorn:816437322781949972> <t:1618953630:R> <:mm:2161> <a:b:392> :smile: discord.gg/abc"
            + " https://evil.example [x](https://evil.example) **b** ||s|| # ~~x~~";

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
        Document body = new Document(List.of(paragraph(new Span.Text("It depends."), new Span.Citation(1))));
        List<String> payloads =
                WITHOUT_ADDRESS.render(SomeReplies.answer(body, Advice.OPINION, null), Options.shared("job-1"));
        Snapshot.check("discord/answer-without-links", payloads);
        assertThat(payloads).allSatisfy(DiscordRendererTest::accepted);
    }

    @Test
    void aPrivateAnswerToACommandQuotesTheQuestion() {
        List<String> payloads = RENDERER.render(
                SomeReplies.answer(Document.of("Yes."), Advice.FACT, null),
                Options.unshared("job-1"),
                "Is it *so*,\n@everyone?",
                "");
        Snapshot.check("discord/answer-private", payloads);
        assertThat(payloads).allSatisfy(DiscordRendererTest::accepted);
    }

    @Test
    void aGreeting() {
        check("greeting", Reply.Answer.plain(Document.of("Hello!"), SomeReplies.SUGGESTIONS), Options.shared("job-1"));
    }

    @Test
    void aTableWithLinksIsAList() {
        check("table", SomeReplies.table(), Options.shared("job-1"));
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
                Options.shared("job-1").withoutMentors());
    }

    @Test
    void offTopicWithoutAJobNamesItsSuggestions() {
        check("off-topic", new Reply.OffTopic(Document.of("No."), SomeReplies.SUGGESTIONS), Options.none());
    }

    @Test
    void declined() {
        check(
                "declined",
                new Reply.Declined(Reason.RATE_LIMIT, Document.of("One at a time."), Duration.ofMinutes(1)),
                Options.shared("job-1"));
    }

    @Test
    void aPanel() {
        check("panel", SomeReplies.panel(), Options.shared("job-1"));
    }

    @Test
    void whatLooksLikeMarkupIsWords() {
        check("mentions", SomeReplies.mentions("<@1> @everyone", NASTY), Options.shared("job-1"));
    }

    @Test
    void whatClicksBringBack() {
        List<String> ids = render(SomeReplies.answer()).findValuesAsText("custom_id");
        assertThat(ids)
                .containsExactly(
                        "suggest:job-1:0",
                        "suggest:job-1:1",
                        "up:job-1",
                        "down:job-1",
                        "ask_mentor:job-1",
                        "delete:job-1");
        assertThat(CustomId.parse(ids.get(1))).isEqualTo(new CustomId(DiscordRenderer.SUGGEST, "job-1:1"));
    }

    @Test
    void aSuggestionThatIsNotShownKeepsItsPlace() {
        List<Suggestion> suggestions =
                List.of(new Suggestion("", " "), new Suggestion("", "What is drift?"), Suggestion.of("And then?"));
        JsonNode message = render(new Reply.OffTopic(Document.of("No."), suggestions));
        assertThat(message.findValuesAsText("custom_id")).startsWith("suggest:job-1:1", "suggest:job-1:2");
        assertThat(message.findValuesAsText("label")).startsWith("What is drift?", "And then?");
    }

    @Test
    void onlyWhereThereAreMentorsCanOneBeAsked() {
        assertThat(RENDERER.render(SomeReplies.answer(), Options.shared("j")).toString())
                .contains("ask_mentor");
        assertThat(RENDERER.render(SomeReplies.answer(), Options.shared("j").withoutMentors())
                        .toString())
                .doesNotContain("ask_mentor");
    }

    @Test
    void buttonsForTheSameActionHaveIdsOfTheirOwn() {
        Action action = new Action("own", "Own", "x#7", Action.Weight.NORMAL);
        JsonNode message = render(new Reply.Panel("", Document.EMPTY, List.of(action, action)));
        assertThat(message.findValuesAsText("custom_id"))
                .doesNotHaveDuplicates()
                .extracting(CustomId::parse)
                .containsOnly(new CustomId("own", "x#7"));
    }

    @Test
    void aValueThatDiscordDoesNotTakeIsRefusedRatherThanCut() {
        Reply panel = new Reply.Panel(
                "x", Document.EMPTY, List.of(new Action("a", "A", "x".repeat(99), Action.Weight.NORMAL)));
        assertThatIllegalArgumentException().isThrownBy(() -> RENDERER.render(panel, Options.none()));
        assertThatIllegalArgumentException().isThrownBy(() -> new CustomId("a:b", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RENDERER.render(SomeReplies.answer(), Options.shared("j".repeat(90))));
    }

    @Test
    void manyButtonsTakeSeveralMessages() {
        List<Action> actions = Collections.nCopies(60, new Action("a", "&".repeat(75), "", Action.Weight.NORMAL));
        List<String> payloads =
                RENDERER.render(new Reply.Panel("&".repeat(140), Document.of("Some."), actions), Options.none());
        assertThat(payloads).hasSize(2).allSatisfy(DiscordRendererTest::accepted);
        assertThat(payloads.stream().flatMap(payload -> tree(payload).findValuesAsText("custom_id").stream()))
                .hasSize(60);
    }

    @Test
    void aHeadingGoesWhereItsTextGoes() {
        Document body = new Document(List.of(
                paragraph(new Span.Text("a ".repeat(1_000))),
                new Block.Heading(2, words("Heading")),
                paragraph(new Span.Text("b ".repeat(1_500)))));
        List<String> payloads = RENDERER.render(SomeReplies.answer(body, Advice.FACT, null), Options.none());
        assertThat(payloads.get(0)).doesNotContain("Heading");
        assertThat(text(payloads.get(1))).startsWith("### Heading\nb ");
    }

    @Test
    void aSplitBlockOfCodeIsClosedAndOpenedAgain() {
        String lines = "value = compute(1)\n".repeat(500);
        Document body = new Document(List.of(new Block.Code("python", lines)));
        List<String> payloads = RENDERER.render(new Reply.Apology(Reason.INTERNAL, body), Options.none());
        assertThat(payloads)
                .hasSize(3)
                .allSatisfy(payload -> assertThat(text(payload))
                        .startsWith("```python\nvalue = compute(1)\n")
                        .endsWith("value = compute(1)\n```"));
    }

    @Test
    void aLongTableIsSplitBetweenRowsAndRepeatsItsHeader() {
        List<List<List<Span>>> rows = IntStream.range(0, 500)
                .mapToObj(i -> List.of(words("row" + i), words("fills the line " + i)))
                .toList();
        Document body = new Document(List.of(new Block.Table(List.of(words("Name"), words("Meaning")), rows)));
        List<String> payloads = RENDERER.render(new Reply.Apology(Reason.INTERNAL, body), Options.none());
        assertThat(payloads).hasSizeGreaterThan(3).allSatisfy(DiscordRendererTest::accepted);
        List<String> seen = new ArrayList<>();
        for (String payload : payloads) {
            assertThat(text(payload)).startsWith("```\nName").endsWith("\n```");
            text(payload)
                    .lines()
                    .filter(line -> line.startsWith("row"))
                    .map(line -> line.split(" ")[0])
                    .forEach(seen::add);
        }
        assertThat(seen)
                .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "row" + i).toList());
    }

    @Test
    void sourcesAndButtonsStandBelowTheLastMessageOnly() {
        List<String> payloads = RENDERER.render(
                SomeReplies.answer(Document.of("One two three. ".repeat(700)), Advice.FACT, null),
                Options.shared("job-1"));
        assertThat(payloads).hasSizeGreaterThan(2);
        for (String payload : payloads.subList(0, payloads.size() - 1)) {
            assertThat(payload).doesNotContain("Sources", "custom_id");
        }
        assertThat(payloads.get(payloads.size() - 1)).contains("Sources", "up:job-1", "delete");
    }

    @Test
    void linksLeadWhereTheyShouldWhateverTheirAddressesContain() {
        String url = "https://example.org/a_(b)*c*~d~?x=[1]&y=%7C";
        Document body = new Document(List.of(
                paragraph(new Span.Text("See ", Set.of(Span.Style.STRONG)), new Span.Link("[this] *one*", url))));
        String text = text(RENDERER.render(new Reply.Apology(Reason.INTERNAL, body), Options.none())
                .get(0));
        assertThat(DiscordMarkdown.links(text))
                .containsExactly("https://example.org/a_%28b%29%2Ac%2A%7Ed%7E?x=%5B1%5D&y=%7C");
        assertThat(DiscordMarkdown.words(text).strip()).isEqualTo("See [this] *one*");
    }

    @Test
    void aReplyWithoutWordsIsStillAMessage() {
        assertThat(RENDERER.render(new Reply.Apology(Reason.INTERNAL, Document.EMPTY), Options.none()))
                .singleElement()
                .satisfies(DiscordRendererTest::accepted);
        assertThat(RENDERER.render(new Reply.Apology(Reason.INTERNAL, Document.of("\u200B")), Options.none()))
                .singleElement()
                .satisfies(DiscordRendererTest::accepted);
        accepted(DiscordRenderer.opening(new Reply.Apology(Reason.INTERNAL, Document.EMPTY)));
        accepted(DiscordRenderer.progress(Document.EMPTY, ""));
    }

    @Test
    void theOpeningIsTheFirstWordsAndTheProgressWhatIsWrittenSoFar() {
        Reply reply = new Reply.Apology(Reason.INTERNAL, Document.of("Some *words*. ".repeat(300)));
        String opening = tree(DiscordRenderer.opening(reply)).path("content").asText();
        assertThat(opening).startsWith("Some \\*words\\*. Some").endsWith("…").hasSizeLessThan(300);
        String progress = DiscordRenderer.progress(reply.body(), "And?");
        accepted(progress);
        assertThat(text(progress)).startsWith("> And?\n\nSome \\*words\\*.").endsWith("…");
    }

    @Test
    void aCitationOfNoSourceIsLeftOut() {
        Document body = new Document(List.of(paragraph(new Span.Text("So."), new Span.Citation(9))));
        assertThat(render(SomeReplies.answer(body, Advice.FACT, null)).toString())
                .doesNotContain("9");
    }

    @Test
    void aSourceNamedLikeMarkupIsNone() {
        Reply reply = new Reply.NotFound(
                Reason.TOO_THIN,
                Document.of("No."),
                List.of(new Source("id", "](https://evil.example)", "")),
                List.of());
        List<String> links = new ArrayList<>();
        render(reply).findValuesAsText("content").forEach(text -> links.addAll(DiscordMarkdown.links(text)));
        assertThat(links).containsExactly("https://mentor.example.org/knowledge/id");
    }

    private static void check(String name, Reply reply, Options options) {
        List<String> payloads = RENDERER.render(reply, options);
        Snapshot.check("discord/" + name, payloads);
        assertThat(payloads).allSatisfy(DiscordRendererTest::accepted);
    }

    /** By what Discord documents, and by what JDA checks before it sends. */
    private static void accepted(String payload) {
        assertThat(DiscordValidator.message(payload)).as(payload).isEmpty();
        Payloads.create(payload).close();
    }

    private static JsonNode render(Reply reply) {
        List<String> payloads = RENDERER.render(reply, Options.shared("job-1"));
        assertThat(payloads).hasSize(1).allSatisfy(DiscordRendererTest::accepted);
        return tree(payloads.get(0));
    }

    private static String text(String payload) {
        return tree(payload).path("components").path(0).path("content").asText();
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
