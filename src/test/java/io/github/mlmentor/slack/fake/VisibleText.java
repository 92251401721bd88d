package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a reader sees of a message: its blocks if it has any, else its text. */
final class VisibleText {
    private VisibleText() {}

    static String of(JsonNode message) {
        JsonNode blocks = message.path("blocks");
        String streamed = message.path("markdown_text").asText();
        if (blocks.isEmpty()) {
            return streamed.isEmpty() ? message.path("text").asText() : streamed;
        }
        String below = Json.stream(blocks).map(VisibleText::block).collect(Collectors.joining("\n"));
        return streamed.isEmpty() ? below : streamed + "\n" + below;
    }

    /** A block's words; buttons stand in brackets. */
    static String block(JsonNode block) {
        List<String> parts = new ArrayList<>();
        switch (block.path("type").asText()) {
            case "section" -> {
                parts.add(text(block.path("text")));
                block.path("fields").forEach(field -> parts.add(text(field)));
                parts.add(element(block.path("accessory")));
            }
            case "header", "markdown" -> parts.add(text(block.path("text")));
            case "context", "actions", "context_actions" ->
                block.path("elements").forEach(element -> parts.add(element(element)));
            case "image" -> parts.add(block.path("alt_text").asText());
            case "input" -> parts.add(text(block.path("label")));
            case "table" ->
                block.path("rows")
                        .forEach(row -> parts.add(
                                Json.stream(row).map(VisibleText::deep).collect(Collectors.joining(" | "))));
            case "rich_text" -> parts.add(deep(block));
            case "divider" -> parts.add("---");
            default -> parts.add(deep(block));
        }
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static String element(JsonNode element) {
        return switch (element.path("type").asText()) {
            case "button", "icon_button" -> "[" + text(element.path("text")) + "]";
            case "feedback_buttons" ->
                "[" + text(element.path("positive_button").path("text")) + "] ["
                        + text(element.path("negative_button").path("text")) + "]";
            case "overflow", "static_select" ->
                "["
                        + Json.stream(element.path("options"))
                                .map(option -> text(option.path("text")))
                                .collect(Collectors.joining(", "))
                        + "]";
            case "image" -> element.path("alt_text").asText();
            default -> text(element);
        };
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : node.path("text").asText();
    }

    /** Every text inside, in order. */
    private static String deep(JsonNode node) {
        if (node.path("text").isTextual()) {
            return node.path("text").asText();
        }
        StringBuilder all = new StringBuilder();
        node.path("elements").forEach(child -> all.append(deep(child)));
        node.path("text").path("elements").forEach(child -> all.append(deep(child)));
        return all.toString();
    }
}
