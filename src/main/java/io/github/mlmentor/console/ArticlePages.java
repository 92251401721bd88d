package io.github.mlmentor.console;

import io.github.mlmentor.http.Response;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.ArticleText;
import io.github.mlmentor.mentoring.Board;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The articles with their health, and another wording of one. */
final class ArticlePages {
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Console.Parts parts;
    private final Boards boards;
    private final Forms forms;
    /** Counting goes through everything that was answered, and somebody who types into the filter asks at every pause. */
    private final Map<Board, Counted> counted = new ConcurrentHashMap<>();

    /** What was counted a moment ago. */
    private record Counted(Instant at, Map<String, Figures.Use> uses) {}

    ArticlePages(Console.Parts parts, Boards boards, Forms forms) {
        this.parts = parts;
        this.boards = boards;
        this.forms = forms;
    }

    void register() {
        boards.page("/articles", this::list);
        boards.page("/article", this::one);
        boards.page("/csv/articles", this::csv);
        boards.change("/article/look", this::look);
        boards.change("/article/propose", this::propose);
    }

    /** An article as it is shown. */
    private record Shown(
            String id,
            String title,
            String kind,
            long used,
            String helpful,
            String reviewed,
            String due,
            boolean overdue,
            String path) {}

    private Map<String, Figures.Use> uses(Visit visit) {
        Instant now = parts.clock().instant();
        return counted.compute(
                        visit.board(),
                        (board, before) ->
                                before != null && before.at().plus(FRESH).isAfter(now)
                                        ? before
                                        : new Counted(now, parts.figures().uses(board)))
                .uses();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    }

    private Shown shown(Visit visit, Article article, Figures.Use use) {
        LocalDate due = article.reviewBy();
        return new Shown(
                article.id(),
                article.title(),
                article.kind().label(),
                use.used(),
                Names.share(use.helpful(), use.helpful() + use.unhelpful()),
                date(article.reviewed(), "never"),
                date(due, "not set"),
                due != null && !due.isAfter(today()),
                visit.base() + "/article?id=" + Links.encode(article.id()));
    }

    private static String date(@Nullable LocalDate date, String otherwise) {
        return date == null ? otherwise : date.toString();
    }

    /** Overdue first, then those that most people met; what was found unhelpful before the rest. */
    private List<Shown> all(Visit visit, String wanted) {
        Map<String, Figures.Use> uses = uses(visit);
        String words = wanted.toLowerCase(Locale.ROOT).strip();
        return parts.knowledge().get().articles().stream()
                .filter(article -> words.isEmpty()
                        || (article.title() + " " + article.id() + " "
                                        + article.kind().label())
                                .toLowerCase(Locale.ROOT)
                                .contains(words))
                .sorted(Comparator.comparing((Article article) -> uses.getOrDefault(article.id(), Figures.Use.NONE)
                                .unhelpful())
                        .thenComparing(article -> uses.getOrDefault(article.id(), Figures.Use.NONE)
                                .used())
                        .reversed()
                        .thenComparing(Article::id))
                .map(article -> shown(visit, article, uses.getOrDefault(article.id(), Figures.Use.NONE)))
                .sorted(Comparator.comparing((Shown one) -> !one.overdue()))
                .toList();
    }

    private void list(Visit visit, Response response) throws IOException {
        List<Shown> articles = all(visit, visit.query("q"));
        Map<String, Object> fields = Map.of(
                "articles",
                articles,
                "q",
                visit.query("q"),
                "count",
                articles.size(),
                "overdue",
                articles.stream().filter(Shown::overdue).count());
        if (visit.wantsPart()) {
            boards.sendPart(visit, response, "articles-list", fields);
        } else {
            boards.send(visit, response, "articles", "Articles", "articles", fields);
        }
    }

    private Article article(String id) {
        return parts.knowledge().get().article(id).orElseThrow(Visit::unknown);
    }

    private void one(Visit visit, Response response) throws IOException {
        Article article = article(visit.query("id"));
        Figures.Use use = uses(visit).getOrDefault(article.id(), Figures.Use.NONE);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("article", shown(visit, article, use));
        fields.put("read", "/knowledge/" + Links.encode(article.id()));
        fields.put("short", article.shortAnswer());
        fields.put("mayConfirm", visit.actor().rights().curator());
        fields.put(
                "markdown",
                parts.shelf().text(article).map(ArticleText::markdown).orElse(""));
        boards.send(visit, response, "articles", article.title(), "article", fields);
    }

    /** What sending it would change, and what is wrong with it. */
    private void look(Visit visit, Response response) throws IOException {
        Article article = article(visit.field("id"));
        ArticleText text = parts.shelf().text(article).orElseThrow(Visit::unknown);
        String markdown = visit.fields().getOrDefault("markdown", "");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", article.id());
        fields.put("title", article.title());
        fields.put("markdown", markdown);
        fields.put("diff", Diff.of(text.markdown(), markdown));
        fields.put("problems", Problems.of(parts.shelf().problems(text.origin(), markdown)));
        if (visit.wantsPart()) {
            boards.sendPart(visit, response, "look", fields);
        } else {
            boards.send(visit, response, "articles", "What changes", "article-look", fields);
        }
    }

    private void propose(Visit visit, Response response) throws IOException {
        forms.answer(
                visit,
                response,
                parts.desk()
                        .revisions()
                        .rewrite(
                                visit.board(),
                                visit.field("id"),
                                visit.fields().getOrDefault("markdown", ""),
                                visit.actor()));
    }

    private void csv(Visit visit, Response response) throws IOException {
        Map<String, Figures.Use> uses = uses(visit);
        Csv csv =
                new Csv().row(List.of("id", "title", "kind", "used", "helpful", "unhelpful", "reviewed", "review_by"));
        for (Article article : parts.knowledge().get().articles()) {
            Figures.Use use = uses.getOrDefault(article.id(), Figures.Use.NONE);
            csv.row(List.of(
                    article.id(),
                    article.title(),
                    article.kind().code(),
                    use.used(),
                    use.helpful(),
                    use.unhelpful(),
                    date(article.reviewed(), ""),
                    date(article.reviewBy(), "")));
        }
        Boards.sendCsv(response, "articles", csv);
    }
}
