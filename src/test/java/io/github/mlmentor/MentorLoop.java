package io.github.mlmentor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlmentor.discord.fake.FakeDiscord;
import io.github.mlmentor.discord.fake.Room;
import io.github.mlmentor.rig.Options;
import io.github.mlmentor.rig.Served;
import io.github.mlmentor.slack.fake.FakeSlack;
import io.github.mlmentor.storage.Databases;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole program, run as a process of its own, from a question that it cannot answer to the answer that it gives since a mentor gave
 * it: in Slack and in Discord, with the process killed after every step where {@code --kills} says so, and with {@code --postgresql} with another instance on the same database. Reports how long it took from the
 * approval to the first answer in other words that names the mentor, and how often somebody had to click, write or send a form.
 */
public final class MentorLoop {
    /** In the subject, and in no article. */
    private static final String QUESTION =
            "How do I submit a paper to NeurIPS, what is the page limit and what are the rebuttal rules?";

    private static final String OTHER_WORDS = "how long may a neurips paper be and how does its rebuttal work";
    private static final String ANSWER =
            "Nine pages without references, and one short reply to each reviewer. Read the call for"
                    + " papers of your year first, because both change.\n\nWrite the rebuttal with your co-authors in one sitting.";

    private static final String OTHER_QUESTION =
            "Databricks Unity Catalog says permission denied when I register a model, what now?";
    private static final String OTHERS_WORDS = "permission denied in unity catalog while registering models";
    private static final String OTHER_ANSWER =
            "You need three grants: use of the catalog, use of the schema, and the right to"
                    + " create a model in it.\n\nAsk whoever owns the schema.";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRIES = 40;
    private static final int BETWEEN = 250;

    private final FakeSlack slack = FakeSlack.start();
    private final FakeDiscord discord = FakeDiscord.start();
    private final Path folder;
    private final boolean kills;
    private final String database;
    private final @Nullable Served second;
    private final Map<String, Integer> acts = new LinkedHashMap<>();
    private Served bot;

    private MentorLoop(Path folder, boolean kills, String database) throws IOException, InterruptedException {
        this.folder = folder;
        this.kills = kills;
        this.database = database;
        copy(Path.of("config"), folder.resolve("config"));
        Files.writeString(folder.resolve("config/mentor.yaml"), """
                knowledge:
                  dir: %1$s/config/knowledge
                limits:
                  user_minute: 1000
                prompts:
                  dir: %2$s
                slack:
                  mentor_channels: %3$s
                  mentors: %4$s
                  curators: %5$s
                discord:
                  mentor_channels: "%6$s"
                  mentors: "%7$s"
                """.formatted(
                        folder.toAbsolutePath(),
                        Path.of("prompts").toAbsolutePath(),
                        FakeSlack.CAREERS,
                        FakeSlack.CHEN,
                        FakeSlack.ANA,
                        FakeDiscord.CAREERS,
                        FakeDiscord.MENTORS));
        discord.grant(FakeDiscord.ACME, FakeDiscord.CHEN, FakeDiscord.MENTORS);
        bot = start();
        second = database.isEmpty() ? null : beside();
    }

    /** Another instance on the same database, which is on no platform. */
    private Served beside() throws IOException, InterruptedException {
        Path other = folder.resolve("second");
        copy(Path.of("config"), other.resolve("config"));
        Served started = Served.in(
                other,
                Map.of(
                        "DATABASE_URL", database,
                        "MENTOR_KNOWLEDGE_DIR",
                                other.resolve("config/knowledge").toString(),
                        "MENTOR_PROMPTS_DIR",
                                Path.of("prompts").toAbsolutePath().toString()));
        started.awaitReady();
        return started;
    }

    /**
     * What came of it.
     *
     * @param seconds from the approval to the answer, by platform
     * @param acts how often a mentor or curator clicked, wrote or sent a form, by platform and path
     * @param files what was written for git, below the folder of articles
     * @param violations what the platforms found against their rules
     */
    public record Outcome(
            Map<String, Double> seconds, Map<String, Integer> acts, List<String> files, List<String> violations) {}

    /** Runs what the command line says. */
    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        String database = options.has("postgresql") ? Databases.postgresqlUrl() : "";
        Outcome outcome = run(Files.createTempDirectory("loop"), options.has("kills"), database);
        outcome.seconds()
                .forEach((platform, seconds) -> System.out.printf(
                        Locale.ROOT, "| %s | from the approval to the answer | %.2f s |%n", platform, seconds));
        outcome.acts().forEach((path, count) -> System.out.printf("| %s | %d |%n", path, count));
        System.out.println("written: " + outcome.files() + "; violations: " + outcome.violations());
        System.exit(outcome.violations().isEmpty() ? 0 : 1);
    }

    /** Goes through all of it once. */
    public static Outcome run(Path folder, boolean kills, String database) throws IOException, InterruptedException {
        MentorLoop loop = new MentorLoop(folder, kills, database);
        try {
            return loop.run();
        } finally {
            loop.bot.close();
            if (loop.second != null) {
                loop.second.close();
            }
            loop.slack.close();
            loop.discord.close();
        }
    }

    private Served start() throws IOException, InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>(Map.of(
                "SLACK_API_URL", slack.apiUrl(),
                "SLACK_BOT_TOKEN", slack.team().token(),
                "SLACK_APP_TOKEN", FakeSlack.APP_TOKEN,
                "DISCORD_API_URL", discord.apiUrl(),
                "DISCORD_TOKEN", FakeDiscord.TOKEN));
        if (!database.isEmpty()) {
            environment.put("DATABASE_URL", database);
        }
        Served started = Served.in(folder, environment);
        started.awaitReady();
        return started;
    }

    /** A process that dies without a word, and another after it. */
    private void died() throws IOException, InterruptedException {
        if (kills) {
            bot.kill();
            bot = start();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private void act(String platform, String path) {
        acts.merge(platform + ": " + path, 1, Integer::sum);
    }

    private static <T> T soon(String what, Supplier<Optional<T>> look) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("not within a minute: " + what);
    }

    private Outcome run() throws IOException, InterruptedException {
        io.github.mlmentor.slack.fake.Sent asked = slack.mention(FakeSlack.GENERAL, FakeSlack.BEN, QUESTION);
        io.github.mlmentor.discord.fake.Sent wondered =
                discord.mention(FakeDiscord.GENERAL, FakeDiscord.BEN, OTHER_QUESTION);
        io.github.mlmentor.slack.fake.Post unknown = soon(
                "Slack's honest no",
                () -> slack.see().answers(FakeSlack.GENERAL, asked.ts()).stream()
                        .filter(post -> post.json().toString().contains("ask_mentor"))
                        .findFirst());
        io.github.mlmentor.discord.fake.Post unsure =
                soon("Discord's honest no", () -> said(wondered.id(), "Ask a mentor"));
        died();
        slack.click(FakeSlack.GENERAL, FakeSlack.BEN, unknown.ts(), "ask_mentor");
        slack.see().awaitModal(FakeSlack.BEN, "m_ask");
        slack.see().await(slack.viewSubmit(FakeSlack.BEN, Map.of("tried", "the website", "named", "With my name")));
        discord.click(unsure, FakeDiscord.BEN, "Ask a mentor");
        discord.see().awaitModal(FakeDiscord.BEN, "Ask a mentor");
        discord.see()
                .awaitFinished(
                        discord.modalSubmit(FakeDiscord.BEN, Map.of("tried", "the website", "named", "With my name")));
        died();
        io.github.mlmentor.slack.fake.Post card = soon("Slack's card", () -> card("m_claim"));
        io.github.mlmentor.discord.fake.Post slip = soon("Discord's card", () -> slip("[Claim]"));
        slack.click(FakeSlack.CAREERS, FakeSlack.CHEN, card.ts(), "m_claim");
        act("Slack", "answer by the thread");
        discord.click(slip, FakeDiscord.CHEN, "Claim");
        act("Discord", "answer by the form");
        soon("Slack's claim", () -> card("Claimed by"));
        soon("Discord's claim", () -> slip("Claimed by"));
        died();
        slack.message(FakeSlack.CAREERS, FakeSlack.CHEN, ANSWER, card.ts());
        act("Slack", "answer by the thread");
        discord.click(slip("Claimed by").orElseThrow(), FakeDiscord.CHEN, "Answer");
        act("Discord", "answer by the form");
        discord.see().awaitModal(FakeDiscord.CHEN, "Answer");
        discord.see().awaitFinished(discord.modalSubmit(FakeDiscord.CHEN, Map.of("words", OTHER_ANSWER)));
        act("Discord", "answer by the form");
        soon(
                "Slack's answer",
                () -> slack.see().answers(FakeSlack.GENERAL, asked.ts()).stream()
                        .filter(post -> post.shown().contains("Nine pages"))
                        .findFirst());
        soon("Discord's answer", () -> said(wondered.id(), "three grants"));
        died();
        proposeInSlack();
        proposeInDiscord();
        died();
        Map<String, Double> seconds = new LinkedHashMap<>();
        io.github.mlmentor.slack.fake.Post draft = soon("Slack's draft", () -> card("m_approve"));
        long approved = System.nanoTime();
        slack.click(FakeSlack.CAREERS, FakeSlack.ANA, draft.ts(), "m_approve");
        act("Slack", "approve");
        Served elsewhere = second;
        if (elsewhere != null) {
            seconds.put("another instance", answeredBy(elsewhere, approved));
        }
        seconds.put("Slack", answered(approved));
        // The same is asked on the other platform from now on, so its draft is another way to say it, and is only
        // decided.
        io.github.mlmentor.discord.fake.Post paper =
                soon("Discord's draft", () -> within(FakeDiscord.CAREERS, "[Approve]"));
        approved = System.nanoTime();
        discord.click(paper, FakeDiscord.ANA, "Approve");
        act("Discord", "approve");
        seconds.put("Discord", answeredThere(approved));
        soon(
                "the amended answer",
                () -> slack.see().answers(FakeSlack.GENERAL, asked.ts()).stream()
                        .filter(post -> post.shown().contains("Answered since by"))
                        .findFirst());
        soon("Discord's amended answer", () -> said(wondered.id(), "Answered since by"));
        died();
        List<String> files = soon("the files for git", this::files);
        List<String> violations = new ArrayList<>();
        slack.violations().forEach(violation -> violations.add(violation.toString()));
        discord.violations().forEach(violation -> violations.add(violation.toString()));
        if (kills) {
            // A process that died did not acknowledge what it had just been given.
            violations.removeIf(violation -> violation.contains("not_acknowledged"));
        }
        once(asked.ts(), wondered.id());
        return new Outcome(seconds, acts, files, violations);
    }

    /** Nothing stands anywhere twice, however often the process died. */
    private void once(String thread, String place) {
        long cards = slack.see().posts(FakeSlack.CAREERS).stream()
                .filter(post -> post.thread().isEmpty() || post.thread().equals(post.ts()))
                .filter(post -> post.shown().contains("page limit"))
                .count();
        long answers = slack.see().answers(FakeSlack.GENERAL, thread).stream()
                .filter(post -> post.shown().contains("Nine pages"))
                .count();
        long slips = discord.see().posts(FakeDiscord.CAREERS).stream()
                .filter(post -> post.shown().contains("Unity Catalog"))
                .count();
        long there = all(place).stream()
                .filter(post -> post.shown().contains("three grants"))
                .count();
        if (cards != 1 || answers != 1 || slips != 1 || there != 1) {
            throw new IllegalStateException("shown so often: Slack's card " + cards + ", its answer " + answers
                    + ", Discord's card " + slips + ", its answer " + there);
        }
    }

    private Optional<List<String>> files() {
        Path community = folder.resolve("config/knowledge/community");
        try (Stream<Path> written = Files.exists(community) ? Files.list(community) : Stream.<Path>empty()) {
            List<String> names = written.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
            return names.size() < 3 ? Optional.empty() : Optional.of(names);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<io.github.mlmentor.slack.fake.Post> card(String with) {
        return slack.see().posts(FakeSlack.CAREERS).stream()
                .filter(post ->
                        post.json().toString().contains(with) || post.shown().contains(with))
                .findFirst();
    }

    private Optional<io.github.mlmentor.discord.fake.Post> slip(String with) {
        return discord.see().posts(FakeDiscord.CAREERS).stream()
                .filter(post -> post.shown().contains(with))
                .findFirst();
    }

    /** Everything in a channel of Discord's, in its threads, and in a thread of that name. */
    private List<io.github.mlmentor.discord.fake.Post> all(String channel) {
        List<io.github.mlmentor.discord.fake.Post> all = new ArrayList<>();
        for (Room thread : discord.see().threads(FakeDiscord.GENERAL)) {
            if (thread.id().equals(channel)) {
                all.addAll(discord.see().answers(thread.id()));
            }
        }
        return all;
    }

    private Optional<io.github.mlmentor.discord.fake.Post> said(String thread, String with) {
        return all(thread).stream().filter(post -> post.shown().contains(with)).findFirst();
    }

    /** In a channel or in one of its threads. */
    private Optional<io.github.mlmentor.discord.fake.Post> within(String channel, String with) {
        List<io.github.mlmentor.discord.fake.Post> posts =
                new ArrayList<>(discord.see().posts(channel));
        discord.see()
                .threads(channel)
                .forEach(thread -> posts.addAll(discord.see().posts(thread.id())));
        return posts.stream().filter(post -> post.shown().contains(with)).findFirst();
    }

    private void proposeInSlack() throws InterruptedException {
        io.github.mlmentor.slack.fake.Post done = soon("Slack's answered card", () -> card("m_knowledge"));
        slack.click(FakeSlack.CAREERS, FakeSlack.CHEN, done.ts(), "m_knowledge");
        act("Slack", "use as knowledge");
        JsonNode view = slack.see().awaitModal(FakeSlack.CHEN, "m_knowledge");
        slack.see().await(slack.viewSubmit(FakeSlack.CHEN, filled(view)));
        act("Slack", "use as knowledge");
    }

    /** The form as it was opened, and the first choice of each list. */
    private static Map<String, String> filled(JsonNode view) {
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode block : view.path("blocks")) {
            JsonNode element = block.path("element");
            values.put(
                    block.path("block_id").asText(),
                    element.path("type").asText().equals("static_select")
                            ? element.path("options").path(0).path("value").asText()
                            : element.path("initial_value").asText());
        }
        return values;
    }

    private void proposeInDiscord() throws InterruptedException {
        discord.click(
                soon("Discord's answered card", () -> slip("[Use as knowledge]")),
                FakeDiscord.CHEN,
                "Use as knowledge");
        act("Discord", "use as knowledge");
        JsonNode modal = discord.see().awaitModal(FakeDiscord.CHEN, "Use as knowledge");
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode label : modal.path("components")) {
            JsonNode component = label.path("component");
            values.put(
                    component.path("custom_id").asText(),
                    component.has("options")
                            ? component.path("options").path(0).path("value").asText()
                            : component.path("value").asText());
        }
        discord.see().awaitFinished(discord.modalSubmit(FakeDiscord.CHEN, values));
        act("Discord", "use as knowledge");
    }

    /** Asks in other words, again and again, until the answer names the mentor; seconds since a moment. */
    private double answered(long since) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            io.github.mlmentor.slack.fake.Sent sent = slack.mention(FakeSlack.GENERAL, FakeSlack.BEN, OTHER_WORDS);
            io.github.mlmentor.slack.fake.Post answer = soon(
                    "Slack's answer in other words",
                    () -> slack.see().answers(FakeSlack.GENERAL, sent.ts()).stream()
                            .filter(post -> post.json().toString().contains("actions"))
                            .findFirst());
            if (answer.shown().contains("Nine pages") && answer.shown().contains("answered by")) {
                return (System.nanoTime() - since) / 1e9;
            }
            Thread.sleep(BETWEEN);
        }
        throw new IllegalStateException("never answered in Slack");
    }

    private static double answeredBy(Served instance, long since) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.port() + "/api/ask"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"question\": \"" + OTHER_WORDS + "\"}"))
                .build();
        for (int i = 0; i < TRIES; i++) {
            String answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            if (answer.contains("Nine pages") && answer.contains("answered by")) {
                return (System.nanoTime() - since) / 1e9;
            }
            Thread.sleep(BETWEEN);
        }
        throw new IllegalStateException("never answered by the other instance");
    }

    private double answeredThere(long since) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            io.github.mlmentor.discord.fake.Sent sent =
                    discord.mention(FakeDiscord.GENERAL, FakeDiscord.BEN, OTHERS_WORDS);
            io.github.mlmentor.discord.fake.Post answer =
                    soon("Discord's answer in other words", () -> said(sent.id(), "[Delete]"));
            if (answer.shown().contains("three grants") && answer.shown().contains("answered by")) {
                return (System.nanoTime() - since) / 1e9;
            }
            Thread.sleep(BETWEEN);
        }
        throw new IllegalStateException("never answered in Discord");
    }
}
