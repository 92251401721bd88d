package io.github.mlmentor.discord;

import static io.github.mlmentor.discord.fake.FakeDiscord.ACME;
import static io.github.mlmentor.discord.fake.FakeDiscord.ANA;
import static io.github.mlmentor.discord.fake.FakeDiscord.BEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.CAREERS;
import static io.github.mlmentor.discord.fake.FakeDiscord.CHEN;
import static io.github.mlmentor.discord.fake.FakeDiscord.HELP;
import static io.github.mlmentor.discord.fake.FakeDiscord.LOBBY;
import static io.github.mlmentor.discord.fake.FakeDiscord.MENTORS;
import static io.github.mlmentor.discord.fake.FakeDiscord.PRIVATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.discord.fake.Fault;
import io.github.mlmentor.discord.fake.Interaction;
import io.github.mlmentor.discord.fake.Observer;
import io.github.mlmentor.discord.fake.Permissions;
import io.github.mlmentor.discord.fake.Post;
import io.github.mlmentor.discord.fake.Room;
import io.github.mlmentor.discord.fake.Sent;
import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.rig.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions go to mentors and answers come back, by what people click and write in Discord. */
class DiscordMentoringTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String ASK = "Ask a mentor";
    private static final String PASSED_ON = "I have passed it on to the mentors.";

    @TempDir
    static Path folder;

    private static DiscordSite site;
    private static String mentor;
    private static String other;
    private static String curator;

    @BeforeAll
    static void open() {
        site = DiscordSite.closed(folder);
        site.fake.addRole(ACME, "900000000200000077", "Curators", 0);
        site.mentors(MENTORS);
        site.curators("900000000200000077");
        prepare(site);
        mentor = site.person();
        other = site.person();
        curator = site.person();
        site.fake.grant(ACME, mentor, MENTORS);
        site.fake.grant(ACME, other, MENTORS);
        site.fake.grant(ACME, curator, "900000000200000077");
        site.serve();
    }

    private static void prepare(DiscordSite site) {
        site.script.answer("a long story", Script.says("The story goes on. ".repeat(400) + "The end."));
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

    /** A question that was answered by the bot, with words of its own. */
    private static Sent asked(DiscordSite where) {
        Sent sent = where.fake.mention(
                where.channel(), where.person(), "who knows number " + NUMBER.incrementAndGet() + "?");
        where.awaitState(sent, Job.State.DELIVERED);
        return sent;
    }

    private static Post answer(DiscordSite where, Sent sent) {
        List<Post> answers = where.answers(sent);
        return answers.get(answers.size() - 1);
    }

    /** What somebody alone is told upon a click. */
    private static String told(DiscordSite where, Interaction click) {
        Post reply = where.fake.see().awaitFinished(click).reply();
        assertThat(reply.reader()).isEqualTo(click.person().id());
        return reply.shown();
    }

    private static String told(Interaction click) {
        return told(site, click);
    }

    private static String handOver(DiscordSite where, Post answer, String person, String how) {
        where.fake.click(answer, person, ASK);
        where.fake.see().awaitModal(person, ASK);
        return told(where, where.fake.modalSubmit(person, Map.of("tried", "The docs.", "named", how)));
    }

    /** A question that was handed over with a name, and its card. */
    private static Post card(DiscordSite where, Sent sent) {
        assertThat(handOver(where, answer(where, sent), learner(sent), "With my name"))
                .startsWith(PASSED_ON);
        Post card = where.fake.see().awaitText(CAREERS, number(sent));
        stored(where, card);
        return card;
    }

    /** Waits until the desk knows what the card is called. */
    private static void stored(DiscordSite where, Post card) {
        Board board = new Board(Platform.DISCORD, ACME);
        String receipt = card.channel() + "/" + card.id();
        DiscordSite.until(() -> where.desk().isCard(board, receipt));
    }

    private static String learner(Sent sent) {
        return sent.post().author();
    }

    private static String number(Sent sent) {
        return sent.post().content().replaceFirst("(?s).*(number \\d+\\?).*", "$1");
    }

    private static Post now(Post post) {
        return site.fake.see().post(post.channel(), post.id());
    }

    private static void fill(String person, String title, Map<String, String> values) {
        site.fake.see().awaitModal(person, title);
        Interaction sent = site.fake.modalSubmit(person, values);
        site.fake.see().awaitFinished(sent);
    }

    @Test
    void aQuestionIsHandedOverByAFormAndItsAskerGetsAReceipt() {
        Sent sent = asked(site);
        String learner = learner(sent);
        site.fake.click(answer(site, sent), learner, ASK);
        assertThat(Observer.text(site.fake.see().awaitModal(learner, ASK))).contains("What have you tried");
        String receipt = told(site.fake.modalSubmit(learner, Map.of("tried", "The docs.", "named", "With my name")));
        assertThat(receipt).startsWith(PASSED_ON).contains("in line", "this month");
        Post card = site.fake.see().awaitText(CAREERS, number(sent));
        assertThat(card.shown())
                .contains(
                        "Person-",
                        "Tried:",
                        "The docs.",
                        "ML Mentor said",
                        "[Claim]",
                        "[Answer]",
                        "[Not a mentor question]")
                .contains("https://discord.com/channels/" + ACME + "/" + sent.id() + "/");
        assertThat(card.pings()).isEmpty();
        thread(card);
        assertThat(told(site.fake.click(answer(site, sent), CHEN, ASK))).contains("have this question already");
    }

    @Test
    void anAnonymousCardHasNeitherNameNorLink() {
        Sent sent = asked(site);
        assertThat(handOver(site, answer(site, sent), learner(sent), "Anonymously"))
                .startsWith(PASSED_ON)
                .contains("direct message", "do not see who you are");
        Post card = site.fake.see().awaitText(CAREERS, number(sent));
        assertThat(card.shown())
                .contains("anonymously", "[Who asked?]")
                .doesNotContain("Person-", learner(sent), "discord.com/channels");
        assertThat(told(site.fake.click(card, mentor, "Who asked?"))).contains("Only moderators");
        assertThat(told(site.fake.click(card, ANA, "Who asked?"))).contains("Person-", learner(sent));
    }

    @Test
    void ofTwoWhoClaimAtOnceOneWinsAndTheOtherIsTold() {
        Post card = card(site, asked(site));
        Interaction one = site.fake.click(card, mentor, "Claim");
        Interaction two = site.fake.click(card, other, "Claim");
        site.fake.see().awaitFinished(one);
        site.fake.see().awaitFinished(two);
        DiscordSite.until(() -> now(card).shown().contains("Claimed by"));
        Interaction loser = one.answer() == Interaction.Answer.DEFERRED_EDIT ? two : one;
        Interaction winner = loser == one ? two : one;
        assertThat(winner.answer()).isEqualTo(Interaction.Answer.DEFERRED_EDIT);
        assertThat(told(loser)).contains("claimed it");
        assertThat(now(card).shown())
                .containsIgnoringCase("Claimed by " + winner.person().name())
                .doesNotContain("[Claim]");
    }

    @Test
    void anAnswerByTheFormReachesTheLearnerWhereHeAsked() {
        Sent sent = asked(site);
        Post card = card(site, sent);
        site.fake.click(card, mentor, "Answer");
        fill(mentor, "Answer", Map.of("words", "Ask **Ana**, who did it; not @everyone."));
        Post answer = site.fake.see().awaitText(sent.id(), "who did it");
        assertThat(answer.shown()).startsWith("<@" + learner(sent) + ">").contains("answers", "[That helped]");
        assertThat(answer.pings()).containsExactly(learner(sent));
        DiscordSite.until(() -> now(card).shown().contains("Answered by"));
        assertThat(told(site.fake.click(answer, CHEN, "That helped"))).contains("Only whoever asked");
        assertThat(told(site.fake.click(answer, learner(sent), "That helped"))).contains("told the mentors");
        DiscordSite.until(() -> now(card).shown().contains("Resolved"));
    }

    @Test
    void aReplyInTheThreadOfTheCardReachesTheLearnerOnceAndIsNoQuestion() {
        Sent sent = asked(site);
        Post card = card(site, sent);
        thread(card);
        Sent reply = site.fake.mention(card.id(), mentor, "Just try it, " + number(sent));
        Post answer = site.fake.see().awaitText(sent.id(), "Just try it");
        assertThat(answer.pings()).containsExactly(learner(sent));
        site.awaitHeard();
        assertThat(site.find(reply)).isNull();
        assertThat(site.fake.see().answers(card.id())).isEmpty();
        Sent aside = site.fake.message(card.id(), other, "I would have said the same.");
        Sent secret = site.fake.message(card.id(), mentor, "// He asks that every week.");
        site.awaitHeard();
        assertThat(site.find(aside)).isNull();
        assertThat(site.find(secret)).isNull();
        assertThat(site.fake.see().visible(sent.id()))
                .noneMatch(text -> text.contains("same.") || text.contains("week"));
    }

    private static void thread(Post card) {
        DiscordSite.until(() -> site.fake.see().threads(CAREERS).stream()
                .anyMatch(thread -> thread.id().equals(card.id())));
    }

    @Test
    void soDoesAReplyToTheCardItself() {
        Sent sent = asked(site);
        Post card = card(site, sent);
        Sent reply = site.fake.reply(now(card), mentor, "Straight below, " + number(sent));
        site.fake.see().awaitText(sent.id(), "Straight below");
        assertThat(site.find(reply)).isNull();
    }

    @Test
    void whoWritesUnderAClosedCardIsToldThatItStayedThere() {
        Sent sent = asked(site);
        Post card = card(site, sent);
        thread(card);
        site.fake.see().await(site.fake.click(card, mentor, "Resolve"));
        DiscordSite.until(() -> now(card).shown().contains("Resolved"));
        Sent late = site.fake.message(card.id(), mentor, "Too late?");
        Post told = site.fake.see().awaitText(card.id(), "is closed");
        assertThat(told.replyTo()).isEqualTo(late.id());
        assertThat(told.pings()).isEmpty();
    }

    @Test
    void aPictureAloneIsNotPassedOnAndItsMentorIsTold() {
        Post card = card(site, asked(site));
        thread(card);
        Sent picture = site.fake.message(card.id(), mentor, "", "plot.png");
        Post told = site.fake.see().awaitText(card.id(), "Only words reach the learner");
        assertThat(told.replyTo()).isEqualTo(picture.id());
    }

    @Test
    void whatElseIsSaidInTheMentorsChannelIsAsItWas() {
        Sent question = site.fake.mention(CAREERS, mentor, "what is drift, by the way?");
        site.awaitState(question, Job.State.DELIVERED);
        assertThat(site.answer(question)).startsWith("Answer to: what is drift");
        Sent further = site.fake.message(question.id(), mentor, "and what is bias?");
        site.awaitState(further, Job.State.DELIVERED);
    }

    @Test
    void anEditUnderACardIsNoQuestionEither() {
        site.policy(CAREERS, ChannelPolicy.Mode.AUTO, Duration.ZERO);
        Sent sent = asked(site);
        Post card = card(site, sent);
        thread(card);
        Sent reply = site.fake.message(card.id(), mentor, "What does it do? " + number(sent));
        site.fake.see().awaitText(sent.id(), "What does it do?");
        site.fake.happens().edit(reply.post(), "What does it do all day?");
        site.awaitHeard();
        assertThat(site.find(reply)).isNull();
        site.policy(CAREERS, ChannelPolicy.Mode.MENTION, Duration.ZERO);
    }

    @Test
    void whoAskedAnonymouslyGetsTheAnswerByDirectMessageAndAnswersThere() {
        Sent sent = asked(site);
        String learner = learner(sent);
        handOver(site, answer(site, sent), learner, "Anonymously");
        Post card = site.fake.see().awaitText(CAREERS, number(sent));
        site.fake.click(card, mentor, "Answer");
        fill(mentor, "Answer", Map.of("words", "Nobody will know."));
        Post direct = site.fake.see().awaitText(site.fake.direct(learner), "Nobody will know.");
        assertThat(site.fake.see().visible(sent.id())).noneMatch(text -> text.contains("Nobody will know."));
        site.fake.click(direct, learner, "I still need help");
        fill(learner, "What is still open?", Map.of("words", "But why?"));
        site.fake.see().awaitText(card.id(), "But why?");
        DiscordSite.until(
                () -> now(card).shown().contains("[Claim]") || now(card).shown().contains("Claimed by"));
    }

    @Test
    void whoAsksInADirectMessageIsAnsweredThere() {
        String learner = site.person();
        Sent sent = site.fake.directMessage(learner, "who knows number " + NUMBER.incrementAndGet() + "?");
        site.awaitState(sent, Job.State.DELIVERED);
        Post bot = site.fake.see().awaitText(sent.channel(), "[" + ASK + "]");
        assertThat(handOver(site, bot, learner, "With my name")).startsWith(PASSED_ON);
        Post card = site.fake.see().awaitText(CAREERS, number(sent));
        assertThat(card.shown()).contains("asked in private").doesNotContain("discord.com/channels");
        site.fake.click(card, mentor, "Answer");
        fill(mentor, "Answer", Map.of("words", "Between us."));
        Post direct = site.fake.see().awaitText(sent.channel(), "Between us.");
        assertThat(told(site.fake.click(direct, learner, "That helped"))).contains("told the mentors");
    }

    @Test
    void aMentorSeesThatTheLearnerTakesNoDirectMessages() {
        Sent sent = asked(site);
        String learner = learner(sent);
        handOver(site, answer(site, sent), learner, "Anonymously");
        site.fake.happens().closeDirect(learner, true);
        Post card = site.fake.see().awaitText(CAREERS, number(sent));
        site.fake.click(card, mentor, "Answer");
        fill(mentor, "Answer", Map.of("words", "Can you hear me?"));
        DiscordSite.until(() -> now(card).shown().contains("takes no direct messages"));
    }

    @Test
    void whoIsNoMentorIsRefusedAndSoIsWhoCeasedToBe() {
        Post card = card(site, asked(site));
        for (String action : List.of("Claim", "Answer", "Reassign", "Not a mentor question", "Resolve")) {
            assertThat(told(site.fake.click(card, CHEN, action))).isEqualTo("Only mentors can do that.");
        }
        String former = site.person();
        site.fake.grant(ACME, former, MENTORS);
        site.fake.see().await(site.fake.click(card, former, "Claim"));
        DiscordSite.until(() -> now(card).shown().contains("Claimed by"));
        site.fake.revoke(ACME, former, MENTORS);
        assertThat(told(site.fake.click(now(card), former, "Resolve"))).isEqualTo("Only mentors can do that.");
        thread(card);
        site.fake.message(card.id(), CHEN, "I know it!");
        site.awaitHeard();
        assertThat(now(card).shown()).contains("Claimed by");
    }

    @Test
    void aButtonThatIsUsedAgainChangesNothing() {
        Post before = card(site, asked(site));
        site.fake.see().await(site.fake.click(before, mentor, "Claim"));
        DiscordSite.until(() -> now(before).shown().contains("Claimed by"));
        // As by somebody whose client shows the card as it was.
        String id = now(before).shown().isEmpty() ? "" : claim(before);
        Interaction late = site.fake.forgedClick(now(before), mentor, id.replace("m_claim", "m_resolve"), id);
        assertThat(told(late)).isEqualTo("You have claimed it already.");
    }

    /** What the button to claim a card carries. */
    private static String claim(Post card) {
        return card.json()
                .toString()
                .replaceFirst("(?s).*\"(m_(?:claim|answer):\\w+)\".*", "$1")
                .replace("m_answer", "m_claim");
    }

    @Test
    void aCardOfAnotherServerIsNotThereForWhoeverClicksFromHere(@TempDir Path folder) {
        try (DiscordSite two = DiscordSite.closed(folder)) {
            two.mentorChannels(CAREERS + "," + LOBBY);
            two.serve();
            Sent sent = asked(two);
            Post here = card(two, sent);
            Sent foreign = two.fake.mention(LOBBY, CHEN, "who knows number " + NUMBER.incrementAndGet() + "?");
            two.awaitState(foreign, Job.State.DELIVERED);
            assertThat(handOver(two, answer(two, foreign), CHEN, "With my name"))
                    .startsWith(PASSED_ON);
            Post there = two.fake.see().awaitText(LOBBY, "A learner asks");
            String id = two.job(sent).id();
            // Chen owns the other server, and is nobody special in this one; his program sends what it likes.
            Interaction forged = two.fake.forgedClick(
                    there, CHEN, "m_claim:" + two.job(foreign).id(), "m_claim:" + id);
            assertThat(told(two, forged)).isEqualTo("There is no such question here.");
            assertThat(two.fake.see().post(here.channel(), here.id()).shown()).doesNotContain("Claimed by");
            Sent direct = two.fake.directMessage(BEN, "who knows?");
            two.awaitState(direct, Job.State.DELIVERED);
            assertThat(two.fake.see().awaitText(direct.channel(), "Answer to").shown())
                    .doesNotContain(ASK);
            assertThat(two.violations()).isEmpty();
        }
    }

    @Test
    void whatWasAskedInPrivateOnlyTheAskerHandsOn() {
        String secretive = site.person();
        site.fake.happens().deny(PRIVATE, 0);
        Sent sent = site.fake.mention(PRIVATE, secretive, "who knows number " + NUMBER.incrementAndGet() + "?");
        site.awaitState(sent, Job.State.DELIVERED);
        assertThat(told(site.fake.click(answer(site, sent), CHEN, ASK)))
                .isEqualTo("This was asked in private, so only whoever asked can hand it on.");
        assertThat(handOver(site, answer(site, sent), secretive, "With my name"))
                .startsWith(PASSED_ON);
        assertThat(site.fake.see().awaitText(CAREERS, number(sent)).shown()).doesNotContain("discord.com/channels");
        site.fake.happens().deny(PRIVATE, Permissions.VIEW_CHANNEL);
    }

    @Test
    void aQuestionThatIsForgottenCannotBePassedOn() {
        Sent sent = asked(site);
        String person = learner(sent);
        Post answer = answer(site, sent);
        Interaction asked = site.fake.slash(sent.channel(), person, "privacy forget", Map.of());
        site.fake.see().awaitFinished(asked);
        site.fake.see().awaitReply(site.fake.click(asked.reply(), person, "Delete everything"), "Forgotten:");
        assertThat(told(site.fake.click(answer, BEN, ASK)))
                .isEqualTo("That question is no longer stored. Please ask it again.");
    }

    @Test
    void theThumbDownBringsAQuestionToMentorsToo() {
        Sent sent = asked(site);
        String learner = learner(sent);
        site.fake.click(answer(site, sent), learner, "down:" + site.job(sent).id());
        site.fake.see().awaitModal(learner, "What was wrong?");
        String receipt = told(site.fake.modalSubmit(
                learner, Map.of("why", "It is outdated", "words", "From 2019.", "named", "With my name")));
        assertThat(receipt).startsWith(PASSED_ON);
        assertThat(site.fake.see().awaitText(CAREERS, number(sent)).shown()).contains("From 2019.");
    }

    @Test
    void aReplyBecomesADraftByTheMenuAndKnowsItsQuestion() {
        Sent question = site.fake.message(site.channel(), CHEN, "How do I get on call? " + NUMBER.incrementAndGet());
        Sent reply = site.fake.reply(question.post(), BEN, "Ask for the rotation at someone@example.org.");
        site.fake.messageCommand(reply.post(), mentor, DiscordCommands.USE);
        ObjectNode form = site.fake.see().awaitModal(mentor, "Use as knowledge");
        assertThat(form.toString())
                .contains(question.post().content(), "Ask for the rotation")
                .doesNotContain("someone@example.org");
        assertThat(Observer.text(form)).contains("The question that it answers");
        assertThat(told(site.fake.modalSubmit(mentor, Map.of()))).contains("The draft is in the mentors' channel");
        site.fake.see().awaitText(CAREERS, "Ask for the rotation");
        assertThat(told(site.fake.messageCommand(reply.post(), BEN, DiscordCommands.USE)))
                .isEqualTo("Only mentors and curators can do that.");
    }

    @Test
    void aThreadsBeginningIsTheQuestionOfAReplyInIt() {
        Sent question = site.fake.message(site.channel(), CHEN, "What is a shadow deployment?");
        Room thread = site.fake.thread(question.post(), CHEN, "shadow");
        Sent reply = site.fake.message(thread.id(), BEN, "It runs beside the old one.");
        site.fake.messageCommand(reply.post(), mentor, DiscordCommands.USE);
        assertThat(site.fake.see().awaitModal(mentor, "Use as knowledge").toString())
                .contains("What is a shadow deployment?");
        site.fake.modalClose(mentor);
        Sent post = site.fake.forumPost(HELP, CHEN, "Canary?", "What is a canary release?");
        Sent below = site.fake.message(post.channel(), BEN, "A few first.");
        site.fake.messageCommand(below.post(), mentor, DiscordCommands.USE);
        assertThat(site.fake.see().awaitModal(mentor, "Use as knowledge").toString())
                .contains("Canary? What is a canary release?");
        site.fake.modalClose(mentor);
    }

    @Test
    void whatTheBotOrAProgramSaidAndWhatIsNotToBeHandledIsNotKept() {
        Sent sent = asked(site);
        assertThat(told(site.fake.messageCommand(answer(site, sent), mentor, DiscordCommands.USE)))
                .contains("Fix this answer");
        Sent bot = site.fake.messageOfBot(sent.channel(), "another", "Buy now");
        assertThat(told(site.fake.messageCommand(bot.post(), mentor, DiscordCommands.USE)))
                .isEqualTo("Only what a person wrote becomes knowledge.");
        String shy = site.person();
        site.fake.see().awaitFinished(site.fake.slash(sent.channel(), shy, "privacy opt-out", Map.of()));
        Sent shyOne = site.fake.message(sent.channel(), shy, "Do not quote me.");
        assertThat(told(site.fake.messageCommand(shyOne.post(), mentor, DiscordCommands.USE)))
                .isEqualTo("Whoever wrote that wants me to handle nothing of theirs.");
        Sent abroad = site.fake.message(LOBBY, CHEN, "No mentors here.");
        assertThat(told(site.fake.messageCommand(abroad.post(), CHEN, DiscordCommands.USE)))
                .isEqualTo(DiscordDesk.NO_MENTORS);
    }

    @Test
    void aMentorsReactionMakesADraftOnceAndTellsHim() {
        Sent question = site.fake.message(site.channel(), CHEN, "What is a backfill? " + NUMBER.incrementAndGet());
        Sent reply = site.fake.reply(question.post(), BEN, "Running it again over the past, " + question.id() + ".");
        site.fake.happens().react(reply.post(), CHEN, DiscordKnowledge.KEEP);
        site.fake.happens().react(reply.post(), mentor, DiscordKnowledge.KEEP);
        site.fake.see().awaitText(CAREERS, "Running it again over the past, " + question.id());
        site.fake.see().awaitText(site.fake.direct(mentor), "The draft is in the mentors' channel");
        DiscordSite.until(() -> reply.post().json().path("reactions").toString().contains("\"me\":true"));
        site.fake.happens().react(reply.post(), other, DiscordKnowledge.KEEP);
        site.fake.happens().unreact(reply.post(), mentor, DiscordKnowledge.KEEP);
        site.fake.happens().react(reply.post(), mentor, DiscordKnowledge.KEEP);
        site.awaitHeard();
        assertThat(drafts(question.id())).isEqualTo(1);
    }

    private static long drafts(String words) {
        return site.fake.see().answers(CAREERS).stream()
                .filter(post -> post.shown().contains(words))
                .count();
    }

    @Test
    void onlyAnswersOfTheBotCanBeFixed() {
        Sent sent = asked(site);
        assertThat(told(site.fake.messageCommand(sent.post(), mentor, DiscordCommands.FIX)))
                .isEqualTo("That is no message of mine. Use this on an answer that I gave.");
        Post card = card(site, asked(site));
        assertThat(told(site.fake.messageCommand(card, mentor, DiscordCommands.FIX)))
                .startsWith("I cannot tell which question that answers");
        assertThat(told(site.fake.messageCommand(answer(site, sent), CHEN, DiscordCommands.FIX)))
                .isEqualTo("Only mentors and curators can do that.");
    }

    @Test
    void anAnswerIsPutRightByAMentorAndApprovedByAnotherAndSaysSoItself() {
        Sent sent = asked(site);
        Post answer = answer(site, sent);
        site.fake.messageCommand(answer, mentor, DiscordCommands.FIX);
        site.fake.see().awaitModal(mentor, "Fix this answer");
        assertThat(told(site.fake.modalSubmit(mentor, Map.of("short", "A third of it is code, the rest is talk."))))
                .contains("The draft is in the mentors' channel");
        Post draft = site.fake.see().awaitText(CAREERS, "A third of it is code");
        assertThat(told(site.fake.click(draft, other, "Approve"))).contains("curator");
        site.fake.see().awaitFinished(site.fake.click(draft, curator, "Approve"));
        Post amended = site.fake.see().awaitText(sent.id(), "Corrected by");
        assertThat(amended.id()).isEqualTo(answer.id());
        assertThat(amended.shown())
                .contains("Answer to: who knows", "[Delete]", "https://mentor.example.org/knowledge/");
    }

    @Test
    void theFirstOfSeveralMessagesOfAnAnswerIsKnownAsWell() {
        Sent sent = site.fake.mention(site.channel(), BEN, "tell a long story");
        site.awaitState(sent, Job.State.DELIVERED);
        assertThat(site.answers(sent)).hasSizeGreaterThan(1);
        site.fake.messageCommand(site.answers(sent).get(0), mentor, DiscordCommands.FIX);
        site.fake.see().awaitModal(mentor, "Fix this answer");
        site.fake.modalClose(mentor);
    }

    @Test
    void whenStorageIsSlowAFormIsAcknowledgedAndAnsweredLater() {
        Sent sent = asked(site);
        String learner = learner(sent);
        site.fake.click(answer(site, sent), learner, "down:" + site.job(sent).id());
        site.fake.see().awaitModal(learner, "What was wrong?");
        site.script.slowStorage();
        Interaction form = site.fake.modalSubmit(learner, Map.of("words", "Too old."));
        assertThat(site.fake.see().await(form).answer()).isEqualTo(Interaction.Answer.DEFERRED_REPLY);
        site.script.quickStorage();
        site.fake.see().awaitReply(form, "Thank you.");
        assertThat(form.ephemeral()).isTrue();
    }

    @Test
    void whatCannotBeStoredIsSaidSo() {
        Sent sent = asked(site);
        String learner = learner(sent);
        site.fake.click(answer(site, sent), learner, "down:" + site.job(sent).id());
        site.fake.see().awaitModal(learner, "What was wrong?");
        site.script.breakStorage(1);
        assertThat(told(site.fake.modalSubmit(learner, Map.of("words", "Too old."))))
                .isEqualTo(DiscordDesk.FAILED);
    }

    @Test
    void aCardIsShownOnceWhateverDiscordDoes() {
        for (Fault fault : List.of(
                Fault.on("message.create").inChannel(CAREERS).status(500),
                Fault.on("message.create").inChannel(CAREERS).dropAfter(),
                Fault.on("message.create").inChannel(CAREERS).statusAfter(500),
                Fault.on("message.create").inChannel(CAREERS).rateLimited(Duration.ofMillis(200)))) {
            Sent sent = asked(site);
            site.fake.fault(fault);
            assertThat(handOver(site, answer(site, sent), learner(sent), "With my name"))
                    .startsWith(PASSED_ON);
            hurry(() -> cards(sent) > 0);
            site.later(Duration.ofMinutes(5));
            site.awaitHeard();
            assertThat(cards(sent)).as("after %s", fault.hits()).isEqualTo(1);
        }
    }

    private static long cards(Sent sent) {
        return site.fake.see().answers(CAREERS).stream()
                .filter(post -> post.shown().contains(number(sent)))
                .count();
    }

    private static void hurry(BooleanSupplier condition) {
        DiscordSite.until(() -> {
            boolean there = condition.getAsBoolean();
            if (!there) {
                site.later(Duration.ofSeconds(1));
            }
            return there;
        });
    }

    @Test
    void afterARestartCardsAndAnswersGoOn(@TempDir Path folder) {
        try (DiscordSite again = DiscordSite.closed(folder)) {
            again.mentors(ANA);
            again.serve();
            Sent sent = asked(again);
            Post card = card(again, sent);
            DiscordSite.until(() -> !again.fake.see().threads(CAREERS).isEmpty());
            again.stop();
            Sent missed = again.fake.message(card.id(), ANA, "Written while you were away.");
            again.serve();
            again.fake.see().awaitText(sent.id(), "Written while you were away.");
            again.awaitHeard();
            assertThat(again.find(missed)).isNull();
            again.fake.see().await(again.fake.click(again.fake.see().post(CAREERS, card.id()), ANA, "Resolve"));
            DiscordSite.until(
                    () -> again.fake.see().post(CAREERS, card.id()).shown().contains("Resolved"));
            assertThat(again.violations()).isEmpty();
        }
    }

    @Test
    void inAForumMentorsAnswerInThePostOfTheQuestion(@TempDir Path folder) {
        try (DiscordSite forum = DiscordSite.closed(folder)) {
            forum.mentorChannels(HELP);
            forum.serve();
            Sent sent = asked(forum);
            assertThat(handOver(forum, answer(forum, sent), learner(sent), "With my name"))
                    .startsWith(PASSED_ON);
            Room post = forum.fake.see().awaitThreads(HELP, 1).get(0);
            assertThat(post.name()).contains(number(sent));
            stored(forum, forum.fake.see().post(post.id(), post.id()));
            Sent reply = forum.fake.message(post.id(), ANA, "In the forum.");
            forum.fake.see().awaitText(sent.id(), "In the forum.");
            assertThat(forum.find(reply)).isNull();
            DiscordSite.until(
                    () -> forum.fake.see().post(post.id(), post.id()).shown().contains("Answered by"));
            assertThat(forum.violations()).isEmpty();
        }
    }

    @Test
    void withoutTheRightToReadMentorsAreToldOnceHowToAnswer(@TempDir Path folder) {
        try (DiscordSite blind = DiscordSite.closed(folder)) {
            blind.fake.settings().messageContent(false);
            blind.serve();
            Sent sent = asked(blind);
            Post card = card(blind, sent);
            DiscordSite.until(() -> !blind.fake.see().threads(CAREERS).isEmpty());
            blind.fake.message(card.id(), ANA, "You cannot read this.");
            blind.fake.see().awaitText(card.id(), "I cannot read what is written here");
            blind.fake.message(card.id(), ANA, "Nor this.");
            blind.fake.mention(card.id(), ANA, "But this.");
            blind.fake.see().awaitText(sent.id(), "But this.");
            assertThat(blind.fake.see().answers(card.id())).hasSize(1);
            assertThat(blind.violations()).isEmpty();
        }
    }
}
