package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.intake.CatchUp;
import io.github.mlmentor.intake.ChannelSetting;
import io.github.mlmentor.intake.Feedback;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Listening;
import io.github.mlmentor.intake.Marks;
import io.github.mlmentor.intake.Outbox;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.SignIn;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;

/** The door to Discord. Thread-safe. */
public final class DiscordDoor implements HealthCheck, AutoCloseable {
    private static final Pattern SNOWFLAKE = Pattern.compile("\\d{15,20}");

    private final Settings.Discord settings;
    private final Clock clock;
    private final ScheduledExecutorService ticks = Executors.newScheduledThreadPool(2, DiscordDoor::daemon);
    private final ExecutorService events = Executors.newSingleThreadExecutor(DiscordDoor::daemon);
    private final Lanes lanes = new Lanes(DiscordDoor::daemon);
    private final ExecutorService afterwards = Executors.newCachedThreadPool(DiscordDoor::daemon);
    private final DiscordConnection connection;
    private final DiscordApi api;
    private final Deferrals deferrals = new Deferrals();
    private final DiscordTags tags;
    private final DiscordPort port;
    private final DiscordMessages messages;
    private final DiscordBoards boards;
    private final DiscordMembers members;
    private final DiscordMentorPort mentorPort;
    private final DiscordRenderer renderer;
    private volatile @Nullable Marks marks;
    private volatile @Nullable DiscordThreads threads;
    private volatile DiscordMentorPort.@Nullable Stored stored;

    private DiscordDoor(Settings.Discord settings, String publicUrl, Function<Source, String> path, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.connection = new DiscordConnection(settings, events, afterwards, ticks);
        this.api = new DiscordApi(connection::any, connection.limits());
        this.tags = new DiscordTags(connection::shards, api);
        this.messages = new DiscordMessages(connection::shards, api);
        DiscordNotices notices = new DiscordNotices(connection::shards, api, () -> marks, clock);
        this.port = new DiscordPort(connection::shards, api, messages, deferrals, tags, notices, clock);
        this.renderer = new DiscordRenderer(publicUrl, path);
        this.boards = new DiscordBoards(connection::shards, ids(settings.mentorChannels()));
        this.members = new DiscordMembers(connection::shards, api, clock);
        this.mentorPort =
                new DiscordMentorPort(api, messages, port, renderer, tags, notices, boards, members, () -> stored);
    }

    /**
     * A door, when the settings have a token.
     *
     * @param path where under the public address a source can be read
     */
    public static Optional<DiscordDoor> from(
            Settings.Discord settings, String publicUrl, Function<Source, String> path, Clock clock) {
        return settings.token().isPresent()
                ? Optional.of(new DiscordDoor(settings, publicUrl, path, clock))
                : Optional.empty();
    }

    /**
     * How channels behave that nobody has set up.
     *
     * @throws IllegalArgumentException when the setting cannot be read, with the mend
     */
    public static ChannelSetting channels(Settings.Discord settings) {
        return ChannelSetting.parse("discord.channels", settings.channels(), SNOWFLAKE, "123456789012345678");
    }

    /** What the doctor looks after. */
    public static List<HealthCheck> trials(Settings.Discord settings) {
        return settings.token().isPresent() ? List.of(new DiscordCheck(settings)) : List.of();
    }

    /** The ids in a setting. */
    private static List<String> ids(String setting) {
        return Arrays.stream(setting.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    public ReplyPort port() {
        return port;
    }

    /** What mentoring needs of Discord. */
    public MentorPort mentorPort() {
        return mentorPort;
    }

    /** Signing in to the console with a Discord account, where the settings have what it takes. */
    public Optional<SignIn> signIn() {
        return DiscordSignIn.from(settings, boards, members);
    }

    /** What takes part in what happens in Discord. */
    public record Parts(
            Intake intake,
            Inbox inbox,
            Outbox outbox,
            Feedback feedback,
            Policies policies,
            PersonalData data,
            CatchUp catchUp,
            Marks marks,
            Completions completions,
            MentorDesk desk) {}

    /** Completes what somebody types into a command. Thread-safe; in under 100 ms; never throws. */
    @FunctionalInterface
    public interface Completions {
        /**
         * What may be meant, best first, at most 25.
         *
         * @param command the command's name: role, duty, skill, compare or resources
         * @param typed what stands there so far, perhaps empty or misspelt
         */
        List<Suggestion> complete(String command, String typed);
    }

    /**
     * Connects, and registers the commands where they have changed.
     *
     * @throws IllegalStateException when Discord refuses the token, with the mend
     */
    public void start(Parts parts) {
        marks = parts.marks();
        threads = new DiscordThreads(api, parts.inbox(), parts.policies());
        DiscordTranslator translator = new DiscordTranslator();
        DiscordPeople people = new DiscordPeople(
                parts.policies(), Set.copyOf(ids(settings.mentors())), Set.copyOf(ids(settings.curators())));
        DiscordAnswers answers = new DiscordAnswers(parts.inbox(), parts.outbox(), api, port);
        stored = new DiscordMentorPort.Stored(people, answers, new DiscordAmendments(api, messages, answers));
        DiscordDesk desk = new DiscordDesk(parts.desk(), parts.inbox(), boards, people, members, ticks);
        DiscordCards cards =
                new DiscordCards(parts.desk(), boards, people, members, messages, connection::readsMessages);
        DiscordKnowledge knowledge = new DiscordKnowledge(
                parts.desk(), desk, cards, boards, people, answers, messages, api, parts.inbox(), parts.policies());
        DiscordQuestions questions =
                new DiscordQuestions(parts.intake(), parts.policies(), deferrals, parts.completions(), ticks, clock);
        DiscordSettings wishes = new DiscordSettings(parts.policies(), parts.data(), people);
        DiscordClicks clicks = new DiscordClicks(
                new DiscordClicks.Stores(parts.inbox(), parts.outbox(), parts.feedback()),
                api,
                port,
                messages,
                questions,
                wishes,
                people,
                desk,
                answers,
                clock);
        DiscordListener listener = new DiscordListener(
                lanes,
                afterwards,
                translator,
                parts.intake(),
                port,
                questions,
                wishes,
                clicks,
                cards,
                knowledge,
                new DiscordWelcome(api, parts.policies()),
                parts.data(),
                clock);
        Listening listening = new Listening(
                Platform.DISCORD,
                parts.catchUp(),
                new DiscordMissed(connection::shards, translator, cards),
                () -> check().status() == Status.OK,
                ticks,
                afterwards);
        // Whoever types first would wait for classes to load, longer than Discord's clients like.
        afterwards.execute(() -> parts.completions().complete(DiscordCommands.SKILL, "pyhton"));
        connection.open(listener, listening::connected);
    }

    /** Where the progress of a job is shown. */
    public Progress progress(Job job) {
        if (!job.addressed() || job.revision() > 0 || connection.any() == null) {
            return Progress.none();
        }
        DiscordPlace place = DiscordPlace.of(job.conversation());
        boolean interaction = job.notes().containsKey(DiscordQuestions.TOKEN);
        String left = interaction ? "" : port.resume(job, job.key().message()).orElse(null);
        DiscordProgress.Screen screen = interaction ? new InteractionScreen(job) : new MessageScreen(job, place);
        DiscordProgress progress = new DiscordProgress(screen, left, ticks);
        port.showing(job, progress);
        return progress;
    }

    /** A message that becomes the answer. Plain words, because notifications show no others. */
    private final class MessageScreen implements DiscordProgress.Screen {
        private final Job job;
        private final DiscordPlace place;

        MessageScreen(Job job, DiscordPlace place) {
            this.job = job;
            this.place = place;
        }

        @Override
        public void typing() {
            boolean later = place.thread().equals(job.key().message());
            var unused = api.look(Route.Channels.SEND_TYPING.compile(later ? place.channel() : place.target()));
        }

        @Override
        public String render(Document soFar) {
            return DiscordRenderer.soFar(soFar);
        }

        @Override
        public Delivery show(DataObject payload, @Nullable String message) {
            return message == null
                    ? port.begin(place, job.id(), title(job), job.key().message(), isReply(job), payload)
                    : port.change(place, message, payload);
        }

        @Override
        public void erase(String message) {
            var unused = api.look(Route.Messages.DELETE_MESSAGE.compile(place.target(), message));
        }
    }

    /** What a command shows until its answer is there. */
    private final class InteractionScreen implements DiscordProgress.Screen {
        private final Job job;

        InteractionScreen(Job job) {
            this.job = job;
        }

        @Override
        public void typing() {
            // Discord says by itself that the bot thinks.
        }

        @Override
        public String render(Document soFar) {
            return DiscordRenderer.progress(soFar, quote(job));
        }

        @Override
        public Delivery show(DataObject payload, @Nullable String message) {
            Map<String, String> notes = job.notes();
            deferrals.await(notes.getOrDefault(DiscordQuestions.INTERACTION, ""));
            return api.show(
                    Route.Interactions.EDIT_FOLLOWUP.compile(
                            notes.getOrDefault(DiscordQuestions.APPLICATION, ""),
                            notes.getOrDefault(DiscordQuestions.TOKEN, ""),
                            "@original"),
                    payload,
                    answer -> answer.getString("id", "original"));
        }

        @Override
        public void erase(String message) {
            // A command cannot be deleted before it is answered.
        }
    }

    private static String quote(Job job) {
        return job.notes().getOrDefault(DiscordQuestions.QUOTE, "");
    }

    private static boolean isReply(Job job) {
        return job.notes().containsKey(DiscordTranslator.REPLY);
    }

    private static String title(Job job) {
        String line = Characters.line(job.text());
        return line.isBlank() ? "Answer" : line;
    }

    /** What is stored and sent for a reply. */
    public List<String> render(Job job, Reply reply) {
        DiscordPlace place = DiscordPlace.of(job.conversation());
        Map<String, String> notes = job.notes();
        String onlyFor = notes.getOrDefault(DiscordQuestions.ONLY_FOR, "");
        boolean interaction = notes.containsKey(DiscordQuestions.TOKEN);
        Options shared = Options.shared(job.id());
        Options options = onlyFor.isEmpty() || place.isDirect()
                ? boards.of(place.guild()).isPresent() ? shared : shared.withoutMentors()
                : Options.unshared(job.id());
        List<String> rendered = renderer.render(reply, options, quote(job), inWhatLanguage(notes));
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < rendered.size(); i++) {
            boolean last = i == rendered.size() - 1;
            boolean opens = i == 0 && place.isDirect() && !interaction;
            payloads.add(new Slip(
                            notes.getOrDefault(DiscordQuestions.TOKEN, ""),
                            notes.getOrDefault(DiscordQuestions.INTERACTION, ""),
                            notes.getOrDefault(DiscordQuestions.APPLICATION, ""),
                            onlyFor,
                            job.author(),
                            interaction ? "" : job.key().message(),
                            i == 0 && isReply(job),
                            interaction ? "" : title(job),
                            opens ? DiscordRenderer.opening(reply) : "",
                            i == 0 ? state(reply) : "",
                            last ? asks(reply) : List.of())
                    .onto(rendered.get(i)));
        }
        return payloads;
    }

    /** An honest word to whoever uses Discord in another language than the knowledge has. */
    private static String inWhatLanguage(Map<String, String> notes) {
        String language = notes.getOrDefault(DiscordQuestions.LANGUAGE, "");
        return language.isEmpty()
                ? ""
                : ResourceBundle.getBundle(DiscordCommands.BUNDLE, Locale.forLanguageTag(language))
                        .getString("answers.note");
    }

    private static String state(Reply reply) {
        if (reply instanceof Reply.Answer answer && !answer.sources().isEmpty()) {
            return DiscordTags.ANSWERED;
        }
        return reply instanceof Reply.NotFound ? DiscordTags.MENTOR : "";
    }

    private static List<String> asks(Reply reply) {
        List<Suggestion> suggestions = reply instanceof Reply.Answer answer
                ? answer.suggestions()
                : reply instanceof Reply.Clarification unclear
                        ? unclear.readings()
                        : reply instanceof Reply.NotFound unknown
                                ? unknown.suggestions()
                                : reply instanceof Reply.OffTopic other ? other.suggestions() : List.of();
        return suggestions.stream().map(Suggestion::question).toList();
    }

    /** What people said before a question, oldest first. */
    public List<String> overheard(Job job) {
        DiscordThreads open = threads;
        return open == null ? List.of() : open.before(job);
    }

    @Override
    public String name() {
        return "discord";
    }

    @Override
    public Health check() {
        return connection.health();
    }

    @Override
    public void close() {
        connection.close();
        ticks.shutdownNow();
        events.shutdown();
        lanes.close();
        afterwards.shutdown();
    }

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "discord-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
