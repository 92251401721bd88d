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
import java.util.List;
import java.util.stream.Stream;

/** Reads labelled questions: one JSON object a line, in one file or in all {@code .jsonl} files of a folder. */
public final class QuestionFiles {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
            String decision = json.path("decision").asText(json.has("relevant") ? "answered" : "");
            return new LabelledQuestion(
                    json.path("id").asText(Integer.toString(number)),
                    String.valueOf(file.getFileName()).replaceFirst("\\.jsonl$", ""),
                    json.path("split").asText("report"),
                    json.path("question").asText(),
                    texts(place, json, "history"),
                    texts(place, json, "relevant"),
                    // Another language is told apart from "not found" by its reason only.
                    decision.equals("other_language") ? "not_found" : decision,
                    json.path("kind").asText(""));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(place + ": not JSON", e);
        }
    }

    private static List<String> texts(String place, JsonNode json, String name) {
        JsonNode array = json.path(name);
        if (!array.isArray() && !array.isMissingNode()) {
            throw new IllegalArgumentException(place + ": \"" + name + "\" is no list; write [\"…\"]");
        }
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
