package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Slack's documented limits of blocks and views. */
public final class BlockRules {
    private static final int ALL_TEXT = 13_200;

    private final List<String> problems = new ArrayList<>();
    private final ElementRules elements = new ElementRules(problems::add);
    private final Set<String> blockIds = new HashSet<>();
    private final boolean message;
    private int markdown;
    private int tables;

    private BlockRules(boolean message) {
        this.message = message;
    }

    /** What Slack would refuse in the blocks of a message. */
    public static List<String> ofMessage(JsonNode blocks) {
        BlockRules rules = new BlockRules(true);
        rules.blocks(blocks, 50);
        return rules.problems;
    }

    /** What Slack would refuse in a modal or a Home tab. */
    public static List<String> ofView(JsonNode view) {
        BlockRules rules = new BlockRules(false);
        rules.view(view);
        return rules.problems;
    }

    /** Whether all texts together are longer than Slack takes in one message. */
    public static boolean tooLong(JsonNode blocks) {
        return length(blocks) > ALL_TEXT;
    }

    private static int length(JsonNode node) {
        int sum = 0;
        for (JsonNode child : node) {
            sum += length(child);
        }
        String text = node.path("text").isTextual() ? node.path("text").asText() : "";
        return sum + text.codePointCount(0, text.length());
    }

    private void view(JsonNode view) {
        String type = view.path("type").asText();
        if (!type.equals("modal") && !type.equals("home")) {
            problems.add("view/type: unsupported " + type);
        }
        if (type.equals("modal")) {
            elements.plain(view.path("title"), 24, false, "view/title");
            boolean asks = Json.stream(view.path("blocks"))
                    .anyMatch(block -> block.path("type").asText().equals("input"));
            elements.plain(view.path("submit"), 24, !asks, "view/submit");
            elements.plain(view.path("close"), 24, true, "view/close");
        }
        elements.most(view.path("private_metadata").asText(), 3000, "view/private_metadata");
        elements.most(view.path("callback_id").asText(), 255, "view/callback_id");
        elements.most(view.path("external_id").asText(), 255, "view/external_id");
        blocks(view.path("blocks"), 100);
    }

    private void blocks(JsonNode blocks, int most) {
        if (!blocks.isArray()) {
            problems.add("blocks: must be an array");
            return;
        }
        if (blocks.size() > most) {
            problems.add("blocks: " + blocks.size() + " items, " + most + " allowed");
        }
        for (int i = 0; i < blocks.size(); i++) {
            block(blocks.get(i), "blocks/" + i);
        }
        if (markdown > 12_000) {
            problems.add("markdown blocks: " + markdown + " characters, 12000 allowed");
        }
        if (tables > 1) {
            problems.add("blocks: only one table allowed");
        }
    }

    private void block(JsonNode block, String where) {
        String id = block.path("block_id").asText();
        elements.most(id, 255, where + "/block_id");
        if (!id.isEmpty() && !blockIds.add(id)) {
            problems.add(where + ": block_id " + id + " already exists");
        }
        switch (block.path("type").asText()) {
            case "section" -> section(block, where);
            case "header" -> elements.plain(block.path("text"), 150, false, where + "/text");
            case "markdown" -> {
                String text = block.path("text").asText();
                need(!text.isEmpty(), where + "/text: missing");
                markdown += text.codePointCount(0, text.length());
            }
            case "context" -> context(block, where);
            case "actions" -> elements(block, 25, where);
            case "context_actions" -> {
                need(message, where + ": context_actions only in messages");
                elements(block, 5, where);
            }
            case "image" -> image(block, where);
            case "input" -> {
                elements.plain(block.path("label"), 2000, false, where + "/label");
                elements.plain(block.path("hint"), 2000, true, where + "/hint");
                elements.check(block.path("element"), where + "/element");
            }
            case "table" -> table(block, where);
            case "rich_text" -> need(block.path("elements").isArray(), where + "/elements: missing");
            case "divider", "video", "file", "task_card", "plan" -> {}
            default ->
                problems.add(where + ": unsupported type: " + block.path("type").asText());
        }
    }

    private void section(JsonNode block, String where) {
        JsonNode fields = block.path("fields");
        need(block.has("text") || !fields.isEmpty(), where + ": text or fields needed");
        if (block.has("text")) {
            text(block.path("text"), 3000, where + "/text");
        }
        need(fields.size() <= 10, where + "/fields: " + fields.size() + " items, 10 allowed");
        fields.forEach(field -> text(field, 2000, where + "/fields"));
        if (block.has("accessory")) {
            elements.check(block.path("accessory"), where + "/accessory");
        }
    }

    private void context(JsonNode block, String where) {
        JsonNode parts = block.path("elements");
        need(!parts.isEmpty() && parts.size() <= 10, where + "/elements: " + parts.size() + " items, 1 to 10 allowed");
        parts.forEach(part -> {
            if (part.path("type").asText().equals("image")) {
                image(part, where + "/elements");
            } else {
                text(part, 3000, where + "/elements");
            }
        });
    }

    private void elements(JsonNode block, int most, String where) {
        JsonNode parts = block.path("elements");
        need(
                !parts.isEmpty() && parts.size() <= most,
                where + "/elements: " + parts.size() + " items, 1 to " + most + " allowed");
        boolean context = block.path("type").asText().equals("context_actions");
        for (int i = 0; i < parts.size(); i++) {
            String type = parts.get(i).path("type").asText();
            boolean small = type.equals("feedback_buttons") || type.equals("icon_button");
            need(context == small, where + "/elements/" + i + ": " + type + " not allowed here");
            elements.check(parts.get(i), where + "/elements/" + i);
        }
    }

    private void image(JsonNode image, String where) {
        need(image.has("image_url") || image.has("slack_file"), where + ": image_url needed");
        elements.most(image.path("image_url").asText(), 3000, where + "/image_url");
        need(!image.path("alt_text").asText().isEmpty(), where + ": alt_text needed");
        elements.most(image.path("alt_text").asText(), 2000, where + "/alt_text");
    }

    private void table(JsonNode table, String where) {
        tables++;
        JsonNode rows = table.path("rows");
        need(!rows.isEmpty() && rows.size() <= 100, where + "/rows: " + rows.size() + " items, 1 to 100 allowed");
        rows.forEach(row -> need(row.size() <= 20, where + "/rows: " + row.size() + " cells, 20 allowed"));
    }

    private void text(JsonNode text, int most, String where) {
        String type = text.path("type").asText();
        need(type.equals("plain_text") || type.equals("mrkdwn"), where + ": unsupported type: " + type);
        need(!text.path("text").asText().isEmpty(), where + ": must be more than 0 characters");
        elements.most(text.path("text").asText(), most, where);
    }

    private void need(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            problems.add(otherwise);
        }
    }
}
