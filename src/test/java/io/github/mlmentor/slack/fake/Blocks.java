package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finding what can be clicked in blocks, and naming what has no name. */
final class Blocks {
    /**
     * Something to click or to fill in.
     *
     * @param block the block it is in
     */
    record Widget(JsonNode block, JsonNode element) {}

    private Blocks() {}

    /** Gives every block and element an id as Slack does. */
    static void name(JsonNode blocks, Ids ids) {
        for (JsonNode block : blocks) {
            if (block instanceof ObjectNode object
                    && object.path("block_id").asText().isEmpty()) {
                object.put("block_id", ids.next("b"));
            }
            for (JsonNode element : elements(block)) {
                if (element instanceof ObjectNode object
                        && object.path("action_id").asText().isEmpty()
                        && !object.path("type").asText().equals("image")
                        && !object.path("type").asText().equals("mrkdwn")
                        && !object.path("type").asText().equals("plain_text")) {
                    object.put("action_id", ids.next("a"));
                }
            }
        }
    }

    /** The element with this action id; the label of a button does too. */
    static @Nullable Widget find(JsonNode blocks, String actionOrLabel) {
        for (JsonNode block : blocks) {
            for (JsonNode element : elements(block)) {
                if (element.path("action_id").asText().equals(actionOrLabel)
                        || element.path("text").path("text").asText().equals(actionOrLabel)) {
                    return new Widget(block, element);
                }
            }
        }
        return null;
    }

    private static List<JsonNode> elements(JsonNode block) {
        List<JsonNode> all = new ArrayList<>();
        if (!block.path("type").asText().equals("rich_text")) {
            block.path("elements").forEach(all::add);
        }
        if (block.has("accessory")) {
            all.add(block.path("accessory"));
        }
        if (block.has("element")) {
            all.add(block.path("element"));
        }
        return all;
    }

    /** An element as an interaction tells of it, with what was chosen. */
    static ObjectNode chosen(JsonNode element, String choice) {
        String type = element.path("type").asText();
        ObjectNode chosen = Json.object().put("type", type);
        switch (type) {
            case "button", "icon_button" -> {
                chosen.set("text", element.path("text"));
                chosen.put("value", element.path("value").asText());
            }
            case "feedback_buttons" -> {
                boolean negative = choice.equals("negative")
                        || element.path("negative_button")
                                .path("value")
                                .asText()
                                .equals(choice);
                JsonNode button = element.path(negative ? "negative_button" : "positive_button");
                chosen.set("text", button.path("text"));
                chosen.put("value", button.path("value").asText());
            }
            case "static_select", "radio_buttons", "overflow" -> chosen.set("selected_option", option(element, choice));
            case "checkboxes", "multi_static_select" -> {
                var options = chosen.putArray("selected_options");
                for (String one : choice.isEmpty() ? List.<String>of() : List.of(choice.split(","))) {
                    options.add(option(element, one));
                }
            }
            case "users_select" -> chosen.put("selected_user", choice);
            case "channels_select" -> chosen.put("selected_channel", choice);
            case "conversations_select" -> chosen.put("selected_conversation", choice);
            default -> chosen.put("value", choice);
        }
        return chosen;
    }

    private static JsonNode option(JsonNode element, String value) {
        return Json.stream(element.path("options"))
                .filter(option -> option.path("value").asText().equals(value)
                        || option.path("text").path("text").asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no option " + value + " in " + element));
    }
}
