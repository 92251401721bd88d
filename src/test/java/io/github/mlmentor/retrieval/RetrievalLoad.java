package io.github.mlmentor.retrieval;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.evaluation.LabelledQuestion;
import io.github.mlmentor.evaluation.QuestionFiles;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.knowledge.Passage;
import io.github.mlmentor.knowledge.Section;
import io.github.mlmentor.llm.BgeEmbedder;
import io.github.mlmentor.rig.Options;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/**
 * How long loading and indexing take, and how long a question takes when the library has grown: {@code --vectors FILE} keeps the
 * vectors, so that the first run is a cold start and the second a warm one; {@code --passages 10000,100000} are the sizes to grow to,
 * {@code --questions 300} how many are asked, {@code --seed 1}.
 *
 * <p>What is grown is made of the articles that are there: words shuffled within each block, vectors turned aside by noise. So no two
 * passages are the same and none has to be embedded again. A question's own vector is computed beforehand, and its time given apart,
 * because it does not depend on the size. Beside it LangChain4j's store in memory looks for the same vectors.
 */
public final class RetrievalLoad {
    /** How far aside a vector is turned: the length of the noise beside a vector of length 1. */
    private static final double NOISE = 0.3;

    private static final int WARMING = 50;
    private static final double MEGABYTE = 1024 * 1024;

    private final Options options;
    private final Random random;

    private RetrievalLoad(Options options) {
        this.options = options;
        this.random = new Random(options.number("seed", 1));
    }

    /** Runs what the command line says. */
    public static void main(String[] arguments) throws Exception {
        new RetrievalLoad(new Options(arguments)).run();
    }

    private void run() throws Exception {
        KnowledgeBase base = new KnowledgeLoader(
                        List.of(MarkdownFolder.curated(Path.of("config/knowledge"))), Path.of("config/resources.yaml"))
                .load(LocalDate.now(java.time.ZoneOffset.UTC))
                .base();
        double loaded = sinceStart();
        FusedRetriever lexical = FusedRetriever.lexical(base);
        double searchable = sinceStart();
        Path file = options.has("vectors")
                ? Path.of(options.text("vectors", ""))
                : Files.createTempDirectory("retrieval-load").resolve("vectors.bin");
        boolean warm = Files.exists(file);
        BgeEmbedder embedder = new BgeEmbedder();
        List<float[]> vectors = new EmbeddingCache(file, List.of())
                .embed(base.passages().stream().map(Passage::text).toList(), embedder, done -> true);
        lexical.withVectors(embedder, vectors).retrieve(Query.of("ready?"));
        System.out.printf(
                Locale.ROOT,
                "%s start of the process to: %d articles loaded %.1f s, found by words %.1f s, %d passages found by words and"
                        + " meaning %.1f s%n",
                warm ? "warm," : "cold,",
                base.articles().size(),
                loaded,
                searchable,
                vectors.size(),
                sinceStart());
        List<String> questions = QuestionFiles.read(Path.of("src/evaluation/questions")).stream()
                .filter(question ->
                        question.split().equals("report") && question.history().isEmpty())
                .map(LabelledQuestion::question)
                .limit(options.number("questions", 300))
                .toList();
        Known known = new Known(embedder);
        report("a question's own vector", 0, questions, known::learn);
        measure(base, vectors, questions, known);
        for (String size : options.text("passages", "10000,100000").split(",")) {
            Grown grown = grow(base, vectors, Integer.parseInt(size));
            measure(grown.base(), grown.vectors(), questions, known);
        }
    }

    private static double sinceStart() {
        return (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3;
    }

    private static void measure(KnowledgeBase base, List<float[]> vectors, List<String> questions, Embedder known) {
        int size = vectors.size();
        long before = used();
        long start = System.nanoTime();
        FusedRetriever ours = FusedRetriever.lexical(base).withVectors(known, vectors);
        double seconds = (System.nanoTime() - start) / 1e9;
        report("ML Mentor, words and meaning", size, questions, question -> ours.retrieve(Query.of(question)));
        System.out.printf(Locale.ROOT, "  built in %.1f s, %.0f MB of heap%n", seconds, (used() - before) / MEGABYTE);
        InMemoryEmbeddingStore<TextSegment> theirs = new InMemoryEmbeddingStore<>();
        theirs.addAll(
                vectors.stream().map(Embedding::from).toList(),
                base.passages().stream()
                        .map(passage -> TextSegment.from(passage.text()))
                        .toList());
        report(
                "LangChain4j's store, meaning alone",
                size,
                questions,
                question -> theirs.search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(Embedding.from(known.embedQuestion(question)))
                        .maxResults(Retriever.DEPTH)
                        .build()));
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void report(String what, int size, List<String> questions, Consumer<String> ask) {
        questions.stream().limit(WARMING).forEach(ask);
        double[] millis = questions.stream()
                .mapToDouble(question -> {
                    long start = System.nanoTime();
                    ask.accept(question);
                    return (System.nanoTime() - start) / 1e6;
                })
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%,9d passages: %s, p50 %.1f ms, p95 %.1f ms, p99 %.1f ms (%d questions, load average %.1f)%n",
                size,
                what,
                millis[millis.length / 2],
                millis[(int) (0.95 * millis.length)],
                millis[(int) (0.99 * millis.length)],
                millis.length,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private record Grown(KnowledgeBase base, List<float[]> vectors) {}

    private Grown grow(KnowledgeBase base, List<float[]> vectors, int size) {
        Map<String, List<float[]>> byArticle = new HashMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            byArticle
                    .computeIfAbsent(base.passages().get(i).article(), id -> new ArrayList<>())
                    .add(vectors.get(i));
        }
        List<Article> articles = new ArrayList<>(base.articles());
        int passages = vectors.size();
        for (int round = 1; passages < size; round++) {
            for (Article article : base.articles()) {
                if (passages < size) {
                    articles.add(shuffled(article, round));
                    passages += byArticle.getOrDefault(article.id(), List.of()).size();
                }
            }
        }
        KnowledgeBase grown = new KnowledgeBase(articles, base.catalogue());
        List<float[]> turned = new ArrayList<>(vectors);
        Map<String, Integer> reached = new HashMap<>();
        for (Passage passage :
                grown.passages().subList(vectors.size(), grown.passages().size())) {
            List<float[]> originals =
                    Objects.requireNonNull(byArticle.get(passage.article().split("#")[0]));
            int number = reached.merge(passage.article(), 1, Integer::sum) - 1;
            turned.add(aside(originals.get(Math.min(number, originals.size() - 1))));
        }
        return new Grown(grown, turned);
    }

    private Article shuffled(Article article, int round) {
        return new Article(
                article.id() + "#" + round,
                shuffled(article.title()),
                article.kind(),
                article.asks().stream().map(this::shuffled).toList(),
                shuffled(article.shortAnswer()),
                article.sections().stream().map(this::shuffled).toList(),
                article.roles(),
                article.duties(),
                article.skills(),
                article.resources(),
                article.advice(),
                article.reviewed(),
                article.reviewedBy(),
                article.reviewBy(),
                article.author(),
                article.aliases(),
                article.prerequisites(),
                article.levels(),
                article.compares(),
                article.seeAlso(),
                article.verbatim(),
                article.live(),
                article.tags(),
                article.profile(),
                article.origin());
    }

    private Section shuffled(Section section) {
        List<String> blocks = new ArrayList<>();
        for (Block block : section.body().blocks()) {
            blocks.add(shuffled(new Document(List.of(block)).plainText()));
        }
        return new Section(shuffled(section.heading()), Document.of(blocks.toArray(String[]::new)), section.line());
    }

    private String shuffled(String text) {
        List<String> words = Arrays.asList(text.split("\\s+"));
        Collections.shuffle(words, random);
        return String.join(" ", words);
    }

    private float[] aside(float[] vector) {
        float[] turned = new float[vector.length];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            turned[i] = (float) (vector[i] + NOISE * random.nextGaussian() / Math.sqrt(vector.length));
            squares += turned[i] * turned[i];
        }
        for (int i = 0; i < vector.length; i++) {
            turned[i] /= (float) Math.sqrt(squares);
        }
        return turned;
    }

    /** Remembers the vectors of questions. */
    private static final class Known implements Embedder {
        private final Embedder embedder;
        private final Map<String, float[]> vectors = new HashMap<>();

        Known(Embedder embedder) {
            this.embedder = embedder;
        }

        void learn(String question) {
            vectors.put(question, embedder.embedQuestion(question));
        }

        @Override
        public String name() {
            return embedder.name();
        }

        @Override
        public int dimension() {
            return embedder.dimension();
        }

        @Override
        public float[] embedQuestion(String question) {
            return Objects.requireNonNull(vectors.get(question), "not learnt");
        }

        @Override
        public List<float[]> embedPassages(List<String> passages) {
            return embedder.embedPassages(passages);
        }
    }
}
