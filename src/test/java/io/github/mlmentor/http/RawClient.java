package io.github.mlmentor.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Speaks HTTP by hand: it sends what a client library would refuse to send, and reads an answer while it is written. */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader reader;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * What came back.
     *
     * @param headers by lower-case name
     */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Sends one request and reads its whole answer. */
    static Answer exchange(int port, String requestLine, String... headers) throws IOException {
        return exchange(port, requestLine, List.of(headers), "");
    }

    /** Sends one request with a body and reads its whole answer. */
    static Answer exchange(int port, String requestLine, List<String> headers, String body) throws IOException {
        List<String> lines = new ArrayList<>(headers);
        lines.add(0, requestLine + " HTTP/1.1");
        lines.add("Connection: close");
        if (!body.isEmpty()) {
            lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        }
        try (RawClient client = new RawClient(port)) {
            client.send(String.join("\r\n", lines) + "\r\n\r\n" + body);
            return client.answer();
        }
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Reads until the server closes the connection. */
    Answer answer() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        StringBuilder body = new StringBuilder();
        for (int read = reader.read(); read >= 0; read = reader.read()) {
            body.append((char) read);
        }
        return new Answer(status, headers, body.toString());
    }

    /** The next line as soon as it is there; empty at the end. */
    String line() throws IOException {
        String line = reader.readLine();
        return line == null ? "" : line;
    }

    /** Reads on to the line that starts like this. */
    String lineStarting(String start) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new IOException("the answer ended before a line that starts with " + start);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
