package io.github.mlmentor.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionsTest extends SessionsContract {
    @TempDir
    private Path folder;

    @Override
    Database open() {
        return Databases.sqlite(folder);
    }
}
