package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.WorkMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two roles side by side from the map of the work, for a pair that no comparison article covers.
 *
 * @param sources the two role articles
 */
record RoleTable(Block table, List<Source> sources) {
    /**
     * The table of the roles that a question names; empty when it names fewer than two.
     *
     * @param scope tags that a role must have
     */
    static Optional<RoleTable> between(String question, Map<String, String> scope, KnowledgeBase base) {
        String words = words(question);
        List<Article> named = base.map().roles().stream()
                .filter(role -> role.tags().entrySet().containsAll(scope.entrySet()))
                .filter(role -> isNamed(role, words))
                .limit(3)
                .toList();
        if (named.size() < 2) {
            return Optional.empty();
        }
        List<List<Span>> header = new ArrayList<>();
        header.add(cell(""));
        named.forEach(role -> header.add(cell(role.title())));
        List<List<List<Span>>> rows = List.of(
                row("In short", named, Article::shortAnswer),
                row("Duties", named, role -> titles(base.map().dutiesOf(role.id()))),
                row("Skills", named, role -> titles(base.map().skillsOf(role.id()))));
        List<Source> sources = named.stream().map(Sourcing::of).toList();
        return Optional.of(new RoleTable(new Block.Table(header, rows), sources));
    }

    private static boolean isNamed(Article role, String words) {
        return WorkMap.names(role)
                .map(RoleTable::words)
                .filter(name -> !name.isBlank())
                .anyMatch(name -> words.contains(name) || words.contains(name.stripTrailing() + "s "));
    }

    /** Words between single spaces, so that hyphens and slashes make no difference. */
    private static String words(String text) {
        return " "
                + text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .strip() + " ";
    }

    private static List<List<Span>> row(String label, List<Article> roles, Function<Article, String> value) {
        List<List<Span>> cells = new ArrayList<>();
        cells.add(cell(label));
        roles.forEach(role -> cells.add(cell(value.apply(role))));
        return cells;
    }

    private static String titles(List<Article> articles) {
        return articles.isEmpty() ? "–" : articles.stream().map(Article::title).collect(Collectors.joining("; "));
    }

    private static List<Span> cell(String text) {
        return List.of(new Span.Text(text));
    }
}
