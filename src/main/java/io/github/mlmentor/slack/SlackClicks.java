package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.response.Response;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Feedback;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Lately;
import io.github.mlmentor.intake.Offer;
import io.github.mlmentor.intake.Outbox;
import io.github.mlmentor.intake.Part;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.mentoring.MentorDesk;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Buttons, menus and forms. What shows something is done after the acknowledgement, once. Thread-safe. */
final class SlackClicks {
    private static final int MOST_EXPORTED = 2_800;
    private static final int MOST_SHARED = 10_000;

    private final Stores stores;
    private final SlackApi api;
    private final SlackResponses responses;
    private final SlackPeople people;
    private final SlackMentoring mentoring;
    private final SlackVisits visits;
    private final SlackPort port;
    private final BiPredicate<String, String> privateChannels;
    private final Executor threads;
    private final Clock clock;
    /** The jobs whose answers are shared or just being so: a second click means the same. */
    private final Set<String> shared = Lately.set(MOST_SHARED);

    /** What clicks look up and change. */
    record Stores(Intake intake, Inbox inbox, Outbox outbox, Feedback feedback, PersonalData data) {}

    /**
     * Takes clicks.
     *
     * @param privateChannels whether a channel (team, channel) is private
     */
    SlackClicks(
            Stores stores,
            SlackApi api,
            SlackResponses responses,
            SlackPeople people,
            SlackMentoring mentoring,
            SlackVisits visits,
            SlackPort port,
            BiPredicate<String, String> privateChannels,
            Executor threads,
            Clock clock) {
        this.stores = stores;
        this.api = api;
        this.responses = responses;
        this.people = people;
        this.mentoring = mentoring;
        this.visits = visits;
        this.port = port;
        this.privateChannels = privateChannels;
        this.threads = threads;
        this.clock = clock;
    }

    void click(BlockActionPayload click) {
        for (BlockActionPayload.Action action : click.getActions()) {
            String value = action.getValue() == null ? "" : action.getValue();
            String name = SlackRenderer.actionOf(action.getActionId());
            if (MentorDesk.isOurs(name)) {
                threads.execute(() -> mentoring.clicked(spot(click), name, value));
                continue;
            }
            switch (name) {
                case SlackRenderer.FEEDBACK -> opinion(click, value);
                case SlackRenderer.SUGGEST -> ask(click, action.getActionTs(), value);
                case SlackRenderer.SHARE -> threads.execute(() -> share(click, value));
                case SlackRenderer.DELETE -> threads.execute(() -> delete(click, value));
                case SlackRenderer.ASK_MENTOR -> threads.execute(() -> handOver(click, value));
                case HomeView.EXPORT -> export(click);
                case HomeView.FORGET -> threads.execute(() -> forget(click));
                default -> {
                    // A link, or a button of an older version.
                }
            }
        }
    }

    /** An entry of a message's menu. "Ask ML Mentor about this": the answer is for whoever asked alone. */
    void shortcut(MessageShortcutPayload shortcut) {
        String team = team(
                shortcut.getTeam() == null ? null : shortcut.getTeam().getId(),
                shortcut.getUser().getTeamId());
        if (mentoring.chosen(shortcut, team)) {
            return;
        }
        String text = shortcut.getMessage() == null || shortcut.getMessage().getText() == null
                ? ""
                : SlackText.plain(shortcut.getMessage().getText(), "");
        Place place = new Place(team, shortcut.getChannel().getId(), "");
        offer(place, shortcut.getTriggerId(), shortcut.getUser().getId(), text, shortcut.getResponseUrl());
    }

    /** A form was sent; all that there are, are the desk's. */
    Response submitted(ViewSubmissionPayload submission) {
        String team = team(
                submission.getTeam() == null ? null : submission.getTeam().getId(),
                submission.getUser().getTeamId());
        String form = submission.getView().getCallbackId();
        return form != null && MentorDesk.isOurs(form) ? mentoring.submitted(submission, team) : Response.ok();
    }

    /** Where somebody clicked. */
    private static SlackMentoring.Spot spot(BlockActionPayload click) {
        BlockActionPayload.Container container = click.getContainer();
        return new SlackMentoring.Spot(
                team(click),
                click.getUser().getId(),
                click.getChannel() == null ? "" : click.getChannel().getId(),
                container == null || container.getThreadTs() == null ? "" : container.getThreadTs(),
                click.getTriggerId() == null ? "" : click.getTriggerId(),
                click.getResponseUrl() == null ? "" : click.getResponseUrl());
    }

    private static Person person(String team, String user) {
        return new Person(Platform.SLACK, team, user);
    }

    private static String team(BlockActionPayload click) {
        return team(
                click.getTeam() == null ? null : click.getTeam().getId(),
                click.getUser().getTeamId());
    }

    /** Where the app belongs to a whole organisation, only the person names a workspace. */
    private static String team(@Nullable String told, @Nullable String persons) {
        return told != null ? told : persons == null ? "-" : persons;
    }

    private void opinion(BlockActionPayload click, String value) {
        boolean helpful = value.endsWith(SlackRenderer.UP);
        String job = value.replaceFirst(":[a-z]+$", "");
        stores.feedback().note(job, person(team(click), click.getUser().getId()), helpful, "", clock.instant());
        if (!helpful) {
            threads.execute(() -> mentoring.unhelpful(spot(click), job));
        }
    }

    /** The trigger is good for three seconds, so this cannot wait for a queue. */
    private void open(BlockActionPayload click, String view) {
        var unused = api.look(
                team(click),
                methods -> methods.viewsOpen(
                        request -> request.triggerId(click.getTriggerId()).viewAsString(view)));
    }

    private void ask(BlockActionPayload click, String actionTs, String question) {
        String user = click.getUser().getId();
        if (click.getChannel() == null) {
            // From the Home tab: the conversation goes on in direct messages.
            direct(click).ifPresent(place -> offer(place, actionTs, user, question));
            return;
        }
        BlockActionPayload.Container container = click.getContainer();
        String thread = container.getThreadTs() == null ? container.getMessageTs() : container.getThreadTs();
        boolean flat =
                container.getThreadTs() == null && click.getChannel().getId().startsWith("D");
        Place place = new Place(team(click), click.getChannel().getId(), thread == null || flat ? "" : thread);
        if (container.isEphemeral()) {
            offer(place, actionTs, user, question, click.getResponseUrl());
        } else {
            offer(place, actionTs, user, question);
        }
    }

    private Optional<Place> direct(BlockActionPayload click) {
        return api.look(
                        team(click),
                        methods -> methods.conversationsOpen(
                                request -> request.users(List.of(click.getUser().getId()))))
                .map(answer -> new Place(team(click), answer.getChannel().getId(), ""));
    }

    private void offer(Place place, String id, String user, String question) {
        stores.intake()
                .offer(new Offer(
                        message(place, place.conversation(place.kind(privateChannels)), id, user, question),
                        Map.of(),
                        Map.of("quote", question)));
    }

    private void offer(Place place, String id, String user, String question, @Nullable String responseUrl) {
        Map<String, String> notes = responseUrl == null || responseUrl.isEmpty()
                ? Map.of("only_for", user, "quote", question)
                : Map.of("response_url", responseUrl, "quote", question);
        stores.intake().offer(new Offer(message(place, place.privately(user), id, user, question), Map.of(), notes));
    }

    private Inbound.Message message(Place place, Conversation conversation, String id, String user, String question) {
        return new Inbound.Message(
                place.key(id), conversation, Author.person(user), clock.instant(), question, true, 0, null);
    }

    /** Posts in the channel what one person saw alone, once, without the buttons that were for him. */
    private void share(BlockActionPayload click, String job) {
        Optional<Job> found = stores.inbox().find(job);
        if (found.isEmpty()) {
            tell(click, "That answer is no longer stored, so I cannot share it.");
            return;
        }
        if (!shared.add(job)) {
            return;
        }
        Place place = new Place(team(click), click.getChannel().getId(), "");
        String thread = "";
        for (Part part : stores.outbox().parts(found.get())) {
            Delivery delivery = show(place, thread, SlackApi.json(part.payload()), job);
            if (!(delivery instanceof Delivery.Delivered visible)) {
                if (thread.isEmpty() && !(delivery instanceof Delivery.Unknown)) {
                    shared.remove(job);
                }
                tell(click, whyNot(delivery));
                return;
            }
            thread = thread.isEmpty() ? visible.message() : thread;
        }
        var unused = responses.send(click.getResponseUrl(), Kit.object().put("delete_original", true));
    }

    private static String whyNot(Delivery delivery) {
        if (delivery instanceof Delivery.Undeliverable) {
            return "I cannot write in this channel; invite me to it, then share again.";
        }
        return delivery instanceof Delivery.Unknown
                ? "Slack did not say whether that worked; please look whether the answer is there."
                : "Slack did not take it just now; please try again in a moment.";
    }

    private Delivery show(Place place, String thread, JsonNode payload, String job) {
        return api.showInTurn(
                place,
                methods -> methods.chatPostMessage(SlackApi.message(
                                new Place(place.team(), place.channel(), thread),
                                payload.path("text").asText(),
                                SlackApi.mark("shared/" + job, true))
                        .blocksAsString(withoutButtons(payload).toString())
                        .build()),
                response -> response.getTs());
    }

    /** Says something to whoever clicked, and to nobody else. */
    private void tell(BlockActionPayload click, String text) {
        String url = click.getResponseUrl();
        if (url != null && !url.isEmpty()) {
            var unused = responses.send(
                    url, Kit.object().put("replace_original", false).put("text", text));
        }
    }

    private static ArrayNode withoutButtons(JsonNode payload) {
        ArrayNode kept = Kit.array();
        for (JsonNode block : payload.path("blocks")) {
            String type = block.path("type").asText();
            if (!type.equals("actions") && !type.equals("context_actions")) {
                kept.add(block);
            }
        }
        return kept;
    }

    /** The asker and mentors take an answer away, with all its messages. */
    private void delete(BlockActionPayload click, String job) {
        String user = click.getUser().getId();
        Optional<Job> found = stores.inbox().find(job);
        boolean asker = found.filter(one -> one.author().equals(user)).isPresent();
        if (!asker && !people.isMentor(team(click), user)) {
            tell(click, "Only whoever asked, and mentors, can take this answer away.");
            return;
        }
        BlockActionPayload.Container container = click.getContainer();
        Set<String> messages = new LinkedHashSet<>(List.of(container.getMessageTs()));
        found.filter(one -> stores.outbox().parts(one).size() > 1)
                .ifPresent(one -> messages.addAll(port.shown(Place.of(one.conversation()), job)));
        for (String ts : messages) {
            var unused = api.look(
                    team(click),
                    methods -> methods.chatDelete(
                            request -> request.channel(container.getChannelId()).ts(ts)));
        }
    }

    private void handOver(BlockActionPayload click, String job) {
        Optional<Job> found = stores.inbox().find(job);
        if (found.isEmpty()) {
            tell(click, "That question is no longer stored. Please ask it again.");
            return;
        }
        boolean open = found.get().conversation().kind() == Conversation.Kind.THREAD;
        if (!open && !found.get().author().equals(click.getUser().getId())) {
            tell(click, "This was asked in private, so only whoever asked can hand it on.");
            return;
        }
        mentoring.asked(spot(click), job);
    }

    private void export(BlockActionPayload click) {
        String json = stores.data().export(person(team(click), click.getUser().getId()));
        String shown = Characters.shorten(json, MOST_EXPORTED);
        ObjectNode view = Kit.object("modal");
        view.set("title", Kit.plainText("What I keep", 24));
        view.set("close", Kit.plainText("Close", 24));
        ArrayNode blocks = view.putArray("blocks");
        ObjectNode text = Kit.object("rich_text");
        ObjectNode code = text.putArray("elements").addObject().put("type", "rich_text_preformatted");
        code.putArray("elements").addObject().put("type", "text").put("text", Characters.clean(shown));
        blocks.add(text);
        if (shown.length() < json.length()) {
            blocks.add(Kit.context("The beginning of it. Whoever runs me has the whole."));
        }
        open(click, view.toString());
    }

    private void forget(BlockActionPayload click) {
        String user = click.getUser().getId();
        int questions = stores.data().forget(person(team(click), user));
        direct(click).ifPresent(place -> {
            var unused = api.look(
                    place.team(),
                    methods -> methods.chatPostMessage(request -> request.channel(place.channel())
                            .text("Forgotten: " + questions
                                    + (questions == 1
                                            ? " question with its answer."
                                            : " questions with their answers."))
                            .metadata(SlackApi.mark("forgotten", true))));
        });
        visits.home(team(click), user);
    }
}
