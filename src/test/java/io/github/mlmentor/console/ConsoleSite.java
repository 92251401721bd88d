package io.github.mlmentor.console;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.http.HttpServer;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Limits;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.intake.Presence;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.Library;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.Calendar;
import io.github.mlmentor.mentoring.Conduct;
import io.github.mlmentor.mentoring.Errands;
import io.github.mlmentor.mentoring.Letter;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.MentorStore;
import io.github.mlmentor.mentoring.Mentoring;
import io.github.mlmentor.mentoring.Rights;
import io.github.mlmentor.mentoring.SignIn;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.LiveIndex;
import io.github.mlmentor.settings.Locations;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.settings.SettingsReader;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.Databases;
import io.github.mlmentor.storage.DbSchedulerJobs;
import io.github.mlmentor.storage.SqlFeedback;
import io.github.mlmentor.storage.SqlFigures;
import io.github.mlmentor.storage.SqlGaps;
import io.github.mlmentor.storage.SqlInbox;
import io.github.mlmentor.storage.SqlMentorStore;
import io.github.mlmentor.storage.SqlOutbox;
import io.github.mlmentor.storage.SqlSessions;
import io.github.mlmentor.storage.Upkeep;
import io.github.mlmentor.telemetry.Metrics;
import io.github.mlmentor.web.Pages;
import io.github.mlmentor.web.WebDoor;
import io.github.mlmentor.web.WebDoors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The console behind the real web server, over a real database, with a platform whose people and roles the test decides. */
final class ConsoleSite implements AutoCloseable {
    static final Board BLUE = new Board(Platform.SLACK, "TBLUE");
    static final Board RED = new Board(Platform.SLACK, "TRED");
    static final Rights MENTOR = new Rights(true, false, false);
    static final Rights CURATOR = new Rights(true, true, false);

    private static final String ARTICLE = """
            ---
            id: %1$s
            title: %2$s
            kind: practice
            asks: [%1$s at work, learn %1$s, need %1$s, %1$s for beginners, too much %1$s]
            short: Fewer than you think, and every day.
            advice: opinion
            reviewed: 2026-01-05
            reviewed_by: A. Curator
            review_by: %3$d-11-01
            author: A. Mentor
            status: live
            ---

            ## Where to begin

            With the plain ones, on data that you know.
            """;

    final MovingClock clock = new MovingClock(Instant.parse("2026-11-18T12:00:00Z"));
    final Map<Person, Rights> rights = new ConcurrentHashMap<>();
    /** How long the bot takes. */
    Duration took = Duration.ofMillis(800);
    /** What people are called, where it matters. */
    final Map<String, String> names = new ConcurrentHashMap<>();
    /** Who a code stands for. */
    final Map<String, List<Person>> codes = new ConcurrentHashMap<>();

    final Database database;
    final Sessions sessions;
    final MentorStore store;
    final MentorDesk desk;
    final Library library;
    final Errands errands;
    private final DbSchedulerJobs jobs;
    private final Metrics metrics = new Metrics();
    private final HttpServer http;
    private final int port;

    ConsoleSite(Path folder) {
        this(folder, "");
    }

    ConsoleSite(Path folder, String publicUrl) {
        this(folder, publicUrl, knowledge(folder), folder.resolve("resources.yaml"));
    }

    /** Over other articles. */
    ConsoleSite(Path folder, String publicUrl, Path knowledge, Path catalogue) {
        database = Databases.sqlite(folder);
        sessions = new SqlSessions(database);
        Settings settings = SettingsReader.read(Map.of("SLACK_CLIENT_SECRET", "sesame"), new Locations(folder));
        jobs = new DbSchedulerJobs(
                database,
                new Upkeep(database, Duration.ofDays(30), clock),
                new DbSchedulerJobs.Setup(1, Duration.ofSeconds(1)),
                clock);
        store = new SqlMentorStore(database, jobs, clock);
        KnowledgeLoader loader = new KnowledgeLoader(List.of(MarkdownFolder.curated(knowledge)), catalogue);
        library = new Library(loader, clock);
        LiveIndex index = new LiveIndex(
                library, null, new EmbeddingCache(folder.resolve("no-vectors.bin"), List.of()), Runnable::run);
        FakePort platform = new FakePort();
        Mentoring mentoring = new Mentoring(
                new Mentoring.Parts(
                        store,
                        new SqlGaps(database),
                        new SqlFeedback(database),
                        Map.of(Platform.SLACK, platform),
                        index::current,
                        () -> loader,
                        question -> List.of(),
                        id -> "",
                        library::refresh),
                new Conduct(0, Duration.ofHours(24), Duration.ofHours(48), false),
                Calendar.of("off", "UTC"),
                clock);
        desk = mentoring.desk();
        errands = mentoring.errands();
        Pages pages = new Pages("1.2.3", "the knowledge alone");
        http = new HttpServer(new Settings.Http("127.0.0.1", 0, publicUrl, 20, false, 0), metrics, pages);
        SqlInbox inbox = new SqlInbox(database, jobs, clock);
        WebDoor door = new WebDoor(inbox, new SqlOutbox(database, clock), clock);
        Limits limits =
                new Limits(9, 9, 9, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, 9, 1_000);
        Intake intake = new Intake(inbox, jobs, Policies.open(), Presence.none(), limits, clock, metrics);
        List<Endpoint> endpoints = new ArrayList<>(WebDoors.all(door, intake, library::current, pages, List.of()));
        endpoints.addAll(new Console(new Console.Parts(
                        sessions,
                        new SqlFigures(database),
                        mentoring,
                        store,
                        List.of(platform),
                        List.of(new FakeSignIn()),
                        library::current,
                        settings,
                        publicUrl.isEmpty() ? "http://localhost" : publicUrl,
                        clock))
                .endpoints());
        port = http.start(endpoints);
    }

    /** The file of an article. */
    static String article(String id) {
        return id.equals("joins")
                ? ARTICLE.formatted("joins", "Which joins do I need?", 2_025)
                : ARTICLE.formatted("git", "How much Git do I need?", 2_099);
    }

    /** Two articles, one of which was to be read again long ago. */
    private static Path knowledge(Path folder) {
        try {
            Path knowledge = Files.createDirectories(folder.resolve("knowledge"));
            Files.writeString(knowledge.resolve("joins.md"), article("joins"));
            Files.writeString(knowledge.resolve("git.md"), article("git"));
            Files.writeString(folder.resolve("resources.yaml"), "[]\n");
            return knowledge;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A learner's question to the bot, with its answer.
     *
     * @return the job's id
     */
    String question(Board board, String message, String learner, String words, boolean shared) {
        return question(board, message, learner, words, shared, "answered");
    }

    /** The same with another decision of the bot. */
    String question(Board board, String message, String learner, String words, boolean shared, String decision) {
        MessageKey key = new MessageKey(board.platform(), board.workspace(), "C1", message);
        Instant now = clock.instant();
        Job job = new Job(
                key,
                new Conversation(
                        "slack/" + board.workspace() + "/C1/" + message,
                        shared ? Conversation.Kind.THREAD : Conversation.Kind.DIRECT),
                learner,
                words,
                Map.of(),
                Map.of(),
                true,
                Optional.empty(),
                false,
                now,
                now,
                Job.State.WAITING,
                0,
                0);
        SqlInbox inbox = new SqlInbox(database, jobs, clock);
        inbox.keep(job, now);
        inbox.answered(
                job,
                new Answerer.Outcome(
                        decision,
                        "{\"question\":\"q\",\"standalone\":\"q\",\"sources\":[\"joins\"],"
                                + "\"answer\":\"Begin with inner joins.\"}",
                        List.of("{}"),
                        Map.of()),
                now.plus(took));
        return job.id();
    }

    /** The same, handed over to the mentors. */
    String handedOver(Board board, String message, String learner, String words, boolean anonymous) {
        String job = question(board, message, learner, words, true);
        Person person = new Person(board.platform(), board.workspace(), learner);
        desk.submitted(
                "m_ask",
                job,
                Map.of("tried", "I read the manual.", "named", anonymous ? "Anonymously" : "With my name"),
                new Actor(person, Rights.NONE));
        if (store.handOver(job).isEmpty()) {
            throw new IllegalStateException("it was not handed over");
        }
        return job;
    }

    /** Somebody of a workspace, with these rights there. */
    Person person(Board board, String id, Rights may) {
        Person person = new Person(board.platform(), board.workspace(), id);
        rights.put(person, may);
        return person;
    }

    /** A browser of nobody in particular. */
    Client client() {
        return new Client(port);
    }

    /** A browser in which somebody has signed in. */
    Client signedIn(Person... people) {
        codes.put("code-" + people[0].id(), List.of(people));
        Client client = client();
        String state = client.get("/console/sign-in/slack").location().replaceFirst(".*state=([^&]+).*", "$1");
        Client.Page page = client.get("/console/signed-in/slack?code=code-" + people[0].id() + "&state=" + state);
        if (page.status() != 303) {
            throw new IllegalStateException(page.body());
        }
        return client;
    }

    /** A browser of whoever runs the installation. */
    Client operator() {
        Client client = client();
        client.post("/console/enter", Map.of("key", key()));
        return client;
    }

    /** What a new link carries. */
    String key() {
        return Console.link(sessions, "", clock).replaceFirst(".*key=", "");
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    @Override
    public void close() {
        http.close();
        jobs.stop();
        database.close();
        metrics.close();
    }

    /** A clock that the test moves. */
    static final class MovingClock extends Clock {
        private volatile Instant now;

        MovingClock(Instant now) {
            this.now = now;
        }

        void set(Instant then) {
            now = then;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final class FakePort implements MentorPort {
        @Override
        public Platform platform() {
            return Platform.SLACK;
        }

        @Override
        public List<Board> boards() {
            return List.of(BLUE, RED);
        }

        @Override
        public Optional<Board> boardOf(Job job) {
            return Optional.of(new Board(job.key().platform(), job.key().workspace()));
        }

        @Override
        public Rights rights(Person person) {
            return rights.getOrDefault(person, Rights.NONE);
        }

        @Override
        public List<String> names(Person person) {
            return new ArrayList<>(List.of(names.getOrDefault(person.id(), "Name of " + person.id())));
        }

        @Override
        public boolean isShared(Job job) {
            return !job.conversation().isPrivate();
        }

        @Override
        public Optional<String> link(Job job) {
            return Optional.empty();
        }

        @Override
        public Delivery show(Letter letter) {
            return new Delivery.Delivered(letter.key());
        }

        @Override
        public Delivery amend(Job job, String line, String url) {
            return new Delivery.Delivered("");
        }
    }

    private final class FakeSignIn implements SignIn {
        @Override
        public Platform platform() {
            return Platform.SLACK;
        }

        @Override
        public String label() {
            return "Sign in with Slack";
        }

        @Override
        public String address(String state, String redirect) {
            return "https://slack.example/authorize?redirect=" + redirect + "&state=" + state;
        }

        @Override
        public List<Person> identify(String code, String redirect) {
            return Optional.ofNullable(codes.remove(code)).orElse(List.of());
        }
    }
}
