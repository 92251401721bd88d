package io.github.mlmentor.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.layout.AnyReply;
import io.github.mlmentor.layout.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of any shape and length, always the same ones: Discord accepts every message, and no word is lost or doubled. */
class DiscordPropertyTest {
    /** More with {@code -Ddocuments=5000}. */
    private static final int DOCUMENTS = Integer.getInteger("documents", 50);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DiscordRenderer RENDERER =
            new DiscordRenderer("https://mentor.example.org", source -> "/knowledge/" + source.id());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void discordAcceptsEveryMessageAndNoWordIsLostOrDoubled(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            Document document = withoutTables(AnyReply.document(random, 1 + random.nextInt(12), false));
            List<Source> sources = AnyReply.sources(random);
            Reply reply = new Reply.Answer(
                    document, sources, List.of(), Advice.FACT, null, Reply.Composer.MODEL, null, List.of());
            List<String> payloads = RENDERER.render(reply, Options.none());
            accepted(payloads);
            String words =
                    AnyReply.bare(AnyReply.withCitations(document, sources).plainText());
            String shown = AnyReply.bare(shown(payloads));
            // What has no words, such as a rule alone, is shown as it is or as an ellipsis.
            String some = words.isEmpty() && sources.isEmpty() && !shown.isEmpty() ? "…" : words;
            int footer = sources.isEmpty() ? shown.length() : shown.lastIndexOf("Sources:");
            assertThat(shown.substring(0, footer))
                    .as("seed %d, document %d", seed, i)
                    .isEqualTo(some);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void tablesOfAnySizeAreAcceptedAndComplete(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            int columns = 1 + random.nextInt(i < 6 ? 3 : 12);
            boolean nasty = random.nextBoolean();
            List<String> expected = new ArrayList<>();
            Block table = AnyReply.table(random, columns, random.nextInt(150), nasty, expected);
            Document document = AnyReply.document(random, 3, true).plus(new Document(List.of(table)));
            List<String> payloads =
                    RENDERER.render(new Reply.Apology(Reason.INTERNAL, document), Options.shared("job"));
            accepted(payloads);
            String shown = shown(payloads);
            // A table that is cut between its rows may break the lines of a wrapped row, never its order by columns.
            assertThat(AnyReply.cells(shown))
                    .as("seed %d, table %d", seed, i)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(shown)
                    .contains(IntStream.range(0, columns)
                            .mapToObj(column -> "head" + column)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void discordAcceptsEveryKindOfReplyWithEverythingBelowIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            Options options = List.of(Options.none(), Options.shared("job"), Options.unshared("job"))
                    .get(random.nextInt(3));
            for (Reply reply : AnyReply.ofEachKind(random, 60, 80)) {
                String asked = random.nextBoolean() ? AnyReply.prose(random, 60) : "";
                String note = random.nextBoolean() ? AnyReply.prose(random, 60) : "";
                List<String> payloads = RENDERER.render(reply, options, asked, note);
                accepted(payloads);
                accepted(List.of(
                        DiscordRenderer.opening(reply),
                        DiscordRenderer.soFar(reply.body()),
                        DiscordRenderer.progress(reply.body(), asked)));
                if (i < 5) {
                    assertThat(RENDERER.render(reply, options, asked, note)).isEqualTo(payloads);
                }
            }
        }
    }

    private static void accepted(List<String> payloads) {
        assertThat(payloads).isNotEmpty();
        for (String payload : payloads) {
            assertThat(DiscordValidator.message(payload)).as(payload).isEmpty();
        }
    }

    private static Document withoutTables(Document document) {
        return new Document(withoutTables(document.blocks()));
    }

    /** They have a test of their own, because lists repeat the names of their columns. */
    private static List<Block> withoutTables(List<Block> blocks) {
        List<Block> without = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Block.Listing listing) {
                without.add(new Block.Listing(
                        listing.ordered(),
                        listing.items().stream()
                                .map(DiscordPropertyTest::withoutTables)
                                .toList()));
            } else if (block instanceof Block.Quote quote) {
                without.add(new Block.Quote(withoutTables(quote.blocks())));
            } else if (!(block instanceof Block.Table)) {
                without.add(block);
            }
        }
        return without;
    }

    /** The words of the messages as a client draws them. */
    private static String shown(List<String> payloads) {
        return payloads.stream()
                .map(payload -> words(tree(payload).path("components")))
                .collect(Collectors.joining("\n"));
    }

    private static String words(JsonNode components) {
        StringBuilder words = new StringBuilder();
        for (JsonNode component : components) {
            words.append(DiscordMarkdown.words(component.path("content").asText()))
                    .append('\n')
                    .append(words(component.path("components")));
        }
        return words.toString();
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
