package io.github.mlmentor.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.answering.ConversationMemory;
import io.github.mlmentor.answering.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversations of the terminal, a file each, so that {@code ask --conversation ID} goes on where an earlier run stopped. A
 * file that cannot be read counts as a new conversation. Thread-safe within one process.
 */
public final class ConversationFiles implements ConversationMemory {
    private static final Logger LOG = LoggerFactory.getLogger(ConversationFiles.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;
    private final int turns;

    /**
     * Keeps files in a folder.
     *
     * @param turns how many of the last turns are kept of each conversation
     */
    public ConversationFiles(Path folder, int turns) {
        this.folder = folder;
        this.turns = turns;
    }

    @Override
    public synchronized List<Turn> recall(String conversation) {
        Path file = file(conversation);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return MAPPER.readValue(Files.readString(file), new TypeReference<List<Turn>>() {});
        } catch (IOException e) {
            LOG.warn("The conversation in {} cannot be read and starts anew", file);
            return List.of();
        }
    }

    @Override
    public synchronized void remember(String conversation, Turn turn) {
        List<Turn> all = new ArrayList<>(recall(conversation));
        all.add(turn);
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "conversation", ".tmp");
            Files.writeString(
                    draft, MAPPER.writeValueAsString(all.subList(Math.max(0, all.size() - turns), all.size())));
            Files.move(draft, file(conversation), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("The conversation cannot be kept in {}: {}", folder, e.getMessage());
        }
    }

    /** The id is somebody's text, so it becomes a file name only after everything but letters and digits was spelt out. */
    private Path file(String conversation) {
        StringBuilder name = new StringBuilder();
        conversation.codePoints().limit(60).forEach(point -> {
            if (point < 128 && Character.isLetterOrDigit(point)) {
                name.appendCodePoint(point);
            } else {
                name.append('_').append(Integer.toHexString(point)).append('_');
            }
        });
        return folder.resolve(name + ".json");
    }
}
