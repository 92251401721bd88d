package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Home;
import io.github.mlmentor.chat.Reading;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.slack.SlackRenderer.Options;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of any shape and length, always the same ones: Slack accepts every message, and no word is lost or doubled. */
class RenderingPropertyTest {
    /** More with {@code -Ddocuments=5000}. */
    private static final int DOCUMENTS = Integer.getInteger("documents", 50);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SlackRenderer RENDERER =
            new SlackRenderer("https://mentor.example.org", source -> "/knowledge/" + source.id());

    private static final List<String> NASTY = List.of(
            "<!channel>",
            "<!here|here>",
            "<@U012ABCDEF>",
            "<#C012|general>",
            "<!subteam^S1|@devs>",
            "@channel",
            "@Everyone",
            "@every@everyoneone",
            "https://evil.example/?a=b&c=d",
            "<https://evil.example|click>",
            "mailto:a@b.example",
            "&lt;!channel&gt;",
            "&amp;amp;",
            "*bold*",
            "_i_",
            "~s~",
            "`code`",
            "a```b",
            ":smile:",
            "\uD83D\uDC69\u200D\uD83D\uDCBB",
            "\uD83C\uDDE9\uD83C\uDDEA",
            "e\u0301\u0302\u0303",
            "\u202Eevil\u202C",
            "\uD800",
            "lone\uDC00half",
            "nul\u0000\u0007\u001B[31m",
            "line\nbreak",
            "cr\r\nlf",
            "tab\tbed",
            "\u00A0",
            "\u2028",
            "",
            "   ",
            "日本語の文章です。次の文。",
            "العربية",
            "end.",
            "what?",
            "\"quoted.\"",
            "x".repeat(200),
            "\u65E5".repeat(150),
            "&<>".repeat(60),
            "\uD83D\uDE00".repeat(90));

    /** What rendering adds to words: bullets, numbers, fences, quotation marks, rules, and addresses in aligned tables. */
    private static final Pattern ADDED =
            Pattern.compile("(?md)^ *(•|\\d{1,3}\\.) ?|^> ?|^```$|^-+(-\\+-+)*$| ?\\(https://example\\.org/\\d+\\)");

    private static final Pattern MRKDWN_LINK = Pattern.compile("<https?://[^|>]*\\|([^>]*)>");
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\u2060]+");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void slackAcceptsEveryMessageAndNoWordIsLostOrDoubled(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            Document document = document(random, 1 + random.nextInt(12), false);
            List<Source> sources = sources(random);
            Reply reply = new Reply.Answer(
                    document, sources, List.of(), Advice.FACT, null, Reply.Composer.MODEL, null, List.of());
            List<String> payloads = RENDERER.render(reply, Options.none());
            accepted(payloads);
            String words = bare(withCitations(document, sources).plainText());
            // What has no words, such as a rule alone, is shown as it is or as an ellipsis.
            boolean blank = words.isEmpty() && bare(shown(payloads)).isEmpty();
            String some = words.isEmpty() && sources.isEmpty() && !blank ? "…" : words;
            // Sources have a line of their own in grey, which is no part of the words.
            assertThat(bare(shown(payloads)))
                    .as("seed %d, document %d", seed, i)
                    .isEqualTo(some);
            String footer = sources.isEmpty() ? "" : "Sources:";
            String text = bare(texts(payloads));
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
            List<List<List<Span>>> cells = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                List<List<Span>> line = new ArrayList<>();
                for (int column = 0; column < columns; column++) {
                    String id = "r" + row + "c" + column + "z";
                    expected.add(id);
                    List<Span> spans = new ArrayList<>(spans(random, 2));
                    spans.add(new Span.Text(" " + id + " "));
                    line.add(spans);
                }
                cells.add(line);
            }
            List<List<Span>> header = IntStream.range(0, columns)
                    .mapToObj(column -> List.<Span>of(new Span.Text("head" + column)))
                    .toList();
            Document document = document(random, 3, true).plus(new Document(List.of(new Block.Table(header, cells))));
            List<String> payloads =
                    RENDERER.render(new Reply.Apology(Reason.INTERNAL, document), Options.shared("job"));
            accepted(payloads);
            assertThat(ids(shown(payloads))).as("seed %d, table %d", seed, i).isEqualTo(expected);
            assertThat(ids(texts(payloads))).as("seed %d, text %d", seed, i).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void slackAcceptsEveryKindOfReplyWithEverythingBelowIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            Document body = document(random, random.nextInt(8), true);
            List<Suggestion> suggestions = many(random, 5).stream()
                    .map(number -> Suggestion.of(prose(random, 1 + random.nextInt(60))))
                    .toList();
            List<Reading> readings = many(random, 5).stream()
                    .map(number -> new Reading(
                            "id", prose(random, 9), url(random), prose(random, 1), "beginner", "free", "about"))
                    .toList();
            Advice advice = any(random, Advice.values());
            Reason reason = any(random, Reason.values());
            List<Reply> replies = List.of(
                    new Reply.Answer(
                            body,
                            sources(random),
                            readings,
                            advice,
                            random.nextBoolean() ? LocalDate.of(2026, 1, 2) : null,
                            Reply.Composer.MODEL,
                            random.nextBoolean() ? reason : null,
                            suggestions),
                    new Reply.Clarification(body, suggestions),
                    new Reply.NotFound(reason, body, sources(random), suggestions),
                    new Reply.OffTopic(body, suggestions),
                    new Reply.Declined(reason, body, null),
                    new Reply.Apology(reason, body),
                    new Reply.Panel(prose(random, 12), body, actions(random, 60)));
            Options options = List.of(Options.none(), Options.shared("job"), Options.unshared("job"))
                    .get(random.nextInt(3));
            for (Reply reply : replies) {
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
            List<Home.Part> parts = many(random, 20).stream()
                    .map(number -> new Home.Part(
                            prose(random, 9), document(random, random.nextInt(6), false), actions(random, 4)))
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

    private static List<Integer> many(Random random, int most) {
        return IntStream.range(0, random.nextInt(most + 1)).boxed().toList();
    }

    private static Document document(Random random, int size, boolean anyLength) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            blocks.add(block(random, 3, anyLength || random.nextInt(4) == 0 ? 120 : 15));
        }
        return new Document(blocks);
    }

    private static Block block(Random random, int depth, int length) {
        int kind = random.nextInt(depth > 0 ? 8 : 4);
        return switch (kind) {
            case 0, 1 -> new Block.Paragraph(spans(random, length));
            case 2 -> new Block.Heading(1 + random.nextInt(6), spans(random, 4));
            case 3 -> new Block.Code(random.nextBoolean() ? "python" : "", prose(random, length));
            case 4, 5 ->
                new Block.Listing(
                        random.nextBoolean(),
                        many(random, 5).stream()
                                .map(item -> many(random, 3).stream()
                                        .map(inner -> block(random, depth - 1, length / 2))
                                        .toList())
                                .toList());
            case 6 ->
                new Block.Quote(many(random, 3).stream()
                        .map(inner -> block(random, depth - 1, length / 2))
                        .toList());
            default -> table(random);
        };
    }

    /** So small that it is never split. */
    private static Block table(Random random) {
        int columns = 1 + random.nextInt(4);
        return new Block.Table(
                row(random, columns),
                many(random, 2).stream().map(i -> row(random, columns)).toList());
    }

    private static List<List<Span>> row(Random random, int columns) {
        return IntStream.range(0, columns).mapToObj(i -> spans(random, 1)).toList();
    }

    private static List<Span> spans(Random random, int length) {
        List<Span> spans = new ArrayList<>();
        for (int left = random.nextInt(length + 1); left > 0; ) {
            int words = 1 + random.nextInt(Math.min(12, left));
            left -= words;
            int kind = random.nextInt(6);
            if (kind == 0) {
                spans.add(new Span.Citation(1 + random.nextInt(5)));
            } else if (kind == 1) {
                spans.add(new Span.Link(prose(random, 2), url(random)));
            } else {
                Set<Span.Style> styles = EnumSet.noneOf(Span.Style.class);
                if (random.nextInt(3) == 0) {
                    styles.add(any(random, Span.Style.values()));
                }
                spans.add(new Span.Text(prose(random, words), styles));
            }
        }
        return spans;
    }

    private static <T> T any(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static String prose(Random random, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            String word = random.nextInt(4) == 0
                    ? NASTY.get(random.nextInt(NASTY.size()))
                    : "word" + random.nextInt(1_000) + (random.nextInt(9) == 0 ? "." : "");
            text.append(i == 0 ? "" : " ").append(word);
        }
        return text.toString();
    }

    private static String url(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "javascript:alert(1)";
            case 1 -> "https://a.example/<!channel>|x";
            case 2 -> "https://a.example/" + "y".repeat(2_500);
            default -> "https://example.org/" + random.nextInt(100);
        };
    }

    private static List<Source> sources(Random random) {
        return many(random, 4).stream()
                .map(number -> new Source(
                        random.nextInt(5) == 0 ? "z".repeat(600) : "id" + number, prose(random, 8), prose(random, 3)))
                .toList();
    }

    private static List<Action> actions(Random random, int most) {
        return many(random, most).stream()
                .map(number -> new Action(
                        "action" + random.nextInt(3) + (random.nextInt(5) == 0 ? "#2" : ""),
                        prose(random, 6),
                        "v".repeat(random.nextInt(2_001)),
                        any(random, Action.Weight.values())))
                .toList();
    }

    private static Document withCitations(Document document, List<Source> sources) {
        return document.mapSpans(span -> {
            if (span instanceof Span.Citation citation) {
                return citation.number() > sources.size()
                        ? List.of()
                        : List.of(new Span.Text("[" + citation.number() + "]"));
            }
            return List.of(span);
        });
    }

    /** Only what can be seen counts, and a lone half of a character is seen as the replacement character. */
    /** Without blanks, and without {@code >}: at the beginning of a message nobody can tell it from a quotation's mark. */
    private static String bare(String text) {
        return BLANK.matcher(Mrkdwn.clean(text)).replaceAll("").replace(">", "");
    }

    private static List<String> ids(String text) {
        return Pattern.compile("r\\d+c\\d+z")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .toList();
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
