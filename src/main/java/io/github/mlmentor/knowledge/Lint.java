package io.github.mlmentor.knowledge;

import io.github.mlmentor.chat.Block;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of the schema in {@code config/knowledge/README.md}, one method each. */
final class Lint {
    private static final int ASKS_LEAST = 5;
    private static final Pattern LINK = Pattern.compile("https?://|www\\.|\\]\\(|<[a-zA-Z/!][^>]*>");
    private static final Pattern CODE = Pattern.compile("(`+)[^`]+\\1");
    private static final Pattern TOP_HEADING = Pattern.compile("^ {0,3}#(\\s.*)?$");
    private static final List<String> REQUIRED =
            List.of("kind", "asks", "short", "resources", "advice", "reviewed", "reviewed_by", "review_by", "author");

    private final List<ArticleParser.Parsed> articles;
    private final Catalogue catalogue;
    private final LocalDate today;
    private final List<Problem> problems;

    Lint(List<ArticleParser.Parsed> articles, Catalogue catalogue, LocalDate today, List<Problem> problems) {
        // What two articles may not share, the one that is served has; else a draft would make it look wrong.
        this.articles = Stream.concat(
                        articles.stream().filter(parsed -> parsed.article().live()),
                        articles.stream().filter(parsed -> !parsed.article().live()))
                .toList();
        this.catalogue = catalogue;
        this.today = today;
        this.problems = problems;
    }

    void run() {
        idsAreUnique();
        Map<String, Kind> kinds = new HashMap<>();
        articles.forEach(
                parsed -> kinds.put(parsed.article().id(), parsed.article().kind()));
        Map<String, String> asked = new HashMap<>();
        for (ArticleParser.Parsed parsed : articles) {
            Profile profile = parsed.article().profile();
            if (profile == Profile.FOREIGN) {
                continue;
            }
            fieldsAreKnown(parsed);
            referencesResolve(parsed, kinds);
            bodyIsPlain(parsed);
            reviewIsCurrent(parsed);
            askedOnce(parsed, asked);
            if (profile == Profile.CURATED) {
                schemaIsWhole(parsed);
                sizesFit(parsed);
            } else if (parsed.article().asks().isEmpty()
                    || (parsed.article().shortAnswer().isEmpty()
                            && parsed.article().sections().isEmpty())) {
                report(
                        parsed,
                        "asks",
                        "missing-field",
                        "a community article needs one ask, and a short answer or a body",
                        "add them");
            }
        }
        resourcesAreUsed();
    }

    private void idsAreUnique() {
        Map<String, String> seen = new HashMap<>();
        for (ArticleParser.Parsed parsed : articles) {
            Article article = parsed.article();
            String first = seen.putIfAbsent(article.id(), article.origin());
            if (first != null) {
                Problem problem = Problem.fatal(
                        article.origin(),
                        parsed.fields().line("id"),
                        "duplicate-id",
                        "the id \"" + article.id() + "\" is already used by " + first,
                        "choose another id");
                // A draft is not served anyway, so it does not keep the others from it.
                problems.add(
                        article.live()
                                ? problem
                                : Problem.of(
                                        problem.file(),
                                        problem.line(),
                                        problem.rule(),
                                        problem.message(),
                                        problem.mend()));
            }
            if (article.profile() != Profile.FOREIGN && !Schema.isId(article.id())) {
                report(
                        parsed,
                        "id",
                        "bad-value",
                        "\"" + article.id() + "\" is not an id",
                        "use lower-case words joined by hyphens");
            }
        }
    }

    private void fieldsAreKnown(ArticleParser.Parsed parsed) {
        for (String name : parsed.fields().names()) {
            if (!ArticleParser.FIELDS.contains(name)) {
                report(
                        parsed,
                        name,
                        "unknown-field",
                        "\"" + name + "\" is not a field",
                        "correct the name, or put it under tags");
            }
        }
    }

    private void schemaIsWhole(ArticleParser.Parsed parsed) {
        Article article = parsed.article();
        for (String name : REQUIRED) {
            if (!parsed.fields().has(name)) {
                report(parsed, name, "missing-field", "\"" + name + "\" is missing", "add it");
            }
        }
        if (article.roles().isEmpty()
                && article.duties().isEmpty()
                && article.skills().isEmpty()) {
            report(
                    parsed,
                    "roles",
                    "missing-field",
                    "it relates to no role, duty or skill",
                    "name at least one in roles, duties or skills");
        }
        if (article.asks().size() < ASKS_LEAST) {
            report(
                    parsed,
                    "asks",
                    "too-few-asks",
                    "there are " + article.asks().size() + " asks",
                    "write at least " + ASKS_LEAST + " as learners would");
        }
        if (article.kind() == Kind.SKILL && article.levels().size() < Level.values().length) {
            report(
                    parsed,
                    "levels",
                    "missing-field",
                    "a skill needs all three levels",
                    "give aware, working and strong a sentence of evidence each");
        }
        if (article.kind() == Kind.COMPARISON && article.compares().size() < 2) {
            report(
                    parsed,
                    "compares",
                    "missing-field",
                    "a comparison names at least two things",
                    "list them in compares");
        }
        if (article.kind() == Kind.COMPARISON && article.sections().stream().noneMatch(Lint::hasTable)) {
            report(
                    parsed,
                    "kind",
                    "no-table",
                    "a comparison has no table",
                    "put the compared things side by side in a table");
        }
        if (article.kind() == Kind.WELLBEING && !article.verbatim()) {
            report(
                    parsed,
                    "served",
                    "missing-field",
                    "a wellbeing article may be rephrased by a model",
                    "add \"served: verbatim\"");
        }
        if (article.sections().isEmpty()) {
            report(parsed, "short", "no-body", "there is no body", "write at least one section");
        }
    }

    private static boolean hasTable(Section section) {
        return section.body().blocks().stream().anyMatch(Block.Table.class::isInstance);
    }

    private void sizesFit(ArticleParser.Parsed parsed) {
        Article article = parsed.article();
        int length = article.shortAnswer().length();
        if (parsed.fields().has("short") && (length < Schema.SHORT_LEAST || length > Schema.SHORT_MOST)) {
            report(
                    parsed,
                    "short",
                    "short-length",
                    "the short answer has " + length + " characters",
                    "keep it between " + Schema.SHORT_LEAST + " and " + Schema.SHORT_MOST);
        }
        if (article.title().length() > Schema.TITLE_LIMIT) {
            report(
                    parsed,
                    "title",
                    "long-title",
                    "the title has " + article.title().length() + " characters",
                    "keep it below " + Schema.TITLE_LIMIT);
        }
        Set<String> headings = new HashSet<>();
        for (Section section : article.sections()) {
            int size = section.body().plainText().length();
            if (size > Schema.SECTION_LIMIT) {
                at(
                        article,
                        section.line(),
                        "long-section",
                        "\"" + section.heading() + "\" has " + size + " characters",
                        "divide it, at most " + Schema.SECTION_LIMIT);
            }
            if (section.heading().isEmpty()) {
                at(
                        article,
                        section.line(),
                        "no-heading",
                        "text stands before the first heading",
                        "put it under a ## heading");
            } else if (!headings.add(section.slug())) {
                at(
                        article,
                        section.line(),
                        "duplicate-heading",
                        "the heading \"" + section.heading() + "\" stands twice",
                        "rename one");
            }
        }
    }

    private void referencesResolve(ArticleParser.Parsed parsed, Map<String, Kind> kinds) {
        Article article = parsed.article();
        check(parsed, "roles", article.roles(), kinds, Kind.ROLE);
        check(parsed, "duties", article.duties(), kinds, Kind.DUTY);
        check(parsed, "skills", article.skills(), kinds, Kind.SKILL);
        check(parsed, "prerequisites", article.prerequisites(), kinds, Kind.SKILL);
        for (String id : article.seeAlso()) {
            if (!kinds.containsKey(id)) {
                dangling(parsed, "see_also", id, "article");
            }
        }
        for (String id : article.resources()) {
            if (catalogue.find(id).isEmpty()) {
                dangling(parsed, "resources", id, "resource in the catalogue");
            }
        }
    }

    private void check(
            ArticleParser.Parsed parsed, String field, List<String> ids, Map<String, Kind> kinds, Kind kind) {
        for (String id : ids) {
            if (kinds.get(id) != kind) {
                dangling(parsed, field, id, kind.code() + " article");
            }
        }
    }

    private void dangling(ArticleParser.Parsed parsed, String field, String id, String what) {
        report(
                parsed,
                field,
                "dangling-reference",
                "\"" + field + "\" names \"" + id + "\", and there is no such " + what,
                "correct the id or remove it");
    }

    private void bodyIsPlain(ArticleParser.Parsed parsed) {
        int line = parsed.bodyLine();
        Fences fences = new Fences();
        for (String text : parsed.body().split("\n", -1)) {
            boolean code = fences.covers(text);
            if (!code && LINK.matcher(CODE.matcher(text).replaceAll("")).find()) {
                at(
                        parsed.article(),
                        line,
                        "unsafe-link",
                        "a link, image or HTML stands in the body",
                        "move the link to resources.yaml and name it in \"resources\"");
            }
            if (!code && TOP_HEADING.matcher(text).matches()) {
                at(
                        parsed.article(),
                        line,
                        "top-heading",
                        "a heading has one # only",
                        "write ##; the title is the one with #");
            }
            line++;
        }
        if (LINK.matcher(parsed.article().shortAnswer()).find()) {
            report(
                    parsed,
                    "short",
                    "unsafe-link",
                    "a link, image or HTML stands in the short answer",
                    "move the link to resources.yaml and name it in \"resources\"");
        }
    }

    private void reviewIsCurrent(ArticleParser.Parsed parsed) {
        LocalDate due = parsed.article().reviewBy();
        if (due != null && due.isBefore(today)) {
            report(
                    parsed,
                    "review_by",
                    "past-review",
                    "it was due for review on " + due,
                    "read it again and move the date");
        }
    }

    private void askedOnce(ArticleParser.Parsed parsed, Map<String, String> asked) {
        for (String ask : parsed.article().asks()) {
            String other =
                    asked.putIfAbsent(Schema.askKey(ask), parsed.article().id());
            if (other != null) {
                report(
                        parsed,
                        "asks",
                        "duplicate-ask",
                        "\"" + ask + "\" is already asked in " + other,
                        "let one article answer it");
            }
        }
    }

    private void resourcesAreUsed() {
        Set<String> used = new TreeSet<>();
        articles.forEach(parsed -> used.addAll(parsed.article().resources()));
        List<Resource> idle = new ArrayList<>(catalogue.all());
        idle.removeIf(resource -> used.contains(resource.id()));
        for (Resource resource : idle) {
            problems.add(Problem.of(
                    Catalogue.FILE,
                    resource.line(),
                    "unused-resource",
                    "no article names \"" + resource.id() + "\"",
                    "name it in an article or remove it"));
        }
    }

    private void report(ArticleParser.Parsed parsed, String field, String rule, String message, String mend) {
        at(parsed.article(), parsed.fields().line(field), rule, message, mend);
    }

    private void at(Article article, int line, String rule, String message, String mend) {
        problems.add(Problem.of(article.origin(), line, rule, message, mend));
    }
}
