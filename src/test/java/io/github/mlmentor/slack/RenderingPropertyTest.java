package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Home;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.layout.AnyReply;
import io.github.mlmentor.layout.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of any shape and length, always the same ones: Slack accepts every message, and no word is lost or doubled. */
class RenderingPropertyTest {
    /** More with {@code -Ddocuments=5000}. */
    private static final int DOCUMENTS = Integer.getInteger("documents", 50);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SlackRenderer RENDERER =
            new SlackRenderer("https://mentor.example.org", source -> "/knowledge/" + source.id());

    /** What rendering adds to words: bullets, numbers, fences, quotation marks, rules, and addresses in aligned tables. */
    private static final Pattern ADDED =
            Pattern.compile("(?md)^ *(•|\\d{1,3}\\.) ?|^> ?|^```$|^-+(-\\+-+)*$| ?\\(https://example\\.org/\\d+\\)");

    private static final Pattern MRKDWN_LINK = Pattern.compile("<https?://[^|>]*\\|([^>]*)>");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void slackAcceptsEveryMessageAndNoWordIsLostOrDoubled(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            Document document = AnyReply.document(random, 1 + random.nextInt(12), false);
            List<Source> sources = AnyReply.sources(random);
            Reply reply = new Reply.Answer(
                    document, sources, List.of(), Advice.FACT, null, Reply.Composer.MODEL, null, List.of());
            List<String> payloads = RENDERER.render(reply, Options.none());
            accepted(payloads);
            String words =
                    AnyReply.bare(AnyReply.withCitations(document, sources).plainText());
            // What has no words, such as a rule alone, is shown as it is or as an ellipsis.
            boolean blank = words.isEmpty() && AnyReply.bare(shown(payloads)).isEmpty();
            String some = words.isEmpty() && sources.isEmpty() && !blank ? "…" : words;
            // Sources have a line of their own in grey, which is no part of the words.
            assertThat(AnyReply.bare(shown(payloads)))
                    .as("seed %d, document %d", seed, i)
                    .isEqualTo(some);
            String footer = sources.isEmpty() ? "" : "Sources:";
            String text = AnyReply.bare(texts(payloads));
            assertThat(text.substring(0, footer.isEmpty() ? text.length() : text.lastIndexOf(footer)))
                    .as("seed %d, text of document %d", seed, i)
                    .isEqualTo(some);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void longTablesAndLongTextsAreAcceptedAndComplete(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 6; i++) {
            int columns = 1 + random.nextInt(25);
            int rows = random.nextInt(150);
            List<String> expected = new ArrayList<>();
            Block table = AnyReply.table(random, columns, rows, true, expected);
            Document document = AnyReply.document(random, 3, true).plus(new Document(List.of(table)));
            List<String> payloads =
                    RENDERER.render(new Reply.Apology(Reason.INTERNAL, document), Options.shared("job"));
            accepted(payloads);
            assertThat(AnyReply.cells(shown(payloads)))
                    .as("seed %d, table %d", seed, i)
                    .isEqualTo(expected);
            assertThat(AnyReply.cells(texts(payloads)))
                    .as("seed %d, text %d", seed, i)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void slackAcceptsEveryKindOfReplyWithEverythingBelowIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            Options options = List.of(Options.none(), Options.shared("job"), Options.unshared("job"))
                    .get(random.nextInt(3));
            for (Reply reply : AnyReply.ofEachKind(random, 60, 2_000)) {
                List<String> payloads = RENDERER.render(reply, options);
                accepted(payloads);
                if (i < 5) {
                    assertThat(RENDERER.render(reply, options)).isEqualTo(payloads);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void slackAcceptsEveryHomePage(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            List<Home.Part> parts = AnyReply.many(random, 20).stream()
                    .map(number -> new Home.Part(
                            AnyReply.prose(random, 9),
                            AnyReply.document(random, random.nextInt(6), false),
                            AnyReply.actions(random, 4, 2_000)))
                    .toList();
            assertThat(BlockKitValidator.home(HomeView.render(new Home(parts)))).isEmpty();
        }
    }

    private static void accepted(List<String> payloads) {
        assertThat(payloads).isNotEmpty();
        for (String payload : payloads) {
            assertThat(BlockKitValidator.message(payload)).isEmpty();
            assertThat(tree(payload).path("text").asText().length()).isLessThanOrEqualTo(3_800);
        }
    }

    /** The words of the messages' text, without what mrkdwn adds. */
    private static String texts(List<String> payloads) {
        return payloads.stream()
                .map(payload -> tree(payload).path("text").asText())
                .map(text -> ADDED.matcher(text).replaceAll(""))
                .map(text -> MRKDWN_LINK.matcher(text).replaceAll("$1"))
                .map(text -> text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                .collect(Collectors.joining("\n"));
    }

    /** The words of the messages' rich texts and tables. */
    private static String shown(List<String> payloads) {
        StringBuilder words = new StringBuilder();
        for (String payload : payloads) {
            for (JsonNode block : tree(payload).path("blocks")) {
                String type = block.path("type").asText();
                if (type.equals("rich_text")) {
                    words.append(richText(block)).append('\n');
                } else if (type.equals("table")) {
                    for (JsonNode row : block.path("rows")) {
                        List<String> cells = new ArrayList<>();
                        row.forEach(cell -> cells.add(richText(cell)));
                        words.append(String.join("|", cells)).append('\n');
                    }
                }
            }
        }
        return words.toString();
    }

    private static String richText(JsonNode node) {
        if (node.has("text")) {
            return node.path("text").asText();
        }
        StringBuilder words = new StringBuilder();
        node.path("elements").forEach(element -> words.append(richText(element)));
        boolean preformatted = node.path("type").asText().equals("rich_text_preformatted");
        return preformatted ? ADDED.matcher(words).replaceAll("") + "\n" : words.toString();
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
