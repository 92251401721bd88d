package io.github.mlmentor;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Dialogue;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.answering.ExchangeMetrics;
import io.github.mlmentor.answering.Guard;
import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.answering.PromptTemplates;
import io.github.mlmentor.answering.Question;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.cli.Backstage;
import io.github.mlmentor.cli.ConversationFiles;
import io.github.mlmentor.cli.MentorCommand;
import io.github.mlmentor.cli.TerminalDoor;
import io.github.mlmentor.console.Console;
import io.github.mlmentor.discord.DiscordDoor;
import io.github.mlmentor.guard.GroundingGuard;
import io.github.mlmentor.guard.LengthGuard;
import io.github.mlmentor.guard.LinkGuard;
import io.github.mlmentor.guard.MentionGuard;
import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.http.HttpServer;
import io.github.mlmentor.http.PortCheck;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.CatchUp;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.ChannelSetting;
import io.github.mlmentor.intake.Doors;
import io.github.mlmentor.intake.Feedback;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.JobLog;
import io.github.mlmentor.intake.Limits;
import io.github.mlmentor.intake.MemoryStore;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.intake.Presence;
import io.github.mlmentor.intake.Worker;
import io.github.mlmentor.knowledge.ArticleSource;
import io.github.mlmentor.knowledge.KnowledgeCheck;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.Library;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.llm.BgeEmbedder;
import io.github.mlmentor.llm.ModelCheck;
import io.github.mlmentor.llm.Models;
import io.github.mlmentor.llm.Spending;
import io.github.mlmentor.mentoring.ApprovedArticles;
import io.github.mlmentor.mentoring.Calendar;
import io.github.mlmentor.mentoring.CommunityFiles;
import io.github.mlmentor.mentoring.Conduct;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.MentorStore;
import io.github.mlmentor.mentoring.Mentoring;
import io.github.mlmentor.mentoring.SignIn;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.LateEmbedder;
import io.github.mlmentor.retrieval.LiveIndex;
import io.github.mlmentor.retrieval.Searchable;
import io.github.mlmentor.settings.Locations;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.settings.SettingsReader;
import io.github.mlmentor.slack.SlackDoor;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.DatabaseCheck;
import io.github.mlmentor.storage.DbSchedulerJobs;
import io.github.mlmentor.storage.Seal;
import io.github.mlmentor.storage.SqlFeedback;
import io.github.mlmentor.storage.SqlFigures;
import io.github.mlmentor.storage.SqlGaps;
import io.github.mlmentor.storage.SqlInbox;
import io.github.mlmentor.storage.SqlInstallations;
import io.github.mlmentor.storage.SqlJobLog;
import io.github.mlmentor.storage.SqlMarks;
import io.github.mlmentor.storage.SqlMentorStore;
import io.github.mlmentor.storage.SqlOutbox;
import io.github.mlmentor.storage.SqlPersonalData;
import io.github.mlmentor.storage.SqlPolicies;
import io.github.mlmentor.storage.SqlPresence;
import io.github.mlmentor.storage.SqlSessions;
import io.github.mlmentor.storage.SqlSpending;
import io.github.mlmentor.storage.Upkeep;
import io.github.mlmentor.telemetry.HealthCheck;
import io.github.mlmentor.telemetry.Metrics;
import io.github.mlmentor.web.HtmlRenderer;
import io.github.mlmentor.web.Pages;
import io.github.mlmentor.web.WebDoor;
import io.github.mlmentor.web.WebDoors;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The object graph, wired by hand on one screen. Each part is made when it is first needed, and once. */
final class Assembly implements Backstage, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
    private static final int ANSWER_LIMIT = 6_000;
    private static final int TURNS = 8;
    /** What an answer may take beside the model. */
    private static final Duration BESIDE_THE_MODEL = Duration.ofSeconds(30);
    /** A platform that is down for longer gets no answers to questions of before. */
    private static final Duration DELIVERY = Duration.ofHours(6);

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
    private final Once<Spending> spending = new Once<>(Spending::inMemory);
    private final Once<Optional<LanguageModel>> model =
            new Once<>(() -> Models.from(settings().model(), spending(), clock()));
    private final Once<Optional<Database>> database = new Once<>(this::makeDatabase);
    private final Once<ExecutorService> answering = new Once<>(Assembly::makeAnswering);
    private @Nullable Serving serving;
    private volatile String served = "";
    /** What was approved in chat, while serving. */
    private volatile @Nullable MentorStore mentored;

    Assembly(Map<String, String> environment, Path working) {
        this.locations = new Locations(working);
        this.settings = new Once<>(() -> {
            Settings read = SettingsReader.read(environment, locations);
            // Read by the logger's configuration, which nothing touches before the settings are known.
            System.setProperty("mentor.log.format", read.log().format());
            return read;
        });
    }

    private KnowledgeLoader makeLoader() {
        Path folder = knowledgeDir();
        Path parent = folder.toAbsolutePath().getParent();
        Path catalogue = parent == null ? folder.resolve("resources.yaml") : parent.resolve("resources.yaml");
        ArticleSource files = MarkdownFolder.curated(folder);
        MentorStore store = mentored;
        return new KnowledgeLoader(List.of(store == null ? files : new ApprovedArticles(files, store)), catalogue);
    }

    private LiveIndex makeIndex() {
        return makeIndex(library(), "embeddings.bin");
    }

    private LiveIndex makeIndex(Library library, String vectors) {
        List<Path> shipped = Locations.resource("embeddings.bin").map(List::of).orElse(List.of());
        EmbeddingCache cache = new EmbeddingCache(dataDir().resolve(vectors), shipped);
        if (!settings().knowledge().semantic()) {
            return new LiveIndex(library, null, cache, background.get());
        }
        LateEmbedder embedder = new LateEmbedder(BgeEmbedder.NAME, BgeEmbedder.DIMENSION, BgeEmbedder::new);
        // Loading the model and reading the articles take about as long; side by side they take half.
        background.get().execute(embedder::load);
        return new LiveIndex(library, () -> embedder, cache, background.get());
    }

    @Override
    public Shelf shelf(Path folder) {
        KnowledgeLoader reading = new KnowledgeLoader(List.of(MarkdownFolder.foreign(folder)));
        Library read = new Library(reading, clock);
        return new Shelf(reading, read, makeIndex(read, "embeddings-measured.bin"));
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

    private AnswerDesk desk() {
        return new AnswerDesk(index()::current, Calibration.shipped(), guards(), modelling());
    }

    @Override
    public String serve() {
        Settings.Http web = settings().http();
        Database database = openDatabase();
        spending.set(new SqlSpending(database));
        Upkeep upkeep =
                new Upkeep(database, Duration.ofDays(settings().storage().retentionDays()), clock);
        DbSchedulerJobs jobs = new DbSchedulerJobs(
                database,
                upkeep,
                new DbSchedulerJobs.Setup(
                        settings().intake().workers(),
                        Duration.ofSeconds(settings().intake().graceSeconds())),
                clock);
        SqlMentorStore approved = new SqlMentorStore(database, jobs, clock);
        // Before the knowledge is read for the first time.
        mentored = approved;
        SqlInbox inbox = new SqlInbox(database, jobs, clock);
        SqlOutbox outbox = new SqlOutbox(database, clock);
        SqlPresence presence = new SqlPresence(database);
        SqlPolicies policies = new SqlPolicies(
                database,
                new SqlPolicies.Standing(channels(), settings().slack().outsiders()),
                clock);
        WebDoor door = new WebDoor(inbox, outbox, clock);
        Dialogue dialogue = new Dialogue(desk(), new InboxMemory(inbox, TURNS), new ExchangeMetrics(metrics));
        Optional<SlackDoor> slack = SlackDoor.from(
                settings().slack(), web.publicUrl(), HtmlRenderer::path, clock, () -> installations(database));
        Map<Platform, ReplyPort> ports = new EnumMap<>(Platform.class);
        Map<Platform, BiFunction<Job, Exchange, List<String>>> renderers = new EnumMap<>(Platform.class);
        Optional<DiscordDoor> discord =
                DiscordDoor.from(settings().discord(), web.publicUrl(), HtmlRenderer::path, clock);
        Map<Platform, Function<Job, Progress>> progress = new EnumMap<>(Platform.class);
        Map<Platform, Function<Job, List<String>>> overheard = new EnumMap<>(Platform.class);
        ports.put(Platform.WEB, door);
        progress.put(Platform.WEB, door::progress);
        renderers.put(Platform.WEB, (job, exchange) -> WebDoor.render(exchange));
        slack.ifPresent(open -> {
            ports.put(Platform.SLACK, open.port());
            renderers.put(Platform.SLACK, (job, exchange) -> open.render(job, exchange.reply()));
            progress.put(Platform.SLACK, open::progress);
            overheard.put(Platform.SLACK, open::overheard);
        });
        discord.ifPresent(open -> {
            ports.put(Platform.DISCORD, open.port());
            renderers.put(Platform.DISCORD, (job, exchange) -> open.render(job, exchange.reply()));
            progress.put(Platform.DISCORD, open::progress);
            overheard.put(Platform.DISCORD, open::overheard);
        });
        Answerer answerer = new QuestionAnswerer(
                dialogue,
                renderers,
                policies,
                job -> overheard
                        .getOrDefault(job.key().platform(), unused -> List.of())
                        .apply(job));
        Worker worker = new Worker(
                inbox,
                outbox,
                presence,
                answerer,
                new OpenDoors(
                        ports,
                        job -> progress.getOrDefault(job.key().platform(), unused -> Progress.none())
                                .apply(job)),
                answering.get(),
                times(),
                clock,
                metrics);
        Intake intake = new Intake(inbox, jobs, policies, presence, limits(), clock, metrics);
        metrics.gauge("mlmentor.queue.open", inbox::open);
        metrics.gauge("mlmentor.queue.age.seconds", () -> age(new SqlJobLog(database)));
        Pages pages = new Pages(MentorCommand.version(), modelLine());
        HttpServer http = new HttpServer(web, metrics, pages);
        serving = new Serving(intake, jobs, door, slack, discord, http, database);
        SqlFeedback feedback = new SqlFeedback(database);
        Map<Platform, MentorPort> mentorPorts = new EnumMap<>(Platform.class);
        List<SignIn> signIns = new ArrayList<>();
        slack.ifPresent(open -> {
            mentorPorts.put(Platform.SLACK, open.mentorPort());
            open.signIn().ifPresent(signIns::add);
        });
        discord.ifPresent(open -> {
            mentorPorts.put(Platform.DISCORD, open.mentorPort());
            open.signIn().ifPresent(signIns::add);
        });
        Mentoring mentoring = mentoring(database, approved, feedback, mentorPorts);
        jobs.run(mentoring.errands());
        jobs.start(worker);
        SqlMarks marks = new SqlMarks(database);
        SqlPersonalData data = new SqlPersonalData(database);
        CatchUp catchUp = new CatchUp(
                intake, marks, Duration.ofMinutes(settings().intake().catchUpMinutes()), clock);
        discord.ifPresent(open -> open.start(new DiscordDoor.Parts(
                intake,
                inbox,
                outbox,
                feedback,
                policies,
                data,
                catchUp,
                marks,
                new Completions(library()::current),
                mentoring.desk())));
        slack.ifPresent(open -> open.start(new SlackDoor.Parts(
                intake,
                inbox,
                outbox,
                feedback,
                policies,
                data,
                catchUp,
                (author, admin, connection) ->
                        HomePage.page(library().current(), admin ? adminLines(connection) : List.of()),
                mentoring.desk())));
        HealthCheck storage = new DatabaseCheck(() -> Optional.of(database), clock);
        List<HealthCheck> readiness = new ArrayList<>(List.of(intake, index(), storage));
        slack.ifPresent(readiness::add);
        discord.ifPresent(readiness::add);
        List<Endpoint> endpoints = new ArrayList<>(WebDoors.all(door, intake, library()::current, pages, readiness));
        slack.ifPresent(open -> endpoints.addAll(open.endpoints()));
        endpoints.addAll(console(database, mentoring, approved, List.copyOf(mentorPorts.values()), signIns)
                .endpoints());
        library().follow(base -> background.get().execute(() -> export(approved)));
        int port = http.start(endpoints);
        served = "http://" + (web.host().equals("0.0.0.0") || web.isLoopback() ? "localhost" : web.host()) + ":" + port;
        long every = settings().knowledge().reloadSeconds();
        // refresh() never throws, so nobody has to look at the future.
        var unused = background.get().scheduleWithFixedDelay(library()::refresh, every, every, TimeUnit.SECONDS);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopOnSignal, "stop"));
        return served;
    }

    private Mentoring mentoring(
            Database database, MentorStore store, Feedback feedback, Map<Platform, MentorPort> ports) {
        Settings.Mentoring set = settings().mentoring();
        AnswerDesk withoutModel = new AnswerDesk(index()::current, Calibration.shipped(), guards(), null);
        return new Mentoring(
                new Mentoring.Parts(
                        store,
                        new SqlGaps(database),
                        feedback,
                        ports,
                        index()::current,
                        this::loader,
                        question -> withoutModel
                                                .answer(Question.of(question), Progress.none())
                                                .reply()
                                        instanceof Reply.Answer answer
                                ? answer.sources().stream().map(Source::id).toList()
                                : List.of(),
                        article -> settings().http().publicUrl().isEmpty()
                                ? ""
                                : publicUrl() + HtmlRenderer.path(new Source(article, "", "")),
                        () -> background.get().execute(library()::refresh)),
                new Conduct(
                        set.monthlyQuestions(),
                        Duration.ofHours(set.raiseHours()),
                        Duration.ofHours(set.returnHours()),
                        set.approveOwn()),
                Calendar.of(set.digest(), set.timezone()),
                clock);
    }

    /** Writes what was approved into files where that is possible; elsewhere there is a command for it. */
    private void export(MentorStore store) {
        Path folder = knowledgeDir();
        try {
            if (CommunityFiles.isWritable(folder)) {
                CommunityFiles.Written written = new CommunityFiles(store).write(folder);
                written.written().forEach(file -> LOG.info("Written: {}", folder.resolve(file)));
            }
        } catch (RuntimeException e) {
            LOG.warn("What was approved could not be written into files: {}", e.getMessage());
        }
    }

    private Console console(
            Database database, Mentoring mentoring, MentorStore store, List<MentorPort> ports, List<SignIn> signIns) {
        return new Console(new Console.Parts(
                new SqlSessions(database),
                new SqlFigures(database),
                mentoring,
                store,
                ports,
                signIns,
                library()::current,
                settings(),
                publicUrl(),
                clock));
    }

    /** Where people reach this server: as the settings say, or on this machine. */
    private String publicUrl() {
        String set = settings().http().publicUrl();
        String local =
                served.isEmpty() ? "http://localhost:" + settings().http().port() : served;
        return set.isEmpty() ? local : set.replaceFirst("/*$", "");
    }

    @Override
    public Optional<String> consoleLink() {
        return database().map(stored -> Console.link(new SqlSessions(stored), publicUrl(), clock));
    }

    private SqlInstallations installations(Database database) {
        SqlInstallations installations = new SqlInstallations(database, seal());
        installations.reseal();
        return installations;
    }

    private Seal seal() {
        return Seal.of(settings().storage().encryptionKey().reveal());
    }

    private Database openDatabase() {
        String url = settings().storage().databaseUrl();
        return url.isEmpty() ? Database.sqlite(databaseFile()) : Database.postgresql(url);
    }

    @Override
    public Path databaseFile() {
        return dataDir().resolve("mentor.db");
    }

    @Override
    public Optional<CommunityFiles> community() {
        return database().map(stored -> new CommunityFiles(new SqlMentorStore(stored, idle(stored), clock)));
    }

    /** What wakes nobody, because nothing is done here but reading. */
    private DbSchedulerJobs idle(Database stored) {
        Upkeep upkeep = new Upkeep(stored, Duration.ofDays(settings().storage().retentionDays()), clock);
        return new DbSchedulerJobs(stored, upkeep, new DbSchedulerJobs.Setup(1, Duration.ZERO), clock);
    }

    @Override
    public Optional<Database> database() {
        return database.get();
    }

    private Optional<Database> makeDatabase() {
        String url = settings().storage().databaseUrl();
        return url.isEmpty() ? Database.sqliteBeside(databaseFile()) : Optional.of(Database.postgresqlBeside(url));
    }

    private Worker.Times times() {
        return new Worker.Times(
                Duration.ofSeconds(settings().model().deadlineSeconds()).plus(BESIDE_THE_MODEL),
                Duration.ofMinutes(settings().intake().staleMinutes()),
                DELIVERY);
    }

    private Limits limits() {
        Settings.Limits set = settings().limits();
        return new Limits(
                set.userMinute(),
                set.userDay(),
                set.serverDay(),
                atLimit(set.atUserMinute()),
                atLimit(set.atUserDay()),
                atLimit(set.atServerDay()),
                set.open(),
                Question.LIMIT);
    }

    private static Limits.AtLimit atLimit(String setting) {
        return Limits.AtLimit.valueOf(setting.toUpperCase(Locale.ROOT));
    }

    private long age(JobLog log) {
        return log.depth()
                .oldest()
                .map(oldest ->
                        Math.max(0, Duration.between(oldest, clock.instant()).toSeconds()))
                .orElse(0L);
    }

    private Spending spending() {
        return spending.get();
    }

    /** What runs while serving. */
    private record Serving(
            Intake intake,
            DbSchedulerJobs jobs,
            WebDoor door,
            Optional<SlackDoor> slack,
            Optional<DiscordDoor> discord,
            HttpServer http,
            Database database) {
        /** Not ready first, then nothing new, then what is running ends, then nobody waits in vain, then the doors close. */
        void stop() {
            intake.close();
            jobs.stop();
            door.close();
            slack.ifPresent(SlackDoor::close);
            discord.ifPresent(DiscordDoor::close);
            http.close();
            database.close();
        }
    }

    /** The ways out that are open. */
    private record OpenDoors(Map<Platform, ReplyPort> ports, Function<Job, Progress> shown) implements Doors {
        @Override
        public ReplyPort port(Platform platform) {
            ReplyPort port = ports.get(platform);
            if (port == null) {
                throw new IllegalStateException("There is no way to " + platform + " now; its answers wait");
            }
            return port;
        }

        @Override
        public Progress progress(Job job) {
            return shown.apply(job);
        }
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
        if (serving != null) {
            serving.stop();
        }
        if (database.isMade()) {
            database.get().ifPresent(Database::close);
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
    public Path knowledgeDir() {
        return locations.folder(settings().knowledge().dir(), "config/knowledge");
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
    public Terminal terminal(Function<Exchange, String> renderer) {
        TerminalDoor door = new TerminalDoor(clock);
        MemoryStore store = new MemoryStore(clock);
        Dialogue dialogue = new Dialogue(
                desk(), TerminalDoor.remembering(new ConversationFiles(dataDir().resolve("conversations"), TURNS)));
        store.start(new Worker(
                store,
                store,
                Presence.none(),
                new QuestionAnswerer(
                        dialogue,
                        Map.of(Platform.TERMINAL, (job, exchange) -> List.of(renderer.apply(exchange))),
                        Policies.open(),
                        job -> List.of()),
                new OpenDoors(Map.of(Platform.TERMINAL, door), job -> Progress.none()),
                answering.get(),
                times(),
                clock,
                metrics));
        Intake intake = new Intake(store, store, Policies.open(), Presence.none(), limits(), clock, metrics);
        return (conversation, question, scope) -> door.ask(intake, conversation, question, scope);
    }

    @Override
    public AnswerDesk desk(Calibration calibration, Searchable knowledge) {
        return new AnswerDesk(() -> knowledge, calibration, guards(), null);
    }

    @Override
    public Path dataDir() {
        String set = settings().storage().dataDir();
        return locations.resolve(set.isBlank() ? "data" : set);
    }

    @Override
    public List<HealthCheck> checks() {
        index().awaitSettled(INDEX_WAIT);
        List<HealthCheck> checks = new ArrayList<>(List.of(
                new KnowledgeCheck(library::get),
                index(),
                new ModelCheck(settings().model()),
                new ClockCheck(clock, library()::current),
                new DataFolderCheck(dataDir()),
                new DatabaseCheck(this::database, clock),
                new PortCheck(settings().http())));
        checks.addAll(SlackDoor.trials(settings().slack()));
        checks.addAll(DiscordDoor.trials(settings().discord()));
        if (SlackDoor.isForSeveral(settings().slack())) {
            checks.add(SlackDoor.installed(
                    settings().slack(),
                    settings().http().publicUrl(),
                    () -> database().map(stored -> new SqlInstallations(stored, seal()))));
        }
        return checks;
    }

    @Override
    public String modelLine() {
        return model.get().map(LanguageModel::name).orElse("the knowledge alone");
    }

    @Override
    public List<String> doors() {
        return List.of("slack       " + slackLine(), "discord     " + discordLine());
    }

    private List<String> adminLines(HealthCheck.Health connection) {
        Settings.Slack set = settings().slack();
        return List.of(
                "Connection: " + connection.detail(),
                "Answers are worded by " + modelLine() + ". Version " + MentorCommand.version() + ".",
                "Questions are kept for " + settings().storage().retentionDays() + " days. Reaction that asks: "
                        + (set.reaction().isEmpty() ? "none" : set.reaction() + ", for " + set.reactionBy())
                        + ". Mentors' channel: " + (set.mentorChannels().isEmpty() ? "none" : "set") + ".",
                "In each channel: /mentor channel shows what I do there and how to change it.");
    }

    private String slackLine() {
        Settings.Slack slack = settings().slack();
        boolean several = SlackDoor.isForSeveral(slack);
        if (!slack.botToken().isPresent() && !several) {
            return "off: SLACK_BOT_TOKEN is not set";
        }
        return (slack.appToken().isPresent() ? "on, by Socket Mode" : "on, by signed posts to /slack/events")
                + (several ? ", for every workspace that installs it at /slack/install" : "");
    }

    private String discordLine() {
        Settings.Discord discord = settings().discord();
        if (!discord.token().isPresent()) {
            return "off: DISCORD_TOKEN is not set";
        }
        return discord.shardRange().isEmpty() ? "on" : "on, with the shards " + discord.shardRange();
    }

    /** How channels behave that nobody has set up. */
    private Function<MessageKey, ChannelPolicy> channels() {
        ChannelSetting slack = SlackDoor.channels(settings().slack());
        ChannelSetting discord = DiscordDoor.channels(settings().discord());
        return key -> (key.platform() == Platform.DISCORD ? discord : slack).apply(key);
    }

    private static ExecutorService makeAnswering() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "answer");
            thread.setDaemon(true);
            return thread;
        });
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

        synchronized void set(T value) {
            made = value;
        }

        synchronized boolean isMade() {
            return made != null;
        }
    }
}
