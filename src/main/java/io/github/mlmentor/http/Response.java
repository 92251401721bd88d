package io.github.mlmentor.http;

import java.io.IOException;

/** The answer to one request; exactly one of the methods that send is called, once. Belongs to one thread. */
public interface Response {
    /** Sets a header of what is sent next; of cookies there may be several. */
    void header(String name, String value);

    /** Sends a whole text. */
    void send(int status, String contentType, String body) throws IOException;

    /** Sends a file's bytes, which the browser may keep; it asks each time whether they are still the same. */
    void sendFile(String contentType, byte[] body) throws IOException;

    /** Begins a stream of server-sent events. */
    EventStream stream() throws IOException;

    /** A stream of server-sent events. */
    interface EventStream {
        /**
         * Sends one event at once.
         *
         * @throws IOException when the client is gone
         */
        void send(String event, String data) throws IOException;
    }
}
