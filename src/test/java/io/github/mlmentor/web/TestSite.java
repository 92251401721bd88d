package io.github.mlmentor.web;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.BoundedMemory;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Dialogue;
import io.github.mlmentor.guard.GroundingGuard;
import io.github.mlmentor.guard.LengthGuard;
import io.github.mlmentor.guard.LinkGuard;
import io.github.mlmentor.guard.MentionGuard;
import io.github.mlmentor.http.HttpServer;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.Library;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.LiveIndex;
import io.github.mlmentor.retrieval.Searchable;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.Metrics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The real web server with the real desk over a folder of articles, searched by words alone, on any free port. */
final class TestSite implements AutoCloseable {
    private final Metrics metrics = new Metrics();
    private final Library library;
    private final HttpServer http;
    private final int port;
    private volatile CountDownLatch held = new CountDownLatch(0);

    /** Serves this machine, as by default. */
    TestSite(Path folder, Path catalogue, Calibration calibration) {
        this(folder, catalogue, calibration, new Settings.Http("127.0.0.1", 0, "", 20, true, 0));
    }

    /**
     * Starts to serve.
     *
     * @param folder of articles
     * @param catalogue the file of links
     */
    TestSite(Path folder, Path catalogue, Calibration calibration, Settings.Http settings) {
        KnowledgeLoader loader = new KnowledgeLoader(List.of(MarkdownFolder.curated(folder)), catalogue);
        library = new Library(loader, Clock.systemUTC());
        EmbeddingCache noVectors = new EmbeddingCache(folder.resolve("no-vectors.bin"), List.of());
        LiveIndex index = new LiveIndex(library, null, noVectors, Runnable::run);
        AnswerDesk desk = new AnswerDesk(
                () -> heldUp(index.current()),
                calibration,
                List.of(new LinkGuard(), new MentionGuard(), new GroundingGuard(), new LengthGuard(6_000)),
                null);
        Pages pages = new Pages("1.2.3", "the knowledge alone");
        http = new HttpServer(settings, metrics, pages);
        port = http.start(
                WebDoors.all(new Dialogue(desk, new BoundedMemory(100, 8)), library::current, pages, List.of(index)));
    }

    /** Lets questions that need knowledge wait until {@link #release}. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    /** Serves what has changed on the disk. */
    void refresh() {
        library.refresh();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private Searchable heldUp(Searchable current) {
        return new Searchable(current.base(), query -> {
            try {
                if (!held.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody released the question");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return current.retriever().retrieve(query);
        });
    }

    @Override
    public void close() {
        release();
        http.close();
        metrics.close();
    }
}
