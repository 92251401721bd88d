package io.github.mlmentor.layout;

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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Replies and documents of any shape and length, full of what platforms could take for markup. */
public final class AnyReply {
    private static final List<String> NASTY = List.of(
            "<!channel>",
            "<!here|here>",
            "<@U012ABCDEF>",
            "<#C012|general>",
            "<!subteam^S1|@devs>",
            "@channel",
            "@Everyone",
            "@every@everyoneone",
            "@here",
            "<@!80351110224678912>",
            "<@&165511591545143296>",
            "</airhorn:816437322781949972>",
            "<t:1618953630:R>",
            "<:mmLol:216154654256398347>",
            "<a:b1nzy:392938283556143104>",
            "<id:customize>",
            "discord.gg/abc123",
            "https://discord.com/invite/abc",
            "[words](https://evil.example)",
            "**strong**",
            "__under__",
            "||spoiler||",
            "snake_case_name",
            "# heading",
            "-# small",
            "- item",
            "back\\slash",
            "\\",
            "\u00AF\\_(\u30C4)_/\u00AF",
            "``",
            "*",
            "line\n# break",
            "line\n- break",
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

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\u2060]+");

    private AnyReply() {}

    /** One reply of each kind, with much or little below it. */
    public static List<Reply> ofEachKind(Random random, int buttons, int value) {
        Document body = document(random, random.nextInt(8), true);
        List<Suggestion> suggestions = many(random, 5).stream()
                .map(number -> Suggestion.of(prose(random, 1 + random.nextInt(60))))
                .toList();
        List<Reading> readings = many(random, 5).stream()
                .map(number ->
                        new Reading("id", prose(random, 9), url(random), prose(random, 1), "beginner", "free", "about"))
                .toList();
        Advice advice = any(random, Advice.values());
        Reason reason = any(random, Reason.values());
        return List.of(
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
                new Reply.Panel(prose(random, 12), body, actions(random, buttons, value)));
    }

    /** Numbers from 0, at most so many. */
    public static List<Integer> many(Random random, int most) {
        return IntStream.range(0, random.nextInt(most + 1)).boxed().toList();
    }

    /** Any document. */
    public static Document document(Random random, int size, boolean anyLength) {
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

    /** Words in any look. */
    public static List<Span> spans(Random random, int length) {
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

    /** One of several. */
    public static <T> T any(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    /** Words, some of them nasty. */
    public static String prose(Random random, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            String word = random.nextInt(4) == 0
                    ? NASTY.get(random.nextInt(NASTY.size()))
                    : "word" + random.nextInt(1_000) + (random.nextInt(9) == 0 ? "." : "");
            text.append(i == 0 ? "" : " ").append(word);
        }
        return text.toString();
    }

    /** An address, some of them nasty. */
    public static String url(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "javascript:alert(1)";
            case 1 -> "https://a.example/<!channel>|x";
            case 2 -> "https://a.example/" + "y".repeat(2_500);
            default -> "https://example.org/" + random.nextInt(100);
        };
    }

    /** Up to four sources. */
    public static List<Source> sources(Random random) {
        return many(random, 4).stream()
                .map(number -> new Source(
                        random.nextInt(5) == 0 ? "z".repeat(600) : "id" + number, prose(random, 8), prose(random, 3)))
                .toList();
    }

    /** Buttons. */
    public static List<Action> actions(Random random, int most, int value) {
        return many(random, most).stream()
                .map(number -> new Action(
                        "action" + random.nextInt(3) + (random.nextInt(5) == 0 ? "#2" : ""),
                        prose(random, 6),
                        "v".repeat(random.nextInt(value + 1)),
                        any(random, Action.Weight.values())))
                .toList();
    }

    /** The document with its citations as words. */
    public static Document withCitations(Document document, List<Source> sources) {
        return document.mapSpans(span -> {
            if (span instanceof Span.Citation citation) {
                return citation.number() > sources.size()
                        ? List.of()
                        : List.of(new Span.Text("[" + citation.number() + "]"));
            }
            return List.of(span);
        });
    }

    /**
     * A table in which every cell has a word of its own.
     *
     * @param nasty whether cells have other words too
     * @param expected those words, row by row, are added to it
     */
    public static Block table(Random random, int columns, int rows, boolean nasty, List<String> expected) {
        List<List<List<Span>>> cells = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<List<Span>> line = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                String id = "r" + row + "c" + column + "z";
                expected.add(id);
                List<Span> spans = new ArrayList<>(nasty ? spans(random, 2) : List.of());
                spans.add(new Span.Text(" " + id + " "));
                line.add(spans);
            }
            cells.add(line);
        }
        List<List<Span>> header = IntStream.range(0, columns)
                .mapToObj(column -> List.<Span>of(new Span.Text("head" + column)))
                .toList();
        return new Block.Table(header, cells);
    }

    /** The cells' own words in a text, in its order. */
    public static List<String> cells(String text) {
        return Pattern.compile("r\\d+c\\d+z")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .toList();
    }

    /** Only what can be seen counts, and a lone half of a character is seen as the replacement character. */
    public static String bare(String text) {
        return BLANK.matcher(Characters.clean(text)).replaceAll("");
    }
}
