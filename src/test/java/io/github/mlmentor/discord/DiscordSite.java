package io.github.mlmentor.discord;

import static org.awaitility.Awaitility.await;

import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.discord.fake.FakeDiscord;
import io.github.mlmentor.discord.fake.Interaction;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Room;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.discord.fake.Violation;
import io.github.mlmentor.intake.CatchUp;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Doors;
import io.github.mlmentor.intake.Feedback;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Limits;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.intake.Worker;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.Mentoring;
import io.github.mlmentor.rig.Answering;
import io.github.mlmentor.rig.Mentored;
import io.github.mlmentor.rig.Script;
import io.github.mlmentor.settings.Secret;
import io.github.mlmentor.settings.Settings;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A Discord of this machine with the real door, JDA, intake, worker and storage before it, and scripted answers behind, or others. It can be
 * stopped and started again on the same data. Every test takes a channel and people of its own.
 */
public final class DiscordSite implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("patience", 60));
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

    public final FakeDiscord fake = FakeDiscord.start();
    final Script script = new Script();
    final Script.MovableClock clock = new Script.MovableClock();
    private final Path folder;
    private final Answering answering;
    private String token = FakeDiscord.TOKEN;
    private String shards = "1";
    private String curators = "";
    private String mentorChannels = FakeDiscord.CAREERS;
    private String mentors = "";
    private String commandServer = "";
    private String shardRange = "";
    private @Nullable Running running;
    private int checked;

    private DiscordSite(Path folder, @Nullable Answering answering) {
        this.folder = folder;
        this.answering =
                answering == null ? behind -> Mentored.onTheArticle(script.answerer(behind.renderer())) : answering;
    }

    /** Starts, and waits until it is connected. */
    static DiscordSite start(Path folder) {
        DiscordSite site = new DiscordSite(folder, null);
        site.serve();
        return site;
    }

    /** One with another answering than the scripted one. */
    public static DiscordSite start(Path folder, Answering answering) {
        DiscordSite site = new DiscordSite(folder, answering);
        site.serve();
        return site;
    }

    /** One that does not serve yet. */
    static DiscordSite closed(Path folder) {
        return new DiscordSite(folder, null);
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
            DiscordDoor door,
            MentorDesk desk) {}

    Settings.Discord settings() {
        return new Settings.Discord(
                new Secret(token),
                FakeDiscord.BOT,
                new Secret(FakeDiscord.SECRET),
                mentorChannels,
                mentors,
                curators,
                "",
                shards,
                shardRange,
                commandServer,
                fake.apiUrl());
    }

    void token(String setting) {
        token = setting;
    }

    void curators(String setting) {
        curators = setting;
    }

    void mentorChannels(String setting) {
        mentorChannels = setting;
    }

    void mentors(String setting) {
        mentors = setting;
    }

    void commandServer(String setting) {
        commandServer = setting;
    }

    void shards(String setting) {
        shards = setting;
    }

    void shardRange(String setting) {
        shardRange = setting;
    }

    /** Starts on the data that is there, and waits until it is connected and has its commands. */
    void serve() {
        begin();
        until(() -> door().check().status() == HealthCheck.Status.OK);
        until(() -> fake.see().commands(commandServer).size()
                == DiscordCommands.all().size());
    }

    /** Starts on the data that is there. */
    void begin() {
        DiscordDoor door = DiscordDoor.from(
                        settings(), "https://mentor.example.org", source -> "/knowledge/" + source.id(), clock)
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
        SqlMarks marks = new SqlMarks(database);
        Feedback feedback = script.sometimesBroken(Feedback.class, new SqlFeedback(database), "note");
        Mentoring mentoring = Mentored.desk(database, jobs, feedback, door.mentorPort(), clock);
        running = new Running(metrics, database, jobs, inbox, policies, intake, threads, door, mentoring.desk());
        jobs.start(worker);
        door.start(new DiscordDoor.Parts(
                intake,
                inbox,
                outbox,
                feedback,
                script.sometimesBroken(Policies.class, policies, "set", "optOut"),
                script.sometimesBroken(PersonalData.class, new SqlPersonalData(database), "export", "forget"),
                new CatchUp(intake, marks, Duration.ofHours(1), clock),
                marks,
                DiscordSite::completions,
                mentoring.desk()));
    }

    /** More than Discord takes for whoever types "many", and one otherwise. */
    private static List<Suggestion> completions(String command, String typed) {
        return IntStream.rangeClosed(1, typed.equals("many") ? 40 : 1)
                .mapToObj(number -> new Suggestion(command + " like " + typed, "the " + number + ". " + command))
                .toList();
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
        now.threads.shutdownNow();
        now.metrics.close();
        running = null;
        until(() -> fake.gateway().connections() == 0);
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("not serving");
        }
        return now;
    }

    /** The mentors' desk. */
    MentorDesk desk() {
        return running().desk;
    }

    DiscordDoor door() {
        return running().door;
    }

    /** What people thought of the answer to a job, as {@code who helpful note}. */
    List<String> opinions(Job job) {
        return opinions(job.id());
    }

    /** The same, by its id. */
    List<String> opinions(String job) {
        List<String> opinions = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("mentor.db"));
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

    /** How the bot behaves in a channel. */
    public void policy(String channel, ChannelPolicy.Mode mode, Duration patience) {
        running().policies.set(key(FakeDiscord.ACME, channel, "policy"), ChannelPolicy.of(mode, patience));
    }

    ChannelPolicy policy(String channel) {
        return policyIn(FakeDiscord.ACME, channel);
    }

    ChannelPolicy policyIn(String guild, String channel) {
        return running().policies.of(key(guild, channel, "policy"));
    }

    /** Moves the time on, and has everybody look at it. */
    void later(Duration by) {
        clock.advance(by);
        running().jobs.nudge();
    }

    private static MessageKey key(String guild, String channel, String message) {
        return new MessageKey(Platform.DISCORD, guild, channel, message);
    }

    /** The job that a message became, or nothing when it was not taken in. */
    @Nullable
    Job find(Sent sent) {
        return find(sent.room(), sent.id());
    }

    private @Nullable Job find(Room room, String message) {
        String guild = room.guild().isEmpty() ? DiscordPlace.DIRECT : room.guild();
        String channel = room.parent().isEmpty() ? room.id() : room.parent();
        return running().inbox.find(key(guild, channel, message)).orElse(null);
    }

    Job job(Sent sent) {
        Job job = find(sent);
        if (job == null) {
            throw new AssertionError("no job of " + sent);
        }
        return job;
    }

    /** The job that a command became. */
    Job job(Interaction interaction) {
        Job job = find(interaction);
        if (job == null) {
            throw new AssertionError("no job of " + interaction);
        }
        return job;
    }

    /** The job that a command became, or nothing when it was not taken in. */
    @Nullable
    Job find(Interaction interaction) {
        return find(interaction.room(), interaction.id());
    }

    void awaitState(Sent sent, Job.State state) {
        awaitState(() -> find(sent), state, Duration.ZERO);
    }

    void awaitState(Interaction interaction, Job.State state) {
        awaitState(() -> find(interaction), state, Duration.ZERO);
    }

    /** Waits until a message's job has come to this state, and lets the pauses on the way there pass quickly. */
    void hurry(Sent sent, Job.State state) {
        awaitState(() -> find(sent), state, Duration.ofSeconds(1));
    }

    private void awaitState(Supplier<@Nullable Job> jobs, Job.State state, Duration skipped) {
        AtomicReference<@Nullable Job> seen = new AtomicReference<>();
        try {
            until(() -> {
                Job job = jobs.get();
                seen.set(job);
                boolean there = job != null && job.state() == state;
                if (!there && !skipped.isZero()) {
                    later(skipped);
                }
                return there;
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "waited for " + state + " and saw " + seen.get() + "; violations " + fake.violations() + "; calls "
                            + calls(),
                    e);
        }
    }

    /** What the bot did besides registering commands. */
    private List<String> calls() {
        return fake.see().calls("*").stream()
                .filter(call -> !call.name().startsWith("command"))
                .map(call -> "\n" + call.name() + " " + call.path() + " " + call.status() + " " + call.body() + " -> "
                        + call.response())
                .toList();
    }

    /** Waits until nothing is under way any more. */
    public void settle() {
        until(() -> running().inbox.open() == 0);
    }

    /** Waits until questions with these words came to be answered so often. */
    void awaitAsked(String words, int times) {
        until(() -> script.asked(words) >= times);
    }

    /** The first line of the only answer to a message, in its thread where it has one. */
    String answer(Sent sent) {
        awaitState(sent, Job.State.DELIVERED);
        List<Post> answers = answers(sent);
        if (answers.size() != 1) {
            throw new AssertionError("expected one answer and saw " + answers + "; calls " + calls());
        }
        return line(answers.get(0));
    }

    /** All that the bot said in the thread of a message, or where there is none, where it was written. */
    List<Post> answers(Sent sent) {
        boolean opened = fake.see().threads(sent.channel()).stream()
                .anyMatch(thread -> thread.id().equals(sent.id()));
        return fake.see().answers(opened ? sent.id() : sent.channel());
    }

    /** The first line that tells something. */
    static String line(Post post) {
        return post.shown().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    /** Waits until the bot has surely heard everything said before. */
    public void awaitHeard() {
        Sent last = fake.directMessage(FakeDiscord.CHEN, "have you heard everything?");
        awaitState(last, Job.State.DELIVERED);
    }

    /** What Discord would refuse of a message that the door rendered, or nothing. */
    public static List<String> problems(String payload) {
        DataObject message = DataObject.fromJson(payload);
        Slip slip = Slip.takenOff(message);
        List<String> problems = new ArrayList<>(DiscordValidator.message(message.toString()));
        if (!slip.opening().isEmpty()) {
            problems.addAll(DiscordValidator.message(slip.opening()));
        }
        return problems;
    }

    /** What breaches of Discord's rules there were since this was last asked. */
    public List<Violation> violations() {
        List<Violation> all = fake.violations();
        List<Violation> fresh = all.subList(checked, all.size());
        checked = all.size();
        return fresh;
    }

    /** A text channel of the first server. */
    public String channel() {
        int number = NUMBER.incrementAndGet();
        return fake.happens()
                .channel("9000000009%08d".formatted(number), "site-" + number, FakeDiscord.ACME)
                .id();
    }

    /** Another member of the first server. */
    public String person() {
        int number = NUMBER.incrementAndGet();
        return fake.addPerson("8000000009%08d".formatted(number), "person-" + number)
                .id();
    }

    /** Somebody who is in none of the servers. */
    String stranger() {
        int number = NUMBER.incrementAndGet();
        return fake.addStranger("8000000008%08d".formatted(number), "stranger-" + number)
                .id();
    }

    static void until(BooleanSupplier condition) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(condition::getAsBoolean);
    }

    @Override
    public void close() {
        script.releaseAll();
        if (running != null) {
            stop();
        }
        fake.close();
    }

    private record OneDoor(DiscordDoor door) implements Doors {
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
