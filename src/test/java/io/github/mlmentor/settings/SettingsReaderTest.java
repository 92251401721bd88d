package io.github.mlmentor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How settings are found and what is said about wrong ones. */
class SettingsReaderTest {
    private static final String SECRET = "s3cr3t-v4lue";

    @TempDir
    private Path working;

    @Test
    void withoutAFileTheShippedDefaultsHold() {
        assertThat(read(Map.of()).http().port()).isEqualTo(8080);
    }

    @Test
    void theFileMayHoldOnlyWhatIsChanged() {
        file("http:\n  port: 9090\n");

        assertThat(read(Map.of()).http().port()).isEqualTo(9090);
        assertThat(read(Map.of()).http().host()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "http:\n",
                "http:\n  # port: 9090\nmodel:\n  openai:\n",
                "http: {}\n",
                "http:\n  port:\n",
                "http:\n  port: ~\n"
            })
    void whatIsDeletedOrLeftEmptyIsTheDefault(String yaml) {
        file(yaml);

        assertThat(read(Map.of()).http()).isEqualTo(new Settings.Http("127.0.0.1", 8080, "", 20, true, 0));
    }

    @Test
    void aKeyMayBeWrittenInOneWord() {
        file("http.port: 9090\n");

        assertThat(read(Map.of()).http().port()).isEqualTo(9090);
    }

    @Test
    void aVariableNamesAnotherFileFromTheWorkingDirectoryOrAbsolute() {
        file("http:\n  port: 1\n");
        Path other = write("elsewhere/other.yaml", "http:\n  port: 2\n");

        for (String name :
                List.of("elsewhere/other.yaml", other.toAbsolutePath().toString())) {
            assertThat(read(Map.of("MENTOR_CONFIG", name)).http().port()).isEqualTo(2);
        }
        assertThat(read(Map.of("MENTOR_CONFIG", " ")).http().port()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.yaml", "config"})
    void anotherFileThatIsNoneIsNamed(String name) {
        file("");

        assertThat(problems(Map.of("MENTOR_CONFIG", name)))
                .containsExactly(
                        "MENTOR_CONFIG names " + name + ", and there is no such file; correct the path or unset it");
    }

    @Test
    void spacesAroundValuesDoNotCount() {
        file("knowledge:\n  dir: '  articles '\n");

        assertThat(read(Map.of("MENTOR_HTTP_HOST", " localhost\n")).http().host())
                .isEqualTo("localhost");
        assertThat(read(Map.of()).knowledge().dir()).isEqualTo("articles");
    }

    @ParameterizedTest
    @CsvSource({
        "MENTOR_ENCRYPTION_KEY",
        "OPENAI_API_KEY",
        "ANTHROPIC_API_KEY",
        "GEMINI_API_KEY",
        "MISTRAL_API_KEY",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SLACK_CLIENT_SECRET",
        "DISCORD_TOKEN",
        "DISCORD_CLIENT_SECRET",
        "DATABASE_URL"
    })
    void everySecretMayBeGivenAsAFile(String variable) {
        String value = variable.equals("DATABASE_URL") ? "postgresql://u:" + SECRET + "@db/x" : SECRET;
        Path secret = write("secrets/one", value + "\n");

        for (String name : List.of("secrets/one", secret.toAbsolutePath().toString())) {
            assertThat(valueOf(variable, read(Map.of(variable + "_FILE", name))))
                    .isEqualTo(value);
        }
        assertThat(valueOf(variable, read(Map.of(variable, " ", variable + "_FILE", "secrets/one"))))
                .isEqualTo(value);
    }

    @Test
    void theSecretItselfWinsOverItsFile() {
        write("secret", "from-file");

        assertThat(read(Map.of("OPENAI_API_KEY", "direct", "OPENAI_API_KEY_FILE", "secret"))
                        .model()
                        .openai()
                        .apiKey()
                        .reveal())
                .isEqualTo("direct");
    }

    @Test
    void aSecretFileWinsOverTheSettingsFile() {
        file("model:\n  openai:\n    api_key: from-settings\n");
        write("secret", "from-file");

        assertThat(read(Map.of("OPENAI_API_KEY_FILE", "secret"))
                        .model()
                        .openai()
                        .apiKey()
                        .reveal())
                .isEqualTo("from-file");
    }

    @Test
    void aSecretFileThatCannotBeReadIsNamed() {
        assertThat(problems(Map.of("SLACK_BOT_TOKEN_FILE", "missing")))
                .containsExactly(
                        "SLACK_BOT_TOKEN_FILE names missing, and it cannot be read; correct the path or its rights");
    }

    @Test
    void onlySecretsMayBeGivenAsAFile() {
        write("port", "9090");

        assertThat(read(Map.of("MENTOR_HTTP_PORT_FILE", "port")).http().port()).isEqualTo(8080);
    }

    @Test
    void allProblemsAreToldInOneMessageWithKeyFileLineAndMend() {
        Path file = file("""
                http:
                  port: eighty
                  prot: 80
                  metrics: maybe
                model:
                  provider: skynet
                  temperature: warm
                  retries: 99
                knowledge:
                  reload_seconds: [1]
                opneai:
                  api_key: x
                """);

        assertThat(problems(Map.of("MENTOR_HTTP_PORT", "-1", "DATABASE_URL", "mysql://u:" + SECRET + "@db/x")))
                .containsExactly(
                        file + ":2: http.port must be a whole number, not \"eighty\"",
                        file + ":3: \"http.prot\" is not a setting; correct or remove it",
                        file + ":4: http.metrics must be true or false, not \"maybe\"",
                        file + ":7: model.temperature must be a number, not \"warm\"",
                        file + ":10: knowledge.reload_seconds must be a whole number, not a list",
                        file + ":12: \"opneai.api_key\" is not a setting, perhaps model.openai.api_key; correct or"
                                + " remove it",
                        file + ":6: model.provider must be auto, none, openai, anthropic, gemini, mistral or ollama,"
                                + " not \"skynet\"",
                        file + ":8: model.retries must be less than or equal to 5, not \"99\"",
                        "DATABASE_URL: storage.database_url must start with postgresql:// or jdbc:postgresql://",
                        "MENTOR_HTTP_PORT: http.port must be greater than or equal to 0, not \"-1\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.host                 | ''        | not be blank",
                "http.port                 | 65536     | less than or equal to 65535",
                "http.port                 | -1        | greater than or equal to 0",
                "http.port                 | 99999999999 | a whole number",
                "http.port                 | 80.5      | a whole number",
                "http.questions_per_minute | 0         | greater than or equal to 1",
                "http.questions_per_minute | 10001     | less than or equal to 10000",
                "http.metrics              | yes       | true or false",
                "http.metrics_port         | 70000     | less than or equal to 65535",
                "knowledge.reload_seconds  | 0         | greater than or equal to 1",
                "knowledge.reload_seconds  | 3601      | less than or equal to 3600",
                "knowledge.semantic        | 1         | true or false",
                "knowledge.dir             | [a, b]    | a text, not a list",
                "model.provider            | OpenAI    | auto, none, openai",
                "model.deadline_seconds    | 0         | greater than or equal to 1",
                "model.deadline_seconds    | 601       | less than or equal to 600",
                "model.retries             | -1        | greater than or equal to 0",
                "model.max_answer_tokens   | 49        | greater than or equal to 50",
                "model.max_answer_tokens   | 8001      | less than or equal to 8000",
                "model.temperature         | 2.1       | be from 0 to 2, not \"2.1\"",
                "model.temperature         | -0.1      | be from 0 to 2, not \"-0.1\"",
                "model.temperature         | Infinity  | be from 0 to 2",
                "model.temperature         | NaN       | be from 0 to 2",
                "model.temperature         | .nan      | a number",
                "model.daily_tokens        | -1        | greater than or equal to 0",
                "http.public_url           | mentor.example.org | http:// or https:// address",
                "http.public_url           | ftp://x   | http:// or https:// address",
                "http.public_url           | 'https://' | http:// or https:// address",
                "model.openai.base_url     | https://u:p@example.org | without a password",
                "model.anthropic.base_url  | x         | http:// or https:// address",
                "model.gemini.base_url     | x         | http:// or https:// address",
                "model.mistral.base_url    | x         | http:// or https:// address",
                "model.ollama.base_url     | localhost:11434 | http:// or https:// address",
                "slack.api_url             | x         | http:// or https:// address",
                "discord.api_url           | x         | http:// or https:// address",
                "storage.database_url      | sqlite:x  | postgresql:// or jdbc:postgresql://",
            })
    void aValueOutOfItsRangeIsRefusedWithWhatIsWanted(String key, String value, String wanted) {
        Path file = file(key + ": " + (value.isEmpty() ? "''" : value) + "\n");

        assertThat(problems(Map.of()))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith(file + ":1: " + key + " must ")
                        .contains(wanted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:p@db:5432/mentor",
                "postgres://u:p@db/mentor",
                "jdbc:postgresql://db/mentor?user=u&password=p"
            })
    void everyUsualFormOfTheDatabaseAddressIsTaken(String url) {
        assertThat(read(Map.of("DATABASE_URL", url)).storage().databaseUrl()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http:\\n  port: 1\\n  port: 2         | 3 | the key \"port\" stands twice",
                "http:\\n  host: a: b                  | 2 | mapping values are not allowed here",
                "- http                                | 1 | these are no settings",
                "only words                            | 1 | these are no settings",
                "http: 80                              | 1 | \"http\" is not a setting, perhaps http.host",
                "\\nport: 80                           | 2 | \"port\" is not a setting, perhaps http.port",
                "http:\\n  port:\\n    number: 80      | 3 | \"http.port.number\" is not a setting",
                "slack:\\n  botToken: x                | 2 | \"slack.botToken\" is not a setting",
                "nothing:                              | 1 | \"nothing\" is not a setting",
            })
    void aFileThatIsNotAsItShouldBeIsNamedWithItsLine(String yaml, int line, String problem) {
        Path file = file(yaml.replace("\\n", "\n"));

        assertThat(problems(Map.of()))
                .singleElement()
                .satisfies(told -> assertThat(told)
                        .startsWith(file + ":" + line + ": " + problem)
                        .contains(";"));
    }

    @Test
    void aFileThatIsNotUtf8IsNamed() throws IOException {
        Path file = file("");
        Files.write(file, new byte[] {'#', (byte) 0xE9, '\n'});

        assertThat(problems(Map.of())).containsExactly(file + ": is not UTF-8; save it as UTF-8");
    }

    @Test
    void messagesAreInOneLanguageWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(problems(Map.of("MENTOR_HTTP_PORT", "-1")))
                    .containsExactly("MENTOR_HTTP_PORT: http.port must be greater than or equal to 0, not \"-1\"");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void settingsPrintNoSecret() {
        Settings settings = read(everySecret());

        assertThat(settings.model().openai().apiKey().reveal()).isEqualTo(SECRET);
        assertThat(settings.toString()).doesNotContain(SECRET).contains("***", "botToken=***", "databaseUrl=***");
        assertThat(settings.storage().toString()).doesNotContain(SECRET);
    }

    @Test
    void messagesTellNoSecret() {
        file("model:\n  openai:\n    api_key: " + SECRET + "\n  gemini:\n    api_key: [" + SECRET + "]\n"
                + "  openai_key: " + SECRET + "\nslack:\n  api_url: " + SECRET + "\n");
        Map<String, String> environment = new HashMap<>(everySecret());
        environment.put("DATABASE_URL", "mysql://u:" + SECRET + "@db/x");
        environment.put("OPENAI_BASE_URL", SECRET);
        environment.put("MENTOR_PUBLIC_URL", "https://u:" + SECRET + "@example.org");

        assertThat(problems(environment)).hasSize(6).noneMatch(problem -> problem.contains(SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key: [" + SECRET,
                "api_key: *" + SECRET,
                "api_key: '" + SECRET,
                "api_key: a: " + SECRET,
                "api_key: @" + SECRET,
                "api_key: x\n    api_key: " + SECRET
            })
    void brokenYamlTellsNoSecret(String line) {
        file("model:\n  openai:\n    " + line + "\n");

        assertThat(problems(Map.of())).hasSize(1).noneMatch(problem -> problem.contains(SECRET));
    }

    @Test
    void otherVariablesAreNobodysBusiness() {
        assertThatCode(() -> read(Map.of("PATH", "/bin", "MENTOR_UNKNOWN", "x", "HTTP_PORT", "y")))
                .doesNotThrowAnyException();
    }

    @Test
    void aSecretIsNeverSeenButKnowsWhetherItIsThere() {
        Secret secret = new Secret("  " + SECRET + "\n");

        assertThat(secret).hasToString("***");
        assertThat(secret.reveal()).isEqualTo(SECRET);
        assertThat(secret.isPresent()).isTrue();
        assertThat(Secret.NONE).hasToString("");
        assertThat(new Secret(" \n").isPresent()).isFalse();
    }

    private static Map<String, String> everySecret() {
        return Map.ofEntries(
                Map.entry("MENTOR_ENCRYPTION_KEY", SECRET),
                Map.entry("OPENAI_API_KEY", SECRET),
                Map.entry("ANTHROPIC_API_KEY", SECRET),
                Map.entry("GEMINI_API_KEY", SECRET),
                Map.entry("MISTRAL_API_KEY", SECRET),
                Map.entry("SLACK_BOT_TOKEN", SECRET),
                Map.entry("SLACK_APP_TOKEN", SECRET),
                Map.entry("SLACK_SIGNING_SECRET", SECRET),
                Map.entry("SLACK_CLIENT_SECRET", SECRET),
                Map.entry("DISCORD_TOKEN", SECRET),
                Map.entry("DISCORD_CLIENT_SECRET", SECRET),
                Map.entry("DATABASE_URL", "postgresql://u:" + SECRET + "@db/x"));
    }

    private static String valueOf(String variable, Settings settings) {
        return switch (variable) {
            case "MENTOR_ENCRYPTION_KEY" -> settings.storage().encryptionKey().reveal();
            case "OPENAI_API_KEY" -> settings.model().openai().apiKey().reveal();
            case "ANTHROPIC_API_KEY" -> settings.model().anthropic().apiKey().reveal();
            case "GEMINI_API_KEY" -> settings.model().gemini().apiKey().reveal();
            case "MISTRAL_API_KEY" -> settings.model().mistral().apiKey().reveal();
            case "SLACK_BOT_TOKEN" -> settings.slack().botToken().reveal();
            case "SLACK_APP_TOKEN" -> settings.slack().appToken().reveal();
            case "SLACK_SIGNING_SECRET" -> settings.slack().signingSecret().reveal();
            case "SLACK_CLIENT_SECRET" -> settings.slack().clientSecret().reveal();
            case "DISCORD_TOKEN" -> settings.discord().token().reveal();
            case "DISCORD_CLIENT_SECRET" -> settings.discord().clientSecret().reveal();
            case "DATABASE_URL" -> settings.storage().databaseUrl();
            default -> throw new IllegalArgumentException(variable);
        };
    }

    /** The lines of the one message. */
    private List<String> problems(Map<String, String> environment) {
        SettingsException failure = catchThrowableOfType(SettingsException.class, () -> read(environment));
        assertThat(failure).hasMessageStartingWith("The settings cannot be used:\n  ");
        return String.valueOf(failure.getMessage())
                .lines()
                .skip(1)
                .map(String::strip)
                .toList();
    }

    private Settings read(Map<String, String> environment) {
        return SettingsReader.read(environment, new Locations(working));
    }

    private Path file(String yaml) {
        return write("config/mentor.yaml", yaml);
    }

    private Path write(String path, String text) {
        try {
            Path file = working.resolve(path);
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
