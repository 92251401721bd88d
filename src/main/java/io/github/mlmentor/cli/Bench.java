package io.github.mlmentor.cli;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.evaluation.Contender;
import io.github.mlmentor.evaluation.Ranking;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.ArticleText;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.llm.BgeEmbedder;
import io.github.mlmentor.llm.EasyRag;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Retriever;
import io.github.mlmentor.retrieval.Searchable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One knowledge with everything that can be measured on it. */
final class Bench {
    private static final Duration INDEX_WAIT = Duration.ofMinutes(30);

    /** Our own ways to rank. */
    enum Way {
        /** What the program does. */
        fused,
        /** By words alone. */
        lexical,
        /** By meaning alone. */
        semantic
    }

    private final Backstage backstage;
    private final Backstage.Shelf shelf;
    private final Searchable served;

    private Bench(Backstage backstage, Backstage.Shelf shelf) {
        this.backstage = backstage;
        this.shelf = shelf;
        shelf.index().awaitSettled(INDEX_WAIT);
        this.served = shelf.index().current();
    }

    /** What is served. */
    static Bench served(Backstage backstage) {
        return new Bench(backstage, backstage.shelf());
    }

    /** Somebody else's folder. */
    static Bench of(Backstage backstage, Path folder) {
        Bench bench = new Bench(backstage, backstage.shelf(folder));
        if (bench.base().articles().isEmpty()) {
            throw new IllegalArgumentException("there is no article in " + folder
                    + "; each is a .md file that begins with --- and has an id, and a title or question; what has a name"
                    + " that begins with . or _ is left out"
                    + bench.shelf.library().problems().stream()
                            .limit(3)
                            .map(problem -> "\n  " + problem)
                            .collect(Collectors.joining()));
        }
        return bench;
    }

    KnowledgeBase base() {
        return served.base();
    }

    Backstage.Shelf shelf() {
        return shelf;
    }

    /** Words and meaning, or words alone where that is how it is served. */
    Retriever fused() {
        return served.retriever();
    }

    Retriever lexical() {
        return FusedRetriever.lexical(base());
    }

    /** The desk that answers by what is served. */
    AnswerDesk desk() {
        return desk(fused());
    }

    private AnswerDesk desk(Retriever retriever) {
        return backstage.desk(Calibration.shipped(), new Searchable(base(), retriever));
    }

    /**
     * One of our own ways; those decide that thresholds were fitted to.
     *
     * @throws IllegalStateException when it needs vectors and there are none
     */
    Contender contender(Way way) {
        return switch (way) {
            case fused -> deciding(way, semantic());
            case lexical -> deciding(way, lexical());
            case semantic -> Contender.ranking(way.name(), Ranking.of(semantic().byMeaningAlone()));
        };
    }

    private FusedRetriever semantic() {
        if (fused() instanceof FusedRetriever found && found.isSemantic()) {
            return found;
        }
        throw new IllegalStateException("there are no vectors ("
                + shelf.index().check().detail() + "), so only \"--retriever lexical\" can be measured");
    }

    private Contender deciding(Way way, Retriever retriever) {
        return new Contender(way.name(), Ranking.of(retriever), Optional.of(desk(retriever)));
    }

    /**
     * LangChain4j's Easy RAG on the files of the same articles.
     *
     * @throws IllegalStateException when embeddings do not run here
     */
    Contender easyRag() {
        Map<String, Article> byOrigin =
                base().articles().stream().collect(Collectors.toMap(Article::origin, Function.identity()));
        List<EasyRag.Source> sources = shelf.loader().texts().stream()
                .flatMap(text -> Optional.ofNullable(byOrigin.get(text.origin())).stream()
                        .map(article -> source(article, text)))
                .toList();
        try {
            EmbeddingCache cache =
                    new EmbeddingCache(backstage.dataDir().resolve("embeddings-easy-rag.bin"), List.of());
            return Contender.ranking("easy-rag", new EasyRag(sources, new BgeEmbedder(), cache)::rank);
        } catch (LinkageError e) {
            throw new IllegalStateException("embeddings do not run here, so there is no \"--baseline easy-rag\"", e);
        }
    }

    private static EasyRag.Source source(Article article, ArticleText text) {
        return new EasyRag.Source(article.id(), text.markdown(), article.tags());
    }
}
