package io.github.mlmentor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Document;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleParserTest {
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void everyFieldIsRead() {
        Article article = read("""
                ---
                id: whole
                title: What is the whole?
                kind: comparison
                asks: [what is it, "is it: this?"]
                short: >
                  One sentence.
                  And   another.
                roles: [a-role]
                duties: [a-duty]
                skills: [a-skill]
                resources: [a-course, a-book]
                advice: market
                reviewed: 2026-11-20
                reviewed_by: Somebody
                review_by: 2027-05-20
                author: Somebody else
                aliases: [the thing, WH]
                prerequisites: [another-skill]
                levels:
                  aware: Knows it.
                  working: Does it.
                  strong: Teaches it.
                compares: [this, that]
                see_also: [other]
                served: verbatim
                status: draft
                tags: {course: ml-zoomcamp, week: 3}
                ---
                ## Heading

                Body.
                """);

        assertThat(problems).isEmpty();
        assertThat(article.id()).isEqualTo("whole");
        assertThat(article.title()).isEqualTo("What is the whole?");
        assertThat(article.kind()).isEqualTo(Kind.COMPARISON);
        assertThat(article.asks()).containsExactly("what is it", "is it: this?");
        assertThat(article.shortAnswer()).isEqualTo("One sentence. And another.");
        assertThat(article.roles()).containsExactly("a-role");
        assertThat(article.duties()).containsExactly("a-duty");
        assertThat(article.skills()).containsExactly("a-skill");
        assertThat(article.resources()).containsExactly("a-course", "a-book");
        assertThat(article.advice()).isEqualTo(Advice.MARKET);
        assertThat(article.reviewed()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(article.reviewedBy()).isEqualTo("Somebody");
        assertThat(article.reviewBy()).isEqualTo(LocalDate.of(2027, 5, 20));
        assertThat(article.author()).isEqualTo("Somebody else");
        assertThat(article.aliases()).containsExactly("the thing", "WH");
        assertThat(article.prerequisites()).containsExactly("another-skill");
        assertThat(article.levels())
                .containsExactly(
                        Map.entry(Level.AWARE, "Knows it."),
                        Map.entry(Level.WORKING, "Does it."),
                        Map.entry(Level.STRONG, "Teaches it."));
        assertThat(article.compares()).containsExactly("this", "that");
        assertThat(article.seeAlso()).containsExactly("other");
        assertThat(article.verbatim()).isTrue();
        assertThat(article.live()).isFalse();
        assertThat(article.tags()).containsOnly(Map.entry("course", "ml-zoomcamp"), Map.entry("week", "3"));
        assertThat(article.profile()).isEqualTo(Profile.CURATED);
        assertThat(article.origin()).isEqualTo("a.md");
        assertThat(article.sections()).containsExactly(new Section("Heading", Document.of("Body."), 30));
    }

    @Test
    void anIdAndATitleAreEnough() {
        Article article = read("---\nid: small\ntitle: Small\n---\n");

        assertThat(problems).isEmpty();
        assertThat(article.kind()).isEqualTo(Kind.PRACTICE);
        assertThat(article.advice()).isEqualTo(Advice.FACT);
        assertThat(article.live()).isTrue();
        assertThat(article.verbatim()).isFalse();
        assertThat(article.asks()).isEmpty();
        assertThat(article.shortAnswer()).isEmpty();
        assertThat(article.sections()).isEmpty();
        assertThat(article.reviewed()).isNull();
        assertThat(article.reviewBy()).isNull();
    }

    @Test
    void aQuestionCanBeTheTitle() {
        assertThat(read("---\nid: faq\nquestion: |\n  How do\n  I begin?\n---\n")
                        .title())
                .isEqualTo("How do I begin?");
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "2024", "1.10", "007", "no", "2026-11-21"})
    void whatLooksLikeAnotherTypeIsStillText(String word) {
        Article article = read("---\nid: x\ntitle: " + word + "\nasks: [" + word + "]\naliases: " + word + "\nauthor: "
                + word + "\n---\n");

        assertThat(problems).isEmpty();
        assertThat(article.title()).isEqualTo(word);
        assertThat(article.asks()).containsExactly(word);
        assertThat(article.aliases()).containsExactly(word);
        assertThat(article.author()).isEqualTo(word);
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkMakeNoDifference() {
        String text = KnowledgeFiles.article("sample", "kind: practice");

        assertThat(read("\uFEFF" + text.replace("\n", "\r\n"))).isEqualTo(read(text));
        assertThat(problems).isEmpty();
    }

    @Test
    void theBodyIsDividedAtSecondLevelHeadings() {
        Article article = read("""
                ---
                id: x
                title: X
                ---
                Before the first.

                ## One *thing*

                Words.

                ### Below it

                More.

                ## Two
                """);

        assertThat(article.sections())
                .extracting(
                        Section::heading,
                        Section::line,
                        section -> section.body().plainText())
                .containsExactly(
                        tuple("", 5, "Before the first."),
                        tuple("One thing", 7, "Words.\n\nBelow it\n\nMore."),
                        tuple("Two", 15, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```\n## no heading\n```",
                "~~~ text\n## no heading\n~~~",
                "````\n```\n## no heading\n````",
                "~~~\n```\n~~~\n```\n## no heading\n```"
            })
    void headingsInsideOfCodeAreCode(String code) {
        Article article = read("---\nid: x\ntitle: X\n---\n## One\n\n" + code + "\n\n## Two\n");

        assertThat(article.sections()).extracting(Section::heading).containsExactly("One", "Two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"```inline``` at the start of a line", "~~ not a fence", "    ```", "a ``` in a line"})
    void whatIsNoFenceHidesNoHeading(String line) {
        Article article = read("---\nid: x\ntitle: X\n---\n## One\n\n" + line + "\n\n## Two\n");

        assertThat(article.sections()).extracting(Section::heading).containsExactly("One", "Two");
    }

    @ParameterizedTest
    @CsvSource({
        "Which skills do you need?, which-skills-do-you-need",
        "C++ & Co., c-co",
        "Überblick 2, überblick-2",
        "???, ''"
    })
    void aHeadingHasAnAnchor(String heading, String slug) {
        assertThat(new Section(heading, Document.EMPTY, 1).slug()).isEqualTo(slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just text", "# Title\n---\nid: x\n---\n", "\n---\nid: x\ntitle: X\n---\n"})
    void aFileThatDoesNotBeginWithFrontMatterIsNamed(String text) {
        assertThat(parse(text, Profile.FOREIGN)).isEmpty();
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertProblem(problem, 1, "no-front-matter", "does not start with ---", "---"));
    }

    @Test
    void frontMatterThatIsNeverClosedIsNamed() {
        assertThat(parse("---\nid: x\ntitle: X\n\nBody.", Profile.CURATED)).isEmpty();
        assertThat(problems)
                .singleElement()
                .satisfies(
                        problem -> assertProblem(problem, 1, "no-front-matter", "never closed", "add a line of ---"));
    }

    @Test
    void anIndentedRuleDoesNotCloseTheFrontMatter() {
        Article article = read("---\nid: x\ntitle: X\nshort: |\n  above\n  ---\n  below\n---\nBody.\n");

        assertThat(problems).isEmpty();
        assertThat(article.shortAnswer()).isEqualTo("above --- below");
    }

    @Test
    void frontMatterThatIsNotYamlIsNamedWithItsLine() {
        assertThat(parse("---\nid: x\ntitle: The truth: it depends\n---\n", Profile.CURATED))
                .isEmpty();
        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertProblem(problem, 3, "bad-yaml", "mapping values are not allowed here", "quote texts"));
    }

    @Test
    void aFieldThatStandsTwiceIsNamedWithItsLine() {
        assertThat(parse("---\nid: x\ntitle: X\nid: y\n---\n", Profile.CURATED)).isEmpty();
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertProblem(problem, 4, "bad-yaml", "\"id\" stands twice", "mend"));
    }

    @Test
    void aFileThatIsNotUtf8IsNamedWithItsLine() {
        assertThat(parse("---\nid: x\ntitle: X\n---\n\nCaf\uFFFD\n", Profile.FOREIGN))
                .isEmpty();
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertProblem(problem, 6, "bad-encoding", "not UTF-8", "save the file as UTF-8"));
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void withoutIdOrTitleThereIsNoArticleInAnyProfile(Profile profile) {
        assertThat(parse("---\nkind: role\n---\n", profile)).isEmpty();
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(
                        "a.md:1: [missing-field] \"id\" is missing; add it",
                        "a.md:1: [missing-field] \"title\" is missing; add it");
        assertThat(problems).allMatch(Problem::fatal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"title: \"\"", "title:", "title: []", "question: ' '"})
    void anEmptyTitleIsNone(String title) {
        assertThat(parse("---\nid: x\n" + title + "\n---\n", Profile.CURATED)).isEmpty();
        assertThat(problems).extracting(Problem::message).containsExactly("\"title\" is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: rôle           | is not a kind of article     | config/knowledge/README.md",
                "advice: maybe        | is \"maybe\"                 | fact, opinion, market",
                "served: sometimes    | is \"sometimes\"             | adapted, verbatim",
                "status: published    | is \"published\"             | live, draft",
                "reviewed: yesterday  | is not a date                | 2026-11-21",
                "review_by: 2026-02-30 | is not a date               | 2026-11-21",
                "advice: [fact]       | is not a text                | one text",
                "kind: {a: b}         | is not a text                | one text",
                "author: [a, b]       | is not a text                | one text",
                "asks: {a: b}         | is not a list                | one entry in each line",
                "asks: [{a: b}]       | has an entry that is not a text | quote",
                "asks: ['']           | has an empty entry           | remove its line",
                "roles: [~]           | has an empty entry           | remove its line",
                "levels: {expert: x}  | unknown levels [expert]      | aware, working and strong",
                "levels: high         | has no names                 | name: text",
                "tags: [a]            | has no names                 | name: text",
                "tags: {a: [b]}       | has an entry that is not a text: a | one text",
            })
    void aFieldOfTheWrongSortIsNamedWithItsLine(String field, String message, String mend) {
        Article article = read("---\nid: x\ntitle: X\n" + field + "\n---\n");

        assertThat(article.id()).isEqualTo("x");
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(4);
            assertThat(problem.rule()).isEqualTo("bad-value");
            assertThat(problem.message())
                    .startsWith("\"" + field.split(":")[0] + "\" ")
                    .contains(message);
            assertThat(problem.mend()).contains(mend);
            assertThat(problem.fatal()).isFalse();
        });
    }

    @Test
    void theFieldsOfAForeignArticleBecomeTags() {
        Article article = parse("""
                        ---
                        id: x
                        title: X
                        kind: homework
                        course: ml-zoomcamp
                        sort_order: 3
                        images: [a, b]
                        tags: {term: spring}
                        ---
                        """, Profile.FOREIGN).orElseThrow();

        assertThat(problems).isEmpty();
        assertThat(article.tags())
                .containsOnly(
                        Map.entry("course", "ml-zoomcamp"),
                        Map.entry("kind", "homework"),
                        Map.entry("sort_order", "3"),
                        Map.entry("images", "a b"),
                        Map.entry("term", "spring"));
        assertThat(article.kind()).isEqualTo(Kind.PRACTICE);
    }

    @Test
    void aForeignBodyWithHtmlKeepsItsWordsAndLosesItsTags() {
        Article article = parse("""
                        ---
                        id: x
                        question: "How do I log in?"
                        ---
                        Press <b>Enter</b>.<br>Then wait. <img src="https://example.org/a.png" width="40">

                        <details>
                          <summary>On Windows</summary>

                        Open `<Terminal>` first.
                        </details>
                        """, Profile.FOREIGN).orElseThrow();

        assertThat(article.title()).isEqualTo("How do I log in?");
        assertThat(article.sections().get(0).body().plainText())
                .isEqualTo("Press Enter.\nThen wait. \n\nOn Windows\n\nOpen <Terminal> first.");
    }

    @Test
    void aForeignArticleWithWindowsLineEndsIsRead() {
        Article article = parse(
                        "\uFEFF---\r\nid: x\r\ntitle: X\r\ncourse: ops\r\n---\r\n\r\n## One\r\n\r\nWords.\r\n",
                        Profile.FOREIGN)
                .orElseThrow();

        assertThat(article.tags()).containsEntry("course", "ops");
        assertThat(article.sections()).extracting(Section::heading).containsExactly("One");
        assertThat(article.sections().get(0).body().plainText()).isEqualTo("Words.");
    }

    @Test
    void anIdThatIsAListIsNoId() {
        assertThat(parse("---\nid: [a, b]\ntitle: X\n---\n", Profile.FOREIGN)).isEmpty();
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly("a.md:2: [bad-value] \"id\" is not a text; write one");
    }

    @Test
    void everyKindHasACodeOfItsOwn() {
        for (Kind kind : Kind.values()) {
            assertThat(Kind.of(kind.code())).contains(kind);
            assertThat(kind.code()).matches("[a-z-]+");
            assertThat(kind.label()).isNotBlank();
        }
        assertThat(Kind.of("JOB_SEARCH")).isEmpty();
        assertThat(Kind.JOB_SEARCH.code()).isEqualTo("job-search");
    }

    private Article read(String markdown) {
        return parse(markdown, Profile.CURATED).orElseThrow();
    }

    private Optional<Article> parse(String markdown, Profile profile) {
        return ArticleParser.parse(new ArticleText("a.md", profile, markdown), problems)
                .map(ArticleParser.Parsed::article);
    }

    private static void assertProblem(Problem problem, int line, String rule, String message, String mend) {
        assertThat(problem.file()).isEqualTo("a.md");
        assertThat(problem.line()).isEqualTo(line);
        assertThat(problem.rule()).isEqualTo(rule);
        assertThat(problem.message()).contains(message);
        assertThat(problem.mend()).contains(mend);
        assertThat(problem.fatal()).isTrue();
    }
}
