package io.github.mlmentor.llm;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.github.mlmentor.answering.LanguageModel;
import io.github.mlmentor.answering.ModelException;
import io.github.mlmentor.answering.Prompt;
import io.github.mlmentor.chat.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A provider through LangChain4j, streamed. The answer is read on the calling thread up to the deadline; whatever the
 * provider does after that is cut off. Thread-safe.
 */
final class StreamingModel implements LanguageModel {
    private final String name;
    private final StreamingChatModel model;

    StreamingModel(String name, StreamingChatModel model) {
        this.name = name;
        this.model = model;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Completion complete(Prompt prompt, Duration deadline, Consumer<String> tokens) {
        long end = System.nanoTime() + deadline.toNanos();
        Stream stream = new Stream();
        ChatRequest request = ChatRequest.builder()
                .messages(List.of(SystemMessage.from(prompt.system()), UserMessage.from(prompt.user())))
                .build();
        try {
            model.chat(request, stream);
            while (true) {
                Event event = stream.events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new ModelException(
                            Reason.MODEL_SLOW, false, name + " took longer than " + deadline.toSeconds() + " s");
                }
                if (event.error() != null) {
                    throw translate(event.error());
                }
                if (event.whole() != null) {
                    return completion(event.whole());
                }
                tokens.accept(event.token());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(Reason.MODEL_DOWN, false, name + " was interrupted", e);
        } catch (ModelException e) {
            throw e;
        } catch (RuntimeException e) {
            if (isOurs(e)) {
                throw e;
            }
            throw translate(e);
        } finally {
            stream.cut();
        }
    }

    /** What the token consumer throws to stop is not the provider's failure. */
    private static boolean isOurs(RuntimeException e) {
        return e.getClass().getName().startsWith("io.github.mlmentor.");
    }

    private Completion completion(ChatResponse response) {
        String text = response.aiMessage().text();
        if (text == null || text.isBlank()) {
            boolean filtered = response.finishReason() == FinishReason.CONTENT_FILTER;
            throw new ModelException(
                    filtered ? Reason.MODEL_REFUSED : Reason.MODEL_DOWN, !filtered, name + " answered with nothing");
        }
        TokenUsage usage = response.tokenUsage();
        return new Completion(
                text,
                usage == null ? 0 : orZero(usage.inputTokenCount()),
                usage == null ? 0 : orZero(usage.outputTokenCount()));
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    /** The provider's own message may repeat a prompt or a key, so only its kind is kept. */
    private ModelException translate(Throwable error) {
        Throwable cause = error;
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
        boolean temporary = cause instanceof RetriableException || !status.startsWith(" (4");
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
        private volatile @Nullable PartialResponseContext context;
        private volatile boolean over;

        @Override
        public void onPartialResponse(PartialResponse partial, PartialResponseContext current) {
            context = current;
            if (over) {
                current.streamingHandle().cancel();
            } else {
                events.add(new Event(partial.text(), null, null));
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            events.add(new Event("", response, null));
        }

        @Override
        public void onError(Throwable error) {
            events.add(new Event("", null, error));
        }

        void cut() {
            over = true;
            PartialResponseContext current = context;
            if (current != null) {
                current.streamingHandle().cancel();
            }
        }
    }
}
