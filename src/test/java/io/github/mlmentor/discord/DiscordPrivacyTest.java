package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.ACME;
import static io.github.mlmentor.discord.fake.FakeDiscord.ANA;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.MENTORS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlmentor.discord.fake.Interaction;
import io.github.mlmentor.discord.fake.Permissions;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.discord.fake.Use;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people decide about their data, and admins about channels. */
class DiscordPrivacyTest {
    private static final String ADMINS = "900000000200000077";
    private static final String OTHERS = "900000000200000078";
    private static final String MENTOR_BY_SETTING = "800000000900000001";
    private static final String REFUSED = "Only admins and mentors of this server change what I do in it.";

    @TempDir
    static Path folder;

    private static DiscordSite site;

    @BeforeAll
    static void open() {
        site = DiscordSite.closed(folder);
        site.mentors(MENTOR_BY_SETTING);
        site.fake.addPerson(MENTOR_BY_SETTING, "mentor-by-setting");
        site.fake.addRole(ACME, ADMINS, "Admins", Permissions.MANAGE_SERVER);
        site.fake.addRole(ACME, OTHERS, "Others", 0);
        site.serve();
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

    private static Interaction privacy(String channel, String person, String what) {
        return site.fake.slash(channel, person, "privacy " + what, Map.of());
    }

    private static String told(Interaction interaction) {
        String words = site.fake.see().awaitFinished(interaction).reply().shown();
        assertThat(interaction.ephemeral()).as(words).isTrue();
        return words;
    }

    private static JsonNode export(Interaction interaction) throws JsonProcessingException {
        told(interaction);
        Post post = interaction.reply();
        return new ObjectMapper().readTree(site.fake.see().file(post, "what-ml-mentor-keeps.json"));
    }

    @Test
    void whatIsKeptComesAsAFileWithTheServersAndTheDirectQuestions() throws JsonProcessingException {
        String person = site.person();
        String channel = site.channel();
        site.awaitState(site.fake.mention(channel, person, "what is drift?"), Job.State.DELIVERED);
        site.awaitState(site.fake.directMessage(person, "what is shame?"), Job.State.DELIVERED);
        site.awaitState(site.fake.mention(channel, BEN, "what is somebody else's?"), Job.State.DELIVERED);
        Interaction asked = privacy(channel, person, "export");
        JsonNode kept = export(asked);
        assertThat(asked.reply().content())
                .isEqualTo("Everything that I keep about you in this server and in direct messages.");
        assertThat(kept).hasSize(2);
        assertThat(kept.path(0).path("workspace").asText()).isEqualTo(ACME);
        assertThat(kept.path(0).path("questions").findValuesAsText("text")).containsExactly("what is drift?");
        assertThat(kept.path(1).path("questions").findValuesAsText("text")).containsExactly("what is shame?");
        assertThat(kept.toString()).doesNotContain("somebody else");
    }

    @Test
    void inADirectMessageOnlyWhatWasSaidInThoseIsGiven() throws JsonProcessingException {
        String person = site.person();
        site.awaitState(site.fake.mention(site.channel(), person, "what is drift?"), Job.State.DELIVERED);
        JsonNode kept = export(privacy(site.fake.direct(person), person, "export"));
        assertThat(kept).hasSize(1);
        assertThat(kept.path(0).path("questions")).isEmpty();
    }

    @Test
    void forgettingAsksBackAndThenForgets() {
        String person = site.person();
        Sent sent = site.fake.mention(site.channel(), person, "what is a regret?");
        Sent direct = site.fake.directMessage(person, "what is another?");
        site.awaitState(sent, Job.State.DELIVERED);
        site.awaitState(direct, Job.State.DELIVERED);
        Interaction asked = privacy(sent.channel(), person, "forget");
        assertThat(told(asked)).contains("It cannot be undone.").contains("[Delete everything]");
        assertThat(site.find(sent)).isNotNull();
        Interaction sure = site.fake.click(asked.reply(), person, "Delete everything");
        site.fake.see().awaitReply(sure, "Forgotten: 2 questions with their answers.");
        assertThat(asked.reply().shown()).doesNotContain("[");
        assertThat(site.find(sent)).isNull();
        assertThat(site.find(direct)).isNull();
    }

    @Test
    void onlyWhoeverAskedSeesTheButtonAndItCarriesWhoseItIs() {
        String person = site.person();
        Interaction asked = privacy(site.channel(), person, "forget");
        told(asked);
        assertThat(asked.reply().json().toString()).contains("\"custom_id\":\"forget:" + person + "\"");
        assertThatThrownBy(() -> site.fake.click(asked.reply(), BEN, "Delete everything"))
                .hasMessageContaining("does not see");
    }

    @Test
    void aButtonOfSomebodyElseForgetsNothing() {
        String person = site.person();
        Sent sent = site.fake.mention(site.channel(), person, "what is a regret?");
        site.awaitState(sent, Job.State.DELIVERED);
        Interaction asked = privacy(site.channel(), person, "forget");
        told(asked);
        Interaction forged = site.fake.forgedClick(asked.reply(), BEN, "Delete everything");
        assertThat(told(forged)).isEqualTo("That button is for somebody else.");
        assertThat(asked.reply().shown()).contains("[Delete everything]");
        assertThat(site.find(sent)).isNotNull();
    }

    @Test
    void whoOptsOutIsNotHeardAnyMoreUntilTheyOptIn() {
        String person = site.person();
        String channel = site.channel();
        assertThat(told(privacy(channel, person, "opt-out")))
                .isEqualTo("I handle nothing of yours any more in this server and in direct messages."
                        + " `/privacy opt-in` undoes it.");
        Sent mention = site.fake.mention(channel, person, "what is drift?");
        Sent direct = site.fake.directMessage(person, "what is drift?");
        site.awaitHeard();
        assertThat(site.find(mention)).isNull();
        assertThat(site.find(direct)).isNull();
        assertThat(told(privacy(channel, person, "opt-in"))).startsWith("I answer you again");
        site.awaitState(site.fake.mention(channel, person, "what is drift?"), Job.State.DELIVERED);
        site.awaitState(site.fake.directMessage(person, "what is drift?"), Job.State.DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "opt-out", "opt-in"})
    void aWishThatCannotBeCarriedOutIsSaidSo(String wish) {
        String person = site.person();
        site.script.breakStorage(1);
        Interaction asked = privacy(site.channel(), person, wish);
        assertThat(told(asked)).isEqualTo("That did not work just now. Please try again in a minute.");
    }

    @Test
    void whoCouldNotBeForgottenIsToldAndCanTryAgain() {
        String person = site.person();
        String channel = site.channel();
        Sent sent = site.fake.mention(channel, person, "what is a regret?");
        site.awaitState(sent, Job.State.DELIVERED);
        Interaction first = privacy(channel, person, "forget");
        told(first);
        site.script.breakStorage(1);
        site.fake
                .see()
                .awaitReply(
                        site.fake.click(first.reply(), person, "Delete everything"),
                        "That did not work just now. Please try again in a minute.");
        assertThat(site.find(sent)).isNotNull();
        Interaction second = privacy(channel, person, "forget");
        told(second);
        site.fake
                .see()
                .awaitReply(site.fake.click(second.reply(), person, "Delete everything"), "Forgotten: 1 question");
        assertThat(site.find(sent)).isNull();
    }

    @Test
    void aWishThatTakesLongIsAcknowledgedInTime() {
        site.script.slowStorage();
        String person = site.person();
        Interaction out = privacy(site.channel(), person, "opt-out");
        Interaction set =
                site.fake.use(Use.of(site.channel(), ANA, "mentor-setup").with("mode", "off"));
        assertThat(site.fake.see().await(out).latency()).isLessThan(Duration.ofMillis(2_500));
        assertThat(site.fake.see().await(set).latency()).isLessThan(Duration.ofMillis(2_500));
        site.script.quickStorage();
        assertThat(told(out)).startsWith("I handle nothing of yours any more");
        assertThat(told(set)).contains("I am off");
    }

    private static String setup(Use use) {
        return told(site.fake.use(use));
    }

    private static Use setup(String channel, String person) {
        return Use.of(channel, person, "mentor-setup").offered();
    }

    @Test
    void withoutOptionsItSaysWhatIsOn() {
        assertThat(setup(setup(site.channel(), BEN))).startsWith("In this channel: **I answer when I am mentioned**.");
    }

    @ParameterizedTest
    @CsvSource({"off, OFF", "mention, MENTION", "auto, AUTO", "mentor, MENTOR"})
    void everyModeCanBeSet(String mode, ChannelPolicy.Mode wanted) {
        String channel = site.channel();
        assertThat(setup(setup(channel, ANA).with("mode", mode))).startsWith("From now on in this channel: **");
        assertThat(site.policy(channel).mode()).isEqualTo(wanted);
        assertThat(site.policy(channel).patience().toMinutes()).isEqualTo(wanted == ChannelPolicy.Mode.MENTOR ? 10 : 0);
    }

    @Test
    void whoNamesATimeMeansThatPeopleComeFirst() {
        String channel = site.channel();
        assertThat(setup(setup(channel, ANA).with("wait", 25)))
                .contains("people first; I answer when nobody did within 25 minutes");
        assertThat(setup(setup(channel, ANA).with("wait", 1_440))).contains("1440 minutes");
        setup(setup(channel, ANA).with("mode", "mentor").with("wait", 5));
        assertThat(site.policy(channel)).isEqualTo(ChannelPolicy.of(ChannelPolicy.Mode.MENTOR, Duration.ofMinutes(5)));
    }

    @Test
    void aTimeDoesNotGoWithAnotherMode() {
        String channel = site.channel();
        assertThat(setup(setup(channel, ANA).with("mode", "auto").with("wait", 5)))
                .isEqualTo(
                        "Only where people come first is there a time to wait; choose that mode, or leave the time out.");
        assertThat(site.policy(channel)).isEqualTo(ChannelPolicy.DEFAULT);
    }

    @Test
    void toneAndScopeAreSetAndTakenBackAndTheRestStays() {
        String channel = site.channel();
        setup(setup(channel, ANA).with("mode", "auto").with("tone", "brief").with("scope", "course=intro"));
        assertThat(site.policy(channel))
                .isEqualTo(new ChannelPolicy(
                        ChannelPolicy.Mode.AUTO,
                        Duration.ZERO,
                        Map.of("course", "intro"),
                        ChannelPolicy.Tone.BRIEF,
                        Set.of()));
        assertThat(setup(setup(channel, ANA))).contains("tone: brief").contains("only course=intro");
        setup(setup(channel, ANA).with("tone", "plain").with("scope", "course=any"));
        assertThat(site.policy(channel)).isEqualTo(ChannelPolicy.of(ChannelPolicy.Mode.AUTO, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"intro", "off", "mentor 5", "course=", "=intro", "admins=800000000000000022", "tone=brief"})
    void aScopeThatIsNoneChangesNothing(String scope) {
        String channel = site.channel();
        assertThat(setup(setup(channel, ANA).with("mode", "auto").with("scope", scope)))
                .contains("is no tag of articles; write it as in course=intro");
        assertThat(site.policy(channel)).isEqualTo(ChannelPolicy.DEFAULT);
    }

    @Test
    void whatIsSetInAThreadHoldsInItsChannel() {
        Sent talk = site.fake.message(site.channel(), BEN, "a thread, please");
        String thread = site.fake.thread(talk.post(), BEN, "talk").id();
        setup(setup(thread, ANA).with("mode", "auto"));
        assertThat(site.policy(talk.channel()).mode()).isEqualTo(ChannelPolicy.Mode.AUTO);
    }

    @Test
    void whoIsNeitherAdminNorMentorChangesNothing() {
        String channel = site.channel();
        assertThat(setup(setup(channel, BEN).with("mode", "off"))).isEqualTo(REFUSED);
        assertThat(setup(setup(channel, BEN).with("mentors", OTHERS))).isEqualTo(REFUSED);
        assertThat(site.policy(channel)).isEqualTo(ChannelPolicy.DEFAULT);
    }

    @Test
    void whoManagesTheServerMay() {
        String admin = site.person();
        site.fake.grant(ACME, admin, ADMINS);
        String channel = site.channel();
        setup(Use.of(channel, admin, "mentor-setup").with("mode", "auto"));
        assertThat(site.policy(channel).mode()).isEqualTo(ChannelPolicy.Mode.AUTO);
    }

    @Test
    void theCommandIsNotEvenOfferedToOthers() {
        assertThatThrownBy(() -> site.fake.use(Use.of(site.channel(), BEN, "mentor-setup")))
                .hasMessageContaining("is not offered to");
        assertThatThrownBy(() -> site.fake.use(Use.of(site.fake.direct(ANA), ANA, "mentor-setup")))
                .hasMessageContaining("is not offered in");
    }

    @Test
    void mentorsInTheSettingsMay() {
        String channel = site.channel();
        setup(setup(channel, MENTOR_BY_SETTING).with("mode", "auto"));
        assertThat(site.policy(channel).mode()).isEqualTo(ChannelPolicy.Mode.AUTO);
    }

    @Test
    void theRoleThatAnAdminNamesMaySetChannelsUpButNameNoOther() {
        String mentor = site.person();
        site.fake.grant(ACME, mentor, MENTORS);
        String channel = site.channel();
        assertThat(setup(setup(channel, mentor).with("mode", "auto"))).isEqualTo(REFUSED);
        assertThat(setup(setup(channel, ANA).with("mentors", MENTORS)))
                .contains("Mentors here are <@&" + MENTORS + ">.");
        assertThat(site.policy(channel)).isEqualTo(ChannelPolicy.DEFAULT);
        setup(setup(channel, mentor).with("mode", "auto"));
        assertThat(site.policy(channel).mode()).isEqualTo(ChannelPolicy.Mode.AUTO);
        assertThat(setup(setup(channel, mentor).with("mentors", OTHERS)))
                .isEqualTo("Only admins of this server say who its mentors are.");
        assertThat(setup(setup(site.channel(), BEN))).endsWith("Mentors here are <@&" + MENTORS + ">.");
        // The role that everybody has means nobody in particular.
        assertThat(setup(setup(channel, ANA).with("mentors", ACME))).doesNotContain("Mentors here");
        assertThat(setup(setup(channel, mentor).with("mode", "off"))).isEqualTo(REFUSED);
    }

    @Test
    void whatCannotBeSetUpNowIsSaidSo() {
        String channel = site.channel();
        site.script.breakStorage(1);
        assertThat(setup(setup(channel, ANA).with("mode", "off")))
                .isEqualTo("That did not work just now. Please try again in a minute.");
        assertThat(site.policy(channel)).isEqualTo(ChannelPolicy.DEFAULT);
    }
}
