package io.github.mlmentor.web;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.github.mlmentor.http.ErrorPage;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.Kind;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Level;
import io.github.mlmentor.knowledge.Resource;
import io.github.mlmentor.knowledge.Section;
import io.github.mlmentor.settings.Locations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The HTML pages, from the templates beside the assets. Thread-safe. */
public final class Pages implements ErrorPage {
    private static final List<String> EXAMPLES = List.of(
            "What does an ML engineer do all day?",
            "What is the difference between a data scientist and an ML engineer?",
            "I'm a backend developer. How do I get into ML engineering?",
            "How much maths do I really need?",
            "How do I get my first ML job without experience?",
            "Will AI take this job?");

    private final Template index = template("index.html");
    private final Template article = template("article.html");
    private final Template articles = template("articles.html");
    private final Template error = template("error.html");
    private final String version;
    private final String modelLine;

    /**
     * Reads the templates.
     *
     * @param version of the program
     * @param modelLine who words the answers: a model's name, or that there is none
     */
    public Pages(String version, String modelLine) {
        this.version = version;
        this.modelLine = modelLine;
    }

    String index(KnowledgeBase base) {
        return index.execute(Map.of(
                "version",
                version,
                "modelLine",
                modelLine,
                "articleCount",
                base.articles().size(),
                "examples",
                EXAMPLES));
    }

    String article(Article shown, KnowledgeBase base) {
        StringBuilder body = new StringBuilder();
        for (Section section : shown.sections()) {
            body.append("<section id=\"")
                    .append(HtmlRenderer.escape(section.slug()))
                    .append("\">");
            if (!section.heading().isEmpty()) {
                body.append("<h2>")
                        .append(HtmlRenderer.escape(section.heading()))
                        .append("</h2>");
            }
            body.append(HtmlRenderer.render(section.body(), List.of())).append("</section>");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("title", shown.title());
        fields.put("kindLabel", shown.kind().label());
        fields.put("short", shown.shortAnswer());
        fields.put("bodyHtml", body.toString());
        fields.put("adviceLabel", advice(shown));
        fields.put(
                "reviewed",
                shown.reviewed() == null ? "not yet" : shown.reviewed().toString());
        fields.put("author", shown.author());
        fields.put(
                "sections",
                shown.sections().stream()
                        .filter(section -> !section.heading().isEmpty())
                        .map(section -> Map.of("title", section.heading(), "slug", section.slug()))
                        .toList());
        fields.put("levels", levels(shown));
        fields.put(
                "resources",
                shown.resources().stream()
                        .flatMap(id -> base.catalogue().find(id).stream())
                        .map(Pages::resource)
                        .toList());
        fields.put("seeAlso", links(shown.seeAlso(), base));
        fields.put("related", links(related(shown), base));
        fields.put("askUrl", URLEncoder.encode(shown.title(), StandardCharsets.UTF_8));
        return article.execute(fields);
    }

    String articles(KnowledgeBase base) {
        List<Map<String, Object>> groups = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Map<String, String>> listed = base.articles().stream()
                    .filter(one -> one.kind() == kind)
                    .map(one -> Map.of(
                            "title", one.title(), "path", HtmlRenderer.path(one.id()), "short", one.shortAnswer()))
                    .toList();
            if (!listed.isEmpty()) {
                groups.add(Map.of("label", kind.label(), "articles", listed));
            }
        }
        return articles.execute(Map.of("groups", groups));
    }

    @Override
    public String html(int status, String sentence) {
        String title =
                switch (status) {
                    case 404 -> "Not found";
                    case 429 -> "A little too fast";
                    default -> status < 500 ? "That did not work" : "Something broke";
                };
        return error.execute(Map.of("status", status, "title", title, "message", sentence));
    }

    private static String advice(Article article) {
        return switch (article.advice()) {
            case FACT -> "";
            case OPINION -> "Opinion: experienced people differ";
            case MARKET ->
                "Depends on the market" + (article.reviewed() == null ? "" : ", as of " + article.reviewed());
        };
    }

    private static List<Map<String, String>> levels(Article article) {
        return Stream.of(Level.values())
                .filter(article.levels()::containsKey)
                .map(level -> Map.of(
                        "name",
                        level.code().substring(0, 1).toUpperCase(Locale.ROOT)
                                + level.code().substring(1),
                        "evidence",
                        article.levels().getOrDefault(level, "")))
                .toList();
    }

    private static Map<String, String> resource(Resource resource) {
        String hours = resource.hours() > 0 ? ", about " + resource.hours() + " h" : "";
        return Map.of(
                "title",
                resource.title(),
                "url",
                resource.url(),
                "about",
                resource.about(),
                "meta",
                resource.kind() + ", " + resource.level() + ", " + resource.cost() + hours);
    }

    private static List<String> related(Article article) {
        return Stream.of(article.roles(), article.duties(), article.skills(), article.prerequisites())
                .flatMap(List::stream)
                .distinct()
                .filter(id -> !id.equals(article.id()) && !article.seeAlso().contains(id))
                .toList();
    }

    private static List<Map<String, String>> links(List<String> ids, KnowledgeBase base) {
        return ids.stream()
                .flatMap(id -> base.article(id).stream())
                .map(other -> Map.of("title", other.title(), "path", HtmlRenderer.path(other.id())))
                .toList();
    }

    private static Template template(String name) {
        try {
            String text = Files.readString(Locations.resource("web/" + name)
                    .orElseThrow(() -> new IllegalStateException("web/" + name + " is missing from the program")));
            return Mustache.compiler().escapeHTML(true).defaultValue("").compile(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
