package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Slack's documented limits of what stands inside a block. */
final class ElementRules {
    private static final Set<String> SELECTS = Set.of(
            "static_select",
            "multi_static_select",
            "external_select",
            "users_select",
            "multi_users_select",
            "conversations_select",
            "multi_conversations_select",
            "channels_select",
            "multi_channels_select");
    private static final Set<String> CHOICES = Set.of("radio_buttons", "checkboxes", "overflow");
    private static final Set<String> OTHERS = Set.of(
            "plain_text_input",
            "number_input",
            "email_text_input",
            "url_text_input",
            "datepicker",
            "timepicker",
            "datetimepicker",
            "rich_text_input",
            "file_input");

    private final Consumer<String> problem;
    private final Set<String> actionIds = new HashSet<>();

    ElementRules(Consumer<String> problem) {
        this.problem = problem;
    }

    void check(JsonNode element, String where) {
        String type = element.path("type").asText();
        action(element, where);
        if (type.equals("button") || type.equals("icon_button")) {
            button(element, where);
        } else if (type.equals("feedback_buttons")) {
            for (String side : List.of("positive_button", "negative_button")) {
                button(element.path(side), where + "/" + side);
                if (!element.path(side).path("value").isTextual()) {
                    problem.accept(where + "/" + side + ": value missing");
                }
            }
        } else if (SELECTS.contains(type) || CHOICES.contains(type)) {
            options(element, type, where);
        } else if (type.equals("plain_text_input")) {
            plain(element.path("placeholder"), 150, true, where + "/placeholder");
            int most = element.path("max_length").asInt(3000);
            if (most < 1 || most > 3000) {
                problem.accept(where + ": max_length " + most + ", 1 to 3000 allowed");
            }
            most(element.path("initial_value").asText(), most, where + "/initial_value");
        } else if (!OTHERS.contains(type) && !type.equals("image") && !type.equals("workflow_button")) {
            problem.accept(where + ": unsupported type: " + type);
        }
        confirm(element.path("confirm"), where + "/confirm");
    }

    private void action(JsonNode element, String where) {
        String id = element.path("action_id").asText();
        most(id, 255, where + "/action_id");
        if (!id.isEmpty() && !actionIds.add(where.replaceFirst("/elements.*|/accessory|/element$", "") + "|" + id)) {
            problem.accept(where + ": action_id " + id + " already exists in this block");
        }
    }

    private void button(JsonNode button, String where) {
        plain(button.path("text"), 75, false, where + "/text");
        most(button.path("value").asText(), 2000, where + "/value");
        most(button.path("url").asText(), 3000, where + "/url");
        most(button.path("accessibility_label").asText(), 75, where + "/accessibility_label");
        String style = button.path("style").asText("primary");
        if (!style.equals("primary") && !style.equals("danger")) {
            problem.accept(where + ": unknown style " + style);
        }
    }

    private void options(JsonNode element, String type, String where) {
        int most = type.equals("overflow") ? 5 : CHOICES.contains(type) ? 10 : 100;
        plain(element.path("placeholder"), 150, true, where + "/placeholder");
        JsonNode options = element.path("options");
        boolean lists = type.endsWith("static_select") || CHOICES.contains(type);
        if (lists && !element.has("option_groups") && (options.isEmpty() || options.size() > most)) {
            problem.accept(where + ": " + options.size() + " options, 1 to " + most + " allowed");
        }
        options.forEach(option -> {
            String text = option.path("text").path("text").asText();
            if (text.isEmpty()) {
                problem.accept(where + "/options: text missing");
            }
            most(text, 75, where + "/options/text");
            most(option.path("description").path("text").asText(), 75, where + "/options/description");
            most(option.path("value").asText(), 150, where + "/options/value");
        });
    }

    private void confirm(JsonNode confirm, String where) {
        if (confirm.isObject()) {
            plain(confirm.path("title"), 100, false, where + "/title");
            most(confirm.path("text").path("text").asText(), 300, where + "/text");
            plain(confirm.path("confirm"), 30, false, where + "/confirm");
            plain(confirm.path("deny"), 30, false, where + "/deny");
        }
    }

    /** A {@code plain_text} object of 1 to so many characters. */
    void plain(JsonNode text, int most, boolean optional, String where) {
        if (text.isMissingNode() || text.isNull()) {
            if (!optional) {
                problem.accept(where + ": missing");
            }
            return;
        }
        if (!text.path("type").asText().equals("plain_text")) {
            problem.accept(where + ": must be plain_text");
        }
        if (text.path("text").asText().isEmpty()) {
            problem.accept(where + ": must be more than 0 characters");
        }
        most(text.path("text").asText(), most, where);
    }

    void most(String text, int most, String where) {
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            problem.accept(where + ": " + length + " characters, " + most + " allowed");
        }
    }
}
