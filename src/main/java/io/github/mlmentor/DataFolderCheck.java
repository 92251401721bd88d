package io.github.mlmentor;

import io.github.mlmentor.telemetry.HealthCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks whether the data folder can be written to. */
final class DataFolderCheck implements HealthCheck {
    private final Path folder;

    DataFolderCheck(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "data";
    }

    @Override
    public Health check() {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "doctor", ".tmp"));
            return Health.ok(folder + " can be written to");
        } catch (IOException e) {
            return Health.failure(
                    folder + " cannot be written to",
                    "give it to the user that runs ML Mentor, or set storage.data_dir (MENTOR_DATA_DIR)");
        }
    }
}
