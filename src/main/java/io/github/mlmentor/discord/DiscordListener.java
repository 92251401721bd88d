package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.NotKept;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.telemetry.Wordless;
import java.time.Clock;
import java.util.concurrent.Executor;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.events.channel.ChannelDeleteEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageBulkDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.message.MessageUpdateEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionAddEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes everything that Discord sends, and hands it on at once: what people write in the order of its channel, interactions without
 * waiting for anything, because they have three seconds. Called on one thread of the door's own, never on the gateway's.
 */
final class DiscordListener extends ListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordListener.class);

    private final Lanes lanes;
    private final Executor interactions;
    private final DiscordTranslator translator;
    private final Intake intake;
    private final DiscordPort port;
    private final DiscordQuestions questions;
    private final DiscordSettings settings;
    private final DiscordClicks clicks;
    private final DiscordCards cards;
    private final DiscordKnowledge knowledge;
    private final DiscordWelcome welcome;
    private final PersonalData data;
    private final Clock clock;

    /**
     * Listens.
     *
     * @param lanes where what people write is taken in
     * @param interactions where interactions are answered
     */
    DiscordListener(
            Lanes lanes,
            Executor interactions,
            DiscordTranslator translator,
            Intake intake,
            DiscordPort port,
            DiscordQuestions questions,
            DiscordSettings settings,
            DiscordClicks clicks,
            DiscordCards cards,
            DiscordKnowledge knowledge,
            DiscordWelcome welcome,
            PersonalData data,
            Clock clock) {
        this.lanes = lanes;
        this.interactions = interactions;
        this.translator = translator;
        this.intake = intake;
        this.port = port;
        this.questions = questions;
        this.settings = settings;
        this.clicks = clicks;
        this.cards = cards;
        this.knowledge = knowledge;
        this.welcome = welcome;
        this.data = data;
        this.clock = clock;
    }

    @Override
    public void onMessageReceived(MessageReceivedEvent event) {
        Message message = event.getMessage();
        if (message.getAuthor().getId().equals(event.getJDA().getSelfUser().getId())) {
            return;
        }
        if (event.getChannel() instanceof ThreadChannel thread) {
            port.exists(thread.getId());
        }
        quietly(event.getChannel().getId(), () -> {
            if (!cards.heard(message)) {
                intake.offer(translator.message(message));
            }
        });
    }

    @Override
    public void onMessageUpdate(MessageUpdateEvent event) {
        quietly(
                event.getChannel().getId(),
                () -> translator
                        .edited(event.getMessage())
                        .filter(edited -> !cards.isBelow(event.getMessage()))
                        .ifPresent(intake::offer));
    }

    @Override
    public void onMessageDelete(MessageDeleteEvent event) {
        quietly(
                event.getChannel().getId(),
                () -> deleted(translator.deleted(event.getChannel(), event.getMessageId(), clock.instant())));
    }

    @Override
    public void onMessageBulkDelete(MessageBulkDeleteEvent event) {
        quietly(
                event.getChannel().getId(),
                () -> event.getMessageIds()
                        .forEach(message -> deleted(translator.deleted(event.getChannel(), message, clock.instant()))));
    }

    /** A forum post that is gone takes its question along. */
    @Override
    public void onChannelDelete(ChannelDeleteEvent event) {
        if (event.getChannel() instanceof ThreadChannel thread) {
            quietly(thread.getId(), () -> deleted(translator.deleted(thread, thread.getId(), clock.instant())));
        }
    }

    private void deleted(Inbound.Deleted deleted) {
        if (intake.offer(deleted)) {
            port.withdrawn(Job.id(deleted.key()));
        }
    }

    @Override
    public void onGuildJoin(GuildJoinEvent event) {
        lanes.execute(event.getGuild().getId(), () -> welcome.joined(event.getGuild()));
    }

    @Override
    public void onGuildLeave(GuildLeaveEvent event) {
        String server = event.getGuild().getId();
        quietly(server, () -> data.purge(Platform.DISCORD, server));
    }

    /** The gateway sends nothing twice, so what could not be stored waits for catching up. */
    private void quietly(String channel, Runnable task) {
        lanes.execute(channel, () -> {
            try {
                task.run();
            } catch (NotKept e) {
                LOG.warn("Something of Discord's was not stored", Wordless.of(e));
            }
        });
    }

    /** Whoever waits for an answer is told when there will be none. */
    private void soon(@Nullable IReplyCallback event, Runnable task) {
        interactions.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warn("An interaction of Discord's was not handled", Wordless.of(e));
                if (event != null) {
                    Answers.privately(event, Answers.NOT_NOW);
                }
            }
        });
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        soon(event, () -> {
            switch (event.getName()) {
                case DiscordCommands.HELP -> Answers.privately(event, DiscordSettings.HELP);
                case DiscordCommands.PRIVACY -> settings.privacy(event);
                case DiscordCommands.SETUP -> settings.setup(event);
                default -> questions.asked(event);
            }
        });
    }

    @Override
    public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
        soon(null, () -> questions.complete(event));
    }

    @Override
    public void onMessageContextInteraction(MessageContextInteractionEvent event) {
        soon(event, () -> {
            switch (event.getName()) {
                case DiscordCommands.USE -> knowledge.use(event);
                case DiscordCommands.FIX -> knowledge.fix(event);
                default -> questions.asked(event);
            }
        });
    }

    @Override
    public void onMessageReactionAdd(MessageReactionAddEvent event) {
        soon(null, () -> knowledge.reacted(event));
    }

    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        soon(event, () -> clicks.clicked(event));
    }

    @Override
    public void onModalInteraction(ModalInteractionEvent event) {
        soon(event, () -> clicks.submitted(event));
    }
}
