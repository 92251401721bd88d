package io.github.mlmentor.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.answering.Verdict;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.markdown.MarkdownReader;
import org.junit.jupiter.api.Test;

class LengthGuardTest {
    private final LengthGuard guard = new LengthGuard(100);

    private Verdict check(Document body) {
        return guard.check(Candidates.byModel(body));
    }

    @Test
    void whatFitsIsAccepted() {
        assertThat(check(Document.of("a".repeat(60), "b".repeat(40)))).isEqualTo(new Verdict.Accepted());
        assertThat(check(Document.EMPTY)).isEqualTo(new Verdict.Accepted());
    }

    @Test
    void whatIsTooLongIsCutBetweenBlocks() {
        assertThat(check(Document.of("a".repeat(60), "b".repeat(30), "c".repeat(11), "d")))
                .isEqualTo(new Verdict.Amended("length", Document.of("a".repeat(60), "b".repeat(30))));
    }

    @Test
    void aHeadingThatLostItsTextGoesWithIt() {
        Document body = MarkdownReader.read("First.\n\n## Second\n\n### Third\n\n" + "c".repeat(200));

        assertThat(check(body)).isEqualTo(new Verdict.Amended("length", Document.of("First.")));
    }

    @Test
    void aBlockThatAloneIsTooLongIsRefusedWhateverFollows() {
        assertThat(check(Document.of("a".repeat(101)))).isInstanceOf(Verdict.Refused.class);
        assertThat(check(Document.of("a".repeat(101), "b"))).isInstanceOf(Verdict.Refused.class);
        assertThat(check(MarkdownReader.read("## Heading\n\n" + "a".repeat(101))))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void itWaitsForTheWholeAnswer() {
        assertThat(guard.judgesParts()).isFalse();
    }
}
