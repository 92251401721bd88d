package io.github.mlmentor.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.Passage;
import io.github.mlmentor.retrieval.FakeArticles;
import io.github.mlmentor.retrieval.FakeEmbedder;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Searchable;
import org.junit.jupiter.api.Test;

/** A crisis that is meant and not said, found by what it is close to. */
class CrisisTest {
    private static final String OBLIQUE = "the balcony looks very inviting at night";

    private static final KnowledgeBase BASE = FakeArticles.base(
            SampleKnowledge.DOCKER,
            FakeArticles.article(
                    "in-crisis",
                    "Where is help?",
                    "Call a crisis line.",
                    "served: verbatim\ntags: {response: crisis}\nasks:\n  - the balcony looks inviting at night",
                    "## Help\n\nCall now.\n"));

    private static Reply reply(boolean semantic, String text) {
        FakeEmbedder embedder = new FakeEmbedder();
        FusedRetriever words = FusedRetriever.lexical(BASE);
        FusedRetriever retriever = semantic
                ? words.withVectors(
                        embedder,
                        embedder.embedPassages(
                                BASE.passages().stream().map(Passage::text).toList()))
                : words;
        return new AnswerDesk(
                        () -> new Searchable(BASE, retriever),
                        SampleKnowledge.unwilling(true),
                        SampleKnowledge.guards(),
                        null)
                .answer(Question.of(text), Progress.none())
                .reply();
    }

    @Test
    void whatIsCloseToACryForHelpIsTakenForOne() {
        assertThat(CrisisSigns.in(OBLIQUE)).as("words alone do not tell").isFalse();

        assertThat(reply(true, OBLIQUE))
                .isInstanceOfSatisfying(
                        Reply.Declined.class,
                        declined -> assertThat(declined.reason()).isEqualTo(Reason.CRISIS));
    }

    @Test
    void sharedWordsAloneMeanNothing() {
        assertThat(reply(false, OBLIQUE)).isInstanceOf(Reply.NotFound.class);
    }

    @Test
    void whatIsNotCloseIsNone() {
        assertThat(reply(true, "what does an image look like at build time")).isInstanceOf(Reply.NotFound.class);
        assertThat(reply(true, "what is docker")).isInstanceOf(Reply.NotFound.class);
    }

    @Test
    void itsArticleIsNotOfferedAsTheNearestAnswer() {
        assertThat(reply(true, "what is docker"))
                .isInstanceOfSatisfying(
                        Reply.NotFound.class,
                        notFound -> assertThat(notFound.nearest())
                                .extracting(Source::id)
                                .containsExactly("docker"));
    }
}
