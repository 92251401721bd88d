package io.github.mlmentor.answering;

import io.github.mlmentor.chat.Source;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.Profile;

/** Articles as the sources of answers. */
final class Sourcing {
    private Sourcing() {}

    /** An article as a whole. */
    static Source of(Article article) {
        return of(article, "");
    }

    /** A section of an article; what a mentor answered once names him, as he agreed to. */
    static Source of(Article article, String section) {
        boolean credited =
                article.profile() == Profile.COMMUNITY && !article.author().isBlank();
        String title = credited ? article.title() + " (answered by " + article.author() + ")" : article.title();
        return new Source(article.id(), title, section);
    }
}
