package io.github.mlmentor.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionFilesTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void everyFieldIsRead() throws IOException {
        Path file = file("followups.jsonl", """
                {"id": "f1", "kind": "follow_up", "split": "tune", "history": ["what is docker"], "question": "is it hard", "relevant": ["docker", "k8s"], "filter": {"course": "ops", "cohort": 2026, "paid": true}}
                """);

        assertThat(QuestionFiles.read(file))
                .containsExactly(new LabelledQuestion(
                        "f1",
                        "followups",
                        "tune",
                        "is it hard",
                        List.of("what is docker"),
                        List.of("docker", "k8s"),
                        "answered",
                        "follow_up",
                        Map.of("course", "ops", "cohort", "2026", "paid", "true")));
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        Path file =
                file("few.jsonl", "\n{\"question\": \"a\"}\n   \n{\"question\": \"b\", \"decision\": \"off_topic\"}");

        assertThat(QuestionFiles.read(file))
                .containsExactly(
                        new LabelledQuestion("2", "few", "report", "a", List.of(), List.of(), "", ""),
                        new LabelledQuestion("4", "few", "report", "b", List.of(), List.of(), "off_topic", ""));
    }

    @Test
    void anotherLanguageCountsAsNotFound() throws IOException {
        Path file = file("other.jsonl", "{\"question\": \"qué\", \"decision\": \"other_language\"}");

        assertThat(QuestionFiles.read(file))
                .extracting(LabelledQuestion::decision)
                .containsExactly("not_found");
    }

    @Test
    void numbersServeAsIds() throws IOException {
        Path file = file("numbers.jsonl", "{\"id\": 7, \"question\": \"a\", \"relevant\": [12, \"b\"]}");

        assertThat(QuestionFiles.read(file))
                .containsExactly(new LabelledQuestion(
                        "7", "numbers", "report", "a", List.of(), List.of("12", "b"), "answered", ""));
    }

    @Test
    void anEmptyListOfArticlesWantsNothing() throws IOException {
        Path file = file("none.jsonl", "{\"question\": \"a\", \"relevant\": []}");

        assertThat(QuestionFiles.read(file))
                .extracting(LabelledQuestion::decision)
                .containsExactly("");
    }

    @Test
    void aFolderIsReadInTheOrderOfItsNames() throws IOException {
        file("b.jsonl", "{\"question\": \"second\"}");
        file("a.jsonl", "{\"question\": \"first\"}");
        file("README.md", "not a question");

        assertThat(QuestionFiles.read(folder))
                .extracting(LabelledQuestion::question)
                .containsExactly("first", "second");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{\"question\": \"cut",
                "{\"question\": \"a\"} {\"question\": \"b\"}",
                "[\"question\"]",
                "null",
                "{\"frage\": \"a\"}",
                "{\"question\": 5}",
                "{\"question\": [\"a\"]}",
                "{\"question\": \"a\", \"relevant\": \"docker\"}",
                "{\"question\": \"a\", \"history\": \"what is docker\"}",
                "{\"question\": \"a\", \"relevant\": [[\"docker\"]]}",
                "{\"question\": \"a\", \"relevant\": [null]}",
                "{\"question\": \"a\", \"filter\": \"ops\"}",
                "{\"question\": \"a\", \"filter\": {\"course\": [\"ops\"]}}",
                "{\"question\": \"a\", \"filter\": {\"course\": null}}",
                "{\"question\": \"a\", \"decision\": \"answer\"}"
            })
    void aBadLineIsNamedWithItsFileAndNumber(String line) throws IOException {
        Path file = file("bad.jsonl", "{\"question\": \"fine\"}\n\n" + line + "\n{\"question\": \"fine\"}\n");

        assertThatThrownBy(() -> QuestionFiles.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ":3: ");
    }

    @Test
    void aFileInAnotherEncodingIsNamed() throws IOException {
        Path file = folder.resolve("latin.jsonl");
        Files.write(file, new byte[] {'{', (byte) 0xE9, '}'});

        assertThatThrownBy(() -> QuestionFiles.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("latin.jsonl")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aPathThatIsNotThereIsNamed() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> QuestionFiles.read(nowhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void theRepositorysOwnQuestionsAreAllReadable() {
        List<LabelledQuestion> questions = QuestionFiles.read(Path.of("src/evaluation/questions"));

        assertThat(questions).hasSizeGreaterThan(800);
        assertThat(questions).extracting(LabelledQuestion::id).doesNotHaveDuplicates();
        assertThat(questions).extracting(LabelledQuestion::split).containsOnly("tune", "report");
        assertThat(questions)
                .extracting(LabelledQuestion::decision)
                .containsOnly("answered", "not_found", "off_topic", "clarify", "declined");
    }
}
