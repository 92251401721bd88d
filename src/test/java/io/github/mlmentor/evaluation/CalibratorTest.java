package io.github.mlmentor.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.Query;
import io.github.mlmentor.retrieval.Retriever;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibratorTest {
    /** Finds as well as the first words of a question say: good, near or far. */
    private static final Retriever SCRIPTED = query -> {
        Random noise = new Random(query.text().hashCode());
        double level = query.text().startsWith("good") ? 0.8 : query.text().startsWith("near") ? 0.6 : 0.4;
        double cosine = level + 0.05 * noise.nextGaussian();
        return new Evidence(
                query,
                List.of(),
                new Evidence.Signals(
                        true,
                        cosine,
                        cosine - 0.05,
                        cosine - 0.05,
                        level + 0.1 * noise.nextGaussian(),
                        level,
                        0,
                        3 + noise.nextInt(8),
                        30 - 20 * level,
                        List.of(noise.nextGaussian(), level)));
    };

    private static List<LabelledQuestion> questions() {
        List<LabelledQuestion> questions = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            questions.add(question("answerable", "good " + i, "answered", List.of("docker")));
            questions.add(question("notinlibrary", "near " + i, "not_found", List.of()));
            questions.add(question("offtopic", "far " + i, "off_topic", List.of()));
        }
        return questions;
    }

    private static LabelledQuestion question(String set, String text, String decision, List<String> relevant) {
        return new LabelledQuestion(set + text, set, "tune", text, List.of(), relevant, decision, "");
    }

    private static double[] features(LabelledQuestion question, Calibration.Mode mode) {
        Evidence.Signals signals =
                SCRIPTED.retrieve(Query.of(question.question())).signals();
        return Calibration.features(signals, Calibration.along(mode.direction(), signals.meaning()));
    }

    @Test
    void whatCanBeToldApartIsToldApart() {
        List<LabelledQuestion> questions = questions();

        Calibration.Mode fitted = Calibrator.fit(questions, SCRIPTED);

        int refused = 0;
        for (LabelledQuestion question : questions) {
            double answer = fitted.answer().probability(features(question, fitted));
            boolean answered = answer >= fitted.answer().threshold();
            if (question.decision().equals("answered")) {
                refused += answered ? 0 : 1;
            } else {
                assertThat(answered).as(question.question()).isFalse();
                boolean inSubject = fitted.subject().probability(features(question, fitted))
                        >= fitted.subject().threshold();
                assertThat(inSubject)
                        .as(question.question())
                        .isEqualTo(question.decision().equals("not_found"));
            }
        }
        assertThat(refused).as("at most one in twenty of the answerable").isLessThanOrEqualTo(3);
    }

    @Test
    void theDirectionLeadsFromWhatCannotBeAnsweredToWhatCan() {
        List<Double> direction = Calibrator.fit(questions(), SCRIPTED).direction();

        assertThat(direction).hasSize(2);
        assertThat(direction.get(1)).isGreaterThan(10 * Math.abs(direction.get(0)));
    }

    /** Meanings that say nothing, and more of them than questions: any direction would fit those that it has seen. */
    @Test
    void aDirectionThatOnlyRemembersItsQuestionsIsNotTrusted() {
        Retriever meaningless = query -> {
            Evidence.Signals signals = SCRIPTED.retrieve(query).signals();
            List<Double> meaning = new Random(query.text().hashCode())
                    .doubles(300, -0.06, 0.06)
                    .boxed()
                    .toList();
            return new Evidence(
                    query,
                    List.of(),
                    new Evidence.Signals(true, signals.cosine(), 0.5, 0.5, 0.5, 0.5, 0, 5, 20, meaning));
        };

        List<Double> weights = Calibrator.fit(questions(), meaningless).answer().weights();

        assertThat(weights.get(weights.size() - 1)).isLessThan(0.2 * weights.get(0));
    }

    @Test
    void theSameQuestionsGiveTheSameNumbers() {
        assertThat(Calibrator.fit(questions(), SCRIPTED)).isEqualTo(Calibrator.fit(questions(), SCRIPTED));
    }

    @Test
    void aFeatureThatNeverChangesDoesNoHarm() {
        Retriever constant = query -> {
            Evidence.Signals signals = SCRIPTED.retrieve(query).signals();
            return new Evidence(
                    query,
                    List.of(),
                    new Evidence.Signals(true, signals.cosine(), 0.5, 0.5, 0.5, 0.5, 0, 5, 20, List.of()));
        };

        Calibration.Mode fitted = Calibrator.fit(questions(), constant);

        assertThat(fitted.answer().spreads()).allMatch(spread -> spread > 0);
        assertThat(fitted.answer().weights()).allMatch(Double::isFinite);
        assertThat(fitted.answer().probability(new double[] {0.8, 0.5, 0.5, 0.5, 0.5, Math.log(6), -20, 0}))
                .isGreaterThan(fitted.answer().threshold());
    }

    @Test
    void followUpsAndOtherLanguagesAreNotFittedTo() {
        List<LabelledQuestion> more = questions();
        more.add(new LabelledQuestion(
                "f", "followups", "tune", "far away", List.of("good before"), List.of("docker"), "answered", ""));
        more.add(question("otherlanguage", "good otra", "not_found", List.of()));
        more.add(question("smalltalk", "far hello", "answered", List.of()));
        more.add(question("sensitive", "good case", "declined", List.of()));

        assertThat(Calibrator.fit(more, SCRIPTED)).isEqualTo(Calibrator.fit(questions(), SCRIPTED));
    }

    @Test
    void aKindThatIsMissingIsNamed() {
        for (String missing : List.of("answered", "not_found", "off_topic")) {
            List<LabelledQuestion> some = questions().stream()
                    .filter(question -> !question.decision().equals(missing))
                    .toList();

            assertThatThrownBy(() -> Calibrator.fit(some, SCRIPTED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(missing);
        }
    }
}
