package io.github.mlmentor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.answering.ModelException;
import io.github.mlmentor.answering.Prompt;
import io.github.mlmentor.chat.Reason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class ModelsTest {
    private static final Prompt PROMPT = new Prompt("the rules", "the question", "v1");
    private static final Duration AMPLE = Duration.ofSeconds(10);
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path folder;

    private final FakeOpenAi server = FakeOpenAi.start();

    /** How each provider is set up, addressed and spoken to. */
    private enum Spoken {
        OPENAI(
                "/v1/chat/completions",
                "authorization",
                "text/event-stream",
                data("{\"choices\":[{\"delta\":{\"content\":\"One \"}}]}"),
                data("{\"choices\":[{\"delta\":{\"content\":\"two.\"},\"finish_reason\":null}]}"),
                data(
                        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}"),
                data("[DONE]")),
        ANTHROPIC(
                "/v1/messages",
                "x-api-key",
                "text/event-stream",
                event("message_start", "{\"message\":{\"usage\":{\"input_tokens\":7,\"output_tokens\":0}}}")
                        + event(
                                "content_block_start",
                                "{\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
                        + event(
                                "content_block_delta",
                                "{\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"One \"}}"),
                event("content_block_delta", "{\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"two.\"}}"),
                event("content_block_stop", "{\"index\":0}"),
                event("message_delta", "{\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}"),
                event("message_stop", "{}")),
        GEMINI(
                "/v1/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
                "x-goog-api-key",
                "text/event-stream",
                data("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"One \"}]}}]}"),
                data("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"two.\"}]}}]}"),
                data(
                        "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":2}}")),
        MISTRAL(
                "/v1/chat/completions",
                "authorization",
                "text/event-stream",
                data("{\"choices\":[{\"delta\":{\"content\":\"One \"}}]}"),
                data("{\"choices\":[{\"delta\":{\"content\":\"two.\"}}]}"),
                data(
                        "{\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}"),
                data("[DONE]")),
        OLLAMA(
                "/v1/api/chat",
                "",
                "application/x-ndjson",
                "{\"message\":{\"content\":\"One \"}}\n",
                "{\"message\":{\"content\":\"two.\"}}\n",
                "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":7,\"eval_count\":2}\n");

        private final String path;
        private final String keyHeader;
        private final String contentType;
        private final String first;
        private final String second;
        private final String end;

        Spoken(String path, String keyHeader, String contentType, String first, String second, String... end) {
            this.path = path;
            this.keyHeader = keyHeader;
            this.contentType = contentType;
            this.first = first;
            this.second = second;
            this.end = String.join("", end);
        }

        FakeOpenAi.Answer answer() {
            return FakeOpenAi.streams(contentType, first, second, end);
        }

        FakeOpenAi.Answer half() {
            return FakeOpenAi.streams(contentType, first, second);
        }

        FakeOpenAi.Answer garbage() {
            return FakeOpenAi.streams(contentType, "data: {\"a\n\n", "{\"a\n", "<html>502 Bad Gateway</html>\n\n");
        }

        /** An event that was cut in half. */
        String garbled() {
            return second.substring(0, second.length() - 5) + "\n\n";
        }

        /** An event that is whole and has no words. */
        String other() {
            return switch (this) {
                case OLLAMA -> "{}\n";
                case ANTHROPIC -> event("ping", "{}");
                default -> data("{\"choices\":[]}");
            };
        }

        ModelSettings settings(Path folder, String baseUrl) {
            ModelSettings settings = ModelSettings.in(folder).with(name() + "_BASE_URL", baseUrl);
            return this == OLLAMA ? settings : settings.with(name() + "_API_KEY", ModelSettings.KEY);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachProviderIsAskedAtItsConfiguredAddressAndStreams(Spoken spoken) {
        server.will(spoken.answer());
        LanguageModel model = made(spoken.settings(folder, server.baseUrl()));
        List<String> tokens = new ArrayList<>();

        LanguageModel.Completion completion = model.complete(PROMPT, AMPLE, tokens::add);

        FakeOpenAi.Asked asked = server.onlyRequest();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.path()).isEqualTo(spoken.path);
        assertThat(asked.body()).contains(PROMPT.system(), PROMPT.user());
        assertThat(asked.headers()).doesNotContainKeys("upgrade", "http2-settings");
        if (!spoken.keyHeader.isEmpty()) {
            assertThat(asked.headers().get(spoken.keyHeader)).endsWith(ModelSettings.KEY);
        }
        assertThat(tokens).containsExactly("One ", "two.");
        assertThat(completion).isEqualTo(new LanguageModel.Completion("One two.", 7, 2));
    }

    @ParameterizedTest
    @EnumSource
    void aSlashBehindTheAddressMakesNoDifference(Spoken spoken) {
        server.will(spoken.answer());

        made(spoken.settings(folder, server.baseUrl() + "/")).complete(PROMPT, AMPLE, token -> {});

        assertThat(server.onlyRequest().path()).isEqualTo(spoken.path);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatJustEndsIsNoticedAtOnceForEachProvider(Spoken spoken) {
        server.will(spoken.half());
        LanguageModel model = made(spoken.settings(folder, server.baseUrl()));

        ModelException error =
                catchThrowableOfType(ModelException.class, () -> model.complete(PROMPT, AMPLE, token -> {}));

        assertThat(error.reason()).isEqualTo(Reason.MODEL_DOWN);
        assertThat(error).hasMessageContaining("broke off");
    }

    @ParameterizedTest
    @EnumSource
    void garbageIsNoticedAtOnceForEachProvider(Spoken spoken) {
        server.will(spoken.garbage());
        LanguageModel model =
                Models.bare(spoken.settings(folder, server.baseUrl()).read()).orElseThrow();

        ModelException error =
                catchThrowableOfType(ModelException.class, () -> model.complete(PROMPT, AMPLE, token -> {}));

        assertThat(error.reason()).isEqualTo(Reason.MODEL_DOWN);
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatIsGarbledInTheMiddleIsNotPassedOver(Spoken spoken) {
        server.will(FakeOpenAi.streams(spoken.contentType, spoken.first, spoken.garbled(), spoken.second, spoken.end));
        LanguageModel model = made(spoken.settings(folder, server.baseUrl()));

        ModelException error =
                catchThrowableOfType(ModelException.class, () -> model.complete(PROMPT, AMPLE, token -> {}));

        assertThat(error.reason()).isEqualTo(Reason.MODEL_DOWN);
        assertThat(error).hasMessageContaining("in the middle");
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatSaysSomethingElseIsPassedOver(Spoken spoken) {
        server.will(FakeOpenAi.streams(spoken.contentType, spoken.first, spoken.other(), spoken.second, spoken.end));

        assertThat(made(spoken.settings(folder, server.baseUrl()))
                        .complete(PROMPT, AMPLE, token -> {})
                        .text())
                .isEqualTo("One two.");
    }

    @ParameterizedTest
    @EnumSource
    void anErrorOfEachProviderKeepsItsWordsToItself(Spoken spoken) {
        server.will(FakeOpenAi.fails(401));
        LanguageModel model = made(spoken.settings(folder, server.baseUrl()));

        ModelException error =
                catchThrowableOfType(ModelException.class, () -> model.complete(PROMPT, AMPLE, token -> {}));

        assertThat(error).hasMessageContaining("refused the key").hasNoCause();
        assertThat(error.getMessage()).doesNotContain(ModelSettings.KEY, PROMPT.user());
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, openai gpt-4.1-mini",
        "ANTHROPIC, anthropic claude-haiku-4-5",
        "GEMINI, gemini gemini-2.5-flash",
        "MISTRAL, mistral mistral-small-latest",
        "OLLAMA, ollama llama3.1"
    })
    void theProviderIsChosenByTheKeyThatIsThere(Spoken spoken, String name) {
        assertThat(made(spoken.settings(folder, "")
                                .with("OLLAMA_BASE_URL", spoken == Spoken.OLLAMA ? "http://localhost:1" : ""))
                        .name())
                .isEqualTo(name);
    }

    @Test
    void withoutAnyKeyThereIsNoModel() {
        assertThat(Models.from(ModelSettings.in(folder).read(), Spending.inMemory(), CLOCK))
                .isEmpty();
        assertThat(Models.endpoint(ModelSettings.in(folder).read())).isEmpty();
    }

    @Test
    void noneMeansNoneWhateverKeysThereAre() {
        ModelSettings settings = ModelSettings.openAi(folder, server.baseUrl()).with("MENTOR_MODEL_PROVIDER", "none");

        assertThat(Models.from(settings.read(), Spending.inMemory(), CLOCK)).isEmpty();
    }

    @Test
    void aNamedProviderWinsOverAnotherKey() {
        ModelSettings settings = ModelSettings.openAi(folder, server.baseUrl())
                .with("MISTRAL_API_KEY", "another")
                .with("MENTOR_MODEL_PROVIDER", "mistral");

        assertThat(made(settings).name()).startsWith("mistral ");
    }

    @Test
    void aNamedModelReplacesTheDefault() throws Exception {
        server.will(FakeOpenAi.says("Words."));
        ModelSettings settings =
                ModelSettings.openAi(folder, server.baseUrl()).with("MENTOR_MODEL_NAME", "house-model-2");

        made(settings).complete(PROMPT, AMPLE, token -> {});

        assertThat(made(settings).name()).isEqualTo("openai house-model-2");
        assertThat(json(server.onlyRequest()).at("/model").asText()).isEqualTo("house-model-2");
    }

    @ParameterizedTest
    @EnumSource
    void aNamedProviderWithoutItsKeySaysWhatToSet(Spoken spoken) {
        String provider = spoken.name().toLowerCase(Locale.ROOT);
        String variable = spoken == Spoken.OLLAMA ? "OLLAMA_BASE_URL" : spoken.name() + "_API_KEY";
        ModelSettings settings = ModelSettings.in(folder).with("MENTOR_MODEL_PROVIDER", provider);

        assertThatThrownBy(() -> Models.from(settings.read(), Spending.inMemory(), CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model.provider is " + provider)
                .hasMessageContaining(variable + " is not set; set it");
    }

    @Test
    void theLimitsOfTheSettingsReachTheProvider() throws Exception {
        server.will(FakeOpenAi.says("Words."));

        made(ModelSettings.openAi(folder, server.baseUrl()).file("max_answer_tokens: 321", "temperature: 0.7"))
                .complete(PROMPT, AMPLE, token -> {});

        JsonNode body = json(server.onlyRequest());
        assertThat(body.at("/max_tokens").asInt()).isEqualTo(321);
        assertThat(body.at("/temperature").asDouble()).isEqualTo(0.7);
    }

    @Test
    void aFlashModelOfGeminiIsToldNotToSpendItsTokensOnThoughts() throws Exception {
        server.will(Spoken.GEMINI.answer());

        made(Spoken.GEMINI.settings(folder, server.baseUrl())).complete(PROMPT, AMPLE, token -> {});

        JsonNode budget = json(server.onlyRequest()).at("/generationConfig/thinkingConfig/thinkingBudget");
        assertThat(budget.isInt()).isTrue();
        assertThat(budget.asInt()).isZero();
    }

    @Test
    void otherModelsOfGeminiDoNotAllowThatAndAreNotTold() {
        server.will(Spoken.GEMINI.answer());

        made(Spoken.GEMINI.settings(folder, server.baseUrl()).with("MENTOR_MODEL_NAME", "gemini-2.5-pro"))
                .complete(PROMPT, AMPLE, token -> {});

        assertThat(server.onlyRequest().body()).doesNotContain("thinkingBudget");
    }

    @Test
    void budgetAndRetriesStandAroundTheModel() {
        server.will(FakeOpenAi.fails(500), FakeOpenAi.says("Words."));
        LanguageModel model =
                made(ModelSettings.openAi(folder, server.baseUrl()).file("retries: 1", "daily_tokens: 150"));

        assertThat(model.complete(PROMPT, AMPLE, token -> {}).text()).isEqualTo("Words.");
        ModelException refused =
                catchThrowableOfType(ModelException.class, () -> model.complete(PROMPT, AMPLE, token -> {}));

        assertThat(refused.reason()).isEqualTo(Reason.BUDGET);
        assertThat(server.asked()).hasSize(2);
    }

    private static String data(String json) {
        return "data: " + json + "\n\n";
    }

    private static String event(String name, String json) {
        return "event: " + name + "\n" + data(json);
    }

    private static LanguageModel made(ModelSettings settings) {
        return Models.from(settings.read(), Spending.inMemory(), CLOCK).orElseThrow();
    }

    private static JsonNode json(FakeOpenAi.Asked asked) throws Exception {
        return new ObjectMapper().readTree(asked.body());
    }
}
