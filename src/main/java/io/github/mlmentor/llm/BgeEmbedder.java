package io.github.mlmentor.llm;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.HuggingFaceTokenCountEstimator;
import io.github.mlmentor.retrieval.Embedder;
import java.util.List;

/**
 * The quantised bge-small-en-v1.5 in this process, through ONNX. Thread-safe. Loading takes about half a second and 200 MB,
 * so it is done once and late.
 */
public final class BgeEmbedder implements Embedder {
    /** The model reads 512 tokens, two of which are its own marks; it would cut the rest in silence. */
    private static final int MOST_TOKENS = 510;

    /** The length of its vectors. */
    public static final int DIMENSION = 384;

    /** Its name, known without loading it. */
    public static final String NAME = "bge-small-en-v1.5-q/1";

    private final InProcessModel model;
    private final HuggingFaceTokenCountEstimator tokens;

    /**
     * Loads the model.
     *
     * @throws LinkageError or RuntimeException where ONNX Runtime or the tokenizer has no library for this system
     */
    public BgeEmbedder() {
        this.tokens = tokens();
        this.model = new InProcessModel("bge-small-en-v1.5-q.onnx", "bge-small-en-v1.5-q-tokenizer.json", DIMENSION);
    }

    /** Counts tokens as the model does. */
    static HuggingFaceTokenCountEstimator tokens() {
        // The tokenizer's library reports its use to its makers unless told not to, before it loads.
        System.setProperty("OPT_OUT_TRACKING", "true");
        return new HuggingFaceTokenCountEstimator();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public float[] embedQuestion(String question) {
        return model.embed(question).content().vector();
    }

    @Override
    public List<float[]> embedPassages(List<String> passages) {
        if (passages.isEmpty()) {
            return List.of();
        }
        for (String passage : passages) {
            int length = tokens.estimateTokenCountInText(passage);
            if (length > MOST_TOKENS) {
                throw new IllegalArgumentException("a passage of " + length + " tokens would be cut at " + MOST_TOKENS
                        + ": " + passage.lines().findFirst().orElse(""));
            }
        }
        return model.embedAll(passages.stream().map(TextSegment::from).toList()).content().stream()
                .map(Embedding::vector)
                .toList();
    }
}
