package io.github.mlmentor.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeTest {
    @Test
    void scalarsKeepTheirTypes() {
        JsonNode root = YamlTree.parse("whole: 42\nbroken: 0.25\ntruth: true\nlie: false\ntext: words\nnothing: ~\n", 1)
                .root();

        assertThat(root.get("whole").isIntegralNumber()).isTrue();
        assertThat(root.get("whole").asInt()).isEqualTo(42);
        assertThat(root.get("broken").isNumber()).isTrue();
        assertThat(root.get("broken").asDouble()).isEqualTo(0.25);
        assertThat(root.get("truth").isBoolean()).isTrue();
        assertThat(root.get("truth").asBoolean()).isTrue();
        assertThat(root.get("lie").asBoolean()).isFalse();
        assertThat(root.get("text").isTextual()).isTrue();
        assertThat(root.get("nothing").isNull()).isTrue();
    }

    @Test
    void aKeyWithoutValueIsNull() {
        assertThat(YamlTree.parse("key:\nother: 1", 1).root().get("key").isNull())
                .isTrue();
        assertThat(YamlTree.parse("key: \"\"", 1).root().get("key").isTextual()).isTrue();
    }

    @Test
    void datesStayTexts() {
        assertThat(YamlTree.parse("reviewed: 2026-11-21", 1)
                        .root()
                        .get("reviewed")
                        .isTextual())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890.1234567890",
                "007",
                "0x1F",
                "1_000",
                "1e3",
                ".5",
                "+5",
                "-0",
                "1.10",
                "98765432109876543210987",
                ".inf",
                ".nan",
                "12:30:45",
                "yes",
                "No",
                "on",
                "OFF"
            })
    void whatLooksLikeANumberOrATruthValueCanStillBeReadAsItIsWritten(String written) {
        assertThat(YamlTree.parse("key: " + written, 1).root().get("key").asText())
                .isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "~", "---\n"})
    void aTextWithoutContentIsAnEmptyObject(String text) {
        JsonNode root = YamlTree.parse(text, 1).root();

        assertThat(root.isObject()).isTrue();
        assertThat(root.isEmpty()).isTrue();
    }

    @Test
    void everyValueKnowsItsLine() {
        YamlTree tree = YamlTree.parse("""
                # a comment
                first: 1
                map:
                  inner: 2

                  list:
                    - a
                    - key: b
                      deep: c
                folded: >
                  one
                  two
                last: 3
                """, 1);

        assertThat(tree.line("first")).isEqualTo(2);
        assertThat(tree.line("map")).isEqualTo(3);
        assertThat(tree.line("map/inner")).isEqualTo(4);
        assertThat(tree.line("map/list")).isEqualTo(6);
        assertThat(tree.line("map/list/0")).isEqualTo(7);
        assertThat(tree.line("map/list/1")).isEqualTo(8);
        assertThat(tree.line("map/list/1/deep")).isEqualTo(9);
        assertThat(tree.line("folded")).isEqualTo(10);
        assertThat(tree.line("last")).isEqualTo(13);
    }

    @Test
    void linesCountFromTheLineWhereTheTextBeginsInItsFile() {
        assertThat(YamlTree.parse("a: 1\nb: 2", 5).line("b")).isEqualTo(6);
        assertThatThrownBy(() -> YamlTree.parse("a: 1\nb: [", 5)).hasMessageStartingWith("line 6: ");
    }

    @Test
    void whatHasNoLineTakesTheLineOfWhatIsAroundIt() {
        YamlTree tree = YamlTree.parse("\nmap:\n  inner: 1\n", 1);

        assertThat(tree.line("map/missing/deeper")).isEqualTo(2);
        assertThat(tree.line("missing")).isEqualTo(2);
        assertThat(YamlTree.parse("", 1).line("anything")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a: 1\\nb: c: d                | 2 | mapping values are not allowed here",
                "a: 1\\nb: @me                 | 2 | found character '@' that cannot start any token",
                "a: 1\\nb: [1, 2\\nc: 3        | 3 | expected ',' or ']'",
                "a: 1\\n\\tb: 2                | 2 | TAB",
                "a: 1\\nb: 'open\\n\\n\\nc: 2    | 2 | found unexpected end of stream",
                "a: 1\\nb: [1,\\n\\n2            | 2 | <stream end>",
                "a: \"\\q\"                    | 1 | found unknown escape character",
                "a:\\n  - 1\\n b: 2            | 3 | expected <block end>",
            })
    void aTextThatIsNotYamlIsNamedWithItsLineAndWhatIsWrong(String text, int line, String problem) {
        YamlException failure = failureOf(text.replace("\\n", "\n").replace("\\t", "\t"));

        assertThat(failure.line()).isEqualTo(line);
        assertThat(failure.problem()).contains(problem).doesNotContain("\n");
        assertThat(failure).hasMessage("line " + line + ": " + failure.problem());
    }

    @Test
    void whatIsWrongIsSaidWithoutShowingTheText() {
        assertThat(failureOf("api_key: [very-secret-value\nb: 1")).hasMessageNotContaining("very-secret-value");
        assertThat(failureOf("api_key: 'very-secret-value")).hasMessageNotContaining("very-secret-value");
        assertThat(failureOf("api_key: *very-secret-value")).hasMessageNotContaining("very-secret-value");
    }

    @Test
    void aKeyThatStandsTwiceIsAProblem() {
        YamlException failure = failureOf("a: 1\nb: 2\na: 3");

        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.problem()).isEqualTo("the key \"a\" stands twice");
    }

    @Test
    void theSameKeyInTwoPlacesIsNoProblem() {
        assertThat(YamlTree.parse("x: {a: 1}\ny: {a: 2}\nA: 3\na: 4", 1).root().size())
                .isEqualTo(4);
    }

    @Test
    void anAliasIsAProblemBecauseItWouldBecomeItsOwnName() {
        YamlException failure = failureOf("a: &anchor 5\nb: *anchor");

        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.problem()).contains("alias", "quote");
    }

    @Test
    void aSecondDocumentIsAProblemBecauseItWouldBeLost() {
        YamlException failure = failureOf("a: 1\n---\nb: 2");

        assertThat(failure.line()).isEqualTo(3);
        assertThat(failure.problem()).isEqualTo("a second document begins");
    }

    @Test
    void listsAndPlainTextsCanBeTheRoot() {
        assertThat(YamlTree.parse("- a\n- b", 1).root().isArray()).isTrue();
        assertThat(YamlTree.parse("just words", 1).root().asText()).isEqualTo("just words");
    }

    private static YamlException failureOf(String text) {
        return catchThrowableOfType(YamlException.class, () -> YamlTree.parse(text, 1));
    }
}
