package io.github.mlmentor.console;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.http.HttpServer;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.Letter;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.Rights;
import io.github.mlmentor.mentoring.SignIn;
import io.github.mlmentor.settings.Locations;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.settings.SettingsReader;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.Databases;
import io.github.mlmentor.storage.SqlFigures;
import io.github.mlmentor.storage.SqlSessions;
import io.github.mlmentor.telemetry.Metrics;
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

    final MovingClock clock = new MovingClock(Instant.parse("2026-11-18T12:00:00Z"));
    final Map<Person, Rights> rights = new ConcurrentHashMap<>();
    /** Who a code stands for. */
    final Map<String, List<Person>> codes = new ConcurrentHashMap<>();

    final Database database;
    final Sessions sessions;
    private final Metrics metrics = new Metrics();
    private final HttpServer http;
    private final int port;

    ConsoleSite(Path folder) {
        this(folder, "");
    }

    ConsoleSite(Path folder, String publicUrl) {
        database = Databases.sqlite(folder);
        sessions = new SqlSessions(database);
        Settings settings = SettingsReader.read(Map.of("SLACK_CLIENT_SECRET", "sesame"), new Locations(folder));
        http = new HttpServer(
                new Settings.Http("127.0.0.1", 0, publicUrl, 20, false, 0),
                metrics,
                (status, sentence) -> "<title>" + status + "</title><p>" + sentence + "</p>");
        port = http.start(new Console(new Console.Parts(
                        sessions,
                        new SqlFigures(database),
                        new MentorDesk(),
                        List.of(new FakePort()),
                        List.of(new FakeSignIn()),
                        () -> KnowledgeBase.EMPTY,
                        settings,
                        publicUrl.isEmpty() ? "http://localhost" : publicUrl,
                        clock))
                .endpoints());
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
        database.close();
        metrics.close();
    }

    /** A clock that the test moves. */
    static final class MovingClock extends Clock {
        private volatile Instant now;

        MovingClock(Instant now) {
            this.now = now;
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
        public boolean hasBoard(String workspace) {
            return true;
        }

        @Override
        public Rights rights(Person person) {
            return rights.getOrDefault(person, Rights.NONE);
        }

        @Override
        public List<String> names(Person person) {
            return new ArrayList<>(List.of("Name of " + person.id()));
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
