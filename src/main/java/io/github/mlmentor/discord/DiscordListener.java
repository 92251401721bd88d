package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.NotKept;
import io.github.mlmentor.intake.Offer;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.message.MessageUpdateEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes everything that Discord sends. A command is stored before Discord is told that an answer comes, so that what it waits for is
 * never forgotten. Thread-safe; called on threads of the door's own, never on the gateway's.
 */
final class DiscordListener extends ListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordListener.class);
    private static final int MOST_SHOWN = 1_900;
    private static final String NOT_NOW = "I could not take that down just now. Please send it once more in a minute.";
    private static final String HELP = """
            **Ask me about the work and the career of a machine-learning engineer.**
            - `/ask` with your question; `private` has the answer for you alone
            - mention me in a channel, answer one of my messages, or write to me directly; in a thread of mine just go on asking
            - `/role`, `/duty`, `/skill`, `/compare`, `/resources`
            - `/privacy` shows what I keep about you, and forgets it""";

    private final DiscordTranslator translator;
    private final Intake intake;
    private final Policies policies;
    private final PersonalData data;
    private final Clock clock;

    DiscordListener(DiscordTranslator translator, Intake intake, Policies policies, PersonalData data, Clock clock) {
        this.translator = translator;
        this.intake = intake;
        this.policies = policies;
        this.data = data;
        this.clock = clock;
    }

    @Override
    public void onMessageReceived(MessageReceivedEvent event) {
        quietly(() -> intake.offer(Offer.of(translator.message(event.getMessage()))));
    }

    @Override
    public void onMessageUpdate(MessageUpdateEvent event) {
        quietly(() -> translator.edited(event.getMessage()).ifPresent(intake::offer));
    }

    @Override
    public void onMessageDelete(MessageDeleteEvent event) {
        quietly(() -> intake.offer(translator.deleted(event, clock.instant())));
    }

    @Override
    public void onGuildLeave(GuildLeaveEvent event) {
        quietly(() -> data.purge(Platform.DISCORD, event.getGuild().getId()));
    }

    /** The gateway sends nothing twice, so what could not be stored waits for catching up. */
    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (NotKept e) {
            LOG.warn("Something of Discord's was not stored", Wordless.of(e));
        }
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        switch (event.getName()) {
            case DiscordCommands.HELP -> say(event, HELP);
            case DiscordCommands.PRIVACY -> say(event, privacy(event));
            case DiscordCommands.SETUP -> say(event, setup(event));
            default -> ask(event, question(event), event.getOption("private", false, OptionMapping::getAsBoolean));
        }
    }

    @Override
    public void onMessageContextInteraction(MessageContextInteractionEvent event) {
        String bot = event.getJDA().getSelfUser().getId();
        ask(event, DiscordText.plain(event.getTarget().getContentRaw(), bot), true);
    }

    private static String question(SlashCommandInteractionEvent event) {
        String name = text(event, "name");
        return switch (event.getName()) {
            case DiscordCommands.ROLE -> "What does a " + name + " do?";
            case DiscordCommands.DUTY -> "What does " + name + " involve for an ML engineer?";
            case DiscordCommands.SKILL -> "How good do I need to be at " + name + " as an ML engineer?";
            case DiscordCommands.COMPARE ->
                "What is the difference between " + text(event, "a") + " and " + text(event, "b") + "?";
            case DiscordCommands.RESOURCES -> "What are good resources to learn " + text(event, "topic") + "?";
            default -> text(event, "question");
        };
    }

    private static String text(SlashCommandInteractionEvent event, String option) {
        return event.getOption(option, "", OptionMapping::getAsString);
    }

    private void ask(IReplyCallback event, String question, boolean alone) {
        DiscordPlace place = place(event);
        String user = event.getUser().getId();
        Map<String, String> notes = new HashMap<>(Map.of(
                DiscordPort.TOKEN,
                event.getToken(),
                DiscordPort.INTERACTION,
                event.getId(),
                DiscordPort.APPLICATION,
                event.getJDA().getSelfUser().getApplicationId(),
                "quote",
                question));
        if (alone) {
            notes.put(DiscordPort.ONLY_FOR, user);
        }
        Conversation conversation = alone
                ? place.privately(user)
                : place.conversation(
                        event.getChannel() instanceof MessageChannel channel
                                ? DiscordTranslator.kind(channel)
                                : Conversation.Kind.DIRECT);
        try {
            intake.offer(new Offer(
                    new Inbound.Message(
                            place.key(event.getId()),
                            conversation,
                            Author.person(user),
                            clock.instant(),
                            question,
                            true,
                            0,
                            null),
                    Map.of(),
                    notes));
            event.deferReply(alone).queue(done -> {}, lost -> LOG.info("A command was acknowledged too late"));
        } catch (NotKept e) {
            LOG.warn("A command of Discord's was not stored", Wordless.of(e));
            say(event, NOT_NOW);
        }
    }

    private static DiscordPlace place(IReplyCallback event) {
        String guild = event.getGuild() == null
                ? DiscordPlace.DIRECT
                : event.getGuild().getId();
        return new DiscordPlace(guild, String.valueOf(event.getChannelId()), "");
    }

    private static void say(IReplyCallback event, String text) {
        event.reply(text)
                .setEphemeral(true)
                .setAllowedMentions(java.util.List.of())
                .queue(done -> {}, lost -> LOG.info("A command was acknowledged too late"));
    }

    private String privacy(SlashCommandInteractionEvent event) {
        Person person = new Person(
                Platform.DISCORD,
                event.getGuild() == null
                        ? DiscordPlace.DIRECT
                        : event.getGuild().getId(),
                event.getUser().getId());
        return switch (String.valueOf(event.getSubcommandName())) {
            case "export" -> {
                String json = data.export(person).replace("`", "'");
                yield "```json\n" + (json.length() > MOST_SHOWN ? json.substring(0, MOST_SHOWN) : json) + "\n```";
            }
            case "forget" -> "Forgotten: " + data.forget(person) + " questions with their answers.";
            case "opt-out" -> {
                policies.optOut(person, true);
                yield "I handle nothing of yours any more. `/privacy opt-in` undoes it.";
            }
            default -> {
                policies.optOut(person, false);
                yield "I answer you again.";
            }
        };
    }

    private String setup(SlashCommandInteractionEvent event) {
        DiscordPlace place = place(event);
        ChannelPolicy now = policies.of(place.key("policy"));
        String wish = text(event, "wish");
        if (wish.isBlank()) {
            return "In this channel: " + now.mode().name().toLowerCase(Locale.ROOT) + ".";
        }
        try {
            ChannelPolicy wanted = now.changed(wish);
            policies.set(place.key("policy"), wanted);
            return "From now on in this channel: " + wanted.mode().name().toLowerCase(Locale.ROOT) + ".";
        } catch (IllegalArgumentException e) {
            return e.getMessage() + ".";
        }
    }
}
