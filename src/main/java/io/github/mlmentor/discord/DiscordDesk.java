package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Form;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Inbox;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.mentoring.Actor;
import io.github.mlmentor.mentoring.MentorDesk;
import io.github.mlmentor.mentoring.Response;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import net.dv8tion.jda.api.components.Component;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IModalCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do with the cards of mentoring, and what they see of it at once. A form must be the first response to a click, so that the
 * desk is asked before Discord is told anything; when it takes long, Discord is told meanwhile. Thread-safe.
 */
final class DiscordDesk {
    static final String NO_MENTORS =
            "There is no mentors' channel in this server yet; whoever runs me can name one in the settings.";
    static final String FAILED = "That did not work just now. Please try again in a minute.";

    private static final Logger LOG = LoggerFactory.getLogger(DiscordDesk.class);
    private static final String TOO_LATE =
            "That took too long, and now Discord lets me show no form. Please try again.";
    /** Discord waits three seconds for a word. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final MentorDesk desk;
    private final Inbox inbox;
    private final DiscordBoards boards;
    private final DiscordPeople people;
    private final DiscordMembers members;
    private final ScheduledExecutorService ticks;

    DiscordDesk(
            MentorDesk desk,
            Inbox inbox,
            DiscordBoards boards,
            DiscordPeople people,
            DiscordMembers members,
            ScheduledExecutorService ticks) {
        this.desk = desk;
        this.inbox = inbox;
        this.boards = boards;
        this.people = people;
        this.members = members;
        this.ticks = ticks;
    }

    /** "Ask a mentor": what was asked in the open anybody there may hand over, what was asked in private only whoever asked. */
    void asked(ButtonInteractionEvent click, String job) {
        answer(click, "", () -> {
            Optional<Job> found = inbox.find(job);
            if (found.isEmpty()) {
                return new Response.Said("That question is no longer stored. Please ask it again.");
            }
            boolean open = found.get().conversation().kind() == Conversation.Kind.THREAD;
            if (!open && !found.get().author().equals(click.getUser().getId())) {
                return new Response.Said("This was asked in private, so only whoever asked can hand it on.");
            }
            if (boards.of(found.get().key().workspace()).isEmpty()) {
                return new Response.Said(NO_MENTORS);
            }
            return desk.asked(job, actor(click, ""));
        });
    }

    /** What somebody is asked who found an answer unhelpful. */
    Form unhelpful(String job) {
        return desk.unhelpful(job);
    }

    void clicked(ButtonInteractionEvent click, CustomId id) {
        Home home = home(click, id.value());
        answer(click, home.guild(), () -> desk.click(id.action(), home.value(), actor(click, home.guild())));
    }

    void submitted(ModalInteractionEvent form, CustomId id) {
        Home home = home(form, id.value());
        answer(
                form,
                home.guild(),
                () -> desk.submitted(id.action(), home.value(), values(form), actor(form, home.guild())));
    }

    /** Only in direct messages a value names its server. */
    private static Home home(IReplyCallback event, String value) {
        return event.getGuild() == null ? Home.of(value) : new Home(value, "");
    }

    private static Map<String, String> values(ModalInteractionEvent form) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ModalMapping value : form.getValues()) {
            boolean chosen = value.getType() == Component.Type.STRING_SELECT;
            values.put(
                    value.getCustomId(),
                    chosen ? value.getAsStringList().stream().findFirst().orElse("") : value.getAsString());
        }
        return values;
    }

    /** Whoever used something, with what Discord says there of his roles; in direct messages it is looked up. */
    Actor actor(IReplyCallback event, String home) {
        String workspace = home.isEmpty() ? DiscordQuestions.place(event).guild() : home;
        Person person = new Person(Platform.DISCORD, workspace, event.getUser().getId());
        Member member =
                home.isEmpty() ? event.getMember() : members.find(person).orElse(null);
        if (member != null && home.isEmpty()) {
            members.saw(person, member);
        }
        return new Actor(person, people.rights(member));
    }

    /** Does something at the desk, and shows what comes of it. */
    void answer(IReplyCallback event, String home, Supplier<Response> deed) {
        AtomicBoolean told = new AtomicBoolean();
        ScheduledFuture<?> late = ticks.schedule(
                () -> {
                    if (told.compareAndSet(false, true)) {
                        Answers.soon(event);
                    }
                },
                PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            Response response = deed.get();
            show(event, home, response, told.compareAndSet(false, true));
        } catch (RuntimeException e) {
            LOG.warn("What somebody did at a card was not carried out", Wordless.of(e));
            told.set(true);
            Answers.privately(event, FAILED);
        } finally {
            late.cancel(false);
        }
    }

    private static void show(IReplyCallback event, String home, Response response, boolean first) {
        if (response instanceof Response.Said said) {
            Answers.privately(event, said.text());
        } else if (response instanceof Response.Opened opened) {
            if (first && event instanceof IModalCallback modal) {
                modal.replyModal(ModalForm.modal(at(opened.form(), home))).queue(done -> {}, Answers::lost);
            } else {
                Answers.privately(event, TOO_LATE);
            }
        } else if (first && event instanceof IMessageEditCallback click && !(event instanceof ModalInteractionEvent)) {
            click.deferEdit().queue(done -> {}, Answers::lost);
        } else {
            Answers.privately(event, "Done.");
        }
    }

    private static Form at(Form form, String home) {
        return new Form(form.id(), form.title(), form.fields(), form.submitLabel(), Home.onto(form.context(), home));
    }
}
