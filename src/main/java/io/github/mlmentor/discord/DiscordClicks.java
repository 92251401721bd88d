package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Feedback;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Lately;
import io.github.mlmentor.intake.Outbox;
import io.github.mlmentor.intake.Part;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Buttons and forms. What somebody may do is looked up at the click. Thread-safe. */
final class DiscordClicks {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordClicks.class);
    private static final int MOST_SHARED = 10_000;

    private final Stores stores;
    private final DiscordApi api;
    private final DiscordPort port;
    private final DiscordMessages messages;
    private final DiscordQuestions questions;
    private final DiscordSettings settings;
    private final DiscordPeople people;
    private final DiscordDesk desk;
    private final DiscordAnswers answers;
    private final Clock clock;
    /** The jobs whose answers are shared or just being so: a second click means the same. */
    private final Set<String> shared = Lately.set(MOST_SHARED);

    /** What clicks look up and change. */
    record Stores(Inbox inbox, Outbox outbox, Feedback feedback) {}

    DiscordClicks(
            Stores stores,
            DiscordApi api,
            DiscordPort port,
            DiscordMessages messages,
            DiscordQuestions questions,
            DiscordSettings settings,
            DiscordPeople people,
            DiscordDesk desk,
            DiscordAnswers answers,
            Clock clock) {
        this.stores = stores;
        this.api = api;
        this.port = port;
        this.messages = messages;
        this.questions = questions;
        this.settings = settings;
        this.people = people;
        this.desk = desk;
        this.answers = answers;
        this.clock = clock;
    }

    void clicked(ButtonInteractionEvent click) {
        CustomId id = CustomId.parse(click.getComponentId());
        if (MentorDesk.isOurs(id.action())) {
            desk.clicked(click, id);
            return;
        }
        try {
            switch (id.action()) {
                case DiscordRenderer.UP -> {
                    Answers.soon(click);
                    note(id.value(), person(click), true, "");
                    Answers.privately(click, "Thank you. That helps to keep answers good.");
                }
                case DiscordRenderer.DOWN -> {
                    note(id.value(), person(click), false, "");
                    click.replyModal(ModalForm.modal(desk.unhelpful(id.value())))
                            .queue(done -> {}, Answers::lost);
                }
                case DiscordRenderer.SUGGEST -> suggested(click, id.value());
                case DiscordRenderer.SHARE -> share(click, id.value());
                case DiscordRenderer.DELETE -> delete(click, id.value());
                case DiscordRenderer.ASK_MENTOR -> desk.asked(click, id.value());
                case DiscordSettings.FORGET -> settings.forget(click, id.value());
                default -> Answers.privately(click, "That button is of an older version of me. Please ask again.");
            }
        } catch (RuntimeException e) {
            LOG.warn("A click was not carried out", Wordless.of(e));
            Answers.privately(click, DiscordDesk.FAILED);
        }
    }

    void submitted(ModalInteractionEvent form) {
        CustomId id = CustomId.parse(form.getModalId());
        if (MentorDesk.isOurs(id.action())) {
            desk.submitted(form, id);
            return;
        }
        try {
            switch (id.action()) {
                case DiscordQuestions.FORM ->
                    questions.ask(
                            form,
                            value(form, DiscordQuestions.FIELD),
                            id.value().equals(DiscordQuestions.ALONE));
                default -> Answers.privately(form, "That form is of an older version of me. Please try again.");
            }
        } catch (RuntimeException e) {
            LOG.warn("A form was not taken in", Wordless.of(e));
            Answers.privately(form, DiscordDesk.FAILED);
        }
    }

    private static String value(ModalInteractionEvent form, String field) {
        ModalMapping value = form.getValue(field);
        return value == null ? "" : value.getAsString();
    }

    private void note(String job, Person person, boolean helpful, String words) {
        stores.feedback().note(job, person, helpful, words, clock.instant());
    }

    private static Person person(ButtonInteractionEvent click) {
        return new Person(
                Platform.DISCORD,
                DiscordQuestions.place(click).guild(),
                click.getUser().getId());
    }

    /** The question behind a button is stored with the answer; when that is gone, the button says it as far as it can. */
    private void suggested(ButtonInteractionEvent click, String value) {
        int colon = value.lastIndexOf(':');
        String job = value.substring(0, Math.max(0, colon));
        int place = Integer.parseInt(value.substring(colon + 1));
        List<String> asks = stores.inbox()
                .find(job)
                .map(found -> stores.outbox().parts(found).stream()
                        .filter(part -> !part.payload().isEmpty())
                        .flatMap(part -> Slip.takenOff(DataObject.fromJson(part.payload())).asks().stream())
                        .toList())
                .orElseGet(List::of);
        String question =
                place < asks.size() ? asks.get(place) : click.getButton().getLabel();
        questions.ask(click, question, click.getMessage().isEphemeral());
    }

    /** Posts in the channel what one person saw alone, once, without the buttons that were for him. */
    private void share(ButtonInteractionEvent click, String job) {
        Optional<Job> found = stores.inbox().find(job);
        if (found.isEmpty()) {
            Answers.privately(click, "That answer is no longer stored, so I cannot share it.");
            return;
        }
        if (!shared.add(job)) {
            Answers.privately(click, "You shared it already.");
            return;
        }
        click.deferEdit().complete();
        DiscordPlace place = DiscordQuestions.place(click);
        for (Part part : stores.outbox().parts(found.get())) {
            DataObject payload = DataObject.fromJson(part.payload());
            Slip.takenOff(payload);
            Delivery delivery = port.isIn(place)
                    ? messages.post(
                            place.target(),
                            "shared/" + job + "." + part.ordinal(),
                            DiscordMessages.withoutButtons(payload))
                    : new Delivery.Undeliverable("not_there");
            if (!(delivery instanceof Delivery.Delivered)) {
                shared.remove(job);
                tell(click, whyNot(delivery));
                return;
            }
        }
        dismiss(click, found);
    }

    /** The message with the button, and those before it. */
    private void dismiss(ButtonInteractionEvent click, Optional<Job> answered) {
        click.getHook().deleteOriginal().queue(done -> {}, Answers::lost);
        List<Part> parts = answered.map(stores.outbox()::parts).orElseGet(List::of);
        for (Part part : parts.subList(0, Math.max(0, parts.size() - 1))) {
            port.takeAway(Slip.takenOff(DataObject.fromJson(part.payload())), part.key());
        }
    }

    private static String whyNot(Delivery delivery) {
        if (delivery instanceof Delivery.Undeliverable) {
            return "I may not write in this channel, so I cannot share it here.";
        }
        return delivery instanceof Delivery.Unknown
                ? "Discord did not say whether that worked; please look whether the answer is there."
                : "Discord did not take it just now; please try again in a moment.";
    }

    /** Says something to whoever clicked, and to nobody else, after the click was acknowledged. */
    private static void tell(ButtonInteractionEvent click, String text) {
        click.getHook()
                .sendMessage(text)
                .setEphemeral(true)
                .setAllowedMentions(List.of())
                .queue(done -> {}, Answers::lost);
    }

    /** The asker, moderators and mentors take an answer away, with all its messages. */
    private void delete(ButtonInteractionEvent click, String job) {
        if (click.getMessage().isEphemeral()) {
            click.deferEdit().complete();
            dismiss(click, stores.inbox().find(job));
            return;
        }
        Optional<Job> found = stores.inbox().find(job);
        DiscordPlace place = DiscordQuestions.place(click);
        boolean asker = found.filter(one -> one.author().equals(click.getUser().getId()))
                .isPresent();
        // In a group of friends there are others too.
        boolean alone = click.getContext() == InteractionContextType.BOT_DM;
        if (!asker && !alone && !people.mayTakeAway(click.getMember(), place)) {
            Answers.privately(
                    click,
                    found.isEmpty()
                            ? "I no longer know who asked, so only moderators and mentors can take this answer away."
                            : "Only whoever asked, moderators and mentors can take this answer away.");
            return;
        }
        click.deferEdit().complete();
        if (!port.isIn(place)) {
            // Only the interaction can take away what it is about.
            click.getHook().deleteOriginal().queue(done -> {}, Answers::lost);
            return;
        }
        Set<String> gone = new LinkedHashSet<>(List.of(click.getMessageId()));
        found.flatMap(answers::shown).ifPresent(all -> all.forEach(one -> gone.add(one.getString("id"))));
        for (String message : gone) {
            Delivery deleted =
                    api.show(Route.Messages.DELETE_MESSAGE.compile(place.target(), message), null, answer -> message);
            if (!(deleted instanceof Delivery.Delivered) && message.equals(click.getMessageId())) {
                // Where the bot is no member, only the interaction that showed it can take it away.
                click.getHook().deleteOriginal().queue(done -> {}, Answers::lost);
            }
        }
    }
}
