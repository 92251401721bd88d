package io.github.mlmentor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.chat.Reading;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void everyFieldIsRead() {
        Catalogue catalogue = parse("# The catalogue\n\n" + KnowledgeFiles.RESOURCE);

        assertThat(problems).isEmpty();
        Resource resource = catalogue.find("a-course").orElseThrow();
        assertThat(resource)
                .isEqualTo(new Resource(
                        "a-course",
                        "A Course",
                        "https://example.org/course",
                        "course",
                        "beginner",
                        "free",
                        15,
                        List.of("a-skill"),
                        "Short lessons with exercises.",
                        LocalDate.of(2026, 11, 21),
                        3));
        assertThat(resource.reading())
                .isEqualTo(new Reading(
                        "a-course",
                        "A Course",
                        "https://example.org/course",
                        "course",
                        "beginner",
                        "free",
                        "Short lessons with exercises."));
    }

    @Test
    void resourcesKeepTheOrderOfTheFile() {
        assertThat(parse(resource("z") + resource("a") + resource("m")).all())
                .extracting(Resource::id)
                .containsExactly("z", "a", "m");
        assertThat(problems).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(parse(KnowledgeFiles.RESOURCE).find("a-book")).isEmpty();
        assertThat(Catalogue.EMPTY.all()).isEmpty();
    }

    @Test
    void nobodyCanChangeIt() {
        Catalogue catalogue = parse(KnowledgeFiles.RESOURCE);

        assertThatThrownBy(() -> catalogue.all().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://example.org/path?a=1&b=2#c",
                "https://sub.example.co.uk:8443/x",
                "https://xn--bcher-kva.example/",
                "https://de.wikipedia.org/wiki/Überanpassung",
                "https://EXAMPLE.org."
            })
    void publicWebAddressesAreSafe(String url) {
        assertThat(KnowledgeBase.isSafeLink(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "example.org",
                "//example.org/x",
                "/relative",
                "javascript:alert(1)",
                "JavaScript://example.org/%0aalert(1)",
                "data:text/html,<script>alert(1)</script>",
                "file:///etc/passwd",
                "ftp://example.org",
                "mailto:a@example.org",
                "https:example.org",
                "https:///example.org",
                "https://",
                "https://localhost",
                "https://localhost./x",
                "https://machine/x",
                "http://127.0.0.1/",
                "http://10.0.0.1:8080/",
                "http://169.254.169.254/latest",
                "http://[::1]/",
                "http://2130706433/",
                "http://0x7f.1/",
                "https://printer.local/",
                "https://db.internal",
                "https://app.localhost",
                "https://user@example.org",
                "https://user:password@example.org",
                "https://@example.org",
                "https://example.org@evil.example",
                "https://example.org\\@evil.example",
                "https://example.org/a b",
                "https://example.org/\nb",
                " https://example.org",
                "https://exa_mple.org",
                "https://.org",
                "https://example..org",
                "https://example.org/<script>",
                "https://exämple.org"
            })
    void everythingElseIsNot(String url) {
        assertThat(KnowledgeBase.isSafeLink(url)).isFalse();
    }

    @Test
    void anUnsafeLinkIsLeftOutAndNamed() {
        Catalogue catalogue = parse(
                resource("good") + KnowledgeFiles.RESOURCE.replace("https://example.org/course", "javascript:x()"));

        assertThat(catalogue.all()).extracting(Resource::id).containsExactly("good");
        assertThat(problems)
                .containsExactly(Problem.fatal(
                        "resources.yaml",
                        11,
                        "unsafe-link",
                        "\"a-course\" has no usable link: javascript:x()",
                        "give it an id and an absolute https:// address"));
    }

    @Test
    void anIdStandsOnce() {
        Catalogue catalogue = parse(resource("twice") + resource("twice").replace("A Course", "Another"));

        assertThat(catalogue.find("twice").orElseThrow().title()).isEqualTo("A Course");
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly("resources.yaml:11: [duplicate-id] the resource \"twice\" stands twice; keep one");
        assertThat(problems).allMatch(Problem::fatal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "kind", "level", "cost", "topics", "about", "reviewed"})
    void everyFieldButTheHoursIsRequired(String field) {
        assertThat(parse(KnowledgeFiles.RESOURCE.replaceAll("(?m)^  " + field + ":.*\n", ""))
                        .all())
                .hasSize(1);
        assertThat(problems)
                .containsExactly(Problem.of(
                        "resources.yaml", 1, "missing-field", "\"a-course\" has no \"" + field + "\"", "add it"));
    }

    @Test
    void theHoursMayBeLeftOut() {
        assertThat(parse(KnowledgeFiles.RESOURCE.replace("  hours: 15\n", ""))
                        .find("a-course")
                        .orElseThrow()
                        .hours())
                .isZero();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: course    | kind: game        | 4  | is \"game\"      | article, book, community, course, docs",
                "level: beginner | level: easy       | 5  | is \"easy\"      | advanced, beginner, intermediate",
                "cost: free      | cost: cheap       | 6  | is \"cheap\"     | free, freemium, paid",
                "hours: 15       | hours: many       | 7  | is not a number  | digits",
                "hours: 15       | hours: 99999999999 | 7 | is not a number  | digits",
                "topics: [a-skill] | topics: {a: b}  | 8  | is not a list    | one entry",
                "reviewed: 2026-11-21 | reviewed: soon | 10 | is not a date  | 2026-11-21",
                "title: A Course | title: [A Course] | 2  | is not a text    | one text",
            })
    void aFieldOfTheWrongSortIsNamedWithItsLine(String good, String bad, int line, String message, String mend) {
        parse(KnowledgeFiles.RESOURCE.replace(good, bad));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("resources.yaml");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.rule()).isEqualTo("bad-value");
            assertThat(problem.message()).contains(message);
            assertThat(problem.mend()).contains(mend);
            assertThat(problem.fatal()).isFalse();
        });
    }

    @Test
    void aFieldThatIsNotInTheSchemaIsNamed() {
        parse(KnowledgeFiles.RESOURCE.replace("hours: 15", "hour: 15"));

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(
                        "resources.yaml:7: [unknown-field] \"hour\" is not a field of a resource; correct the name or"
                                + " remove it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- id: a\\n  title: b: c | 2 | bad-yaml",
                "just words             | 1 | bad-value",
                "\\nresources:\\n- id: a | 2 | bad-value",
                "42                     | 1 | bad-value",
                "# ok\\n- id: Caf\uFFFD | 2 | bad-encoding",
            })
    void aFileThatIsNoListOfResourcesIsNamedAndNothingIsTakenFromIt(String text, int line, String rule) {
        assertThat(parse(text.replace("\\n", "\n")).all()).isEmpty();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("resources.yaml");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.rule()).isEqualTo(rule);
            assertThat(problem.mend()).isNotBlank();
            assertThat(problem.fatal()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "[]"})
    void anEmptyCatalogueIsNoProblem(String text) {
        assertThat(parse(text).all()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"- just words", "- [a, b]", "- ~", "- {}"})
    void anEntryThatIsNoResourceIsLeftOutAndNamed(String text) {
        assertThat(parse(text).all()).isEmpty();
        assertThat(problems)
                .anyMatch(problem -> problem.fatal() && problem.rule().equals("unsafe-link"));
    }

    private Catalogue parse(String yaml) {
        return Catalogue.parse(yaml, problems);
    }

    private static String resource(String id) {
        return KnowledgeFiles.RESOURCE.replace("a-course", id);
    }
}
