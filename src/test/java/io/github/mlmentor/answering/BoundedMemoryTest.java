package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedMemoryTest {
    private static Turn turn(String question) {
        return new Turn(question, question, List.of(), "");
    }

    @Test
    void turnsComeBackOldestFirst() {
        BoundedMemory memory = new BoundedMemory(2, 8);
        memory.remember("a", turn("one"));
        memory.remember("a", turn("two"));

        assertThat(memory.recall("a")).containsExactly(turn("one"), turn("two"));
    }

    @Test
    void conversationsDoNotKnowOfEachOther() {
        BoundedMemory memory = new BoundedMemory(2, 8);
        memory.remember("a", turn("one"));

        assertThat(memory.recall("b")).isEmpty();
        assertThat(memory.recall("A")).isEmpty();
        assertThat(memory.recall("")).isEmpty();
    }

    @Test
    void onlyTheLastTurnsAreKept() {
        BoundedMemory memory = new BoundedMemory(2, 3);
        for (int i = 0; i < 10; i++) {
            memory.remember("a", turn("question " + i));
        }

        assertThat(memory.recall("a")).containsExactly(turn("question 7"), turn("question 8"), turn("question 9"));
    }

    @Test
    void theConversationThatWasUnusedForLongestGoesFirst() {
        BoundedMemory memory = new BoundedMemory(2, 3);
        memory.remember("a", turn("one"));
        memory.remember("b", turn("two"));
        memory.recall("a");
        memory.remember("c", turn("three"));

        assertThat(memory.recall("a")).isNotEmpty();
        assertThat(memory.recall("b")).isEmpty();
        assertThat(memory.recall("c")).isNotEmpty();
    }

    @Test
    void whatWasRecalledDoesNotChangeLater() {
        BoundedMemory memory = new BoundedMemory(2, 3);
        memory.remember("a", turn("one"));
        List<Turn> recalled = memory.recall("a");

        memory.remember("a", turn("two"));

        assertThat(recalled).containsExactly(turn("one"));
    }
}
