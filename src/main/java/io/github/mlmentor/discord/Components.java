package io.github.mlmentor.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.layout.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The shapes of Discord's components that we use, with their limits. */
final class Components {
    static final int LABEL = 80;
    static final int BUTTONS_IN_A_ROW = 5;

    static final int SELECT = 3;
    static final int TEXT_INPUT = 4;
    static final int LABELLED = 18;

    static final int ROW = 1;
    private static final int BUTTON = 2;
    private static final int TEXT = 10;
    private static final int SEPARATOR = 14;
    private static final int CONTAINER = 17;

    private static final int PRIMARY = 1;
    private static final int SECONDARY = 2;
    private static final int DANGER = 4;

    private static final int SUPPRESS_EMBEDS = 1 << 2;
    private static final int COMPONENTS_V2 = 1 << 15;

    private static final Pattern NOTHING = Pattern.compile("[\\s\\p{Z}\\p{Cf}]*");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Components() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode object(int type) {
        return object().put("type", type);
    }

    static String write(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    /** A message of components. */
    static String message(ArrayNode components) {
        ObjectNode message = payload(COMPONENTS_V2 | SUPPRESS_EMBEDS);
        message.set("components", components);
        return write(message);
    }

    /** A message of one text that is Markdown already. */
    static String text(String markdown) {
        ArrayNode components = MAPPER.createArrayNode();
        components.add(object(TEXT).put("content", visible(markdown)));
        return message(components);
    }

    /** A message of words alone. */
    static String plain(String content) {
        return write(payload(SUPPRESS_EMBEDS).put("content", visible(content)));
    }

    private static ObjectNode payload(int flags) {
        ObjectNode payload = object().put("flags", flags);
        payload.putObject("allowed_mentions").putArray("parse");
        return payload;
    }

    /**
     * The components of pieces. Words that follow each other are one text; a line is drawn only between two things.
     *
     * @param card whether they stand in a frame of their own
     */
    static ArrayNode of(List<Piece> pieces, boolean card) {
        ArrayNode components = MAPPER.createArrayNode();
        List<Piece> words = new ArrayList<>();
        ObjectNode line = null;
        for (Piece piece : pieces) {
            if (!(piece instanceof Piece.Fixed fixed)) {
                if (line != null && words.isEmpty()) {
                    components.add(line);
                    line = null;
                }
                words.add(piece);
                continue;
            }
            flush(words, components);
            if (fixed.block().path("type").asInt() == SEPARATOR) {
                line = components.isEmpty() ? null : fixed.block();
            } else {
                if (line != null) {
                    components.add(line);
                    line = null;
                }
                components.add(fixed.block());
            }
        }
        flush(words, components);
        if (!card) {
            return components;
        }
        ArrayNode framed = MAPPER.createArrayNode();
        framed.add(object(CONTAINER).set("components", components));
        return framed;
    }

    private static void flush(List<Piece> words, ArrayNode components) {
        if (!words.isEmpty()) {
            components.add(object(TEXT).put("content", visible(Texts.of(words))));
            words.clear();
        }
    }

    /** Discord refuses what nobody can see. */
    private static String visible(String text) {
        return NOTHING.matcher(text).matches() ? "…" : text;
    }

    /** How many components these are, with those inside of others. */
    static int count(JsonNode components) {
        int count = 0;
        for (JsonNode component : components) {
            count += 1 + count(component.path("components"));
        }
        return count;
    }

    /** How many characters their texts have together. */
    static int length(JsonNode components) {
        int length = 0;
        for (JsonNode component : components) {
            length += component.path("content").asText().length() + length(component.path("components"));
        }
        return length;
    }

    static ObjectNode separator() {
        return object(SEPARATOR).put("divider", true).put("spacing", 1);
    }

    /**
     * A button.
     *
     * @param taken the ids of the message's other buttons; is added to
     */
    static ObjectNode button(Action action, Set<String> taken) {
        String label = Markup.plain(action.label(), LABEL);
        return button(new CustomId(action.id(), action.value()), taken)
                .put(
                        "style",
                        switch (action.weight()) {
                            case PRIMARY -> PRIMARY;
                            case NORMAL -> SECONDARY;
                            case DANGER -> DANGER;
                        })
                .put("label", NOTHING.matcher(label).matches() ? action.id() : label);
    }

    /** A button that shows an emoji and nothing else. */
    static ObjectNode button(CustomId id, String emoji, Set<String> taken) {
        ObjectNode button = button(id, taken).put("style", SECONDARY);
        button.putObject("emoji").put("name", emoji);
        return button;
    }

    private static ObjectNode button(CustomId id, Set<String> taken) {
        return object(BUTTON).put("custom_id", id.written(taken));
    }

    /** Buttons in as many rows as they need. */
    static List<ObjectNode> rows(List<ObjectNode> buttons) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int from = 0; from < buttons.size(); from += BUTTONS_IN_A_ROW) {
            ObjectNode row = object(ROW);
            row.putArray("components").addAll(buttons.subList(from, Math.min(buttons.size(), from + BUTTONS_IN_A_ROW)));
            rows.add(row);
        }
        return rows;
    }
}
