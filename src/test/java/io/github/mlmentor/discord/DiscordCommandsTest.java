package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.ACME;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.BOT;
import static io.github.mlmentor.discord.fake.FakeDiscord.CHEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.OUTSIDE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.discord.fake.FakeDiscord;
import io.github.mlmentor.discord.fake.Interaction;
import io.github.mlmentor.discord.fake.Observer;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.discord.fake.Use;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.rig.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions that come by a command, a form or a message's menu. */
class DiscordCommandsTest {
    /** Discord waits three seconds; a part of that is the way there and back. */
    private static final Duration IN_TIME = Duration.ofMillis(2_500);

    @TempDir
    static Path folder;

    private static DiscordSite site;

    @BeforeAll
    static void open() {
        site = DiscordSite.start(folder);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.script.quickStorage();
        site.settle();
        assertThat(site.violations()).isEmpty();
    }

    private static Interaction ask(String channel, String person, String question) {
        return site.fake.slash(channel, person, "ask", Map.of("question", question));
    }

    private static Interaction askAlone(String channel, String person, String question) {
        return site.fake.slash(channel, person, "ask", Map.of("question", question, "private", true));
    }

    /** What the command shows in the end. */
    private static Post answer(Interaction interaction, String text) {
        return site.fake.see().awaitReply(interaction, text).reply();
    }

    /** Waits for an answer that only whoever asked sees. */
    private static String told(Interaction interaction, String text) {
        site.fake.see().awaitReply(interaction, text);
        assertThat(interaction.ephemeral()).isTrue();
        return interaction.reply().shown();
    }

    @Test
    void aQuestionIsAnsweredWhereItWasAskedAndQuotedBecauseDiscordShowsItToNobody() {
        String channel = site.channel();
        Interaction asked = ask(channel, BEN, "what is drift?");
        assertThat(answer(asked, "Answer to: what is drift?").shown()).startsWith("> what is drift?\n");
        assertThat(asked.ephemeral()).isFalse();
        assertThat(site.fake.see().answers(channel)).hasSize(1);
        assertThat(site.fake.see().threads(channel)).isEmpty();
    }

    @Test
    void whoWantsItPrivatelyIsAnsweredAlone() {
        String channel = site.channel();
        Interaction asked = askAlone(channel, BEN, "am I good enough?");
        told(asked, "Answer to: am I good enough?");
        assertThat(site.fake.see().posts(channel)).isEmpty();
        assertThat(asked.reply().shown()).contains("[Share in channel]");
    }

    @Test
    void withoutAQuestionAFormOpensAndWhatIsWrittenThereIsAnswered() {
        String channel = site.channel();
        Interaction opened = site.fake.slash(channel, BEN, "ask", Map.of());
        assertThat(Observer.text(site.fake.see().awaitModal(BEN, "Your question")))
                .contains("What would you like to know?");
        assertThat(opened.answer()).isEqualTo(Interaction.Answer.MODAL);
        Interaction sent = site.fake.modalSubmit(BEN, Map.of("question", "what is drift?\nI saw it on a dashboard."));
        answer(sent, "Answer to: what is drift?");
        assertThat(sent.ephemeral()).isFalse();
    }

    @Test
    void theFormRemembersThatTheAnswerIsForTheAskerAlone() {
        String channel = site.channel();
        site.fake.slash(channel, CHEN, "ask", Map.of("question", "  ", "private", true));
        site.fake.see().awaitModal(CHEN, "Your question");
        told(site.fake.modalSubmit(CHEN, Map.of("question", "will I be found out?")), "will I be found out?");
        assertThat(site.fake.see().posts(channel)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "role | name=data engineer | What does a data engineer do?",
                "role | name=ML engineer | What does an ML engineer do?",
                "role | name=AI engineer | What does an AI engineer do?",
                "duty | name=data pipelines | What does data pipelines involve for an ML engineer?",
                "skill | name=SQL | How good do I need to be at SQL as an ML engineer?",
                "compare | a=Python,b=R | What is the difference between Python and R?",
                "resources | topic=SQL | What are good resources to learn SQL?",
                "resources | topic=SQL,level=beginner | What are good resources to learn SQL for a beginner?",
                "resources | topic=SQL,level=advanced | What are good resources to learn SQL for somebody advanced?",
                "resources | topic=SQL,cost=free | What are good free resources to learn SQL?",
                "resources | topic=SQL,cost=any | What are good resources to learn SQL?",
                "resources | topic=SQL,level=beginner,cost=free "
                        + "| What are good free resources to learn SQL for a beginner?"
            })
    void theOtherCommandsAskWhatTheyStandFor(String command, String options, String question) {
        Use use = Use.of(site.channel(), BEN, command);
        for (String option : options.split(",")) {
            use.with(option.split("=")[0], option.split("=")[1]);
        }
        answer(site.fake.use(use), "Answer to: " + question);
    }

    @Test
    void theOtherCommandsCanBePrivateToo() {
        String channel = site.channel();
        told(
                site.fake.slash(channel, BEN, "role", Map.of("name", "data engineer", "private", true)),
                "What does a data engineer do?");
        assertThat(site.fake.see().posts(channel)).isEmpty();
    }

    @Test
    void whatSomebodyTypesIsCompletedByNoMoreThanDiscordTakes() {
        String channel = site.channel();
        Interaction one = site.fake.see().await(site.fake.autocomplete(channel, BEN, "skill", "name", "pyt"));
        assertThat(one.choices()).containsExactly("skill like pyt");
        Interaction many = site.fake.see().await(site.fake.autocomplete(channel, BEN, "compare", "b", "many"));
        assertThat(many.choices()).hasSize(25);
        assertThat(many.latency()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aMessagesMenuAnswersWhoeverUsedItAlone() {
        String channel = site.channel();
        Sent talk = site.fake.message(channel, CHEN, "does <@" + BOT + "> know what **drift** is?");
        Interaction asked = site.fake.messageCommand(talk.post(), BEN, "Ask ML Mentor");
        told(asked, "Answer to: ");
        assertThat(site.job(asked).author()).isEqualTo(BEN);
        assertThat(site.job(asked).text()).isEqualTo("does know what **drift** is?");
        assertThat(site.fake.see().answers(channel)).isEmpty();
    }

    @Test
    void aMessageOfSomebodyWhoOptedOutIsNotHandled() {
        String channel = site.channel();
        String person = site.person();
        Sent talk = site.fake.message(channel, person, "what is drift?");
        told(site.fake.slash(channel, person, "privacy opt-out", Map.of()), "I handle nothing of yours");
        Interaction asked = site.fake.messageCommand(talk.post(), BEN, "Ask ML Mentor");
        told(asked, "Whoever wrote that wants me to handle nothing of theirs.");
        assertThat(site.find(asked)).isNull();
    }

    @Test
    void aMessageWithoutWordsSaysSo() {
        Sent talk = site.fake.message(site.channel(), CHEN, "", "picture.png");
        told(site.fake.messageCommand(talk.post(), BEN, "Ask ML Mentor"), "There was no question in that.");
    }

    @Test
    void whoUsesDiscordInAnotherLanguageIsToldWhichOneIsAnsweredIn() {
        String channel = site.channel();
        Use use = Use.of(channel, BEN, "ask").with("question", "what is drift?");
        assertThat(answer(site.fake.use(use.locale("de")), "Answer to").shown())
                .contains("Ich antworte auf Englisch, der Sprache meines Wissens.");
        assertThat(answer(site.fake.use(use.locale("en-GB")), "Answer to").shown())
                .doesNotContain("Ich antworte");
    }

    @Test
    void inAThreadACommandJoinsTheConversationOfTheThread() {
        Sent first = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.awaitState(first, Job.State.DELIVERED);
        Interaction asked = ask(first.id(), CHEN, "does it hurt?");
        answer(asked, "Answer to: does it hurt?");
        assertThat(site.job(asked).conversation()).isEqualTo(site.job(first).conversation());
    }

    @Test
    void whatFollowsACommandInAThreadNeedsNoMention() {
        Sent talk = site.fake.message(site.channel(), CHEN, "drift is on my mind");
        String thread = site.fake.thread(talk.post(), CHEN, "drift").id();
        Interaction asked = ask(thread, BEN, "what is drift?");
        answer(asked, "Answer to");
        // That it spoke here is stored a moment after it can be read.
        site.awaitState(asked, Job.State.DELIVERED);
        Sent next = site.fake.message(thread, BEN, "and how do I notice it?");
        site.awaitState(next, Job.State.DELIVERED);
    }

    @Test
    void whatSomebodyAskedAloneInAThreadIsNoPartOfItsConversation() {
        Sent first = site.fake.mention(site.channel(), BEN, "what is drift?");
        site.awaitState(first, Job.State.DELIVERED);
        Interaction asked = askAlone(first.id(), BEN, "am I good enough?");
        told(asked, "Answer to");
        assertThat(site.job(asked).conversation()).isNotEqualTo(site.job(first).conversation());
        assertThat(site.job(asked).conversation().isPrivate()).isTrue();
    }

    @Test
    void inAChannelEverybodysCommandsAreAConversationOfTheirOwn() {
        String channel = site.channel();
        Interaction mine = ask(channel, BEN, "what is drift?");
        Interaction more = ask(channel, BEN, "does it hurt?");
        Interaction hers = ask(channel, CHEN, "what is recall?");
        answer(mine, "Answer to");
        answer(more, "Answer to");
        answer(hers, "Answer to");
        assertThat(site.job(more).conversation())
                .isEqualTo(site.job(mine).conversation())
                .isNotEqualTo(site.job(hers).conversation());
    }

    @Test
    void whereItIsOffItSaysSoPrivatelyAndAnswersPrivately() {
        String channel = site.channel();
        site.policy(channel, ChannelPolicy.Mode.OFF, Duration.ZERO);
        assertThat(told(ask(channel, BEN, "what is drift?"), "I am switched off in this channel."))
                .contains("`private: True`");
        told(askAlone(channel, BEN, "what is drift?"), "Answer to: what is drift?");
        assertThat(site.fake.see().posts(channel)).isEmpty();
        site.policy(channel, ChannelPolicy.Mode.MENTION, Duration.ZERO);
    }

    @Test
    void whoOptedOutIsToldHowToComeBack() {
        String channel = site.channel();
        String person = site.person();
        site.fake.see().awaitFinished(site.fake.slash(channel, person, "privacy opt-out", Map.of()));
        assertThat(told(ask(channel, person, "what is drift?"), "You wanted me to handle nothing of yours"))
                .contains("/privacy opt-in");
        site.fake.see().awaitFinished(site.fake.slash(channel, person, "privacy opt-in", Map.of()));
        answer(ask(channel, person, "what is drift?"), "Answer to: what is drift?");
    }

    @Test
    void whatCannotBeStoredIsSaidPrivatelyAndCanBeAskedAgain() {
        String channel = site.channel();
        site.script.breakStorage(1);
        Interaction lost = ask(channel, BEN, "what is a full disk?");
        told(lost, "I could not take that down just now. Please send it once more in a minute.");
        assertThat(site.fake.see().posts(channel)).isEmpty();
        answer(ask(channel, BEN, "what is a full disk?"), "Answer to: what is a full disk?");
        assertThat(site.script.asked("a full disk")).isEqualTo(1);
    }

    @Test
    void whenStoringTakesLongDiscordIsToldMeanwhileAndTheAnswerStillComes() {
        String channel = site.channel();
        site.script.slowStorage();
        Interaction asked = ask(channel, BEN, "what is patience?");
        site.fake.see().await(asked);
        assertThat(asked.answer()).isEqualTo(Interaction.Answer.DEFERRED_REPLY);
        assertThat(asked.latency()).isLessThan(IN_TIME);
        site.script.quickStorage();
        answer(asked, "Answer to: what is patience?");
    }

    @Test
    void whatCannotBeStoredAfterALongTimeIsSaidPrivatelyToo() {
        String channel = site.channel();
        site.script.slowStorage();
        site.script.breakStorage(1);
        Interaction asked = ask(channel, CHEN, "what is bad luck?");
        site.fake.see().await(asked);
        site.script.quickStorage();
        Post told = site.fake.see().awaitFollowups(asked, 1).get(0);
        assertThat(told.reader()).isEqualTo(CHEN);
        assertThat(told.shown()).startsWith("I could not take that down just now.");
        DiscordSite.until(() -> site.fake.see().posts(channel).isEmpty());
    }

    @Test
    void whatCannotBeStoredOfAPrivateQuestionTakesThePlaceOfThinking() {
        site.script.slowStorage();
        site.script.breakStorage(1);
        Interaction asked = askAlone(site.channel(), CHEN, "what is bad luck?");
        site.fake.see().await(asked);
        site.script.quickStorage();
        told(asked, "I could not take that down just now.");
        assertThat(asked.followups()).isEmpty();
    }

    @Test
    void whoInstalledItForThemselvesAsksInServersThatItIsNotIn() {
        Interaction asked = ask(OUTSIDE, BEN, "what is drift?");
        Post answer = answer(asked, "Answer to: what is drift?");
        assertThat(asked.ephemeral()).isFalse();
        assertThat(answer.channel()).isEqualTo(OUTSIDE);
        assertThat(answer.shown()).doesNotContain("Ask a mentor");
        assertThat(site.job(asked).conversation().isPrivate()).isTrue();
        Interaction alone = askAlone(OUTSIDE, BEN, "what is recall?");
        told(alone, "Answer to: what is recall?");
        assertThat(site.fake.see().answers(OUTSIDE)).hasSize(1);
    }

    @Test
    void aLongAnswerReachesWhoAskedInAServerThatItIsNotIn() {
        site.script.answer("the long story abroad", Script.says("It goes on. ".repeat(800)));
        Interaction asked = askAlone(OUTSIDE, CHEN, "tell me the long story abroad");
        answer(asked, "It goes on.");
        assertThat(site.fake.see().awaitFollowups(asked, 1))
                .allSatisfy(part -> assertThat(part.reader()).isEqualTo(CHEN));
    }

    @Test
    void commandsWorkInDirectMessages() {
        String direct = site.fake.direct(BEN);
        Interaction asked = ask(direct, BEN, "what is precision?");
        assertThat(answer(asked, "Answer to: what is precision?").channel()).isEqualTo(direct);
        told(askAlone(direct, BEN, "what is shame?"), "Answer to: what is shame?");
    }

    @Test
    void helpSaysWhatThereIs() {
        String help = told(site.fake.slash(site.channel(), BEN, "help", Map.of()), "Ask me about the work");
        assertThat(DiscordCommands.all())
                .extracting(CommandData::getName)
                .filteredOn(name -> !name.equals(DiscordCommands.HELP))
                .allSatisfy(name -> assertThat(help).contains(name));
    }

    @Test
    void aCommandInAServerOfTheBotIsKeptUnderThatServer() {
        Interaction asked = ask(site.channel(), BEN, "what is bias?");
        answer(asked, "Answer to");
        assertThat(site.job(asked).key().workspace()).isEqualTo(ACME);
        Interaction direct = ask(site.fake.direct(BEN), BEN, "what is bias?");
        answer(direct, "Answer to");
        assertThat(site.job(direct).key().workspace())
                .isEqualTo(DiscordPlace.DIRECT)
                .isNotEqualTo(FakeDiscord.ACME);
    }
}
