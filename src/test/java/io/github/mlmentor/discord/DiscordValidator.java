package io.github.mlmentor.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Says what Discord would refuse, from the limits that it documents; it knows nothing of how our messages are made. */
final class DiscordValidator {
    private static final int SUPPRESS_EMBEDS = 4;
    private static final int COMPONENTS_V2 = 32_768;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\p{Cf}]*");
    private static final Pattern BROKEN = Pattern.compile(
            "[\\p{Cc}&&[^\n\t]]|[\\uD800-\\uDBFF](?![\\uDC00-\\uDFFF])|(?<![\\uD800-\\uDBFF])[\\uDC00-\\uDFFF]");

    private final List<String> problems = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private int components;
    private int text;

    private DiscordValidator() {}

    /** What is wrong with a message, or nothing. */
    static List<String> message(String json) {
        DiscordValidator validator = new DiscordValidator();
        JsonNode message = read(json);
        int flags = message.path("flags").asInt();
        boolean modern = (flags & COMPONENTS_V2) != 0;
        validator.keys(message, Set.of("flags", "allowed_mentions", modern ? "components" : "content"), Set.of());
        validator.check((flags & ~(COMPONENTS_V2 | SUPPRESS_EMBEDS)) == 0, "flags " + flags);
        validator.check((flags & SUPPRESS_EMBEDS) != 0, "embeds are not suppressed");
        validator.check(
                message.path("allowed_mentions").toString().equals("{\"parse\":[]}"), "mentions are not switched off");
        if (modern) {
            validator.check(!message.path("components").isEmpty(), "no components");
            message.path("components").forEach(component -> validator.component(component, Set.of(1, 10, 14, 17)));
            validator.check(validator.components <= 40, validator.components + " components");
            validator.check(validator.text <= 4_000, validator.text + " characters of text");
        } else {
            validator.text(message, "content", 1, 2_000);
            validator.markdown(message.path("content").asText());
        }
        return validator.problems;
    }

    /** What is wrong with a modal, or nothing. */
    static List<String> modal(String json) {
        DiscordValidator validator = new DiscordValidator();
        JsonNode modal = read(json);
        validator.keys(modal, Set.of("title", "custom_id", "components"), Set.of());
        validator.text(modal, "title", 1, 45);
        validator.text(modal, "custom_id", 1, 100);
        int count = modal.path("components").size();
        validator.check(count >= 1 && count <= 5, count + " inputs");
        modal.path("components").forEach(component -> validator.component(component, Set.of(18)));
        return validator.problems;
    }

    private void component(JsonNode component, Set<Integer> allowed) {
        components++;
        int type = component.path("type").asInt();
        check(allowed.contains(type), "a component of type " + type + " here");
        switch (type) {
            case 1 -> {
                keys(component, Set.of("type", "components"), Set.of());
                int count = component.path("components").size();
                check(count >= 1 && count <= 5, count + " buttons in a row");
                component.path("components").forEach(button -> component(button, Set.of(2)));
            }
            case 2 -> {
                keys(component, Set.of("type", "custom_id", "style"), Set.of("label", "emoji"));
                id(component);
                check(component.has("label") || component.has("emoji"), "a button that shows nothing");
                int style = component.path("style").asInt();
                check(style >= 1 && style <= 4, "style " + style);
                if (component.has("label")) {
                    text(component, "label", 1, 80);
                }
            }
            case 3 -> select(component);
            case 4 -> input(component);
            case 10 -> {
                keys(component, Set.of("type", "content"), Set.of());
                text(component, "content", 1, 4_000);
                text += component.path("content").asText().length();
                markdown(component.path("content").asText());
            }
            case 14 -> {
                keys(component, Set.of("type"), Set.of("divider", "spacing"));
                int spacing = component.path("spacing").asInt(1);
                check(spacing == 1 || spacing == 2, "spacing " + spacing);
            }
            case 17 -> {
                keys(component, Set.of("type", "components"), Set.of("accent_color", "spoiler"));
                check(!component.path("components").isEmpty(), "an empty container");
                component.path("components").forEach(inner -> component(inner, Set.of(1, 10, 14)));
            }
            case 18 -> {
                keys(component, Set.of("type", "label", "component"), Set.of("description"));
                text(component, "label", 1, 45);
                if (component.has("description")) {
                    text(component, "description", 1, 100);
                }
                component(component.path("component"), Set.of(3, 4));
            }
            default -> problems.add("type " + type);
        }
    }

    private void select(JsonNode select) {
        keys(select, Set.of("type", "custom_id", "options"), Set.of("min_values", "max_values", "required"));
        id(select);
        int count = select.path("options").size();
        check(count >= 1 && count <= 25, count + " options");
        check(
                select.path("min_values").asInt(1) >= (select.path("required").asBoolean(true) ? 1 : 0),
                "a required select of nothing");
        Set<String> values = new HashSet<>();
        int chosen = 0;
        for (JsonNode option : select.path("options")) {
            keys(option, Set.of("label", "value"), Set.of("default"));
            text(option, "label", 1, 100);
            text(option, "value", 1, 100);
            check(values.add(option.path("value").asText()), "an option twice");
            chosen += option.path("default").asBoolean() ? 1 : 0;
        }
        check(chosen <= select.path("max_values").asInt(1), chosen + " options chosen");
    }

    private void input(JsonNode input) {
        keys(input, Set.of("type", "custom_id", "style"), Set.of("max_length", "min_length", "required", "value"));
        id(input);
        int style = input.path("style").asInt();
        check(style == 1 || style == 2, "style " + style);
        int most = input.path("max_length").asInt(4_000);
        check(most >= 1 && most <= 4_000, "max_length " + most);
        if (input.has("value")) {
            text(input, "value", 1, most);
        }
    }

    /** What Discord's clients would make of it. */
    private void markdown(String content) {
        DiscordMarkdown.surprises(content).forEach(surprise -> problems.add("surprise: " + surprise));
        long fences = content.lines().filter(line -> line.matches("(> )?```.*")).count();
        check(fences % 2 == 0, "a block of code that is not closed");
    }

    private void id(JsonNode component) {
        text(component, "custom_id", 1, 100);
        check(ids.add(component.path("custom_id").asText()), "twice: " + component.path("custom_id"));
    }

    private void text(JsonNode node, String key, int least, int most) {
        String value = node.path(key).asText();
        check(node.path(key).isTextual(), key + " is no text");
        check(value.length() >= least && value.length() <= most, key + " of " + value.length() + " characters");
        check(least == 0 || !BLANK.matcher(value).matches(), key + " shows nothing");
        check(!BROKEN.matcher(value).find(), key + " has broken characters");
    }

    private void keys(JsonNode node, Set<String> needed, Set<String> optional) {
        Set<String> present = new TreeSet<>();
        node.fieldNames().forEachRemaining(present::add);
        check(present.containsAll(needed), "only " + present + " of " + new TreeSet<>(needed));
        present.removeAll(needed);
        present.removeAll(optional);
        check(present.isEmpty(), "unknown: " + present);
    }

    private void check(boolean fine, String problem) {
        if (!fine) {
            problems.add(problem);
        }
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
