package io.github.mlmentor.mentoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.curation.Cleaning;
import io.github.mlmentor.curation.Ids;
import io.github.mlmentor.knowledge.Catalogue;
import io.github.mlmentor.knowledge.Kind;
import io.github.mlmentor.knowledge.Resource;
import io.github.mlmentor.knowledge.Schema;
import io.github.mlmentor.markdown.MarkdownReader;
import io.github.mlmentor.markdown.MarkdownWriter;
import io.github.mlmentor.yaml.YamlText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Article files: written from a mentor's words, and changed so that a diff shows the change and nothing else. */
public final class Articles {
    static final String FOLDER = "community/";
    private static final int LONGEST_ID = 50;
    private static final String NOBODY = "a mentor of this community";
    private static final String HEADING = "What a mentor says";
    private static final Pattern LINE = Pattern.compile("(.{1,110}|\\S{111,})(?: |$)");
    private static final Pattern SENTENCE = Pattern.compile("(?s)^(.{80,480}?[.!?])(\\s.*)$");
    /** What an article about something particular needs, a mentor's answer has not. */
    private static final Set<Kind> GENERAL =
            Set.of(Kind.LEARNING, Kind.PROJECT, Kind.INTERVIEW, Kind.JOB_SEARCH, Kind.CAREER, Kind.PRACTICE);

    private Articles() {}

    static String origin(String id) {
        return FOLDER + id + ".md";
    }

    /** A name for an article that answers a question. */
    static String id(String question) {
        return Ids.of(question, LONGEST_ID);
    }

    static boolean isGeneral(Kind kind) {
        return GENERAL.contains(kind);
    }

    /**
     * What an article is made of.
     *
     * @param asks ways to ask, the question itself among them or not
     * @param related ids of articles
     * @param author who is named, or empty
     */
    record Ingredients(
            String id,
            String title,
            Kind kind,
            List<String> asks,
            String answer,
            List<String> related,
            String author) {}

    /** A new article. Links of the answer that the catalogue knows become resources; others are named by their host. */
    static String write(Ingredients from, Catalogue catalogue) {
        Cleaning.Cleaned cleaned = Cleaning.clean(MarkdownReader.read(from.answer()));
        List<String> resources = new ArrayList<>();
        for (String url : cleaned.links().keySet()) {
            catalogue.all().stream()
                    .filter(resource -> same(resource.url(), url))
                    .map(Resource::id)
                    .findFirst()
                    .ifPresent(resources::add);
        }
        Cut cut = cut(cleaned.text());
        ObjectNode front = JsonNodeFactory.instance.objectNode();
        front.put("id", from.id())
                .put("title", from.title())
                .put("kind", from.kind().code());
        front.set("asks", array(distinct(from.title(), from.asks())));
        StringBuilder text = new StringBuilder("---\n").append(YamlText.write(front));
        if (!cut.shortAnswer().isEmpty()) {
            text.append(folded(cut.shortAnswer()));
        }
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        if (!resources.isEmpty()) {
            rest.set("resources", array(resources));
        }
        if (!from.related().isEmpty()) {
            rest.set("see_also", array(from.related()));
        }
        rest.put("advice", "opinion")
                .put("author", from.author().isEmpty() ? NOBODY : from.author())
                .put("status", "live");
        text.append(YamlText.write(rest)).append("---\n");
        if (!cut.body().isEmpty()) {
            text.append("\n## ")
                    .append(HEADING)
                    .append("\n\n")
                    .append(MarkdownWriter.write(cut.body()))
                    .append('\n');
        }
        return text.toString();
    }

    private static boolean same(String one, String other) {
        return one.replaceFirst("/$", "").equalsIgnoreCase(other.replaceFirst("/$", ""));
    }

    /** Each way to ask once, the title first, whatever its case and punctuation. */
    private static List<String> distinct(String title, List<String> asks) {
        Map<String, String> distinct = new LinkedHashMap<>();
        distinct.put(Schema.askKey(title), title);
        asks.stream()
                .map(ask -> ask.replaceAll("\\s+", " ").strip())
                .filter(ask -> !ask.isEmpty())
                .forEach(ask -> distinct.putIfAbsent(Schema.askKey(ask), ask));
        return List.copyOf(distinct.values());
    }

    private static ArrayNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static String folded(String words) {
        return "short: >\n"
                + LINE.matcher(words.replaceAll("\\s+", " ").strip()).replaceAll("  $1\n");
    }

    private record Cut(String shortAnswer, Document body) {}

    /** The first paragraph is the short answer, or its first sentences where it is long. */
    private static Cut cut(Document answer) {
        List<Block> blocks = answer.blocks();
        if (blocks.isEmpty() || !(blocks.get(0) instanceof Block.Paragraph)) {
            return new Cut("", sunk(blocks));
        }
        String first = new Document(List.of(blocks.get(0)))
                .plainText()
                .replaceAll("\\s+", " ")
                .strip();
        List<Block> rest = blocks.subList(1, blocks.size());
        if (first.length() <= Schema.SHORT_MOST) {
            return new Cut(first, sunk(rest));
        }
        java.util.regex.Matcher sentence = SENTENCE.matcher(first);
        return new Cut(sentence.matches() ? sentence.group(1) : "", sunk(blocks));
    }

    /** No heading of an answer divides the article. */
    private static Document sunk(List<Block> blocks) {
        return new Document(blocks.stream()
                .map(block -> block instanceof Block.Heading heading && heading.level() < 3
                        ? (Block) new Block.Heading(3, heading.spans())
                        : block)
                .toList());
    }

    /** A mentor's article without his name. */
    public static String unnamed(String markdown) {
        return withField(markdown, "author", "author: " + NOBODY + "\n");
    }

    /** The short answer put in the place of the one that is there. */
    static String withShort(String markdown, String words) {
        return withField(markdown, "short", folded(Cleaning.withoutAddresses(words)));
    }

    /** Read just now, and to be read again a year later. */
    static String reviewed(String markdown, LocalDate today, String by) {
        String dated = withField(markdown, "reviewed", "reviewed: " + today + "\n");
        dated = withField(
                dated,
                "reviewed_by",
                YamlText.write(JsonNodeFactory.instance.objectNode().put("reviewed_by", by)));
        return withField(dated, "review_by", "review_by: " + today.plusYears(1) + "\n");
    }

    /** A field of the front matter with another value, where it stands, or at the end; nothing else changes. */
    private static String withField(String markdown, String field, String lines) {
        List<String> all = new ArrayList<>(List.of(markdown.split("\n", -1)));
        int end = 1;
        while (end < all.size() && !all.get(end).stripTrailing().equals("---")) {
            end++;
        }
        int from = end;
        int to = end;
        for (int i = 1; i < end; i++) {
            if (all.get(i).startsWith(field + ":")) {
                from = i;
                to = i + 1;
                while (to < end
                        && (all.get(to).isBlank()
                                || Character.isWhitespace(all.get(to).charAt(0)))) {
                    to++;
                }
                break;
            }
        }
        List<String> changed = new ArrayList<>(all.subList(0, from));
        changed.addAll(List.of(lines.stripTrailing().split("\n", -1)));
        changed.addAll(all.subList(to, all.size()));
        return String.join("\n", changed);
    }

    /**
     * A part of a file under a second-level heading.
     *
     * @param heading its words
     * @param text what stands below it, as it is written
     */
    record Part(String heading, String text, int from, int to) {}

    /** The parts of a file's body, in their order. */
    static List<Part> parts(String markdown) {
        List<String> lines = List.of(markdown.split("\n", -1));
        List<Integer> starts = new ArrayList<>();
        int dashes = 0;
        boolean fenced = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (dashes < 2 && line.stripTrailing().equals("---")) {
                dashes++;
            } else if (dashes == 2) {
                fenced ^= line.strip().startsWith("```");
                if (!fenced && line.startsWith("## ")) {
                    starts.add(i);
                }
            }
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int from = starts.get(i);
            int to = i + 1 < starts.size() ? starts.get(i + 1) : lines.size();
            parts.add(new Part(
                    lines.get(from).substring(3).strip(),
                    String.join("\n", lines.subList(from + 1, to)).strip(),
                    from,
                    to));
        }
        return parts;
    }

    /** One part's text in the place of what is there. */
    static String withPart(String markdown, Part part, String text) {
        List<String> lines = List.of(markdown.split("\n", -1));
        List<String> changed = new ArrayList<>(lines.subList(0, part.from() + 1));
        changed.add("");
        changed.addAll(List.of(text.strip().replace("\r\n", "\n").split("\n", -1)));
        changed.add("");
        changed.addAll(lines.subList(part.to(), lines.size()));
        return String.join("\n", changed).stripTrailing() + "\n";
    }
}
