package io.github.mlmentor.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.evaluation.Contender;
import io.github.mlmentor.evaluation.EvaluationRun;
import io.github.mlmentor.evaluation.LabelledQuestion;
import io.github.mlmentor.evaluation.Outcome;
import io.github.mlmentor.evaluation.Ranking;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Searchable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the shipped articles, found by words alone. */
class CoverageTest {
    private static KnowledgeBase base = KnowledgeBase.EMPTY;
    private static AnswerDesk desk = desk(KnowledgeBase.EMPTY);

    @BeforeAll
    static void load() {
        base = new KnowledgeLoader(
                        List.of(MarkdownFolder.curated(Path.of("config/knowledge"))), Path.of("config/resources.yaml"))
                .load(LocalDate.of(2026, 11, 21))
                .base();
        desk = desk(base);
    }

    private static AnswerDesk desk(KnowledgeBase base) {
        Searchable searchable = new Searchable(base, FusedRetriever.lexical(base));
        return new AnswerDesk(() -> searchable, Calibration.shipped(), List.of(), null);
    }

    @Test
    void aSkillIsAsThickAsWhatRelatesToIt() {
        Coverage.Node sql = node(new Coverage(base, List.of(), 3).skills(), "sql");

        assertThat(sql.articles()).isEqualTo((int) base.articles().stream()
                .filter(article ->
                        article.skills().contains("sql") && !article.id().equals("sql"))
                .count());
        assertThat(sql.thin()).isEmpty();
        assertThat(node(new Coverage(base, List.of(), sql.articles() + 1).skills(), "sql")
                        .thin())
                .containsExactly("articles");
    }

    @Test
    void theThinnestStandsFirst() {
        List<Coverage.Node> skills = new Coverage(base, List.of(), 10).skills();

        assertThat(skills).hasSize(base.map().skills().size());
        assertThat(skills.get(0).thin()).isNotEmpty();
        assertThat(skills.get(skills.size() - 1).thin()).isEmpty();
        assertThat(new Coverage(base, List.of(), 1).duties())
                .hasSize(base.map().duties().size())
                .allSatisfy(duty -> assertThat(duty.thin()).isEmpty());
    }

    @Test
    void questionsCountOnlyWhenTheyWereAsked() {
        List<Outcome> outcomes = ask(question("how do i learn sql", "skill", "sql"));

        assertThat(node(new Coverage(base, List.of(), 1).skills(), "python").thin())
                .isEmpty();
        assertThat(node(new Coverage(base, outcomes, 1).skills(), "python").thin())
                .containsExactly("questions");
        assertThat(node(new Coverage(base, outcomes, 1).skills(), "sql").questions())
                .isEqualTo(1);
        assertThat(new Coverage(base, List.of(), 1).unasked()).isEmpty();
    }

    @Test
    void articlesThatNoQuestionNamesOrFindsAreNamed() {
        Coverage coverage = new Coverage(
                base,
                ask(
                        question("how do i learn sql", "skill", "sql"),
                        question("what is burnout", "odd", "kubernetes"),
                        question("what is docker", "skill", "no-such-article")),
                1);

        assertThat(coverage.unasked()).hasSize(base.articles().size() - 2).doesNotContain("sql", "kubernetes");
        assertThat(coverage.unfound()).containsExactly("kubernetes");
        assertThat(coverage.unknown()).containsExactly("no-such-article");
    }

    @Test
    void aKindIsThinWhenItHasFewQuestionsOrTheyFindLittle() {
        Coverage coverage = new Coverage(
                base,
                ask(question("how do i learn sql", "skill", "sql"), question("what is burnout", "odd", "kubernetes")),
                1);

        assertThat(coverage.kinds()).anySatisfy(row -> {
            assertThat(row.kind()).isEqualTo("skill");
            assertThat(row.found()).isEqualTo(1);
            assertThat(row.thin()).isEmpty();
        });
        assertThat(coverage.kinds()).anySatisfy(row -> {
            assertThat(row.kind()).isEqualTo("odd");
            assertThat(row.thin()).containsExactly("found");
        });
        assertThat(coverage.kinds()).anySatisfy(row -> {
            assertThat(row.kind()).isEqualTo("interview");
            assertThat(row.articles()).isPositive();
            assertThat(row.thin()).containsExactly("questions");
        });
    }

    @Test
    void realQuestionsAreAskedOnceAndThePoorOnesStandFirst() {
        List<Coverage.Asked> asked = Coverage.ask(
                List.of("how do i learn sql", "", "best sourdough recipe with rye", " how do i learn sql ", "hello"),
                desk,
                0);

        assertThat(asked).hasSize(3);
        assertThat(asked).anySatisfy(one -> {
            assertThat(one.question()).isEqualTo("how do i learn sql");
            assertThat(one.times()).isEqualTo(2);
            assertThat(one.nearest()).isEqualTo("sql");
            assertThat(one.covered()).isTrue();
            assertThat(one.isPoor()).isFalse();
        });
        assertThat(asked).anySatisfy(one -> {
            assertThat(one.question()).startsWith("best sourdough");
            assertThat(one.covered()).isFalse();
        });
        assertThat(asked).anySatisfy(one -> {
            assertThat(one.question()).isEqualTo("hello");
            assertThat(one.nearest()).isEmpty();
        });
    }

    @Test
    void anAnswerThatIsNotSureEnoughIsPoor() {
        List<Coverage.Asked> asked = Coverage.ask(List.of("how do i learn sql"), desk, 1);

        assertThat(asked).singleElement().satisfies(one -> {
            assertThat(one.decision()).isEqualTo("answered");
            assertThat(one.isPoor()).isTrue();
        });
    }

    private static List<Outcome> ask(LabelledQuestion... questions) {
        return new EvaluationRun(List.of(questions), desk)
                .measure(Contender.ranking("words", Ranking.of(FusedRetriever.lexical(base))));
    }

    private static LabelledQuestion question(String question, String kind, String relevant) {
        return new LabelledQuestion(
                "q", "set", "tune", question, List.of(), List.of(relevant), "answered", kind, Map.of());
    }

    private static Coverage.Node node(List<Coverage.Node> nodes, String id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
    }
}
