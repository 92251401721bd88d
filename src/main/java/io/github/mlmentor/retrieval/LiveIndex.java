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

    private final @Nullable Supplier<Embedder> loader;
    private final EmbeddingCache cache;
    private final Executor background;
    private final CountDownLatch firstSettled = new CountDownLatch(1);
    private volatile Searchable current =
            new Searchable(KnowledgeBase.EMPTY, FusedRetriever.lexical(KnowledgeBase.EMPTY));
    private volatile String lexicalBecause = "the vectors are still being computed";
    private @Nullable Embedder embedder;

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
        return current;
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
        current = new Searchable(base, lexical);
        if (loader == null) {
            lexicalBecause = "knowledge.semantic is off";
            firstSettled.countDown();
            return;
        }
        background.execute(() -> {
            addVectors(base, lexical);
            firstSettled.countDown();
        });
    }

    private void addVectors(KnowledgeBase base, FusedRetriever lexical) {
        try {
            Embedder ready = embedder();
            List<float[]> vectors = cache.embed(
                    base.passages().stream().map(Passage::text).toList(), ready, done -> current.base() == base);
            // Loads the model now: the first question need not wait for it, and a system without it is noticed here.
            ready.embedQuestion("ready?");
            if (current.base() == base) {
                FusedRetriever fused = lexical.withVectors(ready, vectors);
                current = new Searchable(base, fused);
                lexicalBecause = "";
            }
        } catch (RuntimeException | LinkageError e) {
            // ONNX Runtime and the tokenizer have no library for every system.
            lexicalBecause = "embeddings do not run here (" + e.getClass().getSimpleName() + ")";
            LOG.warn("Searching by words alone: {}", lexicalBecause, e);
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
        int passages = current.base().passages().size();
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
