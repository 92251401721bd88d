package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.ANA;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.CHEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.discord.fake.FakeDiscord;
import io.github.mlmentor.discord.fake.Fault;
import io.github.mlmentor.discord.fake.Interaction;
import io.github.mlmentor.discord.fake.Permissions;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.discord.fake.Violation;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.rig.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever breaks between Discord and us: every question ends in one answer, or in a reason that is recorded. */
class DiscordFaultsTest {
    private static final String ANSWER = "Answer to: what is drift?";
    private static final int PARAGRAPHS = 18;
    private static final Pattern MARK = Pattern.compile("Paragraph (\\d+) of " + PARAGRAPHS);
    private static final Duration DEAD_AFTER = Duration.ofMinutes(15);

    @TempDir
    static Path folder;

    private static DiscordSite site;

    @BeforeAll
    static void open() {
        site = DiscordSite.start(folder);
        site.script.answer("long", manyParts());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.settle();
        site.fake.clearFaults();
        assertThat(site.violations()).isEmpty();
    }

    /** Three messages full. */
    private static Reply manyParts() {
        return new Reply.Answer(
                Document.of(IntStream.rangeClosed(1, PARAGRAPHS)
                        .mapToObj(i -> "Paragraph " + i + " of " + PARAGRAPHS + ". " + "It depends on your data. ".repeat(22))
                        .toArray(String[]::new)),
                List.of(),
                List.of(),
                Script.says("").advice(),
                null,
                Reply.Composer.EXTRACTIVE,
                null,
                List.of());
    }

    /** How a question is asked. */
    enum Way {
        MENTION,
        DIRECT,
        COMMAND,
        PRIVATE_COMMAND
    }

    /** What goes wrong once. */
    enum Trouble {
        LIMITED,
        GLOBALLY_LIMITED,
        STATUS_500,
        STATUS_503,
        CUT_BEFORE,
        CUT_AFTER,
        STATUS_502_AFTER;

        Fault on(String call) {
            Fault fault = Fault.on(call);
            return switch (this) {
                case LIMITED -> fault.rateLimited(Duration.ofSeconds(1));
                case GLOBALLY_LIMITED -> fault.globallyLimited(Duration.ofSeconds(1));
                case STATUS_500 -> fault.status(500);
                case STATUS_503 -> fault.status(503);
                case CUT_BEFORE -> fault.dropBefore();
                case CUT_AFTER -> fault.dropAfter();
                case STATUS_502_AFTER -> fault.statusAfter(502);
            };
        }
    }

    /** Every call on the way to a long answer that everybody can see, each with all that can befall it. */
    static Stream<Arguments> troubles() {
        List<List<Object>> calls = List.of(
                List.of(Way.MENTION, "thread.create", 0),
                List.of(Way.MENTION, "message.create", 0),
                List.of(Way.MENTION, "message.create", 1),
                List.of(Way.DIRECT, "message.create", 0),
                List.of(Way.DIRECT, "message.edit", 0),
                List.of(Way.DIRECT, "message.create", 1),
                List.of(Way.COMMAND, "followup.edit", 0),
                List.of(Way.COMMAND, "followup.create", 0),
                List.of(Way.COMMAND, "followup.create", 1),
                List.of(Way.PRIVATE_COMMAND, "followup.edit", 0));
        return calls.stream().flatMap(call -> Arrays.stream(Trouble.values())
                .filter(trouble -> !call.get(1).toString().startsWith("followup") || trouble != Trouble.GLOBALLY_LIMITED)
                .map(trouble -> Arguments.of(call.get(0), call.get(1), call.get(2), trouble)));
    }

    @ParameterizedTest(name = "{0} {1} after {2}: {3}")
    @MethodSource("troubles")
    void aLongAnswerIsSeenWholeAndOnce(Way way, String call, int skip, Trouble trouble) {
        Question question = new Question(way, "what is long?");
        Fault fault = site.fake.fault(trouble.on(call).skip(skip));
        question.go();
        question.await(Job.State.DELIVERED);
        assertThat(fault.hits()).isOne();
        assertThat(marks(question.seen())).isEqualTo(all());
    }

    /** Nobody can look up what one person alone sees, so a part of it may be missing, but never comes twice. */
    @ParameterizedTest
    @EnumSource(names = "GLOBALLY_LIMITED", mode = EnumSource.Mode.EXCLUDE)
    void aPartThatOnlyOnePersonSeesIsNeverSeenTwice(Trouble trouble) {
        Question question = new Question(Way.PRIVATE_COMMAND, "what is long?");
        Fault fault = site.fake.fault(trouble.on("followup.create"));
        question.go();
        if (trouble == Trouble.LIMITED) {
            question.await(Job.State.DELIVERED);
            assertThat(marks(question.seen())).isEqualTo(all());
        } else {
            question.await(Job.State.UNDELIVERABLE);
            assertThat(marks(question.seen())).doesNotHaveDuplicates().startsWith(1, 2).contains(PARAGRAPHS);
        }
        assertThat(fault.hits()).isOne();
    }

    private static List<Integer> all() {
        return IntStream.rangeClosed(1, PARAGRAPHS).boxed().toList();
    }

    private static List<Integer> marks(List<Post> posts) {
        List<Integer> marks = new ArrayList<>();
        for (Post post : posts) {
            Matcher mark = MARK.matcher(post.shown());
            while (mark.find()) {
                marks.add(Integer.valueOf(mark.group(1)));
            }
        }
        return marks;
    }

    /** A question that is about to be asked, or was. */
    private static final class Question {
        private final Way way;
        private final String text;
        private final String person = site.person();
        private final String channel;
        private @Nullable Sent sent;
        private @Nullable Interaction used;

        Question(Way way, String text) {
            this.way = way;
            this.text = text;
            this.channel = way == Way.DIRECT ? site.fake.direct(person) : site.channel();
        }

        Question go() {
            switch (way) {
                case MENTION -> sent = site.fake.mention(channel, person, text);
                case DIRECT -> sent = site.fake.message(channel, person, text);
                default ->
                    used = site.fake.slash(
                            channel, person, "ask", Map.of("question", text, "private", way == Way.PRIVATE_COMMAND));
            }
            return this;
        }

        void await(Job.State state) {
            if (used != null) {
                site.awaitState(used, state);
            } else if (sent != null) {
                site.awaitState(sent, state);
            }
        }

        /** All that was made of it, wherever it can be seen. */
        List<Post> seen() {
            List<Post> seen = new ArrayList<>(site.fake.see().ephemerals(person));
            site.fake.see().threads(channel).forEach(thread -> seen.addAll(site.fake.see().answers(thread.id())));
            seen.addAll(site.fake.see().answers(channel));
            return seen;
        }

        String direct() {
            return site.fake.direct(person);
        }
    }

    private static List<String> rules() {
        return site.violations().stream().map(Violation::rule).distinct().toList();
    }
}
