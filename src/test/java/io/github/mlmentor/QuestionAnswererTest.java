package io.github.mlmentor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.BoundedMemory;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Dialogue;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.answering.Logistic;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Progress;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.guard.LinkGuard;
import io.github.mlmentor.intake.Admission;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.Library;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.LiveIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionAnswererTest {
    private static final String SQL = "How much SQL joins?";

    @TempDir
    private Path folder;

    private final List<Exchange> rendered = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("sql.md"), """
                ---
                id: sql
                title: How much SQL does an engineer need?
                kind: skill
                asks: [how much sql, which joins to learn]
                short: Joins, grouping and window functions, used daily.
                reviewed: 2026-03-01
                ---
                Start with joins and grouping.
                """);
    }

    @Test
    void anAnswerIsRenderedForItsPlatformWithWhatLaterQuestionsNeed() {
        Answerer.Outcome outcome = answerer(20).answer(job(SQL, true, Platform.WEB), Progress.none());

        assertThat(outcome.decision()).isEqualTo("answered");
        assertThat(outcome.payloads())
                .containsExactly("c: " + rendered.get(0).reply().body().plainText());
        assertThat(outcome.record()).contains("\"question\":\"" + SQL + "\"", "\"sources\":[\"sql\"");
        assertThat(outcome.steps()).isNotEmpty().doesNotContainKey("total");
        assertThat(outcome.steps().values()).allMatch(step -> !step.isNegative());
    }

    @Test
    void whatIsOverheardIsAnsweredWhenTheAnswerIsSure() {
        Answerer.Outcome outcome = answerer(20).answer(job(SQL, false, Platform.WEB), Progress.none());

        assertThat(rendered)
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.confidence()).isGreaterThanOrEqualTo(0.7));
        assertThat(outcome.payloads()).hasSize(1);
    }

    @Test
    void whatIsOverheardIsLeftToPeopleWhenTheAnswerIsNotSure() {
        // So flat a judgement stays near one half.
        assertThat(answerer(0.01).answer(job(SQL, false, Platform.WEB), Progress.none()))
                .isSameAs(Answerer.Outcome.NOTHING);
        assertThat(answerer(0.01)
                        .answer(job(SQL, true, Platform.WEB), Progress.none())
                        .payloads())
                .hasSize(1);
    }

    /** Sure as they may be, these are no answers from the knowledge. */
    @ParameterizedTest
    @ValueSource(strings = {"hello", "zebra quagga okapi", "I want to kill myself", "is my offer of 85k fair?"})
    void nothingElseIsSaidToWhoeverDidNotAskUs(String text) {
        assertThat(answerer(20).answer(job(text, false, Platform.WEB), Progress.none()))
                .isSameAs(Answerer.Outcome.NOTHING);
        assertThat(answerer(20)
                        .answer(job(text, true, Platform.WEB), Progress.none())
                        .payloads())
                .hasSize(1);
    }

    @Test
    void smallTalkLeavesNothingToRemember() {
        assertThat(answerer(20)
                        .answer(job("hello", true, Platform.WEB), Progress.none())
                        .record())
                .isEmpty();
    }

    @Test
    void aPoliteNoBecomesAReplyThatSaysWhenToComeBack() {
        Admission.Declined no =
                new Admission.Declined("busy", Reason.RATE_LIMIT, "Later, please.", Duration.ofMinutes(3));

        Answerer.Outcome outcome = answerer(20).decline(job("", true, Platform.WEB), no);

        assertThat(outcome.decision()).isEqualTo("declined");
        assertThat(outcome.payloads()).containsExactly("c: Later, please.");
        assertThat(outcome.record()).isEmpty();
        assertThat(rendered.get(0).reply()).isInstanceOfSatisfying(Reply.Declined.class, reply -> {
            assertThat(reply.reason()).isEqualTo(Reason.RATE_LIMIT);
            assertThat(reply.retryAfter()).isEqualTo(Duration.ofMinutes(3));
        });
    }

    @Test
    void anApologyIsRenderedLikeAnAnswer() {
        Answerer.Outcome outcome = answerer(20).apologise(job("q", true, Platform.WEB), "Sorry.");

        assertThat(outcome.payloads()).containsExactly("c: Sorry.");
        assertThat(rendered.get(0).reply()).isInstanceOf(Reply.Apology.class);
    }

    @Test
    void withoutADoorThereIsNoAnswer() {
        assertThatThrownBy(() -> answerer(20).answer(job("hello", true, Platform.SLACK), Progress.none()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SLACK");
    }

    private QuestionAnswerer answerer(double steepness) {
        Calibration.Mode byWords = new Calibration.Mode(
                new Logistic(List.of(0.0, 0.5, 0.0, 0.0), ones(), List.of(0.0, steepness, 0.0, 0.0), 0, 0.5),
                new Logistic(List.of(0.0, 0.0, 0.1, 0.0), ones(), List.of(0.0, 0.0, 50.0, 0.0), 0, 0.5));
        KnowledgeLoader loader =
                new KnowledgeLoader(List.of(MarkdownFolder.curated(folder)), folder.resolve("none.yaml"));
        LiveIndex index = new LiveIndex(
                new Library(loader, Clock.systemUTC()),
                null,
                new EmbeddingCache(folder.resolve("no-vectors.bin"), List.of()),
                Runnable::run);
        AnswerDesk desk =
                new AnswerDesk(index::current, new Calibration(byWords, byWords), List.of(new LinkGuard()), null);
        return new QuestionAnswerer(
                new Dialogue(desk, new BoundedMemory(9, 9)),
                Map.of(Platform.WEB, (job, exchange) -> {
                    rendered.add(exchange);
                    return List.of(job.conversation().id() + ": "
                            + exchange.reply().body().plainText());
                }),
                Policies.open(),
                job -> List.of());
    }

    private static Job job(String text, boolean addressed, Platform platform) {
        return new Job(
                new MessageKey(platform, "w", "c", "1"),
                new Conversation("c", Conversation.Kind.THREAD),
                "ada",
                text,
                Map.of(),
                Map.of(),
                addressed,
                Optional.empty(),
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                Job.State.WAITING,
                0,
                0);
    }

    private static List<Double> ones() {
        return List.of(1.0, 1.0, 1.0, 1.0);
    }
}
