package io.github.mlmentor.discord;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that Discord shows, registered only where they differ from what is registered. */
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

    private DiscordCommands() {}

    /** All of them. */
    static List<CommandData> all() {
        return List.of(
                everywhere(Commands.slash(ASK, "Ask about the work and the career of an ML engineer")
                        .addOption(OptionType.STRING, "question", "What would you like to know?", false)
                        .addOption(OptionType.BOOLEAN, "private", "Whether only you see the answer", false)),
                everywhere(Commands.slash(ROLE, "What a role does, and how to get there")
                        .addOption(OptionType.STRING, "name", "Which role?", true, true)),
                everywhere(Commands.slash(DUTY, "What a duty of an ML engineer involves")
                        .addOption(OptionType.STRING, "name", "Which duty?", true, true)),
                everywhere(Commands.slash(SKILL, "How good you need to be at something, and how to learn it")
                        .addOption(OptionType.STRING, "name", "Which skill?", true, true)),
                everywhere(Commands.slash(COMPARE, "Two roles or tools side by side")
                        .addOption(OptionType.STRING, "a", "One", true, true)
                        .addOption(OptionType.STRING, "b", "The other", true, true)),
                everywhere(Commands.slash(RESOURCES, "What to read, watch or do next")
                        .addOption(OptionType.STRING, "topic", "About what?", true, true)),
                everywhere(Commands.slash(HELP, "What I can do")),
                everywhere(Commands.slash(PRIVACY, "What I keep about you")
                        .addSubcommands(
                                new SubcommandData("export", "Shows everything that I keep about you"),
                                new SubcommandData("forget", "Deletes it"),
                                new SubcommandData("opt-out", "Has me handle nothing of yours any more"),
                                new SubcommandData("opt-in", "Takes that back"))),
                Commands.slash(SETUP, "What I do in this channel")
                        .addOption(
                                OptionType.STRING,
                                "wish",
                                "off, mention, auto, mentor 10, tone=brief, course=intro",
                                false)
                        .setContexts(InteractionContextType.GUILD)
                        .setDefaultPermissions(DefaultMemberPermissions.enabledFor(Permission.MANAGE_SERVER)),
                Commands.message(CONTEXT)
                        .setContexts(InteractionContextType.ALL)
                        .setIntegrationTypes(IntegrationType.ALL));
    }

    private static SlashCommandData everywhere(SlashCommandData command) {
        return command.setContexts(InteractionContextType.ALL).setIntegrationTypes(IntegrationType.ALL);
    }

    /** Registers what is missing or differs, and takes away what is not ours any more. */
    static void register(JDA jda) {
        Map<String, Command> there = new TreeMap<>();
        jda.retrieveCommands(true)
                .complete()
                .forEach(command -> there.put(name(command.getType(), command.getName()), command));
        int changed = 0;
        for (CommandData wanted : all()) {
            Command old = there.remove(name(wanted.getType(), wanted.getName()));
            if (old == null || !same(CommandData.fromCommand(old), wanted)) {
                jda.upsertCommand(wanted).complete();
                changed++;
            }
        }
        for (Command gone : there.values()) {
            gone.delete().complete();
            changed++;
        }
        LOG.info("{} of Discord's commands were changed", changed);
    }

    private static String name(Command.Type type, String name) {
        return type + "/" + name;
    }

    private static boolean same(CommandData one, CommandData other) {
        return new TreeMap<>(one.toData().toMap())
                .toString()
                .equals(new TreeMap<>(other.toData().toMap()).toString());
    }
}
