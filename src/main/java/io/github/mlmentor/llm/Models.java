package io.github.mlmentor.llm;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GeminiThinkingConfig;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Makes the configured language model. */
public final class Models {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private Models() {}

    /** A provider, its default model, and whether the settings name it. */
    private enum Provider {
        OPENAI("gpt-4.1-mini", "https://api.openai.com/v1"),
        ANTHROPIC("claude-haiku-4-5", "https://api.anthropic.com/v1"),
        GEMINI("gemini-2.5-flash", "https://generativelanguage.googleapis.com/v1beta"),
        MISTRAL("mistral-small-latest", "https://api.mistral.ai/v1"),
        OLLAMA("llama3.1", "http://localhost:11434");

        private final String model;
        private final String address;

        Provider(String model, String address) {
            this.model = model;
            this.address = address;
        }

        boolean isConfigured(Settings.Model settings) {
            return switch (this) {
                case OPENAI -> settings.openai().apiKey().isPresent();
                case ANTHROPIC -> settings.anthropic().apiKey().isPresent();
                case GEMINI -> settings.gemini().apiKey().isPresent();
                case MISTRAL -> settings.mistral().apiKey().isPresent();
                case OLLAMA -> !settings.ollama().baseUrl().isEmpty();
            };
        }
    }

    /**
     * The model that the settings ask for, with budget, retries and circuit breaker around it; empty for none.
     *
     * @throws IllegalArgumentException when a provider is named but has no key, with the mend
     */
    public static Optional<LanguageModel> from(Settings.Model settings, Spending spending, Clock clock) {
        return bare(settings)
                .map(model -> new BudgetedModel(
                        new ResilientModel(model, settings.retries(), clock),
                        settings.dailyTokens(),
                        settings.monthlyTokens(),
                        spending,
                        clock));
    }

    /** The same with nothing around it. */
    static Optional<LanguageModel> bare(Settings.Model settings) {
        return provider(settings).map(provider -> {
            String name = modelName(provider, settings);
            return new StreamingModel(
                    provider.name().toLowerCase(java.util.Locale.ROOT) + " " + name,
                    http -> connect(provider, name, settings, http),
                    client(Duration.ofSeconds(settings.deadlineSeconds())),
                    Executors.newCachedThreadPool(Models::reader));
        });
    }

    /**
     * Where a provider is reached.
     *
     * @param name provider and model
     * @param address the base of its API
     */
    record Endpoint(String name, String address) {}

    /** The endpoint that the settings lead to; empty for none. */
    static Optional<Endpoint> endpoint(Settings.Model settings) {
        return provider(settings)
                .map(provider -> new Endpoint(
                        provider.name().toLowerCase(java.util.Locale.ROOT) + " " + modelName(provider, settings),
                        address(provider, settings)));
    }

    /** Without a slash at its end, because not every client takes one. */
    private static String address(Provider provider, Settings.Model settings) {
        String set =
                switch (provider) {
                    case OPENAI -> settings.openai().baseUrl();
                    case ANTHROPIC -> settings.anthropic().baseUrl();
                    case GEMINI -> settings.gemini().baseUrl();
                    case MISTRAL -> settings.mistral().baseUrl();
                    case OLLAMA -> settings.ollama().baseUrl();
                };
        return (set.isEmpty() ? provider.address : set).replaceFirst("/+$", "");
    }

    private static String modelName(Provider provider, Settings.Model settings) {
        return settings.name().isBlank() ? provider.model : settings.name();
    }

    private static Optional<Provider> provider(Settings.Model settings) {
        if (settings.provider().equals("none")) {
            return Optional.empty();
        }
        if (settings.provider().equals("auto")) {
            for (Provider provider : Provider.values()) {
                if (provider.isConfigured(settings)) {
                    return Optional.of(provider);
                }
            }
            return Optional.empty();
        }
        Provider named = Provider.valueOf(settings.provider().toUpperCase(java.util.Locale.ROOT));
        if (!named.isConfigured(settings)) {
            String variable = named == Provider.OLLAMA ? "OLLAMA_BASE_URL" : named.name() + "_API_KEY";
            throw new IllegalArgumentException("model.provider is " + settings.provider() + ", and " + variable
                    + " is not set; set it, or use provider auto or none");
        }
        return Optional.of(named);
    }

    private static Thread reader(Runnable task) {
        Thread thread = new Thread(task, "model");
        thread.setDaemon(true);
        return thread;
    }

    /** HTTP/1.1, because servers of the OpenAI protocol in the wild stumble over the upgrade that the JDK offers. */
    private static HttpClient client(Duration timeout) {
        return new JdkHttpClientBuilder()
                .httpClientBuilder(
                        java.net.http.HttpClient.newBuilder().version(java.net.http.HttpClient.Version.HTTP_1_1))
                .connectTimeout(CONNECT)
                .readTimeout(timeout)
                .build();
    }

    private static StreamingChatModel connect(
            Provider provider, String name, Settings.Model settings, HttpClientBuilder http) {
        String address = address(provider, settings);
        int most = settings.maxAnswerTokens();
        double temperature = settings.temperature();
        return switch (provider) {
            case OPENAI ->
                OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(address)
                        .apiKey(settings.openai().apiKey().reveal())
                        .modelName(name)
                        .maxTokens(most)
                        .temperature(temperature)
                        .build();
            case ANTHROPIC ->
                AnthropicStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(address)
                        .apiKey(settings.anthropic().apiKey().reveal())
                        .modelName(name)
                        .maxTokens(most)
                        .temperature(temperature)
                        .build();
            case GEMINI -> {
                var model = GoogleAiGeminiStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(address)
                        .apiKey(settings.gemini().apiKey().reveal())
                        .modelName(name)
                        .maxOutputTokens(most)
                        .temperature(temperature);
                // These think by default, and their thoughts count as output: the limit would leave nothing for the
                // answer.
                if (name.startsWith("gemini-2.5-flash")) {
                    model.thinkingConfig(
                            GeminiThinkingConfig.builder().thinkingBudget(0).build());
                }
                yield model.build();
            }
            case MISTRAL ->
                MistralAiStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(address)
                        .apiKey(settings.mistral().apiKey().reveal())
                        .modelName(name)
                        .maxTokens(most)
                        .temperature(temperature)
                        .build();
            case OLLAMA ->
                OllamaStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(address)
                        .modelName(name)
                        .numPredict(most)
                        .temperature(temperature)
                        .build();
        };
    }
}
