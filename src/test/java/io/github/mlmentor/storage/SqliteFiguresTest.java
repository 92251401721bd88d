package io.github.mlmentor.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteFiguresTest extends FiguresContract {
    @TempDir
    private Path folder;

    @Override
    Database open() {
        return Databases.sqlite(folder);
    }
}
