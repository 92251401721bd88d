package io.github.mlmentor.slack.fake;

import static io.github.mlmentor.slack.fake.FakeSlack.ANA;
import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static io.github.mlmentor.slack.fake.FakeSlack.CAREERS;
import static io.github.mlmentor.slack.fake.FakeSlack.CHEN;
import static io.github.mlmentor.slack.fake.FakeSlack.ELSEWHERE;
import static io.github.mlmentor.slack.fake.FakeSlack.GENERAL;
import static io.github.mlmentor.slack.fake.FakeSlack.PRIVATE;
import static io.github.mlmentor.slack.fake.FakeSlack.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.methods.response.oauth.OAuthV2AccessResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import com.slack.api.model.Message;
import com.slack.api.model.assistant.SuggestedPrompt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Web API, driven by Slack's own client. */
class FakeSlackTest {
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
    void theBotLearnsWhoItIsAndWhichScopesItHas() throws Exception {
        AuthTestResponse me = bot.authTest(r -> r);
        assertThat(me.getUserId()).isEqualTo(fake.team().botUser());
        assertThat(me.getBotId()).isEqualTo(fake.team().botId());
        assertThat(me.getHttpResponseHeaders().getOrDefault("x-oauth-scopes", List.of()))
                .singleElement(STRING)
                .contains("chat:write", "im:history");
        assertThat(bot.usersInfo(r -> r.user(ANA)).getUser().isAdmin()).isTrue();
        assertThat(bot.teamInfo(r -> r).getTeam().getName()).isEqualTo("Acme ML");
        assertThat(bot.botsInfo(r -> r.bot(fake.team().botId())).getBot().getUserId())
                .isEqualTo(fake.team().botUser());
    }

    @Test
    void badTokensAndMissingScopesAreToldApart() throws Exception {
        assertThat(slack.methods("xoxb-0-0-nobody").authTest(r -> r).getError()).isEqualTo("invalid_auth");
        fake.team().scopes().remove("chat:write");
        ChatPostMessageResponse refused =
                bot.chatPostMessage(r -> r.channel(GENERAL).text("hi"));
        assertThat(refused.getError()).isEqualTo("missing_scope");
        assertThat(refused.getNeeded()).isEqualTo("chat:write");
        fake.happens().tokensRevoked(fake.team());
        assertThat(bot.authTest(r -> r).getError()).isEqualTo("token_revoked");
        Team other = fake.addTeam("Other", "E0OTHER0001");
        MethodsClient there = slack.methods(other.token());
        assertThat(there.authTest(r -> r).getEnterpriseId()).isEqualTo("E0OTHER0001");
        other.deactivate();
        assertThat(there.authTest(r -> r).getError()).isEqualTo("account_inactive");
    }

    @Test
    void whatIsInstalledFromAManifestHasWhatItAsksForAndNoMore() throws Exception {
        fake.installed(Path.of("config/slack-manifest.yaml"));
        assertThat(bot.chatPostMessage(r -> r.channel(GENERAL).text("hi")).isOk())
                .isTrue();
        assertThat(bot.conversationsInfo(r -> r.channel(PRIVATE)).isOk()).isTrue();
        assertThat(bot.teamInfo(r -> r).getError()).isEqualTo("missing_scope");
        assertThat(bot.conversationsJoin(r -> r.channel(ELSEWHERE)).getError()).isEqualTo("missing_scope");
    }

    @Test
    void promptsOfAnAgentBelongToNoThread() throws Exception {
        String direct = fake.direct(BEN);
        List<SuggestedPrompt> prompts = List.of(SuggestedPrompt.create("What next?"));
        assertThat(bot.assistantThreadsSetSuggestedPrompts(
                                r -> r.channelId(direct).prompts(prompts))
                        .isOk())
                .isTrue();
        assertThat(bot.assistantThreadsSetSuggestedPrompts(
                                r -> r.channelId(direct).threadTs("1.000001").prompts(prompts))
                        .getError())
                .isEqualTo("thread_not_found");
    }

    @Test
    void theBotSeesPublicChannelsAndWritesWhereItIs() throws Exception {
        List<String> seen = bot
                .conversationsList(r -> r.types(List.of(
                        ConversationType.PUBLIC_CHANNEL, ConversationType.PRIVATE_CHANNEL, ConversationType.MPIM)))
                .getChannels()
                .stream()
                .map(Conversation::getId)
                .toList();
        assertThat(seen)
                .contains(GENERAL, CAREERS, PRIVATE, ELSEWHERE, FakeSlack.GROUP)
                .doesNotContain(SECRET);
        assertThat(bot.conversationsInfo(r -> r.channel(ELSEWHERE)).getChannel().isMember())
                .isFalse();
        assertThat(bot.conversationsInfo(r -> r.channel(SECRET)).getError()).isEqualTo("channel_not_found");
        assertThat(bot.chatPostMessage(r -> r.channel(ELSEWHERE).text("hi")).getError())
                .isEqualTo("not_in_channel");
        assertThat(bot.conversationsJoin(r -> r.channel(ELSEWHERE)).isOk()).isTrue();
        assertThat(bot.chatPostMessage(r -> r.channel(ELSEWHERE).text("hi")).isOk())
                .isTrue();
        assertThat(bot.conversationsMembers(r -> r.channel(PRIVATE)).getMembers())
                .containsExactly(ANA, BEN, fake.team().botUser());
        String direct =
                bot.conversationsOpen(r -> r.users(List.of(CHEN))).getChannel().getId();
        assertThat(direct).isEqualTo(fake.direct(CHEN));
        fake.happens().removed(PRIVATE);
        assertThat(bot.chatPostMessage(r -> r.channel(PRIVATE).text("hi")).getError())
                .isEqualTo("channel_not_found");
    }

    @Test
    void aThreadIsReadWithItsMetadata() throws Exception {
        Post question = fake.seed(GENERAL, BEN, "What is overfitting?", "");
        Message.Metadata mark = new Message.Metadata();
        mark.setEventType("mentor_answer");
        mark.setEventPayload(Map.of("job", "job-7"));
        String ts = bot.chatPostMessage(r -> r.channel(GENERAL)
                        .threadTs(question.ts())
                        .text("Working…")
                        .metadata(mark))
                .getTs();

        ConversationsRepliesResponse plain =
                bot.conversationsReplies(r -> r.channel(GENERAL).ts(question.ts()));
        assertThat(plain.getMessages())
                .extracting(Message::getText)
                .containsExactly("What is overfitting?", "Working…");
        assertThat(plain.getMessages().get(1).getMetadata()).isNull();
        Message answer = bot.conversationsReplies(
                        r -> r.channel(GENERAL).ts(question.ts()).includeAllMetadata(true))
                .getMessages()
                .get(1);
        assertThat(answer.getMetadata().getEventPayload()).containsEntry("job", "job-7");
        assertThat(answer.getTs()).isEqualTo(ts);
        assertThat(bot.conversationsHistory(r -> r.channel(GENERAL)).getMessages())
                .singleElement()
                .extracting(Message::getReplyCount)
                .isEqualTo(1);
        assertThat(bot.conversationsReplies(r -> r.channel(GENERAL).ts("1.000001"))
                        .getError())
                .isEqualTo("thread_not_found");
    }

    @Test
    void anUpdateWithoutBlocksTakesThemAway() throws Exception {
        String ts = bot.chatPostMessage(r -> r.channel(GENERAL).text("plain").blocksAsString(section("shown")))
                .getTs();
        assertThat(fake.see().visible(GENERAL)).containsExactly("shown");
        bot.chatUpdate(r -> r.channel(GENERAL).ts(ts).text("plain again"));
        assertThat(fake.see().visible(GENERAL)).containsExactly("plain again");
        assertThat(fake.see().post(GENERAL, ts).history()).containsExactly("shown", "plain again");
        String foreign = fake.seed(GENERAL, BEN, "mine", "").ts();
        assertThat(bot.chatUpdate(r -> r.channel(GENERAL).ts(foreign).text("x")).getError())
                .isEqualTo("cant_update_message");
        assertThat(bot.chatDelete(r -> r.channel(GENERAL).ts(ts)).isOk()).isTrue();
        assertThat(bot.chatUpdate(r -> r.channel(GENERAL).ts(ts).text("x")).getError())
                .isEqualTo("message_not_found");
        assertThat(fake.violations()).isEmpty();
    }

    @Test
    void aStreamGrowsInItsThread() throws Exception {
        String thread = fake.seed(GENERAL, BEN, "Explain attention", "").ts();
        assertThat(bot.chatStartStream(r -> r.channel(GENERAL).threadTs(thread)).getError())
                .isEqualTo("missing_recipient_user_id");
        String ts = bot.chatStartStream(r -> r.channel(GENERAL)
                        .threadTs(thread)
                        .recipientUserId(BEN)
                        .recipientTeamId(fake.team().id()))
                .getTs();
        bot.chatAppendStream(r -> r.channel(GENERAL).ts(ts).markdownText("Attention "));
        bot.chatAppendStream(r -> r.channel(GENERAL).ts(ts).markdownText("weighs."));
        assertThat(fake.see().post(GENERAL, ts).streaming()).isTrue();
        assertThat(bot.chatUpdate(r -> r.channel(GENERAL).ts(ts).text("no")).getError())
                .isEqualTo("streaming_state_conflict");
        bot.chatStopStream(r -> r.channel(GENERAL).ts(ts));
        assertThat(fake.see().visible(GENERAL, thread)).containsExactly("Explain attention", "Attention weighs.");
        assertThat(bot.chatAppendStream(r -> r.channel(GENERAL).ts(ts).markdownText("more"))
                        .getError())
                .isEqualTo("message_not_in_streaming_state");
    }

    @Test
    void theAssistantsPanelHasStatusTitleAndAtMostFourPrompts() throws Exception {
        Sent opened = fake.happens().assistantThreadStarted(BEN, CAREERS);
        String channel = fake.direct(BEN);
        bot.assistantThreadsSetStatus(
                r -> r.channelId(channel).threadTs(opened.ts()).status("is thinking…"));
        bot.assistantThreadsSetTitle(
                r -> r.channelId(channel).threadTs(opened.ts()).title("Careers"));
        assertThat(fake.see().status(channel, opened.ts())).isEqualTo("is thinking…");
        assertThat(fake.see().title(channel, opened.ts())).isEqualTo("Careers");
        bot.chatPostMessage(r -> r.channel(channel).threadTs(opened.ts()).text("Hello"));
        assertThat(fake.see().status(channel, opened.ts())).isEmpty();
        List<SuggestedPrompt> five = List.of(prompt("1"), prompt("2"), prompt("3"), prompt("4"), prompt("5"));
        assertThat(bot.assistantThreadsSetSuggestedPrompts(
                                r -> r.channelId(channel).threadTs(opened.ts()).prompts(five))
                        .isOk())
                .isFalse();
        assertThat(bot.assistantThreadsSetSuggestedPrompts(
                                r -> r.channelId(channel).threadTs(opened.ts()).prompts(five.subList(0, 4)))
                        .isOk())
                .isTrue();
    }

    @Test
    void aRefreshTokenIsGoodOnce() throws Exception {
        fake.settings().tokenRotation(Duration.ofHours(12));
        String code = fake.grant(fake.team(), ANA);
        OAuthV2AccessResponse first = slack.methods()
                .oauthV2Access(r -> r.clientId(FakeSlack.CLIENT_ID)
                        .clientSecret(FakeSlack.CLIENT_SECRET)
                        .code(code));
        assertThat(first.getAuthedUser().getId()).isEqualTo(ANA);
        assertThat(first.getExpiresIn()).isEqualTo(43_200);
        assertThat(slack.methods(first.getAccessToken()).authTest(r -> r).isOk())
                .isTrue();
        fake.happens().tokensExpired(fake.team());
        assertThat(slack.methods(first.getAccessToken()).authTest(r -> r).getError())
                .isEqualTo("token_expired");
        OAuthV2AccessResponse second = refresh(first.getRefreshToken());
        assertThat(slack.methods(second.getAccessToken()).authTest(r -> r).isOk())
                .isTrue();
        assertThat(refresh(first.getRefreshToken()).getError()).isEqualTo("invalid_refresh_token");
        slack.methods(second.getAccessToken()).authRevoke(r -> r);
        assertThat(slack.methods(second.getAccessToken()).authTest(r -> r).getError())
                .isEqualTo("token_revoked");
    }

    private OAuthV2AccessResponse refresh(String token) throws IOException, SlackApiException {
        return slack.methods()
                .oauthV2Access(r -> r.clientId(FakeSlack.CLIENT_ID)
                        .clientSecret(FakeSlack.CLIENT_SECRET)
                        .grantType("refresh_token")
                        .refreshToken(token));
    }

    private static SuggestedPrompt prompt(String title) {
        return SuggestedPrompt.builder()
                .title(title)
                .message("Tell me about " + title)
                .build();
    }

    private static String section(String text) {
        return "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"" + text + "\"}}]";
    }
}
