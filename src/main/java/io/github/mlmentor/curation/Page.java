package io.github.mlmentor.curation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of questions with answers, or of one article.
 *
 * <p>Its questions are the headings of the level at which most headings ask something, together with whatever the page itself
 * marks as a question. A page whose headings ask nothing is one article.
 */
final class Page {
    private static final Pattern ANSWER_MARK = Pattern.compile("^(?:A|Answer)\\s*\\d*\\s*:\\s+");

    private final String file;
    private final List<Piece> pieces;
    private final Map<String, JsonNode> fields;
    private final List<Problem> problems;

    /**
     * A piece of a page.
     *
     * @param asks whether the page marks it as a question; then it is a heading
     */
    record Piece(Block block, int line, boolean asks) {}

    /**
     * A page.
     *
     * @param fields what its front matter says of it
     */
    Page(String file, List<Piece> pieces, Map<String, JsonNode> fields, List<Problem> problems) {
        this.file = file;
        this.pieces = List.copyOf(pieces);
        this.fields = fields;
        this.problems = problems;
    }

    /**
     * Its questions with their answers.
     *
     * @param title what the page is called, or empty
     * @param whole whether it is one article whatever its headings say
     */
    List<Pair> pairs(String title, boolean whole) {
        if (pieces.isEmpty()) {
            problems.add(Problem.fatal(file, 1, "empty", "the file says nothing", "remove it or write into it"));
            return List.of();
        }
        int level = whole ? 0 : level(title.isEmpty() ? topHeading() : title);
        boolean marked = !whole && pieces.stream().anyMatch(Piece::asks);
        if (level > 0 || marked) {
            return questions(pieces, level);
        }
        List<Piece> bold =
                whole ? pieces : pieces.stream().map(Page::boldAsHeading).toList();
        return bold.stream().filter(Piece::asks).count() > 1 ? questions(bold, 0) : article(title);
    }

    /** The level at which most headings ask something, or 0 when the page is no list of questions. */
    private int level(String title) {
        Map<Integer, Integer> asking = new TreeMap<>();
        for (Piece piece : pieces) {
            if (!piece.asks() && piece.block() instanceof Block.Heading heading && Texts.isAsking(words(heading))) {
                asking.merge(heading.level(), 1, Integer::sum);
            }
        }
        // One heading at the top that asks is the page's title.
        asking.computeIfPresent(1, (level, count) -> count == 1 ? null : count);
        int best = asking.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(0);
        boolean manyOrNamed = asking.getOrDefault(best, 0) > 1 || isNamedForQuestions(title);
        // An article that asks in its title divides its own answer with its headings.
        return best > 0 && manyOrNamed && !(Texts.isAsking(title) && !isNamedForQuestions(title)) ? best : 0;
    }

    private String topHeading() {
        return pieces.get(0).block() instanceof Block.Heading heading && heading.level() == 1 ? words(heading) : "";
    }

    private static boolean isNamedForQuestions(String title) {
        String lower = title.toLowerCase(Locale.ROOT);
        return Stream.of("faq", "questions", "q&a", "help").anyMatch(lower::contains);
    }

    private static Piece boldAsHeading(Piece piece) {
        if (piece.block() instanceof Block.Paragraph paragraph
                && paragraph.spans().size() == 1
                && paragraph.spans().get(0) instanceof Span.Text text
                && text.styles().contains(Span.Style.STRONG)
                && Texts.isAsking(text.text())) {
            return new Piece(new Block.Heading(6, List.of(new Span.Text(text.text()))), piece.line(), true);
        }
        return piece;
    }

    private List<Pair> questions(List<Piece> from, int level) {
        List<Pair> pairs = new ArrayList<>();
        String topic = "";
        @Nullable Piece asked = null;
        boolean isGroup = false;
        List<Piece> answer = new ArrayList<>();
        for (Piece piece : from) {
            boolean heading = piece.block() instanceof Block.Heading;
            int depth = piece.block() instanceof Block.Heading found ? found.level() : 0;
            boolean starts = piece.asks()
                    || (heading && level > 0 && depth == level)
                    || (heading && level > 0 && depth < level && Texts.isAsking(words(piece.block())));
            boolean divides = !starts && heading && (level == 0 ? !insideAnswer(asked, depth) : depth < level);
            if (starts || divides) {
                close(pairs, asked, isGroup, topic, answer);
                answer = new ArrayList<>();
                asked = starts ? piece : null;
                // A heading above the questions that asks as well may only head them.
                isGroup = starts && !piece.asks() && depth < level;
                // The page's own title is no group of its questions.
                boolean title = depth == 1 && piece.equals(from.get(0));
                topic = piece.asks() || title || (starts && depth == level) ? topic : words(piece.block());
            } else {
                answer.add(piece);
            }
        }
        close(pairs, asked, isGroup, topic, answer);
        return pairs;
    }

    /** A question that is no heading itself has an answer without headings, so that the next heading ends it. */
    private static boolean insideAnswer(@Nullable Piece asked, int depth) {
        return asked != null && depth > 3;
    }

    private void close(List<Pair> pairs, @Nullable Piece asked, boolean isGroup, String topic, List<Piece> answer) {
        if (asked == null) {
            if (!answer.isEmpty()) {
                problems.add(Problem.of(
                        file,
                        answer.get(0).line(),
                        "left-out",
                        "text stands under no question",
                        "give it a heading that asks, if it is to be imported"));
            }
            return;
        }
        String question = Texts.question(asked.block());
        if (answer.isEmpty()) {
            if (!isGroup) {
                problems.add(Problem.fatal(
                        file, asked.line(), "no-answer", "\"" + question + "\" has no answer", "write it below"));
            }
            return;
        }
        Map<String, JsonNode> own = new LinkedHashMap<>();
        if (fields.get("author") != null) {
            own.put("author", fields.get("author"));
        }
        if (!topic.isEmpty() && !topic.equals(question)) {
            own.put("topic", JsonNodeFactory.instance.textNode(topic));
        }
        pairs.add(new Pair(file, asked.line(), question, document(answer), own));
    }

    private List<Pair> article(String title) {
        List<Piece> body = new ArrayList<>(pieces);
        String name = title;
        int line = body.get(0).line();
        if (body.get(0).block() instanceof Block.Heading heading && (heading.level() == 1 || name.isEmpty())) {
            name = name.isEmpty() ? words(heading) : name;
            body.remove(0);
        }
        String called = name.isEmpty() ? fileWords() : name;
        // A page may have something before its title.
        body.removeIf(piece -> piece.block() instanceof Block.Heading heading
                && heading.level() == 1
                && words(heading).equals(called));
        if (body.isEmpty()) {
            problems.add(Problem.fatal(file, line, "no-answer", "\"" + called + "\" has no text", "write it below"));
            return List.of();
        }
        return List.of(new Pair(file, line, Texts.question(called), document(body), fields));
    }

    private String fileWords() {
        String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.[a-zA-Z]+$", "");
        String words = name.replaceAll("[-_]+", " ").strip();
        return words.isEmpty() ? file : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** The blocks, without an "A:" before them. */
    private static Document document(List<Piece> pieces) {
        List<Block> blocks = new ArrayList<>(pieces.stream().map(Piece::block).toList());
        if (blocks.get(0) instanceof Block.Paragraph paragraph
                && paragraph.spans().get(0) instanceof Span.Text first
                && ANSWER_MARK.matcher(first.text()).find()) {
            List<Span> spans = new ArrayList<>(paragraph.spans());
            spans.set(0, new Span.Text(ANSWER_MARK.matcher(first.text()).replaceFirst(""), first.styles()));
            blocks.set(0, new Block.Paragraph(spans));
        }
        return new Document(blocks);
    }

    private static String words(Block block) {
        return new Document(List.of(block)).plainText().replaceAll("\\s+", " ").strip();
    }
}
