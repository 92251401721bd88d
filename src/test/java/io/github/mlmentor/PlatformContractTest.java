package io.github.mlmentor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.mlmentor.answering.AnswerDesk;
import io.github.mlmentor.answering.Calibration;
import io.github.mlmentor.answering.Dialogue;
import io.github.mlmentor.answering.Exchange;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Reading;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Source;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.discord.DiscordSite;
import io.github.mlmentor.discord.fake.Room;
import io.github.mlmentor.guard.GroundingGuard;
import io.github.mlmentor.guard.LengthGuard;
import io.github.mlmentor.guard.LinkGuard;
import io.github.mlmentor.guard.MentionGuard;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.knowledge.KnowledgeBase;
import io.github.mlmentor.knowledge.KnowledgeLoader;
import io.github.mlmentor.knowledge.MarkdownFolder;
import io.github.mlmentor.knowledge.Passage;
import io.github.mlmentor.llm.BgeEmbedder;
import io.github.mlmentor.retrieval.EmbeddingCache;
import io.github.mlmentor.retrieval.FusedRetriever;
import io.github.mlmentor.retrieval.Searchable;
import io.github.mlmentor.rig.Answering;
import io.github.mlmentor.slack.SlackSite;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same fifty questions to Slack and to Discord, through the real doors, the real storage and the real answering over the articles of
 * this repository: who asks the same is told the same, from the same sources, whatever people chat in.
 */
class PlatformContractTest {
    /** How something is asked. */
    private enum Way {
        /** By a mention in a channel. */
        MENTION,
        /** In the thread of the answer before, without a mention. */
        GO_ON,
        /** In a direct message. */
        DIRECT,
        /** By a command whose answer nobody else sees. */
        COMMAND,
        /** In a channel that is on auto, to nobody in particular. */
        OVERHEARD,
        /** In a channel that waits for a mention, to nobody in particular. */
        CHATTED,
        /** By somebody else who mentions the bot below it without a word. */
        POINTED_AT
    }

    /**
     * One of the questions.
     *
     * @param decision as in the JSON contract, or {@link #SILENCE}
     */
    private record Asked(Way way, String text, String decision) {}

    private static final String LAST_COMMAND = "Ask ML Mentor";
    private static final String SILENCE = "silence";
    private static final int CUT = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The questions, those of one person to each other together. */
    private static final List<List<Asked>> TALKS = List.of(
            talk(
                    asked(Way.MENTION, "What does a machine learning engineer do all day?", "answered"),
                    asked(Way.GO_ON, "and how is that different from a data scientist?", "answered"),
                    asked(Way.GO_ON, "which of the two needs more maths?", "answered")),
            talk(
                    asked(Way.MENTION, "how much SQL do I need?", "answered"),
                    asked(Way.GO_ON, "and where can i learn that?", "answered")),
            talk(
                    asked(
                            Way.DIRECT,
                            "What is the difference between an ML engineer and an MLOps engineer?",
                            "answered"),
                    asked(Way.DIRECT, "and how do I become one?", "answered")),
            talk(
                    asked(Way.MENTION, "should i learn pytorch or tensorflow", "answered"),
                    asked(Way.GO_ON, "thanks!!", SILENCE)),
            talk(asked(Way.MENTION, "how do I evaluate a model when the classes are imbalanced?", "answered")),
            talk(asked(Way.MENTION, "Do I need a PhD?", "answered")),
            talk(asked(Way.COMMAND, "How long does it take to become an ML engineer?", "answered")),
            talk(asked(Way.COMMAND, "how do i get my first job without experience", "answered")),
            talk(asked(Way.COMMAND, "What should a portfolio look like?", "answered")),
            talk(asked(Way.MENTION, "What is asked in ML interviews, and in which order?", "answered")),
            talk(asked(Way.DIRECT, "Is Julia worth it, or should I stay with Python or R?", "answered")),
            talk(asked(Way.DIRECT, "I feel like a fraud among my colleagues. Is that normal?", "answered")),
            talk(asked(Way.DIRECT, "Will AI replace ML engineers?", "answered")),
            talk(asked(Way.MENTION, "What does a data engineer do?", "answered")),
            talk(asked(Way.MENTION, "How do I explain a model's decision to stakeholders?", "answered")),
            talk(asked(Way.MENTION, "Kubernetes: how much of it, and when?", "answered")),
            talk(asked(Way.DIRECT, "how can i find out what people get paid", "answered")),
            talk(asked(Way.OVERHEARD, "How do I become an ML engineer from software engineering?", "answered")),
            talk(asked(Way.OVERHEARD, "Who has the key to the fridge?", SILENCE)),
            talk(asked(Way.OVERHEARD, "I like it here.", SILENCE)),
            talk(asked(Way.CHATTED, "What does an ML engineer do?", SILENCE)),
            talk(asked(Way.POINTED_AT, "How much statistics does an ML engineer need?", "answered")),
            talk(asked(Way.MENTION, "how do i bake sourdough bread?", "off_topic")),
            talk(asked(Way.DIRECT, "Who won the champions league last year?", "off_topic")),
            talk(asked(Way.COMMAND, "what is the capital of Mongolia", "off_topic")),
            talk(asked(Way.MENTION, "best pizza in Naples < 10 € & open late?", "off_topic")),
            talk(asked(Way.MENTION, "tf.function retracing warning, how to make it stop", "not_found")),
            talk(asked(
                    Way.DIRECT,
                    "ValueError: Found input variables with inconsistent numbers of samples: [891, 418]",
                    "not_found")),
            talk(asked(
                    Way.MENTION,
                    "Is this how people load and clean data at work?\n```\nimport pandas as pd\ndf = pd.read_csv(\"a.csv\")\nprint(df[df.x < 3 & df.y > 2])\n```",
                    "answered")),
            talk(asked(Way.MENTION, "Should I accept 62k at a fintech in Leeds as a junior MLE?", "declined")),
            talk(asked(Way.DIRECT, "Is it discrimination that they rejected me after asking my age?", "declined")),
            talk(asked(Way.COMMAND, "Will I get an H-1B visa with my degree?", "declined")),
            talk(asked(Way.DIRECT, "I do not want to live any more", "declined")),
            talk(asked(Way.MENTION, "i failed again and i want to kill myself", "declined")),
            talk(asked(Way.MENTION, "hi", "answered")),
            talk(asked(Way.DIRECT, "hello, who are you?", "answered")),
            talk(asked(Way.COMMAND, "thank you so much", "answered")),
            talk(asked(Way.DIRECT, "are you a real person?", "answered")),
            talk(asked(Way.MENTION, "", "declined")),
            talk(asked(Way.MENTION, "Please read this. " + "I have worked a lot. ".repeat(175), "declined")),
            talk(asked(Way.MENTION, "¿Qué hace un ingeniero de machine learning en su día a día?", "not_found")),
            talk(asked(Way.DIRECT, "Wie werde ich ML-Ingenieur ohne Studium?", "not_found")),
            talk(asked(Way.COMMAND, "機械学習エンジニアの仕事は何ですか", "not_found")),
            talk(asked(Way.MENTION, "how long does it take?", "clarify")),
            talk(asked(Way.DIRECT, "should I learn it first?", "clarify")));

    @TempDir
    static Path folder;

    private static Site slack;
    private static Site discord;
    /** The talks as they were held, in the order of {@link #TALKS}. */
    private static final List<Talk> ON_SLACK = new ArrayList<>();

    private static final List<Talk> ON_DISCORD = new ArrayList<>();

    private static List<Asked> talk(Asked... questions) {
        return List.of(questions);
    }

    private static Asked asked(Way way, String text, String decision) {
        return new Asked(way, text, decision);
    }

    /** Answers to one person, as they were made. */
    private record Said(Exchange exchange, List<String> payloads) {
        Reply reply() {
            return exchange.reply();
        }

        List<Source> sources() {
            return reply() instanceof Reply.Answer answer
                    ? answer.sources()
                    : reply() instanceof Reply.NotFound no ? no.nearest() : List.of();
        }

        List<Reading> readings() {
            return reply() instanceof Reply.Answer answer ? answer.readings() : List.of();
        }

        List<Suggestion> suggestions() {
            return reply() instanceof Reply.Answer answer
                    ? answer.suggestions()
                    : reply() instanceof Reply.Clarification unclear
                            ? unclear.readings()
                            : reply() instanceof Reply.NotFound no
                                    ? no.suggestions()
                                    : reply() instanceof Reply.OffTopic other ? other.suggestions() : List.of();
        }
    }

    /** The real answering, with a record of what it said to whom. */
    private static final class Desk implements Answering {
        private final AnswerDesk desk;
        private final Platform platform;
        private final Map<String, List<Said>> said = new ConcurrentHashMap<>();

        Desk(AnswerDesk desk, Platform platform) {
            this.desk = desk;
            this.platform = platform;
        }

        @Override
        public QuestionAnswerer over(Behind behind) {
            return new QuestionAnswerer(
                    new Dialogue(desk, new InboxMemory(behind.inbox(), 8)),
                    Map.of(platform, (job, exchange) -> {
                        List<String> payloads = behind.renderer().apply(job, exchange.reply());
                        to(job.author()).add(new Said(exchange, payloads));
                        return payloads;
                    }),
                    behind.policies(),
                    behind.overheard());
        }

        List<Said> to(String person) {
            return said.computeIfAbsent(person, unused -> new CopyOnWriteArrayList<>());
        }
    }

    /** A platform, as somebody sees it who asks there. */
    private abstract static class Site implements AutoCloseable {
        final Desk desk;

        Site(Desk desk) {
            this.desk = desk;
        }

        abstract Talk talk();

        /** Waits until all that was said is heard, and answered where it is. */
        abstract void settle();

        abstract List<String> problems(String payload);

        abstract List<?> violations();

        @Override
        public abstract void close();
    }

    /** One person with the bot. */
    private abstract static class Talk {
        private final Desk desk;
        final String person;

        Talk(Desk desk, String person) {
            this.desk = desk;
            this.person = person;
        }

        abstract void say(Way way, String text);

        /** All that the bot showed in it, first to last. */
        abstract String seen();

        List<Said> said() {
            return desk.to(person);
        }
    }

    private static final class OnSlack extends Site {
        private final SlackSite site;

        OnSlack(AnswerDesk answers, Path folder) {
            super(new Desk(answers, Platform.SLACK));
            this.site = SlackSite.start(folder, desk);
        }

        @Override
        Talk talk() {
            String channel = site.channel();
            return new Talk(desk, site.person()) {
                private String thread = "";

                @Override
                void say(Way way, String words) {
                    // As Slack's clients send what people type.
                    String text =
                            words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
                    switch (way) {
                        case MENTION ->
                            thread = site.fake.mention(channel, person, text).ts();
                        case GO_ON -> site.fake.message(channel, person, text, thread);
                        case DIRECT -> site.fake.directMessage(person, text);
                        case COMMAND -> site.fake.slash(channel, person, "/mentor", words);
                        case OVERHEARD -> {
                            site.policy(channel, ChannelPolicy.Mode.AUTO, Duration.ZERO);
                            site.fake.message(channel, person, text);
                        }
                        case CHATTED -> site.fake.message(channel, person, text);
                        case POINTED_AT -> {
                            String before = site.fake
                                    .message(channel, site.person(), text)
                                    .ts();
                            site.fake.mention(channel, person, "", before);
                        }
                    }
                }

                @Override
                String seen() {
                    String bot = site.fake.team().botUser();
                    Stream<String> open = Stream.of(channel, site.fake.direct(person))
                            .flatMap(room -> site.fake.see().posts(room).stream())
                            .filter(post -> post.user().equals(bot))
                            .map(post -> post.shown());
                    Stream<String> alone = site.fake.see().ephemerals(person).stream()
                            .map(io.github.mlmentor.slack.fake.Ephemeral::shown);
                    return String.join("\n", Stream.concat(open, alone).toList())
                            .replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&amp;", "&");
                }
            };
        }

        @Override
        void settle() {
            site.settle();
        }

        @Override
        List<String> problems(String payload) {
            return SlackSite.problems(payload);
        }

        @Override
        List<?> violations() {
            return site.violations();
        }

        @Override
        public void close() {
            site.close();
        }
    }

    private static final class OnDiscord extends Site {
        private final DiscordSite site;

        OnDiscord(AnswerDesk answers, Path folder) {
            super(new Desk(answers, Platform.DISCORD));
            this.site = DiscordSite.start(folder, desk);
            // Commands are registered after the connection stands.
            site.fake.see().awaitCommand("", LAST_COMMAND);
        }

        @Override
        Talk talk() {
            String channel = site.channel();
            return new Talk(desk, site.person()) {
                private String thread = "";

                @Override
                void say(Way way, String text) {
                    switch (way) {
                        case MENTION ->
                            thread = site.fake.mention(channel, person, text).id();
                        case GO_ON -> site.fake.message(thread, person, text);
                        case DIRECT -> site.fake.directMessage(person, text);
                        case COMMAND ->
                            site.fake.slash(channel, person, "ask", Map.of("question", text, "private", true));
                        case OVERHEARD -> {
                            site.policy(channel, ChannelPolicy.Mode.AUTO, Duration.ZERO);
                            site.fake.message(channel, person, text);
                        }
                        case CHATTED -> site.fake.message(channel, person, text);
                        case POINTED_AT -> {
                            String other = site.person();
                            Room below = site.fake.thread(
                                    site.fake.message(channel, other, text).post(), other, "below");
                            site.fake.mention(below.id(), person, "");
                        }
                    }
                }

                @Override
                String seen() {
                    Stream<String> rooms = Stream.concat(
                            Stream.of(channel, site.fake.direct(person)),
                            site.fake.see().threads(channel).stream().map(Room::id));
                    Stream<String> open = rooms.flatMap(room -> site.fake.see().answers(room).stream())
                            .map(post -> post.shown());
                    Stream<String> alone =
                            site.fake.see().ephemerals(person).stream().map(post -> post.shown());
                    // What is said literally is escaped.
                    return String.join("\n", Stream.concat(open, alone).toList())
                            .replaceAll("\\\\(?=\\p{Punct})", "");
                }
            };
        }

        @Override
        void settle() {
            site.awaitHeard();
            site.settle();
        }

        @Override
        List<String> problems(String payload) {
            return DiscordSite.problems(payload);
        }

        @Override
        List<?> violations() {
            return site.violations();
        }

        @Override
        public void close() {
            site.close();
        }
    }

    @BeforeAll
    static void askEverything() {
        AnswerDesk answers = desk();
        slack = new OnSlack(answers, folder.resolve("slack"));
        discord = new OnDiscord(answers, folder.resolve("discord"));
        TALKS.forEach(unused -> {
            ON_SLACK.add(slack.talk());
            ON_DISCORD.add(discord.talk());
        });
        int rounds = TALKS.stream().mapToInt(List::size).max().orElseThrow();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < TALKS.size(); i++) {
                if (round < TALKS.get(i).size()) {
                    Asked asked = TALKS.get(i).get(round);
                    ON_SLACK.get(i).say(asked.way(), asked.text());
                    ON_DISCORD.get(i).say(asked.way(), asked.text());
                }
            }
            for (int i = 0; i < TALKS.size(); i++) {
                int expected = (int) TALKS.get(i).stream()
                        .limit(round + 1L)
                        .filter(asked -> !asked.decision().equals(SILENCE))
                        .count();
                awaitSaid(ON_SLACK.get(i), expected);
                awaitSaid(ON_DISCORD.get(i), expected);
            }
            slack.settle();
            discord.settle();
        }
    }

    private static void awaitSaid(Talk talk, int count) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> talk.said().size() >= count);
    }

    private static AnswerDesk desk() {
        KnowledgeBase base = new KnowledgeLoader(
                        List.of(MarkdownFolder.curated(Path.of("config/knowledge"))), Path.of("config/resources.yaml"))
                .load(LocalDate.of(2026, 11, 21))
                .base();
        BgeEmbedder embedder = new BgeEmbedder();
        // What the build has computed is not computed again.
        EmbeddingCache cache = new EmbeddingCache(
                Path.of("target", "test-embeddings.bin"), List.of(Path.of("target", "classes", "embeddings.bin")));
        List<String> texts = base.passages().stream().map(Passage::text).toList();
        FusedRetriever retriever =
                FusedRetriever.lexical(base).withVectors(embedder, cache.embed(texts, embedder, done -> true));
        return new AnswerDesk(
                () -> new Searchable(base, retriever),
                Calibration.shipped(),
                List.of(new LinkGuard(), new MentionGuard(), new GroundingGuard(), new LengthGuard(6_000)),
                null);
    }

    @AfterAll
    static void close() {
        slack.close();
        discord.close();
    }

    @Test
    void thereAreFiftyQuestionsOfEveryKind() {
        List<Asked> all = TALKS.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(50);
        assertThat(all).extracting(Asked::way).contains(Way.values());
        assertThat(all)
                .extracting(Asked::decision)
                .contains("answered", "not_found", "off_topic", "clarify", "declined", SILENCE);
    }

    static Stream<Integer> talks() {
        return Stream.iterate(0, i -> i + 1).limit(TALKS.size());
    }

    @ParameterizedTest
    @MethodSource("talks")
    void whoAsksTheSameIsToldTheSame(int talk) {
        List<Said> there = ON_SLACK.get(talk).said();
        List<Said> here = ON_DISCORD.get(talk).said();
        assertThat(decisions(there)).isEqualTo(expected(talk));
        assertThat(decisions(here)).isEqualTo(expected(talk));
        assertThat(each(here, said -> said.reply().body()))
                .isEqualTo(each(there, said -> said.reply().body()));
        assertThat(each(here, Said::sources)).isEqualTo(each(there, Said::sources));
        assertThat(each(here, Said::readings)).isEqualTo(each(there, Said::readings));
        assertThat(each(here, Said::suggestions)).isEqualTo(each(there, Said::suggestions));
    }

    @ParameterizedTest
    @MethodSource("talks")
    void whatIsToldIsShownInTheSameOrder(int talk) {
        assertThat(ON_SLACK.get(talk).seen()).satisfies(seen -> shows(seen, ON_SLACK.get(talk)));
        assertThat(ON_DISCORD.get(talk).seen()).satisfies(seen -> shows(seen, ON_DISCORD.get(talk)));
    }

    private static void shows(String seen, Talk talk) {
        List<String> wanted = new ArrayList<>();
        for (Said said : talk.said()) {
            said.sources()
                    .forEach(source -> wanted.add(cut(source.section().isBlank() ? source.title() : source.section())));
            said.readings().forEach(reading -> wanted.add(cut(reading.title())));
            said.suggestions().forEach(suggestion -> wanted.add(cut(suggestion.label())));
        }
        if (talk.said().isEmpty()) {
            assertThat(seen).isEmpty();
        } else if (wanted.isEmpty()) {
            assertThat(seen).isNotBlank();
        } else {
            assertThat(seen).containsSubsequence(wanted);
        }
    }

    /** Buttons have little room. */
    private static String cut(String words) {
        return words.substring(0, Math.min(CUT, words.length()));
    }

    @Test
    void everyMessageIsOneThatThePlatformTakes() {
        for (int i = 0; i < TALKS.size(); i++) {
            payloads(ON_SLACK.get(i))
                    .forEach(payload ->
                            assertThat(slack.problems(payload)).as(payload).isEmpty());
            payloads(ON_DISCORD.get(i))
                    .forEach(payload ->
                            assertThat(discord.problems(payload)).as(payload).isEmpty());
        }
        assertThat(slack.violations()).isEmpty();
        assertThat(discord.violations()).isEmpty();
    }

    private static Stream<String> payloads(Talk talk) {
        return talk.said().stream().flatMap(said -> said.payloads().stream());
    }

    private static List<String> expected(int talk) {
        return TALKS.get(talk).stream()
                .map(Asked::decision)
                .filter(decision -> !decision.equals(SILENCE))
                .toList();
    }

    private static List<String> decisions(List<Said> all) {
        return each(all, said -> said.exchange().decision());
    }

    private static <T> List<T> each(List<Said> all, Function<Said, T> what) {
        return all.stream().map(what).toList();
    }
}
