package io.github.mlmentor.intake;

import io.github.mlmentor.chat.MessageKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Presence in a map; askers are told apart by {@link #asker}. */
final class FakePresence implements Presence {
    private final Map<String, Instant> last = new HashMap<>();
    private final List<String> spoken = new ArrayList<>();
    private String asker = "";

    /** Whose words do not count. */
    void asker(String author) {
        asker = author;
    }

    /** Everybody who was noted, with where. */
    List<String> spoken() {
        return spoken;
    }

    @Override
    public void spoke(MessageKey key, String conversation, String author, Instant at) {
        spoken.add(conversation + "/" + author);
        if (!author.equals(asker)) {
            last.put(conversation, at);
        }
    }

    @Override
    public Optional<Instant> lastSpoke(String conversation) {
        return Optional.ofNullable(last.get(conversation));
    }
}
