package io.github.mlmentor.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexicalIndexTest {
    private static LexicalIndex index(String... texts) {
        return new LexicalIndex(List.of(texts));
    }

    private static float[] scores(LexicalIndex index, String question) {
        return index.scores(index.terms(question));
    }

    @Test
    void onlyPassagesThatShareAWordScore() {
        float[] scores = scores(index("docker builds images", "pandas reads tables", "docker runs"), "docker");

        assertThat(scores[0]).isPositive();
        assertThat(scores[1]).isZero();
        assertThat(scores[2]).isPositive();
    }

    @Test
    void wordsAreFoundInOtherForms() {
        LexicalIndex index = index("She was deploying many models", "tables");

        assertThat(scores(index, "deploy a model")[0]).isPositive();
        assertThat(index.terms("Deploying MODELS, deployed model's")).containsExactly("deploi", "model");
    }

    @Test
    void wordsThatSayNothingFindNothing() {
        LexicalIndex index = index("what is the use of it", "and for that");

        assertThat(index.terms("is the of it?")).isEmpty();
        assertThat(scores(index, "is the of it?")).containsOnly(0f);
    }

    @Test
    void theRarerWordWeighsMore() {
        LexicalIndex index = index("model drift", "model serving", "model training", "kafka streams");

        float[] scores = scores(index, "model kafka");

        assertThat(scores[3]).isGreaterThan(scores[0]);
        assertThat(index.rarity("zookeep"))
                .as("a word that never occurs is the rarest")
                .isGreaterThan(index.rarity("kafka"));
        assertThat(index.rarity("kafka")).isGreaterThan(index.rarity("model")).isPositive();
        assertThat(index.knows("kafka")).isTrue();
        assertThat(index.knows("zookeep")).isFalse();
    }

    @Test
    void aPassageKeepsItsNumberAmongThousands() {
        String[] texts =
                IntStream.range(0, 5_000).mapToObj(i -> "number w" + i + "q").toArray(String[]::new);
        LexicalIndex index = index(texts);

        for (int number : List.of(0, 1, 777, 4_999)) {
            float[] scores = scores(index, "w" + number + "q");
            assertThat(IntStream.range(0, scores.length).filter(i -> scores[i] > 0))
                    .containsExactly(number);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "+-&&||!(){}[]^\"~*?:\\/ AND OR NOT", "text:docker~2^9", "🤖 日本語 \0 \uD800", "docker*"
            })
    void aQuestionIsWordsAndNeverASyntax(String question) {
        assertThat(scores(index("docker", "日本"), question)).hasSize(2);
    }

    @Test
    void anEmptyIndexHasNoScores() {
        assertThat(scores(index(), "docker")).isEmpty();
        assertThat(index().knows("docker")).isFalse();
    }

    @Test
    void anEndlessQuestionIsCutAndAnArticleIsNot() {
        String words = IntStream.range(0, 2_000).mapToObj(i -> "w" + i + "q").collect(Collectors.joining(" "));
        LexicalIndex index = index(words);

        assertThat(index.terms(words)).hasSizeLessThan(1_024);
        assertThat(scores(index, words)[0]).isPositive();
        assertThat(index.vocabulary(words)).hasSize(2_000).containsAll(Set.of("w0q", "w1999q"));
    }
}
