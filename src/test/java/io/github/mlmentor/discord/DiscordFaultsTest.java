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
import java.util.Set;
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
                        .mapToObj(i ->
                                "Paragraph " + i + " of " + PARAGRAPHS + ". " + "It depends on your data. ".repeat(22))
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
        return calls.stream()
                .flatMap(call -> Arrays.stream(Trouble.values())
                        .filter(trouble ->
                                !call.get(1).toString().startsWith("followup") || trouble != Trouble.GLOBALLY_LIMITED)
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
        if (call.equals("thread.create")) {
            // Whether there is a thread nobody knows then, so that one looks and asks.
            assertThat(Set.of("unknown_channel", "thread_exists")).containsAll(rules());
        }
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
            assertThat(marks(question.seen()))
                    .doesNotHaveDuplicates()
                    .startsWith(1, 2)
                    .contains(PARAGRAPHS);
        }
        assertThat(fault.hits()).isOne();
    }

    @Test
    void aChannelThatIsLimitedWaitsAsLongAsDiscordWishesAndOthersGoOn() {
        String limited = site.channel();
        site.fake.happens().deny(limited, Permissions.CREATE_THREADS);
        Fault fault =
                site.fake.fault(Fault.on("message.create").inChannel(limited).rateLimited(Duration.ofSeconds(2)));
        Instant before = Instant.now();
        Sent first = site.fake.mention(limited, BEN, "what is drift?");
        DiscordSite.until(() -> fault.hits() == 1);
        Sent other = mention("what is variance?");
        site.awaitState(other, Job.State.DELIVERED);
        Sent second = site.fake.mention(limited, CHEN, "what is bias?");
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
        site.awaitState(first, Job.State.DELIVERED);
        site.awaitState(second, Job.State.DELIVERED);
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(site.fake.see().answers(limited)).hasSize(2);
    }

    @Test
    void whenEverythingIsLimitedNothingIsAskedForUntilThen() {
        Fault fault = site.fake.fault(Fault.on("message.create").globallyLimited(Duration.ofSeconds(2)));
        Sent first = mention("what is drift?");
        DiscordSite.until(() -> fault.hits() == 1);
        Interaction command = slash("what is variance?", false);
        site.awaitState(command, Job.State.DELIVERED);
        Sent second = mention("what is bias?");
        site.awaitAsked("what is bias?", 1);
        assertThat(site.job(first).state()).isEqualTo(Job.State.ANSWERED);
        site.awaitState(first, Job.State.DELIVERED);
        site.awaitState(second, Job.State.DELIVERED);
    }

    @Test
    void manyQuestionsInOneChannelKeepToItsPace() {
        site.fake.settings().rate("message.create", 2, Duration.ofSeconds(1));
        String channel = site.channel();
        site.fake.happens().deny(channel, Permissions.CREATE_THREADS);
        List<Sent> all = IntStream.range(0, 7)
                .mapToObj(i -> site.fake.mention(channel, site.person(), "what is drift " + i + "?"))
                .toList();
        all.forEach(sent -> site.awaitState(sent, Job.State.DELIVERED));
        site.fake.settings().rate("message.create", 1_000, Duration.ofSeconds(1));
        assertThat(site.fake.see().answers(channel)).hasSize(7);
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
            site.fake
                    .see()
                    .threads(channel)
                    .forEach(thread -> seen.addAll(site.fake.see().answers(thread.id())));
            seen.addAll(site.fake.see().answers(channel));
            return seen;
        }

        String direct() {
            return site.fake.direct(person);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerBegunWhoseMessageIsGoneIsShownAnew(boolean command) {
        String text = "what vanishes " + command + "?";
        site.script.hold("vanishes " + command);
        Question question = new Question(command ? Way.COMMAND : Way.MENTION, text).go();
        DiscordSite.until(
                () -> question.seen().stream().anyMatch(post -> post.shown().contains("So far")));
        question.seen().forEach(site.fake.happens()::delete);
        site.script.release("vanishes " + command);
        question.await(Job.State.DELIVERED);
        assertThat(question.seen())
                .extracting(DiscordSite::line)
                .containsExactly((command ? "> " : "Answer to: ") + text);
        assertThat(Set.of("unknown_message")).containsAll(rules());
    }

    @Test
    void aPlaceholderWhoseAnswerGotLostBecomesTheAnswer() {
        site.script.hold("half seen");
        site.fake.fault(Fault.on("message.create").dropAfter());
        Question question = new Question(Way.MENTION, "what is half seen?").go();
        DiscordSite.until(() -> question.seen().size() == 1);
        site.script.release("half seen");
        question.await(Job.State.DELIVERED);
        assertThat(question.seen()).extracting(DiscordSite::line).containsExactly("Answer to: what is half seen?");
    }

    @Test
    void aPlaceholderWhoseAnswerGotLostIsWaitedForWhileNothingCanBeRead() {
        site.script.hold("half blind");
        site.fake.fault(Fault.on("message.create").dropAfter());
        Fault blind = site.fake.fault(Fault.on("message.list").status(500));
        Question question = new Question(Way.MENTION, "what is half blind?").go();
        DiscordSite.until(() -> question.seen().size() == 1);
        site.script.release("half blind");
        question.await(Job.State.DELIVERED);
        assertThat(blind.hits()).isOne();
        assertThat(question.seen()).extracting(DiscordSite::line).containsExactly("Answer to: what is half blind?");
    }

    @Test
    void anAnswerThatBreaksIsTriedAgainAndLeavesNothingBehind() {
        site.script.hold("brittle");
        site.script.fail("brittle", 1);
        Question question = new Question(Way.MENTION, "what is brittle?").go();
        DiscordSite.until(() -> question.seen().size() == 1);
        site.script.release("brittle");
        question.await(Job.State.DELIVERED);
        assertThat(site.script.asked("brittle")).isEqualTo(2);
        assertThat(question.seen()).extracting(DiscordSite::line).containsExactly("Answer to: what is brittle?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"message.create", "message.edit", "followup.edit", "followup.create"})
    void whatDiscordWillNeverTakeIsClosedWithTheReasonAndNotRepeated(String call) {
        Way way = call.startsWith("followup") ? Way.COMMAND : Way.DIRECT;
        Fault fault = site.fake.fault(Fault.on(call).error(400, 50_035).times(100));
        Question question = new Question(way, "what is long?").go();
        question.await(Job.State.UNDELIVERABLE);
        // Once for each message of the answer, where it is that call that they have in common.
        assertThat(fault.hits()).isLessThanOrEqualTo(3);
    }

    @Test
    void whereNothingMayBeWrittenAnyMoreTheOwnerIsToldOnce() {
        String channel = site.channel();
        site.fake.happens().denyUntold(channel, Permissions.SEND_IN_THREADS);
        int before = site.fake.see().answers(site.fake.direct(ANA)).size();
        for (int i = 0; i < 3; i++) {
            Sent sent = site.fake.mention(channel, BEN, "what is drift?");
            site.awaitState(sent, Job.State.UNDELIVERABLE);
        }
        assertThat(site.fake.see().awaitAnswers(site.fake.direct(ANA), before + 1))
                .hasSize(before + 1)
                .last()
                .satisfies(told -> assertThat(told.shown()).contains("<#" + channel + ">"));
        assertThat(rules()).containsExactly("missing_permissions");
    }

    @Test
    void aChannelThatIsHiddenFromItMeanwhileEndsTheQuestion() {
        String channel = site.channel();
        site.script.hold("hidden");
        Sent sent = site.fake.mention(channel, BEN, "what is hidden?");
        site.awaitAsked("hidden", 1);
        site.fake.happens().denyUntold(channel, Permissions.VIEW_CHANNEL);
        site.script.release("hidden");
        site.awaitState(sent, Job.State.UNDELIVERABLE);
        assertThat(rules()).containsExactly("missing_access");
    }

    @Test
    void whereNoThreadMayBeOpenedAfterAllTheAnswerRepliesInTheChannel() {
        String channel = site.channel();
        site.fake.happens().denyUntold(channel, Permissions.CREATE_THREADS);
        Sent sent = site.fake.mention(channel, BEN, "what is drift?");
        assertThat(site.answer(sent)).isEqualTo(ANSWER);
        assertThat(site.fake.see().answers(channel)).extracting(Post::replyTo).containsExactly(sent.id());
        assertThat(rules()).containsExactly("missing_permissions");
    }

    @Test
    void whatIsBegunWhereNoThreadMayBeOpenedRepliesToItsQuestionAsWell() {
        String channel = site.channel();
        site.fake.happens().deny(channel, Permissions.CREATE_THREADS);
        site.script.hold("slow reply");
        Sent sent = site.fake.mention(channel, BEN, "what is a slow reply?");
        site.fake.see().awaitAnswers(channel, 1);
        site.script.release("slow reply");
        site.awaitState(sent, Job.State.DELIVERED);
        assertThat(site.fake.see().answers(channel)).extracting(Post::replyTo).containsExactly(sent.id());
    }

    @Test
    void aThreadThatSomebodyDeletesEndsWhatWasAskedInIt() {
        Sent first = mention("what is drift?");
        site.answer(first);
        site.script.hold("thread gone");
        Sent next = site.fake.message(first.id(), BEN, "is the thread gone?");
        site.awaitAsked("thread gone", 1);
        site.fake.happens().remove(first.id());
        site.script.release("thread gone");
        site.awaitState(next, Job.State.UNDELIVERABLE);
        assertThat(site.fake.see().answers(first.channel())).isEmpty();
        assertThat(Set.of("unknown_channel")).containsAll(rules());
    }

    @Test
    void aPostThatIsLockedMeanwhileEndsTheQuestion() {
        site.policy(FakeDiscord.HELP, ChannelPolicy.Mode.AUTO, Duration.ZERO);
        site.script.hold("locked up");
        Sent post = site.fake.forumPost(FakeDiscord.HELP, BEN, "Is it locked up?", "Really?", FakeDiscord.TAG_SKILLS);
        site.awaitAsked("locked up", 1);
        site.fake.happens().lock(post.channel());
        site.script.release("locked up");
        site.awaitState(post, Job.State.UNDELIVERABLE);
        site.policy(FakeDiscord.HELP, ChannelPolicy.Mode.MENTION, Duration.ZERO);
        assertThat(Set.of("thread_locked")).containsAll(rules());
    }

    @Test
    void whoClosedHisDirectMessagesGetsNoAnswerAndNothingIsRepeated() {
        Question question = new Question(Way.DIRECT, "what is closed off?");
        site.script.hold("closed off");
        question.go();
        site.awaitAsked("closed off", 1);
        site.fake.happens().closeDirect(question.person, true);
        site.script.release("closed off");
        question.await(Job.State.UNDELIVERABLE);
    }

    /** The acknowledgement did not come through, so that Discord shows nothing that could become the answer. */
    @ParameterizedTest
    @EnumSource(names = {"COMMAND", "PRIVATE_COMMAND"})
    void aCommandThatWasNeverAcknowledgedIsAnsweredByMessages(Way way) {
        site.fake.fault(Fault.on("interaction.callback").dropBefore().times(2));
        Question question = new Question(way, "what is long?").go();
        question.await(Job.State.DELIVERED);
        String where = way == Way.COMMAND ? question.channel : question.direct();
        assertThat(marks(site.fake.see().answers(where))).isEqualTo(all());
        assertThat(rulesOfUnacknowledged()).containsExactly("unknown_webhook", "not_acknowledged");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIMITED", "STATUS_500", "STATUS_503", "CUT_BEFORE", "CUT_AFTER", "STATUS_502_AFTER"})
    void anAcknowledgementThatBreaksIsGivenOnceMoreAtOnce(Trouble trouble) {
        Fault fault = site.fake.fault(trouble.on("interaction.callback"));
        Question question = new Question(Way.COMMAND, "what is long?").go();
        question.await(Job.State.DELIVERED);
        assertThat(fault.hits()).isOne();
        assertThat(marks(question.seen())).isEqualTo(all());
        // It may have been heard the first time.
        assertThat(Set.of("acknowledged_twice")).containsAll(rules());
    }

    /** Each trouble, at each message that takes the place of a dead token. */
    static Stream<Arguments> troublesOfTheDead() {
        return Stream.of(Way.COMMAND, Way.PRIVATE_COMMAND)
                .flatMap(way -> Stream.of(Trouble.values())
                        .flatMap(trouble -> Stream.of(0, 1).map(skip -> Arguments.of(way, skip, trouble))));
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @MethodSource("troublesOfTheDead")
    void whatComesAfterTheTokenDiedComesByMessagesOnce(Way way, int skip, Trouble trouble) {
        // A nonce that is forgotten at once: what got lost must be found.
        site.fake.settings().nonceLife(Duration.ofSeconds(-1));
        site.script.hold("long ago");
        int asked = (int) site.script.asked("long ago");
        Question question = new Question(way, "what is long ago?").go();
        site.awaitAsked("long ago", asked + 1);
        site.fake.settings().tokenLife(Duration.ZERO);
        site.clock.advance(DEAD_AFTER);
        try {
            Fault fault = site.fake.fault(trouble.on("message.create").skip(skip));
            site.script.release("long ago");
            question.await(Job.State.DELIVERED);
            assertThat(fault.hits()).isOne();
            String where = way == Way.COMMAND ? question.channel : question.direct();
            assertThat(marks(site.fake.see().answers(where))).isEqualTo(all());
        } finally {
            site.clock.advance(DEAD_AFTER.negated());
            site.fake.settings().tokenLife(DEAD_AFTER).nonceLife(Duration.ofMinutes(3));
        }
    }

    @Test
    void whatWasNeverAcknowledgedIsFoundAgainWhenItsAnswerGotLost() {
        site.fake.settings().nonceLife(Duration.ofSeconds(-1));
        site.fake.fault(Fault.on("interaction.callback").dropBefore().times(2));
        site.fake.fault(Fault.on("message.create").dropAfter());
        Question question = new Question(Way.COMMAND, "what is long?").go();
        question.await(Job.State.DELIVERED);
        assertThat(marks(site.fake.see().answers(question.channel))).isEqualTo(all());
        site.fake.settings().nonceLife(Duration.ofMinutes(3));
        assertThat(rulesOfUnacknowledged()).containsExactly("unknown_webhook", "not_acknowledged");
    }

    @Test
    void whatGotLostIsFoundInAChannelOfHundredsOfMessages() {
        site.fake.settings().nonceLife(Duration.ofSeconds(-1));
        String channel = site.channel();
        site.fake.happens().deny(channel, Permissions.CREATE_THREADS);
        site.script.hold("crowd");
        Sent sent = site.fake.mention(channel, BEN, "what is in a crowd?");
        site.awaitAsked("crowd", 1);
        site.fake.see().awaitAnswers(channel, 1).forEach(site.fake.happens()::delete);
        for (int i = 0; i < 250; i++) {
            site.fake.message(channel, CHEN, "Message " + i);
        }
        Fault fault = site.fake.fault(Fault.on("message.create").dropAfter());
        site.script.release("crowd");
        site.awaitState(sent, Job.State.DELIVERED);
        site.fake.settings().nonceLife(Duration.ofMinutes(3));
        assertThat(fault.hits()).isOne();
        assertThat(site.fake.see().answers(channel)).hasSize(1);
        assertThat(Set.of("unknown_message")).containsAll(rules());
    }

    private static Interaction slash(String text, boolean alone) {
        return site.fake.slash(site.channel(), BEN, "ask", Map.of("question", text, "private", alone));
    }

    private static Sent mention(String text) {
        return site.fake.mention(site.channel(), BEN, text);
    }

    /** Discord waits three seconds before it says so; a test does not. */
    private static List<String> rulesOfUnacknowledged() {
        site.fake.settings().ackLife(Duration.ZERO);
        List<String> rules = rules();
        site.fake.settings().ackLife(Duration.ofSeconds(3));
        return rules;
    }

    private static List<String> rules() {
        return site.violations().stream().map(Violation::rule).distinct().toList();
    }
}
