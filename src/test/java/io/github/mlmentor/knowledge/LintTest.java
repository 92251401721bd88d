package io.github.mlmentor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the schema is broken once; whatever is not broken stays without a problem. */
class LintTest {
    /** The line of the field that a test adds or changes in the sample. */
    private static final int FIELD = 4;

    private static final int ASKS = 6;
    private static final int SHORT = 12;
    /** The line of the heading of the sample's only section. */
    private static final int HEADING = 22;

    private static final String SAMPLE = KnowledgeFiles.article("sample", "kind: practice", "roles: [a-role]");

    @TempDir
    private Path root;

    private KnowledgeFiles files;

    @BeforeEach
    void aSoundFolder() {
        files = KnowledgeFiles.sound(root);
    }

    @Test
    void aSoundFolderHasNoProblem() {
        assertThat(files.load().problems()).isEmpty();
        assertThat(files.base().articles()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kind", "short", "resources", "advice", "reviewed", "reviewed_by", "review_by", "author", "asks"
            })
    void everyRequiredFieldOfACuratedArticleIsMissed(String field) {
        String without = SAMPLE.replaceAll("(?m)^" + field + ":.*\n(  .*\n)*", "");
        assertThat(without).isNotEqualTo(SAMPLE);
        files.write("sample.md", without);

        // What is not there has the line of the front matter.
        assertThat(problems())
                .filteredOn(problem -> !problem.rule().equals("too-few-asks"))
                .containsExactly(Problem.of("sample.md", 2, "missing-field", "\"" + field + "\" is missing", "add it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resources: []", "resources:", "resources: ''"})
    void anEmptyFieldIsMissingToo(String resources) {
        files.write("sample.md", SAMPLE.replace("resources: [a-course]", resources));

        assertProblem(14, "missing-field", "\"resources\" is missing", "add it");
    }

    @Test
    void anArticleRelatesToARoleADutyOrASkill() {
        files.write("sample.md", KnowledgeFiles.article("sample", "kind: practice"));

        assertProblem(2, "missing-field", "relates to no role, duty or skill", "name at least one");
    }

    @Test
    void fewerThanFiveAsksAreTooFew() {
        files.write("sample.md", SAMPLE.replace("  - sample pls??\n", ""));

        assertProblem(ASKS, "too-few-asks", "there are 4 asks", "at least 5");
    }

    @Test
    void aSkillNeedsAllThreeLevels() {
        files.write(
                "sample.md",
                KnowledgeFiles.article("sample", "kind: skill", "duties: [a-duty]", "levels: {aware: a, strong: c}"));

        assertProblem(FIELD + 2, "missing-field", "all three levels", "aware, working and strong");
    }

    @Test
    void aComparisonNamesWhatItComparesAndHasATable() {
        files.write(
                "sample.md",
                KnowledgeFiles.article("sample", "kind: comparison", "roles: [a-role]", "compares: [one]"));

        assertThat(problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "sample.md:4: [no-table] a comparison has no table; put the compared things side by side in a"
                                + " table",
                        "sample.md:6: [missing-field] a comparison names at least two things; list them in compares");

        files.write(
                "sample.md",
                KnowledgeFiles.article("sample", "kind: comparison", "roles: [a-role]", "compares: [one, two]")
                        + "\n| | one | two |\n| --- | --- | --- |\n| x | 1 | 2 |\n");

        assertThat(problems()).isEmpty();
    }

    @Test
    void whatIsAboutWellbeingIsServedAsItStands() {
        files.write("sample.md", KnowledgeFiles.article("sample", "kind: wellbeing", "roles: [a-role]"));

        assertProblem(2, "missing-field", "may be rephrased by a model", "served: verbatim");

        files.write(
                "sample.md",
                KnowledgeFiles.article("sample", "kind: wellbeing", "roles: [a-role]", "served: verbatim"));

        assertThat(problems()).isEmpty();
    }

    @Test
    void anArticleHasABody() {
        files.write("sample.md", SAMPLE.substring(0, SAMPLE.indexOf("\n## ")));

        assertProblem(SHORT, "no-body", "there is no body", "at least one section");
    }

    @Test
    void aShortAnswerIsNeitherTooShortNorTooLong() {
        files.write("sample.md", SAMPLE.replaceAll("  This is the direct.*\n", "  " + "x".repeat(79) + "\n"));
        assertProblem(SHORT, "short-length", "has 79 characters", "between 80 and 500");

        files.write("sample.md", SAMPLE.replaceAll("  This is the direct.*\n", "  " + "x".repeat(501) + "\n"));
        assertProblem(SHORT, "short-length", "has 501 characters", "between 80 and 500");

        for (int fitting : List.of(80, 500)) {
            files.write("sample.md", SAMPLE.replaceAll("  This is the direct.*\n", "  " + "x".repeat(fitting) + "\n"));
            assertThat(problems()).isEmpty();
        }
    }

    @Test
    void aTitleHasAtMostNinetyCharacters() {
        files.write("sample.md", SAMPLE.replace("What is sample?", "x".repeat(91)));
        assertProblem(3, "long-title", "has 91 characters", "90");

        files.write("sample.md", SAMPLE.replace("What is sample?", "x".repeat(90)));
        assertThat(problems()).isEmpty();
    }

    @Test
    void aSectionHasAtMostTwelveHundredCharacters() {
        files.write("sample.md", SAMPLE + "\n## Long\n\n" + "x".repeat(1_201) + "\n");
        assertProblem(HEADING + 4, "long-section", "\"Long\" has 1201 characters", "at most 1200");

        files.write("sample.md", SAMPLE + "\n## Long\n\n" + "x".repeat(1_200) + "\n");
        assertThat(problems()).isEmpty();
    }

    @Test
    void everyTextStandsUnderAHeading() {
        files.write("sample.md", SAMPLE.replace("## What it is", "Words before it.\n\n## What it is"));

        assertProblem(HEADING - 1, "no-heading", "before the first heading", "under a ## heading");
    }

    @Test
    void noHeadingStandsTwice() {
        files.write("sample.md", SAMPLE + "\n## What **it** is!\n\nMore words.\n");

        assertProblem(HEADING + 4, "duplicate-heading", "\"What it is!\" stands twice", "rename");
    }

    @Test
    void theTitleIsTheOnlyTopHeading() {
        files.write("sample.md", SAMPLE + "\n# Another title\n\nMore words.\n");
        assertProblem(HEADING + 4, "top-heading", "one # only", "##");

        files.write("sample.md", SAMPLE + "\n```bash\n# a comment\n```\n");
        assertThat(problems()).isEmpty();
    }

    @Test
    void aFieldThatIsNotInTheSchemaIsNamed() {
        files.write("sample.md", SAMPLE.replace("kind: practice", "kind: practice\nresource: [a-course]"));

        assertProblem(FIELD + 1, "unknown-field", "\"resource\" is not a field", "under tags");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roles: [a-role, nobody]        | \"roles\" names \"nobody\", and there is no such role article",
                "roles: [a-duty]                | \"roles\" names \"a-duty\", and there is no such role article",
                "duties: [a-skill]              | \"duties\" names \"a-skill\", and there is no such duty article",
                "skills: [a-role]               | \"skills\" names \"a-role\", and there is no such skill article",
                "prerequisites: [a-duty]        | \"prerequisites\" names \"a-duty\", and there is no such skill article",
                "see_also: [nothing]            | \"see_also\" names \"nothing\", and there is no such article",
            })
    void aReferenceToNothingOrToAnotherKindDangles(String field, String message) {
        String others = field.startsWith("roles") ? "kind: practice" : "kind: practice\nroles: [a-role]";
        files.write("sample.md", KnowledgeFiles.article("sample", others, field));

        assertProblem(others.contains("\n") ? FIELD + 2 : FIELD + 1, "dangling-reference", message, "correct the id");
    }

    @Test
    void aReferenceToAResourceThatIsNotInTheCatalogueDangles() {
        files.write("sample.md", SAMPLE.replace("[a-course]", "[a-course, a-book]"));

        assertProblem(14, "dangling-reference", "\"resources\" names \"a-book\"", "correct the id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "See https://example.org for more.",
                "See www.example.org for more.",
                "See [this](https://example.org).",
                "See [this](other.md).",
                "![chart](chart.png)",
                "A <b>bold</b> word",
                "<!-- hidden -->",
                "<script>alert(1)</script>",
                "[ref]: http://example.org",
                "`code` and [a link](https://example.org)",
                "- a list\n    - with [a link](https://example.org) in it"
            })
    void linksImagesAndHtmlDoNotBelongIntoABody(String body) {
        files.write("sample.md", SAMPLE + "\n" + body + "\n");

        int line = HEADING + 4 + (body.contains("\n") ? 1 : 0);
        assertProblem(line, "unsafe-link", "a link, image or HTML stands in the body", "resources.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if a < b and b > c then",
                "`https://example.org` and `<tag>`",
                "``a `b` <c>`` is code",
                "```\ncurl https://example.org\n<html>\n```",
                "f[x] (in words)",
            })
    void whatOnlyLooksLikeALinkIsFine(String body) {
        files.write("sample.md", SAMPLE + "\n" + body + "\n");

        assertThat(problems()).isEmpty();
    }

    @Test
    void aLinkDoesNotBelongIntoAShortAnswer() {
        files.write("sample.md", SAMPLE.replace("This is the direct answer", "See https://example.org for the answer"));

        assertProblem(SHORT, "unsafe-link", "short answer", "resources.yaml");
    }

    @Test
    void anArticleWhoseReviewIsOverdueIsNamedFromTheDayAfter() {
        files.write("sample.md", SAMPLE.replace("review_by: 2027-11-21", "review_by: 2026-11-20"));
        assertProblem(18, "past-review", "due for review on 2026-11-20", "read it again");

        files.write("sample.md", SAMPLE.replace("review_by: 2027-11-21", "review_by: 2026-11-21"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void anAskBelongsToOneArticle() {
        files.write("sample.md", SAMPLE.replace("- sample pls??", "- What is... A-DUTY?!"));

        assertProblem(ASKS, "duplicate-ask", "\"What is... A-DUTY?!\" is already asked in a-duty", "one article");
    }

    @Test
    void anIdBelongsToOneArticle() {
        files.write("z/other.md", SAMPLE.replaceAll("(?m)^  - (.*)$", "  - $1 indeed"));

        assertThat(problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "z/other.md:2: [duplicate-id] the id \"sample\" is already used by sample.md; choose another id");
        assertThat(problems()).allMatch(Problem::fatal);
    }

    @Test
    void whatADraftSharesWithAServedArticleIsTheDraftsProblemAndKeepsNothingFromBeingServed() {
        files.write("a-draft.md", SAMPLE.replace("id: sample", "id: sample\nstatus: draft"));

        assertThat(problems()).extracting(Problem::file).containsOnly("a-draft.md");
        assertThat(problems()).extracting(Problem::rule).contains("duplicate-id", "duplicate-ask");
        assertThat(problems()).noneMatch(Problem::fatal);
        assertThat(files.load().problemsOfServed()).isEmpty();
        assertThat(files.load().problemsOfDrafts()).isEqualTo(problems());
        assertThat(files.base().article("sample")).isPresent();
    }

    @Test
    void whatCannotBeReadIsNoDraftsProblem() {
        files.write("a-draft.md", "---\nid: [\nstatus: draft\n---\n");

        assertThat(files.load().problemsOfServed()).extracting(Problem::rule).containsExactly("bad-yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sample", "sam_ple", "sam ple", "-sample", "sample-", "sam--ple", "sämple", "a/b"})
    void anIdIsLowerCaseWordsJoinedByHyphens(String id) {
        files.write("sample.md", SAMPLE.replace("id: sample", "id: " + id));

        assertProblem(2, "bad-value", "\"" + id + "\" is not an id", "lower-case words");
    }

    @Test
    void aResourceThatNoArticleNamesIsNamed() {
        files.catalogue(KnowledgeFiles.RESOURCE + "\n" + KnowledgeFiles.RESOURCE.replace("a-course", "a-book"));

        assertThat(problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "resources.yaml:12: [unused-resource] no article names \"a-book\"; name it in an article or"
                                + " remove it");
    }

    @Test
    void aCommunityArticleNeedsOneAskAndAnAnswer() {
        files.write("community/tip.md", "---\nid: tip\ntitle: A tip\n---\n");
        assertThat(problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "community/tip.md:2: [missing-field] a community article needs one ask, and a short answer or a"
                                + " body; add them");

        files.write("community/tip.md", "---\nid: tip\ntitle: A tip\nasks: [any tips]\n---\n");
        assertThat(problems()).extracting(Problem::line).containsExactly(4);

        files.write("community/tip.md", "---\nid: tip\ntitle: A tip\nasks: [any tips]\nshort: Sleep.\n---\n");
        assertThat(problems()).isEmpty();

        files.write("community/tip.md", "---\nid: tip\nquestion: A tip?\nasks: [any tips]\n---\nSleep.\n");
        assertThat(problems()).isEmpty();
    }

    @Test
    void aCommunityArticleMayStillNotHaveLinksDanglingReferencesOrUnknownFields() {
        files.write(
                "community/tip.md",
                "---\nid: tip\ntitle: A tip\nasks: [any tips]\nskills: [none]\nauthr: me\n---\nhttps://example.org\n");

        assertThat(problems())
                .extracting(Problem::rule)
                .containsExactly("dangling-reference", "unknown-field", "unsafe-link");
    }

    @Test
    void aForeignArticleIsTakenAsItIs() {
        files.write(
                "foreign/Lesson.md",
                "---\nid: Lesson_1\ntitle: Lesson\nskills: [none]\ncourse: x\n---\n# Top\n\n<b>https://example.org</b>\n");

        assertThat(problems()).isEmpty();
        assertThat(files.base().article("Lesson_1")).isPresent();
    }

    @Test
    void problemsAreSortedByFileAndLineAndSaidOnce() {
        files.write("sample.md", SAMPLE.replace("kind: practice", "knd: practice") + "\nhttps://example.org\n");
        files.write("b.md", "no front matter");
        files.catalogue(KnowledgeFiles.RESOURCE.replace("kind: course", "kind: [course]"));

        assertThat(problems())
                .extracting(problem -> problem.file() + ":" + problem.line() + " " + problem.rule())
                .containsExactly(
                        "b.md:1 no-front-matter",
                        "resources.yaml:4 bad-value",
                        "sample.md:2 missing-field",
                        "sample.md:4 unknown-field",
                        "sample.md:26 unsafe-link");
    }

    private List<Problem> problems() {
        return files.load().problems();
    }

    private void assertProblem(int line, String rule, String message, String mend) {
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("sample.md");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.rule()).isEqualTo(rule);
            assertThat(problem.message()).contains(message);
            assertThat(problem.mend()).contains(mend);
            assertThat(problem.fatal()).isFalse();
        });
    }
}
