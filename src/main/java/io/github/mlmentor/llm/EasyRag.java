package io.github.mlmentor.llm;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.DocumentSplitter;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.document.splitter.DocumentSplitters;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.MetadataFilterBuilder;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.github.mlmentor.retrieval.Embedder;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.Query;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What LangChain4j's Easy RAG does by default, to measure beside: whole files, front matter and all, in segments of at most 300
 * tokens that overlap by 30, a store in memory, and the segments that come nearest. The same parts and numbers, without the
 * parsers that Easy RAG brings along. Thread-safe.
 *
 * <p>By default it returns three segments, which may be of one file. To be ranked among as many articles as others it is asked for
 * as many segments as that takes, and an article stands where its first segment does.
 */
public final class EasyRag {
    /** What a reader of its figures must know. */
    public static final String NOTE = "easy-rag: Easy RAG's defaults (300 tokens, 30 of overlap, bge-small-en-v1.5"
            + " quantised) on the same files, but asked for more than its 3 segments, so that it ranks as many articles;"
            + " follow-ups are made to stand alone for it too";

    private static final int MOST_TOKENS = 300;
    private static final int OVERLAP = 30;
    private static final String ARTICLE = "ml-mentor-article";

    private final InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    private final EmbeddingModel model;
    /** The most segments that one file has. */
    private final int longest;

    /**
     * A file to index.
     *
     * @param id the article's
     * @param text everything in it
     * @param tags what a filter may ask for
     */
    public record Source(String id, String text, Map<String, String> tags) {}

    /**
     * Indexes files.
     *
     * @param cache where the vectors of segments are kept
     * @throws LinkageError or RuntimeException where the embedding model has no library for this system
     */
    public EasyRag(List<Source> sources, Embedder embedder, EmbeddingCache cache) {
        DocumentSplitter splitter = DocumentSplitters.recursive(MOST_TOKENS, OVERLAP, BgeEmbedder.tokens());
        List<TextSegment> segments =
                splitter.splitAll(sources.stream().map(EasyRag::document).toList());
        List<float[]> vectors =
                cache.embed(segments.stream().map(TextSegment::text).toList(), embedder, done -> true);
        store.addAll(vectors.stream().map(Embedding::from).toList(), segments);
        this.model = new Questions(embedder);
        Map<String, Integer> counts = new HashMap<>();
        segments.forEach(segment -> counts.merge(article(segment), 1, Integer::sum));
        this.longest =
                counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    /** The model as the retriever knows it. */
    private record Questions(Embedder embedder) implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
            return Response.from(texts.stream()
                    .map(text -> Embedding.from(embedder.embedQuestion(text.text())))
                    .toList());
        }
    }

    private static Document document(Source source) {
        Metadata metadata = new Metadata();
        source.tags().forEach((name, value) -> {
            if (!name.isBlank()) {
                metadata.put(name, value);
            }
        });
        return Document.from(source.text(), metadata.put(ARTICLE, source.id()));
    }

    private static String article(TextSegment segment) {
        return String.valueOf(segment.metadata().getString(ARTICLE));
    }

    /** The ids of the articles whose segments come nearest, best first. */
    public List<String> rank(Query query, int depth) {
        if (query.text().isBlank()) {
            return List.of();
        }
        return EmbeddingStoreContentRetriever.builder()
                .embeddingStore(store)
                .embeddingModel(model)
                // Even if all others that come before have all their segments there, this many articles are.
                .maxResults((depth - 1) * longest + 1)
                .filter(filter(query.filter()))
                .build()
                .retrieve(dev.langchain4j.rag.query.Query.from(query.text()))
                .stream()
                .map(content -> article(content.textSegment()))
                .distinct()
                .limit(depth)
                .toList();
    }

    private static @Nullable Filter filter(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> MetadataFilterBuilder.metadataKey(tag.getKey()).isEqualTo(tag.getValue()))
                .reduce((one, other) -> Filter.and(one, other))
                .orElse(null);
    }
}
