package io.github.mlmentor.mentoring;

import io.github.mlmentor.evaluation.LabelledQuestion;
import io.github.mlmentor.evaluation.QuestionFiles;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.Library;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.llm.BgeEmbedder;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.LiveIndex;
import io.github.mlmentor.settings.Locations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How well it is told which questions mean the same: over all pairs of the labelled questions, of which two are alike when the best article
 * for one answers the other, too. Named beside it: the cosine of the questions' own vectors.
 */
public final class LikenessBench {
    private LikenessBench() {}

    /**
     * A pair.
     *
     * @param alike whether one article answers both
     */
    private record Pair(double likeness, boolean alike) {}

    /** Prints both. */
    public static void main(String[] arguments) throws Exception {
        List<LabelledQuestion> questions =
                QuestionFiles.read(Path.of("src/evaluation/questions/answerable.jsonl")).stream()
                        .filter(question -> question.history().isEmpty() && question.isAnswerable())
                        .toList();
        BgeEmbedder embedder = new BgeEmbedder();
        Library library = new Library(
                new KnowledgeLoader(
                        List.of(MarkdownFolder.curated(Path.of("config/knowledge"))), Path.of("config/resources.yaml")),
                Clock.systemUTC());
        EmbeddingCache cache = new EmbeddingCache(
                Files.createTempDirectory("likeness").resolve("e.bin"),
                Locations.resource("embeddings.bin").map(List::of).orElse(List.of()));
        LiveIndex index = new LiveIndex(library, () -> embedder, cache, Runnable::run);
        Likeness likeness = new Likeness(index::current);
        print("place in the library", questions, likeness::place, Likeness::of);
        print("cosine of vectors", questions, embedder::embedQuestion, LikenessBench::cosine);
    }

    private static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static <T> void print(
            String name,
            List<LabelledQuestion> questions,
            Function<String, T> reading,
            BiFunction<T, T, Double> likeness) {
        List<T> read = questions.stream()
                .map(question -> reading.apply(question.question()))
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            for (int j = 0; j < i; j++) {
                List<String> one = questions.get(i).relevant();
                List<String> other = questions.get(j).relevant();
                pairs.add(new Pair(
                        likeness.apply(read.get(i), read.get(j)),
                        one.contains(other.get(0)) || other.contains(one.get(0))));
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::likeness).reversed());
        long alike = pairs.stream().filter(Pair::alike).count();
        double precision = 0;
        int right = 0;
        double step = 0.1;
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < pairs.size(); i++) {
            if (pairs.get(i).alike()) {
                right++;
                precision += (double) right / (i + 1);
                if (right >= step * alike && step < 0.55) {
                    line.append(String.format(
                            Locale.ROOT,
                            " %.2f at %.1f (from %.2f)",
                            (double) right / (i + 1),
                            step,
                            pairs.get(i).likeness()));
                    step += 0.1;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | average precision %.3f | precision at recall:%s | %d of %d pairs alike |%n",
                name,
                precision / alike,
                line,
                alike,
                pairs.size());
    }
}
