package io.github.mlmentor.curation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.ArticleSource;
import io.github.mlmentor.knowledge.ArticleText;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.knowledge.Problem;
import io.github.mlmentor.knowledge.Profile;
import io.github.mlmentor.knowledge.Schema;
import io.github.mlmentor.markdown.MarkdownWriter;
import io.github.mlmentor.yaml.YamlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes draft articles of other people's questions and answers.
 *
 * <p>A draft says under {@code tags} what it was made of, so that a second run knows it again wherever it was moved to and
 * whatever became of it. No file that exists is ever written to.
 */
public final class DraftImport {
    private static final int LONGEST_ID = 60;
    private static final String IMPORTED = "imported";
    private static final String IMPORTED_FROM = "imported_from";
    private static final String SHORT = "short";
    /** What YAML takes for the end of a line, or does not take at all. */
    private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}\\x85\\u2028\\u2029\\uFEFF]+");

    private static final Pattern LINE = Pattern.compile("(.{1,110}|\\S{111,})(?: |$)");

    private final Where where;
    private final SourceFormat format;
    private final Fields fields;
    private final boolean whole;
    private final Function<String, Optional<Draft.Similar>> nearest;

    private final List<Problem> problems = new ArrayList<>();
    private final List<ImportReport.Skipped> skipped = new ArrayList<>();
    /** From the mark of a pair to the article that was made of it. */
    private final Map<String, String> made = new HashMap<>();
    /** From the mark of a question and the file that it came from to the article that was made of it before this run. */
    private final Map<String, String> madeBefore = new HashMap<>();
    /** From what is asked to the article that asks it. */
    private final Map<String, String> asked = new HashMap<>();

    private final Set<String> ids = new HashSet<>();

    /**
     * Where drafts go and what is there.
     *
     * @param loader reads what there is
     * @param knowledge the folder of articles
     * @param into the folder of drafts, inside of it or not
     */
    public record Where(KnowledgeLoader loader, Path knowledge, Path into, LocalDate today) {
        private boolean isInside() {
            return absolute(into).startsWith(absolute(knowledge));
        }

        private static Path absolute(Path path) {
            return path.toAbsolutePath().normalize();
        }

        /** How a curator would name a draft's file. */
        private String name(String file) {
            Path folder = isInside() ? absolute(knowledge).relativize(absolute(into)) : into;
            return folder.resolve(file).toString().replace('\\', '/');
        }
    }

    /**
     * An import, for one run.
     *
     * @param whole whether every Markdown and HTML file is one article, whatever its headings say
     * @param nearest the article that answers a question already, if one does
     */
    public DraftImport(
            Where where,
            SourceFormat format,
            Fields fields,
            boolean whole,
            Function<String, Optional<Draft.Similar>> nearest) {
        this.where = where;
        this.format = format;
        this.fields = fields;
        this.whole = whole;
        this.nearest = nearest;
    }

    /**
     * Imports files and folders.
     *
     * @param write whether to write the drafts, or only to say what would be
     * @throws IllegalArgumentException when a source cannot be found or its format told
     * @throws UncheckedIOException when something cannot be read or written
     */
    public ImportReport run(List<Path> sources, boolean write) {
        SourceFiles files = new SourceFiles(format, fields, whole, problems);
        List<Pair> pairs = new ArrayList<>();
        sources.forEach(source -> pairs.addAll(files.read(source)));
        KnowledgeLoader.Loaded there = there();
        Stream.concat(there.base().articles().stream(), there.drafts().stream()).forEach(this::remember);
        Proposals proposals = new Proposals(there.base().catalogue());
        List<Draft> drafts = new ArrayList<>();
        for (Pair pair : pairs) {
            draft(pair, proposals).ifPresent(drafts::add);
        }
        List<Draft> linted = linted(drafts);
        if (write) {
            linted.forEach(this::write);
        }
        return new ImportReport(linted, skipped, problems, proposals.all());
    }

    private KnowledgeLoader.Loaded there() {
        boolean apart = !where.isInside() && Files.isDirectory(where.into());
        KnowledgeLoader loader = apart ? where.loader().with(MarkdownFolder.curated(where.into())) : where.loader();
        return loader.load(where.today());
    }

    private void remember(Article article) {
        ids.add(article.id());
        asked.putIfAbsent(Schema.askKey(article.title()), article.id());
        article.asks().forEach(ask -> asked.putIfAbsent(Schema.askKey(ask), article.id()));
        String mark = article.tags().getOrDefault(IMPORTED, "");
        if (!mark.isEmpty()) {
            made.put(mark, article.origin());
            String question = mark.replaceFirst("-.*$", "");
            madeBefore.put(question + " " + article.tags().getOrDefault(IMPORTED_FROM, ""), article.origin());
        }
    }

    private Optional<Draft> draft(Pair pair, Proposals proposals) {
        String from = pair.file() + ":" + pair.line();
        String questionMark =
                Ids.hash(Schema.askKey(pair.question()).isEmpty() ? pair.question() : Schema.askKey(pair.question()));
        String mark = questionMark + "-" + Ids.hash(MarkdownWriter.write(pair.answer()));
        String same = made.get(mark);
        String before = madeBefore.get(questionMark + " " + pair.file());
        if (same != null || before != null) {
            skipped.add(new ImportReport.Skipped(
                    from, pair.question(), same != null ? same : String.valueOf(before), same == null));
            return Optional.empty();
        }
        String id = id(pair);
        String file = where.name(id + ".md");
        Cleaning.Cleaned cleaned = Cleaning.clean(pair.answer());
        boolean shortGiven = pair.fields().containsKey(SHORT);
        Sectioning.Cut cut = Sectioning.cut(cleaned.text(), shortGiven);
        List<String> notes = new ArrayList<>();
        String title = title(pair.question());
        if (!title.equals(pair.question())) {
            notes.add("the question is longer than a title may be and was cut");
        }
        List<Draft.Similar> similar = similar(pair.question());
        Map<String, String> links = new LinkedHashMap<>();
        List<String> resources = new ArrayList<>();
        cleaned.links()
                .forEach((url, words) -> proposals
                        .known(url)
                        .ifPresentOrElse(resources::add, () -> links.put(url, proposals.propose(url, words, id))));
        ObjectNode front = front(id, title, pair, cut, resources, mark);
        String markdown = markdown(from, front, cut, similar, links);
        made.put(mark, file);
        asked.putIfAbsent(Schema.askKey(pair.question()), id);
        return Optional.of(new Draft(id, title, file, from, similar, notes, List.of(), markdown));
    }

    private String id(Pair pair) {
        JsonNode given = pair.fields().get("id");
        String own = given == null ? "" : given.asText();
        // A number is the name of a row, not of an article.
        boolean usable = Schema.isId(own) && own.matches(".*[a-z].*");
        String base = usable ? own : Ids.of(pair.question(), LONGEST_ID);
        String id = base;
        for (int number = 2; ids.contains(id) || Files.exists(where.into().resolve(id + ".md")); number++) {
            id = base + "-" + number;
        }
        ids.add(id);
        return id;
    }

    private static String title(String question) {
        if (question.length() <= Schema.TITLE_LIMIT) {
            return question;
        }
        int cut = question.lastIndexOf(' ', Schema.TITLE_LIMIT - 1);
        return question.substring(0, cut > 0 ? cut : Schema.TITLE_LIMIT - 1).stripTrailing() + "…";
    }

    private List<Draft.Similar> similar(String question) {
        List<Draft.Similar> similar = new ArrayList<>();
        String other = asked.get(Schema.askKey(question));
        if (other != null) {
            similar.add(new Draft.Similar(other, "asks the same"));
        }
        nearest.apply(question).filter(near -> !near.id().equals(other)).ifPresent(similar::add);
        return similar;
    }

    private ObjectNode front(
            String id, String title, Pair pair, Sectioning.Cut cut, List<String> resources, String mark) {
        ObjectNode front = JsonNodeFactory.instance.objectNode();
        front.put("id", id).put("title", title);
        take(front, pair, "kind");
        take(front, pair, "aliases");
        front.set("asks", asks(pair));
        JsonNode shortAnswer = pair.fields().get(SHORT);
        front.put(SHORT, Cleaning.withoutAddresses(shortAnswer == null ? cut.shortAnswer() : shortAnswer.asText()));
        for (String field : List.of("roles", "duties", "skills", "prerequisites", "levels", "compares")) {
            take(front, pair, field);
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        JsonNode given = pair.fields().get("resources");
        if (given != null) {
            given.forEach(all::add);
        }
        resources.forEach(all::add);
        if (!all.isEmpty()) {
            front.set("resources", all);
        }
        for (String field : List.of("see_also", "advice", "served", "author")) {
            take(front, pair, field);
        }
        ObjectNode tags = front.putObject("tags");
        JsonNode topic = pair.fields().get("topic");
        if (topic != null) {
            tags.set("topic", topic);
        }
        if (pair.fields().get("tags") instanceof ObjectNode more) {
            tags.setAll(more);
        }
        tags.put(IMPORTED_FROM, pair.file()).put(IMPORTED, mark);
        front.put("status", "draft");
        return front;
    }

    private static void take(ObjectNode front, Pair pair, String field) {
        JsonNode value = pair.fields().get(field);
        if (value != null) {
            front.set(field, value);
        }
    }

    /** How it was asked, and the other ways that the source knows, each once. */
    private static ArrayNode asks(Pair pair) {
        Map<String, String> asks = new LinkedHashMap<>();
        asks.put(Schema.askKey(pair.question()), pair.question());
        @Nullable JsonNode others = pair.fields().get("asks");
        if (others != null) {
            others.forEach(other -> asks.putIfAbsent(Schema.askKey(other.asText()), other.asText()));
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        asks.values().forEach(array::add);
        return array;
    }

    /** Comments say to whoever opens the file what to look at; they are gone when it is accepted, by hand. */
    private static String markdown(
            String from, ObjectNode front, Sectioning.Cut cut, List<Draft.Similar> similar, Map<String, String> links) {
        StringBuilder text = new StringBuilder("---\n");
        text.append("# A draft, made of ")
                .append(oneLine(from))
                .append("; not served. Read it against CONTRIBUTING.md, mend")
                .append(
                        "\n# what \"ml-mentor knowledge lint\" names, set reviewed and reviewed_by, and \"status: live\".\n");
        similar.forEach(other ->
                text.append("# Perhaps answered already by: ").append(other).append('\n'));
        links.forEach((url, id) -> text.append("# A link that stood here: ")
                .append(oneLine(url))
                .append(id.isEmpty() ? "" : " (proposed for the catalogue as " + id + ")")
                .append('\n'));
        text.append(yaml(front)).append("---\n");
        String body = MarkdownWriter.write(cut.body());
        return body.isEmpty()
                ? text.toString()
                : text.append('\n').append(body).append('\n').toString();
    }

    /** With the short answer folded, as people write it; left out where there is none. */
    private static String yaml(ObjectNode front) {
        StringBuilder text = new StringBuilder();
        front.properties().forEach(field -> {
            if (!field.getKey().equals(SHORT)) {
                text.append(
                        YamlText.write(JsonNodeFactory.instance.objectNode().set(field.getKey(), field.getValue())));
                return;
            }
            String words = oneLine(field.getValue().asText()).strip();
            if (!words.isEmpty()) {
                text.append("short: >\n").append(LINE.matcher(words).replaceAll("  $1\n"));
            }
        });
        return text.toString();
    }

    private static String oneLine(String text) {
        return BREAKS.matcher(text).replaceAll(" ");
    }

    /** With what lint says of each beside everything that is there, before anything is written. */
    private List<Draft> linted(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return drafts;
        }
        Map<String, List<Problem>> found = new HashMap<>();
        where.loader()
                .with(new Unwritten(drafts))
                .load(where.today())
                .problems()
                .forEach(problem -> found.computeIfAbsent(problem.file(), file -> new ArrayList<>())
                        .add(problem));
        return drafts.stream()
                .map(draft -> draft.with(found.getOrDefault(draft.file(), List.of())))
                .toList();
    }

    private record Unwritten(List<Draft> drafts) implements ArticleSource {
        @Override
        public String stamp() {
            return "";
        }

        @Override
        public List<ArticleText> read() {
            return drafts.stream()
                    .map(draft -> new ArticleText(draft.file(), Profile.CURATED, draft.markdown()))
                    .toList();
        }
    }

    private void write(Draft draft) {
        Path file = where.into().resolve(draft.id() + ".md");
        try {
            Files.createDirectories(where.into());
            Files.writeString(file, draft.markdown(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException(file + " came to be while this ran and was left as it is; run it again", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
