package io.github.mlmentor.rig;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.intake.Doors;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Limits;
import io.github.mlmentor.intake.Offer;
import io.github.mlmentor.intake.Worker;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.DbSchedulerJobs;
import io.github.mlmentor.storage.SqlInbox;
import io.github.mlmentor.storage.SqlOutbox;
import io.github.mlmentor.storage.SqlPolicies;
import io.github.mlmentor.storage.SqlPresence;
import io.github.mlmentor.storage.Upkeep;
import io.github.mlmentor.telemetry.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * The child process: the real intake, storage and worker between a door and a way out that speak the rig's protocol, put together in
 * the order in which the product does it. With {@code --naive}, the bot that it is compared with.
 */
public final class RigBot {
    private static final int PLENTY = 1_000_000;
    /** The budgets as they are, so that they cost what they cost; but nobody is declined, or there would be nothing to judge. */
    private static final Limits LIMITS = new Limits(
            8, 200, 5_000, Limits.AtLimit.KNOWLEDGE, Limits.AtLimit.KNOWLEDGE, Limits.AtLimit.KNOWLEDGE, PLENTY, 3_000);

    private static final Worker.Times TIMES =
            new Worker.Times(Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofHours(6));

    private RigBot() {}

    /** Runs until it is told to stop, or killed. */
    public static void main(String[] arguments) throws IOException {
        Options options = new Options(arguments);
        PlatformClient platform = new PlatformClient(options.number("platform", 0));
        int composeMillis = options.number("compose", 0);
        OffsetClock clock = new OffsetClock();
        if (options.has("naive")) {
            NaiveBot bot = new NaiveBot(platform, composeMillis);
            EventDoor.open(clock, bot::take).announce();
        } else {
            try {
                serve(options, new RigPort(platform), new ScriptedAnswerer(composeMillis), clock);
            } catch (RuntimeException e) {
                // As the product's command line does: what is wrong, in a sentence, and a status.
                System.err.println(e.getMessage());
                Runtime.getRuntime().halt(2);
            }
        }
    }

    private static void serve(Options options, ReplyPort port, ScriptedAnswerer answerer, OffsetClock clock)
            throws IOException {
        Metrics metrics = new Metrics();
        Database database = options.has("database")
                ? Database.postgresql(options.text("database", ""))
                : Database.sqlite(Path.of(options.text("data", "data"), "mentor.db"));
        DbSchedulerJobs jobs = new DbSchedulerJobs(
                database,
                new Upkeep(database, Duration.ofDays(30), clock),
                new DbSchedulerJobs.Setup(options.number("workers", 16), Duration.ofSeconds(20)),
                clock);
        SqlInbox inbox = new SqlInbox(database, jobs, clock);
        SqlOutbox outbox = new SqlOutbox(database, clock);
        SqlPresence presence = new SqlPresence(database);
        Worker worker = new Worker(
                inbox,
                outbox,
                presence,
                answerer,
                new OneDoor(port),
                Executors.newCachedThreadPool(),
                TIMES,
                clock,
                metrics);
        Intake intake = new Intake(inbox, jobs, new SqlPolicies(database, clock), presence, LIMITS, clock, metrics);
        jobs.start(worker);
        EventDoor door = EventDoor.open(clock, event -> take(intake, clock, event));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            intake.close();
                            jobs.stop();
                            door.close();
                            database.close();
                            Runtime.getRuntime().halt(0);
                        },
                        "stop"));
        door.announce();
    }

    private static void take(Intake intake, OffsetClock clock, JsonNode event) {
        String channel = event.path("channel").asText();
        MessageKey key = new MessageKey(
                Platform.SLACK, "team", channel, event.path("message").asText());
        Conversation conversation = new Conversation(channel, Conversation.Kind.THREAD);
        Author author =
                new Author(event.path("author").asText(), event.path("bot").asBoolean(), false);
        String text = event.path("text").asText();
        switch (event.path("type").asText()) {
            case "message" ->
                intake.offer(Offer.of(new Inbound.Message(
                        key,
                        conversation,
                        author,
                        clock.instant(),
                        text,
                        event.path("addressed").asBoolean(),
                        0,
                        null)));
            case "edited" -> intake.offer(new Inbound.Edited(key, conversation, author, clock.instant(), text));
            case "deleted" -> intake.offer(new Inbound.Deleted(key, conversation, author, clock.instant()));
            default -> throw new IllegalArgumentException("an event of no known type");
        }
    }

    /** One platform, and nobody who watches. */
    private record OneDoor(ReplyPort port) implements Doors {
        @Override
        public ReplyPort port(Platform platform) {
            return port;
        }

        @Override
        public Progress progress(Job job) {
            return Progress.none();
        }
    }
}
