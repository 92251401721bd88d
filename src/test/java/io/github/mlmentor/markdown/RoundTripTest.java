package io.github.mlmentor.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read as the same document, whatever its words are. */
class RoundTripTest {
    private static final int TRIES = 3_000;

    /** Everything that means something in Markdown somewhere, and some words between. */
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "word",
            "é",
            "中",
            "😀",
            "\u00A0",
            "\u3000",
            "—",
            "1.",
            "2)",
            "10. ",
            " ",
            "  ",
            "    ",
            "\t",
            "*",
            "**",
            "***",
            "_",
            "__",
            "`",
            "``",
            "```",
            "~~~",
            "~",
            "[",
            "]",
            "(",
            ")",
            "](",
            "![",
            "!",
            "<",
            ">",
            "> ",
            "# ",
            "##",
            "#",
            "- ",
            "-",
            "* ",
            "+ ",
            "---",
            "===",
            "=",
            "|",
            "| ",
            "|-|",
            ":",
            ":-",
            "\\",
            "&",
            "&amp;",
            "&#35;",
            "&copy;",
            ";",
            "<b>",
            "</b>",
            "<!--",
            "-->",
            "<https://x.example>",
            "https://x.example",
            "(<u v>)",
            "[r]: /u",
            "\"",
            "'",
            "$",
            "{",
            "}",
            "\\\n");

    private static final List<String> LINES =
            List.of("\n", "\n\n", "\n  ", "\n    ", "\n> ", "\n- ", "\n1. ", "\na|b\n-|-\n", "\n```\n", "\n\n    ");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# no heading",
                "1. no list",
                "123456789) no list",
                "- no list",
                "+ no list",
                "* no list",
                "> no quote",
                "    no code",
                "\tno code",
                "```\nno code\n```",
                "~~~\nno code",
                "no heading\n===",
                "no heading\n---",
                "---",
                "***",
                "a | b\n--- | ---\n1 | 2",
                "a\n:-:",
                "[no]: https://example.org",
                "[no link](https://example.org)",
                "![no image](https://example.org)",
                "<https://example.org>",
                "<script>alert(1)</script>",
                "<!-- no comment -->",
                "&amp; &lt; &#42; &copy; & &nosuch;",
                "*no* **emphasis** _no_ __emphasis__ `no code`",
                "snake_case_name and 2 * 3 * 4",
                "back\\slash\\",
                "\\",
                "one\ntwo",
                "one\n\n\nthree",
                "\nbegins with a line",
                "ends with a line\n",
                " spaces around ",
                "spaces  \n  around a line",
                "carriage\rreturn",
                "@everyone <@U123> #channel",
                "]",
                "[",
                "!",
                "C:\\new\\table",
                "¯\\_(ツ)_/¯"
            })
    void aParagraphStaysTheWordsThatItIs(String words) {
        assertKept(Document.of(words));
        for (Set<Span.Style> styles : List.of(
                Set.of(Span.Style.STRONG),
                Set.of(Span.Style.EMPHASIS),
                Set.of(Span.Style.STRONG, Span.Style.EMPHASIS))) {
            assertKept(new Document(List.of(new Block.Paragraph(List.of(new Span.Text(words, styles))))));
        }
        assertKept(
                new Document(List.of(new Block.Quote(Document.of(words, words).blocks()))));
        assertKept(new Document(
                List.of(new Block.Listing(true, List.of(Document.of(words).blocks())))));
        List<Span> span = List.of(new Span.Text(words));
        assertKept(new Document(List.of(new Block.Heading(2, span))));
        assertKept(new Document(List.of(new Block.Table(List.of(span, span), List.of(List.of(span, List.of()))))));
        assertKept(new Document(List.of(new Block.Paragraph(List.of(new Span.Link(words, "https://example.org"))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"`", "``", "a`b``c", " a ", " ", "`a", "a\\", "a|b", "a\\|b", "*a*", "<b>", "&amp;", "#"})
    void codeInALineStaysWhatItIs(String code) {
        List<Span> spans = List.of(new Span.Text(code, Set.of(Span.Style.CODE)));
        assertKept(new Document(List.of(new Block.Paragraph(spans))));
        assertKept(new Document(List.of(new Block.Table(List.of(spans), List.of(List.of(spans))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "```",
                "~~~~\n````",
                "  indented\n\n\n",
                "trailing spaces   \nend",
                "- a\n# b",
                "\\ &amp;"
            })
    void preformattedTextStaysWhatItIs(String code) {
        for (String language : List.of("", "python", "a`b", "~x", "c++ {.x}", "a\\*&amp;")) {
            Block block = new Block.Code(language, code);
            assertKept(new Document(List.of(block)));
            assertKept(new Document(List.of(new Block.Quote(List.of(block)))));
            assertKept(new Document(List.of(new Block.Listing(false, List.of(List.of(block), List.of(block))))));
        }
    }

    @Test
    void neighboursDoNotGrowTogether() {
        Block list = new Block.Listing(false, List.of(Document.of("a").blocks()));
        Block steps = new Block.Listing(true, List.of(Document.of("a").blocks()));
        Block quote = new Block.Quote(Document.of("a").blocks());
        Block words = Document.of("a").blocks().get(0);

        assertKept(new Document(List.of(list, list, list, steps, steps, steps, quote, quote, words, words)));
        assertKept(new Document(List.of(new Block.Listing(false, List.of(List.of(words, list, words, steps, list))))));
        Block table = new Block.Table(List.of(List.of(new Span.Text("-"))), List.of());
        for (Block first : List.of(table, quote, list, new Block.Heading(1, List.of()), new Block.Code("", ""))) {
            Block inner = new Block.Listing(false, List.of(List.of(first)));
            assertKept(new Document(List.of(new Block.Listing(false, List.of(List.of(words, inner))))));
        }
    }

    @Test
    void listsInListsKeepTheirDepth() {
        Block list =
                new Block.Listing(false, List.of(List.of(), Document.of("a").blocks(), List.of()));
        for (int depth = 0; depth < 5; depth++) {
            list = new Block.Listing(
                    depth % 2 == 0,
                    List.of(List.of(list), List.of(Document.of("b").blocks().get(0), list)));
            assertKept(new Document(List.of(list)));
        }
        Block empty = new Block.Listing(false, List.of(List.of()));
        for (int depth = 0; depth < 5; depth++) {
            empty = new Block.Listing(false, List.of(List.of(empty)));
            assertKept(new Document(List.of(empty)));
        }
    }

    @Test
    void everyDocumentThatCanBeReadIsKept() {
        Random random = new Random(20_261_121);
        for (int i = 0; i < TRIES; i++) {
            StringBuilder markdown = new StringBuilder();
            for (int pieces = 1 + random.nextInt(14); pieces > 0; pieces--) {
                markdown.append(pick(random, random.nextInt(5) == 0 ? LINES : PIECES));
            }
            assertKept(MarkdownReader.read(markdown.toString()));
        }
    }

    @Test
    void everyDocumentThatCanBeBuiltIsKept() {
        Random random = new Random(20_261_122);
        for (int i = 0; i < TRIES; i++) {
            assertKept(new Document(blocks(random, 2)));
        }
    }

    @Test
    void theShippedArticlesAreKept() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("config/knowledge"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".md")).toList()) {
                assertKept(MarkdownReader.read(Files.readString(file)));
            }
        }
    }

    private static void assertKept(Document document) {
        String written = MarkdownWriter.write(document);
        assertThat(normal(MarkdownReader.read(written))).as(written).isEqualTo(normal(document));
    }

    /** One span for each character; a space has no style, because at the edge of an emphasis it cannot have one. */
    private static Document normal(Document document) {
        Function<Span, List<Span>> characters = span -> {
            if (!(span instanceof Span.Text text)) {
                return List.of(span);
            }
            boolean code = text.styles().contains(Span.Style.CODE);
            return text.text()
                    .codePoints()
                    .<Span>mapToObj(character -> new Span.Text(
                            Character.toString(character),
                            !code && (Character.isWhitespace(character) || Character.isSpaceChar(character))
                                    ? Set.of()
                                    : text.styles()))
                    .toList();
        };
        return document.mapSpans(characters);
    }

    private static List<Block> blocks(Random random, int depth) {
        List<Block> blocks = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            blocks.add(
                    switch (random.nextInt(depth > 0 ? 7 : 4)) {
                        case 0 -> new Block.Heading(1 + random.nextInt(6), spans(random));
                        case 1 -> table(random);
                        case 2 ->
                            new Block.Code(
                                    random.nextBoolean()
                                            ? ""
                                            : "x" + words(random, 1).strip(),
                                    code(random));
                        case 3 -> new Block.Paragraph(spans(random));
                        case 4 -> new Block.Quote(blocks(random, depth - 1));
                        default ->
                            new Block.Listing(
                                    random.nextBoolean(),
                                    Stream.generate(() -> blocks(random, depth - 1))
                                            .limit(1 + random.nextInt(3))
                                            .toList());
                    });
        }
        return blocks;
    }

    private static Block.Table table(Random random) {
        int columns = 1 + random.nextInt(3);
        return new Block.Table(
                Stream.generate(() -> spans(random)).limit(columns).toList(),
                Stream.generate(() -> Stream.generate(() -> spans(random))
                                .limit(columns)
                                .toList())
                        .limit(random.nextInt(3))
                        .toList());
    }

    private static List<Span> spans(Random random) {
        List<Span> spans = new ArrayList<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            if (random.nextInt(5) == 0) {
                spans.add(new Span.Link(words(random, 3), words(random, 3)));
            } else {
                EnumSet<Span.Style> styles = EnumSet.noneOf(Span.Style.class);
                Stream.of(Span.Style.values())
                        .filter(style -> random.nextInt(4) == 0)
                        .forEach(styles::add);
                String words = words(random, 4);
                spans.add(new Span.Text(
                        styles.contains(Span.Style.CODE) ? words.replace("\n", "") + "x" : words, styles));
            }
        }
        return spans;
    }

    /** Without lines of nothing but spaces: in a list, these are read as empty ones. */
    private static String code(Random random) {
        String code = words(random, 3) + pick(random, LINES) + words(random, 3);
        return code.replaceAll("(?m)^[ \\t]+$", "");
    }

    private static String words(Random random, int most) {
        StringBuilder words = new StringBuilder();
        for (int pieces = 1 + random.nextInt(most); pieces > 0; pieces--) {
            words.append(pick(random, PIECES));
        }
        return words.toString();
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
