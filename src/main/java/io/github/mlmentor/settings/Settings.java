package io.github.mlmentor.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;

/** Everything that an organiser can set. The keys are the components' names with underscores. */
public record Settings(
        @Valid Log log,
        @Valid Http http,
        @Valid Knowledge knowledge,
        @Valid Storage storage,
        @Valid Intake intake,
        @Valid Limits limits,
        @Valid Prompts prompts,
        @Valid Model model,
        @Valid Mentoring mentoring,
        @Valid Slack slack,
        @Valid Discord discord) {
    private static final String URL = "^$|^https?://[^\\s/?#@]+([/?#]\\S*)?$";
    private static final String SNOWFLAKES = "^$|^\\d{15,20}( *, *\\d{15,20})*$";
    private static final String SLACK_PEOPLE = "^$|^[UWS][A-Z0-9]+( *, *[UWS][A-Z0-9]+)*$";
    private static final String SLACK_PEOPLE_MESSAGE =
            "must be ids of people and user groups with commas between them, such as U0123456789, or empty";
    private static final String THEN = "decline|knowledge";
    private static final String THEN_MESSAGE = "must be decline or knowledge";
    private static final String URL_MESSAGE = "must be an http:// or https:// address without a password in it";

    /** The log. */
    public record Log(
            @Env("MENTOR_LOG_FORMAT") @Pattern(regexp = "text|json", message = "must be text or json")
            String format) {}

    /** The web server. */
    public record Http(
            @Env("MENTOR_HTTP_HOST") @NotBlank String host,
            @Env("MENTOR_HTTP_PORT") @Min(0) @Max(65_535) int port,

            @Env("MENTOR_PUBLIC_URL") @Pattern(regexp = URL, message = URL_MESSAGE)
            String publicUrl,

            @Min(1) @Max(10_000) int questionsPerMinute,
            boolean metrics,
            @Min(0) @Max(65_535) int metricsPort) {
        /** Whether only this machine can reach it. */
        public boolean isLoopback() {
            return host.equalsIgnoreCase("localhost")
                    || host.matches("127\\.[0-9.]+")
                    || host.equals("::1")
                    || host.equals("[::1]");
        }
    }

    /** The articles. */
    public record Knowledge(
            @Env("MENTOR_KNOWLEDGE_DIR") String dir,
            @Min(1) @Max(3_600) int reloadSeconds,
            boolean semantic) {}

    /** What must survive. */
    public record Storage(
            @Env("MENTOR_DATA_DIR") String dataDir,

            @Env("DATABASE_URL")
            @Pattern(
                    regexp = "^$|^(jdbc:)?postgres(ql)?://\\S+$",
                    message = "must start with postgresql:// or jdbc:postgresql://")
            String databaseUrl,

            @Min(1) @Max(3_650) int retentionDays,
            @Env("MENTOR_ENCRYPTION_KEY") Secret encryptionKey) {
        /** The database's address holds a password. */
        @Override
        public String toString() {
            return "Storage[dataDir=" + dataDir + ", databaseUrl=" + (databaseUrl.isEmpty() ? "" : "***") + "]";
        }
    }

    /** How questions are worked off. */
    public record Intake(
            @Min(1) @Max(200) int workers,
            @Min(0) @Max(300) int graceSeconds,
            @Min(1) @Max(1_440) int staleMinutes,
            @Min(0) @Max(10_080) int catchUpMinutes) {}

    /** How much is taken on from the chat platforms. */
    public record Limits(
            @Min(1) @Max(100_000) int open,
            @Min(1) @Max(10_000) int userMinute,
            @Min(1) @Max(100_000) int userDay,
            @Min(1) @Max(10_000_000) int serverDay,
            @Pattern(regexp = THEN, message = THEN_MESSAGE) String atUserMinute,
            @Pattern(regexp = THEN, message = THEN_MESSAGE) String atUserDay,
            @Pattern(regexp = THEN, message = THEN_MESSAGE) String atServerDay) {}

    /** The prompts. */
    public record Prompts(@Env("MENTOR_PROMPTS_DIR") String dir) {}

    /** The language model. */
    public record Model(
            @Env("MENTOR_MODEL_PROVIDER")
            @Pattern(
                    regexp = "auto|none|openai|anthropic|gemini|mistral|ollama",
                    message = "must be auto, none, openai, anthropic, gemini, mistral or ollama")
            String provider,

            @Env("MENTOR_MODEL_NAME") String name,
            @Min(1) @Max(600) int deadlineSeconds,
            @Min(0) @Max(5) int retries,
            @Min(50) @Max(8_000) int maxAnswerTokens,

            @DecimalMin(value = "0", message = "must be from 0 to 2")
            @DecimalMax(value = "2", message = "must be from 0 to 2")
            double temperature,

            @Min(0) @Max(1_000_000_000) int dailyTokens,
            @Min(0) @Max(1_000_000_000) int monthlyTokens,
            @Valid OpenAi openai,
            @Valid Anthropic anthropic,
            @Valid Gemini gemini,
            @Valid Mistral mistral,
            @Valid Ollama ollama) {}

    /** OpenAI, and whatever speaks its protocol. */
    public record OpenAi(
            @Env("OPENAI_API_KEY") Secret apiKey,

            @Env("OPENAI_BASE_URL") @Pattern(regexp = URL, message = URL_MESSAGE)
            String baseUrl) {}

    /** Anthropic. */
    public record Anthropic(
            @Env("ANTHROPIC_API_KEY") Secret apiKey,

            @Env("ANTHROPIC_BASE_URL") @Pattern(regexp = URL, message = URL_MESSAGE)
            String baseUrl) {}

    /** Google's Gemini. */
    public record Gemini(
            @Env("GEMINI_API_KEY") Secret apiKey,

            @Env("GEMINI_BASE_URL") @Pattern(regexp = URL, message = URL_MESSAGE)
            String baseUrl) {}

    /** Mistral. */
    public record Mistral(
            @Env("MISTRAL_API_KEY") Secret apiKey,

            @Env("MISTRAL_BASE_URL") @Pattern(regexp = URL, message = URL_MESSAGE)
            String baseUrl) {}

    /** A model on a machine of one's own. */
    public record Ollama(
            @Env("OLLAMA_BASE_URL") @Pattern(regexp = URL, message = URL_MESSAGE)
            String baseUrl) {}

    /** What people of the community do for each other. */
    public record Mentoring(
            @Min(0) @Max(1_000) int monthlyQuestions,
            @Min(1) @Max(720) int raiseHours,
            @Min(1) @Max(720) int returnHours,
            boolean approveOwn,

            @Pattern(
                    regexp = "off|(monday|tuesday|wednesday|thursday|friday|saturday|sunday) ([01]\\d|2[0-3]):[0-5]\\d",
                    message = "must be a day and a time, such as monday 09:00, or off")
            String digest,

            @NotBlank String timezone) {}

    /** Slack. */
    public record Slack(
            @Env("SLACK_BOT_TOKEN") Secret botToken,
            @Env("SLACK_APP_TOKEN") Secret appToken,
            @Env("SLACK_SIGNING_SECRET") Secret signingSecret,
            @Env("SLACK_CLIENT_ID") String clientId,
            @Env("SLACK_CLIENT_SECRET") Secret clientSecret,

            @Pattern(
                    regexp = "^$|^[CG][A-Z0-9]+( *, *[CG][A-Z0-9]+)*$",
                    message = "must be channels' ids with commas between them, such as C0123456789, or empty")
            String mentorChannels,

            @Pattern(regexp = SLACK_PEOPLE, message = SLACK_PEOPLE_MESSAGE)
            String mentors,

            @Pattern(regexp = SLACK_PEOPLE, message = SLACK_PEOPLE_MESSAGE)
            String curators,

            @Pattern(regexp = "^$|^[a-z0-9_+'-]+$", message = "must be an emoji's name without colons, or empty")
            String reaction,

            @Pattern(regexp = "mentors|everybody", message = "must be mentors or everybody")
            String reactionBy,

            String channels,
            boolean outsiders,

            @Env("SLACK_API_URL") @Pattern(regexp = URL, message = URL_MESSAGE)
            String apiUrl) {}

    /** Discord. */
    public record Discord(
            @Env("DISCORD_TOKEN") Secret token,
            @Env("DISCORD_CLIENT_ID") String clientId,
            @Env("DISCORD_CLIENT_SECRET") Secret clientSecret,

            @Pattern(regexp = SNOWFLAKES, message = "must be channels' ids with commas between them, or empty")
            String mentorChannels,

            @Pattern(
                    regexp = SNOWFLAKES,
                    message = "must be ids of roles and people with commas between them, or empty")
            String mentors,

            @Pattern(
                    regexp = SNOWFLAKES,
                    message = "must be ids of roles and people with commas between them, or empty")
            String curators,

            String channels,

            @Pattern(regexp = "auto|[1-9]\\d{0,3}", message = "must be auto or a number from 1 to 9999")
            String shards,

            @Pattern(regexp = "^$|^\\d{1,4}-\\d{1,4}$", message = "must be a range such as 0-3, or empty")
            String shardRange,

            @Pattern(regexp = "^$|^\\d{15,20}$", message = "must be a server's id, or empty")
            String commandServer,

            @Env("DISCORD_API_URL") @Pattern(regexp = URL, message = URL_MESSAGE)
            String apiUrl) {}

    /** A component's name as a key: {@code publicUrl} is {@code public_url}. */
    static String key(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
