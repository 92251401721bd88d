package io.github.mlmentor.evaluation;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What is wrong with questions and articles, so that nobody takes it for a fault of the retrieval. */
public final class Soundness {
    private static final int SHOWN = 10;

    private Soundness() {}

    /** A sentence for each kind of trouble, with the first of those concerned. */
    public static List<String> notes(List<LabelledQuestion> questions, KnowledgeBase base, List<Problem> problems) {
        List<String> notes = new ArrayList<>();
        note(
                notes,
                "left out, because they cannot be read",
                problems.stream().filter(Problem::fatal).map(Problem::toString).toList());
        note(
                notes,
                "in \"relevant\", but no article has that id, so they count as not found",
                questions.stream()
                        .flatMap(question -> question.relevant().stream()
                                .filter(id -> base.article(id).isEmpty())
                                .map(id -> id + " (" + question.set() + " " + question.id() + ")"))
                        .toList());
        note(
                notes,
                "with a \"filter\" that leaves a relevant article out",
                questions.stream()
                        .filter(question -> question.relevant().stream()
                                .flatMap(id -> base.article(id).stream())
                                .anyMatch(article -> !passes(article, question.filter())))
                        .map(question -> question.set() + " " + question.id() + " " + question.filter())
                        .toList());
        note(
                notes,
                "with a \"filter\" that no article passes",
                questions.stream()
                        .filter(question -> question.relevant().isEmpty()
                                && base.articles().stream().noneMatch(article -> passes(article, question.filter())))
                        .map(question -> question.set() + " " + question.id() + " " + question.filter())
                        .toList());
        return notes;
    }

    private static boolean passes(Article article, Map<String, String> filter) {
        return article.tags().entrySet().containsAll(filter.entrySet());
    }

    private static void note(List<String> notes, String what, Collection<String> which) {
        if (!which.isEmpty()) {
            String more = which.size() > SHOWN ? "\n  and " + (which.size() - SHOWN) + " more" : "";
            notes.add(which.size() + " " + what + ":\n  "
                    + String.join("\n  ", which.stream().limit(SHOWN).toList()) + more);
        }
    }
}
