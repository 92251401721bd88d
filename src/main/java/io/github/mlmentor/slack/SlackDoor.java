package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.util.http.SlackHttpClient;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Home;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.ReplyPort;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.http.Endpoint;
import io.github.mlmentor.intake.CatchUp;
import io.github.mlmentor.intake.ChannelSetting;
import io.github.mlmentor.intake.Feedback;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Listening;
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
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door to Slack: by Socket Mode where there is an app token, else by signed HTTP posts to {@code /slack/events}. Thread-safe.
 *
 * <p>With a bot token it serves the workspace of that token, and a client id and a client secret are for signing in alone. Without one
 * they have it serve every workspace that installs the app at {@code /slack/install}.
 */
public final class SlackDoor implements HealthCheck, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlackDoor.class);
    private static final Pattern CHANNEL = Pattern.compile("[CG][A-Z0-9]+");
    private static final int MOST_IN_A_QUOTE = 190;
    /** A token of one workspace is that workspace's, whatever it is called. */
    private static final String ONLY = "";

    private static final int CALL_MILLIS = 20_000;

    private final Settings.Slack settings;
    private final Clock clock;
    private final Slack slack;
    private final SlackApi api;
    private final SlackResponses responses;
    private final SlackPort port;
    private final Abilities abilities;
    private final SignedRequests signed;
    private final SlackRenderer renderer;
    private final @Nullable Several several;
    private final SlackPeople people;
    private final SlackBoards boards;
    private final SlackMentorPort mentorPort;
    private final Map<String, Boolean> privateChannels = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticks = Executors.newScheduledThreadPool(2, SlackDoor::daemon);
    private final ExecutorService afterwards = Executors.newCachedThreadPool(SlackDoor::daemon);
    private volatile @Nullable SlackThreads conversations;
    private volatile @Nullable App app;
    private volatile @Nullable SlackSocket socket;

    /** What there is besides when workspaces install the app by themselves. */
    private record Several(InstalledWorkspaces workspaces, InstallPages pages, String page) {}

    private SlackDoor(
            Settings.Slack settings,
            String publicUrl,
            Function<Source, String> path,
            Clock clock,
            @Nullable Installations installations) {
        this.settings = settings;
        this.clock = clock;
        SlackConfig config = new SlackConfig();
        if (!settings.apiUrl().isEmpty()) {
            config.setMethodsEndpointUrlPrefix(settings.apiUrl().replaceFirst("/*$", "/"));
        }
        config.setHttpClientCallTimeoutMillis(CALL_MILLIS);
        // Statistics ask auth.test with every token, the app's included, which is refused and logged.
        config.setStatsEnabled(false);
        // OkHttp sends a post again by itself when the connection that it used breaks, and Slack then shows it twice.
        this.slack = Slack.getInstance(
                config,
                new SlackHttpClient(SlackHttpClient.buildOkHttpClient(config)
                        .newBuilder()
                        .retryOnConnectionFailure(false)
                        .build()));
        if (installations == null) {
            this.several = null;
            this.api = new SlackApi(slack, Workspaces.one(settings.botToken().reveal()), clock);
        } else {
            String page = InstallPages.address(publicUrl);
            OAuth oauth = new OAuth(slack, settings.clientId(), settings.clientSecret());
            InstalledWorkspaces workspaces = new InstalledWorkspaces(installations, oauth, page, clock);
            this.api = new SlackApi(slack, workspaces, clock);
            InstallPages pages = new InstallPages(oauth, installations, workspaces, api, publicUrl, afterwards, clock);
            this.several = new Several(workspaces, pages, page);
        }
        this.responses = new SlackResponses(slack);
        this.abilities = new Abilities(clock);
        this.signed = new SignedRequests(settings.signingSecret().reveal(), clock);
        this.port = new SlackPort(api, responses);
        this.renderer = new SlackRenderer(publicUrl, path);
        this.people =
                new SlackPeople(api, Set.copyOf(ids(settings.mentors())), Set.copyOf(ids(settings.curators())), clock);
        this.boards =
                new SlackBoards(ids(settings.mentorChannels()), several != null, api, this::teams, afterwards, clock);
        this.mentorPort = new SlackMentorPort(api, port, renderer, boards, people);
    }

    /**
     * A door, when the settings have a bot token, or a client id and a client secret.
     *
     * @param path where under the public address a source can be read
     * @param installations where several workspaces are kept; asked for only when there are several
     * @throws IllegalArgumentException when the settings do not fit each other, with the mend
     */
    public static Optional<SlackDoor> from(
            Settings.Slack settings,
            String publicUrl,
            Function<Source, String> path,
            Clock clock,
            Supplier<Installations> installations) {
        boolean one = settings.botToken().isPresent();
        boolean several = isForSeveral(settings);
        if (!one && !several) {
            return Optional.empty();
        }
        check(settings, publicUrl);
        return Optional.of(new SlackDoor(settings, publicUrl, path, clock, several ? installations.get() : null));
    }

    /** Whether workspaces install the app by themselves: the app can say who it is, and has no token of its own. */
    public static boolean isForSeveral(Settings.Slack settings) {
        return !settings.botToken().isPresent() && hasClient(settings);
    }

    private static boolean hasClient(Settings.Slack settings) {
        return !settings.clientId().isBlank() || settings.clientSecret().isPresent();
    }

    private static void check(Settings.Slack settings, String publicUrl) {
        if (hasClient(settings)
                && (settings.clientId().isBlank() || !settings.clientSecret().isPresent())) {
            throw new IllegalArgumentException("slack.client_id and slack.client_secret (SLACK_CLIENT_ID,"
                    + " SLACK_CLIENT_SECRET) belong together, and one of them is not set; set both");
        }
        int channels = ids(settings.mentorChannels()).size();
        if (!isForSeveral(settings) && channels > 1) {
            throw new IllegalArgumentException("slack.mentor_channels names " + channels
                    + " channels, and slack.bot_token (SLACK_BOT_TOKEN) is for one workspace, which has one; name one");
        }
        if (isForSeveral(settings)) {
            if (publicUrl.isEmpty()) {
                throw new IllegalArgumentException(
                        "http.public_url (MENTOR_PUBLIC_URL) is not set, and Slack sends whoever"
                                + " installs the app back to it; set it to the https:// address that people reach this server at");
            }
        }
        if (!settings.appToken().isPresent() && !settings.signingSecret().isPresent()) {
            throw new IllegalArgumentException((isForSeveral(settings) ? "slack.client_id" : "slack.bot_token")
                    + " is set, and neither slack.app_token (SLACK_APP_TOKEN, for Socket"
                    + " Mode) nor slack.signing_secret (SLACK_SIGNING_SECRET, for HTTP) is; set one of them");
        }
    }

    /**
     * How channels behave that nobody has set up.
     *
     * @throws IllegalArgumentException when the setting cannot be read, with the mend
     */
    public static ChannelSetting channels(Settings.Slack settings) {
        return ChannelSetting.parse("slack.channels", settings.channels(), CHANNEL, "C0123456789");
    }

    /** What the doctor looks after, by what is set. */
    public static List<HealthCheck> trials(Settings.Slack settings) {
        return Trial.checks(settings);
    }

    /**
     * What the doctor looks after besides where workspaces install the app by themselves.
     *
     * @param installations where they are kept; empty before the first start
     */
    public static HealthCheck installed(
            Settings.Slack settings, String publicUrl, Supplier<Optional<Installations>> installations) {
        Supplier<Optional<Installations>> checked = () -> {
            check(settings, publicUrl);
            return installations.get();
        };
        return new InstalledCheck(checked, InstallPages.address(publicUrl));
    }

    public ReplyPort port() {
        return port;
    }

    /** The way to mentors, also before {@link #start}. */
    public MentorPort mentorPort() {
        return mentorPort;
    }

    /** Signing in with Slack, where the app can say who it is. */
    public Optional<SignIn> signIn() {
        return hasClient(settings)
                ? Optional.of(new SlackSignIn(
                        slack, settings.apiUrl(), settings.clientId(), settings.clientSecret(), this::serves))
                : Optional.empty();
    }

    private boolean serves(String team) {
        return teams().contains(team);
    }

    /** Where the progress of a job is shown. */
    public Progress progress(Job job) {
        boolean alone = SlackMentorPort.isAlone(job);
        if (alone || !job.addressed() || job.revision() > 0) {
            return Progress.none();
        }
        Place place = Place.of(job.conversation());
        String leftover = port.resume(place, job);
        SlackProgress progress =
                new SlackProgress(api, place, job.id(), abilities, leftover.isEmpty() ? null : leftover, ticks);
        port.showing(job.id(), progress);
        return progress;
    }

    /** What is stored and sent for a reply. */
    public List<String> render(Job job, Reply reply) {
        Options options = SlackMentorPort.isAlone(job) ? Options.unshared(job.id()) : Options.shared(job.id());
        options = mentorPort.boardOf(job).isPresent() ? options.withMentors() : options.withoutMentors();
        List<String> payloads = new ArrayList<>();
        for (String payload : renderer.render(reply, options)) {
            payloads.add(addressed(payload, job, payloads.isEmpty()));
        }
        return payloads;
    }

    /** With the address that it goes to, and above it the question where nobody else can see what was asked. */
    private static String addressed(String payload, Job job, boolean first) {
        ObjectNode json = (ObjectNode) SlackApi.json(payload);
        String quote = job.notes().getOrDefault("quote", "");
        if (first && !quote.isEmpty()) {
            String line = "> " + quoted(quote);
            json.put("text", line + "\n" + json.path("text").asText());
            json.withArray("blocks").insert(0, Kit.context(line));
        }
        for (String note : List.of("response_url", "only_for")) {
            if (job.notes().containsKey(note)) {
                json.put(note, job.notes().get(note));
            }
        }
        return json.toString();
    }

    /** What was asked in one line, which with its escapes is no longer than what a rendered text leaves free. */
    private static String quoted(String question) {
        String words = Characters.clean(question).replace('\n', ' ');
        int most = MOST_IN_A_QUOTE;
        String line = Mrkdwn.escape(Characters.shorten(words, most));
        while (line.length() > MOST_IN_A_QUOTE) {
            most -= 10;
            line = Mrkdwn.escape(Characters.shorten(words, most));
        }
        return line;
    }

    /** What takes part in what happens in Slack. */
    public record Parts(
            Intake intake,
            Inbox inbox,
            Outbox outbox,
            Feedback feedback,
            Policies policies,
            PersonalData data,
            CatchUp catchUp,
            Homes homes,
            MentorDesk mentors) {}

    /** Makes first pages. */
    public interface Homes {
        /**
         * The first page of a person.
         *
         * @param admin whether he administers the workspace and so may see how we are
         * @param connection how the connection to Slack is
         */
        Home home(Author author, boolean admin, Health connection);
    }

    /**
     * Connects.
     *
     * @throws IllegalStateException when Slack refuses the tokens, with the mend
     */
    public void start(Parts parts) {
        Several installed = several;
        if (installed == null) {
            checkToken();
        }
        // The workspaces know who asks, posts are checked before Bolt reads them, and programs, ourselves included,
        // are turned away by the rules of admission: none of Bolt's own middlewares is left to do anything.
        AppConfig config = AppConfig.builder().slack(slack).build();
        App made = new App(config, new ArrayList<>());
        if (installed != null) {
            made.use(new WorkspaceGate(installed.workspaces(), parts.data(), installed.page()));
        }
        SlackTranslator translator = new SlackTranslator(this::isPrivate);
        SlackVisits visits = new SlackVisits(
                api,
                (team, author) -> parts.homes().home(author, people.isAdmin(team, author.id()), check()),
                afterwards);
        SlackMentoring mentoring = new SlackMentoring(parts.mentors(), boards, people, api, responses, afterwards);
        mentorPort.open(parts.outbox());
        made.use(new SlackListener(
                translator,
                parts.intake(),
                new SlackCommands(parts.intake(), parts.policies(), parts.data(), people, clock),
                new SlackClicks(
                        new SlackClicks.Stores(
                                parts.intake(), parts.inbox(), parts.outbox(), parts.feedback(), parts.data()),
                        api,
                        responses,
                        people,
                        mentoring,
                        visits,
                        port,
                        this::isPrivate,
                        afterwards,
                        clock),
                visits,
                new SlackReactions(
                        settings.reaction(),
                        settings.reactionBy().equals("everybody"),
                        people,
                        api,
                        parts.intake(),
                        parts.inbox(),
                        this::isPrivate),
                mentoring,
                parts.policies(),
                job -> afterwards.execute(() -> port.withdrawn(job)),
                parts.data()));
        Listening listening = new Listening(
                Platform.SLACK,
                parts.catchUp(),
                new SlackMissed(api, translator, mentoring, this::teams),
                () -> check().status() == Status.OK,
                ticks,
                afterwards);
        conversations = new SlackThreads(port, parts.policies());
        made.start();
        app = made;
        if (settings.appToken().isPresent()) {
            SlackSocket connection = new SlackSocket(slack, settings.appToken().reveal(), made, listening::connected);
            connection.open();
            socket = connection;
        } else {
            listening.connected();
        }
    }

    private void checkToken() {
        try {
            AuthTestResponse answer =
                    slack.methods(settings.botToken().reveal()).authTest(request -> request);
            if (!answer.isOk() && SlackSocket.HOPELESS.contains(answer.getError())) {
                throw new IllegalStateException("Slack refuses slack.bot_token (SLACK_BOT_TOKEN): " + answer.getError()
                        + "; copy the Bot User OAuth Token (it begins with xoxb-) from OAuth & Permissions,"
                        + " after installing the app");
            }
        } catch (IOException | SlackApiException e) {
            LOG.warn("Slack cannot be reached now; it is tried again");
        }
    }

    private List<String> teams() {
        Several installed = several;
        return installed == null
                ? api.self(ONLY).map(SlackApi.Self::team).stream().toList()
                : installed.workspaces().everywhere();
    }

    /** What a setting lists. */
    static List<String> ids(String setting) {
        return Arrays.stream(setting.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
    }

    /** What people said in a thread before a question, oldest first. */
    public List<String> overheard(Job job) {
        SlackThreads open = conversations;
        return open == null ? List.of() : open.before(job);
    }

    private boolean isPrivate(String team, String channel) {
        Boolean known = privateChannels.get(channel);
        if (known != null) {
            return known;
        }
        Optional<Boolean> told = api.look(
                        team, methods -> methods.conversationsInfo(request -> request.channel(channel)))
                .map(response -> response.getChannel().isPrivate());
        told.ifPresent(answer -> privateChannels.put(channel, answer));
        // Rather too careful than not, until Slack says.
        return told.orElse(true);
    }

    /** The address that Slack posts to, when there is no socket, and the pages that several workspaces install the app by. */
    public List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        if (!settings.appToken().isPresent()) {
            endpoints.add(new SlackPosts(signed, () -> app));
        }
        if (several != null) {
            endpoints.addAll(several.pages().endpoints());
        }
        return endpoints;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Health check() {
        if (!settings.appToken().isPresent()) {
            return Health.ok("by signed posts to /slack/events");
        }
        SlackSocket connection = socket;
        if (connection != null && connection.isLive()) {
            return Health.ok("connected by Socket Mode");
        }
        return Health.failure(
                "not connected: " + (connection == null ? "not started" : connection.trouble()),
                "it tries again by itself; doctor says whether the tokens are good");
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
        if (app != null) {
            app.stop();
        }
        ticks.shutdownNow();
        afterwards.shutdown();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "slack");
        thread.setDaemon(true);
        return thread;
    }
}
