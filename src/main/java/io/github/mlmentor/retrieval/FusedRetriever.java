package io.github.mlmentor.retrieval;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Passage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fuses lexical and semantic scores at the level of articles.
 *
 * <p>Each article gets scores from each side, by its best passages and as a whole: as one long text by words, as the middle of its
 * passages by meaning. Meanings are compared after {@link Contrast}. They are made comparable by
 * their mean and spread over all articles, and added. On the tuning half of the evaluation questions, and on the articles' own
 * asks each looked for without itself, this beats fusing passages, rank fusion, and every single score;
 * around these weights the figures are flat. Immutable and thread-safe; a changed knowledge base gets another retriever.
 */
public final class FusedRetriever implements Retriever {
    private static final Logger LOG = LoggerFactory.getLogger(FusedRetriever.class);
    private static final double WORDS = 0.36;
    private static final double MEANING_OF_PASSAGES = 0.36;
    private static final double MEANING_OF_ALL = 0.28;
    private static final int HITS = 6;
    /** What it is worth, in cosine, that a section has every word of the question. */
    private static final double SECTION_WORDS = 0.25;

    /** This is all computing: more at once than there are processors only has everybody wait, those who ask as well. */
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), true);

    private final List<Article> articles;
    private final List<Passage> passages;
    /** For each passage the number of its article. */
    private final int[] owner;

    private final Words words;
    private final Sections sections;
    private final @Nullable Semantics semantics;

    /**
     * What is known of words.
     *
     * @param passages each passage as a text
     * @param wholes each article as one text
     * @param vocabularies the words of each article
     */
    private record Words(LexicalIndex passages, LexicalIndex wholes, List<Set<String>> vocabularies) {}

    /**
     * What is known of meanings.
     *
     * @param vectors of the passages, as they are
     * @param contrasted of the passages, in contrast
     * @param middles of the articles, in contrast
     * @param besideWords what the words weigh beside them
     */
    private record Semantics(
            Embedder embedder,
            VectorIndex vectors,
            Contrast contrast,
            VectorIndex contrasted,
            VectorIndex middles,
            double besideWords) {}

    /** How near the passages and articles are to a question, by meaning. */
    private static final class Meanings {
        private float[] passages = {};
        private float[] contrasted = {};
        private float[] middles = {};
        private double distance;
        private List<Double> vector = List.of();
    }

    private FusedRetriever(
            List<Article> articles,
            List<Passage> passages,
            int[] owner,
            Words words,
            Sections sections,
            @Nullable Semantics semantics) {
        this.articles = articles;
        this.passages = passages;
        this.owner = owner;
        this.words = words;
        this.sections = sections;
        this.semantics = semantics;
    }

    /** A retriever by words alone, ready within milliseconds. */
    public static FusedRetriever lexical(KnowledgeBase base) {
        List<Article> articles = List.copyOf(base.articles());
        List<Passage> passages = base.passages();
        Map<String, Integer> numbers = new HashMap<>();
        for (Article article : articles) {
            numbers.put(article.id(), numbers.size());
        }
        int[] owner = passages.stream()
                .mapToInt(passage -> Objects.requireNonNull(numbers.get(passage.article())))
                .toArray();
        LexicalIndex index =
                new LexicalIndex(passages.stream().map(Passage::text).toList());
        List<StringBuilder> texts =
                articles.stream().map(article -> new StringBuilder()).toList();
        for (int i = 0; i < owner.length; i++) {
            texts.get(owner[i]).append(passages.get(i).text()).append('\n');
        }
        List<String> wholes = texts.stream().map(StringBuilder::toString).toList();
        List<Set<String>> vocabularies = wholes.stream().map(index::vocabulary).toList();
        Words words = new Words(index, new LexicalIndex(wholes), vocabularies);
        return new FusedRetriever(articles, passages, owner, words, new Sections(passages, index), null);
    }

    /** The same with embeddings beside the words. */
    public FusedRetriever withVectors(Embedder embedder, List<float[]> vectors) {
        if (vectors.size() != passages.size()) {
            throw new IllegalArgumentException(vectors.size() + " vectors for " + passages.size() + " passages");
        }
        int dimension = embedder.dimension();
        Contrast contrast = Contrast.of(vectors, dimension, owner, articles.size());
        List<float[]> contrasted = vectors.stream().map(contrast::of).toList();
        Semantics added = new Semantics(
                embedder,
                new VectorIndex(vectors, dimension),
                contrast,
                new VectorIndex(contrasted, dimension),
                new VectorIndex(middles(contrasted, dimension), dimension),
                WORDS);
        return new FusedRetriever(articles, passages, owner, words, sections, added);
    }

    /** The middle of each article's passages, of norm 1. */
    private List<float[]> middles(List<float[]> vectors, int dimension) {
        List<float[]> middles =
                articles.stream().map(article -> new float[dimension]).toList();
        for (int i = 0; i < owner.length; i++) {
            float[] middle = middles.get(owner[i]);
            for (int j = 0; j < dimension; j++) {
                middle[j] += vectors.get(i)[j];
            }
        }
        for (float[] middle : middles) {
            double squares = 0;
            for (float value : middle) {
                squares += value * value;
            }
            for (int j = 0; squares > 0 && j < dimension; j++) {
                middle[j] /= (float) Math.sqrt(squares);
            }
        }
        return middles;
    }

    /**
     * The same with articles ranked by meaning alone, to measure what the words add.
     *
     * @throws IllegalStateException when there are no vectors
     */
    public FusedRetriever byMeaningAlone() {
        if (semantics == null) {
            throw new IllegalStateException("there are no vectors to search by meaning; see \"ml-mentor doctor\"");
        }
        Semantics alone = new Semantics(
                semantics.embedder(),
                semantics.vectors(),
                semantics.contrast(),
                semantics.contrasted(),
                semantics.middles(),
                0);
        return new FusedRetriever(articles, passages, owner, words, sections, alone);
    }

    public boolean isSemantic() {
        return semantics != null;
    }

    @Override
    public Evidence retrieve(Query query) {
        turns.acquireUninterruptibly();
        try {
            return ranked(query);
        } finally {
            turns.release();
        }
    }

    private Evidence ranked(Query query) {
        boolean[] allowed = new boolean[articles.size()];
        int count = 0;
        for (int i = 0; i < allowed.length; i++) {
            Article article = articles.get(i);
            allowed[i] = query.filter().entrySet().stream()
                    .allMatch(tag -> tag.getValue().equals(article.tags().get(tag.getKey())));
            count += allowed[i] ? 1 : 0;
        }
        if (count == 0) {
            return Evidence.none(query);
        }
        boolean leans = !query.focus().equals(query.text());
        Meanings meanings;
        float[] focusMeanings;
        try {
            meanings = meanings(query.text());
            focusMeanings = leans ? meanings(query.focus()).passages : meanings.passages;
        } catch (RuntimeException e) {
            // The message may repeat the question.
            LOG.warn(
                    "A question has no vector ({}); looked up by words alone",
                    e.getClass().getSimpleName());
            return new FusedRetriever(articles, passages, owner, words, sections, null).retrieve(query);
        }
        Set<String> terms = words.passages().terms(query.text());
        Set<String> focusTerms = leans ? words.passages().terms(query.focus()) : terms;
        Tops byWords = Tops.of(words.passages().scores(terms), owner, articles.size());
        double[] fused = new double[articles.size()];
        // Without meanings words weigh all, so that scores stay on one scale.
        double third = (semantics == null ? 1 : semantics.besideWords()) / 3;
        addStandardised(fused, byWords.best(), allowed, third);
        addStandardised(fused, byWords.support(), allowed, third);
        addStandardised(fused, doubles(words.wholes().scores(terms)), allowed, third);
        if (semantics != null) {
            Tops contrasted = Tops.of(meanings.contrasted, owner, articles.size());
            addStandardised(fused, contrasted.support(), allowed, MEANING_OF_PASSAGES);
            addStandardised(fused, doubles(meanings.middles), allowed, MEANING_OF_ALL);
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < fused.length; i++) {
            if (allowed[i]) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingDouble((Integer article) -> -fused[article]));
        List<Ranked> ranked = new ArrayList<>();
        for (int article : order.subList(0, Math.min(DEPTH, order.size()))) {
            ranked.add(new Ranked(articles.get(article), fused[article], hits(article, focusTerms, focusMeanings)));
        }
        return new Evidence(query, ranked, signals(order, terms, byWords, meanings));
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private Meanings meanings(String text) {
        Meanings meanings = new Meanings();
        if (semantics != null) {
            float[] vector = semantics.embedder().embedQuestion(text);
            float[] contrasted = semantics.contrast().of(vector);
            meanings.passages = semantics.vectors().similarities(vector);
            meanings.contrasted = semantics.contrasted().similarities(contrasted);
            meanings.middles = semantics.middles().similarities(contrasted);
            meanings.distance = semantics.contrast().distance(vector);
            meanings.vector = Arrays.stream(doubles(vector)).boxed().toList();
        }
        return meanings;
    }

    private Evidence.Signals signals(List<Integer> order, Set<String> terms, Tops byWords, Meanings meanings) {
        int best = order.get(0);
        double known = 0;
        double covered = 0;
        double all = 0;
        for (String term : terms) {
            double rarity = words.passages().rarity(term);
            all += rarity;
            known += words.passages().knows(term) ? rarity : 0;
            covered += words.vocabularies().get(best).contains(term) ? rarity : 0;
        }
        double cosine = 0;
        double support = 0;
        double neighbourhood = 0;
        if (semantics != null) {
            Tops byMeaning = Tops.of(meanings.passages, owner, articles.size());
            double[] nearest = order.stream()
                    .mapToDouble(article -> -byMeaning.best()[article])
                    .sorted()
                    .limit(DEPTH)
                    .toArray();
            cosine = -nearest[0];
            neighbourhood = -Arrays.stream(nearest).average().orElse(0);
            support = byMeaning.support()[best];
        }
        return new Evidence.Signals(
                semantics != null,
                cosine,
                support,
                neighbourhood,
                all == 0 ? 0 : covered / all,
                all == 0 ? 0 : known / all,
                order.stream()
                        .mapToDouble(article -> byWords.best()[article])
                        .max()
                        .orElse(0),
                terms.size(),
                meanings.distance,
                meanings.vector);
    }

    /** The article's sections, those that the question is after first. */
    private List<Ranked.Hit> hits(int article, Set<String> terms, float[] meanings) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < owner.length; i++) {
            if (owner[i] == article && passages.get(i).part() == Passage.Part.SECTION) {
                numbers.add(i);
            }
        }
        Map<Integer, Double> shares = sections.shares(numbers, terms);
        List<Ranked.Hit> hits = new ArrayList<>();
        for (int number : numbers) {
            double byWords = shares.getOrDefault(number, 0.0);
            double score = semantics == null ? byWords : meanings[number] + SECTION_WORDS * byWords;
            hits.add(new Ranked.Hit(passages.get(number), score));
        }
        hits.sort(Comparator.comparingDouble((Ranked.Hit hit) -> -hit.score()));
        return hits.subList(0, Math.min(HITS, hits.size()));
    }

    /** Adds a score after subtracting its mean and dividing by its spread over the articles that count. */
    private static void addStandardised(double[] sum, double[] scores, boolean[] counts, double weight) {
        double mean = 0;
        double squares = 0;
        int number = 0;
        for (int i = 0; i < scores.length; i++) {
            if (counts[i]) {
                mean += scores[i];
                squares += scores[i] * scores[i];
                number++;
            }
        }
        mean /= number;
        double spread = Math.sqrt(Math.max(0, squares / number - mean * mean));
        for (int i = 0; i < scores.length; i++) {
            sum[i] += spread < 1e-9 ? 0 : weight * (scores[i] - mean) / spread;
        }
    }
}
