package io.github.mlmentor.cli;

import io.github.mlmentor.intake.Checkpoint;
import io.github.mlmentor.intake.JobLog;
import java.util.Map;

/** Why a message ended as it did, in a sentence with the mend. */
final class Explanations {
    /** By the name of the rule that objected. */
    private static final Map<String, String> RULES = Map.ofEntries(
            Map.entry(
                    "not_addressed",
                    "It was not said to the bot, and its channel is not one where the bot answers by itself."),
            Map.entry("no_question", "The bot listens in that channel, but this did not look like a question."),
            Map.entry("channel_off", "The bot is switched off in that channel."),
            Map.entry(
                    "outsider",
                    "Its author belongs to another organisation, and the settings say to answer members alone."),
            Map.entry("opted_out", "Its author does not want anything of theirs to be handled."),
            Map.entry("bot", "A program wrote it; the bot does not talk to programs."),
            Map.entry(
                    "turns",
                    "Too much was said in that conversation in two minutes, as when two programs answer each other."),
            Map.entry("attachment_only", "It held only a picture or a file; the bot said that it reads words."),
            Map.entry("empty", "There was no question in it; the bot said so."),
            Map.entry("too_long", "It was too long; the bot asked for the question itself."),
            Map.entry(
                    "busy",
                    "More questions waited than limits.open allows; the bot asked to try again in a few minutes."),
            Map.entry(
                    "user_minute",
                    "Its author had asked limits.user_minute questions in that minute; the bot said so."),
            Map.entry("user_day", "Its author had asked limits.user_day questions within a day; the bot said so."),
            Map.entry(
                    "server_day",
                    "Its community had asked limits.server_day questions within a day; the bot said so."));

    private static final Map<String, String> REASONS = Map.of(
            "people_answered", "It was only overheard, and people answered first.",
            "not_sure", "It was only overheard, and the bot was not sure enough of an answer.",
            "unconfirmed",
                    "A message of the answer may or may not be visible: the send broke off, and this platform cannot be read"
                            + " back, so it was not sent twice.",
            "broken",
                    "It could neither be answered nor apologised for, again and again; the log says why under this job's id.",
            "gave_up", "The platform took no message for six hours.");

    private Explanations() {}

    static String of(JobLog.Entry entry) {
        String known = REASONS.get(entry.reason());
        if (known == null) {
            known = RULES.get(entry.reason());
        }
        if (known != null) {
            return known;
        }
        return switch (entry.state()) {
            case "waiting" -> waiting(entry);
            case "answered" -> "Its answer is stored and on its way" + postponed(entry);
            case "delivered" -> delivered(entry);
            case "undeliverable" -> "The platform refused the answer for good: " + entry.reason();
            case "withdrawn" -> "It was deleted before it was answered.";
            default -> entry.reason().isEmpty() ? "No reason is stored." : entry.reason();
        };
    }

    private static String waiting(JobLog.Entry entry) {
        boolean failed = entry.journey().stream().anyMatch(step -> step.step().equals("failed"));
        return failed
                ? "An attempt to answer failed and is repeated; the log says why under this job's id."
                : "It waits for a worker, or for people to answer first.";
    }

    private static String postponed(JobLog.Entry entry) {
        return entry.journey().stream()
                .filter(step -> step.step().equals("postponed"))
                .reduce((first, second) -> second)
                .map(step -> "; the platform asked to wait (" + step.outcome() + ").")
                .orElse(".");
    }

    /** A polite no is delivered too; its rule stands in the journey. */
    private static String delivered(JobLog.Entry entry) {
        return entry.journey().stream()
                .filter(step -> step.step().equals("admitted"))
                .map(Checkpoint::outcome)
                .map(RULES::get)
                .filter(sentence -> sentence != null)
                .findFirst()
                .orElse("Answered; the platform confirmed every message of it.");
    }
}
