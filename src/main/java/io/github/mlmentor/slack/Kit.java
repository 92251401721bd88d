package io.github.mlmentor.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Numbered;
import io.github.mlmentor.layout.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The shapes of Block Kit that we use, with their limits. */
final class Kit {
    static final int BUTTON_TEXT = 75;
    static final int VALUE = 2_000;
    static final int HEADER = 150;
    static final int BUTTONS_IN_A_BLOCK = 25;

    private static final int IDENTIFIER = 255;
    /** Far below what a message takes, so that there is always one for a block of buttons with its labels as text. */
    private static final int BLOCK_LENGTH = 5_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Kit() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode object(String type) {
        return object().put("type", type);
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static String write(Object json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    static ObjectNode plainText(String text, int limit) {
        return object("plain_text").put("text", Mrkdwn.plain(text, limit)).put("emoji", false);
    }

    static ObjectNode header(String text) {
        ObjectNode header = object("header");
        header.set("text", plainText(text, HEADER));
        return header;
    }

    /** Small grey words. */
    static ObjectNode context(String mrkdwn) {
        ObjectNode context = object("context");
        context.putArray("elements").add(object("mrkdwn").put("text", mrkdwn).put("verbatim", true));
        return context;
    }

    /** The elements of a rich text; never none, because Slack refuses empty texts and empty sections. */
    static ArrayNode richElements(List<Run> runs) {
        ArrayNode elements = array();
        for (Run run : runs) {
            if (run.text().isEmpty()) {
                continue;
            }
            ObjectNode element =
                    run.url() == null ? object("text") : object("link").put("url", run.url());
            element.put("text", run.text());
            if (!run.styles().isEmpty()) {
                ObjectNode style = element.putObject("style");
                flag(style, "bold", run, Span.Style.STRONG);
                flag(style, "italic", run, Span.Style.EMPHASIS);
                flag(style, "code", run, Span.Style.CODE);
            }
            elements.add(element);
        }
        if (elements.isEmpty()) {
            elements.add(object("text").put("text", " "));
        }
        return elements;
    }

    private static void flag(ObjectNode style, String name, Run run, Span.Style wanted) {
        if (run.styles().contains(wanted)) {
            style.put(name, true);
        }
    }

    static ObjectNode button(Action action) {
        if (action.value().length() > VALUE
                || action.id().isEmpty()
                || action.id().length() > IDENTIFIER - Numbered.LONGEST) {
            throw new IllegalArgumentException("Slack does not take a button like " + action.id() + " with a value of "
                    + action.value().length() + " characters");
        }
        ObjectNode button = object("button").put("action_id", action.id());
        String label = Mrkdwn.plain(action.label(), BUTTON_TEXT);
        button.set("text", plainText(label.isEmpty() ? action.id() : label, BUTTON_TEXT));
        String value = Characters.clean(action.value());
        if (!value.isEmpty()) {
            button.put("value", value);
        }
        if (action.weight() != Action.Weight.NORMAL) {
            button.put("style", action.weight() == Action.Weight.PRIMARY ? "primary" : "danger");
        }
        return button;
    }

    /** Has a button ask back before it does something. */
    static void confirm(ObjectNode button, String title, String text, String yes, String no) {
        ObjectNode confirm = button.putObject("confirm");
        confirm.set("title", plainText(title, 100));
        confirm.set("text", plainText(text, 300));
        confirm.set("confirm", plainText(yes, 30));
        confirm.set("deny", plainText(no, 30));
        confirm.put("style", "danger");
    }

    /** Buttons in as many blocks as they need, each with an id of its own in its block. */
    static List<ObjectNode> actions(List<ObjectNode> buttons) {
        List<ObjectNode> blocks = new ArrayList<>();
        ArrayNode elements = array();
        Set<String> taken = new HashSet<>();
        int length = 0;
        for (ObjectNode button : buttons) {
            String label = button.path("text").path("text").asText();
            int more = write(button).length() + Mrkdwn.escape(label).length();
            if (elements.isEmpty() || elements.size() == BUTTONS_IN_A_BLOCK || length + more > BLOCK_LENGTH) {
                ObjectNode block = object("actions");
                elements = block.putArray("elements");
                taken.clear();
                length = 0;
                blocks.add(block);
            }
            button.put("action_id", Numbered.free(button.path("action_id").asText(), taken));
            elements.add(button);
            length += more;
        }
        return blocks;
    }
}
