package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Discord's documented limits of buttons, menus and everything around them. */
final class ComponentRules {
    private final Rules rules;
    private final Set<String> seen = new HashSet<>();

    ComponentRules(Rules rules) {
        this.rules = rules;
    }

    /** Everything in there, the outer before the inner. */
    static List<JsonNode> all(JsonNode components) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode component : components) {
            add(all, component);
        }
        return all;
    }

    private static void add(List<JsonNode> all, JsonNode component) {
        all.add(component);
        component.path("components").forEach(child -> add(all, child));
        for (String single : List.of("accessory", "component")) {
            if (component.path(single).isObject()) {
                add(all, component.path(single));
            }
        }
    }

    void classic(JsonNode components) {
        rules.count(components, 0, 5, "too_many_rows");
        for (JsonNode row : components) {
            rules.require(row.path("type").asInt() == 1, "component_type", "only rows stand in a classic message");
        }
        all(components).forEach(this::one);
    }

    void second(JsonNode components) {
        List<JsonNode> all = all(components);
        rules.require(all.size() <= 40, "too_many_components", all.size() + ", allowed are 40");
        int text = all.stream()
                .filter(component -> component.path("type").asInt() == 10)
                .mapToInt(component -> component.path("content").asText().length())
                .sum();
        rules.require(text <= 4000, "components_text_too_long", text + " characters, allowed are 4000");
        all.forEach(this::one);
    }

    void modal(JsonNode components) {
        rules.count(components, 1, 5, "modal_components");
        all(components).forEach(this::one);
    }

    private void one(JsonNode component) {
        int type = component.path("type").asInt();
        switch (type) {
            case 1 -> row(component);
            case 2 -> button(component);
            case 3, 5, 6, 7, 8 -> menu(component);
            case 4 -> input(component);
            case 9 -> rules.count(component.path("components"), 1, 3, "section_texts");
            case 10 -> rules.length(component.path("content"), 1, 4000, "components_text_too_long");
            case 12 -> rules.count(component.path("items"), 1, 10, "gallery_items");
            case 18 -> {
                rules.length(component.path("label"), 1, 45, "label_too_long");
                rules.length(component.path("description"), 0, 100, "label_description_too_long");
            }
            case 11, 13, 14, 17, 19, 21, 22, 23 -> {}
            default -> rules.require(false, "component_type", Integer.toString(type));
        }
    }

    private void row(JsonNode row) {
        JsonNode inside = row.path("components");
        boolean buttons = inside.path(0).path("type").asInt() == 2;
        rules.count(inside, 1, buttons ? 5 : 1, "too_many_buttons");
    }

    private void button(JsonNode button) {
        rules.length(button.path("label"), 0, 80, "button_label_too_long");
        rules.require(
                button.hasNonNull("label") || button.hasNonNull("emoji"), "button_empty", "neither label nor emoji");
        if (button.path("style").asInt() == 5) {
            rules.length(button.path("url"), 1, 512, "button_url");
            rules.require(
                    button.path("url").asText().matches("(https?|discord)://.+"),
                    "button_url",
                    button.path("url").asText());
        } else {
            id(button);
        }
    }

    private void menu(JsonNode menu) {
        id(menu);
        rules.length(menu.path("placeholder"), 0, 150, "placeholder_too_long");
        if (menu.path("type").asInt() != 3) {
            return;
        }
        rules.count(menu.path("options"), 1, 25, "too_many_select_options");
        int least = menu.path("min_values").asInt(1);
        int most = menu.path("max_values").asInt(1);
        rules.require(least <= most && most <= menu.path("options").size(), "select_values", least + " to " + most);
        Set<String> values = new HashSet<>();
        for (JsonNode option : menu.path("options")) {
            rules.length(option.path("label"), 1, 100, "select_option_too_long");
            rules.length(option.path("value"), 1, 100, "select_option_too_long");
            rules.length(option.path("description"), 0, 100, "select_option_too_long");
            rules.require(
                    values.add(option.path("value").asText()),
                    "select_option_twice",
                    option.path("value").asText());
        }
    }

    private void input(JsonNode input) {
        id(input);
        rules.length(input.path("placeholder"), 0, 100, "placeholder_too_long");
        rules.length(input.path("value"), 0, 4000, "input_value_too_long");
        rules.require(input.path("max_length").asInt(4000) <= 4000, "input_max_length", "allowed are 4000");
    }

    private void id(JsonNode component) {
        String id = component.path("custom_id").asText();
        rules.length(component.path("custom_id"), 1, 100, "custom_id_too_long");
        rules.require(seen.add(id), "custom_id_twice", id);
    }
}
