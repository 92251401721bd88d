package io.github.mlmentor.console;

import io.github.mlmentor.http.Response;
import io.github.mlmentor.knowledge.Article;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What people thought of answers. */
final class FeedbackPages {
    private static final int MOST = 200;
    private static final int MOST_EXPORTED = 10_000;

    private final Console.Parts parts;
    private final Boards boards;

    FeedbackPages(Console.Parts parts, Boards boards) {
        this.parts = parts;
        this.boards = boards;
    }

    void register() {
        boards.page("/feedback", this::list);
        boards.page("/csv/feedback", this::csv);
    }

    /** An opinion as it is shown. */
    private record Shown(
            Figures.Opinion opinion, LocalDate on, String verdict, boolean gone, List<Views.Link> articles) {}

    private void list(Visit visit, Response response) throws IOException {
        List<Shown> shown = parts.figures().opinions(visit.board(), MOST).stream()
                .map(opinion -> shown(visit, opinion))
                .toList();
        long unhelpful = shown.stream().filter(one -> !one.opinion().helpful()).count();
        boards.send(
                visit,
                response,
                "feedback",
                "Feedback",
                "feedback",
                Map.of(
                        "opinions",
                        shown,
                        "none",
                        shown.isEmpty(),
                        "count",
                        shown.size(),
                        "unhelpful",
                        unhelpful,
                        "cut",
                        shown.size() == MOST));
    }

    private Shown shown(Visit visit, Figures.Opinion opinion) {
        return new Shown(
                opinion,
                LocalDate.ofInstant(opinion.at(), zone()),
                opinion.helpful() ? "Helpful" : "Not helpful",
                opinion.shared() && opinion.question().isEmpty(),
                opinion.articles().stream()
                        .map(id -> new Views.Link(title(id), visit.base() + "/article?id=" + Links.encode(id), false))
                        .toList());
    }

    private String title(String id) {
        return parts.knowledge().get().article(id).map(Article::title).orElse(id);
    }

    private ZoneId zone() {
        return ZoneId.of(parts.settings().mentoring().timezone());
    }

    private void csv(Visit visit, Response response) throws IOException {
        Csv csv = new Csv().row(List.of("at", "helpful", "reason", "note", "question", "answer", "articles"));
        parts.figures()
                .opinions(visit.board(), MOST_EXPORTED)
                .forEach(opinion -> csv.row(List.of(
                        opinion.at(),
                        opinion.helpful() ? "yes" : "no",
                        opinion.reason(),
                        opinion.note(),
                        opinion.shared() ? opinion.question() : "(asked in private)",
                        opinion.answer(),
                        String.join(" ", opinion.articles()))));
        Boards.sendCsv(response, "feedback", csv);
    }
}
