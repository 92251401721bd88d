package io.github.mlmentor.mentoring;

import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.Databases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteMentoringTest extends MentoringContract {
    @TempDir
    private Path data;

    @Override
    Database open() {
        return Databases.sqlite(data);
    }
}
