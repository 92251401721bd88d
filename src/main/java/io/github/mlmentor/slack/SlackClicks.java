package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.model.view.ViewState;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Form;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Feedback;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Offer;
import io.github.mlmentor.intake.Outbox;
import io.github.mlmentor.intake.Part;
import io.github.mlmentor.intake.Person;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Buttons, menus and forms. What shows something is done after the acknowledgement, once. Thread-safe. */
final class SlackClicks {
    private static final String WRONG = "wrong";

    private final Intake intake;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Feedback feedback;
    private final SlackApi api;
    private final SlackResponses responses;
    private final Executor threads;
    private final Clock clock;

    SlackClicks(
            Intake intake,
            Inbox inbox,
            Outbox outbox,
            Feedback feedback,
            SlackApi api,
            SlackResponses responses,
            Executor threads,
            Clock clock) {
        this.intake = intake;
        this.inbox = inbox;
        this.outbox = outbox;
        this.feedback = feedback;
        this.api = api;
        this.responses = responses;
        this.threads = threads;
        this.clock = clock;
    }

    void click(BlockActionPayload click) {
        for (BlockActionPayload.Action action : click.getActions()) {
            String value = action.getValue() == null ? "" : action.getValue();
            String name = action.getActionId();
            if (name.equals("feedback")) {
                opinion(click, value);
            } else if (name.startsWith("suggest")) {
                ask(click, action.getActionTs(), value);
            } else if (name.equals("share")) {
                threads.execute(() -> share(click, value));
            } else if (name.equals("delete")) {
                threads.execute(() -> delete(click, value));
            }
        }
    }

    /** "Ask ML Mentor about this" on somebody's message: the answer is for whoever asked alone. */
    void shortcut(MessageShortcutPayload shortcut) {
        String text = shortcut.getMessage() == null || shortcut.getMessage().getText() == null
                ? ""
                : SlackText.plain(shortcut.getMessage().getText(), "");
        Place place =
                new Place(shortcut.getTeam().getId(), shortcut.getChannel().getId(), "");
        offer(place, shortcut.getTriggerId(), shortcut.getUser().getId(), text, shortcut.getResponseUrl());
    }

    void submitted(ViewSubmissionPayload submission) {
        if (!WRONG.equals(submission.getView().getCallbackId())) {
            return;
        }
        StringBuilder note = new StringBuilder();
        for (Map<String, ViewState.Value> block :
                submission.getView().getState().getValues().values()) {
            for (ViewState.Value value : block.values()) {
                note.append(value.getValue() == null ? "" : value.getValue());
            }
        }
        Person person = new Person(
                Platform.SLACK,
                submission.getTeam().getId(),
                submission.getUser().getId());
        feedback.note(submission.getView().getPrivateMetadata(), person, false, note.toString(), clock.instant());
    }

    private void opinion(BlockActionPayload click, String value) {
        String job = value.split(":", 2)[0];
        boolean helpful = value.endsWith(":up");
        Person person = new Person(
                Platform.SLACK, click.getTeam().getId(), click.getUser().getId());
        feedback.note(job, person, helpful, "", clock.instant());
        if (!helpful) {
            // The trigger is good for three seconds, so this cannot wait for a queue.
            Form form = new Form(
                    WRONG,
                    "What was wrong?",
                    List.of(new Form.Field(
                            "note",
                            "What was wrong, or what did you miss?",
                            Form.Kind.TEXT,
                            false,
                            List.of(),
                            "",
                            1_000)),
                    "Send",
                    job);
            var unused = api.look(
                    click.getTeam().getId(),
                    methods -> methods.viewsOpen(
                            request -> request.triggerId(click.getTriggerId()).viewAsString(FormView.render(form))));
        }
    }

    private void ask(BlockActionPayload click, String actionTs, String question) {
        BlockActionPayload.Container container = click.getContainer();
        String thread = container.getThreadTs() == null ? container.getMessageTs() : container.getThreadTs();
        Place place = new Place(click.getTeam().getId(), click.getChannel().getId(), thread == null ? "" : thread);
        if (container.isEphemeral()) {
            offer(place, actionTs, click.getUser().getId(), question, click.getResponseUrl());
            return;
        }
        intake.offer(new Offer(
                message(
                        place,
                        place.conversation(kind(place)).id(),
                        actionTs,
                        click.getUser().getId(),
                        question),
                Map.of(),
                Map.of("quote", question)));
    }

    private void offer(Place place, String id, String user, String question, @Nullable String responseUrl) {
        Map<String, String> notes = responseUrl == null || responseUrl.isEmpty()
                ? Map.of("only_for", user, "quote", question)
                : Map.of("response_url", responseUrl, "quote", question);
        intake.offer(new Offer(message(place, place.privately(user).id(), id, user, question), Map.of(), notes));
    }

    private Inbound.Message message(Place place, String conversation, String id, String user, String question) {
        return new Inbound.Message(
                place.key(id),
                new io.github.mlmentor.chat.Conversation(conversation, kind(place)),
                Author.person(user),
                clock.instant(),
                question,
                true,
                0,
                null);
    }

    private static io.github.mlmentor.chat.Conversation.Kind kind(Place place) {
        return place.isDirect()
                ? io.github.mlmentor.chat.Conversation.Kind.DIRECT
                : io.github.mlmentor.chat.Conversation.Kind.THREAD;
    }

    /** Posts in the channel what one person saw alone, without the buttons that were for him. */
    private void share(BlockActionPayload click, String job) {
        Optional<Job> found = inbox.find(job);
        if (found.isEmpty()) {
            return;
        }
        Place place = new Place(click.getTeam().getId(), click.getChannel().getId(), "");
        String thread = "";
        for (Part part : outbox.parts(found.get())) {
            JsonNode payload = SlackApi.json(part.payload());
            String parent = thread;
            var delivery = api.show(
                    place.team(),
                    place.channel(),
                    java.time.Duration.ZERO,
                    methods -> methods.chatPostMessage(request -> request.channel(place.channel())
                            .threadTs(parent.isEmpty() ? null : parent)
                            .text(payload.path("text").asText())
                            .blocksAsString(withoutButtons(payload).toString())
                            .unfurlLinks(false)
                            .unfurlMedia(false)),
                    response -> response.getTs());
            if (!(delivery instanceof io.github.mlmentor.chat.Delivery.Delivered shown)) {
                var unused = responses.send(
                        click.getResponseUrl(),
                        payload(false, "I cannot write in this channel; invite me to it, then share again."));
                return;
            }
            thread = thread.isEmpty() ? shown.message() : thread;
        }
        var unused = responses.send(click.getResponseUrl(), payload(true, ""));
    }

    private static ObjectNode payload(boolean deleteOriginal, String text) {
        ObjectNode json = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        if (deleteOriginal) {
            return json.put("delete_original", true);
        }
        return json.put("replace_original", false).put("text", text);
    }

    private static ArrayNode withoutButtons(JsonNode payload) {
        ArrayNode kept = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
        for (JsonNode block : payload.path("blocks")) {
            String type = block.path("type").asText();
            if (!type.equals("actions") && !type.equals("context_actions")) {
                kept.add(block);
            }
        }
        return kept;
    }

    /** Only the asker takes an answer away. */
    private void delete(BlockActionPayload click, String job) {
        boolean asker = inbox.find(job)
                .filter(found -> found.author().equals(click.getUser().getId()))
                .isPresent();
        if (!asker) {
            var unused = responses.send(
                    click.getResponseUrl(), payload(false, "Only whoever asked can take this answer away."));
            return;
        }
        BlockActionPayload.Container container = click.getContainer();
        var unused = api.look(
                click.getTeam().getId(),
                methods -> methods.chatDelete(
                        request -> request.channel(container.getChannelId()).ts(container.getMessageTs())));
    }
}
