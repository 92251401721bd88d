package io.github.mlmentor.retrieval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts words instead of understanding them; words that were declared to mean the same count as one. */
public final class FakeEmbedder implements Embedder {
    private static final int DIMENSION = 255;

    private final String name;
    private final Map<String, String> meanings;
    private final List<String> embedded = new ArrayList<>();
    private Runnable beforePassages = () -> {};
    private Runnable beforeDimension = () -> {};
    private int longest = Integer.MAX_VALUE;

    public FakeEmbedder() {
        this("fake/1", Map.of());
    }

    /**
     * With a name of its own.
     *
     * @param meanings what a word is counted as
     */
    public FakeEmbedder(String name, Map<String, String> meanings) {
        this.name = name;
        this.meanings = Map.copyOf(meanings);
    }

    /** What happens whenever passages are to be embedded. */
    FakeEmbedder beforePassages(Runnable action) {
        beforePassages = action;
        return this;
    }

    /** What happens whenever somebody asks for the dimension. */
    FakeEmbedder beforeDimension(Runnable action) {
        beforeDimension = action;
        return this;
    }

    /** Refuses longer passages, as the real one does. */
    FakeEmbedder refusesBeyond(int characters) {
        longest = characters;
        return this;
    }

    /** Every passage that was computed, in order. */
    List<String> embedded() {
        return List.copyOf(embedded);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int dimension() {
        beforeDimension.run();
        return DIMENSION;
    }

    @Override
    public float[] embedQuestion(String question) {
        float[] vector = new float[DIMENSION];
        // A text without words has a vector too, of norm 1 like any other.
        String words = "a " + question.toLowerCase(Locale.ROOT);
        for (String word : words.split("[^\\p{L}\\p{N}]+")) {
            vector[Math.floorMod(meanings.getOrDefault(word, word).hashCode(), DIMENSION)] += 1;
        }
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    @Override
    public List<float[]> embedPassages(List<String> passages) {
        beforePassages.run();
        for (String passage : passages) {
            if (passage.length() > longest) {
                throw new IllegalArgumentException("a passage of " + passage.length() + " characters");
            }
        }
        embedded.addAll(passages);
        return passages.stream().map(this::embedQuestion).toList();
    }
}
