package io.github.mlmentor.web;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.BoundedMemory;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Dialogue;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.answering.Question;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.guard.GroundingGuard;
import io.github.mlmentor.guard.LengthGuard;
import io.github.mlmentor.guard.LinkGuard;
import io.github.mlmentor.guard.MentionGuard;
import io.github.mlmentor.http.HttpServer;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Doors;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Jobs;
import io.github.mlmentor.intake.Limits;
import io.github.mlmentor.intake.MemoryStore;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.intake.Presence;
import io.github.mlmentor.intake.Worker;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The real web server with the real desk over a folder of articles, searched by words alone, on any free port. */
final class TestSite implements AutoCloseable {
    private final Metrics metrics = new Metrics();
    private final ExecutorService workers = Executors.newCachedThreadPool();
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
        Clock clock = Clock.systemUTC();
        MemoryStore store = new MemoryStore(clock);
        WebDoor door = new WebDoor(store, store, clock);
        store.start(new Worker(
                store,
                store,
                Presence.none(),
                new DialogueAnswerer(new Dialogue(desk, new BoundedMemory(100, 8))),
                new OneDoor(door),
                workers,
                new Worker.Times(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofHours(1)),
                clock,
                metrics));
        Limits limits = new Limits(
                1_000,
                1_000,
                1_000,
                Limits.AtLimit.DECLINE,
                Limits.AtLimit.DECLINE,
                Limits.AtLimit.DECLINE,
                1_000,
                Question.LIMIT);
        Jobs jobs = new Elsewhere(store, workers);
        Intake intake = new Intake(store, jobs, Policies.open(), Presence.none(), limits, clock, metrics);
        port = http.start(WebDoors.all(door, intake, library::current, pages, List.of(index)));
    }

    /** Nudges on another thread, as a server does. */
    private record Elsewhere(Jobs jobs, Executor threads) implements Jobs {
        @Override
        public void start(Work work) {
            jobs.start(work);
        }

        @Override
        public void nudge() {
            threads.execute(jobs::nudge);
        }

        @Override
        public void stop() {
            jobs.stop();
        }
    }

    private record OneDoor(WebDoor door) implements Doors {
        @Override
        public ReplyPort port(Platform platform) {
            return door;
        }

        @Override
        public Progress progress(Job job) {
            return door.progress(job);
        }
    }

    private record DialogueAnswerer(Dialogue dialogue) implements Answerer {
        @Override
        public Outcome answer(Job job, Progress progress) {
            return outcome(dialogue.ask(job.conversation().id(), job.text(), job.scope(), progress));
        }

        @Override
        public Outcome decline(Job job, Admission.Declined declined) {
            return outcome(Exchange.atOnce(
                    job.text(),
                    new Reply.Declined(declined.reason(), Document.of(declined.sentence()), declined.retryAfter())));
        }

        @Override
        public Outcome apologise(Job job, String sentence) {
            return outcome(Exchange.atOnce(job.text(), new Reply.Apology(Reason.INTERNAL, Document.of(sentence))));
        }

        private static Outcome outcome(Exchange exchange) {
            return new Outcome(exchange.decision(), "", WebDoor.render(exchange), Map.of());
        }
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
        workers.shutdownNow();
        metrics.close();
    }
}
