package io.github.mlmentor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.http.HttpProblem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskBodyTest {
    @Test
    void aQuestionAloneIsEnough() {
        assertThat(AskBody.parse("{\"question\": \"How much SQL?\"}"))
                .isEqualTo(new AskBody("How much SQL?", "", "", Map.of()));
    }

    @Test
    void everythingIsRead() {
        assertThat(
                        AskBody.parse(
                                "{\"question\": \"größe \\ud83d\\ude00\", \"conversation\": \"c-1\", \"scope\": {\"team\": \"a\"}, \"more\": [1]}"))
                .isEqualTo(new AskBody("größe 😀", "c-1", "", Map.of("team", "a")));
    }

    @Test
    void nullMeansNothing() {
        assertThat(AskBody.parse("{\"question\": \"\", \"conversation\": null, \"scope\": null}"))
                .isEqualTo(new AskBody("", "", "", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "question", "{'question': 'x'}", "{\"question\": \"x\"", "\u0000"})
    void whatIsNotJsonIsToldSo(String body) {
        assertProblem(body, "not JSON");
    }

    @Test
    void endlessNestingIsNotJsonForUs() {
        assertProblem("[".repeat(60_000), "not JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"question\"",
                "1",
                "{}",
                "{\"question\": null}",
                "{\"question\": 7}",
                "{\"question\": [\"x\"]}",
                "{\"Question\": \"x\"}"
            })
    void aQuestionHasToBeThereAndAText(String body) {
        assertProblem(body, "\"question\" is missing or not a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "{}", "[\"a\"]", "true"})
    void aConversationIsAText(String conversation) {
        assertProblem("{\"question\": \"x\", \"conversation\": " + conversation + "}", "\"conversation\" must be");
    }

    @Test
    void aConversationsNameIsShort() {
        String most = "a".repeat(100);

        assertThat(AskBody.parse("{\"question\": \"x\", \"conversation\": \"" + most + "\"}")
                        .conversation())
                .isEqualTo(most);
        assertProblem("{\"question\": \"x\", \"conversation\": \"" + most + "a\"}", "at most 100 characters");
    }

    /** A scope that is silently ignored would answer from articles that the caller had excluded. */
    @ParameterizedTest
    @ValueSource(strings = {"\"team\"", "[\"team\"]", "7", "{\"team\": 7}", "{\"team\": null}", "{\"team\": [\"a\"]}"})
    void aScopeIsAnObjectOfTexts(String scope) {
        assertProblem("{\"question\": \"x\", \"scope\": " + scope + "}", "\"scope\" must be an object of texts");
    }

    private static void assertProblem(String body, String sentence) {
        assertThatThrownBy(() -> AskBody.parse(body))
                .hasMessageContaining(sentence)
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.status()).isEqualTo(400));
    }
}
