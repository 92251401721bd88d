package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.Deflater;
import org.java_websocket.WebSocket;
import org.jspecify.annotations.Nullable;

/** One connection to the gateway, compressed if the app asked for it. The world's lock guards it. */
final class Connection {
    final WebSocket socket;
    private final @Nullable Deflater deflater;
    private final Deque<Long> heard = new ArrayDeque<>();

    @Nullable
    Session session;

    Connection(WebSocket socket, boolean compressed) {
        this.socket = socket;
        this.deflater = compressed ? new Deflater() : null;
    }

    void send(ObjectNode payload) {
        if (!socket.isOpen()) {
            return;
        }
        String text = Json.write(payload);
        if (deflater == null) {
            socket.send(text);
            return;
        }
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int length;
        do {
            length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            compressed.write(buffer, 0, length);
        } while (length == buffer.length);
        socket.send(compressed.toByteArray());
    }

    /** Whether the app may say one more thing in this minute. */
    boolean mayHear() {
        long now = System.nanoTime();
        heard.removeIf(at -> now - at > 60_000_000_000L);
        heard.add(now);
        return heard.size() <= 120;
    }

    void end() {
        if (deflater != null) {
            deflater.end();
        }
    }
}
