package io.github.mlmentor.slack.fake;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.AppUninstalledEvent;
import com.slack.api.model.event.AssistantThreadContextChangedEvent;
import com.slack.api.model.event.AssistantThreadStartedEvent;
import com.slack.api.model.event.MemberJoinedChannelEvent;
import com.slack.api.model.event.MessageBotEvent;
import com.slack.api.model.event.MessageChangedEvent;
import com.slack.api.model.event.MessageChannelJoinEvent;
import com.slack.api.model.event.MessageDeletedEvent;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.model.event.MessageFileShareEvent;
import com.slack.api.model.event.MessageThreadBroadcastEvent;
import com.slack.api.model.event.ReactionAddedEvent;
import com.slack.api.model.event.TokensRevokedEvent;
import com.slack.api.model.view.ViewState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A small real Bolt app: it answers mentions with a button, and the button with a modal. */
final class SampleApp {
    private final Slack slack;
    private final App app;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    SampleApp(FakeSlack fake) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(fake.apiUrl());
        slack = Slack.getInstance(config);
        app = new App(AppConfig.builder()
                .slack(slack)
                .singleTeamBotToken(fake.team().token())
                .signingSecret(HttpDoor.SECRET)
                .authTestCacheEnabled(true)
                .build());
        app.event(AppMentionEvent.class, (payload, context) -> {
            AppMentionEvent event = payload.getEvent();
            heard.add("app_mention " + payload.getEventId());
            String thread = event.getThreadTs() == null ? event.getTs() : event.getThreadTs();
            context.client()
                    .chatPostMessage(r -> r.channel(event.getChannel())
                            .threadTs(thread)
                            .text("You said " + event.getText())
                            .blocks(asBlocks(
                                    section(s -> s.text(markdownText("You said " + event.getText()))),
                                    actions(asElements(button(
                                            b -> b.actionId("rate").value("7").text(plainText("Rate"))))))));
            return context.ack();
        });
        app.event(MessageEvent.class, (payload, context) -> {
            heard.add("message " + payload.getEventId());
            if (payload.getEvent().getText().contains("fail")) {
                throw new IllegalStateException("as asked");
            }
            return context.ack();
        });
        note(MessageBotEvent.class, MessageChangedEvent.class, MessageDeletedEvent.class, MessageFileShareEvent.class);
        note(MessageThreadBroadcastEvent.class, MessageChannelJoinEvent.class, MemberJoinedChannelEvent.class);
        note(ReactionAddedEvent.class, AppHomeOpenedEvent.class, AppUninstalledEvent.class, TokensRevokedEvent.class);
        note(AssistantThreadStartedEvent.class, AssistantThreadContextChangedEvent.class);
        app.command("/mentor", (request, context) -> {
            if (request.getPayload().getText().equals("later")) {
                context.respond(r -> r.responseType("in_channel").text("said for all"));
                return context.ack();
            }
            return context.ack("privately: " + request.getPayload().getText());
        });
        app.messageShortcut("ask_mentor", (request, context) -> {
            heard.add("shortcut on " + request.getPayload().getMessage().getText());
            return context.ack();
        });
        app.blockAction("rate", (request, context) -> {
            heard.add("rate " + request.getPayload().getActions().get(0).getValue());
            context.client()
                    .viewsOpen(r -> r.triggerId(request.getPayload().getTriggerId())
                            .view(view(v -> v.type("modal")
                                    .callbackId("why")
                                    .title(viewTitle(t -> t.type("plain_text").text("Rate")))
                                    .submit(viewSubmit(s -> s.type("plain_text").text("Send")))
                                    .close(viewClose(c -> c.type("plain_text").text("Cancel")))
                                    .blocks(asBlocks(input(i -> i.blockId("reason")
                                            .label(plainText("Why?"))
                                            .element(plainTextInput(p -> p.actionId("text")))))))));
            return context.ack();
        });
        app.viewSubmission("why", (request, context) -> {
            String reason = request.getPayload().getView().getState().getValues().values().stream()
                    .flatMap(block -> block.values().stream())
                    .map(ViewState.Value::getValue)
                    .collect(Collectors.joining());
            if (reason.length() < 3) {
                return context.ackWithErrors(Map.of("reason", "too short"));
            }
            heard.add("why " + reason);
            return context.ack();
        });
    }

    @SafeVarargs
    private void note(Class<? extends com.slack.api.model.event.Event>... types) {
        for (Class<? extends com.slack.api.model.event.Event> type : types) {
            app.event(type, (payload, context) -> {
                heard.add(type.getSimpleName());
                return context.ack();
            });
        }
    }

    App app() {
        return app;
    }

    Slack slack() {
        return slack;
    }

    List<String> heard() {
        return heard;
    }

    List<String> heard(String what) {
        return heard.stream().filter(one -> one.startsWith(what)).toList();
    }
}
