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
 * <p>Each article gets two scores from each side, its best passage's and the mean of its three best. The four are made
 * comparable by their mean and spread over all articles, and added, 0.6 semantic to 0.4 lexical. On the tuning half of the
 * evaluation questions this beats fusing passages, rank fusion and every single score; around these weights the figures are
 * flat. Immutable and thread-safe; a changed knowledge base gets another retriever.
 */
public final class FusedRetriever implements Retriever {
    private static final Logger LOG = LoggerFactory.getLogger(FusedRetriever.class);
    private static final double SEMANTIC_WEIGHT = 0.6;
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

    private final LexicalIndex lexical;
    private final List<Set<String>> vocabularies;
    private final Sections sections;
    private final @Nullable Semantics semantics;

    /**
     * What finding by meaning needs.
     *
     * @param weight of its scores, 0 to 1; the rest is the words'
     */
    private record Semantics(Embedder embedder, VectorIndex vectors, double weight) {}

    private FusedRetriever(
            List<Article> articles,
            List<Passage> passages,
            int[] owner,
            LexicalIndex lexical,
            List<Set<String>> vocabularies,
            Sections sections,
            @Nullable Semantics semantics) {
        this.articles = articles;
        this.passages = passages;
        this.owner = owner;
        this.lexical = lexical;
        this.vocabularies = vocabularies;
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
        int[] owner = new int[passages.size()];
        Map<Integer, StringBuilder> texts = new HashMap<>();
        for (int i = 0; i < owner.length; i++) {
            owner[i] = Objects.requireNonNull(numbers.get(passages.get(i).article()));
            texts.computeIfAbsent(owner[i], article -> new StringBuilder())
                    .append(passages.get(i).text())
                    .append('\n');
        }
        LexicalIndex index = new LexicalIndex(passages);
        List<Set<String>> vocabularies = new ArrayList<>();
        for (int i = 0; i < articles.size(); i++) {
            vocabularies.add(index.vocabulary(String.valueOf(texts.get(i))));
        }
        return new FusedRetriever(articles, passages, owner, index, vocabularies, new Sections(passages, index), null);
    }

    /** The same with embeddings beside the words. */
    public FusedRetriever withVectors(Embedder embedder, List<float[]> vectors) {
        if (vectors.size() != passages.size()) {
            throw new IllegalArgumentException(vectors.size() + " vectors for " + passages.size() + " passages");
        }
        Semantics added = new Semantics(embedder, new VectorIndex(vectors, embedder.dimension()), SEMANTIC_WEIGHT);
        return new FusedRetriever(articles, passages, owner, lexical, vocabularies, sections, added);
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
        Semantics alone = new Semantics(semantics.embedder(), semantics.vectors(), 1);
        return new FusedRetriever(articles, passages, owner, lexical, vocabularies, sections, alone);
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
        float[] meanings;
        float[] focusMeanings;
        try {
            meanings = meanings(query.text());
            focusMeanings = leans ? meanings(query.focus()) : meanings;
        } catch (RuntimeException e) {
            // The message may repeat the question.
            LOG.warn(
                    "A question has no vector ({}); looked up by words alone",
                    e.getClass().getSimpleName());
            return new FusedRetriever(articles, passages, owner, lexical, vocabularies, sections, null).retrieve(query);
        }
        Set<String> terms = lexical.terms(query.text());
        float[] words = lexical.scores(terms);
        Set<String> focusTerms = leans ? lexical.terms(query.focus()) : terms;
        Tops byWords = Tops.of(words, owner, articles.size());
        Tops byMeaning = semantics == null ? Tops.empty() : Tops.of(meanings, owner, articles.size());

        double[] fused = new double[articles.size()];
        double share = semantics == null ? 0 : semantics.weight();
        addStandardised(fused, byWords.best(), allowed, (1 - share) / 2);
        addStandardised(fused, byWords.support(), allowed, (1 - share) / 2);
        if (semantics != null) {
            addStandardised(fused, byMeaning.best(), allowed, share / 2);
            addStandardised(fused, byMeaning.support(), allowed, share / 2);
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
        return new Evidence(query, ranked, signals(order, terms, byWords, byMeaning));
    }

    private float[] meanings(String text) {
        return semantics == null
                ? new float[0]
                : semantics.vectors().similarities(semantics.embedder().embedQuestion(text));
    }

    private Evidence.Signals signals(List<Integer> order, Set<String> terms, Tops byWords, Tops byMeaning) {
        int best = order.get(0);
        double known = 0;
        double covered = 0;
        double all = 0;
        for (String term : terms) {
            double rarity = lexical.rarity(term);
            all += rarity;
            known += lexical.knows(term) ? rarity : 0;
            covered += vocabularies.get(best).contains(term) ? rarity : 0;
        }
        double cosine = 0;
        double support = 0;
        double neighbourhood = 0;
        if (semantics != null) {
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
                terms.size());
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
