package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.slack.fake.Delivery;
import io.github.mlmentor.slack.fake.Ephemeral;
import io.github.mlmentor.slack.fake.Room;
import io.github.mlmentor.slack.fake.Sent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code /mentor} does. */
class SlackCommandsTest {
    @TempDir
    static Path folder;

    private static SlackSite site;

    @BeforeAll
    static void open() {
        site = SlackSite.start(folder, SlackSite.Way.SOCKET);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.settle();
        assertThat(site.violations()).isEmpty();
    }

    @Test
    void aQuestionIsAnsweredForTheAskerAlone() {
        String person = site.person();
        String channel = site.channel();
        assertThat(says(channel, person, "what is drift?"))
                .startsWith("> what is drift?\nAnswer to: what is drift?")
                .endsWith("[Share in channel]\n[Ask a mentor]");
        assertThat(site.fake.see().posts(channel)).isEmpty();
    }

    @Test
    void theQuestionIsQuotedAsItWasWritten() {
        assertThat(says("is a < b && b > c true?")).startsWith("> is a &lt; b &amp;&amp; b &gt; c true?\n");
    }

    @Test
    void aSharedAnswerStandsInTheChannelOnceAndWithoutThePrivateButtons() {
        String person = site.person();
        String channel = site.channel();
        Ephemeral mine = ask(channel, person, "what is drift?");
        site.fake.see().await(site.fake.click(mine, "share"));
        site.fake.see().awaitText(channel, "", "Answer to: what is drift?");
        SlackSite.until(() -> site.fake.see().ephemerals(person).isEmpty());
        assertThat(site.fake.see().visible(channel))
                .singleElement()
                .asString()
                .startsWith("> what is drift?\nAnswer to: what is drift?")
                .doesNotContain("[");
    }

    @Test
    void twoClicksOnShareShareOnce() {
        String person = site.person();
        String channel = site.channel();
        Ephemeral mine = ask(channel, person, "what is drift?");
        Delivery first = site.fake.click(mine, "share");
        Delivery second = site.fake.click(mine, "share");
        site.fake.see().await(first);
        site.fake.see().await(second);
        SlackSite.until(() -> site.fake.see().ephemerals(person).isEmpty());
        site.fake.see().awaitCalls("response_url", 2);
        assertThat(site.fake.see().visible(channel)).hasSize(1);
    }

    @Test
    void whatCannotBeSharedHereIsSaidSo() {
        String person = site.person();
        String elsewhere = site.channel();
        site.fake.happens().removed(elsewhere);
        Ephemeral mine = ask(elsewhere, person, "what is drift?");
        site.fake.click(mine, "share");
        assertThat(site.fake.see().awaitEphemerals(person, 2).get(1).shown())
                .isEqualTo("I cannot write in this channel; invite me to it, then share again.");
    }

    @Test
    void whoSharesInABusyChannelIsNotToldThatItIsForbidden() {
        String person = site.person();
        String channel = site.channel();
        Ephemeral mine = ask(channel, person, "what is drift?");
        site.awaitState(site.fake.mention(channel, BEN, "what is bias?"), Job.State.DELIVERED);
        site.fake.click(mine, "share");
        site.fake.see().awaitText(channel, "", "Answer to: what is drift?");
        SlackSite.until(() -> site.fake.see().ephemerals(person).isEmpty());
    }

    @Test
    void aLongAnswerIsSharedWholeInOneThread() {
        String person = site.person();
        String channel = site.channel();
        site.answer("a very long story", SlackSite.says("The story goes on. ".repeat(500) + "The end."));
        site.fake.slash(channel, person, "/mentor", "tell a very long story");
        List<Ephemeral> parts = site.fake.see().awaitEphemerals(person, 3);
        site.settle();
        site.fake.click(parts.get(parts.size() - 1), "share");
        site.fake.see().awaitText(channel, "", "The story goes on.");
        String thread = site.fake.see().posts(channel).get(0).ts();
        SlackSite.until(() -> {
            site.pause();
            return site.fake.see().visible(channel, thread).stream().anyMatch(one -> one.contains("The end."));
        });
        assertThat(site.fake.see().visible(channel)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "HELP", "?", "  "})
    void helpSaysWhatThereIs(String text) {
        assertThat(says(text)).contains("/mentor skill SQL", "/mentor privacy", "/mentor channel");
    }

    @ParameterizedTest
    @CsvSource({
        "skill SQL, How good do I need to be at SQL as an ML engineer?",
        "role data engineer, What does a data engineer do?",
        "compare ML engineer and data scientist, What is the difference between ML engineer and data scientist?",
        "resources statistics, What are good resources to learn statistics?",
    })
    void subcommandsAreShortForQuestions(String text, String question) {
        assertThat(says(text)).contains("Answer to: " + question);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skill", "role", "compare", "resources"})
    void aSubcommandWithoutASubjectShowsAnExample(String text) {
        assertThat(says(text)).startsWith("What about? For example: `/mentor " + text + " ");
    }

    @Test
    void privacyShowsExportsForgetsAndOptsOut() {
        String person = site.person();
        String channel = site.channel();
        assertThat(says(channel, person, "privacy")).contains("`/mentor privacy forget`");
        ask(channel, person, "what is drift?");
        assertThat(says(channel, person, "privacy export")).contains("what is drift?");
        assertThat(says(channel, person, "privacy forget")).isEqualTo("Forgotten: 1 questions with their answers.");
        assertThat(says(channel, person, "privacy export")).doesNotContain("what is drift?");
        assertThat(says(channel, person, "privacy opt-out")).startsWith("I handle nothing of yours any more.");
        Sent sent = site.fake.mention(channel, person, "what is bias?");
        assertThat(site.ignored(sent)).isTrue();
        assertThat(says(channel, person, "privacy opt-in")).isEqualTo("I answer you again.");
        assertThat(says(channel, person, "what is bias?")).contains("Answer to: what is bias?");
    }

    @Test
    void whoOptedOutAndAsksByCommandIsToldWhyNothingComes() {
        String person = site.person();
        String channel = site.channel();
        says(channel, person, "privacy opt-out");
        assertThat(says(channel, person, "what is drift?")).contains("/mentor privacy opt-in");
    }

    @Test
    void nobodySeesWhatOthersAsked() {
        String channel = site.channel();
        ask(channel, site.person(), "a secret of mine?");
        assertThat(says(channel, site.person(), "privacy export")).doesNotContain("secret");
    }

    @Test
    void everybodySeesWhatTheBotDoesInAChannelAndAdminsChangeIt() {
        String admin = site.person(true);
        String channel = site.channel();
        assertThat(says(channel, site.person(), "channel")).contains("*I answer when I am mentioned*");
        assertThat(says(channel, site.person(), "channel off"))
                .isEqualTo("Only admins of this workspace, and whom they name for a channel, change what I do in it.");
        assertThat(says(channel, admin, "channel off")).contains("*I am off*");
        assertThat(says(channel, site.person(), "channel")).contains("*I am off*");
        assertThat(says(channel, admin, "channel auto")).contains("by myself");
        assertThat(says(channel, admin, "channel mentor 5")).contains("within 5 minutes");
        assertThat(says(channel, admin, "channel mention")).contains("when I am mentioned");
        assertThat(says(site.channel(), site.person(), "channel")).contains("when I am mentioned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sometimes", "mentor soon", "mentor 99999999999999999999"})
    void aChannelModeThatDoesNotExistIsExplained(String wish) {
        assertThat(says(site.channel(), site.person(true), "channel " + wish))
                .contains("is no mode; I know off, mention, auto, mentor");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, is no mode",
        "1441, people can have at most 1440 minutes",
        "9223372036854775807, is no mode",
    })
    void patienceHasBounds(String minutes, String complaint) {
        assertThat(says(site.channel(), site.person(true), "channel mentor " + minutes))
                .contains(complaint);
    }

    @Test
    void inAChannelThatIsOffACommandIsStillAnsweredPrivately() {
        String channel = site.channel();
        site.policy(channel, ChannelPolicy.Mode.OFF, Duration.ZERO);
        assertThat(says(channel, site.person(), "what is drift?")).contains("Answer to: what is drift?");
    }

    @Test
    void aCommandWorksWhereTheBotIsNotAMember() {
        String channel = site.channel(Room.Kind.GROUP);
        site.fake.happens().removed(channel);
        assertThat(says(channel, site.person(), "what is drift?")).contains("Answer to: what is drift?");
    }

    @Test
    void aQuestionThatIsTooLongIsDeclinedPrivately() {
        assertThat(says("why? " + "word ".repeat(700))).contains("That is longer than I can read");
    }

    private static String says(String text) {
        return says(site.channel(), site.person(), text);
    }

    /** What this person sees as an answer to the command. */
    private static String says(String channel, String person, String text) {
        return ask(channel, person, text).shown();
    }

    private static Ephemeral ask(String channel, String person, String text) {
        int before = site.fake.see().ephemerals(person).size();
        Delivery delivery = site.fake.see().await(site.fake.slash(channel, person, "/mentor", text));
        assertThat(delivery.acknowledged()).isTrue();
        return site.fake.see().awaitEphemerals(person, before + 1).get(before);
    }
}
