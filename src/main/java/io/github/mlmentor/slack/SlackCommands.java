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
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code /mentor …}: a question is queued and answered privately; what needs no knowledge is answered on the spot. Thread-safe. */
final class SlackCommands {
    private static final int MOST_SHOWN = 3_500;
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

    private static final String CHANNEL = """
            Admins change it:
            • `/mentor channel off`, `mention`, `auto`, or `mentor 10` (people first, for ten minutes)
            • `tone=brief`, `encouraging`, `formal` or `plain`, for the wording of a language model
            • `course=intro` or another tag, so that only such articles are used; `course=any` takes it back
            • `admins=@somebody` for who may change this besides you; `admins=none` takes it back""";

    private static final Pattern PERSON = Pattern.compile("<@([A-Z0-9]+)(?:\\|[^>]*)?>");

    private final Intake intake;
    private final Policies policies;
    private final PersonalData data;
    private final SlackPeople people;
    private final Clock clock;

    SlackCommands(Intake intake, Policies policies, PersonalData data, SlackPeople people, Clock clock) {
        this.intake = intake;
        this.policies = policies;
        this.data = data;
        this.people = people;
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
            case "channel" -> channel(command, rest);
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

    private String ask(SlashCommandPayload command, String words) {
        String question = SlackText.plain(words, "");
        if (policies.hasOptedOut(new Person(Platform.SLACK, command.getTeamId(), command.getUserId()))) {
            return "You wanted me to handle nothing of yours; `/mentor privacy opt-in` undoes it.";
        }
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
            return "In this channel: *" + describe(now) + "*.\n" + CHANNEL;
        }
        boolean may = now.administrators().contains(command.getUserId())
                || people.isAdmin(command.getTeamId(), command.getUserId());
        if (!may) {
            return "Only admins of this workspace, and whom they name for a channel, change what I do in it.";
        }
        try {
            // Slack writes people as <@U123|name>.
            ChannelPolicy wanted = now.changed(PERSON.matcher(wish).replaceAll("$1"));
            policies.set(place.key("policy"), wanted);
            return "From now on in this channel: *" + describe(wanted) + "*.";
        } catch (IllegalArgumentException e) {
            return Mrkdwn.escape(String.valueOf(e.getMessage())) + ".\n" + CHANNEL;
        }
    }

    static String describe(ChannelPolicy policy) {
        return Mrkdwn.escape(policy.inWords());
    }
}
