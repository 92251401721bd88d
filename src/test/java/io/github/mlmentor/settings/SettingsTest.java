package io.github.mlmentor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each group of settings twice: its defaults, and where each of its values comes from. */
class SettingsTest {
    @TempDir
    private Path working;

    /**
     * One setting.
     *
     * @param variable its environment variable, or empty
     * @param inFile a value that is not the default
     * @param inEnvironment another such value
     */
    private record Row(
            String key, String variable, String inFile, String inEnvironment, Function<Settings, Object> getter) {}

    private static Row row(
            String key, String variable, String inFile, String inEnvironment, Function<Settings, Object> getter) {
        return new Row(key, variable, inFile, inEnvironment, getter);
    }

    private static Row row(String key, String inFile, Function<Settings, Object> getter) {
        return new Row(key, "", inFile, "", getter);
    }

    private static final List<Row> LOG = List.of(
            row("log.format", "MENTOR_LOG_FORMAT", "json", "text", s -> s.log().format()));

    private static final List<Row> INTAKE = List.of(
            row("intake.workers", "4", s -> s.intake().workers()),
            row("intake.grace_seconds", "0", s -> s.intake().graceSeconds()),
            row("intake.stale_minutes", "5", s -> s.intake().staleMinutes()),
            row("intake.catch_up_minutes", "0", s -> s.intake().catchUpMinutes()));

    private static final List<Row> LIMITS = List.of(
            row("limits.open", "6", s -> s.limits().open()),
            row("limits.user_minute", "7", s -> s.limits().userMinute()),
            row("limits.user_day", "11", s -> s.limits().userDay()),
            row("limits.server_day", "13", s -> s.limits().serverDay()),
            row("limits.at_user_minute", "knowledge", s -> s.limits().atUserMinute()),
            row("limits.at_user_day", "decline", s -> s.limits().atUserDay()),
            row("limits.at_server_day", "decline", s -> s.limits().atServerDay()));

    private static final List<Row> HTTP = List.of(
            row(
                    "http.host",
                    "MENTOR_HTTP_HOST",
                    "0.0.0.0",
                    "localhost",
                    s -> s.http().host()),
            row("http.port", "MENTOR_HTTP_PORT", "9090", "0", s -> s.http().port()),
            row(
                    "http.public_url",
                    "MENTOR_PUBLIC_URL",
                    "https://mentor.example.org",
                    "http://localhost:1/x",
                    s -> s.http().publicUrl()),
            row("http.questions_per_minute", "5", s -> s.http().questionsPerMinute()),
            row("http.metrics", "false", s -> s.http().metrics()),
            row("http.metrics_port", "9100", s -> s.http().metricsPort()));

    private static final List<Row> KNOWLEDGE = List.of(
            row(
                    "knowledge.dir",
                    "MENTOR_KNOWLEDGE_DIR",
                    "articles",
                    "/other",
                    s -> s.knowledge().dir()),
            row("knowledge.reload_seconds", "60", s -> s.knowledge().reloadSeconds()),
            row("knowledge.semantic", "false", s -> s.knowledge().semantic()));

    private static final List<Row> STORAGE = List.of(
            row(
                    "storage.data_dir",
                    "MENTOR_DATA_DIR",
                    "state",
                    "/var/lib/mentor",
                    s -> s.storage().dataDir()),
            row(
                    "storage.database_url",
                    "DATABASE_URL",
                    "postgresql://user:pw@db/mentor",
                    "jdbc:postgresql://db/mentor?user=u",
                    s -> s.storage().databaseUrl()),
            row("storage.retention_days", "90", s -> s.storage().retentionDays()),
            row(
                    "storage.encryption_key",
                    "MENTOR_ENCRYPTION_KEY",
                    "key-f",
                    "key-e",
                    s -> s.storage().encryptionKey().reveal()));

    private static final List<Row> PROMPTS = List.of(row(
            "prompts.dir",
            "MENTOR_PROMPTS_DIR",
            "words",
            "/prompts",
            s -> s.prompts().dir()));

    private static final List<Row> MODEL = List.of(
            row(
                    "model.provider",
                    "MENTOR_MODEL_PROVIDER",
                    "openai",
                    "none",
                    s -> s.model().provider()),
            row(
                    "model.name",
                    "MENTOR_MODEL_NAME",
                    "small-1",
                    "large-2",
                    s -> s.model().name()),
            row("model.deadline_seconds", "12", s -> s.model().deadlineSeconds()),
            row("model.retries", "0", s -> s.model().retries()),
            row("model.max_answer_tokens", "1500", s -> s.model().maxAnswerTokens()),
            row("model.temperature", "1.5", s -> s.model().temperature()),
            row("model.daily_tokens", "0", s -> s.model().dailyTokens()),
            row("model.monthly_tokens", "7", s -> s.model().monthlyTokens()));

    private static final List<Row> OPENAI = List.of(
            row(
                    "model.openai.api_key",
                    "OPENAI_API_KEY",
                    "key-f",
                    "key-e",
                    s -> s.model().openai().apiKey().reveal()),
            row(
                    "model.openai.base_url",
                    "OPENAI_BASE_URL",
                    "http://f:1/v1",
                    "http://e:1/v1",
                    s -> s.model().openai().baseUrl()));

    private static final List<Row> ANTHROPIC = List.of(
            row(
                    "model.anthropic.api_key",
                    "ANTHROPIC_API_KEY",
                    "key-f",
                    "key-e",
                    s -> s.model().anthropic().apiKey().reveal()),
            row(
                    "model.anthropic.base_url",
                    "ANTHROPIC_BASE_URL",
                    "http://f:1/v1",
                    "http://e:1/v1",
                    s -> s.model().anthropic().baseUrl()));

    private static final List<Row> GEMINI = List.of(
            row(
                    "model.gemini.api_key",
                    "GEMINI_API_KEY",
                    "key-f",
                    "key-e",
                    s -> s.model().gemini().apiKey().reveal()),
            row(
                    "model.gemini.base_url",
                    "GEMINI_BASE_URL",
                    "http://f:1/v1",
                    "http://e:1/v1",
                    s -> s.model().gemini().baseUrl()));

    private static final List<Row> MISTRAL = List.of(
            row(
                    "model.mistral.api_key",
                    "MISTRAL_API_KEY",
                    "key-f",
                    "key-e",
                    s -> s.model().mistral().apiKey().reveal()),
            row(
                    "model.mistral.base_url",
                    "MISTRAL_BASE_URL",
                    "http://f:1/v1",
                    "http://e:1/v1",
                    s -> s.model().mistral().baseUrl()));

    private static final List<Row> OLLAMA = List.of(row(
            "model.ollama.base_url",
            "OLLAMA_BASE_URL",
            "http://f:11434",
            "http://e:11434",
            s -> s.model().ollama().baseUrl()));

    private static final List<Row> SLACK = List.of(
            row(
                    "slack.bot_token",
                    "SLACK_BOT_TOKEN",
                    "xoxb-f",
                    "xoxb-e",
                    s -> s.slack().botToken().reveal()),
            row(
                    "slack.app_token",
                    "SLACK_APP_TOKEN",
                    "xapp-f",
                    "xapp-e",
                    s -> s.slack().appToken().reveal()),
            row(
                    "slack.signing_secret",
                    "SLACK_SIGNING_SECRET",
                    "sign-f",
                    "sign-e",
                    s -> s.slack().signingSecret().reveal()),
            row(
                    "slack.client_id",
                    "SLACK_CLIENT_ID",
                    "1234567890.12345678900",
                    "2.20",
                    s -> s.slack().clientId()),
            row(
                    "slack.client_secret",
                    "SLACK_CLIENT_SECRET",
                    "secret-f",
                    "secret-e",
                    s -> s.slack().clientSecret().reveal()),
            row(
                    "slack.mentor_channels",
                    "C0MENTORS01, C0MENTORS02",
                    s -> s.slack().mentorChannels()),
            row("slack.mentors", "U0ANA000001, S0MENTORS01", s -> s.slack().mentors()),
            row("slack.curators", "S0CURATORS1", s -> s.slack().curators()),
            row("slack.reaction", "robot_face", s -> s.slack().reaction()),
            row("slack.reaction_by", "everybody", s -> s.slack().reactionBy()),
            row("slack.channels", "C0123 auto; * off", s -> s.slack().channels()),
            row("slack.outsiders", "false", s -> s.slack().outsiders()),
            row(
                    "slack.api_url",
                    "SLACK_API_URL",
                    "http://f:1/api/",
                    "http://e:1/api/",
                    s -> s.slack().apiUrl()));

    private static final List<Row> MENTORING = List.of(
            row("mentoring.monthly_questions", "3", s -> s.mentoring().monthlyQuestions()),
            row("mentoring.raise_hours", "2", s -> s.mentoring().raiseHours()),
            row("mentoring.return_hours", "48", s -> s.mentoring().returnHours()),
            row("mentoring.approve_own", "true", s -> s.mentoring().approveOwn()),
            row("mentoring.digest", "friday 16:30", s -> s.mentoring().digest()),
            row("mentoring.timezone", "Europe/Berlin", s -> s.mentoring().timezone()));

    private static final List<Row> DISCORD = List.of(
            row(
                    "discord.token",
                    "DISCORD_TOKEN",
                    "token-f",
                    "token-e",
                    s -> s.discord().token().reveal()),
            row(
                    "discord.client_id",
                    "DISCORD_CLIENT_ID",
                    "0012345678901234567890",
                    "1",
                    s -> s.discord().clientId()),
            row(
                    "discord.client_secret",
                    "DISCORD_CLIENT_SECRET",
                    "secret-f",
                    "secret-e",
                    s -> s.discord().clientSecret().reveal()),
            row(
                    "discord.mentor_channels",
                    "",
                    "900000000000000001",
                    "",
                    s -> s.discord().mentorChannels()),
            row(
                    "discord.mentors",
                    "",
                    "900000000000000002, 900000000000000003",
                    "",
                    s -> s.discord().mentors()),
            row("discord.curators", "900000000000000004", s -> s.discord().curators()),
            row(
                    "discord.channels",
                    "",
                    "900000000000000001 auto; * off",
                    "",
                    s -> s.discord().channels()),
            row("discord.shards", "", "4", "", s -> s.discord().shards()),
            row("discord.shard_range", "", "0-3", "", s -> s.discord().shardRange()),
            row(
                    "discord.command_server",
                    "",
                    "900000000002490368",
                    "",
                    s -> s.discord().commandServer()),
            row(
                    "discord.api_url",
                    "DISCORD_API_URL",
                    "http://f:1/api",
                    "http://e:1/api",
                    s -> s.discord().apiUrl()));

    @Test
    void everySettingIsInOneOfTheGroupsBelowWithItsVariable() {
        List<Row> all = Stream.of(
                        LOG, HTTP, KNOWLEDGE, STORAGE, INTAKE, LIMITS, PROMPTS, MODEL, OPENAI, ANTHROPIC, GEMINI,
                        MISTRAL, OLLAMA, MENTORING, SLACK, DISCORD)
                .flatMap(List::stream)
                .toList();
        List<String> documented =
                all.stream().map(row -> row.key() + "=" + row.variable()).toList();

        List<String> actual = new ArrayList<>();
        SettingsReader.keys().forEach((key, variable) -> actual.add(key + "=" + variable));
        assertThat(actual).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Nested
    class Http {
        @Test
        void theDefaultsAreThese() {
            assertThat(read().http()).isEqualTo(new Settings.Http("127.0.0.1", 8080, "", 20, true, 0));
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(HTTP);
        }

        @Test
        void onlyAddressesOfThisMachineAreLoopback() {
            for (String host : List.of("localhost", "LocalHost", "127.0.0.1", "127.9.9.9", "::1", "[::1]")) {
                assertThat(new Settings.Http(host, 0, "", 1, true, 0).isLoopback())
                        .as(host)
                        .isTrue();
            }
            for (String host : List.of(
                    "0.0.0.0", "::", "192.168.0.1", "mentor.example.org", "localhost.example.org", "127.example.org")) {
                assertThat(new Settings.Http(host, 0, "", 1, true, 0).isLoopback())
                        .as(host)
                        .isFalse();
            }
        }
    }

    @Nested
    class Knowledge {
        @Test
        void theDefaultsAreThese() {
            assertThat(read().knowledge()).isEqualTo(new Settings.Knowledge("", 1, true));
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(KNOWLEDGE);
        }
    }

    @Nested
    class Storage {
        @Test
        void theDefaultsAreThese() {
            Settings.Storage storage = read().storage();

            assertThat(storage.dataDir()).isEmpty();
            assertThat(storage.databaseUrl()).isEmpty();
            assertThat(storage.encryptionKey().isPresent()).isFalse();
            assertThat(storage.retentionDays()).isEqualTo(30);
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(STORAGE);
        }
    }

    @Nested
    class Log {
        @Test
        void theDefaultsAreThese() {
            assertThat(read().log()).isEqualTo(new Settings.Log("text"));
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(LOG);
        }
    }

    @Nested
    class Intake {
        @Test
        void theDefaultsAreThese() {
            assertThat(read().intake()).isEqualTo(new Settings.Intake(16, 20, 60, 60));
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(INTAKE);
        }
    }

    @Nested
    class Limits {
        @Test
        void theDefaultsAreThese() {
            assertThat(read().limits())
                    .isEqualTo(new Settings.Limits(500, 8, 200, 5_000, "decline", "knowledge", "knowledge"));
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(LIMITS);
        }
    }

    @Nested
    class Prompts {
        @Test
        void theDefaultsAreThese() {
            assertThat(read().prompts()).isEqualTo(new Settings.Prompts(""));
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(PROMPTS);
        }
    }

    @Nested
    class Model {
        @Test
        void theDefaultsAreThese() {
            Settings.Model model = read().model();

            assertThat(model.provider()).isEqualTo("auto");
            assertThat(model.name()).isEmpty();
            assertThat(model.deadlineSeconds()).isEqualTo(30);
            assertThat(model.retries()).isEqualTo(1);
            assertThat(model.maxAnswerTokens()).isEqualTo(900);
            assertThat(model.temperature()).isEqualTo(0.2);
            assertThat(model.dailyTokens()).isEqualTo(500_000);
            assertThat(model.monthlyTokens()).isEqualTo(10_000_000);
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(MODEL);
        }
    }

    @Nested
    class OpenAi {
        @Test
        void theDefaultsAreThese() {
            assertThat(read().model().openai().apiKey().isPresent()).isFalse();
            assertThat(read().model().openai().baseUrl()).isEmpty();
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(OPENAI);
        }
    }

    @Nested
    class Anthropic {
        @Test
        void theDefaultsAreThese() {
            assertThat(read().model().anthropic().apiKey().isPresent()).isFalse();
            assertThat(read().model().anthropic().baseUrl()).isEmpty();
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(ANTHROPIC);
        }
    }

    @Nested
    class Gemini {
        @Test
        void theDefaultsAreThese() {
            assertThat(read().model().gemini().apiKey().isPresent()).isFalse();
            assertThat(read().model().gemini().baseUrl()).isEmpty();
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(GEMINI);
        }
    }

    @Nested
    class Mistral {
        @Test
        void theDefaultsAreThese() {
            assertThat(read().model().mistral().apiKey().isPresent()).isFalse();
            assertThat(read().model().mistral().baseUrl()).isEmpty();
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(MISTRAL);
        }
    }

    @Nested
    class Ollama {
        @Test
        void theDefaultsAreThese() {
            assertThat(read().model().ollama()).isEqualTo(new Settings.Ollama(""));
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(OLLAMA);
        }
    }

    @Nested
    class Slack {
        @Test
        void theDefaultsAreThese() {
            Settings.Slack slack = read().slack();

            assertThat(slack.botToken().isPresent()).isFalse();
            assertThat(slack.appToken().isPresent()).isFalse();
            assertThat(slack.signingSecret().isPresent()).isFalse();
            assertThat(slack.clientId()).isEmpty();
            assertThat(slack.clientSecret().isPresent()).isFalse();
            assertThat(slack.apiUrl()).isEmpty();
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(SLACK);
        }
    }

    @Nested
    class MentoringSettings {
        @Test
        void helpIsCloseAndNobodyApprovesAlone() {
            Settings.Mentoring mentoring = read().mentoring();

            assertThat(mentoring.monthlyQuestions()).isEqualTo(10);
            assertThat(mentoring.raiseHours()).isEqualTo(4);
            assertThat(mentoring.returnHours()).isEqualTo(24);
            assertThat(mentoring.approveOwn()).isFalse();
            assertThat(mentoring.digest()).isEqualTo("monday 09:00");
            assertThat(mentoring.timezone()).isEqualTo("UTC");
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(MENTORING);
        }
    }

    @Nested
    class Discord {
        @Test
        void theDefaultsAreThese() {
            Settings.Discord discord = read().discord();

            assertThat(discord.token().isPresent()).isFalse();
            assertThat(discord.clientId()).isEmpty();
            assertThat(discord.clientSecret().isPresent()).isFalse();
            assertThat(discord.apiUrl()).isEmpty();
        }

        @Test
        void valuesComeFromTheFileAndTheEnvironment() {
            assertMapped(DISCORD);
        }
    }

    /** One setting at a time, so that no value can come from a neighbour. */
    private void assertMapped(List<Row> rows) {
        for (Row row : rows) {
            write("");
            Object byDefault = row.getter().apply(read());
            assertThat(row.inFile()).as(row.key()).isNotEqualTo(byDefault.toString());
            assertThat(row.inEnvironment()).as(row.key()).isNotEqualTo(row.inFile());

            write(yaml(row.key(), row.inFile()));
            assertThat(row.getter().apply(read())).as(row.key()).hasToString(row.inFile());
            if (row.variable().isEmpty()) {
                continue;
            }
            assertThat(row.getter().apply(read(Map.of(row.variable(), row.inEnvironment()))))
                    .as(row.variable())
                    .hasToString(row.inEnvironment());
            assertThat(row.getter().apply(read(Map.of(row.variable(), " "))))
                    .as("blank " + row.variable())
                    .hasToString(row.inFile());
        }
    }

    /** The key as nested YAML; the value as somebody would type it, without quotes. */
    private static String yaml(String key, String value) {
        StringBuilder yaml = new StringBuilder();
        int depth = 0;
        for (String part : key.split("\\.")) {
            yaml.append(depth == 0 ? "" : "\n")
                    .append("  ".repeat(depth))
                    .append(part)
                    .append(':');
            depth++;
        }
        return yaml + " " + value + "\n";
    }

    private void write(String yaml) {
        try {
            Files.createDirectories(working.resolve("config"));
            Files.writeString(working.resolve("config/mentor.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Settings read() {
        return read(Map.of());
    }

    private Settings read(Map<String, String> environment) {
        return SettingsReader.read(environment, new Locations(working));
    }
}
