package io.github.mlmentor.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.knowledge.Problem;
import io.github.mlmentor.knowledge.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftImportTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @TempDir
    Path folder;

    private Path drafts = Path.of("");
    private Map<String, String> columns = Map.of();
    private boolean whole;

    @BeforeEach
    void knowledge() {
        drafts = folder.resolve("knowledge/drafts");
        write("knowledge/sql.md", """
                ---
                id: sql
                title: What is SQL?
                asks: [why sql]
                status: live
                ---
                """);
        write("resources.yaml", """
                - id: sql-course
                  title: A course
                  url: https://www.example.org/sql/
                """);
    }

    @Test
    void aPairBecomesADraftThatIsNotServed() {
        write("faq.csv", "question,answer\nWhat is a join?,It puts two tables side by side.\n");

        ImportReport report = run("faq.csv");

        assertThat(report.failed()).isFalse();
        assertThat(report.drafts()).extracting(Draft::file).containsExactly("drafts/what-is-a-join.md");
        KnowledgeLoader.Loaded loaded = loader().load(TODAY);
        assertThat(loaded.base().article("what-is-a-join")).isEmpty();
        assertThat(loaded.drafts()).singleElement().satisfies(draft -> {
            assertThat(draft.title()).isEqualTo("What is a join?");
            assertThat(draft.asks()).containsExactly("What is a join?");
            assertThat(draft.shortAnswer()).isEqualTo("It puts two tables side by side.");
            assertThat(draft.tags()).containsEntry("imported_from", "faq.csv");
        });
    }

    @Test
    void acceptingADraftIsAPersonsEdit() {
        write("faq.csv", "question,answer\nWhat is a join?,It puts two tables side by side.\n");
        run("faq.csv");
        edit("what-is-a-join.md", "status: draft", "status: live");

        assertThat(loader().load(TODAY).base().article("what-is-a-join")).isPresent();
        assertThat(loader().load(TODAY).problemsOfServed())
                .extracting(Problem::message)
                .contains("\"reviewed_by\" is missing");
    }

    @Test
    void lintSaysOfEachDraftWhatItLacks() {
        write("faq.csv", "question,answer\nWhat is a join?,It puts two tables side by side.\n");

        Draft draft = run("faq.csv").drafts().get(0);

        assertThat(draft.lint()).extracting(Problem::file).containsOnly("drafts/what-is-a-join.md");
        assertThat(draft.lint()).extracting(Problem::rule).contains("missing-field", "too-few-asks", "short-length");
        assertThat(draft.lint()).isEqualTo(loader().load(TODAY).problemsOfDrafts());
    }

    @Test
    void aSecondRunWritesNothing() throws IOException {
        write("faq.csv", "question,answer\nWhat is a join?,It joins.\nWhat is an index?,It finds.\n");
        run("faq.csv");
        edit("what-is-a-join.md", "It joins.", "It joins, as everybody knows.");
        Map<String, String> before = files();

        ImportReport again = run("faq.csv");

        assertThat(again.drafts()).isEmpty();
        assertThat(again.skipped())
                .extracting(ImportReport.Skipped::from, ImportReport.Skipped::as, ImportReport.Skipped::changed)
                .containsExactly(
                        tuple("faq.csv:2", "drafts/what-is-a-join.md", false),
                        tuple("faq.csv:3", "drafts/what-is-an-index.md", false));
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aDraftIsKnownAgainWhereverItWasMovedTo() throws IOException {
        write("faq.csv", "question,answer\nWhat is a join?,It joins.\n");
        run("faq.csv");
        edit("what-is-a-join.md", "id: what-is-a-join", "id: joins");
        Files.createDirectories(folder.resolve("knowledge/skills"));
        Files.move(drafts.resolve("what-is-a-join.md"), folder.resolve("knowledge/skills/joins.md"));

        assertThat(run("faq.csv").skipped())
                .extracting(ImportReport.Skipped::as)
                .containsExactly("skills/joins.md");
        assertThat(files()).isEmpty();
    }

    @Test
    void anAnswerThatChangedInTheSourceIsNamedAndTheDraftIsLeftAsItIs() throws IOException {
        write("faq.csv", "question,answer\nWhat is a join?,It joins.\n");
        run("faq.csv");
        Map<String, String> before = files();
        write("faq.csv", "question,answer\nWhat is a join?,It joins differently now.\n");

        assertThat(run("faq.csv").skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.changed()).isTrue();
            assertThat(skipped.as()).isEqualTo("drafts/what-is-a-join.md");
        });
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void twoQuestionsThatLookAlikeGetNumberedIds() {
        write(
                "faq.csv",
                "question,answer\nWhat is C?,A letter.\nWhat is C++?,A language.\nWhat is SQL?,A language too.\n");
        write("knowledge/other.md", "---\nid: what-is-sql\ntitle: Other\n---\n");

        assertThat(run("faq.csv").drafts())
                .extracting(Draft::id)
                .containsExactly("what-is-c", "what-is-c-2", "what-is-sql-2");
        assertThat(run("faq.csv").drafts()).isEmpty();
    }

    @Test
    void whatIsThereAlreadyIsNamedByItsTitleItsAsksAndByRetrieval() {
        write("faq.csv", "question,answer\nwhat is sql,A language.\nWhy SQL?,Because.\nHow to query?,With SQL.\n");

        List<Draft> made = new DraftImport(
                        where(),
                        SourceFormat.AUTO,
                        new Fields(Map.of()),
                        false,
                        question -> question.startsWith("How")
                                ? Optional.of(new Draft.Similar("sql", "answers it"))
                                : Optional.empty())
                .run(List.of(folder.resolve("faq.csv")), true)
                .drafts();

        assertThat(made)
                .extracting(draft -> draft.similar().toString())
                .containsExactly("[sql (asks the same)]", "[sql (asks the same)]", "[sql (answers it)]");
        assertThat(read("how-to-query.md")).contains("# Perhaps answered already by: sql (answers it)");
    }

    @Test
    void aDryRunWritesNothingAndSaysTheSame() {
        write("faq.csv", "question,answer\nWhat is a join?,It joins.\n");

        List<Draft> said =
                importing().run(List.of(folder.resolve("faq.csv")), false).drafts();

        assertThat(drafts).doesNotExist();
        assertThat(run("faq.csv").drafts()).isEqualTo(said);
    }

    @Test
    void anotherFolderWorksTheSame() {
        write("faq.csv", "question,answer\nWhat is a join?,It joins.\n");
        drafts = folder.resolve("elsewhere");

        assertThat(run("faq.csv").drafts())
                .hasSize(1)
                .allSatisfy(draft -> assertThat(draft.lint()).isNotEmpty());
        assertThat(drafts.resolve("what-is-a-join.md")).exists();
        assertThat(run("faq.csv").skipped()).hasSize(1);
    }

    @Test
    void linksAreTakenOutAndListed() {
        write("faq.md", """
                ## What is a join?

                See [the long guide](https://guide.example.com/joins) and http://www.example.org/sql, or
                https://guide.example.com/joins again.

                ## What is an index?

                Like <a href="https://10.0.0.1/x">this</a> <b>one</b>.
                """);

        ImportReport report = run("faq.md");

        assertThat(report.drafts().get(0).lint()).extracting(Problem::rule).doesNotContain("unsafe-link");
        assertThat(article("what-is-a-join").resources()).containsExactly("sql-course");
        assertThat(article("what-is-a-join").shortAnswer())
                .isEqualTo("See the long guide and example.org, or guide.example.com again.");
        assertThat(article("what-is-an-index").shortAnswer()).isEqualTo("Like this one.");
        assertThat(report.links())
                .containsExactly(
                        new ImportReport.Proposal(
                                "the-long-guide",
                                "the long guide",
                                "https://guide.example.com/joins",
                                List.of("what-is-a-join")),
                        new ImportReport.Proposal("", "", "https://10.0.0.1/x", List.of("what-is-an-index")));
        assertThat(read("what-is-a-join.md")).contains("# A link that stood here: https://guide.example.com/joins");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "question,answer\nWhat is a join?,\"It joins, well.\"\n",
                "Title;Body\nWhat is a join?;It joins, well.\n",
                "\uFEFFid\tQuestion\tAnswer\r\n7\tWhat is a join?\tIt joins, well.\r\n",
                "What is a join?;It joins, well.\n",
                "What is a join?,\"It joins, well.\"",
                "\n\nq,a\n\nQ: What is a join?,\"It joins, well.\"\n\n"
            })
    void tablesComeInManyShapes(String csv) {
        write("faq.csv", csv);

        assertThat(run("faq.csv").failed()).isFalse();
        assertThat(article("what-is-a-join").shortAnswer()).isEqualTo("It joins, well.");
    }

    @Test
    void columnsMayBeNamed() {
        columns = Map.of("question", "Frage", "answer", "Antwort", "asks", "Auch");
        write("faq.csv", "Auch,Antwort,Frage\njoin wtf | what joins,It joins.,What is a join?\n");

        run("faq.csv");

        assertThat(article("what-is-a-join").asks()).containsExactly("What is a join?", "join wtf", "what joins");
    }

    @Test
    void badRowsAreNamedByFileAndLineAndTheOthersAreTaken() {
        write(
                "faq.csv",
                "question,answer\nWhat is a join?,\"It\njoins.\"\n,Lost.\nOne cell\nWhat is x?,\nWhat is y?,Why.\n");

        ImportReport report = run("faq.csv");

        assertThat(report.drafts()).extracting(Draft::from).containsExactly("faq.csv:2", "faq.csv:7");
        assertThat(report.unusable())
                .extracting(problem -> problem.line() + " " + problem.rule())
                .containsExactly("4 no-question", "5 bad-row", "6 no-answer");
        assertThat(report.failed()).isTrue();
    }

    @Test
    void aTableWithoutKnownColumnsIsNamedWithTheWayOut() {
        write("faq.csv", "Frage,Antwort\nWas ist das?,Ein Test der Spalten hier.\n");

        assertThat(run("faq.csv").unusable()).singleElement().satisfies(problem -> {
            assertThat(problem.toString()).startsWith("faq.csv:1: [bad-header]").contains("Frage, Antwort");
            assertThat(problem.mend()).contains("--column question=NAME");
        });
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamedWhereItsRowBegins() {
        write("faq.csv", "question,answer\nWhat is a join?,It joins.\n\"What is x?,It is\n");

        ImportReport report = run("faq.csv");

        assertThat(report.drafts()).hasSize(1);
        assertThat(report.unusable()).extracting(Problem::line, Problem::rule).containsExactly(tuple(3, "bad-csv"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"question\": \"What is a join?\", \"answer\": \"It joins.\"}]",
                "{\"items\": [{\"Title\": \"What is a join?\", \"body\": [\"It joins.\"]}], \"count\": 1}",
                "{\"What is a join?\": \"It joins.\"}",
                "{\"@type\": \"FAQPage\", \"mainEntity\": [{\"@type\": \"Question\", \"name\": \"What is a join?\","
                        + " \"acceptedAnswer\": {\"@type\": \"Answer\", \"text\": \"<p>It joins.</p>\"}}]}",
                "{\"q\": \"What is a join?\", \"a\": \"It joins.\"}\n\n{\"q\": \"What is x?\", \"a\": \"Y.\"}\n"
            })
    void jsonComesInManyShapes(String json) {
        write("faq.json", json);

        assertThat(run("faq.json").failed()).isFalse();
        assertThat(article("what-is-a-join").shortAnswer()).isEqualTo("It joins.");
    }

    @Test
    void brokenJsonIsNamedByItsLineAndALineBreaksNoOther() {
        write("a.json", "[\n{\"q\": \"What is a join?\", \"a\": \"It joins.\"},\n{\"q\": 1}, 7,\n{]\n");
        write("b.jsonl", "{\"q\": \"What is x?\", \"a\": \"Y.\"}\n{\"q\": \n{\"q\": \"What is z?\", \"a\": \"Z.\"}\n");

        assertThat(run("a.json").unusable())
                .extracting(problem -> problem.line() + " " + problem.rule())
                .containsExactly("3 not-a-pair", "3 not-a-pair", "4 bad-json");
        ImportReport lines = run("b.jsonl");
        assertThat(lines.drafts()).extracting(Draft::from).containsExactly("b.jsonl:1", "b.jsonl:3");
        assertThat(lines.unusable()).extracting(Problem::line).containsExactly(2);
    }

    @Test
    void aMarkdownPageOfQuestionsIsDividedAtThem() {
        write("faq.md", """
                ---
                title: Our FAQ
                ---
                # FAQ

                Welcome.

                ## Getting started

                ### 1. What is a join?

                It joins.

                #### More

                See [it][1].

                ### What is an index?

                It finds.

                ### Is this empty?

                [1]: https://example.com/more
                """);

        ImportReport report = run("faq.md");

        assertThat(report.drafts())
                .extracting(draft -> draft.title() + " " + draft.from())
                .containsExactly("What is a join? faq.md:10", "What is an index? faq.md:18");
        Article join = article("what-is-a-join");
        assertThat(join.tags()).containsEntry("topic", "Getting started");
        assertThat(join.sections()).extracting(Section::heading).containsExactly("More");
        assertThat(report.links()).extracting(ImportReport.Proposal::url).containsExactly("https://example.com/more");
        assertThat(report.unusable())
                .extracting(problem -> problem.line() + " " + problem.rule() + " " + problem.fatal())
                .containsExactly("6 left-out false", "22 no-answer true");
    }

    @Test
    void boldAndFoldedQuestionsCountAsWell() {
        write("bold.md", "**Q: What is a join?**\n\nA: It joins.\n\n**What is an index?**\n\nIt finds.\n");
        write("folded.md", "# Help\n\n<details>\n<summary>What is a view?</summary>\n\nIt is *saved*.\n\n</details>\n");

        run("bold.md");
        run("folded.md");

        assertThat(article("what-is-a-join").shortAnswer()).isEqualTo("It joins.");
        assertThat(article("what-is-an-index").shortAnswer()).isEqualTo("It finds.");
        assertThat(article("what-is-a-view").shortAnswer()).isEqualTo("It is saved.");
    }

    @Test
    void aMarkdownArticleKeepsItsSections() {
        write("joins.md", "# How do joins work?\n\nThey join.\n\n## Why do they?\n\nMust.\n\n## What then?\n\nRows.\n");
        write("plain.md", "Just words in a file.\n");

        run("joins.md", "plain.md");

        assertThat(article("how-do-joins-work").sections())
                .extracting(Section::heading)
                .containsExactly("Why do they?", "What then?");
        assertThat(article("plain").title()).isEqualTo("Plain");
    }

    @Test
    void aPageWhoseHeadingsAskIsOneArticleWhenSomebodySaysSo() {
        write("joins.md", "# Joins\n\nThey join.\n\n## Why do they?\n\nMust.\n\n## What then?\n\nRows.\n");

        assertThat(run("joins.md").drafts()).extracting(Draft::id).containsExactly("why-do-they", "what-then");
        whole = true;
        assertThat(run("joins.md").drafts()).extracting(Draft::id).containsExactly("joins");
        assertThat(article("joins").sections())
                .extracting(Section::heading)
                .containsExactly("Why do they?", "What then?");
    }

    @Test
    void frontMatterOfOursIsKeptButNotItsReview() {
        write("joins.md", """
                ---
                id: joins
                title: What is a join?
                kind: skill
                asks: [join wtf]
                short: It puts two tables side by side.
                skills: [sql]
                advice: fact
                reviewed_by: somebody
                status: live
                ---

                ## Inner

                Both.
                """);

        run("joins.md");

        assertThat(read("joins.md"))
                .contains("kind: skill", "advice: fact", "status: draft")
                .doesNotContain("somebody");
        assertThat(article("joins").asks()).containsExactly("What is a join?", "join wtf");
        assertThat(article("joins").skills()).containsExactly("sql");
        assertThat(article("joins").sections()).extracting(Section::heading).containsExactly("Inner");
    }

    @Test
    void htmlGivesTermsFoldsAndHeadings() {
        write("help.html", """
                <html><head><title>Help</title><style>p {}</style></head><body><nav>Home</nav>
                <h1>Help</h1>
                <dl><dt>What is a join?</dt><dd>It <b>joins</b>.<ul><li>inner</li><li>outer</li></ul></dd></dl>
                <details><summary>What is a view?</summary>It is <code>saved</code>.</details>
                <h2>What is an index?</h2>
                <p>It <a href="https://example.com/x">finds</a>.</p>
                <h2>What is a key?</h2><div>A name.<table><tr><th>a</th></tr><tr><td>1</td></tr></table></div>
                </body></html>
                """);

        ImportReport report = run("help.html");

        assertThat(report.failed()).isFalse();
        assertThat(report.drafts())
                .extracting(draft -> draft.id() + " " + draft.from())
                .containsExactly(
                        "what-is-a-join help.html:3",
                        "what-is-a-view help.html:4",
                        "what-is-an-index help.html:5",
                        "what-is-a-key help.html:7");
        assertThat(read("what-is-a-join.md")).contains("short: >\n  It joins.\n", "- inner\n- outer\n");
        assertThat(read("what-is-a-key.md")).contains("| a |\n| --- |\n| 1 |\n").doesNotContain("topic");
        assertThat(report.links()).extracting(ImportReport.Proposal::title).containsExactly("finds");
    }

    @Test
    void aFolderIsReadWholeButForHiddenFilesAndItsReadMe() {
        write("src/a/faq.csv", "q,a\nWhat is a join?,It joins.\n");
        write("src/b.json", "[{\"q\": \"What is x?\", \"a\": \"Y.\"}]");
        write("src/.hidden.csv", "q,a\nWhat is hidden?,This.\n");
        write("src/README.md", "# What is this?\n\nA folder.\n");
        write("src/picture.png", "no text");

        ImportReport report = run("src");

        assertThat(report.drafts()).extracting(Draft::from).containsExactly("a/faq.csv:2", "b.json:1");
        assertThat(report.unusable()).extracting(Problem::file).containsExactly("README.md");
        assertThat(report.failed()).isFalse();
    }

    @Test
    void aSourceThatCannotBeToldOrFoundIsNamed() {
        write("notes.txt", "What is a join?");
        write("empty/x.png", "");

        assertThatThrownBy(() -> run("nowhere.csv")).hasMessageContaining("nowhere.csv");
        assertThatThrownBy(() -> run("notes.txt")).hasMessageContaining("--source-format");
        assertThatThrownBy(() -> run("empty")).hasMessageContaining("nothing to import");
        assertThatThrownBy(() -> new Fields(Map.of("quastion", "x"))).hasMessageContaining("quastion");
    }

    @Test
    void aFileThatIsNotUtf8IsNamedWithItsLine() throws IOException {
        Files.write(
                folder.resolve("faq.csv"), "q,a\nWhat is caf\u00e9?,A place.\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(run("faq.csv").unusable())
                .extracting(Problem::toString)
                .containsExactly(
                        "faq.csv:2: [bad-encoding] there are characters that are not UTF-8; save the file as UTF-8");
    }

    @Test
    void aLongAnswerIsCutIntoSectionsThatKeepToTheSchema() {
        String sentence = "This sentence says something about joins that nobody knew before it. ";
        String items = Stream.iterate(1, i -> i + 1)
                .limit(60)
                .map(i -> "- item number " + i + " of a very long list of items\n")
                .collect(Collectors.joining());
        write(
                "joins.md",
                "# How joins work\n\n" + sentence.repeat(60) + "\n\n" + items + "\n## Last\n\n"
                        + (sentence.repeat(8) + "\n\n").repeat(4));

        Draft draft = run("joins.md").drafts().get(0);

        assertThat(draft.lint()).extracting(Problem::rule).doesNotContain("long-section", "short-length", "no-body");
        Article article = article("how-joins-work");
        assertThat(article.sections()).hasSizeGreaterThan(5);
        String body = article.sections().stream()
                .map(section -> section.body().plainText())
                .collect(Collectors.joining(" "));
        assertThat(body.split("nobody knew before it", -1)).hasSize(1 + 60 + 32);
        assertThat(body).contains("item number 1 of", "item number 60 of");
    }

    @Test
    void whatYamlCannotSayPlainlyIsQuoted() {
        String nasty = "yes: 'no' \\\"#x\\\" - \\u0007 {a} *b* \\u2028 2026-11-21";
        write(
                "a.json",
                "[{\"q\": \"" + nasty + "?\", \"a\": \"# " + "no: [x] {y} " + "w".repeat(200) + " \\u0085 end.\"},"
                        + "{\"q\": \"\u4ec0\u4e48\u662f\u8fde\u63a5?\", \"a\": \"no\"}]");

        ImportReport report = run("a.json");

        assertThat(report.drafts())
                .hasSize(2)
                .allSatisfy(draft -> assertThat(draft.lint()).noneMatch(Problem::fatal));
        assertThat(report.drafts().get(1).id()).startsWith("faq-");
        assertThat(loader().load(TODAY).drafts()).hasSize(2);
        assertThat(run("a.json").skipped()).hasSize(2);
    }

    @Test
    void aTitleThatIsTooLongIsCutAndTheQuestionKept() {
        String question = "Is it true that " + "very ".repeat(30) + "long questions are cut?";
        write("a.csv", "q,a\n" + question + ",Yes.\n");

        Draft draft = run("a.csv").drafts().get(0);

        assertThat(draft.title()).hasSizeLessThanOrEqualTo(90).endsWith("…");
        assertThat(draft.notes()).hasSize(1);
        assertThat(article(draft.id()).asks()).containsExactly(question);
    }

    private ImportReport run(String... sources) {
        return importing().run(Arrays.stream(sources).map(folder::resolve).toList(), true);
    }

    private DraftImport importing() {
        return new DraftImport(where(), SourceFormat.AUTO, new Fields(columns), whole, question -> Optional.empty());
    }

    private DraftImport.Where where() {
        return new DraftImport.Where(loader(), folder.resolve("knowledge"), drafts, TODAY);
    }

    private KnowledgeLoader loader() {
        return new KnowledgeLoader(
                List.of(MarkdownFolder.curated(folder.resolve("knowledge"))), folder.resolve("resources.yaml"));
    }

    private Article article(String id) {
        return loader().load(TODAY).drafts().stream()
                .filter(draft -> draft.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> files() throws IOException {
        try (Stream<Path> files = Files.list(drafts)) {
            return files.collect(Collectors.toMap(
                    file -> String.valueOf(file.getFileName()), file -> read(String.valueOf(file.getFileName()))));
        }
    }

    private String read(String draft) {
        try {
            return Files.readString(drafts.resolve(draft));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void edit(String draft, String from, String to) {
        String text = read(draft);
        assertThat(text).contains(from);
        write(folder.relativize(drafts.resolve(draft)).toString(), text.replace(from, to));
    }

    private void write(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
