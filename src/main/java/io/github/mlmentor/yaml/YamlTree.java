package io.github.mlmentor.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** A parsed YAML document with the line of every value. Immutable by convention: nobody changes {@link #root()}. */
public final class YamlTree {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final JsonNode root;
    private final Map<String, Integer> lines;

    private YamlTree(JsonNode root, Map<String, Integer> lines) {
        this.root = root;
        this.lines = lines;
    }

    /**
     * Parses one document. Scalars keep their YAML types; dates stay strings. An empty text is an empty object.
     *
     * @param firstLine the line number that the text's first line has in its file, from 1
     * @throws YamlException when it is not YAML, or a key stands twice
     */
    public static YamlTree parse(String text, int firstLine) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                return new YamlTree(JsonNodeFactory.instance.objectNode(), lines);
            }
            JsonNode root = read(parser, "", firstLine - 1, lines);
            return new YamlTree(root.isNull() ? JsonNodeFactory.instance.objectNode() : root, lines);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new YamlException(
                    line + firstLine - 1,
                    e.getOriginalMessage().lines().findFirst().orElse("not YAML"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode root() {
        return root;
    }

    /**
     * The line of a value, or of the nearest thing around it that has one.
     *
     * @param path keys and indexes joined by {@code /}, for example {@code resources/3}; empty for the root
     */
    public int line(String path) {
        for (String at = path; ; at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            Integer line = lines.get(at);
            if (line != null || at.isEmpty()) {
                return line == null ? 1 : line;
            }
        }
    }

    private static JsonNode read(JsonParser parser, String path, int offset, Map<String, Integer> lines)
            throws IOException {
        lines.putIfAbsent(path, parser.currentTokenLocation().getLineNr() + offset);
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> readObject(parser, path, offset, lines);
            case START_ARRAY -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(parser, join(path, Integer.toString(array.size())), offset, lines));
                }
                yield array;
            }
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            case VALUE_TRUE, VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NUMBER_INT -> JsonNodeFactory.instance.numberNode(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> JsonNodeFactory.instance.numberNode(parser.getDoubleValue());
            default -> JsonNodeFactory.instance.textNode(parser.getText());
        };
    }

    private static ObjectNode readObject(JsonParser parser, String path, int offset, Map<String, Integer> lines)
            throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int line = parser.currentTokenLocation().getLineNr() + offset;
            if (object.has(name)) {
                throw new YamlException(line, "the key \"" + name + "\" stands twice");
            }
            lines.put(join(path, name), line);
            parser.nextToken();
            object.set(name, read(parser, join(path, name), offset, lines));
        }
        return object;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
