package io.github.mlmentor.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The map of the work that the front matter draws: roles have duties, duties need skills, skills have prerequisites. */
public final class WorkMap {
    private final Map<String, Article> articles;

    WorkMap(Map<String, Article> articles) {
        this.articles = articles;
    }

    public List<Article> roles() {
        return ofKind(Kind.ROLE);
    }

    public List<Article> duties() {
        return ofKind(Kind.DUTY);
    }

    public List<Article> skills() {
        return ofKind(Kind.SKILL);
    }

    /** The duties of a role, in the order its article names them. */
    public List<Article> dutiesOf(String role) {
        return find(role).map(article -> resolve(article.duties())).orElse(List.of());
    }

    /** The skills that a role or a duty needs. */
    public List<Article> skillsOf(String roleOrDuty) {
        return find(roleOrDuty).map(article -> resolve(article.skills())).orElse(List.of());
    }

    /** The skills to have before this one. */
    public List<Article> prerequisitesOf(String skill) {
        return find(skill).map(article -> resolve(article.prerequisites())).orElse(List.of());
    }

    /** The role, duty or skill that goes by this id, title or alias, however it is written. */
    public Optional<Article> named(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return nodes().filter(article -> names(article).anyMatch(wanted::equals))
                .findFirst();
    }

    /** Every role, duty and skill. */
    public Stream<Article> nodes() {
        return articles.values().stream()
                .filter(article ->
                        article.kind() == Kind.ROLE || article.kind() == Kind.DUTY || article.kind() == Kind.SKILL);
    }

    /** All lower-case names that an article goes by: its id in words, its title, its aliases. */
    public static Stream<String> names(Article article) {
        return Stream.concat(
                        Stream.of(article.id(), article.id().replace('-', ' '), article.title()),
                        article.aliases().stream())
                .map(name -> name.toLowerCase(Locale.ROOT));
    }

    private List<Article> ofKind(Kind kind) {
        return articles.values().stream()
                .filter(article -> article.kind() == kind)
                .toList();
    }

    private Optional<Article> find(String id) {
        return Optional.ofNullable(articles.get(id));
    }

    private List<Article> resolve(List<String> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }
}
