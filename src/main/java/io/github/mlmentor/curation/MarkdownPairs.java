package io.github.mlmentor.curation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.Problem;
import io.github.mlmentor.markdown.MarkdownReader;
import io.github.mlmentor.yaml.YamlException;
import io.github.mlmentor.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pairs in Markdown, with or without front matter: a page of questions, or one article a file. */
final class MarkdownPairs {
    private static final Pattern SUMMARY = Pattern.compile("(?is)<summary[^>]*>(.*?)</summary>(.*)");
    private static final Pattern FOLD = Pattern.compile("(?i)</?details[^>]*>");

    private MarkdownPairs() {}

    static List<Pair> read(String file, String text, Fields fields, boolean whole, List<Problem> problems) {
        List<String> lines = text.replace("\r\n", "\n").lines().toList();
        int body = 0;
        String title = "";
        Map<String, JsonNode> own = new LinkedHashMap<>();
        int end = end(lines);
        if (end > 0) {
            try {
                JsonNode front = YamlTree.parse(String.join("\n", lines.subList(1, end)), 2)
                        .root();
                if (front instanceof ObjectNode object) {
                    String name = fields.find("question", (Iterable<String>) object::fieldNames);
                    title = name == null ? "" : object.path(name).asText().strip();
                    own.putAll(fields.of(object));
                }
            } catch (YamlException e) {
                problems.add(Problem.fatal(
                        file,
                        e.line(),
                        "bad-yaml",
                        e.problem(),
                        "mend the front matter; quote texts that contain \": \""));
                return List.of();
            }
            body = end + 1;
        }
        int offset = body;
        List<Page.Piece> pieces = new ArrayList<>();
        for (MarkdownReader.Placed placed :
                MarkdownReader.readPlaced(String.join("\n", lines.subList(body, lines.size())))) {
            add(pieces, placed.block(), placed.line() + offset);
        }
        boolean ours = own.containsKey("asks") || own.containsKey("short");
        return new Page(file, pieces, own, problems).pairs(title, whole || ours);
    }

    /** The line that closes the front matter, or 0 when there is none. */
    private static int end(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).strip().equals("---")) {
            return 0;
        }
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).stripTrailing().equals("---")) {
                return i;
            }
        }
        return 0;
    }

    /** Folded answers are HTML in the midst of Markdown. */
    private static void add(List<Page.Piece> pieces, Block block, int line) {
        if (!(block instanceof Block.Paragraph)) {
            pieces.add(new Page.Piece(block, line, false));
            return;
        }
        String words = new Document(List.of(block)).plainText();
        Matcher summary = SUMMARY.matcher(words);
        if (summary.find()) {
            String question = Texts.question(summary.group(1));
            pieces.add(new Page.Piece(new Block.Heading(6, List.of(new Span.Text(question))), line, true));
            String rest = FOLD.matcher(summary.group(2)).replaceAll("").strip();
            if (!rest.isEmpty()) {
                Texts.answer(rest).blocks().forEach(more -> pieces.add(new Page.Piece(more, line, false)));
            }
        } else if (!FOLD.matcher(words).replaceAll("").isBlank()) {
            pieces.add(new Page.Piece(block, line, false));
        }
    }
}
