package io.github.mlmentor.evaluation;

import static io.github.mlmentor.evaluation.Outcomes.decided;
import static io.github.mlmentor.evaluation.Outcomes.ranked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Measured OURS = measured(
            "ours",
            decided("zebra", "answered", "answered", 1, 1.25),
            decided("zebra", "answered", "not_found", 2, 1.25),
            decided("ant", "off_topic", "answered", -1, 1.25));
    private static final Measured THEIRS = measured(
            "theirs",
            ranked(3),
            ranked(2),
            new Outcome(Outcomes.question("ant", "off_topic", List.of(), ""), List.of(), 1, null));

    private static Measured measured(String name, Outcome... outcomes) {
        return new Measured(name, Arrays.asList(outcomes));
    }

    private static Report report(Measured... measured) {
        return new Report(List.of(10, 1, 3, 1), Grouping.SET, Arrays.asList(measured), List.of("a note"));
    }

    private static String row(String text, String begin) {
        return text.lines()
                .filter(line -> line.startsWith(begin))
                .findFirst()
                .orElse("")
                .strip()
                .replaceAll(" +", " ");
    }

    @Test
    void contendersStandSideBySideWithCountsAndIntervals() {
        String text = report(OURS, THEIRS).text(5);

        assertThat(text).startsWith("a note\n3 questions, 2 of them with a relevant article\n");
        assertThat(row(text, "          ours")).isEqualTo("ours theirs");
        assertThat(row(text, "hit@1 ")).isEqualTo("hit@1 1 0.500 [0.095, 0.905] 0 0.000 [0.000, 0.658]");
        assertThat(row(text, "hit@3")).isEqualTo("hit@3 2 1.000 [0.342, 1.000] 2 1.000 [0.342, 1.000]");
        assertThat(row(text, "MRR@10")).isEqualTo("MRR@10 0.750 [0.500, 1.000] 0.417 [0.333, 0.500]");
        assertThat(row(text, "nDCG@1 ")).startsWith("nDCG@1 0.500");
        assertThat(text).doesNotContain("hit@5");
    }

    @Test
    void theFirstIsComparedWithEachOtherQuestionByQuestion() {
        String text = report(OURS, THEIRS).text(5);

        assertThat(row(text, "theirs  "))
                .startsWith("theirs MRR@10 +0.333 [+0.000, +0.667], better in ")
                .endsWith("hit@1 +1 (1 won, 0 lost); hit@3 +0 (0 won, 0 lost); hit@10 +0 (0 won, 0 lost)");
        assertThat(report(OURS).text(5)).doesNotContain("beside the others");
    }

    @Test
    void decisionsStandOnlyBesideThoseThatDecide() {
        String text = report(OURS, THEIRS).text(5);

        assertThat(text).contains("Decisions of ours").doesNotContain("Decisions of theirs");
        assertThat(row(text, "right")).isEqualTo("right 1 of 3, 0.333 [0.061, 0.792]");
        assertThat(row(text, "false refusals")).startsWith("false refusals 1 of 2, 0.500");
        assertThat(row(text, "wrong answers")).startsWith("wrong answers 1 of 1, 1.000");
        assertThat(row(text, "wanted \\ got")).isEqualTo("wanted \\ got answered not_found");
        assertThat(row(text, "answered ")).isEqualTo("answered 1 1");
        assertThat(row(text, "off_topic ")).isEqualTo("off_topic 1 0");
        assertThat(row(text, "ours ranks")).isEqualTo("ours ranks 1.3 1.3 1.3");
        assertThat(row(text, "ours answers")).isEqualTo("ours answers 2.5 2.5 2.5");
        assertThat(row(text, "theirs answers")).isEmpty();
    }

    @Test
    void groupsHaveTheirOwnFiguresAndADashForWhatWasNotMeasured() {
        String text = report(OURS, THEIRS).text(5);

        assertThat(row(text, "zebra ")).isEqualTo("zebra 2 2 0.500 1.000 1.000 0.750 0.815 0.500 0.500");
        assertThat(row(text, "ant ")).isEqualTo("ant 1 0 - - - - - 0.000 0.000");
        assertThat(report(measured("one set", ranked(1))).text(5)).doesNotContain("one set by set");
    }

    @Test
    void failuresAreShownWorstFirstAndNotAllOfThem() {
        Measured bad = measured(
                "bad",
                decided("a", "answered", "not_found", 2, 1),
                decided("off_topic", "answered"),
                decided("off_topic", "answered"),
                decided("a", "answered", "answered", 0, 1),
                decided("a", "answered", "answered", 4, 1),
                decided("not_found", "off_topic"));

        List<String> headings = report(bad)
                .text(1)
                .lines()
                .filter(line -> line.startsWith("bad: "))
                .toList();
        assertThat(headings)
                .containsExactly(
                        "bad: answered, though it should not be, 2",
                        "bad: refused, though the knowledge answers it, 1",
                        "bad: no relevant article found, 1",
                        "bad: another decision than wanted, 1",
                        "bad: a relevant article found, but not first, 1");
        assertThat(report(bad).text(1))
                .contains("… and 1 more")
                .contains(
                        "1  what is docker\n    answered -> not_found, place 2, wanted docker, found other-1 docker other-3\n");
        assertThat(report(bad).text(9)).doesNotContain("more: --failures");
        assertThat(report(bad).text(0)).doesNotContain("bad: ");
    }

    @Test
    void theJsonSaysTheSame() throws Exception {
        JsonNode json = new ObjectMapper().readTree(report(OURS, THEIRS).json(5));

        assertThat(json.at("/questions").asInt()).isEqualTo(3);
        assertThat(json.at("/notes/0").asText()).isEqualTo("a note");
        assertThat(json.at("/retrievers")).hasSize(2);
        JsonNode ours = json.at("/retrievers/0");
        assertThat(ours.at("/name").asText()).isEqualTo("ours");
        assertThat(ours.at("/figures/hit@1").toString()).startsWith("{\"value\":0.5,\"count\":1,\"low\":0.09");
        assertThat(ours.at("/figures/mrr@10/value").asDouble()).isEqualTo(0.75);
        assertThat(ours.at("/figures/decisions/count").asInt()).isEqualTo(1);
        assertThat(ours.at("/figures/false_refusals/of").asInt()).isEqualTo(2);
        assertThat(ours.at("/figures/confusion/off_topic/answered").asInt()).isEqualTo(1);
        assertThat(ours.at("/figures/answering_ms/p95").asDouble()).isEqualTo(2.5);
        assertThat(ours.at("/by_set/zebra/hit@1/count").asInt()).isEqualTo(1);
        assertThat(json.at("/retrievers/1/figures").has("decisions")).isFalse();
        assertThat(json.at("/compared/theirs/hit@1/won").asInt()).isEqualTo(1);
        assertThat(json.at("/compared/theirs/mrr@10/difference").asDouble()).isBetween(0.33, 0.34);
        assertThat(json.at("/failures/0/failure").asText()).isEqualTo("answered_wrongly");
        assertThat(json.at("/failures/1/found/1").asText()).isEqualTo("docker");
    }

    @Test
    void withoutRelevantArticlesThereAreDecisionsAlone() {
        String text =
                report(measured("decides", decided("off_topic", "off_topic"))).text(5);

        assertThat(text).contains("right          1 of 1").doesNotContain("hit@1");
    }

    @Test
    void withoutQuestionsThereIsNoReport() {
        assertThatThrownBy(() -> report(measured("nothing"))).hasMessageContaining("no question");
        assertThatThrownBy(() -> report()).hasMessageContaining("no question");
    }

    @Test
    void aDepthThatIsNotRankedIsRefused() {
        for (int k : List.of(0, -1, 11)) {
            assertThatThrownBy(() -> new Report(List.of(1, k), Grouping.SET, List.of(OURS), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(Integer.toString(k), "--k 1,3,5,10");
        }
    }
}
