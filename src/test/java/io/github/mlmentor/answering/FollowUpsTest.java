package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowUpsTest {
    private static Turn turn(String standalone) {
        return new Turn(standalone, standalone, List.of("docker"), "an answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "and how do i learn it?",
                "how long does it take",
                "what about kubernetes",
                "why?",
                "is it hard",
                "tell me more",
                "...and that one?",
                "How much does it cost?",
                "which one is better",
                "do i need it for my first job"
            })
    void whatPointsBackIsLookedUpWithWhatItPointsAt(String text) {
        assertThat(FollowUps.standalone(text, List.of(turn("what is docker")))).isEqualTo("what is docker\n" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what does a data engineer do",
                "how do i prepare for ml interviews",
                "which maths do i need for deep learning",
                "docker vs kubernetes"
            })
    void whatStandsAloneIsLookedUpAlone(String text) {
        assertThat(FollowUps.standalone(text, List.of(turn("what is docker")))).isEqualTo(text);
    }

    @Test
    void theFirstQuestionHasNothingToPointAt() {
        assertThat(FollowUps.standalone("and how do i learn it?", List.of())).isEqualTo("and how do i learn it?");
    }

    @Test
    void itPointsAtTheLastQuestionThatWasUnderstood() {
        List<Turn> history = List.of(turn("what is docker"), turn("what is pandas"));

        assertThat(FollowUps.standalone("is it hard", history)).isEqualTo("what is pandas\nis it hard");
    }

    @Test
    void theSubjectIsCarriedFromTurnToTurn() {
        List<Turn> history = new ArrayList<>(List.of(turn("what is docker")));
        for (String text : List.of("and how do i learn it", "how long does that take")) {
            history.add(new Turn(text, FollowUps.standalone(text, history), List.of("docker"), ""));
        }

        assertThat(FollowUps.standalone("is it worth it", history))
                .startsWith("what is docker")
                .endsWith("is it worth it");
    }

    @Test
    void aLongConversationKeepsItsSubjectAndItsQuestionAndNoMore() {
        List<Turn> history = new ArrayList<>(List.of(turn("what is docker")));
        for (int i = 0; i < 200; i++) {
            String text = "and how does it do that " + i;
            history.add(new Turn(text, FollowUps.standalone(text, history), List.of("docker"), ""));
        }

        String standalone = FollowUps.standalone("is it worth it", history);

        assertThat(standalone)
                .startsWith("what is docker\n")
                .endsWith("\nis it worth it")
                .hasSizeLessThan(1_100);
    }

    @Test
    void onlyWhatNamesNoSubjectPointsAtNothing() {
        assertThat(FollowUps.pointsAtNothing("how long does it take?")).isTrue();
        assertThat(FollowUps.pointsAtNothing("is that hard")).isTrue();
        assertThat(FollowUps.pointsAtNothing("how long does docker take?")).isFalse();
        assertThat(FollowUps.pointsAtNothing("how long")).isFalse();
        assertThat(FollowUps.pointsAtNothing("")).isFalse();
    }
}
