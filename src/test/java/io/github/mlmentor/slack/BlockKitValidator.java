package io.github.mlmentor.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Says what Slack would refuse, from the limits that it documents; it knows nothing of how our messages are made. */
final class BlockKitValidator {
    static final int TEXT = 4_000;
    private static final int ALL_BLOCKS = 13_200;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern BROADCAST =
            Pattern.compile("@(channel|here|everyone|group)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINK = Pattern.compile("<https?://[^<>|\\s]+\\|[^<>]*>");
    private static final Pattern ENTITY = Pattern.compile("&(?!amp;|lt;|gt;)");
    private static final Set<String> STYLES = Set.of("bold", "italic", "strike", "code");

    private final List<String> problems = new ArrayList<>();

    private BlockKitValidator() {}

    /** What is wrong with a message, or nothing. */
    static List<String> message(String json) {
        BlockKitValidator validator = new BlockKitValidator();
        JsonNode message = read(json);
        validator.keys(message, "message", Set.of("text", "blocks"), Set.of());
        validator.mrkdwn(message.path("text"), "text", TEXT);
        JsonNode blocks = message.path("blocks");
        validator.blocks(
                blocks,
                1,
                50,
                Set.of("rich_text", "context", "actions", "header", "divider", "section", "table", "context_actions"));
        if (blocks.toString().length() > ALL_BLOCKS) {
            validator.problem("blocks", blocks.toString().length() + " characters");
        }
        return validator.end(message);
    }

    /** What is wrong with a modal view, or nothing. */
    static List<String> modal(String json) {
        BlockKitValidator validator = new BlockKitValidator();
        JsonNode view = read(json);
        validator.keys(
                view,
                "view",
                Set.of("type", "title", "blocks", "submit"),
                Set.of("close", "callback_id", "private_metadata"));
        validator.type(view, "modal");
        validator.plain(view.path("title"), "title", 24);
        validator.plain(view.path("submit"), "submit", 24);
        validator.plain(view.path("close"), "close", 24);
        validator.length(view.path("callback_id"), "callback_id", 1, 255);
        validator.length(view.path("private_metadata"), "private_metadata", 0, 3_000);
        validator.blocks(
                view.path("blocks"),
                1,
                100,
                Set.of("rich_text", "context", "actions", "header", "divider", "section", "input"));
        return validator.end(view);
    }

    /** What is wrong with a Home view, or nothing. */
    static List<String> home(String json) {
        BlockKitValidator validator = new BlockKitValidator();
        JsonNode view = read(json);
        validator.keys(view, "view", Set.of("type", "blocks"), Set.of("callback_id", "private_metadata"));
        validator.type(view, "home");
        validator.blocks(
                view.path("blocks"),
                0,
                100,
                Set.of("rich_text", "context", "actions", "header", "divider", "section", "input"));
        return validator.end(view);
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private List<String> end(JsonNode root) {
        strings(root);
        return problems;
    }

    private void problem(String where, String what) {
        problems.add(where + ": " + what);
    }

    private void strings(JsonNode node) {
        if (node.isTextual()) {
            String text = node.asText();
            if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
                problem("string", "half a character in " + text);
            }
            if (text.codePoints().anyMatch(point -> Character.isISOControl(point) && point != '\n' && point != '\t')) {
                problem("string", "a control character in " + text);
            }
        }
        node.forEach(this::strings);
    }

    private void keys(JsonNode object, String where, Set<String> required, Set<String> optional) {
        if (!object.isObject()) {
            problem(where, "not an object");
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!required.contains(name) && !optional.contains(name)) {
                problem(where, "unknown field " + name);
            }
        });
        for (String name : required) {
            if (!object.has(name)) {
                problem(where, "no " + name);
            }
        }
    }

    private void type(JsonNode object, String wanted) {
        if (!object.path("type").asText().equals(wanted)) {
            problem(wanted, "is a " + object.path("type"));
        }
    }

    private void length(JsonNode text, String where, int least, int most) {
        if (text.isMissingNode()) {
            return;
        }
        if (!text.isTextual() || text.asText().length() < least || text.asText().length() > most) {
            problem(where, text.isTextual() ? text.asText().length() + " characters" : "not a text");
        }
    }

    private void oneOf(JsonNode value, String where, Set<String> allowed) {
        if (!value.isMissingNode() && !allowed.contains(value.asText())) {
            problem(where, "may not be " + value);
        }
    }

    private void number(JsonNode value, String where, int least, int most) {
        if (!value.isMissingNode() && (!value.isInt() || value.asInt() < least || value.asInt() > most)) {
            problem(where, "may not be " + value);
        }
    }

    private void flag(JsonNode value, String where) {
        if (!value.isMissingNode() && !value.isBoolean()) {
            problem(where, "is no boolean");
        }
    }

    private void count(JsonNode list, String where, int least, int most) {
        if (!list.isArray() || list.size() < least || list.size() > most) {
            problem(where, list.isArray() ? list.size() + " elements" : "no list");
        }
    }

    /** Text that Slack parses: nothing in it is a mention, and only links that were written as links are links. */
    private void mrkdwn(JsonNode text, String where, int most) {
        length(text, where, 1, most);
        if (text.asText().isBlank()) {
            problem(where, "blank");
        }
        String rest = LINK.matcher(text.asText()).replaceAll("");
        if (rest.contains("<") || ENTITY.matcher(rest).find()) {
            problem(where, "not escaped: " + rest);
        }
        if (BROADCAST.matcher(text.asText()).find()) {
            problem(where, "calls everybody: " + text.asText());
        }
    }

    private void plain(JsonNode object, String where, int most) {
        keys(object, where, Set.of("type", "text"), Set.of("emoji"));
        type(object, "plain_text");
        flag(object.path("emoji"), where);
        length(object.path("text"), where, 1, most);
        String text = object.path("text").asText();
        if (text.isBlank()
                || text.matches("(?s).*<[!@#].*")
                || BROADCAST.matcher(text).find()) {
            problem(where, "blank or a mention: " + text);
        }
    }

    private void blocks(JsonNode blocks, int least, int most, Set<String> allowed) {
        count(blocks, "blocks", least, most);
        Set<String> ids = new HashSet<>();
        int tables = 0;
        for (JsonNode block : blocks) {
            String type = block.path("type").asText();
            if (!allowed.contains(type)) {
                problem(type, "has no place here");
            }
            length(block.path("block_id"), "block_id", 1, 255);
            if (block.has("block_id") && !ids.add(block.path("block_id").asText())) {
                problem("block_id", "twice");
            }
            tables += type.equals("table") ? 1 : 0;
            block(type, block);
        }
        if (tables > 1) {
            problem("blocks", tables + " tables");
        }
    }

    private void block(String type, JsonNode block) {
        Set<String> id = Set.of("block_id");
        switch (type) {
            case "rich_text" -> richText(block);
            case "divider" -> keys(block, type, Set.of("type"), id);
            case "header" -> {
                keys(block, type, Set.of("type", "text"), id);
                plain(block.path("text"), type, 150);
            }
            case "context" -> {
                keys(block, type, Set.of("type", "elements"), id);
                count(block.path("elements"), type, 1, 10);
                block.path("elements").forEach(element -> text(element, type, 3_000));
            }
            case "section" -> {
                keys(block, type, Set.of("type", "text"), id);
                text(block.path("text"), type, 3_000);
            }
            case "actions" -> {
                keys(block, type, Set.of("type", "elements"), id);
                count(block.path("elements"), type, 1, 25);
                actionIds(block);
                block.path("elements").forEach(this::button);
            }
            case "context_actions" -> {
                keys(block, type, Set.of("type", "elements"), id);
                count(block.path("elements"), type, 1, 5);
                actionIds(block);
                block.path("elements").forEach(this::feedback);
            }
            case "table" -> table(block);
            case "input" -> input(block);
            default -> problem(type, "unknown block");
        }
    }

    private void text(JsonNode object, String where, int most) {
        if (object.path("type").asText().equals("plain_text")) {
            plain(object, where, most);
            return;
        }
        keys(object, where, Set.of("type", "text"), Set.of("verbatim"));
        type(object, "mrkdwn");
        flag(object.path("verbatim"), where);
        mrkdwn(object.path("text"), where, most);
    }

    private void actionIds(JsonNode block) {
        Set<String> ids = new HashSet<>();
        for (JsonNode element : block.path("elements")) {
            length(element.path("action_id"), "action_id", 1, 255);
            if (!ids.add(element.path("action_id").asText())) {
                problem("action_id", element.path("action_id").asText() + " twice");
            }
        }
    }

    private void button(JsonNode button) {
        keys(button, "button", Set.of("type", "text", "action_id"), Set.of("value", "style", "confirm"));
        type(button, "button");
        plain(button.path("text"), "button", 75);
        length(button.path("value"), "button value", 1, 2_000);
        oneOf(button.path("style"), "button style", Set.of("primary", "danger"));
        JsonNode confirm = button.path("confirm");
        if (!confirm.isMissingNode()) {
            keys(confirm, "confirm", Set.of("title", "text", "confirm", "deny"), Set.of("style"));
            plain(confirm.path("title"), "confirm title", 100);
            plain(confirm.path("text"), "confirm text", 300);
            plain(confirm.path("confirm"), "confirm yes", 30);
            plain(confirm.path("deny"), "confirm no", 30);
            oneOf(confirm.path("style"), "confirm style", Set.of("primary", "danger"));
        }
    }

    private void feedback(JsonNode element) {
        keys(element, "feedback", Set.of("type", "positive_button", "negative_button"), Set.of("action_id"));
        type(element, "feedback_buttons");
        for (String name : List.of("positive_button", "negative_button")) {
            JsonNode button = element.path(name);
            keys(button, name, Set.of("text", "value"), Set.of("accessibility_label"));
            plain(button.path("text"), name, 75);
            length(button.path("value"), name, 1, 2_000);
            length(button.path("accessibility_label"), name, 1, 75);
        }
    }

    private void table(JsonNode table) {
        keys(table, "table", Set.of("type", "rows"), Set.of("block_id", "column_settings"));
        count(table.path("rows"), "table rows", 1, 100);
        int columns = table.path("rows").path(0).size();
        for (JsonNode row : table.path("rows")) {
            count(row, "table row", 1, 20);
            if (row.size() != columns) {
                problem("table", "rows of different length");
            }
            for (JsonNode cell : row) {
                if (cell.path("type").asText().equals("raw_text")) {
                    length(cell.path("text"), "cell", 1, Integer.MAX_VALUE);
                } else {
                    type(cell, "rich_text");
                    richText(cell);
                }
            }
        }
        if (table.path("column_settings").size() > 20) {
            problem("table", "too many column settings");
        }
        for (JsonNode setting : table.path("column_settings")) {
            keys(setting, "column", Set.of(), Set.of("align", "is_wrapped"));
            flag(setting.path("is_wrapped"), "column");
            oneOf(setting.path("align"), "column", Set.of("left", "center", "right"));
        }
    }

    private void richText(JsonNode block) {
        keys(block, "rich_text", Set.of("type", "elements"), Set.of("block_id"));
        count(block.path("elements"), "rich_text", 1, Integer.MAX_VALUE);
        for (JsonNode element : block.path("elements")) {
            String type = element.path("type").asText();
            switch (type) {
                case "rich_text_section" -> section(element);
                case "rich_text_quote" -> {
                    keys(element, type, Set.of("type", "elements"), Set.of("border"));
                    inline(element, type, true);
                }
                case "rich_text_preformatted" -> {
                    keys(element, type, Set.of("type", "elements"), Set.of("border"));
                    number(element.path("border"), type, 0, 1);
                    inline(element, type, false);
                }
                case "rich_text_list" -> {
                    keys(element, type, Set.of("type", "elements", "style"), Set.of("indent", "offset", "border"));
                    oneOf(element.path("style"), type, Set.of("bullet", "ordered"));
                    number(element.path("indent"), type, 0, 8);
                    number(element.path("offset"), type, 0, Integer.MAX_VALUE);
                    number(element.path("border"), type, 0, 1);
                    count(element.path("elements"), type, 1, Integer.MAX_VALUE);
                    element.path("elements").forEach(this::section);
                }
                default -> problem(type, "unknown part of a rich text");
            }
        }
    }

    private void section(JsonNode section) {
        keys(section, "rich_text_section", Set.of("type", "elements"), Set.of());
        type(section, "rich_text_section");
        inline(section, "rich_text_section", true);
    }

    private void inline(JsonNode parent, String where, boolean styled) {
        count(parent.path("elements"), where, 1, Integer.MAX_VALUE);
        for (JsonNode element : parent.path("elements")) {
            String type = element.path("type").asText();
            if (type.equals("text")) {
                keys(element, type, Set.of("type", "text"), Set.of("style"));
            } else if (type.equals("link")) {
                keys(element, type, Set.of("type", "url"), Set.of("style", "text"));
                if (!element.path("url").asText().matches("https?://[^\\s<>|]{1,2990}")) {
                    problem(where, "link to " + element.path("url"));
                }
            } else {
                problem(where, "a " + type + " is a mention or worse");
            }
            length(element.path("text"), where, 1, Integer.MAX_VALUE);
            JsonNode style = element.path("style");
            if (!style.isMissingNode() && (!styled || style.isEmpty())) {
                problem(where, "style " + style);
            }
            keys(style.isMissingNode() ? MAPPER.createObjectNode() : style, where, Set.of(), STYLES);
            style.forEach(value -> flag(value, where));
        }
    }

    private void input(JsonNode input) {
        keys(input, "input", Set.of("type", "label", "element"), Set.of("block_id", "optional"));
        plain(input.path("label"), "label", 2_000);
        flag(input.path("optional"), "optional");
        JsonNode element = input.path("element");
        length(element.path("action_id"), "action_id", 1, 255);
        if (element.path("type").asText().equals("plain_text_input")) {
            keys(
                    element,
                    "plain_text_input",
                    Set.of("type", "action_id"),
                    Set.of("multiline", "max_length", "initial_value"));
            flag(element.path("multiline"), "multiline");
            number(element.path("max_length"), "max_length", 1, 3_000);
            length(
                    element.path("initial_value"),
                    "initial_value",
                    1,
                    element.path("max_length").asInt(3_000));
        } else {
            type(element, "static_select");
            keys(element, "static_select", Set.of("type", "action_id", "options"), Set.of("initial_option"));
            count(element.path("options"), "options", 1, 100);
            Set<String> values = new HashSet<>();
            boolean found = element.path("initial_option").isMissingNode();
            for (JsonNode option : element.path("options")) {
                keys(option, "option", Set.of("text", "value"), Set.of());
                plain(option.path("text"), "option", 75);
                length(option.path("value"), "option", 1, 150);
                if (!values.add(option.path("value").asText())) {
                    problem("option", "twice");
                }
                found |= option.equals(element.path("initial_option"));
            }
            if (!found) {
                problem("initial_option", "is none of the options");
            }
        }
    }
}
