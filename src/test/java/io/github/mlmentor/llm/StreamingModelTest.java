package io.github.mlmentor.llm;

import static io.github.mlmentor.llm.FakeOpenAi.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.answering.LanguageModel.Completion;
import io.github.mlmentor.answering.ModelException;
import io.github.mlmentor.answering.Prompt;
import io.github.mlmentor.chat.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class StreamingModelTest {
    private static final Prompt PROMPT = new Prompt("the secret rules", "what a learner confides", "v1");
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Enough for a first word even on a busy machine. */
    private static final Duration FIRST_WORDS = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private final FakeOpenAi provider = FakeOpenAi.start();
    private LanguageModel model = new ScriptedModel();

    @BeforeEach
    void connect() {
        model = connected(AMPLE);
    }

    /** With the client's own timeout, which ends when a response begins. */
    private LanguageModel connected(Duration timeout) {
        return Models.bare(ModelSettings.openAi(folder, provider.baseUrl())
                        .file("deadline_seconds: " + timeout.toSeconds())
                        .read())
                .orElseThrow();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aTokenArrivesWhileTheNextIsNotYetWritten() {
        CountDownLatch firstCame = new CountDownLatch(1);
        provider.will(line -> {
            line.begin();
            line.tokens("One ");
            line.waitFor(firstCame);
            line.tokens("two.");
            line.end("stop");
        });
        List<String> tokens = new ArrayList<>();

        Completion completion = model.complete(PROMPT, AMPLE, token -> {
            tokens.add(token);
            firstCame.countDown();
        });

        assertThat(tokens).containsExactly("One ", "two.");
        assertThat(completion.text()).isEqualTo("One two.");
    }

    @Test
    void tokensArriveOnTheThreadThatAsked() {
        provider.will(says("One ", "two ", "three."));
        List<Thread> threads = new ArrayList<>();

        model.complete(PROMPT, AMPLE, token -> threads.add(Thread.currentThread()));

        assertThat(threads).hasSize(3).containsOnly(Thread.currentThread());
    }

    @Test
    void theProvidersCountIsHandedOn() {
        provider.will(says("Words."));

        Completion completion = model.complete(PROMPT, AMPLE, StreamingModelTest::ignore);

        assertThat(completion.inputTokens()).isEqualTo(120);
        assertThat(completion.outputTokens()).isEqualTo(30);
    }

    @Test
    void aProviderThatDoesNotCountCountsAsZero() {
        provider.will(line -> {
            line.begin();
            line.tokens("Words.");
            line.raw("data: [DONE]\n\n");
        });

        Completion completion = model.complete(PROMPT, AMPLE, StreamingModelTest::ignore);

        assertThat(completion).isEqualTo(new Completion("Words.", 0, 0));
    }

    @Test
    void thePromptReachesTheProviderAsSystemAndUserMessage() throws Exception {
        provider.will(says("Words."));

        model.complete(PROMPT, AMPLE, StreamingModelTest::ignore);

        var body = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(provider.onlyRequest().body());
        assertThat(body.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(body.at("/messages/0/content").asText()).isEqualTo(PROMPT.system());
        assertThat(body.at("/messages/1/role").asText()).isEqualTo("user");
        assertThat(body.at("/messages/1/content").asText()).isEqualTo(PROMPT.user());
        assertThat(body.at("/stream").asBoolean()).isTrue();
    }

    @Test
    void theDeadlineCutsASilenceBehindTheHeadAndClosesTheConnection() {
        FakeOpenAi.Hang hang = FakeOpenAi.Hang.after();
        provider.will(hang);

        ModelException slow = failure(SHORT, StreamingModelTest::ignore);

        assertThat(slow.reason()).isEqualTo(Reason.MODEL_SLOW);
        assertThat(slow.isTemporary()).isFalse();
        assertThat(hang.wasLeft()).isTrue();
    }

    @Test
    void theDeadlineCutsASilenceInTheMiddleAndClosesTheConnection() {
        FakeOpenAi.Hang hang = FakeOpenAi.Hang.after("One ", "two ");
        provider.will(hang);
        List<String> tokens = new ArrayList<>();

        ModelException slow = failure(FIRST_WORDS, tokens::add);

        assertThat(slow.reason()).isEqualTo(Reason.MODEL_SLOW);
        assertThat(tokens).containsExactly("One ", "two ");
        assertThat(hang.wasLeft()).isTrue();
    }

    @Test
    void aProviderThatNeverRespondsIsLeftWithinItsOwnTimeout() {
        FakeOpenAi.Hang hang = FakeOpenAi.Hang.beforeAnything();
        provider.will(hang);
        model = connected(Duration.ofSeconds(1));

        ModelException slow = failure(AMPLE, StreamingModelTest::ignore);

        assertThat(slow.reason()).isEqualTo(Reason.MODEL_SLOW);
        assertThat(hang.wasLeft()).isTrue();
    }

    @Test
    void theDeadlineHoldsWhenTheHttpClientReadsWhereItIsAsked() throws Exception {
        SilentHttp silent = new SilentHttp();
        Executor readers = task -> new Thread(task, "reader").start();
        model = new StreamingModel(
                "openai test",
                http -> OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .apiKey(ModelSettings.KEY)
                        .modelName("test")
                        .build(),
                silent,
                readers);

        ModelException slow = failure(SHORT, StreamingModelTest::ignore);

        assertThat(slow.reason()).isEqualTo(Reason.MODEL_SLOW);
        assertThat(silent.closed.await(20, TimeUnit.SECONDS)).as("closed").isTrue();
    }

    @Test
    void aConnectionThatAnswersBehindTheDeadlineIsClosedAtOnce() {
        FakeOpenAi.Hang hang = FakeOpenAi.Hang.beforeAnything();
        provider.will(hang);

        failure(Duration.ofMillis(100), StreamingModelTest::ignore);

        assertThat(hang.wasLeft()).isTrue();
    }

    @Test
    void theDeadlineAlsoHoldsForAProviderThatTalksFasterThanAnybodyListens() {
        CountDownLatch muchSaid = new CountDownLatch(2_000);
        provider.will(line -> {
            line.begin();
            while (true) {
                line.tokens("blah ");
                muchSaid.countDown();
            }
        });
        List<String> tokens = new ArrayList<>();
        long end = System.nanoTime() + FIRST_WORDS.toNanos();

        ModelException slow = failure(FIRST_WORDS, token -> {
            tokens.add(token);
            while (muchSaid.getCount() > 0 || System.nanoTime() - end < SHORT.toNanos()) {
                Thread.onSpinWait();
            }
        });

        assertThat(slow.reason()).isEqualTo(Reason.MODEL_SLOW);
        assertThat(tokens).hasSize(1);
    }

    @Test
    void anExceptionOfTheListenerStopsTheStreamAndComesOutAsItIs() {
        FakeOpenAi.Hang hang = FakeOpenAi.Hang.after("One ", "two ");
        provider.will(hang);
        IllegalStateException enough = new IllegalStateException("enough");

        assertThatThrownBy(() -> model.complete(PROMPT, AMPLE, token -> {
                    throw enough;
                }))
                .isSameAs(enough);

        assertThat(hang.wasLeft()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "500, MODEL_DOWN, true",
        "503, MODEL_DOWN, true",
        "429, MODEL_DOWN, false",
        "408, MODEL_SLOW, false",
        "400, MODEL_DOWN, false",
        "401, MODEL_DOWN, false",
        "403, MODEL_DOWN, false",
        "404, MODEL_DOWN, false"
    })
    void anErrorSaysWhatItMeansForUs(int status, Reason reason, boolean temporary) {
        provider.will(FakeOpenAi.fails(status));

        ModelException error = failure(AMPLE, StreamingModelTest::ignore);

        assertThat(error.reason()).isEqualTo(reason);
        assertThat(error.isTemporary()).isEqualTo(temporary);
    }

    @Test
    void aWrongKeyAndAnUnknownModelAreCalledByTheirNames() {
        provider.will(FakeOpenAi.fails(401));
        assertThat(failure(AMPLE, StreamingModelTest::ignore)).hasMessageContaining("key");

        provider.will(FakeOpenAi.fails(404));
        assertThat(failure(AMPLE, StreamingModelTest::ignore)).hasMessageContaining("model's name");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 408, 429, 500})
    void whatTheProviderSaysIsNeverRepeated(int status) {
        provider.will(FakeOpenAi.fails(status));

        ModelException error = failure(AMPLE, StreamingModelTest::ignore);

        StringWriter everything = new StringWriter();
        error.printStackTrace(new PrintWriter(everything));
        assertThat(provider.onlyRequest().everything()).contains(ModelSettings.KEY, PROMPT.user());
        assertThat(everything.toString())
                .contains("openai gpt-4.1-mini")
                .doesNotContain("You said", ModelSettings.KEY, PROMPT.user(), PROMPT.system());
    }

    @Test
    void aKeyThatNoHeaderCanHoldIsNotRepeatedEither() {
        LanguageModel badKey = Models.bare(ModelSettings.openAi(folder, provider.baseUrl())
                        .with("OPENAI_API_KEY", "sk-first\nsk-second")
                        .read())
                .orElseThrow();

        ModelException error = catchThrowableOfType(
                ModelException.class, () -> badKey.complete(PROMPT, AMPLE, StreamingModelTest::ignore));

        StringWriter everything = new StringWriter();
        error.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain("sk-first", "sk-second");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void aDroppedConnectionIsAPassingFault() {
        provider.will(FakeOpenAi.dropsAfter("One "));

        ModelException error = failure(AMPLE, StreamingModelTest::ignore);

        assertThat(error.reason()).isEqualTo(Reason.MODEL_DOWN);
        assertThat(error.isTemporary()).isTrue();
    }

    @Test
    void aStreamThatEndsWithoutItsLastEventIsNoWholeAnswer() {
        provider.will(FakeOpenAi.stopsAfter("Half of an "));

        ModelException error = failure(AMPLE, StreamingModelTest::ignore);

        assertThat(error.reason()).isEqualTo(Reason.MODEL_DOWN);
        assertThat(error.isTemporary()).isTrue();
        assertThat(error).hasMessageContaining("broke off");
    }

    @Test
    void aReasonToFinishThatNobodyKnowsIsAnEndAllTheSame() {
        provider.will(FakeOpenAi.finishes("eos_token", "Words."));

        assertThat(model.complete(PROMPT, AMPLE, StreamingModelTest::ignore).text())
                .isEqualTo("Words.");
    }

    @Test
    void garbageIsAFaultOfTheProvider() {
        provider.will(FakeOpenAi.garbage());

        assertThat(failure(AMPLE, StreamingModelTest::ignore).reason()).isEqualTo(Reason.MODEL_DOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n "})
    void anEmptyAnswerIsAPassingFault(String nothing) {
        provider.will(says(nothing));

        ModelException error = failure(AMPLE, StreamingModelTest::ignore);

        assertThat(error.reason()).isEqualTo(Reason.MODEL_DOWN);
        assertThat(error.isTemporary()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "What could still be said. "})
    void aContentFilterIsARefusalWhateverCameBefore(String before) {
        provider.will(FakeOpenAi.finishes("content_filter", before));

        ModelException error = failure(AMPLE, StreamingModelTest::ignore);

        assertThat(error.reason()).isEqualTo(Reason.MODEL_REFUSED);
        assertThat(error.isTemporary()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'Whole. Also whole [e1] And a loo'|'Whole. Also whole [e1]'",
                "'Is it? Yes.'|'Is it? Yes.'",
                "'Version 3.1 is'|''",
                "'no end at all'|''"
            })
    void anAnswerThatReachedTheLimitEndsWithASentence(String written, String kept) {
        provider.will(FakeOpenAi.finishes("length", written));

        if (kept.isEmpty()) {
            assertThat(failure(AMPLE, StreamingModelTest::ignore).reason()).isEqualTo(Reason.MODEL_DOWN);
        } else {
            assertThat(model.complete(PROMPT, AMPLE, StreamingModelTest::ignore).text())
                    .isEqualTo(kept);
        }
    }

    @Test
    void anAnswerThatReachedTheLimitEndsWithALine() {
        provider.will(FakeOpenAi.finishes("length", "- one\n- two\n- thr"));

        assertThat(model.complete(PROMPT, AMPLE, StreamingModelTest::ignore).text())
                .isEqualTo("- one\n- two\n");
    }

    @Test
    void aPortWhereNobodyListensIsAPassingFault() {
        provider.close();

        ModelException error = failure(AMPLE, StreamingModelTest::ignore);

        assertThat(error.reason()).isEqualTo(Reason.MODEL_DOWN);
        assertThat(error.isTemporary()).isTrue();
    }

    @Test
    void anInterruptedThreadStopsWaitingAndStaysInterrupted() {
        FakeOpenAi.Hang hang = FakeOpenAi.Hang.after();
        provider.will(hang);

        Thread.currentThread().interrupt();
        ModelException error = failure(AMPLE, StreamingModelTest::ignore);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error.isTemporary()).isFalse();
    }

    @Test
    void manyAtOnceDoNotMixTheirWords() {
        provider.will(line -> {
            line.begin();
            for (int i = 0; i < 20; i++) {
                line.tokens("w" + i + " ");
            }
            line.end("stop");
        });
        String whole = model.complete(PROMPT, AMPLE, StreamingModelTest::ignore).text();

        List<String> texts = java.util.stream.IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> model.complete(PROMPT, AMPLE, StreamingModelTest::ignore)
                        .text())
                .toList();

        assertThat(texts).hasSize(8).containsOnly(whole);
    }

    private static void ignore(String token) {}

    private ModelException failure(Duration deadline, Consumer<String> tokens) {
        return catchThrowableOfType(ModelException.class, () -> model.complete(PROMPT, deadline, tokens));
    }

    /** Has its response at once, reads it on the thread that asks, and never comes to its end. */
    private static final class SilentHttp implements HttpClient {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public SuccessfulHttpResponse execute(HttpRequest request) {
            throw new UnsupportedOperationException("only streams are asked for");
        }

        @Override
        public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
            parser.parse(
                    new InputStream() {
                        @Override
                        public int read() throws IOException {
                            return read(new byte[1], 0, 1);
                        }

                        @Override
                        public int read(byte[] bytes, int from, int length) throws IOException {
                            try {
                                closed.await();
                                return -1;
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                        }

                        @Override
                        public void close() {
                            closed.countDown();
                        }
                    },
                    listener);
            listener.onClose();
        }
    }
}
