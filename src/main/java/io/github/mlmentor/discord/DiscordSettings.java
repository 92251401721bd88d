package io.github.mlmentor.discord;

import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.layout.Run;
import io.github.mlmentor.telemetry.Wordless;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.utils.FileUpload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people decide about their data, and admins about channels. Answered on the spot, to whoever asked alone. Thread-safe. */
final class DiscordSettings {
    static final String HELP = """
            **Ask me about the work and the career of a machine-learning engineer.**
            - `/ask` with your question; `private: True` has the answer for you alone, and leaving the question out opens a form
            - mention me in a channel, answer one of my messages, or write to me directly; in a thread of mine just go on asking
            - `/role`, `/duty`, `/skill`, `/compare` and `/resources` complete what you type
            - on anybody's message: Apps, then **Ask ML Mentor**
            - **Ask a mentor** below an answer passes your question on to a person, where this community has mentors
            - mentors: on a reply that is worth keeping Apps, then **Use as knowledge**; on an answer of mine **Fix this answer**
            - `/privacy` gives you what I keep about you, or forgets it
            - `/mentor-setup` says what I do in this channel; admins change it there""";

    /** The button that confirms that everything is to be forgotten; its value is whose. */
    static final String FORGET = "forget";

    private static final Logger LOG = LoggerFactory.getLogger(DiscordSettings.class);
    /** What is no tag to {@link ChannelPolicy} has options of its own. */
    private static final Pattern TAG = Pattern.compile("(?!(?:tone|admins)=)[^=]+=[^=]+", Pattern.CASE_INSENSITIVE);

    private static final String FAILED = "That did not work just now. Please try again in a minute.";

    private final Policies policies;
    private final PersonalData data;
    private final DiscordPeople people;

    DiscordSettings(Policies policies, PersonalData data, DiscordPeople people) {
        this.policies = policies;
        this.data = data;
        this.people = people;
    }

    void privacy(SlashCommandInteractionEvent event) {
        String wish = String.valueOf(event.getSubcommandName());
        if (wish.equals(DiscordCommands.FORGET)) {
            sure(event);
            return;
        }
        Answers.soon(event);
        try {
            switch (wish) {
                case DiscordCommands.EXPORT -> export(event);
                case DiscordCommands.OPT_OUT -> {
                    persons(event).forEach(person -> policies.optOut(person, true));
                    Answers.privately(
                            event,
                            "I handle nothing of yours any more" + where(event) + ". `/privacy opt-in` undoes it.");
                }
                default -> {
                    persons(event).forEach(person -> policies.optOut(person, false));
                    Answers.privately(event, "I answer you again" + where(event) + ".");
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("A wish about privacy was not carried out", Wordless.of(e));
            Answers.privately(event, FAILED);
        }
    }

    /** Discord's ids are the same everywhere, ours are kept by server: meant are this server and direct messages. */
    private static List<Person> persons(IReplyCallback event) {
        String user = event.getUser().getId();
        Set<String> workspaces =
                new LinkedHashSet<>(List.of(DiscordQuestions.place(event).guild(), DiscordPlace.DIRECT));
        return workspaces.stream()
                .map(workspace -> new Person(Platform.DISCORD, workspace, user))
                .toList();
    }

    private static String where(IReplyCallback event) {
        return event.getGuild() == null ? " in direct messages" : " in this server and in direct messages";
    }

    private void export(SlashCommandInteractionEvent event) {
        List<String> exports = new ArrayList<>();
        for (Person person : persons(event)) {
            exports.add(data.export(person));
        }
        byte[] json = ("[" + String.join(",\n", exports) + "]\n").getBytes(StandardCharsets.UTF_8);
        event.getHook()
                .editOriginal("Everything that I keep about you" + where(event) + ".")
                .setFiles(FileUpload.fromData(json, "what-ml-mentor-keeps.json"))
                .setAllowedMentions(List.of())
                .queue(done -> {}, Answers::lost);
    }

    /** Discord's buttons ask nothing back by themselves. */
    private static void sure(SlashCommandInteractionEvent event) {
        event.reply("Shall I delete every question of yours, my answers to them and your opinions" + where(event)
                        + "? It cannot be undone.")
                .setComponents(ActionRow.of(Button.danger(
                        new CustomId(FORGET, event.getUser().getId()).written(new HashSet<>()), "Delete everything")))
                .setEphemeral(true)
                .setAllowedMentions(List.of())
                .queue(done -> {}, Answers::lost);
    }

    /** Told that it is to be so; only whoever was asked can say it. */
    void forget(ButtonInteractionEvent event, String whose) {
        if (!event.getUser().getId().equals(whose)) {
            Answers.privately(event, "That button is for somebody else.");
            return;
        }
        event.deferEdit().setComponents(List.of()).queue(done -> {}, Answers::lost);
        try {
            int questions = persons(event).stream().mapToInt(data::forget).sum();
            Answers.privately(
                    event,
                    "Forgotten: " + questions
                            + (questions == 1 ? " question with its answer." : " questions with their answers."));
        } catch (RuntimeException e) {
            LOG.warn("Somebody could not be forgotten", Wordless.of(e));
            Answers.privately(event, FAILED);
        }
    }

    void setup(SlashCommandInteractionEvent event) {
        Answers.soon(event);
        try {
            setup(event, DiscordQuestions.place(event));
        } catch (IllegalArgumentException e) {
            Answers.privately(event, literal(String.valueOf(e.getMessage())) + ".");
        } catch (RuntimeException e) {
            LOG.warn("A channel was not set up", Wordless.of(e));
            Answers.privately(event, FAILED);
        }
    }

    private void setup(SlashCommandInteractionEvent event, DiscordPlace place) {
        ChannelPolicy now = policies.of(place.policy());
        Role mentors = event.getOption(DiscordCommands.MENTORS, OptionMapping::getAsRole);
        String wish = wish(event, now);
        if (wish.isEmpty() && mentors == null) {
            Answers.privately(event, "In this channel: **" + words(now) + "**." + mentorsOf(place));
            return;
        }
        if (!people.maySetUp(event.getMember(), place, now)) {
            Answers.privately(event, "Only admins and mentors of this server change what I do in it.");
            return;
        }
        if (mentors != null && !people.isAdmin(event.getMember())) {
            Answers.privately(event, "Only admins of this server say who its mentors are.");
            return;
        }
        ChannelPolicy wanted = wish.isEmpty() ? now : now.changed(wish);
        if (!wish.isEmpty()) {
            policies.set(place.policy(), wanted);
        }
        if (mentors != null) {
            // Everybody has that role: whoever chooses it wants no special one.
            people.name(place, mentors.isPublicRole() ? "" : mentors.getId());
        }
        Answers.privately(event, "From now on in this channel: **" + words(wanted) + "**." + mentorsOf(place));
    }

    private static String words(ChannelPolicy policy) {
        return literal(policy.inWords());
    }

    private static String literal(String text) {
        return Markup.line(List.of(Run.plain(text)));
    }

    private String mentorsOf(DiscordPlace place) {
        return people.mentorRole(place)
                .map(role -> " Mentors here are <@&" + role + ">.")
                .orElse("");
    }

    /**
     * What is wished for, as {@link ChannelPolicy#changed} reads it.
     *
     * @throws IllegalArgumentException when the options do not fit together, with the mend
     */
    private static String wish(SlashCommandInteractionEvent event, ChannelPolicy now) {
        List<String> words = new ArrayList<>();
        String mode = event.getOption(DiscordCommands.MODE, "", OptionMapping::getAsString);
        int wait = event.getOption(DiscordCommands.WAIT, 0, OptionMapping::getAsInt);
        if (!mode.isEmpty()) {
            if (wait > 0 && !mode.equalsIgnoreCase(ChannelPolicy.Mode.MENTOR.name())) {
                throw new IllegalArgumentException(
                        "Only where people come first is there a time to wait; choose that mode, or leave the time out");
            }
            words.add(mode);
        } else if (wait > 0 && now.mode() != ChannelPolicy.Mode.MENTOR) {
            // Who names a time means that people come first.
            words.add(ChannelPolicy.Mode.MENTOR.name());
        }
        if (wait > 0) {
            words.add(String.valueOf(wait));
        }
        String tone = event.getOption(DiscordCommands.TONE, "", OptionMapping::getAsString);
        if (!tone.isEmpty()) {
            words.add("tone=" + tone);
        }
        String scope = event.getOption(DiscordCommands.SCOPE, "", OptionMapping::getAsString)
                .strip();
        for (String tag : scope.isEmpty() ? new String[0] : scope.split("\\s+")) {
            if (!TAG.matcher(tag).matches()) {
                throw new IllegalArgumentException("\"" + tag
                        + "\" is no tag of articles; write it as in course=intro, or course=any to take that back");
            }
            words.add(tag);
        }
        return String.join(" ", words).strip();
    }
}
