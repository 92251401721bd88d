package io.github.mlmentor.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.response.oauth.OAuthV2AccessResponse;
import io.github.mlmentor.settings.Secret;
import io.github.mlmentor.slack.fake.FakeSlack;
import io.github.mlmentor.slack.fake.Fault;
import io.github.mlmentor.slack.fake.Team;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.Databases;
import io.github.mlmentor.storage.Seal;
import io.github.mlmentor.storage.SqlInstallations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Tokens that expire, against Slack's own client. */
@Timeout(60)
class InstalledWorkspacesTest {
    private static final String PAGE = "https://mentor.example.org/slack/install";
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final Duration LIFE = Duration.ofHours(12);
    private static final Duration NEARLY_LIFE = LIFE.minusHours(1);

    @TempDir
    Path folder;

    private final FakeSlack fake = FakeSlack.start();
    private final MovedClock clock = new MovedClock();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Slack slack = slack();
    private final OAuth oauth = new OAuth(slack, FakeSlack.CLIENT_ID, new Secret(FakeSlack.CLIENT_SECRET));
    private Database database;
    private FlakyInstallations store;
    private InstalledWorkspaces workspaces;

    private Slack slack() {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(fake.apiUrl());
        config.setStatsEnabled(false);
        return Slack.getInstance(config);
    }

    @BeforeEach
    void start() {
        database = Databases.sqlite(folder);
        store = new FlakyInstallations(new SqlInstallations(database, Seal.of(KEY)));
        workspaces = restarted();
        fake.settings().tokenRotation(LIFE);
        logged.start();
        logger().addAppender(logged);
    }

    @AfterEach
    void close() throws Exception {
        logger().detachAppender(logged);
        threads.shutdownNow();
        database.close();
        slack.close();
        fake.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(InstalledWorkspaces.class);
    }

    private InstalledWorkspaces restarted() {
        return new InstalledWorkspaces(store, oauth, PAGE, clock);
    }

    private Installation install(Team team) throws Exception {
        OAuthV2AccessResponse given = slack.methods()
                .oauthV2Access(request -> request.clientId(FakeSlack.CLIENT_ID)
                        .clientSecret(FakeSlack.CLIENT_SECRET)
                        .code(fake.grant(team, FakeSlack.ANA)));
        Installation installation = new Installation(
                given.getTeam() == null ? "" : given.getTeam().getId(),
                given.getEnterprise() == null ? "" : given.getEnterprise().getId(),
                given.getBotUserId(),
                given.getAccessToken(),
                Objects.requireNonNullElse(given.getRefreshToken(), ""),
                OAuth.expiry(given, clock),
                given.getScope(),
                FakeSlack.ANA,
                clock.instant());
        workspaces.installed(installation);
        return installation;
    }

    private int refreshes() {
        return (int) fake.see().calls("oauth.v2.access").stream()
                .filter(call -> call.argument("grant_type").equals("refresh_token"))
                .count();
    }

    private boolean works(Optional<String> token) throws Exception {
        return slack.methods(token.orElseThrow()).authTest(request -> request).isOk();
    }

    private List<String> warnings() {
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aTokenIsUsedAsLongAsItIsGoodForHours() throws Exception {
        Installation installed = install(fake.team());
        clock.advance(LIFE.minusHours(3));
        assertThat(workspaces.token(fake.team().id())).contains(installed.botToken());
        assertThat(refreshes()).isZero();
    }

    @Test
    void aTokenThatDoesNotExpireIsNeverRefreshed() throws Exception {
        store.save(new Installation(fake.team().id(), "", "U", fake.team().token(), "", null, "", "", clock.instant()));
        clock.advance(Duration.ofDays(400));
        assertThat(works(workspaces.token(fake.team().id()))).isTrue();
        assertThat(refreshes()).isZero();
    }

    @Test
    void aTokenIsRenewedBeforeItExpiresAgainAndAgain() throws Exception {
        String last = install(fake.team()).botToken();
        for (int round = 1; round <= 3; round++) {
            clock.advance(NEARLY_LIFE);
            fake.happens().tokensExpired(fake.team());
            Optional<String> token = workspaces.token(fake.team().id());
            assertThat(works(token)).isTrue();
            assertThat(token).isNotEqualTo(Optional.of(last));
            assertThat(workspaces.token(fake.team().id())).isEqualTo(token);
            assertThat(restarted().token(fake.team().id())).as("stored").isEqualTo(token);
            assertThat(refreshes()).isEqualTo(round);
            last = token.orElseThrow();
        }
    }

    @Test
    void eightThreadsRefreshAnExpiredTokenOnce() throws Exception {
        install(fake.team());
        clock.advance(LIFE.plusHours(1));
        fake.happens().tokensExpired(fake.team());
        fake.fault(Fault.on("oauth.v2.access").delay(Duration.ofMillis(200)));
        assertThat(tokensOf(8, List.of(workspaces))).hasSize(1);
        assertThat(refreshes()).isEqualTo(1);
    }

    @Test
    void whileOneRefreshesTheOthersGoOnWithTheOldToken() throws Exception {
        Installation installed = install(fake.team());
        clock.advance(NEARLY_LIFE);
        fake.fault(Fault.on("oauth.v2.access").delay(Duration.ofSeconds(2)));
        CompletableFuture<Optional<String>> slow =
                CompletableFuture.supplyAsync(() -> workspaces.token(fake.team().id()), threads);
        org.awaitility.Awaitility.await().until(() -> {
            Optional<String> token = workspaces.token(fake.team().id());
            return !slow.isDone() && token.equals(Optional.of(installed.botToken()));
        });
        assertThat(slow.get(30, TimeUnit.SECONDS)).isNotEqualTo(Optional.of(installed.botToken()));
        assertThat(refreshes()).isEqualTo(1);
    }

    @Test
    void twoOfOneProcessRefreshOnce() throws Exception {
        install(fake.team());
        clock.advance(LIFE.plusHours(1));
        assertThat(tokensOf(8, List.of(workspaces, restarted()))).hasSize(1);
        assertThat(refreshes()).isEqualTo(1);
    }

    @Test
    void twoProcessesRefreshOnce() throws Exception {
        String url = Databases.postgresqlUrl();
        try (Database one = Database.postgresql(url);
                Database other = Database.postgresql(url)) {
            store = new FlakyInstallations(new SqlInstallations(one, Seal.of(KEY)));
            workspaces = restarted();
            InstalledWorkspaces second =
                    new InstalledWorkspaces(new SqlInstallations(other, Seal.of(KEY)), oauth, PAGE, clock);
            install(fake.team());
            clock.advance(LIFE.plusHours(1));
            fake.happens().tokensExpired(fake.team());
            assertThat(tokensOf(8, List.of(workspaces, second)))
                    .hasSize(1)
                    .allSatisfy(token -> assertThat(works(Optional.of(token))).isTrue());
            assertThat(refreshes()).isEqualTo(1);
            clock.advance(NEARLY_LIFE);
            tokensOf(8, List.of(second, workspaces));
            assertThat(refreshes()).isEqualTo(2);
        }
    }

    private List<String> tokensOf(int count, List<InstalledWorkspaces> several) throws Exception {
        List<CompletableFuture<Optional<String>>> asked = IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> several.get(i % several.size()).token(fake.team().id()), threads))
                .toList();
        List<String> tokens = new java.util.ArrayList<>();
        for (CompletableFuture<Optional<String>> one : asked) {
            tokens.add(one.get(30, TimeUnit.SECONDS).orElseThrow());
        }
        return tokens.stream().distinct().toList();
    }

    @Test
    void workspacesDoNotMix() throws Exception {
        Team other = fake.addTeam("Other", null);
        Installation first = install(fake.team());
        Installation second = install(other);
        assertThat(workspaces.token(fake.team().id())).contains(first.botToken());
        assertThat(workspaces.token(other.id())).contains(second.botToken());
        assertThat(workspaces.token("T0NOBODY")).isEmpty();
        assertThat(workspaces.removed(other.id(), clock.instant())).isTrue();
        assertThat(workspaces.token(other.id())).isEmpty();
        assertThat(workspaces.token(fake.team().id())).contains(first.botToken());
    }

    @Test
    void whileSlackIsDownTheOldTokenIsUsedAndSlackIsAskedOnceAMinute() throws Exception {
        Installation installed = install(fake.team());
        clock.advance(NEARLY_LIFE);
        fake.fault(Fault.on("oauth.v2.access").status(503).times(2));
        for (int i = 0; i < 5; i++) {
            assertThat(workspaces.token(fake.team().id())).contains(installed.botToken());
        }
        assertThat(refreshes()).isEqualTo(1);
        clock.advance(InstalledWorkspaces.PAUSE);
        assertThat(workspaces.token(fake.team().id())).contains(installed.botToken());
        assertThat(refreshes()).isEqualTo(2);
        clock.advance(InstalledWorkspaces.PAUSE);
        assertThat(workspaces.token(fake.team().id())).isPresent().isNotEqualTo(Optional.of(installed.botToken()));
        assertThat(warnings())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("503", fake.team().id()));
    }

    @Test
    void anExpiredTokenThatSlackDoesNotRenewNowIsNoReasonToGiveUp() throws Exception {
        install(fake.team());
        clock.advance(LIFE.plusHours(1));
        fake.fault(Fault.on("oauth.v2.access").error("bad_client_secret"));
        assertThatThrownBy(() -> workspaces.token(fake.team().id())).isInstanceOf(Workspaces.NotNow.class);
        assertThatThrownBy(() -> workspaces.token(fake.team().id())).isInstanceOf(Workspaces.NotNow.class);
        assertThat(refreshes()).isEqualTo(1);
        assertThat(workspaces.has(fake.team().id(), "")).isTrue();
        assertThat(warnings()).hasSize(1).allSatisfy(line -> assertThat(line).contains("slack.client_secret"));
        clock.advance(InstalledWorkspaces.PAUSE);
        assertThat(works(workspaces.token(fake.team().id()))).isTrue();
    }

    @Test
    void newTokensThatTheDatabaseDoesNotTakeAreUsedAndStoredLater() throws Exception {
        install(fake.team());
        clock.advance(LIFE.plusHours(1));
        fake.happens().tokensExpired(fake.team());
        store.beforeRenewing = FlakyInstallations.failing();
        Optional<String> token = workspaces.token(fake.team().id());
        assertThat(works(token)).isTrue();
        assertThat(workspaces.token(fake.team().id())).isEqualTo(token);

        store.beforeRenewing = () -> {};
        clock.advance(InstalledWorkspaces.PAUSE);
        assertThat(workspaces.token(fake.team().id())).isEqualTo(token);
        assertThat(restarted().token(fake.team().id())).as("stored").isEqualTo(token);
        assertThat(refreshes()).isEqualTo(1);
        assertThat(warnings()).hasSize(1).allSatisfy(line -> assertThat(line).contains("not stored"));
    }

    /** The new tokens are lost then, whatever one does. What is left is the old one, and somebody who is told in time. */
    @Test
    void afterBeingKilledBetweenRefreshingAndStoringTheOldTokenLastsAndTheLogSaysWhatToDo() throws Exception {
        Installation installed = install(fake.team());
        clock.advance(NEARLY_LIFE);
        store.beforeRenewing = FlakyInstallations.killed();
        assertThatThrownBy(() -> workspaces.token(fake.team().id())).hasMessage("killed");
        store.beforeRenewing = () -> {};

        workspaces = restarted();
        assertThat(workspaces.token(fake.team().id())).contains(installed.botToken());
        assertThat(workspaces.token(fake.team().id())).contains(installed.botToken());
        assertThat(restarted().token(fake.team().id())).contains(installed.botToken());
        assertThat(warnings())
                .as("said once, by whichever process")
                .singleElement()
                .asString()
                .contains(fake.team().id(), PAGE, "invalid_refresh_token")
                .doesNotContain("xox");
        assertThat(refreshes()).isEqualTo(2);

        clock.advance(Duration.ofHours(2));
        assertThat(workspaces.token(fake.team().id())).isEmpty();
        assertThat(workspaces.has(fake.team().id(), "")).isFalse();
        install(fake.team());
        assertThat(works(workspaces.token(fake.team().id()))).isTrue();
    }

    @Test
    void anAnswerOfSlackThatIsLostIsLikeBeingKilled() throws Exception {
        Installation installed = install(fake.team());
        clock.advance(NEARLY_LIFE);
        fake.fault(Fault.on("oauth.v2.access").dropAfter());
        assertThat(workspaces.token(fake.team().id())).contains(installed.botToken());
        clock.advance(InstalledWorkspaces.PAUSE);
        assertThat(workspaces.token(fake.team().id())).contains(installed.botToken());
        assertThat(warnings()).last().asString().contains("install the app anew");
    }

    @Test
    void whatIsInstalledAnewWhileTheOldIsRefreshedStays() throws Exception {
        install(fake.team());
        clock.advance(NEARLY_LIFE);
        Installation anew = new Installation(fake.team().id(), "", "U", "xoxb-anew", "", null, "", "", clock.instant());
        store.beforeRenewing = () -> store.save(anew);
        assertThat(workspaces.token(fake.team().id())).contains("xoxb-anew");
        assertThat(restarted().token(fake.team().id())).contains("xoxb-anew");
    }

    @Test
    void whatIsRemovedWhileItIsRefreshedStaysRemoved() throws Exception {
        install(fake.team());
        clock.advance(NEARLY_LIFE);
        store.beforeRenewing = () -> store.remove(fake.team().id(), clock.instant());
        var unused = workspaces.token(fake.team().id());
        assertThat(store.find(fake.team().id())).isEmpty();
        clock.advance(InstalledWorkspaces.REMEMBERED);
        assertThat(workspaces.token(fake.team().id())).isEmpty();
    }

    @Test
    void whileTheDatabaseIsDownKnownWorkspacesGoOn() throws Exception {
        Installation installed = install(fake.team());
        assertThat(workspaces.token(fake.team().id())).isPresent();
        store.beforeReading = FlakyInstallations.failing();
        clock.advance(Duration.ofHours(1));
        assertThat(workspaces.token(fake.team().id())).contains(installed.botToken());
        assertThatThrownBy(() -> restarted().token(fake.team().id())).isInstanceOf(Workspaces.NotNow.class);
        clock.advance(NEARLY_LIFE.minusHours(1));
        assertThat(workspaces.token(fake.team().id())).as("not renewed").contains(installed.botToken());
    }

    @Test
    void tokensThatCannotBeReadAreComplainedOfOnceAndTheOthersGoOn() throws Exception {
        Team other = fake.addTeam("Other", null);
        install(fake.team());
        SqlInstallations underAnotherKey =
                new SqlInstallations(database, Seal.of("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="));
        store = new FlakyInstallations(underAnotherKey);
        workspaces = restarted();
        install(other);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> workspaces.token(fake.team().id())).isInstanceOf(Workspaces.NotNow.class);
            assertThat(works(workspaces.token(other.id()))).isTrue();
        }
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains(fake.team().id(), "another key", "MENTOR_ENCRYPTION_KEY");
    }

    @Test
    void anInstallationOfAWholeOrganisationIsGoodForItsWorkspaces() throws Exception {
        Team part = fake.addTeam("Part", "E0WHOLE");
        part.installOrgWide();
        Installation installed = install(part);
        assertThat(installed.home()).isEqualTo("E0WHOLE");
        assertThat(workspaces.has(part.id(), "")).isFalse();
        assertThat(workspaces.has(part.id(), "E0OTHER")).isFalse();
        assertThat(workspaces.everywhere()).isEmpty();
        assertThat(workspaces.has(part.id(), "E0WHOLE")).isTrue();
        assertThat(workspaces.has(part.id(), "")).as("remembered").isTrue();
        assertThat(workspaces.everywhere()).containsExactly(part.id());
        assertThat(workspaces.token(part.id())).contains(installed.botToken());
        assertThat(restarted().token(part.id())).contains(installed.botToken());
        clock.advance(NEARLY_LIFE);
        assertThat(works(workspaces.token(part.id()))).isTrue();
        assertThat(refreshes()).isEqualTo(1);
        assertThat(workspaces.removed("E0WHOLE", clock.instant())).isTrue();
        assertThat(workspaces.token(part.id())).isEmpty();
    }
}
