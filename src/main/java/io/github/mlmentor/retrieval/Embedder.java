package io.github.mlmentor.retrieval;

import java.util.List;

/** Turns texts into vectors of one length and norm 1. Thread-safe. */
public interface Embedder {
    /** Names model and preparation; another name means that stored vectors are void. */
    String name();

    int dimension();

    /** The vector of a question. */
    float[] embedQuestion(String question);

    /**
     * The vectors of passages, in their order.
     *
     * @throws IllegalArgumentException when a passage is longer than the model reads
     */
    List<float[]> embedPassages(List<String> passages);
}
