package io.github.mlmentor.slack.fake;

import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static io.github.mlmentor.slack.fake.FakeSlack.CAREERS;
import static io.github.mlmentor.slack.fake.FakeSlack.GENERAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.views.ViewsOpenResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits, refusals and lost answers, driven by Slack's own client. */
class FakeSlackFaultsTest {
    private static final String MODAL =
            "{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"A title\"},\"blocks\":[]}";

    private final FakeSlack fake = FakeSlack.start();
    private final Slack slack = Slack.getInstance(config());
    private final MethodsClient bot = slack.methods(fake.team().token());

    private SlackConfig config() {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(fake.apiUrl());
        return config;
    }

    @AfterEach
    void close() throws Exception {
        slack.close();
        fake.close();
    }

    @Test
    void whatSlackWouldNotTakeIsRefusedAndNoted() throws Exception {
        assertThat(bot.chatPostMessage(r -> r.channel(GENERAL).text(" ")).getError())
                .isEqualTo("no_text");
        assertThat(bot.chatPostMessage(r -> r.channel(GENERAL).text("x").blocksAsString(section("a".repeat(3001))))
                        .getError())
                .isEqualTo("invalid_blocks");
        assertThat(bot.chatPostMessage(r -> r.channel(GENERAL)
                                .text("x")
                                .blocksAsString("[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"text\":"
                                        + "{\"type\":\"plain_text\",\"text\":\"go\"},\"value\":\"" + "v".repeat(2001)
                                        + "\"}]}]"))
                        .getError())
                .isEqualTo("invalid_blocks");
        String ts = bot.chatPostMessage(r -> r.channel(GENERAL).text("y".repeat(4001)))
                .getTs();
        assertThat(bot.chatUpdate(r -> r.channel(GENERAL).ts(ts).text("z".repeat(4001)))
                        .getError())
                .isEqualTo("msg_too_long");
        bot.chatPostMessage(r -> r.channel(GENERAL).blocksAsString(section("no text")));
        assertThat(fake.violations())
                .extracting(Violation::rule)
                .containsExactly(
                        "no_text",
                        "invalid_blocks",
                        "invalid_blocks",
                        "text_over_4000",
                        "msg_too_long",
                        "no_fallback_text");
    }

    @Test
    void aTooEarlyCallAfterA429IsNotedOtherChannelsGoOn() throws Exception {
        fake.fault(Fault.on("chat.postMessage").inChannel(GENERAL).rateLimited(Duration.ofSeconds(30)));
        SlackApiException limited = catchThrowableOfType(
                SlackApiException.class,
                () -> bot.chatPostMessage(r -> r.channel(GENERAL).text("1")));
        assertThat(limited.getResponse().code()).isEqualTo(429);
        assertThat(limited.getResponse().header("Retry-After")).isEqualTo("30");
        assertThat(bot.chatPostMessage(r -> r.channel(CAREERS).text("2")).isOk())
                .isTrue();
        assertThat(fake.violations()).isEmpty();
        assertThatThrownBy(() -> bot.chatPostMessage(r -> r.channel(GENERAL).text("3")))
                .isInstanceOf(SlackApiException.class);
        assertThat(fake.violations())
                .singleElement()
                .extracting(Violation::rule)
                .isEqualTo("retry_after_not_respected");
        assertThat(fake.see().visible(GENERAL)).isEmpty();
    }

    @Test
    void aPostWhoseAnswerIsLostStandsAllTheSame() {
        fake.fault(Fault.on("chat.postMessage").dropAfter());
        assertThatThrownBy(() -> bot.chatPostMessage(r -> r.channel(GENERAL).text("once")))
                .isInstanceOf(IOException.class);
        assertThat(fake.see().visible(GENERAL)).containsExactly("once");
        fake.fault(Fault.on("chat.*").dropBefore());
        assertThatThrownBy(() -> bot.chatPostMessage(r -> r.channel(GENERAL).text("never")))
                .isInstanceOf(IOException.class);
        assertThat(fake.see().visible(GENERAL)).containsExactly("once");
        fake.fault(Fault.on("chat.*").status(503));
        assertThatThrownBy(() -> bot.chatPostMessage(r -> r.channel(GENERAL).text("never")))
                .isInstanceOf(SlackApiException.class);
    }

    /** The HTTP client below the SDK sends a request again when a connection that it kept open breaks. */
    @Test
    void onAKeptConnectionTheSdkItselfPostsTwiceWhenTheAnswerIsLost() throws Exception {
        assertThat(bot.authTest(r -> r).isOk()).isTrue();
        fake.fault(Fault.on("chat.postMessage").dropAfter());
        assertThat(bot.chatPostMessage(r -> r.channel(GENERAL).text("twice")).isOk())
                .isTrue();
        assertThat(fake.see().visible(GENERAL)).containsExactly("twice", "twice");
    }

    @Test
    void ratesAreCountedByChannel() throws Exception {
        fake.settings().rate("chat.postMessage", 1, Duration.ofSeconds(30));
        assertThat(bot.chatPostMessage(r -> r.channel(GENERAL).text("1")).isOk())
                .isTrue();
        assertThat(bot.chatPostMessage(r -> r.channel(CAREERS).text("2")).isOk())
                .isTrue();
        assertThatThrownBy(() -> bot.chatPostMessage(r -> r.channel(GENERAL).text("3")))
                .isInstanceOf(SlackApiException.class);
        assertThat(rules()).containsExactly("too_many_calls");
    }

    @Test
    void aTriggerOpensOneViewSoon() throws Exception {
        String trigger = trigger();
        assertThat(open(trigger).isOk()).isTrue();
        assertThat(open(trigger).getError()).isEqualTo("exchanged_trigger_id");
        fake.settings().triggerLife(Duration.ZERO);
        assertThat(open(trigger()).getError()).isEqualTo("expired_trigger_id");
        assertThat(rules()).containsExactly("exchanged_trigger_id", "expired_trigger_id");
    }

    @Test
    void aResponseUrlWorksFiveTimes() throws Exception {
        String url = fake.slash(GENERAL, BEN, "/mentor", "hi")
                .payload()
                .path("response_url")
                .asText();
        for (int i = 1; i <= 5; i++) {
            assertThat(slack.send(url, "{\"text\":\"answer " + i + "\"}").getCode())
                    .isEqualTo(200);
        }
        assertThat(slack.send(url, "{\"text\":\"one more\"}").getCode()).isEqualTo(404);
        assertThat(fake.see().ephemerals(BEN)).hasSize(5);
        assertThat(rules()).containsExactly("used_url");
    }

    @Test
    void everythingAboutConnectedAndEnterpriseWorkspacesIsInTheEvent() {
        Team acme = fake.addTeam("Big Corp", "E0BIGCORP01");
        fake.channel("C0SHARED001", "shared", acme, Room.Kind.CHANNEL, true, "U0STRANGER1", acme.botUser());
        fake.person("U0STRANGER1", "sam", fake.team(), false);
        Delivery delivery =
                fake.mention("C0SHARED001", "U0STRANGER1", "hello").deliveries().get(0);
        assertThat(delivery.payload().path("is_ext_shared_channel").asBoolean()).isTrue();
        assertThat(delivery.payload().path("enterprise_id").asText()).isEqualTo("E0BIGCORP01");
        assertThat(delivery.payload()
                        .path("authorizations")
                        .path(0)
                        .path("team_id")
                        .asText())
                .isEqualTo(acme.id());
        assertThat(delivery.payload().path("event").path("user_team").asText())
                .isEqualTo(fake.team().id());
    }

    @Test
    void aDeletedFirstMessageLeavesAStone() throws Exception {
        String thread = fake.seed(GENERAL, BEN, "question", "").ts();
        bot.chatPostMessage(r -> r.channel(GENERAL).threadTs(thread).text("answer"));
        fake.happens().delete(GENERAL, thread);
        assertThat(bot.conversationsReplies(r -> r.channel(GENERAL).ts(thread))
                        .getMessages()
                        .get(0)
                        .getSubtype())
                .isEqualTo("tombstone");
        String alone = fake.seed(GENERAL, BEN, "gone soon", "").ts();
        fake.happens().delete(GENERAL, alone);
        assertThat(bot.chatPostMessage(r -> r.channel(GENERAL).threadTs(alone).text("too late"))
                        .getError())
                .isEqualTo("thread_not_found");
    }

    private ViewsOpenResponse open(String trigger) throws IOException, SlackApiException {
        return bot.viewsOpen(r -> r.triggerId(trigger).viewAsString(MODAL));
    }

    private String trigger() {
        return fake.slash(GENERAL, BEN, "/mentor", "hi")
                .payload()
                .path("trigger_id")
                .asText();
    }

    private List<String> rules() {
        return fake.violations().stream().map(Violation::rule).toList();
    }

    private static String section(String text) {
        return "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"" + text + "\"}}]";
    }
}
