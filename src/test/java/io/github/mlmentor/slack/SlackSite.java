package io.github.mlmentor.slack;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Home;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.http.HttpServer;
import io.github.mlmentor.intake.CatchUp;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Doors;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Limits;
import io.github.mlmentor.intake.Worker;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.Mentoring;
import io.github.mlmentor.rig.Answering;
import io.github.mlmentor.rig.Mentored;
import io.github.mlmentor.rig.Script;
import io.github.mlmentor.settings.Secret;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.slack.fake.FakeSlack;
import io.github.mlmentor.slack.fake.HttpDoor;
import io.github.mlmentor.slack.fake.Room;
import io.github.mlmentor.slack.fake.Sent;
import io.github.mlmentor.slack.fake.Violation;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.DbSchedulerJobs;
import io.github.mlmentor.storage.SqlFeedback;
import io.github.mlmentor.storage.SqlInbox;
import io.github.mlmentor.storage.SqlMarks;
import io.github.mlmentor.storage.SqlOutbox;
import io.github.mlmentor.storage.SqlPersonalData;
import io.github.mlmentor.storage.SqlPolicies;
import io.github.mlmentor.storage.SqlPresence;
import io.github.mlmentor.storage.Upkeep;
import io.github.mlmentor.telemetry.HealthCheck;
import io.github.mlmentor.telemetry.Metrics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Slack of this machine with the real door, intake, worker and storage before it, and scripted answers behind, or others. It can be stopped and
 * started again on the same data. Every test takes a channel and people of its own, so that none waits for another's pace.
 */
public final class SlackSite implements AutoCloseable {
    /** How Slack reaches the door. */
    enum Way {
        SOCKET,
        HTTP
    }

    /** The user groups in which mentors and curators are; nobody is, until a test says so. */
    static final String MENTORS = "S0MENTORS01";

    static final String CURATORS = "S0CURATORS1";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int PLENTY = 100_000;
    private static final int LONGEST_QUESTION = 3_000;
    private static final Limits LIMITS = new Limits(
            PLENTY,
            PLENTY,
            PLENTY,
            Limits.AtLimit.DECLINE,
            Limits.AtLimit.DECLINE,
            Limits.AtLimit.DECLINE,
            PLENTY,
            LONGEST_QUESTION);

    public final FakeSlack fake = FakeSlack.start();
    final Script script = new Script();
    final Script.MovableClock clock = new Script.MovableClock();
    private final Path folder;
    private final Way way;
    private final Answering answering;
    private volatile Home home = new Home(List.of());
    private @Nullable Running running;
    private int checked;

    private SlackSite(Path folder, Way way, @Nullable Answering answering) {
        this.folder = folder;
        this.way = way;
        this.answering =
                answering == null ? behind -> Mentored.onTheArticle(script.answerer(behind.renderer())) : answering;
        // Placeholders instead of a line of status.
        fake.settings().assistantAllowed(false);
        fake.team().group(MENTORS);
        fake.team().group(CURATORS);
        serve();
    }

    static SlackSite start(Path folder, Way way) {
        return new SlackSite(folder, way, null);
    }

    /** One with another answering than the scripted one. */
    public static SlackSite start(Path folder, Answering answering) {
        return new SlackSite(folder, Way.SOCKET, answering);
    }

    /** What runs between a start and a stop. */
    private record Running(
            Metrics metrics,
            Database database,
            DbSchedulerJobs jobs,
            Inbox inbox,
            SqlPolicies policies,
            Intake intake,
            ExecutorService threads,
            SlackDoor door,
            MentorDesk desk,
            HttpServer http) {}

    /** Starts on the data that is there. */
    void serve() {
        Settings.Slack settings = new Settings.Slack(
                new Secret(fake.team().token()),
                way == Way.SOCKET ? new Secret(FakeSlack.APP_TOKEN) : Secret.NONE,
                new Secret(HttpDoor.SECRET),
                "",
                Secret.NONE,
                FakeSlack.CAREERS,
                MENTORS,
                CURATORS,
                "mentor",
                "mentors",
                "",
                true,
                fake.apiUrl());
        SlackDoor door = SlackDoor.from(
                        settings, "https://mentor.example.org", source -> "/knowledge/" + source.id(), clock, () -> {
                            throw new IllegalStateException("this is for one workspace");
                        })
                .orElseThrow();
        Metrics metrics = new Metrics();
        Database database = Database.sqlite(folder.resolve("mentor.db"));
        DbSchedulerJobs jobs = new DbSchedulerJobs(
                database,
                new Upkeep(database, Duration.ofDays(30), clock),
                new DbSchedulerJobs.Setup(8, Duration.ofMillis(50)),
                clock);
        Inbox inbox = script.sometimesBroken(new SqlInbox(database, jobs, clock));
        SqlOutbox outbox = new SqlOutbox(database, clock);
        SqlPresence presence = new SqlPresence(database);
        SqlPolicies policies = new SqlPolicies(database, clock);
        ExecutorService threads = Executors.newCachedThreadPool();
        Worker worker = new Worker(
                inbox,
                outbox,
                presence,
                answering.over(new Answering.Behind(door::render, inbox, policies, door::overheard)),
                new OneDoor(door),
                threads,
                new Worker.Times(Duration.ofSeconds(30), Duration.ofHours(2), Duration.ofHours(6)),
                clock,
                metrics);
        Intake intake = new Intake(inbox, jobs, policies, presence, LIMITS, clock, metrics);
        HttpServer http = new HttpServer(
                new Settings.Http("127.0.0.1", 0, "", 20, false, 0), metrics, (status, sentence) -> sentence);
        SqlFeedback feedback = new SqlFeedback(database);
        Mentoring mentoring = Mentored.desk(database, jobs, feedback, door.mentorPort(), clock);
        jobs.start(worker);
        door.start(new SlackDoor.Parts(
                intake,
                inbox,
                outbox,
                feedback,
                policies,
                new SqlPersonalData(database),
                new CatchUp(intake, new SqlMarks(database), Duration.ofHours(1), clock),
                (author, admin, connection) -> home,
                mentoring.desk()));
        running = new Running(metrics, database, jobs, inbox, policies, intake, threads, door, mentoring.desk(), http);
        if (way == Way.HTTP) {
            fake.sendTo("http://127.0.0.1:" + http.start(door.endpoints()) + "/slack/events");
        } else {
            until(() -> door.check().status() == HealthCheck.Status.OK);
        }
    }

    /** Stops in order, as on a signal. */
    void stop() {
        Running now = running();
        now.intake.close();
        now.jobs.stop();
        leave(now);
        now.database.close();
    }

    /** Ends without a last word: nothing of what goes on is stored any more. */
    void crash() {
        Running now = running();
        now.database.close();
        now.threads.shutdownNow();
        now.jobs.stop();
        leave(now);
    }

    private void leave(Running now) {
        now.door.close();
        now.http.close();
        now.threads.shutdownNow();
        now.metrics.close();
        running = null;
        until(() -> way == Way.HTTP || fake.sockets().connections() == 0);
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("not serving");
        }
        return now;
    }

    MentorDesk desk() {
        return running().desk;
    }

    SlackDoor door() {
        return running().door;
    }

    Path file() {
        return folder.resolve("mentor.db");
    }

    /** Does something to the database behind everybody's back. */
    void sql(String statement) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement one = connection.createStatement()) {
            one.execute("pragma busy_timeout = 5000");
            one.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What people thought of the answer to a message, as {@code who helpful note}. */
    List<String> opinions(Sent sent) {
        String job = job(sent).id();
        List<String> opinions = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                PreparedStatement query = connection.prepareStatement(
                        "select author, helpful, note from feedback where job = ? order by author")) {
            query.setString(1, job);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                opinions.add(rows.getString(1) + " " + (rows.getInt(2) == 1) + " " + rows.getString(3));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return opinions;
    }

    /** Lets so many of the next questions not be stored. */
    void breakStorage(int times) {
        script.breakStorage(times);
    }

    /** Says this to every question that has these words in it. */
    void answer(String words, Reply reply) {
        script.answer(words, reply);
    }

    /** Lets questions with these words wait until {@link #release}. */
    void hold(String words) {
        script.hold(words);
    }

    void release(String words) {
        script.release(words);
    }

    /** Breaks so many attempts to answer questions with these words. */
    void fail(String words, int times) {
        script.fail(words, times);
    }

    /** Shows this of every answer while it is made. */
    void partially(Document soFar) {
        script.partially(soFar);
    }

    void home(Home page) {
        home = page;
    }

    /** How often questions with these words came to be answered. */
    long asked(String words) {
        return script.asked(words);
    }

    /** The texts of the questions that came to be answered. */
    List<String> questions() {
        return script.questions();
    }

    /** Waits until questions with these words came to be answered so often. */
    void awaitAsked(String words, int times) {
        until(() -> asked(words) >= times);
    }

    /** How the bot behaves in a channel. */
    public void policy(String channel, ChannelPolicy.Mode mode, Duration patience) {
        running()
                .policies
                .set(
                        new MessageKey(Platform.SLACK, fake.team().id(), channel, "policy"),
                        ChannelPolicy.of(mode, patience));
    }

    /** Moves the time on, and has everybody look at it. */
    void later(Duration by) {
        clock.advance(by);
        running().jobs.nudge();
    }

    /** The state of the job that a message became, or nothing when it was not taken in. */
    Job.@Nullable State state(Sent sent) {
        return state(sent.room().id(), sent.ts());
    }

    Job.@Nullable State state(String channel, String ts) {
        return running()
                .inbox
                .find(new MessageKey(Platform.SLACK, fake.team().id(), channel, ts))
                .map(Job::state)
                .orElse(null);
    }

    Job job(Sent sent) {
        return job(sent.room().id(), sent.ts());
    }

    Job job(String channel, String ts) {
        return running()
                .inbox
                .find(new MessageKey(Platform.SLACK, fake.team().id(), channel, ts))
                .orElseThrow();
    }

    /** Waits until a message has become a job of this state. */
    void awaitState(Sent sent, Job.State state) {
        until(() -> state(sent) == state);
    }

    /** Waits until a message's job has come to this state, and lets the pauses on the way there pass quickly. */
    void hurry(Sent sent, Job.State state) {
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    boolean there = state(sent) == state;
                    if (!there) {
                        later(Duration.ofSeconds(1));
                    }
                    return there;
                });
    }

    /** Waits until nothing is under way any more: everything sent is heard, every question at its end, every echo heard. */
    public void settle() {
        fake.see().awaitQuiet();
        until(() -> running().inbox.open() == 0);
        fake.see().awaitQuiet();
    }

    /** The first line of the only answer to a message, once all is quiet. */
    String answer(Sent sent) {
        awaitState(sent, Job.State.DELIVERED);
        List<String> answers = answers(sent);
        if (answers.size() != 1) {
            throw new AssertionError("expected one answer and saw " + answers);
        }
        return answers.get(0);
    }

    /** The first lines of all that the bot said in the thread of a message, once all is quiet. */
    List<String> answers(Sent sent) {
        settle();
        return fake.see().answers(sent.room().id(), sent.thread()).stream()
                .map(post -> post.shown().lines().findFirst().orElse(""))
                .toList();
    }

    /** Whether a message was heard and came to nothing. */
    boolean ignored(Sent sent) {
        return fake.see().await(sent).acknowledged() && state(sent) == null;
    }

    /** Lets as much time pass as there has to be between two messages in a channel. */
    void pause() {
        later(Duration.ofSeconds(2));
    }

    /** What Slack would refuse of a message that the door rendered, or nothing. */
    public static List<String> problems(String payload) {
        ObjectNode message = (ObjectNode) SlackApi.json(payload);
        // Where it goes is taken off before Slack sees it.
        message.remove(List.of("response_url", "only_for"));
        return BlockKitValidator.message(message.toString());
    }

    /** What breaches of Slack's rules there were since this was last asked. */
    public List<Violation> violations() {
        List<Violation> all = fake.violations();
        List<Violation> fresh = all.subList(checked, all.size());
        checked = all.size();
        return fresh;
    }

    /** A public channel with Ana, Ben, Chen and the bot. */
    public String channel() {
        return channel(Room.Kind.CHANNEL);
    }

    String channel(Room.Kind kind) {
        int number = NUMBER.incrementAndGet();
        String id = (kind == Room.Kind.CHANNEL ? "C" : "G") + "0SITE%05d".formatted(number);
        fake.channel(
                id,
                "site-" + number,
                fake.team(),
                kind,
                false,
                FakeSlack.ANA,
                FakeSlack.BEN,
                FakeSlack.CHEN,
                fake.team().botUser());
        return id;
    }

    /** Somebody new, who is nobody special. */
    public String person() {
        return person(false);
    }

    String person(boolean admin) {
        int number = NUMBER.incrementAndGet();
        return fake.person("U0SITE%05d".formatted(number), "person-" + number, fake.team(), admin)
                .id();
    }

    static void until(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(condition::getAsBoolean);
    }

    /** An answer with a source and these suggestions. */
    static Reply.Answer says(String words, Suggestion... suggestions) {
        return Script.says(words, suggestions);
    }

    @Override
    public void close() {
        script.releaseAll();
        if (running != null) {
            stop();
        }
        fake.close();
    }

    private record OneDoor(SlackDoor door) implements Doors {
        @Override
        public ReplyPort port(Platform platform) {
            return door.port();
        }

        @Override
        public Progress progress(Job job) {
            return door.progress(job);
        }
    }
}
