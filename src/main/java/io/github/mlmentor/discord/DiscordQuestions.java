package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Form;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Offer;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions that come by a command, a button or a form. They are stored before Discord is told that an answer comes, so that what
 * somebody waits for is never forgotten; when storing takes long, Discord is told meanwhile. Thread-safe.
 */
final class DiscordQuestions {
    /** The notes of a job that came by an interaction. */
    static final String TOKEN = "token";

    static final String INTERACTION = "interaction";
    static final String APPLICATION = "application";
    static final String ONLY_FOR = "only_for";
    static final String QUOTE = "quote";
    static final String LANGUAGE = "language";

    /** The form for a long question; its context says whether only the asker sees the answer. */
    static final String FORM = "ask";

    static final String FIELD = "question";
    static final String ALONE = "alone";
    static final String SHARED = "shared";

    private static final Logger LOG = LoggerFactory.getLogger(DiscordQuestions.class);
    private static final int LONGEST = 3_000;
    private static final int MOST_CHOICES = 25;
    private static final int LONGEST_CHOICE = 100;
    /** Discord waits three seconds for a word. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final Intake intake;
    private final Policies policies;
    private final Deferrals deferrals;
    private final DiscordDoor.Completions completions;
    private final ScheduledExecutorService ticks;
    private final Clock clock;

    DiscordQuestions(
            Intake intake,
            Policies policies,
            Deferrals deferrals,
            DiscordDoor.Completions completions,
            ScheduledExecutorService ticks,
            Clock clock) {
        this.intake = intake;
        this.policies = policies;
        this.deferrals = deferrals;
        this.completions = completions;
        this.ticks = ticks;
        this.clock = clock;
    }

    void asked(SlashCommandInteractionEvent event) {
        boolean alone = event.getOption(DiscordCommands.PRIVATE, false, OptionMapping::getAsBoolean);
        String question = question(event);
        if (question.isBlank()) {
            Form form = new Form(
                    FORM,
                    "Your question",
                    List.of(new Form.Field(
                            FIELD, "What would you like to know?", Form.Kind.TEXT, true, List.of(), "", LONGEST)),
                    "Ask",
                    alone ? ALONE : SHARED);
            event.replyModal(ModalForm.modal(form)).queue(done -> {}, Answers::lost);
            return;
        }
        ask(event, question, alone);
    }

    /** "Ask ML Mentor" on somebody's message: the answer is for whoever asked alone, unless the other wants nothing handled. */
    void asked(MessageContextInteractionEvent event) {
        String bot = event.getJDA().getSelfUser().getId();
        String writer = event.getTarget().getAuthor().getId();
        ask(event, DiscordText.plain(event.getTarget().getContentRaw(), bot), true, writer);
    }

    private static String question(SlashCommandInteractionEvent event) {
        String name = text(event, DiscordCommands.NAME);
        return switch (event.getName()) {
            case DiscordCommands.ROLE -> "What does " + article(name) + " " + name + " do?";
            case DiscordCommands.DUTY -> "What does " + name + " involve for an ML engineer?";
            case DiscordCommands.SKILL -> "How good do I need to be at " + name + " as an ML engineer?";
            case DiscordCommands.COMPARE ->
                "What is the difference between " + text(event, DiscordCommands.ONE) + " and "
                        + text(event, DiscordCommands.OTHER) + "?";
            case DiscordCommands.RESOURCES -> resources(event);
            default -> text(event, DiscordCommands.QUESTION);
        };
    }

    /** As it is spoken: an initialism by the name of its first letter, everything else by its first vowel. */
    private static String article(String name) {
        return name.matches("(?s)[AEFHILMNORSX]\\p{Lu}.*|[AEIOaeio].*") ? "an" : "a";
    }

    private static String resources(SlashCommandInteractionEvent event) {
        String free = text(event, DiscordCommands.COST).equals("free") ? "free " : "";
        String whom =
                switch (text(event, DiscordCommands.LEVEL)) {
                    case "beginner" -> " for a beginner";
                    case "advanced" -> " for somebody advanced";
                    default -> "";
                };
        return "What are good " + free + "resources to learn " + text(event, DiscordCommands.TOPIC) + whom + "?";
    }

    private static String text(SlashCommandInteractionEvent event, String option) {
        return event.getOption(option, "", OptionMapping::getAsString);
    }

    void complete(CommandAutoCompleteInteractionEvent event) {
        List<Command.Choice> choices =
                completions.complete(event.getName(), event.getFocusedOption().getValue()).stream()
                        .limit(MOST_CHOICES)
                        .map(choice -> new Command.Choice(
                                Characters.shorten(choice.label(), LONGEST_CHOICE),
                                Characters.shorten(choice.question(), LONGEST_CHOICE)))
                        .toList();
        event.replyChoices(choices).queue(done -> {}, Answers::lost);
    }

    /**
     * Takes a question in.
     *
     * @param alone whether only the asker sees the answer
     */
    void ask(IReplyCallback event, String question, boolean alone) {
        ask(event, question, alone, event.getUser().getId());
    }

    private void ask(IReplyCallback event, String question, boolean alone, String writer) {
        String user = event.getUser().getId();
        DiscordPlace place = place(event);
        Map<String, String> notes = new HashMap<>(Map.of(
                TOKEN,
                event.getToken(),
                INTERACTION,
                event.getId(),
                APPLICATION,
                event.getJDA().getSelfUser().getApplicationId(),
                QUOTE,
                question));
        if (alone) {
            notes.put(ONLY_FOR, user);
        }
        DiscordLocale language = event.getUserLocale();
        if (DiscordCommands.LANGUAGES.contains(language)) {
            notes.put(LANGUAGE, language.getLocale());
        }
        deferrals.begin(event.getId());
        AtomicBoolean told = new AtomicBoolean();
        Runnable tell = () -> {
            if (told.compareAndSet(false, true)) {
                event.deferReply(alone).queue(done -> deferrals.end(event.getId()), why -> {
                    deferrals.end(event.getId());
                    Answers.lost(why);
                });
            }
        };
        ScheduledFuture<?> late = ticks.schedule(tell, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            boolean another = !writer.equals(user);
            if (another && policies.hasOptedOut(new Person(Platform.DISCORD, place.guild(), writer))) {
                refuse(event, alone, told, "Whoever wrote that wants me to handle nothing of theirs.");
                return;
            }
            Admission admission = intake.offer(new Offer(
                    new Inbound.Message(
                            place.key(event.getId()),
                            conversation(event, place, alone),
                            Author.person(user),
                            clock.instant(),
                            question,
                            true,
                            0,
                            null),
                    Map.of(),
                    notes));
            if (admission instanceof Admission.Ignored ignored) {
                refuse(event, alone, told, why(ignored.reason()));
            } else {
                tell.run();
            }
        } catch (RuntimeException e) {
            LOG.warn("A question of Discord's was not stored", Wordless.of(e));
            refuse(event, alone, told, Answers.NOT_NOW);
        } finally {
            late.cancel(false);
        }
    }

    private void refuse(IReplyCallback event, boolean alone, AtomicBoolean told, String why) {
        boolean first = told.compareAndSet(false, true);
        if (first) {
            deferrals.end(event.getId());
        } else {
            deferrals.await(event.getId());
        }
        if (first || alone) {
            Answers.privately(event, why);
        } else {
            Answers.privatelyAfterAll(event, why);
        }
    }

    private static String why(String reason) {
        return switch (reason) {
            case "channel_off" ->
                "I am switched off in this channel. I answer you alone with `private: True`, or in a direct message.";
            case "opted_out" -> "You wanted me to handle nothing of yours; `/privacy opt-in` undoes it.";
            default -> "I have nothing to say to that now.";
        };
    }

    private static Conversation conversation(IReplyCallback event, DiscordPlace place, boolean alone) {
        String user = event.getUser().getId();
        if (alone) {
            return place.privately(user);
        }
        Conversation.Kind kind = DiscordTranslator.kind(event.getChannel());
        boolean together = !place.thread().isEmpty();
        return together ? place.conversation(kind) : place.conversation(user, kind);
    }

    /** Where an interaction happens; of servers that we are not in, no more is known than their names. */
    static DiscordPlace place(IReplyCallback event) {
        Guild guild = event.getGuild();
        Channel channel = event.getChannel();
        String id = event.getChannelId() == null ? "-" : event.getChannelId();
        if (guild == null) {
            return new DiscordPlace(DiscordPlace.DIRECT, id, "");
        }
        return guild.isDetached() || channel == null
                ? new DiscordPlace(guild.getId(), id, "")
                : DiscordTranslator.place(channel, "");
    }
}
