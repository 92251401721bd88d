package io.github.mlmentor.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Searches the bytes of every file: the database, its log, the log's index. */
class SqlitePrivacyTest extends PrivacyContract {
    @TempDir
    Path folder;

    @Override
    Database open() {
        return Databases.sqlite(folder);
    }

    @Override
    List<String> everythingStored(Database database) {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }
}
