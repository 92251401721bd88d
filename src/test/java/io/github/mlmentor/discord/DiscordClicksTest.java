package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.ACME;
import static io.github.mlmentor.discord.fake.FakeDiscord.ANA;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.CHEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.LOBBY;
import static io.github.mlmentor.discord.fake.FakeDiscord.MENTORS;
import static io.github.mlmentor.discord.fake.FakeDiscord.OUTSIDE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.chat.Suggestion;
import io.github.mlmentor.discord.fake.Interaction;
import io.github.mlmentor.discord.fake.Observer;
import io.github.mlmentor.discord.fake.Permissions;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.discord.fake.Use;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.rig.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buttons below answers, and the forms that they open. */
class DiscordClicksTest {
    private static final String MODERATORS = "900000000200000088";
    private static final String LONG_ONE = "Which of the many ways to find out that a model has become worse over time"
            + " would you try first in a small team?";
    private static final String LONG_OTHER =
            "Which of the many ways to find out that a model has become worse over time"
                    + " would you try last in a small team?";
    private static final String SHARE = "Share in channel";
    private static final String MENTOR = "Ask a mentor";
    private static final String DELETE = "Delete";

    @TempDir
    static Path folder;

    private static DiscordSite site;

    @BeforeAll
    static void open() {
        site = DiscordSite.closed(folder);
        site.fake.addRole(ACME, MODERATORS, "Moderators", Permissions.MANAGE_MESSAGES);
        script(site);
        site.serve();
    }

    private static void script(DiscordSite site) {
        site.script.answer(
                "with suggestions",
                Script.says(
                        "There is more.",
                        Suggestion.of("What is bias?"),
                        Suggestion.of(LONG_ONE),
                        Suggestion.of(LONG_OTHER)));
        site.script.answer("a long story", Script.says("The story goes on. ".repeat(600) + "The end."));
        site.script.answer(
                "an old button",
                new Reply.Panel(
                        "Old",
                        Document.of("From long ago."),
                        List.of(new Action("wave", "Wave", "x", Action.Weight.NORMAL))));
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

    private static Sent mention(String channel, String person, String text) {
        Sent sent = site.fake.mention(channel, person, text);
        site.awaitState(sent, Job.State.DELIVERED);
        return sent;
    }

    /** The message with the buttons. */
    private static Post answer(Sent sent) {
        List<Post> answers = site.answers(sent);
        return answers.get(answers.size() - 1);
    }

    private static Interaction asked(String channel, String person, String question, boolean alone) {
        Interaction asked = site.fake.use(
                Use.of(channel, person, "ask").with("question", question).with("private", alone));
        DiscordSite.until(() -> site.find(asked) != null && site.job(asked).state() == Job.State.DELIVERED);
        return asked;
    }

    /** What somebody alone is told upon a click. */
    private static String told(Interaction click) {
        Post reply = site.fake.see().awaitFinished(click).reply();
        assertThat(reply.reader()).isEqualTo(click.person().id());
        return reply.shown();
    }

    private static List<String> read(String channel) {
        return site.fake.see().answers(channel).stream().map(Post::shown).toList();
    }

    @Test
    void thumbsUpAreNoted() {
        Sent sent = mention(site.channel(), BEN, "what is drift?");
        assertThat(told(site.fake.click(
                        answer(sent), BEN, "up:" + site.job(sent).id())))
                .isEqualTo("Thank you. That helps to keep answers good.");
        assertThat(site.opinions(site.job(sent))).containsExactly(BEN + " true ");
        assertThat(site.fake.see().modal(BEN)).isNull();
    }

    @Test
    void thumbsDownAskWhatWasWrongAndTheWordsAreKept() {
        Sent sent = mention(site.channel(), BEN, "what is drift?");
        String person = site.person();
        site.fake.click(answer(sent), person, "down:" + site.job(sent).id());
        assertThat(Observer.text(site.fake.see().awaitModal(person, "What was wrong")))
                .contains("What was wrong?", "Shall a mentor look at it?");
        assertThat(site.opinions(site.job(sent))).containsExactly(person + " false ");
        String words = "Überholt: it is <2019> & old 🤖";
        assertThat(told(site.fake.modalSubmit(person, Map.of("why", "It is outdated", "words", words))))
                .isEqualTo("Thank you. Whoever looks after the knowledge will see it.");
        assertThat(site.opinions(site.job(sent))).containsExactly(person + " false " + words);
    }

    @Test
    void whoClosesTheFormHasStillSaidThatItWasBadAndMayChangeHisMind() {
        Sent sent = mention(site.channel(), BEN, "what is drift?");
        String person = site.person();
        String job = site.job(sent).id();
        site.fake.click(answer(sent), person, "down:" + job);
        site.fake.see().awaitModal(person, "What was wrong");
        site.fake.modalClose(person);
        told(site.fake.click(answer(sent), BEN, "up:" + job));
        assertThat(site.opinions(job)).containsExactlyInAnyOrder(BEN + " true ", person + " false ");
        told(site.fake.click(answer(sent), person, "up:" + job));
        assertThat(site.opinions(job)).containsExactlyInAnyOrder(BEN + " true ", person + " true ");
    }

    @Test
    void anOpinionThatCannotBeStoredIsSaidSo() {
        Sent sent = mention(site.channel(), BEN, "what is drift?");
        String job = site.job(sent).id();
        site.script.breakStorage(1);
        assertThat(told(site.fake.click(answer(sent), BEN, "up:" + job)))
                .isEqualTo("That did not work just now. Please try again in a minute.");
        site.script.breakStorage(1);
        assertThat(told(site.fake.click(answer(sent), BEN, "down:" + job)))
                .isEqualTo("That did not work just now. Please try again in a minute.");
        assertThat(site.opinions(job)).isEmpty();
    }

    @Test
    void thumbsBelowAPrivateAnswerAreNotedToo() {
        Interaction asked = asked(site.channel(), BEN, "what is shame?", true);
        told(site.fake.click(asked.reply(), BEN, "up:" + site.job(asked).id()));
        assertThat(site.opinions(site.job(asked))).containsExactly(BEN + " true ");
    }

    @Test
    void aSuggestionAsksWhatStandsBehindItEvenWhenItsLabelIsShortened() {
        Sent sent = mention(site.channel(), BEN, "what is it, with suggestions?");
        assertThat(answer(sent).shown()).contains("…]").doesNotContain(LONG_ONE).doesNotContain(LONG_OTHER);
        String job = site.job(sent).id();
        List.of(BEN, CHEN, ANA).forEach(person -> {
            int place = List.of(BEN, CHEN, ANA).indexOf(person);
            String question = List.of("What is bias?", LONG_ONE, LONG_OTHER).get(place);
            Interaction click = site.fake.click(answerWithSuggestions(sent), person, "suggest:" + job + ":" + place);
            assertThat(site.fake
                            .see()
                            .awaitReply(click, "Answer to: " + question)
                            .reply()
                            .shown())
                    .startsWith("> " + question);
            assertThat(click.ephemeral()).isFalse();
            assertThat(site.job(click).conversation()).isEqualTo(site.job(sent).conversation());
            assertThat(site.job(click).author()).isEqualTo(person);
        });
        assertThat(site.fake.see().answers(sent.id())).hasSize(4);
    }

    private static Post answerWithSuggestions(Sent sent) {
        return site.answers(sent).get(0);
    }

    @Test
    void aSuggestionBelowAPrivateAnswerIsAnsweredPrivately() {
        String channel = site.channel();
        Interaction asked = asked(channel, BEN, "what is it, with suggestions?", true);
        Interaction click = site.fake.click(asked.reply(), BEN, "What is bias?");
        site.fake.see().awaitReply(click, "Answer to: What is bias?");
        assertThat(click.ephemeral()).isTrue();
        assertThat(site.job(click).conversation()).isEqualTo(site.job(asked).conversation());
        assertThat(site.fake.see().posts(channel)).isEmpty();
    }

    @Test
    void aSuggestionWhoseQuestionIsForgottenAsksWhatItsLabelSays() {
        String person = site.person();
        Sent sent = mention(site.channel(), person, "what is it, with suggestions?");
        Post answer = answer(sent);
        forget(sent.channel(), person);
        Interaction click = site.fake.click(answer, BEN, "What is bias?");
        site.fake.see().awaitReply(click, "Answer to: What is bias?");
    }

    private static void forget(String channel, String person) {
        Interaction asked = site.fake.slash(channel, person, "privacy forget", Map.of());
        site.fake.see().awaitFinished(asked);
        site.fake.see().awaitReply(site.fake.click(asked.reply(), person, "Delete everything"), "Forgotten:");
    }

    @Test
    void sharingPostsOnceWithoutButtonsAndRemovesWhatWasPrivate() {
        String channel = site.channel();
        Interaction asked = asked(channel, BEN, "what is drift?", true);
        Post mine = asked.reply();
        Interaction first = site.fake.click(mine, BEN, SHARE);
        Interaction second = site.fake.click(mine, BEN, SHARE);
        assertThat(site.fake.see().awaitAnswers(channel, 1).get(0).shown())
                .startsWith("> what is drift?\n")
                .contains("Answer to: what is drift?")
                .contains("Sources:")
                .doesNotContain("[👍]")
                .doesNotContain(SHARE);
        site.fake.see().await(first);
        site.fake.see().await(second);
        DiscordSite.until(() -> site.fake.see().ephemerals(BEN).stream()
                .noneMatch(post -> post.id().equals(mine.id())));
        assertThat(site.fake.see().answers(channel)).hasSize(1);
    }

    @Test
    void aLongPrivateAnswerIsSharedWhole() {
        String channel = site.channel();
        Interaction asked = asked(channel, CHEN, "tell a long story", true);
        List<Post> parts = site.fake.see().awaitFollowups(asked, 1);
        site.fake.see().await(site.fake.click(parts.get(parts.size() - 1), CHEN, SHARE));
        site.fake.see().awaitText(channel, "The end.");
        assertThat(site.fake.see().answers(channel)).hasSize(1 + parts.size());
        awaitNothingPrivate(CHEN, channel);
    }

    private static void awaitNothingPrivate(String person, String channel) {
        DiscordSite.until(() -> site.fake.see().ephemerals(person).stream()
                .noneMatch(post -> post.channel().equals(channel)));
    }

    @Test
    void whereItMayNotWriteItDoesNotShareAndSaysSo() {
        String channel = site.channel();
        Interaction asked = asked(channel, BEN, "what is drift?", true);
        site.fake.happens().deny(channel, Permissions.SEND_MESSAGES);
        Interaction click = site.fake.click(asked.reply(), BEN, SHARE);
        Post told = site.fake.see().awaitFollowups(click, 1).get(0);
        assertThat(told.reader()).isEqualTo(BEN);
        assertThat(told.shown()).isEqualTo("I may not write in this channel, so I cannot share it here.");
        assertThat(site.fake.see().posts(channel)).isEmpty();
        assertThat(asked.reply().shown()).contains(SHARE);
        site.fake.happens().deny(channel, 0);
        site.fake.click(asked.reply(), BEN, SHARE);
        site.fake.see().awaitAnswers(channel, 1);
    }

    @Test
    void inAServerThatItIsNotInItCannotShareAndSaysSo() {
        Interaction asked = asked(OUTSIDE, BEN, "what is drift over there?", true);
        int before = read(OUTSIDE).size();
        Interaction click = site.fake.click(asked.reply(), BEN, SHARE);
        assertThat(site.fake.see().awaitFollowups(click, 1).get(0).shown()).startsWith("I may not write");
        assertThat(read(OUTSIDE)).hasSize(before);
    }

    @Test
    void whatIsNoLongerStoredCannotBeShared() {
        String person = site.person();
        Interaction asked = asked(site.channel(), person, "what is drift?", true);
        forget(site.channel(), person);
        assertThat(told(site.fake.click(asked.reply(), person, SHARE)))
                .isEqualTo("That answer is no longer stored, so I cannot share it.");
    }

    @Test
    void aPrivateAnswerIsDismissed() {
        Interaction asked = asked(site.channel(), BEN, "what is drift?", true);
        site.fake.click(asked.reply(), BEN, "Dismiss");
        awaitNothingPrivate(BEN, asked.room().id());
    }

    @Test
    void soAreAllMessagesOfALongOne() {
        Interaction asked = asked(site.channel(), BEN, "tell a long story", true);
        List<Post> parts = site.fake.see().awaitFollowups(asked, 2);
        site.fake.click(parts.get(parts.size() - 1), BEN, "Dismiss");
        awaitNothingPrivate(BEN, asked.room().id());
    }

    @Test
    void whoAskedTakesTheAnswerAway() {
        Sent sent = mention(site.channel(), BEN, "what is drift?");
        site.fake.click(answer(sent), BEN, DELETE);
        DiscordSite.until(() -> site.fake.see().answers(sent.id()).isEmpty());
        Interaction asked = asked(site.channel(), BEN, "what is drift?", false);
        site.fake.click(asked.reply(), BEN, DELETE);
        DiscordSite.until(() -> read(asked.room().id()).isEmpty());
        Sent direct = site.fake.directMessage(site.person(), "what is drift?");
        site.awaitState(direct, Job.State.DELIVERED);
        Post reply = site.fake.see().answers(direct.channel()).get(0);
        site.fake.click(reply, direct.post().author(), DELETE);
        DiscordSite.until(() -> read(direct.channel()).isEmpty());
    }

    @Test
    void allMessagesOfALongAnswerGo() {
        Sent sent = mention(site.channel(), BEN, "tell a long story");
        assertThat(site.fake.see().answers(sent.id())).hasSizeGreaterThan(1);
        site.fake.click(answer(sent), BEN, DELETE);
        DiscordSite.until(() -> site.fake.see().answers(sent.id()).isEmpty());
        Interaction asked = asked(site.channel(), BEN, "tell a long story", false);
        List<Post> parts = site.fake.see().awaitFollowups(asked, 1);
        site.fake.click(parts.get(parts.size() - 1), BEN, DELETE);
        DiscordSite.until(() -> read(asked.room().id()).isEmpty());
    }

    @Test
    void othersDoNotTakeItAway() {
        Sent sent = mention(site.channel(), BEN, "what is drift?");
        assertThat(told(site.fake.click(answer(sent), CHEN, DELETE)))
                .isEqualTo("Only whoever asked, moderators and mentors can take this answer away.");
        assertThat(site.answers(sent)).hasSize(1);
    }

    @Test
    void moderatorsTakeItAway() {
        String moderator = site.person();
        site.fake.grant(ACME, moderator, MODERATORS);
        Sent sent = mention(site.channel(), BEN, "what is drift?");
        site.fake.click(answer(sent), moderator, DELETE);
        DiscordSite.until(() -> site.fake.see().answers(sent.id()).isEmpty());
    }

    @Test
    void theRoleOfMentorsTakesItAwayAsSoonAsItIsNamed() {
        String mentor = site.person();
        site.fake.grant(ACME, mentor, MENTORS);
        Sent sent = mention(site.channel(), BEN, "what is drift?");
        assertThat(told(site.fake.click(answer(sent), mentor, DELETE))).startsWith("Only whoever asked");
        Interaction named =
                site.fake.use(Use.of(sent.channel(), ANA, "mentor-setup").with("mentors", MENTORS));
        site.fake.see().awaitFinished(named);
        site.fake.click(answer(sent), mentor, DELETE);
        DiscordSite.until(() -> site.fake.see().answers(sent.id()).isEmpty());
    }

    @Test
    void whoAskedTakesItAwayInAServerThatTheBotIsNotIn() {
        Interaction asked = asked(OUTSIDE, CHEN, "what is drift abroad?", false);
        String mine = asked.reply().id();
        assertThat(told(site.fake.click(asked.reply(), BEN, DELETE))).startsWith("Only whoever asked");
        site.fake.click(asked.reply(), CHEN, DELETE);
        DiscordSite.until(() -> site.fake.see().answers(OUTSIDE).stream()
                .noneMatch(post -> post.id().equals(mine)));
    }

    @Test
    void whenItsQuestionIsForgottenOnlyModeratorsTakeAnAnswerAway() {
        String person = site.person();
        Sent sent = mention(site.channel(), person, "what is a regret?");
        Post answer = answer(sent);
        forget(sent.channel(), person);
        assertThat(told(site.fake.click(answer, person, DELETE)))
                .isEqualTo("I no longer know who asked, so only moderators and mentors can take this answer away.");
        site.fake.click(answer, ANA, DELETE);
        DiscordSite.until(() -> site.fake.see().answers(sent.id()).isEmpty());
    }

    @Test
    void whereThereAreNoMentorsNobodyIsOfferedThem() {
        Sent sent = mention(LOBBY, CHEN, "what is it like alone?");
        assertThat(answer(sent).shown()).contains(DELETE).doesNotContain(MENTOR);
    }

    @Test
    void aButtonThatNobodyKnowsAnyMoreSaysSo() {
        Sent sent = mention(site.channel(), BEN, "what is an old button?");
        assertThat(told(site.fake.click(answer(sent), BEN, "Wave")))
                .isEqualTo("That button is of an older version of me. Please ask again.");
    }

    @Test
    void afterARestartTheButtonsStillWork(@TempDir Path other) {
        try (DiscordSite again = DiscordSite.closed(other)) {
            script(again);
            again.serve();
            Sent sent = again.fake.mention(again.channel(), BEN, "what is it, with suggestions?");
            again.awaitState(sent, Job.State.DELIVERED);
            Post answer = again.answers(sent).get(0);
            again.stop();
            again.serve();
            String job = again.job(sent).id();
            Interaction click = again.fake.click(answer, BEN, "suggest:" + job + ":1");
            again.fake.see().awaitReply(click, "Answer to: " + LONG_ONE);
            again.fake.click(answer, BEN, DELETE);
            DiscordSite.until(() -> again.fake.see().answers(sent.id()).stream()
                    .noneMatch(post -> post.id().equals(answer.id())));
            again.settle();
            assertThat(again.violations()).isEmpty();
        }
    }
}
