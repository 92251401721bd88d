package io.github.mlmentor.llm;

import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of one streamed call. LangChain4j gives a handle to cancel only with the first piece of text, and for some
 * providers it keeps silent when a stream ends before its last event; here a call can be cut as soon as there is a response,
 * and its end is always told. Until there is one, the client's own read timeout counts. The thread that asks never reads the
 * stream: the JDK's client would read it there whenever the response is faster than the call that asks for it, and then no
 * deadline would hold. Thread-safe.
 */
final class StreamedCall implements HttpClient {
    private static final String LAST_EVENT = "[DONE]";

    private final HttpClient client;
    private final Executor readers;
    private final Runnable whenOver;
    private volatile boolean sawLastEvent;
    private volatile boolean closed;
    private @Nullable InputStream body;
    private boolean cut;

    /**
     * A call over a client that may be shared.
     *
     * @param readers must never run anything on the thread that gives it
     * @param whenOver run on the client's thread when a stream has ended, behind everything that the provider's client made of
     *     it; not after an error
     */
    StreamedCall(HttpClient client, Executor readers, Runnable whenOver) {
        this.client = client;
        this.readers = readers;
        this.whenOver = whenOver;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        return client.execute(request);
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        ServerSentEventParser held = (stream, told) -> {
            hold(stream);
            parser.parse(stream, told);
        };
        readers.execute(() -> {
            try {
                client.execute(request, held, new Watched(listener));
            } catch (RuntimeException e) {
                listener.onError(e);
            }
        });
    }

    /** Closes the connection, at once or as soon as it answers. */
    synchronized void cut() {
        cut = true;
        close(body);
    }

    /** Whether the provider said so far that the stream is complete; some clients also call it that when it merely stops. */
    boolean isMarkedComplete() {
        return sawLastEvent || !closed;
    }

    private synchronized void hold(InputStream stream) {
        body = stream;
        if (cut) {
            close(stream);
        }
    }

    private static void close(@Nullable InputStream stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            // Nobody reads it any more, and the connection is gone either way.
        }
    }

    /** A builder of this very client; the timeouts that a provider's client wishes are the shared client's affair. */
    HttpClientBuilder builder() {
        return new HttpClientBuilder() {
            @Override
            public Duration connectTimeout() {
                return Duration.ZERO;
            }

            @Override
            public HttpClientBuilder connectTimeout(Duration timeout) {
                return this;
            }

            @Override
            public Duration readTimeout() {
                return Duration.ZERO;
            }

            @Override
            public HttpClientBuilder readTimeout(Duration timeout) {
                return this;
            }

            @Override
            public HttpClient build() {
                return StreamedCall.this;
            }
        };
    }

    private final class Watched implements ServerSentEventListener {
        private final ServerSentEventListener listener;

        Watched(ServerSentEventListener listener) {
            this.listener = listener;
        }

        @Override
        public void onOpen(SuccessfulHttpResponse response) {
            listener.onOpen(response);
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            sawLastEvent |= LAST_EVENT.equals(event.data());
            try {
                listener.onEvent(event, context);
            } catch (RuntimeException e) {
                // Who drives this would pass over it, and the answer would lack words that nobody misses.
                if (!sawLastEvent && isGarbled(e)) {
                    listener.onError(e);
                }
            }
        }

        private static boolean isGarbled(Throwable error) {
            return error instanceof StreamReadException || (error.getCause() != null && isGarbled(error.getCause()));
        }

        @Override
        public void onError(Throwable error) {
            listener.onError(error);
        }

        @Override
        public void onClose() {
            closed = true;
            listener.onClose();
            whenOver.run();
        }
    }
}
