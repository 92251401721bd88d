package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.SignIn;
import io.github.mlmentor.settings.Secret;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.slack.fake.FakeSlack;
import io.github.mlmentor.slack.fake.Fault;
import io.github.mlmentor.slack.fake.Team;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signing in with Slack, beside a bot of one workspace. */
class SlackSignInTest {
    private static final String BACK = "https://mentor.example.org/console/back";

    private final FakeSlack fake = FakeSlack.start();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void thereIsNoSigningInWithoutAClient() {
        assertThat(door("", Secret.NONE, "").orElseThrow().signIn()).isEmpty();
    }

    @Test
    void aBotTokenAndAClientAreOneWorkspaceThatPeopleCanSignInFrom() {
        SlackDoor door = door(FakeSlack.CLIENT_ID, new Secret(FakeSlack.CLIENT_SECRET), "")
                .orElseThrow();
        assertThat(door.signIn()).isPresent();
        assertThat(door.endpoints()).as("nobody installs it by himself").isEmpty();
    }

    @Test
    void halfAClientIsRefusedAlsoBesideABotToken() {
        assertThatThrownBy(() -> door(FakeSlack.CLIENT_ID, Secret.NONE, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SLACK_CLIENT_SECRET")
                .hasMessageContaining("set both");
    }

    @Test
    void twoMentorsChannelsOfOneWorkspaceAreRefused() {
        assertThatThrownBy(() -> door("", Secret.NONE, "C0AAAAAAAAA, C0BBBBBBBBB"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slack.mentor_channels names 2 channels")
                .hasMessageContaining("name one");
    }

    @Test
    void peopleAgreeAtSlackToBeKnownAndToNothingElse() {
        String address = signIn().address("state & more", BACK);
        URI local = URI.create(fake.apiUrl());
        assertThat(address)
                .startsWith("http://" + local.getAuthority() + "/openid/connect/authorize?")
                .contains("response_type=code", "scope=openid+profile", "client_id=" + FakeSlack.CLIENT_ID)
                .contains("state=state+%26+more", "redirect_uri=https%3A%2F%2Fmentor.example.org%2Fconsole%2Fback");
        SlackSignIn real =
                new SlackSignIn(com.slack.api.Slack.getInstance(), "", "1.2", new Secret("secret"), team -> true);
        assertThat(real.address("s", BACK)).startsWith("https://slack.com/openid/connect/authorize?");
        assertThat(real.label()).isEqualTo("Sign in with Slack");
    }

    @Test
    void whoComesBackIsKnownByHisAccountAndHisCodeIsGoodOnce() {
        String code = fake.grant(fake.team(), ANA);
        assertThat(signIn().identify(code, BACK))
                .containsExactly(new Person(Platform.SLACK, fake.team().id(), ANA));
        assertThat(signIn().identify(code, BACK)).isEmpty();
        assertThat(fake.see().calls("openid.connect.token").get(0).argument("redirect_uri"))
                .isEqualTo(BACK);
    }

    @Test
    void whoComesFromAWorkspaceWithoutTheBotIsNobody() {
        Team other = fake.addTeam("Other", null);
        fake.person("U0DAN000001", "dan", other, true);
        assertThat(signIn().identify(fake.grant(other, "U0DAN000001"), BACK)).isEmpty();
    }

    @Test
    void whenSlackDoesNotSayNobodyIsSignedIn() {
        assertThat(signIn().identify("made up", BACK)).isEmpty();
        fake.fault(Fault.on("openid.connect.userInfo").error("fatal_error"));
        assertThat(signIn().identify(fake.grant(fake.team(), ANA), BACK)).isEmpty();
        fake.fault(Fault.on("openid.connect.token").status(500));
        assertThat(signIn().identify(fake.grant(fake.team(), ANA), BACK)).isEmpty();
        fake.fault(Fault.on("openid.connect.token").dropBefore());
        assertThat(signIn().identify(fake.grant(fake.team(), ANA), BACK)).isEmpty();
    }

    private SignIn signIn() {
        return door(FakeSlack.CLIENT_ID, new Secret(FakeSlack.CLIENT_SECRET), "")
                .flatMap(SlackDoor::signIn)
                .orElseThrow();
    }

    private Optional<SlackDoor> door(String client, Secret secret, String mentorChannels) {
        Settings.Slack settings = new Settings.Slack(
                new Secret(fake.team().token()),
                new Secret(FakeSlack.APP_TOKEN),
                Secret.NONE,
                client,
                secret,
                mentorChannels,
                "",
                "",
                "",
                "mentors",
                "",
                true,
                fake.apiUrl());
        return SlackDoor.from(settings, "", source -> "/", Clock.systemUTC(), () -> {
            throw new IllegalStateException("this is for one workspace");
        });
    }
}
