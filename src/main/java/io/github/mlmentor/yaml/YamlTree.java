package io.github.mlmentor.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A parsed YAML document with the line of every value. Immutable by convention: nobody changes {@link #root()}. */
public final class YamlTree {
    /** In texts, "no" and "on" are words; only true and false are truth values. */
    private static final YAMLFactory YAML =
            new YAMLFactory().enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS);
    /** The places in the parser's message: first where a construct begins, last where it goes wrong. */
    private static final Pattern PLACE = Pattern.compile("(?m)^ in 'reader', line (\\d+)");

    private final JsonNode root;
    private final Map<String, Integer> lines;

    private YamlTree(JsonNode root, Map<String, Integer> lines) {
        this.root = root;
        this.lines = lines;
    }

    /**
     * Parses one document. Scalars keep their YAML types; dates stay strings, and so do numbers that would not print as they
     * are written, because they may be names ({@code 007}). An empty text is an empty object.
     *
     * @param firstLine the line number that the text's first line has in its file, from 1
     * @throws YamlException when it is not YAML, a key stands twice, or something stands there that would be lost: an alias, a
     *     second document
     */
    public static YamlTree parse(String text, int firstLine) {
        Map<String, Integer> lines = new HashMap<>();
        try (YAMLParser parser = YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                return new YamlTree(JsonNodeFactory.instance.objectNode(), lines);
            }
            JsonNode root = read(parser, "", firstLine - 1, lines);
            if (parser.nextToken() != null) {
                throw new YamlException(
                        parser.currentTokenLocation().getLineNr() + firstLine - 1, "a second document begins");
            }
            return new YamlTree(root.isNull() ? JsonNodeFactory.instance.objectNode() : root, lines);
        } catch (JsonProcessingException e) {
            throw new YamlException(line(e) + firstLine - 1, problem(e.getOriginalMessage()));
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

    /** Where it goes wrong; what is never closed goes wrong where it was opened. */
    private static int line(JsonProcessingException e) {
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        boolean unclosed = e.getOriginalMessage().contains("end of stream")
                || e.getOriginalMessage().contains("<stream end>");
        Matcher place = PLACE.matcher(e.getOriginalMessage());
        for (boolean found = place.find(); found; found = !unclosed && place.find()) {
            line = Integer.parseInt(place.group(1));
        }
        return line;
    }

    /** What the parser says without the indented lines, which show the text and with it perhaps a secret. */
    private static String problem(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(": "));
    }

    private static JsonNode read(YAMLParser parser, String path, int offset, Map<String, Integer> lines)
            throws IOException {
        lines.putIfAbsent(path, parser.currentTokenLocation().getLineNr() + offset);
        if (parser.isCurrentAlias()) {
            throw new YamlException(
                    parser.currentTokenLocation().getLineNr() + offset,
                    "an alias (*) is not resolved; write the value out, or quote a text that starts with *");
        }
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
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            default -> JsonNodeFactory.instance.textNode(parser.getText());
        };
    }

    private static JsonNode number(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.toString().equals(text)) {
                return number.scale() == 0
                        ? JsonNodeFactory.instance.numberNode(number.unscaledValue())
                        : DecimalNode.valueOf(number);
            }
        } catch (NumberFormatException e) {
            // Not a decimal number: hexadecimal, with underscores, infinite.
        }
        return JsonNodeFactory.instance.textNode(text);
    }

    private static ObjectNode readObject(YAMLParser parser, String path, int offset, Map<String, Integer> lines)
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
