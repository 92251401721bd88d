package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.MessageShortcutRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.NotKept;
import io.github.mlmentor.intake.Offer;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.telemetry.Wordless;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes everything that Slack sends, after Bolt has checked that it comes from there. Acknowledged is what is stored; what could not
 * be stored is not, so that Slack sends it again. As a middleware and not as one handler for each type, because what has no handler is
 * never acknowledged. Thread-safe.
 */
final class SlackListener implements Middleware {
    private static final Logger LOG = LoggerFactory.getLogger(SlackListener.class);
    private static final int NOT_NOW = 503;

    private final SlackTranslator translator;
    private final Intake intake;
    private final SlackCommands commands;
    private final SlackClicks clicks;
    private final SlackVisits visits;
    private final SlackReactions reactions;
    private final SlackMentoring mentoring;
    private final Policies policies;
    private final Consumer<String> withdrawn;
    private final PersonalData data;

    /**
     * Listens.
     *
     * @param withdrawn told of the job whose question was deleted
     */
    SlackListener(
            SlackTranslator translator,
            Intake intake,
            SlackCommands commands,
            SlackClicks clicks,
            SlackVisits visits,
            SlackReactions reactions,
            SlackMentoring mentoring,
            Policies policies,
            Consumer<String> withdrawn,
            PersonalData data) {
        this.translator = translator;
        this.intake = intake;
        this.commands = commands;
        this.clicks = clicks;
        this.visits = visits;
        this.reactions = reactions;
        this.mentoring = mentoring;
        this.policies = policies;
        this.withdrawn = withdrawn;
        this.data = data;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Response apply(Request request, Response response, MiddlewareChain chain) throws Exception {
        try {
            return switch (request.getRequestType()) {
                case Event -> event(SlackApi.json(request.getRequestBodyAsString()));
                case Command -> privately(commands.handle(((SlashCommandRequest) request).getPayload()));
                case BlockAction -> {
                    clicks.click(((BlockActionRequest) request).getPayload());
                    yield Response.ok();
                }
                case MessageShortcut -> {
                    clicks.shortcut(((MessageShortcutRequest) request).getPayload());
                    yield Response.ok();
                }
                case ViewSubmission -> clicks.submitted(((ViewSubmissionRequest) request).getPayload());
                case ViewClosed -> Response.ok();
                default -> chain.next(request);
            };
        } catch (NotKept e) {
            LOG.warn("Something of Slack's was not stored", Wordless.of(e));
            // Events come again by themselves; what somebody typed or clicked does not.
            return request.getRequestType() == RequestType.Command
                    ? privately("I could not take that down just now. Please send it once more in a minute.")
                    : Response.error(NOT_NOW);
        }
    }

    private Response event(JsonNode callback) {
        JsonNode event = callback.path("event");
        String team = SlackTranslator.team(callback);
        switch (event.path("type").asText()) {
            case "app_home_opened" -> visits.home(team, event.path("user").asText(""));
            case "member_joined_channel" -> {
                if (event.path("user").asText().equals(SlackTranslator.botUser(callback))) {
                    String channel = event.path("channel").asText();
                    visits.joined(
                            team,
                            channel,
                            event.path("inviter").asText(""),
                            SlackCommands.describe(policies.of(new Place(team, channel, "").key("policy"))));
                }
            }
            case "assistant_thread_started" -> visits.assistant(team, event.path("assistant_thread"));
            case "assistant_thread_context_changed" -> visits.suggest(team, event.path("assistant_thread"));
            case "reaction_added" -> {
                reactions.added(event, team, SlackTranslator.botUser(callback));
                mentoring.reacted(event, team, SlackTranslator.botUser(callback));
            }
            case "app_uninstalled" -> data.purge(Platform.SLACK, team);
            default -> {
                // What is said under a card is for a learner, and no question to us.
                if (!mentoring.said(callback)) {
                    translator.event(callback).ifPresent(this::offer);
                    // Our own answers come back as events, too.
                    if (!event.hasNonNull("bot_id")) {
                        visits.said(
                                team,
                                event.path("channel").asText(),
                                event.path("thread_ts").asText(""),
                                event.path("text").asText(""));
                    }
                }
            }
        }
        return Response.ok();
    }

    private void offer(Inbound inbound) {
        if (inbound instanceof Inbound.Message message) {
            intake.offer(Offer.of(message));
        } else if (inbound instanceof Inbound.Edited edited) {
            intake.offer(edited);
        } else if (inbound instanceof Inbound.Deleted deleted) {
            if (intake.offer(deleted)) {
                withdrawn.accept(Job.id(deleted.key()));
            }
        }
    }

    /** An answer to a command that only whoever typed it sees; without words, a bare acknowledgement. */
    static Response privately(String text) {
        if (text.isEmpty()) {
            return Response.ok();
        }
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("response_type", "ephemeral")
                .put("text", text)
                .toString();
        return Response.builder()
                .statusCode(200)
                .contentType("application/json; charset=utf-8")
                .body(body)
                .build();
    }
}
