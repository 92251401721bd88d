package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.FakeArticles;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Query;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractiveComposerTest {
    private static Draft compose(KnowledgeBase base, String question) {
        return new ExtractiveComposer()
                .compose(
                        Question.of(question),
                        question,
                        SampleKnowledge.evidence(base, question),
                        base,
                        Progress.none())
                .draft();
    }

    private static Draft compose(String question) {
        return compose(SampleKnowledge.BASE, question);
    }

    private static List<String> headings(Draft draft) {
        return draft.body().blocks().stream()
                .filter(Block.Heading.class::isInstance)
                .map(block -> new Document(List.of(block)).plainText())
                .toList();
    }

    private static boolean has(Draft draft, Class<? extends Block> kind) {
        return draft.body().blocks().stream().anyMatch(kind::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"what is docker", "what goes wrong with docker volumes", "how do i learn docker step by step"})
    void theDirectAnswerComesFirst(String question) {
        Draft draft = compose(question);

        assertThat(new Document(draft.body().blocks().subList(0, 1)).plainText())
                .isEqualTo(SampleKnowledge.DOCKER_SHORT);
        assertThat(draft.sources().get(0)).isEqualTo(new Source("docker", "What is Docker?", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what is docker",
                "docker",
                "tell me everything about docker images, levels, volumes and virtual machines and how to learn them",
                "docker vs virtual machine",
                "which level of docker do i need"
            })
    void theWholeArticleIsNeverTheAnswer(String question) {
        Draft draft = compose(question);

        assertThat(headings(draft)).hasSizeBetween(1, 2);
        assertThat(draft.body().plainText()).hasSizeLessThan(2_000);
    }

    @Test
    void theSectionThatTheQuestionIsAfterIsShown() {
        assertThat(headings(compose("what goes wrong with docker volumes"))).contains("What goes wrong with volumes?");
        assertThat(headings(compose("what is a docker image"))).contains("What is an image?");
    }

    @Test
    void aComparisonGetsItsTable() {
        Draft draft = compose("docker container vs virtual machine");

        assertThat(has(draft, Block.Table.class)).isTrue();
        assertThat(headings(draft)).contains("How does a container differ from a virtual machine?");
    }

    @Test
    void aQuestionForStepsGetsAList() {
        Draft draft = compose("which steps to learn docker");

        assertThat(draft.body().blocks())
                .anySatisfy(block -> assertThat(block)
                        .isInstanceOfSatisfying(
                                Block.Listing.class,
                                list -> assertThat(list.ordered()).isTrue()));
        assertThat(headings(draft)).contains("How do you learn Docker step by step?");
    }

    @Test
    void aQuestionForALevelGetsTheLevels() {
        Draft draft = compose("how good at docker must a junior be");

        assertThat(draft.body().plainText())
                .contains("Aware: Explains what an image is.")
                .contains("Working: Writes a small image")
                .contains("Strong: Debugs a build");
        assertThat(draft.body().plainText().indexOf("Aware:"))
                .isLessThan(draft.body().plainText().indexOf("Strong:"));
    }

    @Test
    void twoRolesThatNoArticleComparesAreComparedFromTheMap() {
        Draft draft = compose("what is the difference between an MLE and a data engineer?");

        assertThat(has(draft, Block.Table.class)).isTrue();
        assertThat(draft.body().plainText())
                .contains("ML engineer | Data engineer")
                .contains("Duties | Serve models in production | –")
                .contains("Skills | What is Docker? | What is Docker?");
        assertThat(draft.sources())
                .contains(
                        new Source("ml-engineer", "ML engineer", ""), new Source("data-engineer", "Data engineer", ""));
    }

    @Test
    void twoQuestionsInOneMayHaveTwoArticles() {
        String text = compose("what is a data engineer? and what is an ML engineer?")
                .body()
                .plainText();

        assertThat(text)
                .contains("Builds the pipelines that others read from.")
                .contains("Builds models and the software around them.")
                .contains("Also: ");
        assertThat(compose("what is docker").body().plainText()).doesNotContain("Also: ");
    }

    @Test
    void everyPartCitesWhereItComesFrom() {
        Draft draft = compose("what goes wrong with docker volumes");

        assertThat(draft.sources())
                .contains(new Source("docker", "What is Docker?", "What goes wrong with volumes?"))
                .doesNotHaveDuplicates();
        int[] marks = {0};
        draft.body().mapSpans(span -> {
            if (span instanceof Span.Citation citation) {
                marks[0]++;
                assertThat(citation.number()).isBetween(1, draft.sources().size());
            }
            return List.of(span);
        });
        assertThat(marks[0]).isGreaterThanOrEqualTo(draft.sources().size());
    }

    @Test
    void anArticleWithoutADirectAnswerIsStillCited() {
        for (String body :
                List.of("- one\n- two", "| a |\n| --- |\n| b |", "```\ncode\n```", "> quoted", "Plain words.")) {
            KnowledgeBase base = FakeArticles.base(
                    FakeArticles.article("foreign", "What is Docker?", "", "", body),
                    FakeArticles.article("other", "Something else", "Else.", "", "Else."));

            Draft draft = compose(base, "what is docker");

            assertThat(draft.sources()).containsExactly(new Source("foreign", "What is Docker?", ""));
            assertThat(draft.body().contains(Span.Citation.class)).as(body).isTrue();
        }
    }

    @Test
    void anArticleThatIsOnlyATitleAndADirectAnswerIsEnough() {
        KnowledgeBase base = FakeArticles.base(
                FakeArticles.article("docker", "What is Docker?", "It packs programs.", "", ""),
                FakeArticles.article("other", "Something else", "Else.", "", "Else."));

        assertThat(compose(base, "what is docker").body().plainText()).isEqualTo("It packs programs.");
    }

    @Test
    void theDirectAnswerIsNotSaidTwiceInARow() {
        Draft draft = composeBehind("docker", SampleKnowledge.BASE, "what goes wrong with docker volumes");

        assertThat(draft.body().plainText())
                .doesNotContain(SampleKnowledge.DOCKER_SHORT)
                .startsWith("What goes wrong with volumes?");
        assertThat(composeBehind("serving", SampleKnowledge.BASE, "what is docker")
                        .body()
                        .plainText())
                .startsWith(SampleKnowledge.DOCKER_SHORT);
    }

    @Test
    void whatHasNothingElseToSayIsSaidAgain() {
        for (String body : List.of("", "## Only a heading", "## Only\n\n---\n\n## Headings")) {
            KnowledgeBase base = FakeArticles.base(
                    FakeArticles.article("docker", "What is Docker?", "It packs programs.", "", body),
                    FakeArticles.article("other", "Something else", "Else.", "", "Else."));

            assertThat(composeBehind("docker", base, "what is docker").body().plainText())
                    .as(body)
                    .isEqualTo("It packs programs.");
        }
    }

    @Test
    void aComparisonKeepsToTheScope() {
        KnowledgeBase base = FakeArticles.base(
                FakeArticles.article(
                        "a", "Data engineer", "Builds pipelines.", "kind: role\ntags: {course: x}", "Text."),
                FakeArticles.article("b", "Web developer", "Builds pages.", "kind: role", "Text."));
        String text = "data engineer vs web developer";
        Question question = new Question(text, List.of(), Map.of("course", "x"));
        Evidence evidence = FusedRetriever.lexical(base).retrieve(new Query(text, text, question.scope()));

        Draft draft = new ExtractiveComposer()
                .compose(question, text, evidence, base, Progress.none())
                .draft();

        assertThat(draft.sources()).extracting(Source::id).containsOnly("a");
        assertThat(has(draft, Block.Table.class)).isFalse();
    }

    @Test
    void itTakesNoModel() {
        Composer.Composition composition = new ExtractiveComposer()
                .compose(
                        Question.of("what is docker"),
                        "what is docker",
                        SampleKnowledge.evidence(SampleKnowledge.BASE, "what is docker"),
                        SampleKnowledge.BASE,
                        Progress.none());

        assertThat(composition.promptVersion()).isEmpty();
        assertThat(composition.inputTokens() + composition.outputTokens()).isZero();
    }

    private static Draft composeBehind(String answeredBefore, KnowledgeBase base, String text) {
        Turn before = new Turn("anything", "anything", List.of(answeredBefore), "");
        return new ExtractiveComposer()
                .compose(
                        new Question(text, List.of(before), Map.of()),
                        text,
                        SampleKnowledge.evidence(base, text),
                        base,
                        Progress.none())
                .draft();
    }
}
