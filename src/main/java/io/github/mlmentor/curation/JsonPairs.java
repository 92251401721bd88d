package io.github.mlmentor.curation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.knowledge.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Pairs in JSON: an array of objects, one object a line, an object with such an array in it (schema.org's FAQPage is one), or an
 * object from questions to answers.
 */
final class JsonPairs {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Where an answer's text stands when it is an object. */
    private static final List<String> INNER = List.of("text", "answer", "body", "value");

    private final String file;
    private final Fields fields;
    private final List<Problem> problems;
    private final List<Pair> pairs = new ArrayList<>();
    /** How many lines stand before what is being parsed. */
    private int before;

    private JsonPairs(String file, Fields fields, List<Problem> problems) {
        this.file = file;
        this.fields = fields;
        this.problems = problems;
    }

    static List<Pair> read(String file, String text, Fields fields, List<Problem> problems) {
        JsonPairs reader = new JsonPairs(file, fields, problems);
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            // Each line for itself, so that a broken one does not hide those behind it.
            List<String> lines = text.lines().toList();
            for (reader.before = 0; reader.before < lines.size(); reader.before++) {
                if (!lines.get(reader.before).isBlank()) {
                    reader.parse(lines.get(reader.before), "mend the line");
                }
            }
        } else {
            reader.parse(text, "mend the JSON; what stands before it was read");
        }
        return reader.pairs;
    }

    private void parse(String text, String mend) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            all(parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            problems.add(Problem.fatal(file, before + line, "bad-json", e.getOriginalMessage(), mend));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int line(JsonParser parser) {
        return before + parser.currentTokenLocation().getLineNr();
    }

    private void all(JsonParser parser) throws IOException {
        boolean any = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            any = true;
            if (token == JsonToken.START_ARRAY) {
                array(parser);
            } else if (token == JsonToken.START_OBJECT) {
                object(parser);
            } else {
                unusable(line(parser), "not-a-pair", "this is no object");
            }
        }
        if (!any) {
            unusable(1, "empty", "the file says nothing");
        }
    }

    /** Each entry is read where it stands, so that it has a line. */
    private void array(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int line = line(parser);
            JsonNode entry = parser.readValueAsTree();
            if (entry instanceof ObjectNode object) {
                pair(line, object);
            } else {
                unusable(line, "not-a-pair", "an entry is no object");
            }
        }
    }

    /** A pair, or a wrapper around an array of pairs, or questions as keys. */
    private void object(JsonParser parser) throws IOException {
        int line = line(parser);
        ObjectNode object = MAPPER.createObjectNode();
        List<Integer> lines = new ArrayList<>();
        boolean wrapper = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            lines.add(line(parser));
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY && !isList(name)) {
                wrapper = true;
                array(parser);
            } else {
                object.set(name, parser.readValueAsTree());
            }
        }
        if (wrapper) {
            return;
        }
        boolean isPair = find("question", object) != null || find("answer", object) != null;
        boolean isMap = !object.isEmpty()
                && StreamSupport.stream(object.spliterator(), false).allMatch(JsonNode::isTextual);
        if (isPair || !isMap) {
            pair(line, object);
            return;
        }
        int number = 0;
        for (var entry : object.properties()) {
            add(lines.get(number++), entry.getKey(), entry.getValue().asText(), MAPPER.createObjectNode());
        }
    }

    private static boolean isList(String name) {
        return Set.of(
                        "asks",
                        "alternatives",
                        "variants",
                        "tags",
                        "roles",
                        "duties",
                        "skills",
                        "resources",
                        "aliases",
                        "compares",
                        "see_also",
                        "prerequisites",
                        "keywords",
                        "answer")
                .contains(name);
    }

    private void pair(int line, ObjectNode object) {
        String question = find("question", object);
        String answer = find("answer", object);
        if (question == null || answer == null) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            problems.add(Problem.fatal(
                    file,
                    line,
                    "not-a-pair",
                    "no key is called " + fields.names(question == null ? "question" : "answer") + ", but "
                            + (names.isEmpty() ? "there is none" : String.join(", ", names)),
                    "say which it is with --column " + (question == null ? "question" : "answer") + "=NAME"));
            return;
        }
        add(line, text(object.path(question)), text(object.path(answer)), object);
    }

    private void add(int line, String question, String answer, ObjectNode object) {
        if (question.isBlank() || answer.isBlank()) {
            problems.add(Problem.fatal(
                    file,
                    line,
                    question.isBlank() ? "no-question" : "no-answer",
                    question.isBlank() ? "the question is empty" : "\"" + question.strip() + "\" has no answer",
                    "write it or remove the entry"));
            return;
        }
        pairs.add(new Pair(file, line, Texts.question(question), Texts.answer(answer), fields.of(object)));
    }

    private @Nullable String find(String meaning, ObjectNode object) {
        return fields.find(meaning, (Iterable<String>) object::fieldNames);
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonPairs::text)
                    .collect(Collectors.joining("\n\n"));
        }
        for (String inner : value.isObject() ? INNER : List.<String>of()) {
            if (value.path(inner).isTextual()) {
                return value.path(inner).asText();
            }
        }
        return value.isNull() ? "" : value.asText();
    }

    private void unusable(int line, String rule, String message) {
        problems.add(Problem.fatal(
                file, line, rule, message, "write objects with a question and an answer, in an array or one a line"));
    }
}
