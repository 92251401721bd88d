package io.github.mlmentor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.cli.MentorCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measuring a course's questions and answers as they lie about, through the real program. */
class EvalCommandTest {
    @TempDir
    Path folder;

    private String out = "";
    private String err = "";

    @BeforeEach
    void aCourse() throws IOException {
        faq("ops/010.md", "id: a1\nquestion: How do I get a certificate?\ncourse: ops", "Hand in two projects.");
        faq("ops/020.md", "id: a2\nquestion: Can I join late?\ncourse: ops\nsort_order: 2", "Yes, but deadlines stay.");
        faq(
                "data/deep/er/x.md",
                "id: b1\nquestion: Can I join late?\ncourse: data",
                "No, it begins <b>once</b> a year.");
        faq("data/y.md", "id: b2\ntitle: The database container does not start\ncourse: data", """
                Another program holds port 5432.<br>Stop it:

                ```
                docker ps
                ```
                """);
        faq(
                "odd/windows.md",
                "id: c1\r\ntitle: What is a webinar?\r\ncourse: data",
                "A lecture.\r\n\r\nIt is recorded.\r\n");
        write("questions.jsonl", """
                {"id": "1", "question": "can I still enrol after the start, join late", "relevant": ["b1"], "filter": {"course": "data"}, "kind": "joining"}
                {"id": "2", "question": "can I still enrol after the start, join late", "relevant": ["a2"], "filter": {"course": "ops"}, "kind": "joining"}
                {"id": "3", "question": "postgres port already taken, container does not start", "relevant": ["b2"], "kind": "trouble"}
                {"id": "4", "question": "what do I need for the certificate", "relevant": ["a1"]}
                """);
    }

    private void faq(String name, String frontMatter, String body) throws IOException {
        write("faq/" + name, "---\n" + frontMatter + "\n---\n\n" + body);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int eval(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "eval",
                "--questions",
                folder.resolve("questions.jsonl").toString(),
                "--knowledge",
                folder.resolve("faq").toString()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        try (Assembly assembly =
                new Assembly(Map.of("MENTOR_DATA_DIR", folder.resolve("data").toString()), folder)) {
            int status = MentorCommand.run(assembly, new PrintWriter(outText), new PrintWriter(errText), arguments);
            out = outText.toString();
            err = errText.toString();
            return status;
        }
    }

    @Test
    void aFolderInTheWildIsMeasuredByEveryRetrieverAndTheBaselineInOneRun() throws IOException {
        assertThat(eval("--retriever", "fused,lexical,semantic", "--baseline", "easy-rag", "--format", "json"))
                .as(err)
                .isZero();

        JsonNode json = new ObjectMapper().readTree(out);
        assertThat(json.at("/retrievers").findValuesAsText("name"))
                .containsExactly("fused", "lexical", "semantic", "easy-rag");
        assertThat(json.at("/notes").toString()).contains("3 segments").doesNotContain("left out", "no article");
        for (JsonNode retriever : json.at("/retrievers")) {
            assertThat(retriever.at("/figures/hit@3/count").asInt())
                    .as(retriever.at("/name").asText())
                    .isEqualTo(4);
            assertThat(retriever.at("/figures").has("decisions"))
                    .isEqualTo(List.of("fused", "lexical")
                            .contains(retriever.at("/name").asText()));
        }
        assertThat(json.at("/compared")).hasSize(3);
    }

    @Test
    void theTextHasFiguresByKindOnRequest() {
        assertThat(eval("--retriever", "lexical", "--by", "kind", "--k", "1,2"))
                .as(err)
                .isZero();

        assertThat(out)
                .contains("4 questions, 4 of them with a relevant article", "hit@1 ", "hit@2 ", "lexical by kind")
                .contains("joining ", "trouble ", "(none) ")
                .doesNotContain("hit@5", "beside the others");
    }

    @Test
    void aFigureBelowItsFloorEndsWithOneAndIsNamed() throws IOException {
        write("questions.jsonl", """
                {"id": "1", "question": "certificate", "relevant": ["a1"]}
                {"id": "2", "question": "certificate", "relevant": ["c1"]}
                """);
        assertThat(eval("--retriever", "lexical", "--fail-under", "hit@1=0.5,hit@10=1,mrr=0.5"))
                .isZero();
        assertThat(err).isEmpty();

        assertThat(eval("--retriever", "lexical", "--fail-under", "hit@10=1,hit@1=0.9"))
                .isEqualTo(1);
        assertThat(err.strip()).isEqualTo("lexical: hit@1 is 0.5000, below 0.9");
        assertThat(out).contains("hit@1 ");
        assertThat(eval("--retriever", "semantic", "--fail-under", "decisions=0.5"))
                .isEqualTo(2);
        assertThat(err).contains("no decision was measured");
        assertThat(eval("--retriever", "lexical", "--fail-under", "recall=1")).isEqualTo(2);
        assertThat(err).contains("\"recall=1\" is no floor");
    }

    @Test
    void whatIsWrongInTheFilesIsNamedAndTheRestMeasured() throws IOException {
        faq("again.md", "id: a1\ntitle: Twice", "Words.");
        faq("broken.md", "id: d1\ntitle: Broken: because of the colon", "Words.");
        faq("anonymous.md", "title: Without an id", "Words.");
        write("faq/plain.md", "No front matter at all.");
        Files.write(
                folder.resolve("faq/latin.md"),
                "---\nid: e\ntitle: Caf\u00e9\n---\n".getBytes(StandardCharsets.ISO_8859_1));
        write("questions.jsonl", "{\"id\": \"1\", \"question\": \"join late\", \"relevant\": [\"a2\", \"gone\"]}");

        assertThat(eval("--retriever", "lexical")).as(err).isZero();
        assertThat(out)
                .contains("5 left out")
                .contains("\"a1\" is already used by again.md")
                .contains("broken.md:3: [bad-yaml]", "anonymous.md:1: [missing-field] \"id\" is missing")
                .contains("plain.md:1: [no-front-matter]", "latin.md:3: [bad-encoding]")
                .contains("1 in \"relevant\", but no article has that id", "gone (questions 1)");
    }

    @Test
    void wrongUseIsExplained() throws IOException {
        assertThat(eval("--retriever", "magic")).isEqualTo(2);
        assertThat(err).contains("magic", "fused, lexical, semantic");
        assertThat(eval("--retriever", "lexical", "--k", "0")).isEqualTo(2);
        assertThat(err).contains("between 1 and 10");
        assertThat(eval("--split", "test")).isEqualTo(2);
        assertThat(err).contains("\"test\"", "there are report");
        String questions = folder.resolve("questions.jsonl").toString();
        assertThat(run(
                        "eval",
                        "--questions",
                        questions,
                        "--knowledge",
                        folder.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(err).contains("there is no folder", "nowhere", "--knowledge").doesNotContain("\tat ");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        write("empty/plain.md", "Words.");
        assertThat(run("eval", "--questions", questions, "--knowledge", empty.toString()))
                .isEqualTo(2);
        assertThat(err).contains("no article in " + empty, "plain.md:1: [no-front-matter]");
    }
}
