package io.github.mlmentor.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    @Test
    void aShortQuestionIsItsOwnLabel() {
        String question = "x".repeat(Suggestion.LABEL_LIMIT);

        assertThat(Suggestion.of(question)).isEqualTo(new Suggestion(question, question));
    }

    @Test
    void aLongQuestionIsShortenedAtAWordAndStillAskedWhole() {
        String question = "How do I explain to my manager that the model which we have trained for months is worse?";

        Suggestion suggestion = Suggestion.of(question);

        assertThat(suggestion.question()).isEqualTo(question);
        assertThat(suggestion.label())
                .isEqualTo("How do I explain to my manager that the model which we have trained for…");
    }

    @Test
    void aLongWordIsCutBetweenCharacters() {
        assertThat(Suggestion.of("x".repeat(200)).label()).isEqualTo("x".repeat(74) + "…");
        assertThat(Suggestion.of("😀".repeat(60)).label()).isEqualTo("😀".repeat(37) + "…");
        assertThat(Suggestion.of("x" + "😀".repeat(60)).label()).isEqualTo("x" + "😀".repeat(36) + "…");
    }

    @Test
    void everyLabelFits() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder question = new StringBuilder();
            for (int words = random.nextInt(30); words >= 0; words--) {
                question.append("w".repeat(random.nextInt(30))).append(random.nextInt(4) == 0 ? "" : " ");
            }
            assertThat(Suggestion.of(question.toString()).label().length()).isLessThanOrEqualTo(Suggestion.LABEL_LIMIT);
        }
    }

    @Test
    void aLabelThatIsTooLongIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Suggestion("x".repeat(Suggestion.LABEL_LIMIT + 1), "x"));
    }
}
