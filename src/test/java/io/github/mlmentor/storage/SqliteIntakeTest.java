package io.github.mlmentor.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteIntakeTest extends IntakeContract {
    @TempDir
    Path folder;

    @Override
    Database open() {
        return Databases.sqlite(folder);
    }

    @Test
    void aSecondServingProcessIsRefusedWithTheMend() {
        assertThatThrownBy(() -> Databases.sqlite(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Another ML Mentor serves")
                .hasMessageContaining("MENTOR_DATA_DIR");
    }

    @Test
    void aDamagedFileIsNamedAndLeftAsItIs() throws IOException {
        Path file = folder.resolve("damaged.db");
        byte[] garbage = new byte[20_000];
        java.util.Arrays.fill(garbage, (byte) 'x');
        Files.write(file, garbage);
        assertThatThrownBy(() -> Database.sqlite(file))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("damaged.db");
        org.assertj.core.api.Assertions.assertThat(Files.readAllBytes(file)).isEqualTo(garbage);
    }
}
