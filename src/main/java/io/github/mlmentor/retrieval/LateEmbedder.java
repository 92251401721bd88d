package io.github.mlmentor.retrieval;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Loads an embedder at the first text, so that nothing is loaded when every vector is known already. Thread-safe. */
public final class LateEmbedder implements Embedder {
    private final String name;
    private final int dimension;
    private final Supplier<Embedder> loader;
    private @Nullable Embedder loaded;

    public LateEmbedder(String name, int dimension, Supplier<Embedder> loader) {
        this.name = name;
        this.dimension = dimension;
        this.loader = loader;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public float[] embedQuestion(String question) {
        return loaded().embedQuestion(question);
    }

    @Override
    public List<float[]> embedPassages(List<String> passages) {
        return loaded().embedPassages(passages);
    }

    /** Loads now, so that nobody waits for it later; a failure shows itself again at the first text. */
    public void load() {
        try {
            loaded();
        } catch (RuntimeException | LinkageError e) {
            // Whoever asks for a vector is told, and knows what to do without.
        }
    }

    private synchronized Embedder loaded() {
        Embedder embedder = loaded;
        if (embedder == null) {
            embedder = loader.get();
            loaded = embedder;
        }
        return embedder;
    }
}
