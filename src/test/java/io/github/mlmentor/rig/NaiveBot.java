package io.github.mlmentor.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The bot that one writes first: acknowledges at once, answers on a thread, tries a failed send three times. It has no memory of
 * what it was told and none of what it said. The row beside ours in the table.
 */
final class NaiveBot {
    private static final int WORKERS = 16;
    private static final int ATTEMPTS = 3;
    private static final int PAUSE = 200;

    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    private final PlatformClient platform;
    private final int composeMillis;

    NaiveBot(PlatformClient platform, int composeMillis) {
        this.platform = platform;
        this.composeMillis = composeMillis;
    }

    void take(JsonNode event) {
        if (event.path("type").asText().equals("message")) {
            workers.execute(() ->
                    answer(event.path("channel").asText(), event.path("text").asText()));
        }
    }

    private void answer(String channel, String text) {
        ScriptedAnswer.compose(composeMillis);
        List<String> parts = ScriptedAnswer.to(text);
        for (String part : parts) {
            send(channel, part);
        }
    }

    private void send(String channel, String part) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (platform.send("", channel, part).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                System.err.println("attempt " + attempt + " failed: " + e);
            }
            ScriptedAnswer.compose(PAUSE);
        }
    }
}
