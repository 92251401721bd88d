package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Discord's documented limits of commands and modals. */
final class CommandRules {
    private static final Pattern NAME = Pattern.compile("[-_'\\p{L}\\p{N}\\p{IsDeva}\\p{IsThai}]{1,32}");

    private final Journal journal;

    CommandRules(Journal journal) {
        this.journal = journal;
    }

    /** All commands of the app or of a server. */
    void checkAll(JsonNode commands) {
        Rules rules = new Rules(journal, "commands");
        for (int type : new int[] {1, 2, 3}) {
            long count = Json.stream(commands)
                    .filter(command -> command.path("type").asInt(1) == type)
                    .count();
            int most = type == 1 ? 100 : 15;
            rules.require(count <= most, "too_many_commands", count + ", allowed are " + most);
        }
        Set<String> names = new HashSet<>();
        for (JsonNode command : commands) {
            String name = command.path("name").asText();
            rules.require(names.add(command.path("type").asInt(1) + name), "command_twice", name);
            check(rules, command);
        }
        rules.enforce();
    }

    void check(JsonNode command) {
        Rules rules = new Rules(journal, "command " + command.path("name").asText());
        check(rules, command);
        rules.enforce();
    }

    private static void check(Rules rules, JsonNode command) {
        if (command.path("type").asInt(1) == 1) {
            named(rules, command);
            int all = size(command);
            rules.require(all <= 8000, "command_too_long", all + " characters, allowed are 8000");
            options(rules, command);
        } else {
            rules.length(command.path("name"), 1, 32, "command_name");
            rules.require(command.path("description").asText("").isEmpty(), "command_description", "none allowed");
        }
    }

    private static void named(Rules rules, JsonNode thing) {
        String name = thing.path("name").asText();
        rules.require(NAME.matcher(name).matches() && name.equals(name.toLowerCase(Locale.ROOT)), "command_name", name);
        rules.length(thing.path("description"), 1, 100, "command_description");
        thing.path("name_localizations")
                .forEach(local -> rules.require(
                        NAME.matcher(local.asText()).matches()
                                && local.asText().equals(local.asText().toLowerCase(Locale.ROOT)),
                        "command_name",
                        local.asText()));
        thing.path("description_localizations").forEach(local -> rules.length(local, 1, 100, "command_description"));
    }

    private static void options(Rules rules, JsonNode holder) {
        rules.count(holder.path("options"), 0, 25, "too_many_options");
        boolean optional = false;
        Set<String> names = new HashSet<>();
        for (JsonNode option : holder.path("options")) {
            named(rules, option);
            String name = option.path("name").asText();
            rules.require(names.add(name), "option_twice", name);
            boolean required = option.path("required").asBoolean();
            rules.require(!(required && optional), "required_after_optional", name);
            optional |= !required && option.path("type").asInt() > 2;
            choices(rules, option.path("choices"));
            rules.require(
                    option.path("choices").isEmpty()
                            || !option.path("autocomplete").asBoolean(),
                    "choices_and_autocomplete",
                    name);
            options(rules, option);
        }
    }

    private static void choices(Rules rules, JsonNode choices) {
        rules.count(choices, 0, 25, "too_many_choices");
        for (JsonNode choice : choices) {
            rules.length(choice.path("name"), 1, 100, "choice_too_long");
            if (choice.path("value").isTextual()) {
                rules.length(choice.path("value"), 1, 100, "choice_too_long");
            }
        }
    }

    private static int size(JsonNode thing) {
        int size = thing.path("name").asText("").length()
                + thing.path("description").asText("").length();
        for (JsonNode choice : thing.path("choices")) {
            size += choice.path("name").asText("").length()
                    + choice.path("value").asText("").length();
        }
        for (JsonNode option : thing.path("options")) {
            size += size(option);
        }
        return size;
    }

    void checkChoices(JsonNode choices) {
        Rules rules = new Rules(journal, "autocomplete");
        choices(rules, choices);
        rules.enforce();
    }

    void checkModal(JsonNode modal) {
        Rules rules = new Rules(journal, "modal");
        rules.length(modal.path("title"), 1, 45, "modal_title_too_long");
        rules.length(modal.path("custom_id"), 1, 100, "custom_id_too_long");
        new ComponentRules(rules).modal(modal.path("components"));
        rules.enforce();
    }
}
