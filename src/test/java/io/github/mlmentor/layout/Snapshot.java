package io.github.mlmentor.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of rendered JSON, to be read by people and compared by tests. A change that is meant is written with {@code mvn test
 * -Dtest='io.github.mlmentor.slack.*' -Dsnapshots.update=true} and read in the diff.
 */
public final class Snapshot {
    private static final Path FOLDER = Path.of("src/test/resources/snapshots");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private Snapshot() {}

    /**
     * Compares the messages, or writes them when that was asked for.
     *
     * @param name the platform, a slash, and what is shown
     */
    public static void check(String name, List<String> payloads) {
        try {
            ArrayNode all = MAPPER.createArrayNode();
            for (String payload : payloads) {
                all.add(MAPPER.readTree(payload));
            }
            String now = MAPPER.writer(PRINTER).writeValueAsString(all) + "\n";
            Path file = FOLDER.resolve(name + ".json");
            if (Boolean.getBoolean("snapshots.update")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, now);
            }
            assertThat(now).as(name).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
