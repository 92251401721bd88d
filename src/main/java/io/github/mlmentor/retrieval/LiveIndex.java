package io.github.mlmentor.retrieval;

import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Library;
import io.github.mlmentor.knowledge.Passage;
import io.github.mlmentor.telemetry.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index over whatever the library serves. Words are there at once; vectors join when they are computed, and where they
 * cannot be computed on this system, words alone remain. Thread-safe.
 */
public final class LiveIndex implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LiveIndex.class);
    private static final String STILL_COMPUTING = "the vectors are still being computed";

    private final @Nullable Supplier<Embedder> loader;
    private final EmbeddingCache cache;
    private final Executor background;
    private final CountDownLatch firstSettled = new CountDownLatch(1);
    private final Object change = new Object();
    private volatile State state = new State(
            new Searchable(KnowledgeBase.EMPTY, FusedRetriever.lexical(KnowledgeBase.EMPTY)), STILL_COMPUTING);
    private @Nullable Embedder embedder;

    /**
     * What is searched, replaced as a whole.
     *
     * @param lexicalBecause why words alone are searched, or empty when vectors have joined
     */
    private record State(Searchable searchable, String lexicalBecause) {}

    /**
     * Indexes what the library has and follows its changes.
     *
     * @param loader loads the embedder, late and once; null to search by words alone
     * @param background where vectors are computed, one task at a time
     */
    public LiveIndex(Library library, @Nullable Supplier<Embedder> loader, EmbeddingCache cache, Executor background) {
        this.loader = loader;
        this.cache = cache;
        this.background = background;
        library.follow(this::index);
    }

    public Searchable current() {
        return state.searchable();
    }

    /** Waits until vectors have joined or it is certain that they will not, or the time is over. */
    public void awaitSettled(Duration most) {
        try {
            if (!firstSettled.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "The vectors are not ready after {} s; searching by words alone until they are",
                        most.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void index(KnowledgeBase base) {
        FusedRetriever lexical = FusedRetriever.lexical(base);
        Searchable byWords = new Searchable(base, lexical);
        synchronized (change) {
            state = new State(byWords, loader == null ? "knowledge.semantic is off" : STILL_COMPUTING);
        }
        if (loader == null) {
            firstSettled.countDown();
            return;
        }
        background.execute(() -> addVectors(base, lexical));
    }

    private void addVectors(KnowledgeBase base, FusedRetriever lexical) {
        try {
            Embedder ready = embedder();
            List<float[]> vectors = cache.embed(
                    base.passages().stream().map(Passage::text).toList(),
                    ready,
                    done -> current().base() == base);
            if (current().base() != base) {
                return;
            }
            // Loads the model now: the first question need not wait for it, and a system without it is noticed here.
            ready.embedQuestion("ready?");
            settle(new State(new Searchable(base, lexical.withVectors(ready, vectors)), ""));
        } catch (RuntimeException | LinkageError e) {
            // ONNX Runtime and the tokenizer have no library for every system.
            String because = "embeddings do not run here (" + e.getClass().getSimpleName() + ")";
            LOG.warn("Searching by words alone: {}", because, e);
            settle(new State(new Searchable(base, lexical), because));
        }
    }

    /** Takes the place of the words of the same knowledge; what was computed for knowledge that changed since is dropped. */
    private void settle(State settled) {
        synchronized (change) {
            if (current().base() == settled.searchable().base()) {
                state = settled;
                firstSettled.countDown();
            }
        }
    }

    private synchronized Embedder embedder() {
        if (embedder == null) {
            if (loader == null) {
                throw new IllegalStateException("no embedder is configured");
            }
            embedder = loader.get();
        }
        return embedder;
    }

    @Override
    public String name() {
        return "index";
    }

    @Override
    public Health check() {
        State now = state;
        String lexicalBecause = now.lexicalBecause();
        int passages = now.searchable().base().passages().size();
        if (passages == 0) {
            return Health.failure("there is nothing to search", "put articles into the knowledge folder");
        }
        return lexicalBecause.isEmpty()
                ? Health.ok(passages + " passages, by words and by meaning")
                : Health.warning(
                        passages + " passages, by words alone: " + lexicalBecause,
                        lexicalBecause.startsWith("embeddings")
                                ? "use a system with glibc on x86-64 or ARM64, or set knowledge.semantic to false"
                                : "");
    }
}
