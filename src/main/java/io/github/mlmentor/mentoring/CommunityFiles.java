package io.github.mlmentor.mentoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Approved articles as files that can be reviewed and kept in git, with the questions that they must answer. A file that somebody
 * changed by hand is left alone. Writing the same again changes nothing.
 */
public final class CommunityFiles {
    /** The questions beside the articles; not an article itself, by its name. */
    public static final String QUESTIONS = Articles.FOLDER + "_questions.jsonl";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final MentorStore store;

    public CommunityFiles(MentorStore store) {
        this.store = store;
    }

    /**
     * What became of writing.
     *
     * @param written the files that were written
     * @param left the files that somebody changed by hand, which were left as they are
     * @param same how many were as they should be
     */
    public record Written(List<String> written, List<String> left, int same) {
        public Written {
            written = List.copyOf(written);
            left = List.copyOf(left);
        }
    }

    /** Whether files can be written below a folder. */
    public static boolean isWritable(Path knowledge) {
        return Files.isDirectory(knowledge) && Files.isWritable(knowledge);
    }

    /**
     * Writes what was approved below a knowledge folder.
     *
     * @throws UncheckedIOException when a file cannot be written, which it names
     */
    public Written write(Path knowledge) {
        List<String> written = new ArrayList<>();
        List<String> left = new ArrayList<>();
        int same = 0;
        for (Published article : store.published()) {
            Path file = knowledge.resolve(article.origin());
            String there = read(file);
            if (there.replace("\r\n", "\n").equals(article.markdown())) {
                same++;
            } else if (there.isEmpty() || article.known().contains(Fingerprint.of(there))) {
                write(file, article.markdown());
                written.add(article.origin());
            } else {
                left.add(article.origin());
            }
        }
        String questions = questions();
        Path file = knowledge.resolve(QUESTIONS);
        if (!questions.isEmpty() && !questions.equals(read(file))) {
            write(file, questions);
            written.add(QUESTIONS);
        }
        return new Written(written, left, same);
    }

    /** What must be answered from which article, as {@code ml-mentor eval --questions} reads it. */
    private String questions() {
        StringBuilder lines = new StringBuilder();
        for (Check check : store.checks()) {
            ObjectNode line = MAPPER.createObjectNode();
            line.put("id", Fingerprint.of(check.question() + check.article()));
            line.put("question", check.question());
            line.putArray("relevant").add(check.article());
            line.put("kind", "community");
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Whole or not at all: somebody may read it meanwhile. */
    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(folder, ".", ".tmp");
            try {
                Files.writeString(beside, text, StandardCharsets.UTF_8);
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
