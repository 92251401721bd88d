package io.github.mlmentor;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Home;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.Kind;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.slack.HomeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The first page of the bot: what it can do, with buttons to try, what it knows of, what it keeps, and for admins how it is. */
final class HomePage {
    private static final List<String> EXAMPLES = List.of(
            "What does an ML engineer do all day?",
            "How do I become an ML engineer from software engineering?",
            "What is the difference between a data scientist and an ML engineer?");
    private static final int MOST_NAMED = 3;

    private HomePage() {}

    /**
     * The page.
     *
     * @param admins lines for whoever administers the workspace; empty for everybody else
     */
    static Home page(KnowledgeBase base, List<String> admins) {
        List<Home.Part> parts = new ArrayList<>();
        parts.add(new Home.Part(
                "Ask about the work and the career of an ML engineer",
                Document.of(
                        "Write to me here, mention me in a channel, or type /mentor and your question, which only you see the answer to."
                                + " In a thread that I am part of, just go on asking.",
                        "Answers come from articles that people wrote and review, with their sources. When I do not know, I say so."),
                EXAMPLES.stream()
                        .map(question -> new Action("suggest", question, question, Action.Weight.NORMAL))
                        .toList()));
        parts.add(new Home.Part("What I know about", topics(base), List.of()));
        parts.add(new Home.Part(
                "What I keep",
                Document.of(
                        "Questions and answers for a while, under an id and without your name. It is yours to see and to delete."),
                List.of(
                        new Action(HomeView.EXPORT, "Show what you keep about me", "", Action.Weight.NORMAL),
                        new Action(HomeView.FORGET, "Forget me", "", Action.Weight.DANGER))));
        if (!admins.isEmpty()) {
            parts.add(new Home.Part("For admins", Document.of(admins.toArray(String[]::new)), List.of()));
        }
        return new Home(parts);
    }

    private static Document topics(KnowledgeBase base) {
        List<String> lines = new ArrayList<>();
        for (Kind kind : List.of(Kind.ROLE, Kind.DUTY, Kind.SKILL)) {
            List<String> titles = base.articles().stream()
                    .filter(article -> article.live() && article.kind() == kind)
                    .sorted(Comparator.comparing(Article::title))
                    .map(Article::title)
                    .toList();
            if (!titles.isEmpty()) {
                String more = titles.size() > MOST_NAMED ? " and " + (titles.size() - MOST_NAMED) + " more" : "";
                lines.add(kind.label() + ": "
                        + titles.stream().limit(MOST_NAMED).collect(Collectors.joining(" · ")) + more);
            }
        }
        lines.add(base.articles().size() + " articles in all, also about getting there, getting hired, comparisons and"
                + " looking after yourself.");
        return Document.of(lines.toArray(String[]::new));
    }
}
