package io.github.mlmentor.llm;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.answering.ModelException;
import io.github.mlmentor.answering.Prompt;
import io.github.mlmentor.chat.Reason;
import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider through LangChain4j, streamed. The answer is read on the calling thread up to the deadline; whatever the
 * provider does after that is cut off. Thread-safe.
 */
final class StreamingModel implements LanguageModel {
    /** Everything up to the last sentence, mark of a citation or line that is whole. */
    private static final Pattern WHOLE_SENTENCES = Pattern.compile("(?s).*(?:[.!?\\]](?=\\s|\\z)|\\n)");

    private final String name;
    private final Function<HttpClientBuilder, StreamingChatModel> provider;
    private final HttpClient http;
    private final Executor readers;

    /**
     * Talks to a provider.
     *
     * @param provider makes its client; each call has one of its own, which is cheap, because only so its connection can be
     *     got hold of
     * @param http what all calls share
     * @param readers where streams are read, one thread each
     */
    StreamingModel(
            String name, Function<HttpClientBuilder, StreamingChatModel> provider, HttpClient http, Executor readers) {
        this.name = name;
        this.provider = provider;
        this.http = http;
        this.readers = readers;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Completion complete(Prompt prompt, Duration deadline, Consumer<String> tokens) {
        long end = System.nanoTime() + deadline.toNanos();
        Stream stream = new Stream();
        StreamedCall call = new StreamedCall(http, readers, stream::over);
        try {
            start(prompt, call, stream);
            while (true) {
                long left = end - System.nanoTime();
                // Without the question a provider that never stops talking would never be out of time.
                Event event = left <= 0 ? null : stream.events.poll(left, TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new ModelException(
                            Reason.MODEL_SLOW, false, name + " took longer than " + deadline.toMillis() + " ms");
                }
                if (event.error() != null) {
                    throw translate(event.error());
                }
                if (event.whole() != null) {
                    return completion(event.whole(), call.isMarkedComplete());
                }
                tokens.accept(event.token());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(Reason.MODEL_DOWN, false, name + " was interrupted", e);
        } finally {
            call.cut();
        }
    }

    private void start(Prompt prompt, StreamedCall call, Stream stream) {
        ChatRequest request = ChatRequest.builder()
                .messages(List.of(SystemMessage.from(prompt.system()), UserMessage.from(prompt.user())))
                .build();
        try {
            provider.apply(call.builder()).chat(request, stream);
        } catch (RuntimeException e) {
            throw translate(e);
        }
    }

    private Completion completion(ChatResponse response, boolean marked) {
        FinishReason finish = response.finishReason();
        if (finish == null && !marked) {
            throw brokeOff();
        }
        if (finish == FinishReason.CONTENT_FILTER) {
            throw new ModelException(Reason.MODEL_REFUSED, false, name + " refused the content");
        }
        String text = response.aiMessage().text();
        if (text == null || text.isBlank()) {
            throw new ModelException(Reason.MODEL_DOWN, true, name + " answered with nothing");
        }
        TokenUsage usage = response.tokenUsage();
        return new Completion(
                finish == FinishReason.LENGTH ? withoutLooseEnd(text) : text,
                usage == null ? 0 : orZero(usage.inputTokenCount()),
                usage == null ? 0 : orZero(usage.outputTokenCount()));
    }

    /** An answer that reached the limit of tokens ends anywhere; what is shown ends with a sentence. */
    private String withoutLooseEnd(String text) {
        Matcher whole = WHOLE_SENTENCES.matcher(text);
        if (!whole.lookingAt()) {
            throw new ModelException(Reason.MODEL_DOWN, false, name + " reached the limit of tokens in one sentence");
        }
        return whole.group();
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    private ModelException brokeOff() {
        return new ModelException(Reason.MODEL_DOWN, true, name + " broke off");
    }

    /** The provider's own message may repeat a prompt or a key, so only its kind is kept. */
    private ModelException translate(Throwable error) {
        Throwable cause = error;
        if (cause instanceof EOFException) {
            return brokeOff();
        }
        if (cause instanceof AuthenticationException) {
            return new ModelException(Reason.MODEL_DOWN, false, name + " refused the key; check it");
        }
        if (cause instanceof ModelNotFoundException) {
            return new ModelException(
                    Reason.MODEL_DOWN, false, name + " is not known to the provider; check the model's name");
        }
        if (cause instanceof TimeoutException) {
            return new ModelException(Reason.MODEL_SLOW, false, name + " did not answer in time");
        }
        if (cause instanceof ContentFilteredException) {
            return new ModelException(Reason.MODEL_REFUSED, false, name + " refused the content");
        }
        String status = httpStatus(cause);
        // A 429 names a time to wait that the client does not tell us; asking before it would make things worse.
        boolean temporary =
                !status.equals(" (429)") && (cause instanceof RetriableException || !status.startsWith(" (4"));
        return new ModelException(
                Reason.MODEL_DOWN,
                temporary,
                name + " failed: " + cause.getClass().getSimpleName() + status);
    }

    private static String httpStatus(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof HttpException http) {
                return " (" + http.statusCode() + ")";
            }
        }
        return "";
    }

    private record Event(
            String token,
            @Nullable ChatResponse whole,
            @Nullable Throwable error) {}

    /** Hands what comes on the provider's threads to the one that waits. */
    private static final class Stream implements StreamingChatResponseHandler {
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

        @Override
        public void onPartialResponse(String token) {
            events.add(new Event(token, null, null));
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            events.add(new Event("", response, null));
        }

        @Override
        public void onError(Throwable error) {
            events.add(new Event("", null, error));
        }

        /** Of no effect behind a complete response or an error, because only the first of them is read. */
        void over() {
            onError(new EOFException());
        }
    }
}
