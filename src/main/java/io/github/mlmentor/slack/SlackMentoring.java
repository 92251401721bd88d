package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.Message;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Lately;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.Response.Opened;
import io.github.mlmentor.mentoring.Response.Said;
import io.github.mlmentor.mentoring.Spoken;
import io.github.mlmentor.telemetry.Wordless;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do in Slack that is the mentors' desk's business: its buttons and forms, what is said under its cards, two entries in the
 * menu of every message and a reaction. Knows nothing of what it means. Thread-safe.
 */
final class SlackMentoring {
    /** The entry of the menu that makes a draft of somebody's message; see the manifest. */
    static final String USE = "use_as_knowledge";
    /** The entry of the menu that corrects one of our answers; see the manifest. */
    static final String FIX = "fix_this_answer";
    /** The reaction that does what {@link #USE} does, where nothing can be asked. */
    static final String BOOKS = "books";

    static final String BROKEN = "That did not work just now. Please try again in a minute.";

    private static final Logger LOG = LoggerFactory.getLogger(SlackMentoring.class);
    private static final String SLACKBOT = "USLACKBOT";
    private static final int MOST_PROPOSED = 10_000;
    private static final Set<String> SPOKEN = Set.of("", "file_share", "thread_broadcast");
    /** What our answers are marked with, and the copies of them that were shared. */
    private static final Pattern ANSWER = Pattern.compile("(?:shared/)?([0-9a-f]{16})(?:\\.\\d+\\.\\d+)?");

    private final MentorDesk desk;
    private final SlackBoards boards;
    private final SlackPeople people;
    private final SlackApi api;
    private final SlackResponses responses;
    private final Executor threads;
    /** What the reaction has proposed or is just proposing. */
    private final Set<String> proposed = Lately.set(MOST_PROPOSED);

    SlackMentoring(
            MentorDesk desk,
            SlackBoards boards,
            SlackPeople people,
            SlackApi api,
            SlackResponses responses,
            Executor threads) {
        this.desk = desk;
        this.boards = boards;
        this.people = people;
        this.api = api;
        this.responses = responses;
        this.threads = threads;
    }

    /**
     * Where somebody did something, and how he is told what came of it.
     *
     * @param trigger opens a view within three seconds; may be empty
     * @param url good for words that only he sees; may be empty
     */
    record Spot(String team, String user, String channel, String thread, String trigger, String url) {}

    /** What somebody is, at this moment. */
    Actor actor(String team, String user) {
        return new Actor(new Person(Platform.SLACK, team, user), people.rights(team, user));
    }

    /** The button under an answer. */
    void asked(Spot spot, String job) {
        answer(spot, () -> desk.asked(job, actor(spot.team(), spot.user())));
    }

    /** The thumb that points down. */
    void unhelpful(Spot spot, String job) {
        answer(spot, () -> new Opened(desk.unhelpful(job)));
    }

    /** A button of the desk's own. */
    void clicked(Spot spot, String action, String value) {
        answer(spot, () -> desk.click(action, value, actor(spot.team(), spot.user())));
    }

    private void answer(Spot spot, Supplier<io.github.mlmentor.mentoring.Response> deed) {
        answer(spot, "", deed);
    }

    /** Shows what came of something: a form, a sentence for whoever did it, or nothing but what changes anyway. */
    private void answer(Spot spot, String view, Supplier<io.github.mlmentor.mentoring.Response> deed) {
        String words = BROKEN;
        try {
            io.github.mlmentor.mentoring.Response response = deed.get();
            if (response instanceof Opened opened) {
                if (show(spot, view, FormView.render(opened.form()))) {
                    return;
                }
            } else if (response instanceof Said said) {
                words = said.text();
            } else {
                words = "";
            }
        } catch (RuntimeException e) {
            LOG.warn("Something that somebody did for mentors failed", Wordless.of(e));
        }
        if (!view.isEmpty()) {
            show(
                    spot,
                    view,
                    Notice.view("ML Mentor", words.isEmpty() ? "Done." : words).toString());
        } else if (!words.isEmpty()) {
            tell(spot, words);
        }
    }

    /** Opens a view, or has it take the place of the one that is open already. */
    private boolean show(Spot spot, String view, String json) {
        return view.isEmpty()
                ? !open(spot, json).isEmpty()
                : api.look(
                                spot.team(),
                                methods -> methods.viewsUpdate(
                                        request -> request.viewId(view).viewAsString(json)))
                        .isPresent();
    }

    /** The id of the view, or empty where that did not work: the trigger is good for three seconds, and once. */
    private String open(Spot spot, String json) {
        return api.look(
                        spot.team(),
                        methods -> methods.viewsOpen(
                                request -> request.triggerId(spot.trigger()).viewAsString(json)))
                .map(opened -> opened.getView().getId())
                .orElse("");
    }

    /** Says something to one person, and to nobody else. */
    private void tell(Spot spot, String text) {
        String words = Mrkdwn.escape(text);
        if (!spot.url().isEmpty()) {
            ObjectNode body = Kit.object().put("replace_original", false).put("text", words);
            if (!spot.thread().isEmpty()) {
                body.put("thread_ts", spot.thread());
            }
            var unused = responses.send(spot.url(), body);
        } else if (!spot.channel().isEmpty()) {
            var unused = api.look(
                    spot.team(),
                    methods -> methods.chatPostEphemeral(request -> request.channel(spot.channel())
                            .threadTs(spot.thread().isEmpty() ? null : spot.thread())
                            .user(spot.user())
                            .text(words)));
        }
    }

    /** A form of the desk's; what comes of it is shown in the form's own window, which needs no channel. */
    Response submitted(ViewSubmissionPayload submission, String team) {
        View view = submission.getView();
        String user = submission.getUser().getId();
        try {
            io.github.mlmentor.mentoring.Response response = desk.submitted(
                    view.getCallbackId(), text(view.getPrivateMetadata()), values(view), actor(team, user));
            if (response instanceof Said said) {
                String title =
                        view.getTitle() == null ? "" : text(view.getTitle().getText());
                return replaced(Notice.view(title, said.text()));
            }
            return response instanceof Opened opened
                    ? replaced(SlackApi.json(FormView.render(opened.form())))
                    : Response.ok();
        } catch (RuntimeException e) {
            LOG.warn("A form for mentors was not taken", Wordless.of(e));
            return complained(view);
        }
    }

    /** What somebody chose and typed, by field; what he left empty is empty. */
    private static Map<String, String> values(View view) {
        Map<String, String> values = new HashMap<>();
        if (view.getState() != null) {
            view.getState().getValues().forEach((field, elements) -> {
                ViewState.Value value = elements.get(FormView.ACTION);
                values.put(field, value == null ? "" : text(value));
            });
        }
        return values;
    }

    private static String text(ViewState.Value value) {
        return value.getSelectedOption() == null
                ? text(value.getValue())
                : text(value.getSelectedOption().getValue());
    }

    private static Response replaced(JsonNode view) {
        ObjectNode body = Kit.object().put("response_action", "update");
        body.set("view", view);
        return json(body);
    }

    /** The window stays open with everything that was typed. */
    private static Response complained(View view) {
        Optional<String> field = view.getState() == null
                ? Optional.empty()
                : view.getState().getValues().keySet().stream().findFirst();
        if (field.isEmpty()) {
            return replaced(Notice.view("ML Mentor", BROKEN));
        }
        ObjectNode body = Kit.object().put("response_action", "errors");
        body.putObject("errors").put(field.get(), BROKEN);
        return json(body);
    }

    private static Response json(ObjectNode body) {
        return Response.builder()
                .statusCode(200)
                .contentType("application/json; charset=utf-8")
                .body(body.toString())
                .build();
    }

    /**
     * Takes what a person says under a card.
     *
     * @param callback an event of Slack's
     * @return false for everything else
     */
    boolean said(JsonNode callback) {
        JsonNode event = callback.path("event");
        String type = event.path("type").asText();
        boolean message = type.equals("message") || type.equals("app_mention");
        String thread = event.path("thread_ts").asText("");
        String ts = event.path("ts").asText("");
        if (!message || !SPOKEN.contains(event.path("subtype").asText("")) || thread.isEmpty() || thread.equals(ts)) {
            return false;
        }
        String team = SlackTranslator.team(callback);
        String channel = event.path("channel").asText("");
        String user = event.path("user").asText("");
        boolean program = event.hasNonNull("bot_id") || user.isEmpty() || user.equals(SLACKBOT);
        if (program || user.equals(SlackTranslator.botUser(callback)) || !boards.isMentors(team, channel)) {
            return false;
        }
        Board board = new Board(Platform.SLACK, team);
        String card = channel + "/" + thread;
        if (!desk.isCard(board, card)) {
            if (event.path("parent_user_id").asText("").equals(SlackTranslator.botUser(callback))
                    && isUnstoredCard(new Place(team, channel, ""), thread)) {
                // What was written under it would be lost; Slack sends it again.
                throw new IllegalStateException("a card whose name is not stored yet");
            }
            return false;
        }
        String words = SlackText.plain(event.path("text").asText(""), SlackTranslator.botUser(callback));
        io.github.mlmentor.mentoring.Response response =
                desk.said(board, card, channel + "/" + ts, words, actor(team, user));
        if (response instanceof Said answer) {
            threads.execute(() -> tell(new Spot(team, user, channel, thread, "", ""), answer.text()));
        }
        return true;
    }

    /** Whether a message is a card that was shown, although nobody has told the desk: the outcome of showing it got lost. */
    private boolean isUnstoredCard(Place channel, String ts) {
        return message(channel, ts)
                .filter(root -> String.valueOf(SlackPort.mark(root).get("key")).startsWith(SlackMentorPort.CARD))
                .isPresent();
    }

    /** An entry of a message's menu; false when it is none of ours. */
    boolean chosen(MessageShortcutPayload shortcut, String team) {
        String entry = text(shortcut.getCallbackId());
        Message message = shortcut.getMessage();
        if (!List.of(USE, FIX).contains(entry) || message == null) {
            return false;
        }
        Spot spot = new Spot(
                team,
                shortcut.getUser().getId(),
                shortcut.getChannel().getId(),
                "",
                text(shortcut.getTriggerId()),
                text(shortcut.getResponseUrl()));
        threads.execute(() -> {
            if (entry.equals(USE)) {
                use(spot, message);
            } else {
                fix(spot, message);
            }
        });
        return true;
    }

    private void use(Spot spot, Message message) {
        if (isProgram(message)) {
            tell(spot, "Only what a person wrote can be used as knowledge.");
            return;
        }
        Supplier<io.github.mlmentor.mentoring.Response> use =
                () -> desk.use(spoken(spot.team(), spot.channel(), message), actor(spot.team(), spot.user()));
        if (isReply(message)) {
            // Something is shown before the thread is read: when Slack takes its time for that, nothing could be any
            // more.
            moment(spot).ifPresent(view -> answer(spot, view, use));
        } else {
            answer(spot, use);
        }
    }

    private void fix(Spot spot, Message message) {
        String bot = api.self(spot.team()).map(SlackApi.Self::bot).orElse("");
        if (message.getBotId() == null || !(bot.isEmpty() || bot.equals(message.getBotId()))) {
            notAnAnswer(spot, "");
            return;
        }
        Optional<String> known = job(message);
        if (known.isPresent()) {
            answer(spot, () -> desk.fix(known.get(), actor(spot.team(), spot.user())));
            return;
        }
        // Slack does not show the mark of a message with every menu.
        moment(spot).ifPresent(view -> {
            Place channel = new Place(spot.team(), spot.channel(), "");
            Optional<String> job = message(channel, message.getTs()).flatMap(SlackMentoring::job);
            if (job.isPresent()) {
                answer(spot, view, () -> desk.fix(job.get(), actor(spot.team(), spot.user())));
            } else {
                notAnAnswer(spot, view);
            }
        });
    }

    private void notAnAnswer(Spot spot, String view) {
        answer(
                spot,
                view,
                () -> new Said("That is none of my answers. Choose one of them, and I ask what is to be changed."));
    }

    private static Optional<String> job(Message message) {
        Matcher mark = ANSWER.matcher(String.valueOf(SlackPort.mark(message).get("key")));
        return mark.matches() ? Optional.of(mark.group(1)) : Optional.empty();
    }

    /** Shows that something comes; empty when even that came too late. */
    private Optional<String> moment(Spot spot) {
        String view = open(spot, Notice.view("ML Mentor", "Just a moment…").toString());
        if (view.isEmpty()) {
            tell(spot, BROKEN);
        }
        return view.isEmpty() ? Optional.empty() : Optional.of(view);
    }

    /** A reaction: a mentor's to a person's message makes a draft, once. */
    void reacted(JsonNode event, String team, String bot) {
        JsonNode item = event.path("item");
        String user = event.path("user").asText("");
        boolean wanted = event.path("reaction").asText("").equals(BOOKS)
                && item.path("type").asText().equals("message")
                && !user.isEmpty()
                && !user.equals(bot);
        if (!wanted || !boards.has(team)) {
            return;
        }
        Actor actor = actor(team, user);
        String channel = item.path("channel").asText("");
        String ts = item.path("ts").asText("");
        if (!actor.rights().any() || !proposed.add(team + "/" + channel + "/" + ts)) {
            return;
        }
        try {
            message(new Place(team, channel, ""), ts)
                    .filter(found -> !isProgram(found))
                    .ifPresent(found -> propose(actor, team, channel, found));
        } catch (RuntimeException e) {
            proposed.remove(team + "/" + channel + "/" + ts);
            throw e;
        }
    }

    private void propose(Actor actor, String team, String channel, Message message) {
        io.github.mlmentor.mentoring.Response response = desk.propose(spoken(team, channel, message), actor);
        if (response instanceof Said said) {
            String thread = message.getThreadTs() == null ? "" : message.getThreadTs();
            threads.execute(() -> tell(new Spot(team, actor.person().id(), channel, thread, "", ""), said.text()));
        }
    }

    /** A reply with what it answers, as far as its thread says. */
    private Spoken spoken(String team, String channel, Message message) {
        Board board = new Board(Platform.SLACK, team);
        String question = "";
        String learner = "";
        String card = "";
        if (isReply(message)) {
            String name = channel + "/" + message.getThreadTs();
            card = boards.isMentors(team, channel) && desk.isCard(board, name) ? name : "";
            Optional<Message> first = card.isEmpty()
                    ? message(new Place(team, channel, ""), message.getThreadTs())
                            .filter(root -> !isProgram(root))
                    : Optional.empty();
            question = first.map(root -> SlackText.plain(text(root.getText()), bot(team)))
                    .orElse("");
            learner = first.map(Message::getUser).orElse("");
        }
        return new Spoken(
                board, question, SlackText.plain(text(message.getText()), ""), message.getUser(), learner, card);
    }

    private String bot(String team) {
        return api.self(team).map(SlackApi.Self::user).orElse("");
    }

    private Optional<Message> message(Place channel, String ts) {
        return SlackReactions.message(api, channel, ts);
    }

    private static boolean isReply(Message message) {
        return message.getThreadTs() != null && !message.getThreadTs().equals(message.getTs());
    }

    private static boolean isProgram(Message message) {
        return message.getBotId() != null
                || message.getUser() == null
                || message.getUser().equals(SLACKBOT);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
