package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reader sees of a message or a modal, a line for everything; buttons and menus in brackets. */
final class VisibleText {
    private VisibleText() {}

    static String of(JsonNode message) {
        List<String> lines = new ArrayList<>();
        add(lines, message.path("title"));
        add(lines, message.path("content"));
        if ((message.path("flags").asInt() & Post.LOADING) != 0) {
            lines.add("is thinking...");
        }
        for (JsonNode embed : message.path("embeds")) {
            add(lines, embed.path("author").path("name"));
            add(lines, embed.path("title"));
            add(lines, embed.path("description"));
            for (JsonNode field : embed.path("fields")) {
                add(lines, field.path("name"));
                add(lines, field.path("value"));
            }
            add(lines, embed.path("footer").path("text"));
        }
        for (JsonNode component : message.path("components")) {
            component(lines, component);
        }
        for (JsonNode file : message.path("attachments")) {
            lines.add("{" + file.path("filename").asText() + "}");
        }
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, JsonNode text) {
        if (!text.asText("").isEmpty() && !text.isNull()) {
            lines.add(text.asText());
        }
    }

    private static void component(List<String> lines, JsonNode component) {
        switch (component.path("type").asInt()) {
            case 1 -> row(lines, component);
            case 2 -> lines.add(button(component));
            case 3, 5, 6, 7, 8 -> lines.add("[" + component.path("placeholder").asText("select") + "]");
            case 10 -> add(lines, component.path("content"));
            case 14 -> lines.add("---");
            case 18 -> add(lines, component.path("label"));
            default -> {}
        }
        if (component.path("type").asInt() != 1) {
            component.path("components").forEach(child -> component(lines, child));
            children(lines, component.path("accessory"));
            children(lines, component.path("component"));
        }
    }

    private static void children(List<String> lines, @Nullable JsonNode child) {
        if (child != null && child.isObject()) {
            component(lines, child);
        }
    }

    private static void row(List<String> lines, JsonNode row) {
        List<String> parts = new ArrayList<>();
        for (JsonNode child : row.path("components")) {
            component(parts, child);
        }
        lines.add(String.join(" ", parts));
    }

    private static String button(JsonNode button) {
        String emoji = button.path("emoji").path("name").asText("");
        String label = button.path("label").asText("");
        return "[" + (emoji + " " + label).strip() + (button.path("disabled").asBoolean() ? " -" : "") + "]";
    }
}
