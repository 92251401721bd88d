package io.github.mlmentor.slack;

import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import io.github.mlmentor.chat.Author;
import io.github.mlmentor.chat.Inbound;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Intake;
import io.github.mlmentor.intake.Offer;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.intake.Policies;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** {@code /mentor …}: a question is queued and answered privately; what needs no knowledge is answered on the spot. Thread-safe. */
final class SlackCommands {
    private static final int MOST_SHOWN = 3_500;
    private static final long LONGEST_PATIENCE = 24 * 60;
    private static final String HELP = """
            *Ask me about the work and the career of a machine-learning engineer.*
            • `/mentor What does an ML engineer do all day?` answers you alone; a button shares it.
            • `/mentor skill SQL`, `/mentor role data engineer`, `/mentor compare ML engineer and data scientist`, `/mentor resources statistics`
            • Mention me in a channel, or write to me directly; in a thread that I am part of, just go on asking.
            • `/mentor privacy` shows what I keep about you and lets you have it or have it forgotten.
            • `/mentor channel` shows what I do in this channel; admins change it.""";

    private static final String PRIVACY = """
            I keep your questions and my answers for a while, under Slack's id of you and without your name.
            • `/mentor privacy export` shows what there is
            • `/mentor privacy forget` deletes it
            • `/mentor privacy opt-out` has me handle nothing of yours""";

    private final Intake intake;
    private final Policies policies;
    private final PersonalData data;
    private final SlackApi api;
    private final Clock clock;

    SlackCommands(Intake intake, Policies policies, PersonalData data, SlackApi api, Clock clock) {
        this.intake = intake;
        this.policies = policies;
        this.data = data;
        this.api = api;
        this.clock = clock;
    }

    /** What is said at once, or empty when an answer follows. */
    String handle(SlashCommandPayload command) {
        String text = command.getText() == null ? "" : command.getText().strip();
        String[] words = text.split("\\s+", 2);
        String rest = words.length > 1 ? words[1].strip() : "";
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "", "help", "?" -> HELP;
            case "privacy" -> privacy(command, rest.toLowerCase(Locale.ROOT));
            case "channel" -> channel(command, rest.toLowerCase(Locale.ROOT));
            case "skill" -> featured(command, rest, "skill SQL", "How good do I need to be at %s as an ML engineer?");
            case "role" -> featured(command, rest, "role data engineer", "What does a %s do?");
            case "compare" ->
                featured(command, rest, "compare ML engineer and data scientist", "What is the difference between %s?");
            case "resources" -> featured(command, rest, "resources statistics", "What are good resources to learn %s?");
            default -> ask(command, text);
        };
    }

    private String featured(SlashCommandPayload command, String rest, String example, String question) {
        return rest.isEmpty()
                ? "What about? For example: `/mentor " + example + "`"
                : ask(command, String.format(Locale.ROOT, question, rest));
    }

    private String ask(SlashCommandPayload command, String question) {
        Place place = new Place(command.getTeamId(), command.getChannelId(), "");
        intake.offer(new Offer(
                new Inbound.Message(
                        place.key(command.getTriggerId()),
                        place.privately(command.getUserId()),
                        Author.person(command.getUserId()),
                        clock.instant(),
                        question,
                        true,
                        0,
                        null),
                Map.of(),
                Map.of("response_url", command.getResponseUrl(), "quote", question)));
        return "";
    }

    private String privacy(SlashCommandPayload command, String what) {
        Person person = new Person(Platform.SLACK, command.getTeamId(), command.getUserId());
        return switch (what) {
            case "export" -> export(person);
            case "forget" -> "Forgotten: " + data.forget(person) + " questions with their answers.";
            case "opt-out" -> {
                policies.optOut(person, true);
                yield "I handle nothing of yours any more. `/mentor privacy opt-in` undoes it.";
            }
            case "opt-in" -> {
                policies.optOut(person, false);
                yield "I answer you again.";
            }
            default -> PRIVACY;
        };
    }

    private String export(Person person) {
        String json = data.export(person);
        String shown = json.length() > MOST_SHOWN ? json.substring(0, MOST_SHOWN) : json;
        String more = json.length() > MOST_SHOWN
                ? "\nThat is the beginning; whoever runs me has the whole with `ml-mentor privacy export`."
                : "";
        return "```" + Mrkdwn.escape(shown) + "```" + more;
    }

    private String channel(SlashCommandPayload command, String wish) {
        Place place = new Place(command.getTeamId(), command.getChannelId(), "");
        ChannelPolicy now = policies.of(place.key("policy"));
        if (wish.isEmpty()) {
            return "In this channel: *" + describe(now)
                    + "*.\nAdmins change it: `/mentor channel off`, `mention`, `auto` or `mentor 10`"
                    + " (people first, for ten minutes).";
        }
        if (!mayAdminister(command.getTeamId(), command.getUserId())) {
            return "Only admins of this workspace change what I do in a channel.";
        }
        String[] words = wish.split("\\s+");
        ChannelPolicy.Mode mode;
        long minutes;
        try {
            mode = ChannelPolicy.Mode.valueOf(words[0].toUpperCase(Locale.ROOT));
            minutes = words.length > 1 ? Long.parseLong(words[1]) : 10;
        } catch (IllegalArgumentException e) {
            return "I know `off`, `mention`, `auto` and `mentor`, the last with minutes: `/mentor channel mentor 10`.";
        }
        if (minutes < 0 || minutes > LONGEST_PATIENCE) {
            return "Between 0 and " + LONGEST_PATIENCE + " minutes, please.";
        }
        Duration patience = mode == ChannelPolicy.Mode.MENTOR ? Duration.ofMinutes(minutes) : Duration.ZERO;
        ChannelPolicy wanted = new ChannelPolicy(mode, patience, now.scope());
        policies.set(place.key("policy"), wanted);
        return "From now on in this channel: *" + describe(wanted) + "*.";
    }

    static String describe(ChannelPolicy policy) {
        return switch (policy.mode()) {
            case OFF -> "off";
            case MENTION -> "I answer when I am mentioned";
            case AUTO -> "I answer questions by myself when I am sure";
            case MENTOR ->
                "people first; I answer when nobody did within "
                        + policy.patience().toMinutes() + " minutes";
        };
    }

    private boolean mayAdminister(String team, String user) {
        return api.look(team, methods -> methods.usersInfo(request -> request.user(user)))
                .map(response -> response.getUser())
                .filter(found -> found.isAdmin() || found.isOwner())
                .isPresent();
    }
}
