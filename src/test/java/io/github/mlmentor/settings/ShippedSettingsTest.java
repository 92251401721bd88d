package io.github.mlmentor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code config/mentor.yaml} is the one place where the settings are described. */
class ShippedSettingsTest {
    private static final Path FILE = Path.of("config/mentor.yaml");
    private static final Pattern VARIABLE = Pattern.compile("# env: ([A-Z_]+)");

    @Test
    void everyKeyIsASettingAndEverySettingIsThereInTheSameOrder() throws IOException {
        assertThat(List.copyOf(keys().keySet()))
                .isEqualTo(List.copyOf(SettingsReader.keys().keySet()));
    }

    @Test
    void everyKeyHasACommentThatNamesItsVariable() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        for (Map.Entry<String, Integer> key : keys().entrySet()) {
            String line = lines.get(key.getValue() - 1);
            assertThat(line).as(key.getKey()).matches(".*\\S\\s+# \\S.*");
            Matcher variable = VARIABLE.matcher(line);
            assertThat(variable.find() ? variable.group(1) : "")
                    .as(key.getKey())
                    .isEqualTo(SettingsReader.keys().get(key.getKey()));
        }
    }

    @Test
    void theDocumentedVariablesStay() {
        assertThat(SettingsReader.keys().values().stream().filter(variable -> !variable.isEmpty()))
                .containsExactlyInAnyOrder(
                        "MENTOR_LOG_FORMAT",
                        "MENTOR_HTTP_HOST",
                        "MENTOR_HTTP_PORT",
                        "MENTOR_PUBLIC_URL",
                        "MENTOR_KNOWLEDGE_DIR",
                        "MENTOR_DATA_DIR",
                        "DATABASE_URL",
                        "MENTOR_ENCRYPTION_KEY",
                        "MENTOR_PROMPTS_DIR",
                        "MENTOR_MODEL_PROVIDER",
                        "MENTOR_MODEL_NAME",
                        "OPENAI_API_KEY",
                        "OPENAI_BASE_URL",
                        "ANTHROPIC_API_KEY",
                        "ANTHROPIC_BASE_URL",
                        "GEMINI_API_KEY",
                        "GEMINI_BASE_URL",
                        "MISTRAL_API_KEY",
                        "MISTRAL_BASE_URL",
                        "OLLAMA_BASE_URL",
                        "SLACK_BOT_TOKEN",
                        "SLACK_APP_TOKEN",
                        "SLACK_SIGNING_SECRET",
                        "SLACK_CLIENT_ID",
                        "SLACK_CLIENT_SECRET",
                        "SLACK_API_URL",
                        "DISCORD_TOKEN",
                        "DISCORD_CLIENT_ID",
                        "DISCORD_CLIENT_SECRET",
                        "DISCORD_API_URL");
    }

    @Test
    void theShippedFileIsTakenAsItIs() {
        Settings settings = SettingsReader.read(
                Map.of("MENTOR_CONFIG", FILE.toAbsolutePath().toString()), new Locations(Path.of("")));

        assertThat(settings.model().provider()).isEqualTo("auto");
    }

    /** Every key of the file with its line. */
    private static Map<String, Integer> keys() throws IOException {
        YamlTree tree = YamlTree.parse(Files.readString(FILE), 1);
        Map<String, Integer> keys = new LinkedHashMap<>();
        collect(tree, "", tree.root(), keys);
        return keys;
    }

    private static void collect(YamlTree tree, String path, JsonNode node, Map<String, Integer> keys) {
        if (!node.isObject()) {
            keys.put(path.replace('/', '.'), tree.line(path));
        }
        node.properties()
                .forEach(field -> collect(
                        tree, path.isEmpty() ? field.getKey() : path + "/" + field.getKey(), field.getValue(), keys));
    }
}
