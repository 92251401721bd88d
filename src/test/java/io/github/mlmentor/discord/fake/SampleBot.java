package io.github.mlmentor.discord.fake;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.selections.EntitySelectMenu;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.EntitySelectInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.message.MessageUpdateEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionAddEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionInvalidateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;
import org.jspecify.annotations.Nullable;

/** A small real bot: it answers mentions and a command, whose answer has buttons, one of which opens a modal. */
final class SampleBot extends ListenerAdapter {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<SlashCommandInteractionEvent> held = new LinkedBlockingQueue<>();
    private @Nullable Controller controller;

    /** Connects to this machine, at once instead of every five seconds. */
    static final class Controller extends SessionControllerAdapter {
        private final FakeDiscord fake;

        Controller(FakeDiscord fake) {
            this.fake = fake;
        }

        @Override
        public String getGateway() {
            return fake.gateway().url();
        }

        @Override
        protected void runWorker() {
            synchronized (lock) {
                if (workerHandle == null) {
                    workerHandle = new QueueWorker(0L);
                    workerHandle.start();
                }
            }
        }
    }

    static JDABuilder builder(FakeDiscord fake, String token) {
        EnumSet<GatewayIntent> intents = GatewayIntent.getIntents(GatewayIntent.DEFAULT);
        intents.add(GatewayIntent.MESSAGE_CONTENT);
        return JDABuilder.createLight(token, intents)
                .setRestConfig(new RestConfig().setBaseUrl(fake.apiUrl()))
                .setSessionController(new Controller(fake))
                .setCompression(Compression.NONE)
                .setEnableShutdownHook(false);
    }

    JDA start(FakeDiscord fake) throws InterruptedException {
        return builder(fake, FakeDiscord.TOKEN)
                .setSessionController(controller(fake))
                .addEventListeners(this)
                .build()
                .awaitReady();
    }

    private Controller controller(FakeDiscord fake) {
        controller = new Controller(fake);
        return controller;
    }

    /** Whether the library knows that it may send nothing now. */
    boolean globallyLimited() {
        return controller != null && controller.getRateLimitHandle().getClassic() > System.currentTimeMillis();
    }

    static List<CommandData> commands() {
        return List.of(
                Commands.slash("mentor", "Answers questions")
                        .addSubcommands(
                                new SubcommandData("ask", "Asks a question")
                                        .addOptions(
                                                new OptionData(OptionType.STRING, "question", "What to answer", true),
                                                new OptionData(OptionType.USER, "for", "Who wants to know")),
                                new SubcommandData("topic", "Explains a topic")
                                        .addOptions(new OptionData(OptionType.STRING, "name", "Which", true, true))),
                Commands.slash("anywhere", "Works where the bot is not")
                        .setContexts(InteractionContextType.ALL)
                        .setIntegrationTypes(IntegrationType.ALL),
                Commands.message("Ask about this"));
    }

    List<String> heard() {
        return heard;
    }

    /** Waits for the next use of the command that the bot was asked not to answer. */
    SlashCommandInteractionEvent held() throws InterruptedException {
        SlashCommandInteractionEvent event = held.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was held");
        }
        return event;
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        String question = event.getOption("question", "", option -> option.getAsString());
        if (question.equals("hold")) {
            held.add(event);
            return;
        }
        heard.add("/" + event.getFullCommandName() + " in " + event.getUserLocale() + " by "
                + event.getUser().getName());
        if (question.equals("secret")) {
            event.reply("only for you").setEphemeral(true).queue();
            return;
        }
        event.deferReply()
                .queue(hook -> hook.editOriginalEmbeds(new EmbedBuilder()
                                .setTitle("Answer")
                                .setDescription("You asked " + question)
                                .build())
                        .setComponents(
                                ActionRow.of(Button.success("helpful", "Helpful"), Button.danger("why", "Why?")),
                                ActionRow.of(StringSelectMenu.create("role")
                                        .setPlaceholder("Your role")
                                        .addOption("Engineer", "eng")
                                        .addOption("Scientist", "sci")
                                        .build()),
                                ActionRow.of(EntitySelectMenu.create("who", EntitySelectMenu.SelectTarget.USER)
                                        .build()))
                        .flatMap(any -> hook.sendMessage("There is more to say").setEphemeral(true))
                        .queue());
    }

    @Override
    public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
        String typed = event.getFocusedOption().getValue();
        event.replyChoiceStrings(typed + "dient descent", typed + "ph networks").queue();
    }

    @Override
    public void onMessageContextInteraction(MessageContextInteractionEvent event) {
        event.reply("About: " + event.getTarget().getContentRaw())
                .setAllowedMentions(List.of())
                .queue();
    }

    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        if (event.getComponentId().equals("why")) {
            event.replyModal(Modal.create("why", "Tell us why")
                            .addComponents(
                                    Label.of(
                                            "Reason",
                                            TextInput.create("reason", TextInputStyle.PARAGRAPH)
                                                    .setMinLength(3)
                                                    .build()),
                                    Label.of(
                                            "Level",
                                            StringSelectMenu.create("level")
                                                    .addOption("Junior", "junior")
                                                    .addOption("Senior", "senior")
                                                    .setRequired(false)
                                                    .build()))
                            .build())
                    .queue();
        } else {
            event.editComponents(
                            ActionRow.of(Button.success("helpful", "Thank you").asDisabled()))
                    .queue();
        }
    }

    @Override
    public void onStringSelectInteraction(StringSelectInteractionEvent event) {
        event.deferEdit()
                .flatMap(hook -> hook.editOriginal("For a " + event.getValues().get(0)))
                .queue();
    }

    @Override
    public void onEntitySelectInteraction(EntitySelectInteractionEvent event) {
        event.reply(event.getMentions().getUsers().get(0).getName() + " it is").queue();
    }

    @Override
    public void onModalInteraction(ModalInteractionEvent event) {
        var reason = event.getValue("reason");
        var level = event.getValue("level");
        heard.add("because " + (reason == null ? "" : reason.getAsString())
                + (level == null ? "" : level.getAsStringList()));
        event.reply("Noted").setEphemeral(true).queue();
    }

    @Override
    public void onMessageReceived(MessageReceivedEvent event) {
        Message message = event.getMessage();
        if (event.getAuthor().isBot()) {
            heard.add("a bot: " + message.getContentRaw());
            return;
        }
        int files = message.getAttachments().size();
        Member member = message.getMember();
        int roles = member == null ? 0 : member.getRoles().size();
        heard.add("message: " + message.getContentRaw()
                + (files == 0 ? "" : " with " + files + " file by " + roles + " role"));
        if (message.getContentRaw().startsWith("thread")) {
            message.createThreadChannel("An answer")
                    .flatMap(thread -> thread.sendMessage("in the thread"))
                    .queue();
        } else if (!event.isFromGuild()
                || message.getMentions().isMentioned(event.getJDA().getSelfUser())) {
            event.getChannel().sendTyping().queue();
            message.reply("You said " + message.getContentDisplay())
                    .setAllowedMentions(List.of())
                    .mentionRepliedUser(false)
                    .queue();
        }
    }

    @Override
    public void onGenericEvent(GenericEvent event) {
        if (event instanceof MessageUpdateEvent edited && !edited.getAuthor().isBot()) {
            heard.add("edited: " + edited.getMessage().getContentRaw());
        } else if (event instanceof MessageDeleteEvent deleted) {
            heard.add("deleted: " + deleted.getMessageId());
        } else if (event instanceof MessageReactionAddEvent reaction) {
            heard.add("reaction: " + reaction.getEmoji().getName() + " by " + reaction.getUserId());
        } else if (event instanceof SessionResumeEvent
                || event instanceof SessionInvalidateEvent
                || event instanceof SessionDisconnectEvent
                || event instanceof GuildJoinEvent
                || event instanceof GuildLeaveEvent) {
            heard.add(event.getClass().getSimpleName());
        }
    }
}
