package io.github.mlmentor.mentoring;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.ArticleSource;
import io.github.mlmentor.knowledge.ArticleText;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.Problem;
import io.github.mlmentor.knowledge.Profile;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The files behind the articles, those included that live in the database. Thread-safe. */
public final class Shelf {
    private final Supplier<KnowledgeLoader> loader;
    private final Runnable changed;
    private final Clock clock;

    /**
     * Stands over the files.
     *
     * @param changed called when an article was approved, so that it is served and exported soon
     */
    public Shelf(Supplier<KnowledgeLoader> loader, Runnable changed, Clock clock) {
        this.loader = loader;
        this.changed = changed;
        this.clock = clock;
    }

    /** The file of an article that is served. */
    public Optional<ArticleText> text(Article article) {
        return text(article.origin());
    }

    /** The file of this name. */
    Optional<ArticleText> text(String origin) {
        return loader.get().texts().stream()
                .filter(text -> text.origin().equals(origin))
                .findFirst();
    }

    /** A file as an article, without looking at any other; empty when it is none. */
    Optional<Article> read(String origin, String markdown) {
        KnowledgeLoader.Loaded loaded = new KnowledgeLoader(List.of(new One(text(origin, markdown)))).load(today());
        return Stream.concat(loaded.base().articles().stream(), loaded.drafts().stream())
                .findFirst();
    }

    /** What would be wrong with a file beside all others, in the place of the one of its name. */
    public List<Problem> problems(String origin, String markdown) {
        return loader.get().loadWith(text(origin, markdown), today()).problems().stream()
                .filter(problem -> problem.file().equals(origin))
                .toList();
    }

    /** Whether some file has this name, or some article this id. */
    boolean isTaken(String id) {
        String origin = Articles.origin(id);
        return loader.get().texts().stream().anyMatch(text -> text.origin().equals(origin))
                || loader.get().load(today()).base().article(id).isPresent();
    }

    void changed() {
        changed.run();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
    }

    private static ArticleText text(String origin, String markdown) {
        Profile profile = origin.startsWith(Articles.FOLDER) ? Profile.COMMUNITY : Profile.CURATED;
        return new ArticleText(origin, profile, markdown);
    }

    private record One(ArticleText text) implements ArticleSource {
        @Override
        public String stamp() {
            return "";
        }

        @Override
        public List<ArticleText> read() {
            return List.of(text);
        }
    }
}
