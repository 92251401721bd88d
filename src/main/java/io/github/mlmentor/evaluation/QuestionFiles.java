package io.github.mlmentor.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads labelled questions: one JSON object a line, in one file or in all {@code .jsonl} files of a folder. */
public final class QuestionFiles {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final String OTHER_LANGUAGE = "other_language";
    private static final Set<String> DECISIONS =
            Set.of("answered", "clarify", "declined", "not_found", "off_topic", OTHER_LANGUAGE);

    private QuestionFiles() {}

    /**
     * Reads a file or folder.
     *
     * @throws IllegalArgumentException when a line is not a question, with file and line
     * @throws UncheckedIOException when it cannot be read
     */
    public static List<LabelledQuestion> read(Path path) {
        try {
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("there is no " + path + "; name a .jsonl file or a folder of them");
            }
            List<LabelledQuestion> questions = new ArrayList<>();
            for (Path file : files(path)) {
                int number = 0;
                for (String line : lines(file)) {
                    number++;
                    if (!line.isBlank()) {
                        questions.add(question(file, number, line));
                    }
                }
            }
            return questions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        try (Stream<Path> list = Files.list(path)) {
            return list.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": not UTF-8", e);
        }
    }

    private static LabelledQuestion question(Path file, int number, String line) {
        String place = file + ":" + number;
        try {
            JsonNode json = MAPPER.readTree(line);
            if (!json.path("question").isTextual()) {
                throw new IllegalArgumentException(
                        place + ": \"question\" is missing; each line is {\"question\": …, \"relevant\": […]}");
            }
            List<String> relevant = texts(place, json, "relevant");
            String decision = json.path("decision").asText(relevant.isEmpty() ? "" : LabelledQuestion.ANSWERED);
            if (!decision.isEmpty() && !DECISIONS.contains(decision)) {
                throw new IllegalArgumentException(place + ": \"decision\" is \"" + decision + "\"; use one of "
                        + String.join(", ", new TreeSet<>(DECISIONS)) + ", or leave it out");
            }
            return new LabelledQuestion(
                    json.path("id").asText(Integer.toString(number)),
                    String.valueOf(file.getFileName()).replaceFirst("\\.jsonl$", ""),
                    json.path("split").asText("report"),
                    json.path("question").asText(),
                    texts(place, json, "history"),
                    relevant,
                    // Another language is told apart from "not found" by its reason only.
                    decision.equals(OTHER_LANGUAGE) ? "not_found" : decision,
                    json.path("kind").asText(""),
                    filter(place, json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(place + ": not JSON", e);
        }
    }

    private static Map<String, String> filter(String place, JsonNode json) {
        JsonNode fields = json.path("filter");
        if (!fields.isObject() && !fields.isMissingNode()) {
            throw new IllegalArgumentException(place + ": \"filter\" has no names; write {\"course\": \"…\"}");
        }
        Map<String, String> filter = new HashMap<>();
        fields.properties().forEach(field -> {
            if (!field.getValue().isValueNode() || field.getValue().isNull()) {
                throw new IllegalArgumentException(place + ": \"filter\" asks for something other than one value of \""
                        + field.getKey() + "\"; write one text, number, or true or false");
            }
            filter.put(field.getKey(), field.getValue().asText());
        });
        return filter;
    }

    private static List<String> texts(String place, JsonNode json, String name) {
        JsonNode array = json.path(name);
        if (!array.isArray() && !array.isMissingNode()) {
            throw new IllegalArgumentException(place + ": \"" + name + "\" is no list; write [\"…\"]");
        }
        List<String> texts = new ArrayList<>();
        array.forEach(item -> {
            if (!item.isValueNode() || item.isNull()) {
                throw new IllegalArgumentException(
                        place + ": \"" + name + "\" has an entry that is no text; write [\"…\"]");
            }
            texts.add(item.asText());
        });
        return texts;
    }
}
