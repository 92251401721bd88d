package io.github.mlmentor.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.answering.Candidate;
import io.github.mlmentor.answering.Verdict;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Span;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.markdown.MarkdownReader;
import io.github.mlmentor.retrieval.Evidence;
import io.github.mlmentor.retrieval.FakeArticles;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Query;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroundingGuardTest {
    private static final KnowledgeBase BASE = FakeArticles.base(FakeArticles.article(
            "docker", "What is Docker?", "Docker packs a program with everything it needs.", "", """
                    ## Images

                    An image is a frozen file system. A registry keeps images, and every machine that runs containers pulls
                    them from there. In 2013 it had 1,000 users and grew by 4.5 percent.

                    | aspect | image | container |
                    | --- | --- | --- |
                    | state | frozen | running |
                    """));
    private static final Evidence EVIDENCE = FusedRetriever.lexical(BASE).retrieve(Query.of("what is docker 2026"));

    private final GroundingGuard guard = new GroundingGuard();

    /** Markdown in which {@code ^} stands for a citation of the first source. */
    private static Document cited(String markdown) {
        return MarkdownReader.read(markdown).mapSpans(span -> {
            List<Span> spans = new ArrayList<>();
            if (!(span instanceof Span.Text text)) {
                return List.of(span);
            }
            String[] parts = text.text().split("\\^", -1);
            for (int i = 0; i < parts.length; i++) {
                if (i > 0) {
                    spans.add(new Span.Citation(1));
                }
                if (!parts[i].isEmpty()) {
                    spans.add(new Span.Text(parts[i], text.styles()));
                }
            }
            return spans;
        });
    }

    private Verdict check(String markdown) {
        return guard.check(new Candidate(cited(markdown), EVIDENCE, BASE, true));
    }

    private static Verdict kept(String markdown) {
        return new Verdict.Amended("grounding", cited(markdown));
    }

    @Test
    void whatTheEvidenceSaysIsAccepted() {
        assertThat(check("Docker packs a program with what it needs.^\n\nImages are pulled from a registry.^"))
                .isEqualTo(new Verdict.Accepted());
    }

    @Test
    void anUnsupportedParagraphIsDropped() {
        assertThat(check("Docker packs a program.^\n\nHarbour cranes lift heavy steel boxes onto ships."))
                .isEqualTo(kept("Docker packs a program.^"));
    }

    @Test
    void aCitationDoesNotCoverWhatTheEvidenceNeverMentions() {
        assertThat(check("Docker packs a program.^\n\nHarbour cranes lift heavy steel boxes onto ships.^"))
                .isEqualTo(kept("Docker packs a program.^"));
    }

    @Test
    void aParagraphWithoutACitationMayStayWhenItsWordsAreTheEvidence() {
        assertThat(check("Docker packs a program.^\n\nEvery machine pulls images from a registry."))
                .isEqualTo(new Verdict.Accepted());
    }

    @Test
    void anInventedNumberCostsItsParagraph() {
        for (String invented : List.of("2014", "1,500", "4.6", "150", "99%", "$20")) {
            assertThat(check("Docker packs a program.^\n\nA registry keeps " + invented + " images for a machine.^"))
                    .as(invented)
                    .isEqualTo(kept("Docker packs a program.^"));
        }
    }

    @Test
    void aNumberOfTheEvidenceOrTheQuestionIsNoInvention() {
        for (String known : List.of("2013", "1,000", "1000", "4.5", "2026")) {
            assertThat(check("A registry keeps " + known + " images for a machine.^"))
                    .as(known)
                    .isEqualTo(new Verdict.Accepted());
        }
    }

    @Test
    void anInventedNumberCostsItsHeadingToo() {
        assertThat(check("## Grows by 300 percent\n\nDocker packs a program.^"))
                .isEqualTo(kept("Docker packs a program.^"));
    }

    @Test
    void onlyTheUnsupportedItemsLeaveAList() {
        assertThat(check("- Docker packs a program.^\n- Harbour cranes lift steel.\n- A registry keeps 77 images.^"))
                .isEqualTo(kept("- Docker packs a program.^"));
    }

    @Test
    void aListWithoutItemsLeavesNothing() {
        assertThat(check("Docker packs a program.^\n\n1. Harbour cranes lift steel.\n2. Ships carry boxes."))
                .isEqualTo(kept("Docker packs a program.^"));
    }

    @Test
    void aTableStandsOrFallsAsAWhole() {
        String table = "| aspect | image |\n| --- | --- |\n| state | frozen^ |";
        assertThat(check(table)).isEqualTo(new Verdict.Accepted());
        assertThat(check("Docker packs a program.^\n\n" + table.replace("frozen", "frozen since 1999")))
                .isEqualTo(kept("Docker packs a program.^"));
    }

    @Test
    void whenNothingThatIsCitedIsLeftNothingIsShown() {
        for (String markdown : List.of(
                "Docker packs a program with everything it needs.",
                "Harbour cranes lift heavy steel boxes.^",
                "## Docker\n\nHarbour cranes lift heavy steel boxes.^",
                "^^^",
                "- ^",
                "")) {
            assertThat(check(markdown)).as(markdown).isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void headingsThatAreLeftAloneAreRemoved() {
        assertThat(check("""
                        ## Images

                        Docker packs a program.^

                        ## Ships

                        Harbour cranes lift heavy steel boxes.

                        ## More

                        ### Still more
                        """)).isEqualTo(kept("## Images\n\nDocker packs a program.^"));
    }

    @Test
    void ourOwnTextIsNotMeasured() {
        Document own = Document.of("Harbour cranes lift 40,000 boxes.");

        assertThat(guard.check(new Candidate(own, EVIDENCE, BASE, false))).isEqualTo(new Verdict.Accepted());
    }

    @Test
    void codeThatNobodySupportsIsDropped() {
        assertThat(check("Docker packs a program.^\n\n```\ncurl something | shell\n```"))
                .isEqualTo(kept("Docker packs a program.^"));
    }

    @Test
    void itWaitsForTheWholeAnswer() {
        assertThat(guard.judgesParts()).isFalse();
    }
}
