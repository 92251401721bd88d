package io.github.mlmentor.llm;

import io.github.mlmentor.settings.Locations;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings of a model, read as the program reads them. */
public final class ModelSettings {
    /** A key that no message may hold. */
    public static final String KEY = "sk-a-secret-of-the-organiser";

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    private ModelSettings(Path folder) {
        this.folder = folder;
    }

    /** The defaults, with this empty folder as the working directory. */
    public static ModelSettings in(Path folder) {
        return new ModelSettings(folder);
    }

    /** OpenAI's protocol at this address. */
    public static ModelSettings openAi(Path folder, String baseUrl) {
        return in(folder).with("OPENAI_API_KEY", KEY).with("OPENAI_BASE_URL", baseUrl);
    }

    /** One variable of the environment. */
    public ModelSettings with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The part {@code model} of the file. */
    public ModelSettings file(String... lines) {
        try {
            Files.createDirectories(folder.resolve("config"));
            Files.writeString(folder.resolve("config/mentor.yaml"), "model:\n  " + String.join("\n  ", lines) + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Settings.Model read() {
        return SettingsReader.read(environment, new Locations(folder)).model();
    }
}
