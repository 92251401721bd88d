package io.github.mlmentor.retrieval;

import java.util.List;

/** Cosine similarity by brute force over one flat array. Immutable and thread-safe. */
final class VectorIndex {
    private final float[] vectors;
    private final int dimension;

    VectorIndex(List<float[]> vectors, int dimension) {
        this.dimension = dimension;
        this.vectors = new float[vectors.size() * dimension];
        for (int i = 0; i < vectors.size(); i++) {
            System.arraycopy(vectors.get(i), 0, this.vectors, i * dimension, dimension);
        }
    }

    /** The cosine of every vector with a query of norm 1. */
    float[] similarities(float[] query) {
        float[] similarities = new float[vectors.length / dimension];
        for (int i = 0, at = 0; i < similarities.length; i++, at += dimension) {
            // Four sums, because the JIT may not reorder one.
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            int j = 0;
            for (; j < dimension - 3; j += 4) {
                a += query[j] * vectors[at + j];
                b += query[j + 1] * vectors[at + j + 1];
                c += query[j + 2] * vectors[at + j + 2];
                d += query[j + 3] * vectors[at + j + 3];
            }
            for (; j < dimension; j++) {
                a += query[j] * vectors[at + j];
            }
            similarities[i] = a + b + c + d;
        }
        return similarities;
    }
}
