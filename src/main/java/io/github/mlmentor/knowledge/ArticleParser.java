package io.github.mlmentor.knowledge;

import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.markdown.MarkdownReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one article. Anything with an id and a title (or {@code question}) is an article; the rest is lint's business. */
final class ArticleParser {
    static final Set<String> FIELDS = Set.of(
            "id",
            "title",
            "question",
            "kind",
            "asks",
            "short",
            "roles",
            "duties",
            "skills",
            "resources",
            "advice",
            "reviewed",
            "reviewed_by",
            "review_by",
            "author",
            "aliases",
            "prerequisites",
            "levels",
            "compares",
            "see_also",
            "served",
            "status",
            "tags");

    /** Fields that say what an article is about and nothing of where it belongs. */
    private static final Set<String> TEXTS = Set.of("id", "title", "question", "asks", "short");

    private ArticleParser() {}

    /** An article with the lines of its fields, for lint. */
    record Parsed(Article article, FrontMatter fields, String body, int bodyLine) {}

    static Optional<Parsed> parse(ArticleText text, List<Problem> problems) {
        FrontMatter.Split split = FrontMatter.split(text, problems);
        if (split.yaml() == null) {
            return Optional.empty();
        }
        FrontMatter fields =
                new FrontMatter(text.origin(), split.yaml(), "", split.yaml().root(), problems);
        boolean titled = fields.has("title") || fields.has("question");
        for (String name : titled ? List.of("id") : List.of("id", "title")) {
            if (!fields.has(name)) {
                problems.add(Problem.fatal(text.origin(), 1, "missing-field", "\"" + name + "\" is missing", "add it"));
            }
        }
        if (!fields.has("id") || !titled) {
            return Optional.empty();
        }
        if (!fields.isValue("id")) {
            problems.add(
                    Problem.fatal(text.origin(), fields.line("id"), "bad-value", "\"id\" is not a text", "write one"));
            return Optional.empty();
        }
        String title = fields.text(fields.has("title") ? "title" : "question").replaceAll("\\s+", " ");
        Article article = new Article(
                fields.text("id"),
                title,
                kind(fields, text.profile()),
                fields.texts("asks"),
                fields.text("short").replaceAll("\\s+", " "),
                sections(split.body(), split.bodyLine(), text.profile()),
                fields.texts("roles"),
                fields.texts("duties"),
                fields.texts("skills"),
                fields.texts("resources"),
                advice(fields),
                fields.date("reviewed"),
                fields.text("reviewed_by"),
                fields.date("review_by"),
                fields.text("author"),
                fields.texts("aliases"),
                fields.texts("prerequisites"),
                levels(fields),
                fields.texts("compares"),
                fields.texts("see_also"),
                choice(fields, "served", "adapted", "verbatim").equals("verbatim"),
                choice(fields, "status", "live", "draft").equals("live"),
                tags(fields, text.profile()),
                text.profile(),
                text.origin());
        return Optional.of(new Parsed(article, fields, split.body(), split.bodyLine()));
    }

    private static Kind kind(FrontMatter fields, Profile profile) {
        String code = fields.text("kind");
        Optional<Kind> kind = Kind.of(code);
        if (kind.isEmpty() && !code.isEmpty() && profile != Profile.FOREIGN) {
            fields.wrong(
                    "kind", "is not a kind of article: " + code, "use one of the kinds in config/knowledge/README.md");
        }
        return kind.orElse(Kind.PRACTICE);
    }

    private static Advice advice(FrontMatter fields) {
        return Advice.valueOf(
                choice(fields, "advice", "fact", "opinion", "market").toUpperCase(Locale.ROOT));
    }

    /** The field's value if it is one of those allowed, else the first of them. */
    private static String choice(FrontMatter fields, String name, String... allowed) {
        String value = fields.text(name);
        if (List.of(allowed).contains(value)) {
            return value;
        }
        if (!value.isEmpty()) {
            fields.wrong(name, "is \"" + value + "\"", "use one of " + String.join(", ", allowed));
        }
        return allowed[0];
    }

    private static Map<Level, String> levels(FrontMatter fields) {
        Map<String, String> texts = fields.map("levels");
        Map<Level, String> levels = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            String evidence = texts.remove(level.code());
            if (evidence != null) {
                levels.put(level, evidence);
            }
        }
        if (!texts.isEmpty()) {
            fields.wrong("levels", "has unknown levels " + texts.keySet(), "use aware, working and strong");
        }
        return levels;
    }

    /**
     * A foreign article keeps its fields as tags, so that a scope can name them: its own, and those of ours with one value, which
     * may mean something else to whoever wrote it.
     */
    private static Map<String, String> tags(FrontMatter fields, Profile profile) {
        Map<String, String> tags = fields.map("tags");
        if (profile == Profile.FOREIGN) {
            for (String name : fields.names()) {
                if (!FIELDS.contains(name)) {
                    tags.put(name, String.join(" ", fields.texts(name)));
                } else if (!TEXTS.contains(name) && fields.isValue(name)) {
                    tags.putIfAbsent(name, fields.text(name));
                }
            }
        }
        return tags;
    }

    /** Divides the body at second-level headings; what stands before the first is a section without a heading. */
    private static List<Section> sections(String body, int bodyLine, Profile profile) {
        List<Section> sections = new ArrayList<>();
        List<String> part = new ArrayList<>();
        int start = bodyLine;
        int line = bodyLine;
        Fences fences = new Fences();
        for (String text : body.split("\n", -1)) {
            if (!fences.covers(text) && (text.startsWith("## ") || text.startsWith("# "))) {
                add(sections, part, start, profile);
                part = new ArrayList<>();
                start = line;
            }
            part.add(text);
            line++;
        }
        add(sections, part, start, profile);
        return sections;
    }

    private static void add(List<Section> sections, List<String> lines, int line, Profile profile) {
        String markdown = String.join("\n", lines);
        Document document =
                profile == Profile.FOREIGN ? MarkdownReader.readWithoutTags(markdown) : MarkdownReader.read(markdown);
        if (document.isEmpty()) {
            return;
        }
        if (document.blocks().get(0) instanceof Block.Heading heading) {
            String words = new Document(List.of(heading)).plainText();
            Document rest =
                    new Document(document.blocks().subList(1, document.blocks().size()));
            sections.add(new Section(words, rest, line));
        } else {
            sections.add(new Section("", document, line));
        }
    }
}
