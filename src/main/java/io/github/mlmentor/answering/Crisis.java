package io.github.mlmentor.answering;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Ranked;

/**
 * Notices by meaning what the words of {@link SensitiveTopics} do not name: the best match is the article whose asks are how people in
 * need speak, and the match is close. Needs embeddings; shared words alone mean nothing here.
 */
final class Crisis {
    private static final String TAG = "response";
    private static final String VALUE = "crisis";
    /** On the tuning questions, oblique cries for help lie above it and the idioms of the trade below. */
    private static final double CLOSE = 0.68;

    private Crisis() {}

    static boolean isMeant(Evidence evidence) {
        return evidence.signals().semantic()
                && evidence.signals().cosine() >= CLOSE
                && evidence.best()
                        .map(Ranked::article)
                        .filter(Crisis::isCrisisArticle)
                        .isPresent();
    }

    static boolean isCrisisArticle(Article article) {
        return VALUE.equals(article.tags().get(TAG));
    }
}
