package io.github.mlmentor.discord;

import io.github.mlmentor.intake.ChannelPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.interactions.commands.localization.LocalizationFunction;
import net.dv8tion.jda.api.interactions.commands.localization.ResourceBundleLocalizationFunction;
import net.dv8tion.jda.api.requests.RestAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands that Discord shows, registered only where they differ from what is registered, because Discord counts registrations
 * and people's clients reload what was registered. Their names and descriptions in other languages lie beside this class.
 */
final class DiscordCommands {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordCommands.class);
    static final String ASK = "ask";
    static final String ROLE = "role";
    static final String DUTY = "duty";
    static final String SKILL = "skill";
    static final String COMPARE = "compare";
    static final String RESOURCES = "resources";
    static final String HELP = "help";
    static final String PRIVACY = "privacy";
    static final String SETUP = "mentor-setup";
    static final String CONTEXT = "Ask ML Mentor";
    static final String USE = "Use as knowledge";
    static final String FIX = "Fix this answer";

    static final String QUESTION = "question";
    static final String PRIVATE = "private";
    static final String NAME = "name";
    static final String ONE = "a";
    static final String OTHER = "b";
    static final String TOPIC = "topic";
    static final String LEVEL = "level";
    static final String COST = "cost";
    static final String MODE = "mode";
    static final String WAIT = "wait";
    static final String TONE = "tone";
    static final String SCOPE = "scope";
    static final String MENTORS = "mentors";

    static final String EXPORT = "export";
    static final String FORGET = "forget";
    static final String OPT_OUT = "opt-out";
    static final String OPT_IN = "opt-in";

    /** Where the other languages are, as {@link java.util.ResourceBundle} names it. */
    static final String BUNDLE = "io.github.mlmentor.discord.commands";

    /** Both kinds of Spanish have the same words. */
    static final List<DiscordLocale> LANGUAGES = List.of(
            DiscordLocale.SPANISH,
            DiscordLocale.SPANISH_LATAM,
            DiscordLocale.FRENCH,
            DiscordLocale.GERMAN,
            DiscordLocale.PORTUGUESE_BRAZILIAN,
            DiscordLocale.JAPANESE);

    private static final int LONGEST_WAIT = 1_440;

    private DiscordCommands() {}

    /** All of them. */
    static List<CommandData> all() {
        LocalizationFunction languages = ResourceBundleLocalizationFunction.fromBundles(
                        BUNDLE, LANGUAGES.toArray(DiscordLocale[]::new))
                .build();
        List<CommandData> all = List.of(
                everywhere(Commands.slash(ASK, "Ask about the work and the career of an ML engineer")
                        .addOption(OptionType.STRING, QUESTION, "Your question; leave it out to write a longer one")
                        .addOption(OptionType.BOOLEAN, PRIVATE, "Whether only you see the answer")),
                everywhere(Commands.slash(ROLE, "What a role does, and how to get there")
                        .addOption(OptionType.STRING, NAME, "Which role?", true, true)
                        .addOption(OptionType.BOOLEAN, PRIVATE, "Whether only you see the answer")),
                everywhere(Commands.slash(DUTY, "What a duty of an ML engineer involves")
                        .addOption(OptionType.STRING, NAME, "Which duty?", true, true)
                        .addOption(OptionType.BOOLEAN, PRIVATE, "Whether only you see the answer")),
                everywhere(Commands.slash(SKILL, "How good you need to be at something, and how to learn it")
                        .addOption(OptionType.STRING, NAME, "Which skill?", true, true)
                        .addOption(OptionType.BOOLEAN, PRIVATE, "Whether only you see the answer")),
                everywhere(Commands.slash(COMPARE, "Two roles or tools side by side")
                        .addOption(OptionType.STRING, ONE, "One", true, true)
                        .addOption(OptionType.STRING, OTHER, "The other", true, true)
                        .addOption(OptionType.BOOLEAN, PRIVATE, "Whether only you see the answer")),
                everywhere(Commands.slash(RESOURCES, "What to read, watch or do next")
                        .addOption(OptionType.STRING, TOPIC, "About what?", true, true)
                        .addOptions(
                                new OptionData(OptionType.STRING, LEVEL, "For whom?")
                                        .addChoice("for beginners", "beginner")
                                        .addChoice("for advanced learners", "advanced"),
                                new OptionData(OptionType.STRING, COST, "What may it cost?")
                                        .addChoice("free", "free")
                                        .addChoice("anything", "any"))
                        .addOption(OptionType.BOOLEAN, PRIVATE, "Whether only you see the answer")),
                everywhere(Commands.slash(HELP, "What I can do")),
                everywhere(Commands.slash(PRIVACY, "What I keep about you")
                        .addSubcommands(
                                new SubcommandData(EXPORT, "Gives you everything that I keep about you"),
                                new SubcommandData(FORGET, "Deletes everything that I keep about you"),
                                new SubcommandData(OPT_OUT, "Has me handle nothing of yours any more"),
                                new SubcommandData(OPT_IN, "Has me answer you again"))),
                setup(),
                Commands.message(CONTEXT)
                        .setContexts(InteractionContextType.ALL)
                        .setIntegrationTypes(IntegrationType.ALL),
                ofMentors(USE),
                ofMentors(FIX));
        all.forEach(command -> command.setLocalizationFunction(languages));
        return all;
    }

    private static SlashCommandData setup() {
        OptionData modes = new OptionData(OptionType.STRING, MODE, "When I answer in this channel")
                .addChoice("never", "off")
                .addChoice("when I am mentioned", "mention")
                .addChoice("questions that I am sure about", "auto")
                .addChoice("people first, then I", "mentor");
        OptionData tones = new OptionData(OptionType.STRING, TONE, "How a language model words its answers here");
        Arrays.stream(ChannelPolicy.Tone.values())
                .map(tone -> tone.name().toLowerCase(Locale.ROOT))
                .forEach(tone -> tones.addChoice(tone, tone));
        return Commands.slash(SETUP, "What I do in this channel, and for admins how to change it")
                .addOptions(
                        modes,
                        new OptionData(OptionType.INTEGER, WAIT, "How many minutes people come first")
                                .setRequiredRange(1, LONGEST_WAIT),
                        tones,
                        new OptionData(OptionType.STRING, SCOPE, "A tag that articles must have, as in course=intro")
                                .setMaxLength(100),
                        new OptionData(OptionType.ROLE, MENTORS, "The role of those who mentor in this server"))
                .setContexts(InteractionContextType.GUILD)
                .setIntegrationTypes(IntegrationType.GUILD_INSTALL)
                .setDefaultPermissions(DefaultMemberPermissions.enabledFor(Permission.MANAGE_SERVER));
    }

    /**
     * In the menu of every message of a server, for everybody: a command's default can only ask for a permission, and no permission makes
     * somebody a mentor. Asking for one would hide it from most mentors until an admin opens it to their role, and only people can do
     * that, no bot. Who may do it is decided at the click; admins may hide it from others in the server's settings.
     */
    private static CommandData ofMentors(String name) {
        return Commands.message(name)
                .setContexts(InteractionContextType.GUILD)
                .setIntegrationTypes(IntegrationType.GUILD_INSTALL);
    }

    private static SlashCommandData everywhere(SlashCommandData command) {
        return command.setContexts(InteractionContextType.ALL).setIntegrationTypes(IntegrationType.ALL);
    }

    /** What has commands: the app, or one server of it. */
    private interface Registry {
        RestAction<List<Command>> commands();

        RestAction<Command> upsert(CommandData command);
    }

    /** Registers for everybody. */
    static void register(JDA jda) {
        register(new Registry() {
            @Override
            public RestAction<List<Command>> commands() {
                return jda.retrieveCommands(true);
            }

            @Override
            public RestAction<Command> upsert(CommandData command) {
                return jda.upsertCommand(command);
            }
        });
    }

    /** Registers in one server alone, which shows there at once: for development. */
    static void register(Guild guild) {
        register(new Registry() {
            @Override
            public RestAction<List<Command>> commands() {
                return guild.retrieveCommands(true);
            }

            @Override
            public RestAction<Command> upsert(CommandData command) {
                return guild.upsertCommand(command);
            }
        });
    }

    /** Registers what is missing or differs, and takes away what is not ours any more. */
    private static void register(Registry registry) {
        Map<String, Command> there = new TreeMap<>();
        registry.commands()
                .complete()
                .forEach(command -> there.put(command.getType() + "/" + command.getName(), command));
        int changed = 0;
        for (CommandData wanted : all()) {
            Command old = there.remove(wanted.getType() + "/" + wanted.getName());
            if (old == null || !written(CommandData.fromCommand(old)).equals(written(wanted))) {
                registry.upsert(wanted).complete();
                changed++;
            }
        }
        for (Command gone : there.values()) {
            gone.delete().complete();
            changed++;
        }
        LOG.info("{} of Discord's commands were changed", changed);
    }

    /** A command in a form in which equal ones are equal, whatever the order of their fields. */
    private static Object written(CommandData command) {
        return ordered(command.toData().toMap());
    }

    private static Object ordered(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> ordered = new TreeMap<>();
            map.forEach((key, inner) -> {
                if (inner != null) {
                    ordered.put(String.valueOf(key), ordered(inner));
                }
            });
            return ordered;
        }
        if (value instanceof List<?> list) {
            List<Object> ordered = new ArrayList<>();
            list.forEach(inner -> ordered.add(ordered(inner)));
            return ordered;
        }
        return value;
    }
}
