package io.github.mlmentor.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The knowledge at one moment: what may be served, and the map of the work. Immutable and thread-safe. */
public final class KnowledgeBase {
    public static final KnowledgeBase EMPTY = new KnowledgeBase(List.of(), Catalogue.EMPTY);

    private final Map<String, Article> articles;
    private final Catalogue catalogue;
    private final List<Passage> passages;
    private final WorkMap map;

    /**
     * Indexes articles by id.
     *
     * @param articles in serving order, ids unique; drafts are left out
     */
    public KnowledgeBase(List<Article> articles, Catalogue catalogue) {
        Map<String, Article> byId = new LinkedHashMap<>();
        List<Passage> all = new ArrayList<>();
        for (Article article : articles) {
            if (article.live() && byId.putIfAbsent(article.id(), article) == null) {
                all.addAll(Passage.of(article));
            }
        }
        this.articles = Collections.unmodifiableMap(byId);
        this.catalogue = catalogue;
        this.passages = List.copyOf(all);
        this.map = new WorkMap(this.articles);
    }

    public Optional<Article> article(String id) {
        return Optional.ofNullable(articles.get(id));
    }

    public Collection<Article> articles() {
        return articles.values();
    }

    /** All passages of all articles; their position in this list is their number in every index. */
    public List<Passage> passages() {
        return passages;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    /** Whether a link can be shown to anybody: absolute, http or https, a public-looking host, no credentials. */
    public static boolean isSafeLink(String url) {
        return Catalogue.safe(url);
    }

    /** Which duties a role has, which skills a duty needs. */
    public WorkMap map() {
        return map;
    }
}
