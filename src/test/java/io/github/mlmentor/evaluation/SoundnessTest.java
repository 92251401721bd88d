package io.github.mlmentor.evaluation;

import static io.github.mlmentor.retrieval.FakeArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Problem;
import io.github.mlmentor.retrieval.FakeArticles;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoundnessTest {
    private static final KnowledgeBase BASE = FakeArticles.base(
            article("docker", "Docker", "", "course: ops", "Words."),
            article("pandas", "Pandas", "", "course: data", "Words."));

    private static LabelledQuestion question(String id, Map<String, String> filter, String... relevant) {
        return new LabelledQuestion(id, "faq", "report", "q", List.of(), List.of(relevant), "", "", filter);
    }

    private static List<String> notes(LabelledQuestion... questions) {
        return Soundness.notes(List.of(questions), BASE, List.of());
    }

    @Test
    void whatIsSoundNeedsNoNote() {
        assertThat(notes(
                        question("1", Map.of(), "docker", "pandas"),
                        question("2", Map.of("course", "ops"), "docker"),
                        question("3", Map.of("course", "ops"))))
                .isEmpty();
    }

    @Test
    void anArticleThatIsNotThereIsNamedWithItsQuestion() {
        assertThat(notes(question("1", Map.of(), "docker", "dokcer")))
                .containsExactly(
                        "1 in \"relevant\", but no article has that id, so they count as not found:\n  dokcer (faq 1)");
    }

    @Test
    void aFilterThatCannotBeRightIsNamed() {
        assertThat(notes(question("1", Map.of("course", "data"), "docker"), question("2", Map.of("cohort", "2026"))))
                .containsExactly(
                        "1 with a \"filter\" that leaves a relevant article out:\n  faq 1 {course=data}",
                        "1 with a \"filter\" that no article passes:\n  faq 2 {cohort=2026}");
    }

    @Test
    void filesThatAreLeftOutAreNamedAndNotTooManyOfThem() {
        Problem fatal = Problem.fatal("a.md", 1, "bad-yaml", "broken", "mend it");
        Problem small = Problem.of("b.md", 1, "bad-value", "odd", "mend it");

        assertThat(Soundness.notes(List.of(), BASE, List.of(fatal, small)))
                .containsExactly("1 left out, because they cannot be read:\n  a.md:1: [bad-yaml] broken; mend it");
        assertThat(Soundness.notes(List.of(), BASE, Collections.nCopies(12, fatal))
                        .get(0))
                .startsWith("12 left out")
                .endsWith("\n  and 2 more");
    }
}
