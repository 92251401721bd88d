package io.github.mlmentor.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes through Javalin. */
final class JavalinResponse implements Response {
    private final Context context;

    JavalinResponse(Context context) {
        this.context = context;
    }

    @Override
    public void header(String name, String value) {
        if (name.equals("Set-Cookie")) {
            context.res().addHeader(name, value);
        } else {
            context.header(name, value);
        }
    }

    @Override
    public void send(int status, String contentType, String body) {
        context.status(status).contentType(contentType + "; charset=utf-8").result(body);
    }

    @Override
    public void sendFile(String contentType, byte[] body) {
        // An hour without asking would bring an old script to a new page. Javalin says 304 to whoever has this tag.
        context.contentType(contentType)
                .header("Cache-Control", "no-cache")
                .header("ETag", tag(body))
                .result(body);
    }

    /** Weak, because it stays the same when the bytes are compressed on the way. */
    private static String tag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "W/\"" + HexFormat.of().formatHex(digest, 0, 8) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public EventStream stream() throws IOException {
        context.disableCompression();
        context.res().setContentType("text/event-stream; charset=utf-8");
        context.res().setHeader("Cache-Control", "no-store");
        context.res().setHeader("X-Accel-Buffering", "no");
        ServletOutputStream out = context.res().getOutputStream();
        context.res().flushBuffer();
        return (event, data) -> {
            StringBuilder text = new StringBuilder("event: ").append(event).append('\n');
            data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
            out.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        };
    }
}
