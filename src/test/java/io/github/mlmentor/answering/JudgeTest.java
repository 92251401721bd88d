package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Ranked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the calibration that ships: what it was fitted to changes, but these cases must stay what they are. */
class JudgeTest {
    private static final Evidence.Signals PERFECT = signals(0.95, 0.85, 0.78, 1, 1, 20, 5, 17, 1);
    private static final Evidence.Signals STRANGE = signals(0.45, 0.42, 0.42, 0.1, 0.2, 1, 5, 28, -1);
    private static final Evidence.Signals NEAR = signals(0.70, 0.64, 0.68, 0.1, 0.4, 3, 9, 23, -1);
    private static final Evidence.Signals PERFECT_WORDS = words(1, 1, 20, 5);
    private static final Evidence.Signals STRANGE_WORDS = words(0.05, 0.1, 0.5, 3);

    /** The last says how far the question lies in the fitted direction, in spreads from the mean of those fitted to. */
    private static Evidence.Signals signals(
            double cosine,
            double support,
            double neighbourhood,
            double coverage,
            double vocabulary,
            double bm25,
            int terms,
            double distance,
            double kind) {
        Calibration.Mode mode = Calibration.shipped().semantic();
        int last = mode.answer().means().size() - 1;
        double along =
                mode.answer().means().get(last) + kind * mode.answer().spreads().get(last);
        double squares = Calibration.along(mode.direction(), mode.direction());
        List<Double> meaning =
                mode.direction().stream().map(value -> value * along / squares).toList();
        return new Evidence.Signals(
                true, cosine, support, neighbourhood, coverage, vocabulary, bm25, terms, distance, meaning);
    }

    private static Evidence.Signals words(double coverage, double vocabulary, double bm25, int terms) {
        return new Evidence.Signals(false, 0, 0, 0, coverage, vocabulary, bm25, terms, 0, List.of());
    }

    private final Judge judge = new Judge(Calibration.shipped());

    private static Evidence evidence(Evidence.Signals signals, double... scores) {
        List<Article> articles = List.copyOf(SampleKnowledge.BASE.articles());
        List<Ranked> ranked = new java.util.ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            ranked.add(new Ranked(articles.get(i), scores[i], List.of()));
        }
        return new Evidence(Query.of("what is docker"), ranked, signals);
    }

    private Judgement judge(String question, Evidence evidence) {
        return judge.judge(Question.of(question), evidence);
    }

    @Test
    void goodEvidenceIsAnswered() {
        for (Evidence.Signals signals : List.of(PERFECT, PERFECT_WORDS)) {
            Judgement judgement = judge("what is docker good for", evidence(signals, 3, 1));

            assertThat(judgement.decision()).isEqualTo(Judgement.Decision.ANSWER);
            assertThat(judgement.confidence()).isBetween(0.7, 1.0);
        }
    }

    @Test
    void whatIsFarFromTheSubjectIsOffTopic() {
        for (Evidence.Signals signals : List.of(STRANGE, STRANGE_WORDS)) {
            Judgement judgement = judge("how do i bake bread", evidence(signals, 1, 0.9));

            assertThat(judgement.decision()).isEqualTo(Judgement.Decision.OFF_TOPIC);
            assertThat(judgement.confidence()).isBetween(0.5, 1.0);
        }
    }

    @Test
    void whatIsInTheSubjectButNotInTheKnowledgeIsNotFound() {
        assertThat(judge("how do i fix this pytorch import error on windows", evidence(NEAR, 1, 0.9))
                        .decision())
                .isEqualTo(Judgement.Decision.NOT_FOUND);
    }

    @Test
    void withoutEvidenceNothingIsAnswered() {
        assertThat(judge("what is docker", Evidence.none(Query.of("what is docker"))))
                .isEqualTo(new Judgement(Judgement.Decision.NOT_FOUND, 1));
    }

    @Test
    void betterEvidenceIsNeverWorse() {
        Calibration calibration = Calibration.shipped();
        for (Calibration.Mode mode : List.of(calibration.semantic(), calibration.lexical())) {
            assertThat(mode.answer().weights()).allMatch(weight -> weight >= 0);
            assertThat(mode.answer().threshold()).isBetween(0.1, 0.9);
        }
    }

    @Test
    void oneWordThatTwoArticlesAnswerEquallyWellIsAskedBack() {
        Evidence.Signals oneWord = signals(0.95, 0.9, 0.85, 1, 1, 20, 1, 17, 1);

        assertThat(judge("engineer", evidence(oneWord, 2.0, 1.9)).decision()).isEqualTo(Judgement.Decision.CLARIFY);
        assertThat(judge("engineer", evidence(oneWord, 2.0, 1.0)).decision()).isEqualTo(Judgement.Decision.ANSWER);
        assertThat(judge("engineer", evidence(oneWord, 2.0)).decision()).isEqualTo(Judgement.Decision.ANSWER);
    }

    @Test
    void aLongerQuestionIsTriedFirst() {
        assertThat(judge("what is docker good for in a team", evidence(PERFECT, 2.0, 1.99))
                        .decision())
                .isEqualTo(Judgement.Decision.ANSWER);
    }

    @Test
    void whatPointsAtNothingIsAskedBackAtTheStartOnly() {
        Evidence.Signals few = signals(0.95, 0.9, 0.85, 1, 1, 20, 3, 17, 1);
        Turn before = new Turn("what is docker", "what is docker", List.of("docker"), "");
        Question later = new Question("how long does it take", List.of(before), Map.of());

        assertThat(judge("how long does it take", evidence(few, 3, 1)).decision())
                .isEqualTo(Judgement.Decision.CLARIFY);
        assertThat(judge.judge(later, evidence(few, 3, 1)).decision()).isEqualTo(Judgement.Decision.ANSWER);
    }
}
