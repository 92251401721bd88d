package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Block;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberingTest {
    private static final Source A = new Source("a", "A", "");
    private static final Source B = new Source("b", "B", "");
    private static final Source C = new Source("c", "C", "");

    private static Document citing(int... numbers) {
        List<Span> spans = new ArrayList<>();
        for (int number : numbers) {
            spans.add(new Span.Text("x "));
            spans.add(new Span.Citation(number));
        }
        return new Document(List.of(new Block.Paragraph(spans)));
    }

    @Test
    void numbersFollowTheReader() {
        Numbering.Numbered numbered = Numbering.renumber(citing(3, 1, 3), List.of(A, B, C));

        assertThat(numbered.body()).isEqualTo(citing(1, 2, 1));
        assertThat(numbered.sources()).containsExactly(C, A);
    }

    @Test
    void aSourceThatNothingCitesAnyMoreIsDropped() {
        Numbering.Numbered numbered = Numbering.renumber(citing(2), List.of(A, B, C));

        assertThat(numbered.body()).isEqualTo(citing(1));
        assertThat(numbered.sources()).containsExactly(B);
    }

    @Test
    void aSourceThatStandsTwiceHasOneNumber() {
        assertThat(Numbering.renumber(citing(1, 2), List.of(A, A)).body()).isEqualTo(citing(1, 1));
    }

    @Test
    void aCitationOfNothingIsDropped() {
        Numbering.Numbered numbered = Numbering.renumber(citing(1, 9), List.of(A));

        assertThat(numbered.body().plainText()).isEqualTo("x x ");
        assertThat(numbered.sources()).containsExactly(A);
        assertThat(numbered.body().blocks())
                .hasSize(1)
                .first()
                .satisfies(block -> assertThat(((Block.Paragraph) block).spans())
                        .filteredOn(Span.Citation.class::isInstance)
                        .hasSize(1));
    }
}
