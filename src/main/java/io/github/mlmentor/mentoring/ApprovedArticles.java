package io.github.mlmentor.mentoring;

import io.github.mlmentor.knowledge.ArticleSource;
import io.github.mlmentor.knowledge.ArticleText;
import io.github.mlmentor.knowledge.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of the knowledge with what was approved in chat over them, whether or not it was written into files here. A file that
 * somebody changed by hand since goes before what was approved, so that git has the last word. Thread-safe.
 */
public final class ApprovedArticles implements ArticleSource {
    private final ArticleSource files;
    private final MentorStore store;

    public ApprovedArticles(ArticleSource files, MentorStore store) {
        this.files = files;
        this.store = store;
    }

    @Override
    public String stamp() {
        return files.stamp() + reaching(store::stamp);
    }

    @Override
    public List<ArticleText> read() {
        Map<String, Published> approved = new LinkedHashMap<>();
        reaching(store::published).forEach(article -> approved.put(article.origin(), article));
        List<ArticleText> texts = new ArrayList<>();
        for (ArticleText file : files.read()) {
            Published article = approved.remove(file.origin());
            texts.add(
                    article != null && article.known().contains(Fingerprint.of(file.markdown()))
                            ? new ArticleText(file.origin(), file.profile(), article.markdown())
                            : file);
        }
        approved.values()
                .forEach(article -> texts.add(new ArticleText(
                        article.origin(),
                        article.origin().startsWith(Articles.FOLDER) ? Profile.COMMUNITY : Profile.CURATED,
                        article.markdown())));
        return texts;
    }

    /** As if a file could not be read: the library then keeps what it has, and says so once. */
    private static <T> T reaching(java.util.function.Supplier<T> asking) {
        try {
            return asking.get();
        } catch (RuntimeException e) {
            throw new UncheckedIOException(
                    "the approved articles cannot be read from the database; it is tried again", new IOException(e));
        }
    }
}
