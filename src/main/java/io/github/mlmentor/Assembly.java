package io.github.mlmentor;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.BoundedMemory;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Dialogue;
import io.github.mlmentor.answering.ExchangeMetrics;
import io.github.mlmentor.answering.Guard;
import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.answering.PromptTemplates;
import io.github.mlmentor.cli.Backstage;
import io.github.mlmentor.cli.ConversationFiles;
import io.github.mlmentor.cli.MentorCommand;
import io.github.mlmentor.guard.GroundingGuard;
import io.github.mlmentor.guard.LengthGuard;
import io.github.mlmentor.guard.LinkGuard;
import io.github.mlmentor.guard.MentionGuard;
import io.github.mlmentor.http.HttpServer;
import io.github.mlmentor.http.PortCheck;
import io.github.mlmentor.knowledge.KnowledgeCheck;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.Library;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.llm.BgeEmbedder;
import io.github.mlmentor.llm.ModelCheck;
import io.github.mlmentor.llm.Models;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.LateEmbedder;
import io.github.mlmentor.retrieval.LiveIndex;
import io.github.mlmentor.settings.Locations;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.settings.SettingsReader;
import io.github.mlmentor.telemetry.HealthCheck;
import io.github.mlmentor.telemetry.Metrics;
import io.github.mlmentor.web.Pages;
import io.github.mlmentor.web.WebDoors;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The object graph, wired by hand on one screen. Each part is made when it is first needed, and once. */
final class Assembly implements Backstage, AutoCloseable {
    private static final int ANSWER_LIMIT = 6_000;
    private static final int CONVERSATIONS = 10_000;
    private static final int TURNS = 8;
    private static final Duration INDEX_WAIT = Duration.ofMinutes(2);

    private final Clock clock = Clock.systemUTC();
    private final Metrics metrics = new Metrics();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Locations locations;
    private final Once<Settings> settings;
    private final Once<KnowledgeLoader> loader = new Once<>(this::makeLoader);
    private final Once<Library> library = new Once<>(() -> new Library(loader(), clock));
    private final Once<ScheduledExecutorService> background = new Once<>(Assembly::makeBackground);
    private final Once<LiveIndex> index = new Once<>(this::makeIndex);
    private final Once<Optional<LanguageModel>> model =
            new Once<>(() -> Models.from(settings().model(), clock()));
    private final Once<Dialogue> dialogue = new Once<>(() -> new Dialogue(
            desk(Calibration.shipped(), modelling()),
            new BoundedMemory(CONVERSATIONS, TURNS),
            new ExchangeMetrics(metrics)));
    private @Nullable HttpServer http;

    Assembly(Map<String, String> environment, Path working) {
        this.locations = new Locations(working);
        this.settings = new Once<>(() -> SettingsReader.read(environment, locations));
    }

    private KnowledgeLoader makeLoader() {
        Path folder = locations.folder(settings().knowledge().dir(), "config/knowledge");
        Path parent = folder.toAbsolutePath().getParent();
        Path catalogue = parent == null ? folder.resolve("resources.yaml") : parent.resolve("resources.yaml");
        return new KnowledgeLoader(List.of(MarkdownFolder.curated(folder)), catalogue);
    }

    private LiveIndex makeIndex() {
        List<Path> shipped = Locations.resource("embeddings.bin").map(List::of).orElse(List.of());
        EmbeddingCache cache = new EmbeddingCache(dataDir().resolve("embeddings.bin"), shipped);
        if (!settings().knowledge().semantic()) {
            return new LiveIndex(library(), null, cache, background.get());
        }
        LateEmbedder embedder = new LateEmbedder(BgeEmbedder.NAME, BgeEmbedder.DIMENSION, BgeEmbedder::new);
        // Loading the model and reading the articles take about as long; side by side they take half.
        background.get().execute(embedder::load);
        return new LiveIndex(library(), () -> embedder, cache, background.get());
    }

    private AnswerDesk.@Nullable Modelling modelling() {
        return model.get()
                .map(configured -> new AnswerDesk.Modelling(
                        configured,
                        new PromptTemplates(
                                locations.folder(settings().prompts().dir(), "prompts")),
                        Duration.ofSeconds(settings().model().deadlineSeconds())))
                .orElse(null);
    }

    /** The guards, cheapest first; links before mentions, because a removed link leaves words behind. */
    private static List<Guard> guards() {
        return List.of(new LinkGuard(), new MentionGuard(), new GroundingGuard(), new LengthGuard(ANSWER_LIMIT));
    }

    private AnswerDesk desk(Calibration calibration, AnswerDesk.@Nullable Modelling modelling) {
        return new AnswerDesk(index()::current, calibration, guards(), modelling);
    }

    @Override
    public String serve() {
        Settings.Http web = settings().http();
        Pages pages = new Pages(MentorCommand.version(), modelLine());
        http = new HttpServer(web, metrics, pages);
        int port = http.start(WebDoors.all(dialogue.get(), library()::current, pages, List.of(index())));
        long every = settings().knowledge().reloadSeconds();
        // refresh() never throws, so nobody has to look at the future.
        var unused = background.get().scheduleWithFixedDelay(library()::refresh, every, every, TimeUnit.SECONDS);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopOnSignal, "stop"));
        return "http://" + (web.host().equals("0.0.0.0") || web.isLoopback() ? "localhost" : web.host()) + ":" + port;
    }

    /** Being asked to stop is no failure, so the exit status is 0 and not that of the signal. */
    private void stopOnSignal() {
        close();
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void awaitStop() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        if (http != null) {
            http.close();
        }
        if (background.isMade()) {
            background.get().shutdownNow();
        }
        metrics.close();
        stopped.countDown();
    }

    @Override
    public Settings settings() {
        return settings.get();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public KnowledgeLoader loader() {
        return loader.get();
    }

    @Override
    public Library library() {
        return library.get();
    }

    @Override
    public LiveIndex index() {
        return index.get();
    }

    @Override
    public Dialogue terminal() {
        return new Dialogue(
                desk(Calibration.shipped(), modelling()),
                new ConversationFiles(dataDir().resolve("conversations"), TURNS));
    }

    @Override
    public AnswerDesk desk(Calibration calibration) {
        return desk(calibration, null);
    }

    @Override
    public Path dataDir() {
        String set = settings().storage().dataDir();
        return locations.resolve(set.isBlank() ? "data" : set);
    }

    @Override
    public List<HealthCheck> checks() {
        index().awaitSettled(INDEX_WAIT);
        return List.of(
                new KnowledgeCheck(library::get),
                index(),
                new ModelCheck(settings().model()),
                new ClockCheck(clock, library()::current),
                new DataFolderCheck(dataDir()),
                new PortCheck(settings().http()));
    }

    @Override
    public String modelLine() {
        return model.get().map(LanguageModel::name).orElse("the knowledge alone");
    }

    @Override
    public List<String> doors() {
        return List.of(
                "slack       off: this version does not connect to Slack",
                "discord     off: this version does not connect to Discord");
    }

    private static ScheduledExecutorService makeBackground() {
        return Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "background");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Makes something when it is first asked for. */
    private static final class Once<T> {
        private final Supplier<T> maker;
        private @Nullable T made;

        Once(Supplier<T> maker) {
            this.maker = maker;
        }

        synchronized T get() {
            T value = made;
            if (value == null) {
                value = maker.get();
                made = value;
            }
            return value;
        }

        synchronized boolean isMade() {
            return made != null;
        }
    }
}
