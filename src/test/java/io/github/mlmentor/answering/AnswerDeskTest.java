package io.github.mlmentor.answering;

import static io.github.mlmentor.answering.SampleKnowledge.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Advice;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.retrieval.FakeArticles;
import io.github.mlmentor.retrieval.Searchable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerDeskTest {
    private final AnswerDesk desk = SampleKnowledge.desk(BASE);

    private Exchange ask(String text) {
        return desk.answer(Question.of(text), Progress.none());
    }

    private static Reply.Answer answer(Exchange exchange) {
        assertThat(exchange.reply()).isInstanceOf(Reply.Answer.class);
        return (Reply.Answer) exchange.reply();
    }

    private static AnswerDesk deskOver(KnowledgeBase base, Calibration calibration) {
        return new AnswerDesk(() -> SampleKnowledge.searchable(base), calibration, SampleKnowledge.guards(), null);
    }

    @Test
    void aQuestionIsAnsweredFromTheKnowledgeWithItsSources() {
        Exchange exchange = ask("what is docker");
        Reply.Answer answer = answer(exchange);

        assertThat(answer.body().plainText()).startsWith(SampleKnowledge.DOCKER_SHORT);
        assertThat(answer.sources().get(0)).isEqualTo(new Source("docker", "What is Docker?", ""));
        assertThat(answer.composer()).isEqualTo(Reply.Composer.EXTRACTIVE);
        assertThat(answer.degraded()).isNull();
        assertThat(exchange.evidence()).startsWith("docker");
        assertThat(exchange.standalone()).isEqualTo("what is docker");
        assertThat(exchange.promptVersion()).isEmpty();
        assertThat(exchange.confidence()).isBetween(0.0, 1.0);
        assertThat(exchange.timings().keySet()).startsWith("route", "retrieve").endsWith("total");
    }

    @Test
    void whatMayBeAskedNextIsWhatTheArticleNamesAndThereIs() {
        assertThat(answer(ask("what is docker")).suggestions())
                .containsExactly(
                        Suggestion.of("How do you serve a model?"), Suggestion.of("What helps against burnout?"));
    }

    @Test
    void theMostCautiousAdviceAndTheOldestDateCount() {
        Reply.Answer one = answer(ask("what is docker"));
        assertThat(one.advice()).isEqualTo(Advice.FACT);
        assertThat(one.asOf()).isEqualTo(LocalDate.of(2026, 5, 1));

        KnowledgeBase base = FakeArticles.base(
                FakeArticles.article("a", "What is drift?", "Inputs change.", "advice: fact\nreviewed: 2026-06-01", ""),
                FakeArticles.article("b", "What is decay?", "Models age.", "advice: market\nreviewed: 2025-01-31", ""));
        Reply.Answer both = answer(deskOver(base, SampleKnowledge.willing())
                .answer(Question.of("what is drift? and what is decay?"), Progress.none()));

        assertThat(both.sources()).extracting(Source::id).containsExactlyInAnyOrder("a", "b");
        assertThat(both.advice()).isEqualTo(Advice.MARKET);
        assertThat(both.asOf()).isEqualTo(LocalDate.of(2025, 1, 31));
    }

    @Test
    void withoutAReviewThereIsNoDate() {
        KnowledgeBase base = FakeArticles.base(FakeArticles.article("a", "What is drift?", "Inputs change.", "", ""));

        assertThat(answer(deskOver(base, SampleKnowledge.willing())
                                .answer(Question.of("what is drift"), Progress.none()))
                        .asOf())
                .isNull();
    }

    @Test
    void whatIsNotInTheKnowledgeNamesTheNearest() {
        Exchange exchange = deskOver(BASE, SampleKnowledge.unwilling(true))
                .answer(Question.of("what is docker swarm"), Progress.none());

        assertThat(exchange.reply()).isInstanceOfSatisfying(Reply.NotFound.class, notFound -> {
            assertThat(notFound.reason()).isEqualTo(Reason.TOO_THIN);
            assertThat(notFound.nearest())
                    .hasSize(3)
                    .first()
                    .extracting(Source::id)
                    .isEqualTo("docker");
            assertThat(notFound.suggestions()).hasSize(3);
        });
        assertThat(exchange.confidence()).isGreaterThan(0.9);
    }

    @Test
    void whatIsOffTopicSaysWhatTheBotIsFor() {
        Exchange exchange = deskOver(BASE, SampleKnowledge.unwilling(false))
                .answer(Question.of("how do i bake bread"), Progress.none());

        assertThat(exchange.reply()).isInstanceOfSatisfying(Reply.OffTopic.class, offTopic -> {
            assertThat(offTopic.body().plainText()).contains("machine-learning engineer");
            assertThat(offTopic.suggestions()).isNotEmpty();
        });
    }

    @Test
    void twoReadingsAreOffered() {
        KnowledgeBase base = FakeArticles.base(
                FakeArticles.article("a", "Data engineer", "Builds pipelines.", "", ""),
                FakeArticles.article("b", "Platform engineer", "Builds platforms.", "", ""),
                FakeArticles.article("c", "Docker", "Packs.", "", ""));

        Reply reply = deskOver(base, SampleKnowledge.willing())
                .answer(Question.of("engineer"), Progress.none())
                .reply();

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Clarification.class,
                        clarification -> assertThat(clarification.readings())
                                .containsExactlyInAnyOrder(
                                        Suggestion.of("Data engineer"), Suggestion.of("Platform engineer")));
    }

    @Test
    void anEmptyKnowledgeAnswersNothing() {
        Reply reply = deskOver(KnowledgeBase.EMPTY, Calibration.shipped())
                .answer(Question.of("what is docker"), Progress.none())
                .reply();

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.NotFound.class,
                        notFound -> assertThat(notFound.nearest()).isEmpty());
    }

    @Test
    void aScopeThatNothingHasIsNotFound() {
        Question question = new Question("what is docker", List.of(), Map.of("course", "none"));

        assertThat(desk.answer(question, Progress.none()).reply()).isInstanceOf(Reply.NotFound.class);
    }

    @Test
    void smallTalkTouchesNoKnowledge() {
        AnswerDesk without = new AnswerDesk(
                () -> {
                    throw new AssertionError("looked something up");
                },
                SampleKnowledge.willing(),
                SampleKnowledge.guards(),
                null);

        for (String text : List.of("hi", "", "i want to kill myself", "should i stop my antidepressants")) {
            assertThat(without.answer(Question.of(text), Progress.none()).evidence())
                    .isEmpty();
        }
    }

    @Test
    void whatBreaksInsideBecomesAnApology() {
        List<Searchable> broken = List.of(new Searchable(BASE, query -> {
            throw new IllegalStateException("the index is gone: secret path");
        }));
        AnswerDesk apologising =
                new AnswerDesk(() -> broken.get(0), SampleKnowledge.willing(), SampleKnowledge.guards(), null);

        Exchange exchange = apologising.answer(Question.of("what is docker"), Progress.none());

        assertThat(exchange.reply()).isInstanceOfSatisfying(Reply.Apology.class, apology -> {
            assertThat(apology.reason()).isEqualTo(Reason.INTERNAL);
            assertThat(apology.body().plainText()).doesNotContain("secret", "index");
        });
        assertThat(exchange.confidence()).isZero();
        assertThat(exchange.timings()).containsKey("total");
    }

    @Test
    void anErrorOfTheMachineBecomesAnApologyToo() {
        for (Error error : List.of(new StackOverflowError(), new NoClassDefFoundError("ai.onnxruntime"))) {
            AnswerDesk apologising = new AnswerDesk(
                    () -> {
                        throw error;
                    },
                    SampleKnowledge.willing(),
                    SampleKnowledge.guards(),
                    null);

            assertThat(apologising
                            .answer(Question.of("what is docker"), Progress.none())
                            .reply())
                    .isInstanceOf(Reply.Apology.class);
        }
    }

    @Test
    void theKnowledgeIsTakenOnceForAQuestion() {
        List<String> taken = new ArrayList<>();
        AnswerDesk counting = new AnswerDesk(
                () -> {
                    taken.add("once");
                    return SampleKnowledge.searchable(BASE);
                },
                SampleKnowledge.willing(),
                SampleKnowledge.guards(),
                null);

        counting.answer(Question.of("what is docker"), Progress.none());

        assertThat(taken).hasSize(1);
    }

    @Test
    void whatIsBeingDoneIsShown() {
        RecordingProgress progress = new RecordingProgress();

        Reply reply = desk.answer(Question.of("what is docker"), progress).reply();

        assertThat(progress.statuses()).containsExactly("Looking through the knowledge");
        assertThat(progress.partials()).containsExactly(reply.body());
    }

    @Test
    void nothingIsShownThatTheGuardsHaveNotSeen() {
        KnowledgeBase base = FakeArticles.base(FakeArticles.article(
                "foreign", "What is Docker?", "", "", "Ask @everyone, or [look](javascript:alert(1)) at evil.com.\n"));
        RecordingProgress progress = new RecordingProgress();

        Reply reply = deskOver(base, SampleKnowledge.willing())
                .answer(Question.of("what is docker"), progress)
                .reply();

        assertThat(progress.partials()).containsExactly(reply.body());
        assertThat(reply.body().plainText()).doesNotContain("@everyone", "evil");
    }

    @Test
    void whatIsRefusedIsNotShown() {
        KnowledgeBase base =
                FakeArticles.base(FakeArticles.article("foreign", "What is Docker?", "", "", "word ".repeat(2_000)));
        RecordingProgress progress = new RecordingProgress();

        deskOver(base, SampleKnowledge.willing()).answer(Question.of("what is docker"), progress);

        assertThat(progress.partials()).isEmpty();
    }

    @Test
    void theStepsAreTimedInTheirOrder() {
        assertThat(ask("hi").timings().keySet()).containsExactly("route", "total");
        assertThat(ask("what is docker").timings().keySet()).containsExactly("route", "retrieve", "compose", "total");
        assertThat(deskOver(BASE, SampleKnowledge.unwilling(true))
                        .answer(Question.of("what is docker"), Progress.none())
                        .timings()
                        .keySet())
                .containsExactly("route", "retrieve", "total");
        assertThat(ask("what is docker").timings().values()).allMatch(millis -> millis >= 0);
    }

    @Test
    void everyKindOfRouteHasItsReplyAndIsSure() {
        assertThat(ask("hi").reply()).isInstanceOf(Reply.Answer.class);
        assertThat(ask("was macht ein data engineer den ganzen tag").reply()).isInstanceOf(Reply.NotFound.class);
        for (String text :
                List.of("", "should i stop my antidepressants", "i want to kill myself", "a".repeat(3_001))) {
            Exchange exchange = ask(text);

            assertThat(exchange.reply()).as(text).isInstanceOf(Reply.Declined.class);
            assertThat(exchange.confidence()).isEqualTo(1);
            assertThat(exchange.standalone()).isEqualTo(text);
        }
    }

    @Test
    void whatIsSuggestedWouldBeAnswered() {
        Question scoped = new Question("what is docker", List.of(), Map.of("course", "ops"));

        assertThat(answer(desk.answer(scoped, Progress.none())).suggestions())
                .as("the articles to see also are outside the scope")
                .isEmpty();
    }

    @Test
    void theSameQuestionAgainHasAnAnswer() {
        KnowledgeBase base = FakeArticles.base(
                FakeArticles.article("docker", "What is Docker?", "It packs programs.", "", "## Only a heading"));
        Turn before = new Turn("what is docker", "what is docker", List.of("docker"), "It packs programs.");
        Question again = new Question("what is docker", List.of(before), Map.of());

        assertThat(answer(deskOver(base, SampleKnowledge.willing()).answer(again, Progress.none()))
                        .body()
                        .plainText())
                .isEqualTo("It packs programs.");
    }

    @Test
    void ourOwnArticlesPassTheGuardsToo() {
        KnowledgeBase base = FakeArticles.base(FakeArticles.article(
                "foreign", "What is Docker?", "", "", "Ask @everyone, or [look](javascript:alert(1)) at evil.com.\n"));

        assertThat(answer(deskOver(base, SampleKnowledge.willing())
                                .answer(Question.of("what is docker"), Progress.none()))
                        .body()
                        .plainText())
                .isEqualTo("Ask @\u200Beveryone, or look at (link removed).");
    }

    @Test
    void anArticleThatNoGuardLetsThroughIsNotFound() {
        KnowledgeBase base =
                FakeArticles.base(FakeArticles.article("foreign", "What is Docker?", "", "", "word ".repeat(2_000)));

        assertThat(deskOver(base, SampleKnowledge.willing())
                        .answer(Question.of("what is docker"), Progress.none())
                        .reply())
                .isInstanceOf(Reply.NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "okokok",
                "hi,hi,",
                "a.a.",
                "?what ",
                "<b>",
                "\uD800 x ",
                "{{question}}",
                "%s %d ",
                "'; drop table --",
                "@everyone ",
                "𝓭𝓸𝓬𝓴𝓮𝓻 ",
                "x\0y ",
                "why why ",
                "and it "
            })
    void everyTextHasAReply(String piece) {
        String odd = piece.repeat(2_900 / piece.length());

        for (String text : List.of(piece, odd, odd + "?")) {
            assertThat(ask(text).reply()).isNotInstanceOf(Reply.Apology.class);
        }
    }
}
