package io.github.mlmentor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.cli.MentorCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a curator, through the real program on a folder of its own. */
class CurationCommandsTest {
    @TempDir
    Path folder;

    private String out = "";
    private String err = "";

    @BeforeEach
    void knowledge() throws IOException {
        write("mentor.yaml", "knowledge:\n  semantic: false\n");
        write("config/knowledge/sql.md", """
                ---
                id: sql
                title: What is SQL, and how do I learn it?
                kind: skill
                asks: [how do i learn sql, what is sql for]
                short: SQL is the language of tables. Learn it by asking questions of real tables every day.
                resources: [course]
                ---

                ## Tables

                Joins, groups, windows.
                """);
        write("config/resources.yaml", """
                - id: course
                  title: A course
                  url: https://no-such-host.invalid/course
                """);
        write("faq.csv", "question,answer\nWhat is a join?,It joins.\nhow do i learn sql,Daily.\nBroken\n");
    }

    @Test
    void anImportSaysWhatItWroteAndWhatItCouldNot() {
        assertThat(run("knowledge", "import", path("faq.csv"))).isEqualTo(1);

        assertThat(out)
                .contains(
                        "wrote drafts/what-is-a-join.md  from faq.csv:2",
                        "perhaps answered already by sql (asks the same)",
                        "error faq.csv:4: [bad-row] the row has 1 cells and not 2",
                        "Before they can be served",
                        "2 written, 0 skipped (0 of them changed), 1 could not be imported; 1 may be answered already");
        assertThat(folder.resolve("config/knowledge/drafts/what-is-a-join.md")).exists();
    }

    @Test
    void lintCountsDraftsApart() throws IOException {
        int before = run("knowledge", "lint");
        String summary = out.substring(out.indexOf("1 articles"));
        write("faq.csv", "question,answer\nWhat is a join?,It joins.\n");
        assertThat(run("knowledge", "import", path("faq.csv"))).isZero();

        assertThat(run("knowledge", "lint")).isEqualTo(before);
        assertThat(out)
                .contains("draft drafts/what-is-a-join.md:", "1 draft, not served; ", summary)
                .contains("\"reviewed_by\" is missing");
    }

    @Test
    void anImportForScriptsIsOneObject() throws IOException {
        assertThat(run("knowledge", "import", path("faq.csv"), "--dry-run", "--format", "json"))
                .isEqualTo(1);

        JsonNode report = new ObjectMapper().readTree(out);
        assertThat(report.path("dry_run").asBoolean()).isTrue();
        assertThat(report.path("drafts")).hasSize(2);
        assertThat(report.at("/drafts/1/similar/0/id").asText()).isEqualTo("sql");
        assertThat(report.at("/errors/0/line").asInt()).isEqualTo(4);
        assertThat(folder.resolve("config/knowledge/drafts")).doesNotExist();
    }

    @Test
    void wrongUseIsExplained() throws IOException {
        assertThat(run("knowledge", "import", path("none.csv"))).isEqualTo(2);
        assertThat(err).contains("none.csv").doesNotContain("\tat ");
        assertThat(run("knowledge", "import", path("faq.csv"), "--source-format", "xls"))
                .isEqualTo(2);
        assertThat(err).contains("--source-format xls is none");
        assertThat(run("knowledge", "import", path("faq.csv"), "--column", "frage=Q"))
                .isEqualTo(2);
        assertThat(err).contains("\"frage\"");
        assertThat(run("knowledge", "coverage", "--real", path("none.txt"))).isEqualTo(2);
        assertThat(err).contains("none.txt");
        assertThat(run("knowledge", "coverage", "--least", "0")).isEqualTo(2);
        assertThat(run("knowledge", "check-links", "nothing")).isEqualTo(2);
        assertThat(err).contains("\"nothing\"", "resources.yaml");
        assertThat(run("knowledge", "check-links", "--pause", "-1")).isEqualTo(2);
        assertThat(err).contains("--pause -1 is too small");
        assertThat(run("knowledge")).isEqualTo(2);
        assertThat(err).contains("coverage, check-links or export-community");
    }

    @Test
    void coverageShowsTheMapTheQuestionsAndWhatPeopleAsk() throws IOException {
        write(
                "questions.jsonl",
                "{\"question\": \"how do i learn sql\", \"kind\": \"skill\", \"relevant\": [\"sql\"]}\n");
        write("real.txt", "how do i learn sql\n\nhow do i learn sql\nbest sourdough recipe\n");

        assertThat(run("knowledge", "coverage", "--questions", path("questions.jsonl"), "--real", path("real.txt")))
                .isZero();
        assertThat(out)
                .contains(
                        "skills: 1, thin: 1",
                        "articles, resources, questions",
                        "articles named by no labelled question: 0",
                        "real questions: 3, different: 2",
                        "best sourdough recipe");

        assertThat(run("knowledge", "coverage", "--real", path("real.txt"), "--format", "json"))
                .isZero();
        JsonNode report = new ObjectMapper().readTree(out);
        assertThat(report.at("/skills/0/id").asText()).isEqualTo("sql");
        assertThat(report.path("real")).hasSize(2);
        assertThat(report.has("unasked")).isFalse();
    }

    @Test
    void withoutANetworkNoLinkIsCalledDead() {
        assertThat(run("knowledge", "check-links", "--pause", "0")).isEqualTo(2);

        assertThat(err).contains("no host could be reached").doesNotContain("dead", "\tat ");
        assertThat(out).isEmpty();
    }

    private int run(String... arguments) {
        StringWriter said = new StringWriter();
        StringWriter complained = new StringWriter();
        Map<String, String> environment = Map.of(
                "MENTOR_DATA_DIR", path("data"),
                "MENTOR_CONFIG", path("mentor.yaml"),
                "MENTOR_KNOWLEDGE_DIR", path("config/knowledge"));
        try (Assembly assembly = new Assembly(environment, Path.of(""))) {
            int code = MentorCommand.run(assembly, new PrintWriter(said), new PrintWriter(complained), arguments);
            out = said.toString();
            err = complained.toString();
            return code;
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }
}
