package io.github.mlmentor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.answering.Question;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reading;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.chat.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyJsonTest {
    private static final String[] FIELDS = {
        "decision",
        "answer",
        "sources",
        "resources",
        "advice",
        "as_of",
        "composer",
        "reason",
        "degraded",
        "confidence",
        "suggestions",
        "timings_ms"
    };
    private static final Document BODY = Document.of("So it is.");
    private static final Suggestion NEXT = new Suggestion("Short", "A longer question?");
    private static final Reply.Answer ANSWER = new Reply.Answer(
            new Document(List.of(new Block.Paragraph(List.of(new Span.Text("Learn joins."), new Span.Citation(1))))),
            List.of(new Source("sql", "SQL", "What to learn"), new Source("python", "Python", "")),
            List.of(new Reading("r", "A course", "https://example.org/c", "course", "beginner", "free", "Good.")),
            Advice.MARKET,
            LocalDate.of(2026, 3, 1),
            Reply.Composer.MODEL,
            null,
            List.of(NEXT));

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of("answered", null, ANSWER),
                Arguments.of("answered", null, Reply.Answer.plain(BODY, List.of())),
                Arguments.of("answered", null, new Reply.Panel("Settings", BODY, List.of())),
                Arguments.of("clarify", "ambiguous", new Reply.Clarification(BODY, List.of(NEXT))),
                Arguments.of("not_found", "too_thin", new Reply.NotFound(Reason.TOO_THIN, BODY, List.of(), List.of())),
                Arguments.of("not_found", "language", new Reply.NotFound(Reason.LANGUAGE, BODY, List.of(), List.of())),
                Arguments.of("off_topic", "off_subject", new Reply.OffTopic(BODY, List.of(NEXT))),
                Arguments.of("declined", "crisis", new Reply.Declined(Reason.CRISIS, BODY, null)),
                Arguments.of("failed", "internal", new Reply.Apology(Reason.INTERNAL, BODY)));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void everyReplyHasEveryFieldOfItsType(String decision, String reason, Reply reply) {
        JsonNode json = json(reply, 0.5);

        assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrder(FIELDS);
        assertThat(json.path("decision").textValue()).isEqualTo(decision);
        assertThat(json.path("reason").textValue()).isEqualTo(reason);
        assertThat(json.path("answer").isTextual()).isTrue();
        assertThat(json.path("answer").textValue()).isNotBlank();
        assertThat(json.path("sources").isArray()).isTrue();
        assertThat(json.path("resources").isArray()).isTrue();
        assertThat(json.path("suggestions").isArray()).isTrue();
        assertThat(json.path("advice").textValue()).isIn("fact", "opinion", "market");
        assertThat(json.path("composer").textValue()).isIn("extractive", "model");
        assertThat(json.path("as_of").isNull() || json.path("as_of").isTextual())
                .isTrue();
        assertThat(json.path("degraded").isBoolean()).isTrue();
        assertThat(json.path("confidence").doubleValue()).isEqualTo(0.5);
        assertThat(json.path("timings_ms").path("total").doubleValue()).isEqualTo(2.5);
    }

    @Test
    void anAnswerTellsWhereItComesFromAndWhatToReadNext() {
        JsonNode json = json(ANSWER, 0.87654);

        assertThat(json.path("answer").textValue()).isEqualTo("Learn joins.[1]");
        assertThat(json.path("sources").toString())
                .isEqualTo(
                        "[{\"id\":\"sql\",\"title\":\"SQL\",\"section\":\"What to learn\",\"url\":\"/knowledge/sql#what-to-learn\"},"
                                + "{\"id\":\"python\",\"title\":\"Python\",\"section\":\"\",\"url\":\"/knowledge/python\"}]");
        assertThat(json.path("resources").toString())
                .isEqualTo(
                        "[{\"id\":\"r\",\"title\":\"A course\",\"url\":\"https://example.org/c\",\"kind\":\"course\","
                                + "\"level\":\"beginner\",\"cost\":\"free\",\"about\":\"Good.\"}]");
        assertThat(json.path("suggestions").toString())
                .isEqualTo("[{\"label\":\"Short\",\"question\":\"A longer question?\"}]");
        assertThat(json.path("advice").textValue()).isEqualTo("market");
        assertThat(json.path("as_of").textValue()).isEqualTo("2026-03-01");
        assertThat(json.path("composer").textValue()).isEqualTo("model");
        assertThat(json.path("degraded").booleanValue()).isFalse();
        assertThat(json.path("confidence").doubleValue()).isEqualTo(0.877);
        assertThat(json.path("timings_ms").toString()).isEqualTo("{\"route\":0.5,\"total\":2.5}");
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"MODEL_DOWN", "MODEL_SLOW", "BUDGET", "MODEL_REFUSED"})
    void anAnswerThatTheModelShouldHaveWrittenSaysWhyItDidNot(Reason reason) {
        Reply.Answer degraded = new Reply.Answer(
                BODY, ANSWER.sources(), List.of(), Advice.FACT, null, Reply.Composer.EXTRACTIVE, reason, List.of());

        JsonNode json = json(degraded, 1);

        assertThat(json.path("degraded").booleanValue()).isTrue();
        assertThat(json.path("reason").textValue()).isEqualTo(reason.code());
        assertThat(json.path("composer").textValue()).isEqualTo("extractive");
    }

    @Test
    void whatWasNotFoundNamesTheNearestArticles() {
        JsonNode json = json(
                new Reply.NotFound(
                        Reason.TOO_THIN, BODY, List.of(new Source("sql", "SQL", "")), List.of(Suggestion.of("SQL?"))),
                0.2);

        assertThat(json.path("sources").path(0).path("id").textValue()).isEqualTo("sql");
        assertThat(json.path("suggestions").path(0).path("question").textValue())
                .isEqualTo("SQL?");
    }

    @Test
    void aRateLimitSaysWhenToComeBack() {
        JsonNode json = json(new Reply.Declined(Reason.RATE_LIMIT, BODY, Duration.ofSeconds(90)), 1);

        assertThat(json.path("retry_after_s").longValue()).isEqualTo(90);
        assertThat(json.path("reason").textValue()).isEqualTo("rate_limit");
    }

    @Test
    void aPanelIsAnsweredWithItsBody() {
        Action action = new Action("delete", "Delete", "", Action.Weight.DANGER);

        assertThat(json(new Reply.Panel("Data", BODY, List.of(action)), 1)
                        .path("answer")
                        .textValue())
                .isEqualTo("So it is.");
    }

    @Test
    void theReadmeNamesTheFieldsThatThereAre() throws IOException {
        Path readme = Path.of("README.md");
        List<String> documented = new ArrayList<>();
        Pattern row = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");
        String text = Files.readString(readme);
        String section = text.substring(text.indexOf("## For scripts"));
        section = section.substring(0, section.indexOf("\n## ", 1));
        row.matcher(section)
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(documented::add);

        // The door adds the conversation, as it was sent.
        documented.remove("conversation");
        assertThat(documented).containsExactlyInAnyOrder(FIELDS);
        for (Reason reason : Reason.values()) {
            assertThat(section).contains("`" + reason.code() + "`");
        }
    }

    private static JsonNode json(Reply reply, double confidence) {
        Map<String, Double> timings = new LinkedHashMap<>();
        timings.put("route", 0.5);
        timings.put("total", 2.5);
        ObjectNode json =
                ReplyJson.of(new Exchange(Question.of("?"), "?", reply, List.of("sql"), confidence, "", 0, 0, timings));
        try {
            // As a script would see it.
            return new ObjectMapper().readTree(json.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
