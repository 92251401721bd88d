package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.ANA;
import static io.github.mlmentor.slack.fake.FakeSlack.GENERAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Home;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Outgoing;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.http.HttpServer;
import io.github.mlmentor.intake.CatchUp;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Limits;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.intake.Presence;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.Letter;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.Response;
import io.github.mlmentor.mentoring.Rights;
import io.github.mlmentor.mentoring.Target;
import io.github.mlmentor.rig.Mentored;
import io.github.mlmentor.settings.Secret;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.slack.fake.Call;
import io.github.mlmentor.slack.fake.FakeSlack;
import io.github.mlmentor.slack.fake.Fault;
import io.github.mlmentor.slack.fake.HttpDoor;
import io.github.mlmentor.slack.fake.Room;
import io.github.mlmentor.slack.fake.Sent;
import io.github.mlmentor.slack.fake.Team;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.Databases;
import io.github.mlmentor.storage.DbSchedulerJobs;
import io.github.mlmentor.storage.Seal;
import io.github.mlmentor.storage.SqlFeedback;
import io.github.mlmentor.storage.SqlInbox;
import io.github.mlmentor.storage.SqlInstallations;
import io.github.mlmentor.storage.SqlMarks;
import io.github.mlmentor.storage.SqlOutbox;
import io.github.mlmentor.storage.SqlPersonalData;
import io.github.mlmentor.storage.SqlPolicies;
import io.github.mlmentor.storage.Upkeep;
import io.github.mlmentor.telemetry.Metrics;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces install the app by its pages and remove it again, through real servers on both sides. */
@Timeout(60)
class SeveralWorkspacesTest {
    private static final String OTHER = "C0OTHER0001";
    private static final String DAN = "U0DAN000001";
    private static final String PUBLIC = "https://mentor.example.org/";
    private static final Pattern LINK = Pattern.compile("class=\"button\" href=\"([^\"]+)\"");
    private static final Secret SIGNING = new Secret(HttpDoor.SECRET);
    private static final Secret CLIENT = new Secret(FakeSlack.CLIENT_SECRET);

    @TempDir
    Path folder;

    private final FakeSlack fake = FakeSlack.start();
    private final MovedClock clock = new MovedClock();
    private final Metrics metrics = new Metrics();
    private final HttpClient browser = HttpClient.newHttpClient();
    private final Team other = fake.addTeam("Other", null);
    private Database database;
    private SqlInbox inbox;
    private Bot first;
    private Bot second;

    /** One process. */
    private record Bot(SlackDoor door, MentorDesk desk, HttpServer http, int port) implements AutoCloseable {
        @Override
        public void close() {
            door.close();
            http.close();
        }
    }

    /** What a browser has after a page. */
    private record Page(int status, String body, String cookie, String link) {
        String state() {
            return parameters(link).getOrDefault("state", "");
        }
    }

    @BeforeEach
    void start() {
        fake.person("U0DAN000001", "dan", other, true);
        fake.channel("C0OTHER0001", "general", other, Room.Kind.CHANNEL, false, "U0DAN000001", other.botUser());
        database = Databases.sqlite(folder);
        DbSchedulerJobs jobs = new DbSchedulerJobs(
                database,
                new Upkeep(database, Duration.ofDays(30), clock),
                new DbSchedulerJobs.Setup(1, Duration.ofSeconds(1)),
                clock);
        inbox = new SqlInbox(database, jobs, clock);
        Limits limits = new Limits(
                99, 99, 99, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, Limits.AtLimit.DECLINE, 99, 4_000);
        Intake intake = new Intake(inbox, jobs, Policies.open(), Presence.none(), limits, clock, metrics);
        first = process(intake, jobs);
        second = process(intake, jobs);
        fake.sendTo("http://127.0.0.1:" + first.port() + "/slack/events");
    }

    private Bot process(Intake intake, DbSchedulerJobs jobs) {
        SqlInstallations installations =
                new SqlInstallations(database, Seal.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
        SlackDoor door = SlackDoor.from(
                        settings("", SIGNING, FakeSlack.CLIENT_ID, CLIENT),
                        PUBLIC,
                        source -> "/",
                        clock,
                        () -> installations)
                .orElseThrow();
        SqlFeedback feedback = new SqlFeedback(database);
        MentorDesk desk = Mentored.desk(database, jobs, feedback, door.mentorPort(), clock)
                .desk();
        door.start(new SlackDoor.Parts(
                intake,
                inbox,
                new SqlOutbox(database, clock),
                feedback,
                new SqlPolicies(database, clock),
                new SqlPersonalData(database),
                new CatchUp(intake, new SqlMarks(database), Duration.ZERO, clock),
                (author, admin, connection) -> new Home(List.of()),
                desk));
        HttpServer http = new HttpServer(
                new Settings.Http("127.0.0.1", 0, PUBLIC, 20, false, 0), metrics, (status, sentence) -> sentence);
        return new Bot(door, desk, http, http.start(door.endpoints()));
    }

    private Settings.Slack settings(String bot, Secret signing, String client, Secret secret) {
        return new Settings.Slack(
                new Secret(bot),
                Secret.NONE,
                signing,
                client,
                secret,
                bot.isEmpty() ? GENERAL + ", " + OTHER : "",
                "",
                "",
                "",
                "mentors",
                "",
                true,
                fake.apiUrl());
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        database.close();
        metrics.close();
        fake.close();
    }

    private Page page(Bot process, String path, String cookie) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path));
        if (!cookie.isEmpty()) {
            request.header("Cookie", "theme=dark; " + cookie);
        }
        HttpResponse<String> response = browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        Matcher link = LINK.matcher(response.body());
        return new Page(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Set-Cookie").orElse(""),
                link.find() ? link.group(1).replace("&amp;", "&") : "");
    }

    private static String sent(Page page) {
        return page.cookie().replaceFirst(";.*", "");
    }

    private static Map<String, String> parameters(String link) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : link.replaceFirst("^[^?]*\\??", "").split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static String back(String state, String code) {
        return "/slack/oauth_redirect?state=" + state + "&code=" + code;
    }

    private Page install(Team team, String user) throws IOException, InterruptedException {
        Page begun = page(first, "/slack/install", "");
        return page(second, back(begun.state(), fake.grant(team, user)), sent(begun));
    }

    private String said(Sent sent) {
        return inbox.knows(key(sent)) ? "asked" : "ignored";
    }

    private static MessageKey key(Sent sent) {
        return new MessageKey(Platform.SLACK, sent.room().team(), sent.room().id(), sent.ts());
    }

    private Delivery answer(Bot process, String team, String channel) {
        Conversation conversation = new Conversation("slack/" + team + "/" + channel + "/-", Conversation.Kind.THREAD);
        String payload = new SlackRenderer(PUBLIC, source -> "/")
                .render(new Reply.Apology(Reason.INTERNAL, Document.of("Hello " + team)), Options.shared("j"))
                .get(0);
        return process.door().port().send(new Outgoing("j" + team + ".0.0", conversation, payload, null));
    }

    @Test
    void theFirstPageLeadsToSlackWithEverythingThatSlackNeeds() throws Exception {
        Page begun = page(first, "/slack/install", "");
        assertThat(begun.status()).isEqualTo(200);
        assertThat(begun.link()).startsWith("https://slack.com/oauth/v2/authorize?");
        assertThat(parameters(begun.link()))
                .containsEntry("client_id", FakeSlack.CLIENT_ID)
                .containsEntry("redirect_uri", "https://mentor.example.org/slack/oauth_redirect")
                .containsEntry("scope", String.join(",", Scopes.names()));
        assertThat(begun.state()).matches("[\\w-]{43}");
        assertThat(begun.cookie())
                .contains("=" + begun.state() + ";", "HttpOnly", "SameSite=Lax", "Secure", "Max-Age=600", "Path=/");
        assertThat(page(first, "/slack/install", "").state()).isNotEqualTo(begun.state());
    }

    @Test
    void somebodyInstallsTheAppAndIsWelcomed() throws Exception {
        Page done = install(fake.team(), ANA);
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("ML Mentor is in Slack", "Acme ML");
        assertThat(done.link())
                .startsWith("https://slack.com/app_redirect?")
                .endsWith("team=" + fake.team().id());
        assertThat(done.cookie()).as("taken back").contains("Max-Age=0");
        fake.see().awaitText(fake.direct(ANA), "", "Thank you for installing me");
        Sent sent = fake.mention(GENERAL, ANA, "What does an ML engineer do?");
        fake.see().await(sent);
        assertThat(said(sent)).isEqualTo("asked");
        assertThat(answer(first, fake.team().id(), GENERAL)).isInstanceOf(Delivery.Delivered.class);
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void twoWorkspacesDoNotMix() throws Exception {
        install(fake.team(), ANA);
        install(other, "U0DAN000001");
        Sent here = fake.mention(GENERAL, ANA, "What does an ML engineer do?");
        Sent there = fake.mention("C0OTHER0001", "U0DAN000001", "What does a data engineer do?");
        fake.see().await(here);
        fake.see().await(there);
        assertThat(List.of(said(here), said(there))).containsOnly("asked");
        assertThat(answer(first, fake.team().id(), GENERAL)).isInstanceOf(Delivery.Delivered.class);
        assertThat(answer(second, other.id(), "C0OTHER0001")).isInstanceOf(Delivery.Delivered.class);
        assertThat(fake.see().calls("chat.postMessage").stream()
                        .filter(call -> !call.argument("channel").startsWith("U"))
                        .map(call -> call.team() + " " + call.argument("channel")))
                .containsExactly(fake.team().id() + " " + GENERAL, other.id() + " C0OTHER0001");
        assertThat(answer(first, other.id(), GENERAL))
                .as("a channel of another workspace")
                .isEqualTo(new Delivery.Undeliverable("channel_not_found"));
    }

    @Test
    void whereTheAppIsNotInstalledNothingIsKept() throws Exception {
        install(other, "U0DAN000001");
        Sent sent = fake.mention(GENERAL, ANA, "What does an ML engineer do?");
        fake.see().await(sent);
        assertThat(sent.acknowledged()).isTrue();
        assertThat(said(sent)).isEqualTo("ignored");
        assertThat(answer(first, fake.team().id(), GENERAL)).isEqualTo(new Delivery.Undeliverable("not_installed"));
        io.github.mlmentor.slack.fake.Delivery command = fake.slash(GENERAL, ANA, "/mentor", "help");
        fake.see().await(command);
        assertThat(command.attempts().get(0).body()).contains("https://mentor.example.org/slack/install");
    }

    @Test
    void aStateIsGoodOnce() throws Exception {
        Page begun = page(first, "/slack/install", "");
        assertThat(page(second, back(begun.state(), fake.grant(other, ANA)), sent(begun))
                        .status())
                .isEqualTo(200);
        assertRefused(page(second, back(begun.state(), fake.grant(other, ANA)), sent(begun)), 400, "begin once more");
    }

    @Test
    void aStateIsGoodForTenMinutes() throws Exception {
        Page begun = page(first, "/slack/install", "");
        clock.advance(InstallPages.STATE_LIFE);
        assertRefused(page(first, back(begun.state(), fake.grant(other, ANA)), sent(begun)), 400, "ten minutes");
    }

    @Test
    void aStateIsGoodInTheBrowserThatBeganAlone() throws Exception {
        Page begun = page(first, "/slack/install", "");
        Page victim = page(first, "/slack/install", "");
        String code = fake.grant(other, ANA);
        assertRefused(page(first, back(begun.state(), code), ""), 400, "in this browser");
        assertRefused(page(first, back(begun.state(), code), sent(victim)), 400, "in this browser");
        assertRefused(page(first, back("", code), sent(victim)), 400, "in this browser");
        assertRefused(
                page(first, "/slack/oauth_redirect?code=" + code, "mentor_slack_install="), 400, "in this browser");
        String made = "A".repeat(43);
        assertRefused(page(first, back(made, code), "mentor_slack_install=" + made), 400, "in this browser");
        assertThat(fake.see().calls("oauth.v2.access")).isEmpty();
        assertThat(page(first, back(begun.state(), code), sent(begun)).status())
                .as("strangers took nothing away")
                .isEqualTo(200);
    }

    private static void assertRefused(Page page, int status, String why) {
        assertThat(page.status()).isEqualTo(status);
        assertThat(page.body()).containsIgnoringCase(why);
        assertThat(page.link()).isEqualTo("/slack/install");
    }

    @Test
    void whoSaysNoInSlackIsToldWhatThatMeans() throws Exception {
        Page begun = page(first, "/slack/install", "");
        String denied = "/slack/oauth_redirect?error=access_denied&state=" + begun.state();
        assertRefused(page(second, denied, sent(begun)), 403, "was not installed");
        Page again = page(first, "/slack/install", "");
        assertRefused(page(second, "/slack/oauth_redirect?state=" + again.state(), sent(again)), 400, "did not agree");
    }

    @Test
    void whatSlackRefusesIsExplained() throws Exception {
        String code = fake.grant(other, ANA);
        Page begun = page(first, "/slack/install", "");
        assertThat(page(first, back(begun.state(), code), sent(begun)).status()).isEqualTo(200);
        Page again = page(first, "/slack/install", "");
        assertRefused(page(first, back(again.state(), code), sent(again)), 400, "used already");
        assertRefused(afterFault(Fault.on("oauth.v2.access").error("bad_client_secret")), 500, "bad_client_secret");
        assertRefused(afterFault(Fault.on("oauth.v2.access").error("<script>")), 500, "&lt;script&gt;");
        assertRefused(afterFault(Fault.on("oauth.v2.access").status(503)), 502, "in a minute");
        assertRefused(afterFault(Fault.on("oauth.v2.access").dropBefore().times(3)), 502, "in a minute");
    }

    private Page afterFault(Fault fault) throws IOException, InterruptedException {
        fake.clearFaults();
        fake.fault(fault);
        return install(other, "U0DAN000001");
    }

    @Test
    void aWorkspaceThatRemovesTheAppIsForgottenAndMayComeBack() throws Exception {
        install(fake.team(), ANA);
        install(other, "U0DAN000001");
        Sent before = fake.mention(GENERAL, ANA, "What does an ML engineer do?");
        Sent elsewhere = fake.mention("C0OTHER0001", "U0DAN000001", "What does an ML engineer do?");
        fake.see().await(before);
        fake.see().await(elsewhere);
        assertThat(stored(fake.team())).isEqualTo(1);

        clock.advance(Duration.ofSeconds(2));
        fake.happens().uninstalled(fake.team()).forEach(fake.see()::await);
        assertThat(stored(fake.team())).isZero();
        assertThat(stored(other)).isEqualTo(1);
        assertThat(answer(first, fake.team().id(), GENERAL)).isEqualTo(new Delivery.Undeliverable("not_installed"));
        assertThat(answer(first, other.id(), "C0OTHER0001")).isInstanceOf(Delivery.Delivered.class);
        Sent late = fake.mention(GENERAL, ANA, "Are you still there?");
        fake.see().await(late);
        assertThat(said(late)).isEqualTo("ignored");

        clock.advance(Duration.ofSeconds(5));
        assertThat(install(fake.team(), ANA).status()).isEqualTo(200);
        assertThat(answer(first, fake.team().id(), GENERAL)).isInstanceOf(Delivery.Delivered.class);
    }

    private int stored(Team team) {
        return new SqlPersonalData(database)
                        .export(new io.github.mlmentor.intake.Person(
                                Platform.SLACK, team.id(), team == other ? "U0DAN000001" : ANA))
                        .split("\"message\"", -1)
                        .length
                - 1;
    }

    @Test
    void theTwoEventsOfARemovalMayComeInAnyOrderAndTwice() throws Exception {
        install(fake.team(), ANA);
        List<io.github.mlmentor.slack.fake.Delivery> told = new ArrayList<>();
        told.addAll(fake.happens().uninstalled(fake.team()));
        told.forEach(fake.see()::await);
        for (int i = told.size() - 1; i >= 0; i--) {
            io.github.mlmentor.slack.fake.Delivery again = fake.again(told.get(i));
            fake.see().await(again);
            assertThat(again.acknowledged()).isTrue();
        }
        assertThat(stored(fake.team())).isZero();
    }

    /** Slack sends again for an hour what was not acknowledged. */
    @Test
    void aRemovalThatIsToldLateDoesNotTakeTheNewInstallation() throws Exception {
        install(fake.team(), ANA);
        List<io.github.mlmentor.slack.fake.Delivery> told = fake.happens().uninstalled(fake.team());
        told.forEach(fake.see()::await);
        clock.advance(Duration.ofMinutes(5));
        install(fake.team(), ANA);
        for (io.github.mlmentor.slack.fake.Delivery one : told) {
            fake.see().await(fake.again(one));
        }
        assertThat(answer(first, fake.team().id(), GENERAL)).isInstanceOf(Delivery.Delivered.class);
    }

    @Test
    void aTokenThatWasRevokedIsUsedNoMoreAndNothingIsDeleted() throws Exception {
        install(fake.team(), ANA);
        Sent before = fake.mention(GENERAL, ANA, "What does an ML engineer do?");
        fake.see().await(before);
        fake.happens().tokensRevoked(fake.team()).forEach(fake.see()::await);
        int calls = fake.see().calls("chat.*").size();
        assertThat(answer(first, fake.team().id(), GENERAL)).isEqualTo(new Delivery.Undeliverable("not_installed"));
        assertThat(fake.see().calls("chat.*")).hasSize(calls);
        assertThat(stored(fake.team())).isEqualTo(1);
    }

    @Test
    void aWholeOrganisationInstallsAndRemovesTheAppAtOnce() throws Exception {
        Team part = fake.addTeam("Part", "E0WHOLE0001");
        part.installOrgWide();
        fake.person("U0EVE000001", "eve", part, true);
        fake.channel("C0PART00001", "general", part, Room.Kind.CHANNEL, false, "U0EVE000001", part.botUser());
        Page done = install(part, "U0EVE000001");
        assertThat(done.body()).contains("your organisation");
        fake.see().awaitText(fake.direct("U0EVE000001"), "", "Thank you for installing me");
        Sent sent = fake.mention("C0PART00001", "U0EVE000001", "What does an ML engineer do?");
        fake.see().await(sent);
        assertThat(said(sent)).isEqualTo("asked");
        assertThat(answer(second, part.id(), "C0PART00001")).isInstanceOf(Delivery.Delivered.class);

        fake.happens().uninstalled(part).forEach(fake.see()::await);
        assertThat(answer(first, part.id(), "C0PART00001")).isEqualTo(new Delivery.Undeliverable("not_installed"));
        assertThat(new SqlPersonalData(database)
                        .export(new io.github.mlmentor.intake.Person(Platform.SLACK, part.id(), "U0EVE000001")))
                .doesNotContain("What does");
    }

    @Test
    void aWorkspaceThatLeavesTheAppOfItsOrganisationIsForgotten() throws Exception {
        Team part = fake.addTeam("Part", "E0WHOLE0001");
        part.installOrgWide();
        fake.person("U0EVE000001", "eve", part, true);
        fake.channel("C0PART00001", "general", part, Room.Kind.CHANNEL, false, "U0EVE000001", part.botUser());
        install(part, "U0EVE000001");
        fake.see().await(fake.mention("C0PART00001", "U0EVE000001", "What does an ML engineer do?"));
        var left = JsonNodeFactory.instance.objectNode().put("type", "team_access_revoked");
        left.putArray("team_ids").add(part.id());
        fake.see().await(fake.happens().event(part, left));
        assertThat(new SqlPersonalData(database)
                        .export(new io.github.mlmentor.intake.Person(Platform.SLACK, part.id(), "U0EVE000001")))
                .doesNotContain("What does");
        assertThat(answer(first, part.id(), "C0PART00001")).isEqualTo(new Delivery.Undeliverable("not_installed"));
    }

    @Test
    void anUnsignedEventTakesNothingAway() throws Exception {
        install(fake.team(), ANA);
        List<io.github.mlmentor.slack.fake.Delivery> told = fake.happens().uninstalled(other);
        told.forEach(fake.see()::await);
        var forged = told.get(1).payload().deepCopy();
        forged.put("team_id", fake.team().id());
        forged.withArray("authorizations").removeAll();
        assertThat(fake.http().post(forged, HttpDoor.Signing.WRONG_SECRET).statusCode())
                .isEqualTo(401);
        assertThat(answer(first, fake.team().id(), GENERAL)).isInstanceOf(Delivery.Delivered.class);
    }

    @Test
    void everyWorkspaceHasTheMentorsChannelThatIsItsOwn() throws Exception {
        assertThat(first.door().mentorPort().boards()).isEmpty();
        install(fake.team(), ANA);
        install(other, DAN);
        Board here = new Board(Platform.SLACK, fake.team().id());
        Board there = new Board(Platform.SLACK, other.id());
        assertThat(second.door().mentorPort().boards()).containsExactlyInAnyOrder(here, there);
        assertThat(shown(second, there, "Over there")).isInstanceOf(Delivery.Delivered.class);
        assertThat(shown(second, here, "Over here")).isInstanceOf(Delivery.Delivered.class);
        assertThat(fake.see().visible(OTHER)).singleElement().asString().contains("Over there");
        assertThat(fake.see().visible(GENERAL)).singleElement().asString().contains("Over here");
        assertThat(shown(second, new Board(Platform.SLACK, "T0NOBODY001"), "Nowhere"))
                .isInstanceOf(Delivery.Postponed.class);
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void aCardOfAnotherWorkspaceIsNotThereForItsMentors() throws Exception {
        install(fake.team(), ANA);
        install(other, DAN);
        Sent sent = fake.mention(GENERAL, ANA, "What does an ML engineer do?");
        fake.see().await(sent);
        first.door().mentorPort().boards();
        String job = Job.id(key(sent));
        Actor learner = new Actor(new Person(Platform.SLACK, fake.team().id(), ANA), Rights.NONE);
        Response receipt = first.desk().submitted("m_ask", job, Map.of("tried", "", "named", "With my name"), learner);
        assertThat(receipt.toString()).contains("I have passed it on to the mentors.");
        Reply.Panel forged = new Reply.Panel(
                "Forged", Document.of("A card"), List.of(new Action("m_claim", "Claim", job, Action.Weight.NORMAL)));
        Board there = new Board(Platform.SLACK, other.id());
        first.door().mentorPort().show(new Letter("f", new Target.Channel(there), forged, "", null, false));
        String ts = fake.see().posts(OTHER).get(0).ts();
        fake.see().await(fake.click(OTHER, DAN, ts, "m_claim"));
        assertThat(fake.see().awaitEphemerals(DAN, 1).get(0).shown()).contains("There is no such question here.");
    }

    private static Delivery shown(Bot process, Board board, String words) {
        Reply.Panel panel = new Reply.Panel("", Document.of(words), List.of());
        return process.door().mentorPort().show(new Letter(words, new Target.Channel(board), panel, "", null, false));
    }

    @Test
    void theAddressIsVerified() {
        assertThat(fake.http().verify("challenge-123").body()).contains("challenge-123");
    }

    @Test
    void settingsThatDoNotFitEachOtherAreRefusedWithTheMend() {
        assertThat(door("", SIGNING, "", Secret.NONE, PUBLIC)).isEmpty();
        assertThat(door("xoxb-1", SIGNING, "1.2", CLIENT, ""))
                .as("one workspace")
                .isPresent();
        assertThatThrownBy(() -> door("", SIGNING, "1.2", Secret.NONE, PUBLIC)).hasMessageContaining("belong together");
        assertThatThrownBy(() -> door("", SIGNING, "", CLIENT, PUBLIC)).hasMessageContaining("belong together");
        assertThatThrownBy(() -> door("", Secret.NONE, "1.2", CLIENT, PUBLIC))
                .hasMessageContaining("SLACK_SIGNING_SECRET");
        assertThatThrownBy(() -> door("", SIGNING, "1.2", CLIENT, "")).hasMessageContaining("MENTOR_PUBLIC_URL");
    }

    private Optional<SlackDoor> door(String bot, Secret signing, String client, Secret secret, String publicUrl) {
        return SlackDoor.from(
                settings(bot, signing, client, secret), publicUrl, source -> "/", Clock.systemUTC(), () -> {
                    throw new AssertionError("nothing is opened for settings that are refused");
                });
    }

    @Test
    void noTokenIsEverInAPage() throws Exception {
        Page done = install(fake.team(), ANA);
        List<String> tokens = fake.see().calls("oauth.v2.access").stream()
                .map(Call::response)
                .map(response -> response.path("access_token").asText())
                .toList();
        assertThat(tokens).hasSize(1);
        assertThat(done.body()).doesNotContain(tokens);
    }
}
