package io.github.mlmentor.discord.fake;

import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.BOT;
import static io.github.mlmentor.discord.fake.FakeDiscord.CAREERS;
import static io.github.mlmentor.discord.fake.FakeDiscord.GENERAL;
import static io.github.mlmentor.discord.fake.FakeDiscord.PRIVATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.requests.ErrorResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real JDA makes of an API that has bad days. */
class FakeDiscordFaultsTest {
    private final FakeDiscord fake = FakeDiscord.start();
    private final SampleBot bot = new SampleBot();
    private final JDA jda;

    FakeDiscordFaultsTest() throws InterruptedException {
        jda = bot.start(fake);
        jda.updateCommands().addCommands(SampleBot.commands()).complete();
    }

    @AfterEach
    void close() {
        jda.shutdownNow();
        fake.close();
    }

    private TextChannel channel(String id) {
        TextChannel channel = jda.getTextChannelById(id);
        if (channel == null) {
            throw new AssertionError(id);
        }
        return channel;
    }

    private Interaction ask(String question) {
        return fake.slash(GENERAL, BEN, "mentor ask", Map.of("question", question));
    }

    @Test
    void aLimitOfTheRouteIsWaitedOut() {
        fake.fault(Fault.on("message.create").rateLimited(Duration.ofMillis(300)));
        CompletableFuture<Message> waiting =
                channel(GENERAL).sendMessage("patience").submit();
        fake.see().awaitCalls("message.create", 1);
        channel(CAREERS).sendMessage("another bucket").complete();
        assertThat(waiting).isNotDone();
        waiting.join();
        assertThat(fake.see().calls("message.create")).extracting(Call::status).containsExactly(429, 200, 200);
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void aGlobalLimitHoldsEverythingButInteractions() {
        fake.fault(Fault.on("message.create").globallyLimited(Duration.ofMillis(300)));
        CompletableFuture<Message> waiting =
                channel(GENERAL).sendMessage("patience").submit();
        await().until(() -> bot.globallyLimited());
        CompletableFuture<Message> other =
                channel(CAREERS).sendMessage("waits as well").submit();
        fake.see().awaitFinished(ask("now"));
        assertThat(other).isNotDone();
        CompletableFuture.allOf(waiting, other).join();
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void bucketsAreNotOverfilled() {
        fake.settings().rate("message.create", 2, Duration.ofMillis(300));
        for (int i = 0; i < 5; i++) {
            channel(GENERAL).sendMessage("number " + i).queue();
        }
        fake.see().awaitAnswers(GENERAL, 5);
        assertThat(fake.see().visible(GENERAL))
                .containsExactly("number 0", "number 1", "number 2", "number 3", "number 4");
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void someFailuresAreRetriedAndSomeAreNot() {
        fake.fault(Fault.on("message.create").status(503));
        channel(GENERAL).sendMessage("at last").complete();
        fake.fault(Fault.on("message.create").status(500));
        assertThatThrownBy(() -> channel(GENERAL).sendMessage("never").complete())
                .isInstanceOf(ErrorResponseException.class);
        Fault missing = fake.fault(Fault.on("message.*").error(404, 10003).inChannel(CAREERS));
        assertThatThrownBy(() -> channel(CAREERS).sendMessage("never").complete())
                .hasMessageContaining("10003");
        assertThat(missing.hits()).isOne();
        assertThat(fake.see().visible(GENERAL)).containsExactly("at last");
    }

    @Test
    void aMessageWhoseAnswerWasLostIsSentAgainWithoutDoubling() {
        fake.fault(Fault.on("message.create").dropAfter().times(2));
        for (int i = 0; i < 3; i++) {
            try {
                channel(GENERAL).sendMessage("once").setNonce("part-1").complete();
            } catch (ErrorResponseException e) {
                assertThat(e.getErrorResponse()).isEqualTo(ErrorResponse.SERVER_ERROR);
            }
        }
        assertThat(fake.see().visible(GENERAL)).containsExactly("once");
        fake.settings().nonceLife(Duration.ofSeconds(-1));
        channel(GENERAL).sendMessage("once").setNonce("part-1").complete();
        assertThat(fake.see().visible(GENERAL)).containsExactly("once", "once");
    }

    @Test
    void anAcknowledgementThatIsLateIsRefused() throws Exception {
        fake.settings().ackLife(Duration.ofMillis(50));
        Interaction use = ask("hold");
        SlashCommandInteractionEvent event = bot.held();
        await().until(() -> !fake.violations().isEmpty());
        assertThatThrownBy(() -> event.deferReply().complete())
                .isInstanceOf(ErrorResponseException.class)
                .hasMessageContaining("10062");
        assertThat(use.acknowledged()).isFalse();
        assertThat(fake.violations())
                .extracting(Violation::rule)
                .containsExactly("not_acknowledged", "acknowledged_late");
    }

    @Test
    void anInteractionIsAcknowledgedOnce() throws Exception {
        ask("hold");
        SlashCommandInteractionEvent event = bot.held();
        event.deferReply().complete();
        Raw raw = new Raw(fake);
        Raw.Reply twice = raw.send(
                "POST", "interactions/" + event.getId() + "/" + event.getToken() + "/callback", "{\"type\":5}");
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.json().path("code").asInt()).isEqualTo(40060);
        assertThat(fake.violations()).extracting(Violation::rule).containsExactly("acknowledged_twice");
    }

    @Test
    void aTokenDoesNotLiveForEver() throws Exception {
        Interaction use = ask("hold");
        SlashCommandInteractionEvent event = bot.held();
        event.deferReply().complete();
        fake.settings().tokenLife(Duration.ZERO);
        assertThatThrownBy(() -> event.getHook().editOriginal("too late").complete())
                .hasMessageContaining("50027");
        assertThat(use.versions()).containsExactly("is thinking...");
        assertThat(fake.violations()).extracting(Violation::rule).containsExactly("token_expired");
    }

    @Test
    void whatOneProcessDeferredAnotherCanAnswer() throws Exception {
        Interaction use = ask("hold");
        bot.held().deferReply().complete();
        jda.shutdownNow();
        JDA other = new SampleBot().start(fake);
        try {
            InteractionHook.from(other, use.token())
                    .editOriginal("after a restart")
                    .complete();
        } finally {
            other.shutdownNow();
        }
        assertThat(use.versions()).containsExactly("is thinking...", "after a restart");
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void whatCouldNotBeDeliveredIsNobodysFault() throws Exception {
        fake.settings().ackLife(Duration.ofMillis(50));
        jda.shutdown();
        fake.see().awaitConnections(0);
        Interaction use = ask("hold");
        assertThat(use.delivered()).isFalse();
        await().until(() -> use.age().toMillis() > 60);
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void theFirstFollowUpOfADeferredReplyTakesItsPlace() throws Exception {
        Interaction use = ask("hold");
        SlashCommandInteractionEvent event = bot.held();
        event.deferReply(true).complete();
        event.getHook().sendMessage("the answer").complete();
        assertThat(use.versions()).containsExactly("is thinking...", "the answer");
        assertThat(use.followups()).isEmpty();
        assertThat(use.ephemeral()).isTrue();
        event.getHook().deleteOriginal().complete();
        assertThat(use.original()).isNull();
    }

    @Test
    void missingPermissionsAreToldAndNoted() {
        fake.happens().denyUntold(GENERAL, Permissions.SEND_MESSAGES);
        assertThatThrownBy(() -> channel(GENERAL).sendMessage("x").complete()).hasMessageContaining("50013");
        fake.happens().denyUntold(GENERAL, Permissions.VIEW_CHANNEL);
        assertThatThrownBy(() -> channel(GENERAL).sendMessage("x").complete()).hasMessageContaining("50001");
        fake.happens().deny(GENERAL, 0);
        await().until(() -> channel(GENERAL).canTalk());
        channel(GENERAL).sendMessage("y").complete();
        assertThat(channel(PRIVATE).canTalk()).isFalse();
        assertThat(fake.violations())
                .extracting(Violation::rule)
                .containsExactly("missing_permissions", "missing_access");
    }

    @Test
    void whoDoesNotWaitIsFoundOut() throws Exception {
        fake.fault(Fault.on("message.create").rateLimited(Duration.ofSeconds(30)));
        Raw raw = new Raw(fake);
        String path = "channels/" + GENERAL + "/messages";
        Raw.Reply first = raw.send("POST", path, "{\"content\":\"now\"}");
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.header("Retry-After")).isEqualTo("30");
        assertThat(first.header("Via")).isNotEmpty();
        assertThat(raw.send("POST", path, "{\"content\":\"now\"}").status()).isEqualTo(429);
        assertThat(fake.violations()).extracting(Violation::rule).containsExactly("retry_after_not_respected");
        fake.clearFaults();
        fake.fault(Fault.on("*").banned(Duration.ofSeconds(30)));
        Raw.Reply banned = raw.send("GET", "users/" + BOT, "");
        assertThat(banned.status()).isEqualTo(429);
        assertThat(banned.header("Via")).isEmpty();
    }
}
