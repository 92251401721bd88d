package io.github.mlmentor.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffTest {
    /** A line each: its sign, and its words with what changed in brackets. */
    private static String shown(String before, String after) {
        return Diff.of(before, after).stream()
                .map(line -> line.sign()
                        + line.pieces().stream()
                                .map(piece -> piece.changed() ? "[" + piece.text() + "]" : piece.text())
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void changedWordsAreMarkedInBothLines() {
        assertThat(shown("one\nread two books\nthree", "one\nread three books\nthree"))
                .isEqualTo(" one\n−read [two] books\n+read [three] books\n three");
    }

    @Test
    void linesThatComeAndGoStandWhereTheyDo() {
        assertThat(shown("one\ntwo", "one\nnew\ntwo")).isEqualTo(" one\n+[new]\n two");
        assertThat(shown("one\ntwo\nthree", "one\nthree")).isEqualTo(" one\n−[two]\n three");
    }

    @Test
    void ofSeveralLinesInARowTheNewOnesStandBelowTheOld() {
        List<Diff.Line> lines = Diff.of("a b\nc d\nend", "a x\nc y\nend");
        assertThat(lines).extracting(Diff.Line::kind).containsExactly("out", "out", "in", "in", "same");
    }

    @Test
    void whatStaysIsLeftOutFarFromChanges() {
        String before = IntStream.range(0, 20).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        String shown = shown(before, before.replace("line 10", "line ten"));
        assertThat(shown).startsWith(" 7 lines as before\n line 7\n").endsWith("\n line 13\n 6 lines as before");
    }

    @Test
    void aNewTextIsAllPutInAndTheSameTextIsNoChange() {
        assertThat(Diff.of("", "one\ntwo\n")).extracting(Diff.Line::kind).containsExactly("in", "in");
        assertThat(Diff.of("one\ntwo\n", "one\ntwo\n")).isEmpty();
    }

    @Test
    void nothingInATextIsTakenForAMark() {
        assertThat(shown("a <b>&amp;\uE000 c", "a <b>&amp; \uE001d")).isEqualTo("−a <b>&amp; [c]\n+a <b>&amp; [d]");
    }
}
