package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
    private static List<String> told(String text, int piece) {
        List<String> told = new ArrayList<>();
        Sentences sentences = new Sentences(told::add);
        for (int from = 0; from < text.length(); from += piece) {
            sentences.add(text.substring(from, Math.min(text.length(), from + piece)));
        }
        return told;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void eachTellingHasOneWholeSentenceMore(int piece) {
        assertThat(told("Docker packs. Does it run? Yes! It does.", piece))
                .containsExactly("Docker packs.", "Docker packs. Does it run?", "Docker packs. Does it run? Yes!");
    }

    @Test
    void aLineIsWholeToo() {
        assertThat(told("- one\n- two\n- three", 1)).containsExactly("- one\n", "- one\n- two\n");
    }

    @Test
    void aPointInsideASentenceDoesNotEndIt() {
        assertThat(told("Tools, e.g. containers, cost 3.5 percent. Next", 1))
                .containsExactly("Tools, e.g. containers, cost 3.5 percent.");
    }

    @Test
    void aMarkIsNotTornFromItsSentence() {
        assertThat(told("It packs [e1] and ships [e2]. Then it runs [e3]. Done", 1))
                .containsExactly("It packs [e1] and ships [e2].", "It packs [e1] and ships [e2]. Then it runs [e3].");
    }

    @Test
    void severalSentencesInOnePieceAreToldTogether() {
        assertThat(told("One. Two. Three", 100)).containsExactly("One. Two.");
    }

    @Test
    void nothingIsToldTwice() {
        assertThat(told("One. Two\n\n\nThree.  Four", 1)).doesNotHaveDuplicates();
    }

    @Test
    void nothingWholeNothingTold() {
        assertThat(told("an answer that was cut in the mid", 4)).isEmpty();
    }
}
