package io.github.mlmentor.slack;

import static io.github.mlmentor.slack.fake.FakeSlack.ANA;
import static io.github.mlmentor.slack.fake.FakeSlack.BEN;
import static io.github.mlmentor.slack.fake.FakeSlack.CAREERS;
import static io.github.mlmentor.slack.fake.FakeSlack.CHEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Action;
import io.github.mlmentor.chat.Document;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.chat.Reason;
import io.github.mlmentor.chat.Reply;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.Letter;
import io.github.mlmentor.mentoring.Target;
import io.github.mlmentor.rig.Mentored;
import io.github.mlmentor.slack.fake.Delivery;
import io.github.mlmentor.slack.fake.Ephemeral;
import io.github.mlmentor.slack.fake.Fault;
import io.github.mlmentor.slack.fake.Observer;
import io.github.mlmentor.slack.fake.Post;
import io.github.mlmentor.slack.fake.Room;
import io.github.mlmentor.slack.fake.Said;
import io.github.mlmentor.slack.fake.Sent;
import io.github.mlmentor.slack.fake.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Learners, mentors and curators at the desk, by everything that Slack has them click, fill in, write and react with. */
class SlackMentoringTest {
    private static final String NAMED = "With my name";
    private static final String ANONYMOUS = "Anonymously";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    /** How much each person had been told before he did something. */
    private static final Map<String, Integer> seen = new java.util.concurrent.ConcurrentHashMap<>();

    @TempDir
    static Path folder;

    private static SlackSite site;
    private static String maya;
    private static String moritz;
    private static String carla;

    @BeforeAll
    static void open() {
        site = SlackSite.start(folder, SlackSite.Way.SOCKET);
        maya = member();
        moritz = member();
        carla = member();
        site.fake.team().group(SlackSite.MENTORS, maya, moritz);
        site.fake.team().group(SlackSite.CURATORS, carla);
        site.later(Duration.ofMinutes(2));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void nothingWasAgainstTheRules() {
        site.fake.clearFaults();
        site.fake.settings().marksInMenus(true);
        site.settle();
        assertThat(site.violations()).isEmpty();
    }

    @Test
    void aLearnerHandsAQuestionOverAndTheFormItselfIsTheReceipt() {
        Sent sent = asked(site.channel(), BEN, words("drift"));
        int whispers = site.fake.see().ephemerals(BEN).size();
        click(sent.room().id(), BEN, answer(sent), "ask_mentor");
        assertThat(Observer.text(site.fake.see().awaitModal(BEN, "m_ask"))).contains("What have you tried");
        Delivery submission = site.fake
                .see()
                .await(site.fake.viewSubmit(BEN, Map.of("tried", "I read <!here> & two books", "named", NAMED)));
        assertThat(submission.acknowledged()).isTrue();
        assertThat(modal(BEN)).contains("I have passed it on to the mentors.", " in line.", "more times this month");
        assertThat(site.fake.see().ephemerals(BEN)).as("no other receipt").hasSize(whispers);
        Post card = card(sent);
        assertThat(card.shown()).contains("ben", "two books");
        assertThat(card.json().path("text").asText()).doesNotContain("<!");
        assertThat(card.json().toString()).doesNotContain("user_id", "broadcast");
        close(BEN);
    }

    @Test
    void aSecondClickTellsWhereItStands() {
        Sent sent = handedOver(BEN, NAMED);
        Post answer = answer(sent);
        click(sent.room().id(), BEN, answer, "ask_mentor");
        assertThat(whispered(BEN)).contains("Your question waits for a mentor.");
        click(sent.room().id(), CHEN, answer, "ask_mentor");
        assertThat(whispered(CHEN)).contains("The mentors have this question already");
        assertThat(cards(sent)).hasSize(1);
    }

    @Test
    void anybodyInAPublicThreadHandsOverWhatWasAskedThere() {
        Sent sent = asked(site.channel(), BEN, words("bias"));
        click(sent.room().id(), CHEN, answer(sent), "ask_mentor");
        site.fake.see().awaitModal(CHEN, "m_ask");
        close(CHEN);
    }

    @Test
    void inAPrivateChannelOnlyTheAskerHandsOver() {
        Sent sent = asked(site.channel(Room.Kind.GROUP), BEN, words("bias"));
        click(sent.room().id(), CHEN, answer(sent), "ask_mentor");
        assertThat(whispered(CHEN)).contains("This was asked in private, so only whoever asked can hand it on.");
        assertThat(site.fake.see().modal(CHEN)).isNull();
    }

    @Test
    void anAnonymousCardNamesNobodyAndLeadsNowhere() {
        Sent sent = handedOver(CHEN, ANONYMOUS);
        Post card = card(sent);
        assertThat(card.json().toString())
                .doesNotContain(CHEN)
                .doesNotContain("chen")
                .doesNotContain("/archives/")
                .doesNotContain(sent.room().id());
        click(CAREERS, maya, card, "m_trace");
        assertThat(whispered(maya)).contains("Only moderators can see who asked.");
    }

    @Test
    void ofTwoWhoClaimAtOnceOneWinsAndTheOtherIsTold() {
        Sent sent = handedOver(BEN, NAMED);
        Post card = card(sent);
        int before = site.fake.see().ephemerals(maya).size()
                + site.fake.see().ephemerals(moritz).size();
        Delivery one = site.fake.click(CAREERS, maya, card.ts(), "m_claim");
        Delivery other = site.fake.click(CAREERS, moritz, card.ts(), "m_claim");
        site.fake.see().await(one);
        site.fake.see().await(other);
        SlackSite.until(() -> site.fake.see().ephemerals(maya).size()
                        + site.fake.see().ephemerals(moritz).size()
                == before + 1);
        soon(() -> card(sent).json().toString().contains("m_claim") ? "" : "claimed");
        assertThat(buttons(card(sent))).doesNotContain("m_claim").contains("m_answer");
        assertThat(cards(sent)).as("changed in its place").hasSize(1);
    }

    @Test
    void aReplayedButtonChangesNothingMore() {
        Sent sent = handedOver(BEN, NAMED);
        Post card = card(sent);
        Delivery claim = site.fake.see().await(site.fake.click(CAREERS, maya, card.ts(), "m_claim"));
        soon(() -> buttons(card(sent)).contains("m_claim") ? "" : "claimed");
        site.fake.see().await(site.fake.again(claim));
        assertThat(whispered(maya)).contains("You have claimed it already.");
    }

    @Test
    void aButtonOfAnOlderVersionSaysSo() {
        Reply.Panel panel = new Reply.Panel(
                "Former", Document.of("A card"), List.of(new Action("m_former", "Former", "1", Action.Weight.NORMAL)));
        Board board = new Board(Platform.SLACK, site.fake.team().id());
        site.later(Duration.ofSeconds(3));
        site.door().mentorPort().show(new Letter(words("former"), new Target.Channel(board), panel, "", null, false));
        click(CAREERS, maya, soonCard("Former"), "m_former");
        assertThat(whispered(maya)).contains("That button is of an older version of me.");
    }

    @Test
    void whoIsNoMentorDoesNothingWithACard() {
        Sent sent = handedOver(BEN, NAMED);
        click(CAREERS, CHEN, card(sent), "m_claim");
        assertThat(whispered(CHEN)).contains("Only mentors can do that.");
        assertThat(buttons(card(sent))).contains("m_claim");
    }

    @Test
    void whoLeftTheGroupIsNoMentorAMinuteLater() {
        String former = member();
        site.fake.team().group(SlackSite.MENTORS, maya, moritz, former);
        site.later(Duration.ofSeconds(61));
        Sent sent = handedOver(BEN, NAMED);
        Sent other = handedOver(BEN, NAMED);
        click(CAREERS, former, card(sent), "m_claim");
        soon(() -> buttons(card(sent)).contains("m_claim") ? "" : "claimed");
        site.fake.team().group(SlackSite.MENTORS, maya, moritz);
        site.later(Duration.ofSeconds(61));
        click(CAREERS, former, card(other), "m_claim");
        assertThat(whispered(former)).contains("Only mentors can do that.");
    }

    @Test
    void anAnswerByFormReachesTheLearnerWhereItWasAskedAndPingsNobodyElse() {
        Sent sent = handedOver(BEN, NAMED);
        Post card = card(sent);
        click(CAREERS, maya, card, "m_answer");
        site.fake.see().awaitModal(maya, "m_answer");
        site.fake
                .see()
                .await(site.fake.viewSubmit(
                        maya, Map.of("words", "Ask @channel <!channel> <@" + CHEN + "> and read *this*.")));
        assertThat(site.fake.see().modal(maya)).isNull();
        Post reply = soonIn(sent, "read");
        assertThat(reply.json().findValuesAsText("user_id")).containsExactly(BEN);
        assertThat(reply.json().path("text").asText()).doesNotContain("<!", "<@", "@channel");
        assertThat(reply.json().findValuesAsText("type")).doesNotContain("broadcast", "usergroup");
        assertThat(buttons(reply)).containsExactly("m_solved", "m_more");
        soon(() -> card(sent).shown().contains("read") ? "noted" : "");
    }

    @Test
    void anAnswerInTheThreadOfTheCardReachesTheLearnerOnceAndIsNoQuestionToTheBot() {
        Sent sent = handedOver(BEN, NAMED);
        Post card = card(sent);
        Sent reply = site.fake.say(Said.in(
                        CAREERS,
                        maya,
                        "Hey " + site.fake.team().mention() + ", tell <@" + BEN + "|ben> to &lt;retrain&gt; it")
                .inThread(card.ts()));
        site.fake.see().await(reply);
        reply.deliveries().forEach(delivery -> site.fake.see().await(site.fake.again(delivery)));
        Post shown = soonIn(sent, "to <retrain> it");
        assertThat(shown.shown()).contains("tell ben to <retrain> it");
        site.later(Duration.ofSeconds(3));
        site.settle();
        assertThat(answersWith(sent, "<retrain>")).hasSize(1);
        assertThat(site.state(reply)).as("no question").isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"thread_broadcast", "file_share"})
    void whatIsAlsoSentToTheChannelOrHasAFileIsAnAnswerToo(String subtype) {
        Sent sent = handedOver(BEN, NAMED);
        String words = words("retrained it");
        Said said = Said.in(CAREERS, maya, words).inThread(card(sent).ts());
        site.fake.see().await(site.fake.say(subtype.equals("file_share") ? said.file("plan.pdf") : said.broadcast()));
        soonIn(sent, words);
    }

    @Test
    void whatOthersAndProgramsSayUnderACardStaysThere() {
        Sent sent = handedOver(BEN, NAMED);
        Post card = card(sent);
        Sent other = site.fake.message(CAREERS, CHEN, "I would not know", card.ts());
        Sent program = site.fake.say(
                Said.in(CAREERS, "U0OTHERBOT1", "bot words").inThread(card.ts()).byApp("B0OTHER0001"));
        site.fake.see().await(other);
        site.fake.see().await(program);
        site.later(Duration.ofSeconds(3));
        site.settle();
        assertThat(answersWith(sent, "I would not know")).isEmpty();
        assertThat(answersWith(sent, "bot words")).isEmpty();
        assertThat(site.state(other)).isNull();
    }

    @Test
    void underAClosedCardAMentorIsToldThatHisWordsStayedThere() {
        Sent sent = handedOver(BEN, NAMED);
        Post card = card(sent);
        click(CAREERS, maya, card, "m_resolve");
        soon(() -> buttons(card(sent)).contains("m_reopen") ? "closed" : "");
        site.fake.see().await(site.fake.message(CAREERS, maya, "one more thing", card.ts()));
        assertThat(whispered(maya)).contains("This question is closed, so your words stayed here.");
        Ephemeral last = last(maya);
        assertThat(last.thread()).isEqualTo(card.ts());
        assertThat(last.channel()).isEqualTo(CAREERS);
    }

    @Test
    void elsewhereInTheMentorsChannelTheBotAnswersAsAnywhere() {
        Sent sent = site.fake.mention(CAREERS, BEN, "what is drift, here?");
        site.hurry(sent, Job.State.DELIVERED);
        assertThat(site.fake.see().awaitAnswers(CAREERS, sent.ts(), 1)).hasSize(1);
    }

    @Test
    void inOtherChannelsNobodyAsksForCards() {
        Sent root = site.fake.message(site.channel(), BEN, "we talk");
        int before = site.fake.see().calls("users.info").size();
        site.fake.see().await(site.fake.message(root.room().id(), maya, "about this", root.ts()));
        assertThat(site.fake.see().calls("users.info")).hasSize(before);
    }

    @Test
    void anAnonymousLearnerGetsTheAnswerByDirectMessageAndTheThreadSaysNothing() {
        String learner = member();
        Sent sent = handedOver(learner, ANONYMOUS);
        int before = site.fake.see().answers(sent.room().id(), sent.ts()).size();
        answer(card(sent), "Retrain it weekly.");
        site.fake.see();
        soon(() -> site.fake.see().visible(site.fake.direct(learner)).stream()
                        .anyMatch(one -> one.contains("Retrain it weekly."))
                ? "there"
                : "");
        assertThat(site.fake.see().answers(sent.room().id(), sent.ts())).hasSize(before);
    }

    @Test
    void whatWasAskedInADirectMessageIsAnsweredByDirectMessage() {
        String learner = member();
        site.answer(
                "privately", new Reply.NotFound(Reason.TOO_THIN, Document.of("I do not know."), List.of(), List.of()));
        Sent sent = site.fake.directMessage(learner, words("privately"));
        site.awaitState(sent, Job.State.DELIVERED);
        Post answer = site.fake.see().posts(sent.room().id()).get(1);
        handOver(sent.room().id(), learner, answer, NAMED);
        assertThat(card(sent).json().toString()).doesNotContain("/archives/");
        answer(card(sent), "Only for you.");
        soon(() -> site.fake.see().visible(sent.room().id()).stream().anyMatch(one -> one.contains("Only for you."))
                ? "there"
                : "");
    }

    @Test
    void theLearnerSaysThatItHelpedAndNobodyElseDoes() {
        Sent sent = handedOver(BEN, NAMED);
        answer(card(sent), "Try a smaller model.");
        Post reply = soonIn(sent, "Try a smaller model.");
        click(sent.room().id(), CHEN, reply, "m_solved");
        assertThat(whispered(CHEN)).contains("Only whoever asked can say that.");
        click(sent.room().id(), BEN, reply, "m_solved");
        assertThat(whispered(BEN)).contains("I have told the mentors.");
        soon(() -> buttons(card(sent)).contains("m_reopen") ? "closed" : "");
    }

    @Test
    void theThumbDownAsksWhyAndKeepsItAndMayHandOver() {
        Sent sent = asked(site.channel(), BEN, words("leakage"));
        String person = member();
        click(sent.room().id(), person, answer(sent), "feedback", "negative");
        assertThat(Observer.text(site.fake.see().awaitModal(person, "m_wrong"))).contains("What was wrong?");
        assertThat(site.opinions(sent)).containsExactly(person + " false ");
        site.fake
                .see()
                .await(site.fake.viewSubmit(
                        person,
                        Map.of("why", "It is outdated", "words", "Überholt: it is <2019> & old 🤖", "named", NAMED)));
        assertThat(modal(person)).contains("I have passed it on to the mentors.");
        assertThat(site.opinions(sent)).containsExactly(person + " false Überholt: it is <2019> & old 🤖");
        assertThat(card(sent).shown()).contains("Überholt");
    }

    @Test
    void whenNothingCanBeStoredTheFormStaysOpenWithItsWords() {
        Sent sent = handedOver(BEN, NAMED);
        click(CAREERS, maya, card(sent), "m_answer");
        site.fake.see().awaitModal(maya, "m_answer");
        site.sql("create trigger full before insert on audit begin select raise(abort, 'full'); end");
        Delivery submission = site.fake.see().await(site.fake.viewSubmit(maya, Map.of("words", "Not lost")));
        site.sql("drop trigger full");
        assertThat(site.fake.see().errors(submission)).containsEntry("words", SlackMentoring.BROKEN);
        assertThat(site.fake.see().awaitModal(maya, "m_answer")).isNotNull();
        site.fake.see().await(site.fake.viewSubmit(maya, Map.of("words", "Not lost")));
        soonIn(sent, "Not lost");
    }

    @Test
    void theMenuMakesADraftOfAReplyWithTheQuestionOfItsThread() {
        Sent root = site.fake.message(site.channel(), BEN, words("How often do I retrain") + "?");
        Sent reply = site.fake.message(root.room().id(), maya, "Weekly, <@" + BEN + "|ben>, at most.", root.ts());
        site.fake.see().await(site.fake.shortcut(root.room().id(), maya, reply.ts(), SlackMentoring.USE));
        site.fake.see().awaitModal(maya, "m_knowledge");
        assertThat(String.valueOf(site.fake.see().modal(maya))).contains("How often do I retrain", "Weekly, ");
        propose(maya);
        assertThat(modal(maya)).contains("The draft is in the mentors' channel");
        Post draft = soonCard("How often do I retrain");
        assertThat(buttons(draft)).contains("m_approve");
        close(maya);
    }

    @Test
    void theMenuWorksOnAMessageOutsideOfThreadsWithoutAnyWaiting() {
        Sent said = site.fake.message(site.channel(), CHEN, words("Retrain weekly"));
        int before = site.fake.see().calls("conversations.replies").size();
        site.fake.see().await(site.fake.shortcut(said.room().id(), maya, said.ts(), SlackMentoring.USE));
        site.fake.see().awaitModal(maya, "m_knowledge");
        assertThat(site.fake.see().calls("conversations.replies")).hasSize(before);
        close(maya);
    }

    @Test
    void theMenuIsForMentorsAndForWhatPeopleWrote() {
        Sent said = site.fake.message(site.channel(), CHEN, words("Retrain weekly"));
        site.fake.see().await(site.fake.shortcut(said.room().id(), BEN, said.ts(), SlackMentoring.USE));
        assertThat(whispered(BEN)).contains("Only mentors and curators can do that.");
        Sent reply = site.fake.message(said.room().id(), CHEN, "Really", said.ts());
        site.fake.see().await(site.fake.shortcut(said.room().id(), BEN, reply.ts(), SlackMentoring.USE));
        soon(() -> modal(BEN).contains("Only mentors and curators can do that.") ? "told" : "");
        close(BEN);
        Sent sent = asked(said.room().id(), BEN, words("drift"));
        site.fake
                .see()
                .await(site.fake.shortcut(sent.room().id(), maya, answer(sent).ts(), SlackMentoring.USE));
        assertThat(whispered(maya)).contains("Only what a person wrote can be used as knowledge.");
    }

    @Test
    void aReactionMakesOneDraftHoweverOftenItIsMade() {
        String question = words("How large is a batch");
        String channel = site.channel();
        site.fake.happens().joined(channel, maya, ANA);
        Sent root = site.fake.message(channel, BEN, question + "?");
        Sent reply = site.fake.message(root.room().id(), moritz, "Thirty-two, to begin with.", root.ts());
        react(reply, CHEN);
        react(reply, maya).forEach(site.fake::again);
        react(reply, moritz);
        soonCard(question);
        assertThat(whispered(maya)).contains("The draft is in the mentors' channel");
        site.later(Duration.ofSeconds(3));
        site.settle();
        assertThat(site.fake.see().posts(CAREERS).stream()
                        .filter(post -> post.shown().contains(question))
                        .count())
                .isEqualTo(1);
        assertThat(site.fake.see().ephemerals(CHEN))
                .noneMatch(one -> one.shown().contains("draft"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerIsFixedFromItsMenuApprovedByAnotherAndAmendedInItsPlace(boolean marked) {
        site.fake.settings().marksInMenus(marked);
        Sent sent = asked(site.channel(), BEN, words("my day"));
        Post answer = answer(sent);
        site.fake.see().await(site.fake.shortcut(sent.room().id(), maya, answer.ts(), SlackMentoring.FIX));
        site.fake.see().awaitModal(maya, "m_fix");
        String better = "Most of it is talk since " + NUMBER.incrementAndGet() + ".";
        ObjectNode view = Objects.requireNonNull(site.fake.see().modal(maya));
        site.fake
                .see()
                .await(site.fake.viewSubmit(
                        maya, Map.of("short", better, "section", "People talk.", "credit", option(view, "credit"))));
        assertThat(modal(maya)).contains("The draft is in the mentors' channel");
        Post draft = soonCard(better);
        click(CAREERS, maya, draft, "m_approve");
        assertThat(whispered(maya)).isNotEmpty();
        click(CAREERS, carla, draft, "m_approve");
        Post amended = soonIn(sent, "Corrected by");
        assertThat(amended.ts()).isEqualTo(answer.ts());
        assertThat(amended.json().toString()).contains("https://mentor.example.org/knowledge/" + Mentored.ARTICLE);
        assertThat(buttons(amended)).contains("ask_mentor");
    }

    @Test
    void onAnythingElseTheMenuSaysWhatItIsFor() {
        Sent said = site.fake.message(site.channel(), CHEN, "Retrain weekly");
        site.fake.see().await(site.fake.shortcut(said.room().id(), maya, said.ts(), SlackMentoring.FIX));
        assertThat(whispered(maya)).contains("That is none of my answers.");
        Sent sent = handedOver(BEN, NAMED);
        Post card = card(sent);
        site.fake.see().await(site.fake.shortcut(CAREERS, maya, card.ts(), SlackMentoring.FIX));
        soon(() -> modal(maya).contains("That is none of my answers.") ? "told" : "");
        close(maya);
    }

    @Test
    void aFormThatSlackDoesNotOpenIsSaid() {
        Sent sent = handedOver(BEN, NAMED);
        site.fake.fault(Fault.on("views.open").error("internal_error"));
        click(CAREERS, maya, card(sent), "m_answer");
        assertThat(whispered(maya)).contains(SlackMentoring.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "500", "before", "after"})
    void aCardIsShownOnceWhateverBreaks(String how) {
        site.later(Duration.ofSeconds(3));
        Fault fault = Fault.on("chat.postMessage").inChannel(CAREERS);
        site.fake.fault(
                switch (how) {
                    case "429" -> fault.rateLimited(Duration.ofSeconds(1));
                    case "500" -> fault.status(500);
                    case "before" -> fault.dropBefore();
                    default -> fault.dropAfter();
                });
        Sent sent = asked(site.channel(), BEN, words("faults"));
        handOver(sent.room().id(), BEN, answer(sent), NAMED);
        SlackSite.until(() -> fault.hits() == 1);
        if (how.equals("429")) {
            sleep(Duration.ofMillis(1_100));
        }
        card(sent);
        site.later(Duration.ofSeconds(10));
        site.settle();
        assertThat(cards(sent)).hasSize(1);
    }

    @Test
    void whatIsWrittenUnderACardWhoseSendingWasNeverConfirmedIsNotLost() {
        site.later(Duration.ofSeconds(3));
        Sent sent = asked(site.channel(), BEN, words("haste"));
        site.fake.fault(Fault.on("chat.postMessage").inChannel(CAREERS).dropAfter());
        handOver(sent.room().id(), BEN, answer(sent), NAMED);
        SlackSite.until(() -> !cards(sent).isEmpty());
        Sent reply = site.fake.message(
                CAREERS, maya, words("At once"), cards(sent).get(0).ts());
        soonIn(sent, "At once");
        assertThat(site.state(reply)).isNull();
        assertThat(cards(sent)).hasSize(1);
        assertThat(site.violations()).extracting(Violation::rule).containsOnly("not_acknowledged");
    }

    @Test
    void whatWasHandedOverSurvivesARestart() {
        site.later(Duration.ofSeconds(3));
        Sent sent = asked(site.channel(), BEN, words("restarts"));
        site.fake.fault(Fault.on("chat.postMessage").inChannel(CAREERS).times(1).dropAfter());
        handOver(sent.room().id(), BEN, answer(sent), NAMED);
        SlackSite.until(() -> !cards(sent).isEmpty());
        site.crash();
        site.serve();
        site.fake
                .see()
                .await(site.fake.message(
                        CAREERS, maya, words("After all"), card(sent).ts()));
        soonIn(sent, "After all");
        assertThat(cards(sent)).hasSize(1);
    }

    @Test
    void whatAMentorWroteUnderACardWhileNothingRanIsFoundAndPassedOn() {
        Sent sent = handedOver(BEN, NAMED);
        Post card = card(sent);
        site.stop();
        Sent missed = site.fake.message(CAREERS, maya, words("Said in between"), card.ts());
        site.serve();
        soonIn(sent, "Said in between");
        assertThat(site.state(missed)).as("no question").isNull();
        assertThat(answersWith(sent, "Said in between")).hasSize(1);
    }

    private static String member() {
        String person = site.person();
        site.fake.happens().joined(CAREERS, person, ANA);
        return person;
    }

    /** Words that no other test has. */
    private static String words(String about) {
        return about + " number " + NUMBER.incrementAndGet();
    }

    private static Sent asked(String channel, String person, String words) {
        Sent sent = site.fake.mention(channel, person, "what is " + words + "?");
        site.awaitState(sent, Job.State.DELIVERED);
        return sent;
    }

    private static Sent handedOver(String person, String how) {
        String channel = site.channel();
        Sent sent = asked(channel, person, words("drift"));
        handOver(channel, person, answer(sent), how);
        card(sent);
        return sent;
    }

    private static void handOver(String channel, String person, Post answer, String how) {
        click(channel, person, answer, "ask_mentor");
        site.fake.see().awaitModal(person, "m_ask");
        site.fake.see().await(site.fake.viewSubmit(person, Map.of("tried", "", "named", how)));
        SlackSite.until(() -> modal(person).contains("I have passed it on"));
        close(person);
    }

    private static void answer(Post card, String words) {
        click(CAREERS, maya, card, "m_answer");
        site.fake.see().awaitModal(maya, "m_answer");
        site.fake.see().await(site.fake.viewSubmit(maya, Map.of("words", words)));
    }

    private static void propose(String person) {
        ObjectNode view = Objects.requireNonNull(site.fake.see().modal(person));
        site.fake
                .see()
                .await(site.fake.viewSubmit(
                        person,
                        Map.of(
                                "question", "How often do I retrain in practice " + NUMBER.incrementAndGet() + "?",
                                "asks", "",
                                "answer", "Weekly, at most.",
                                "related", "",
                                "credit", option(view, "credit"))));
    }

    /** The first choice of a field. */
    private static String option(ObjectNode view, String field) {
        for (var block : view.path("blocks")) {
            if (block.path("block_id").asText().equals(field)) {
                return block.path("element")
                        .path("options")
                        .path(0)
                        .path("value")
                        .asText();
            }
        }
        throw new AssertionError("no field " + field);
    }

    private static void click(String channel, String person, Post post, String action) {
        click(channel, person, post, action, "");
    }

    private static void click(String channel, String person, Post post, String action, String choice) {
        seen.put(person, site.fake.see().ephemerals(person).size());
        Delivery click = site.fake.see().await(site.fake.click(channel, person, post.ts(), action, choice));
        assertThat(click.acknowledged()).isTrue();
    }

    /** What somebody was told last. */
    private static String whispered(String person) {
        int before = seen.getOrDefault(person, 0);
        site.fake.see().awaitEphemerals(person, before + 1);
        seen.put(person, site.fake.see().ephemerals(person).size());
        return last(person).shown();
    }

    private static Ephemeral last(String person) {
        List<Ephemeral> all = site.fake.see().ephemerals(person);
        return all.get(all.size() - 1);
    }

    private static List<Delivery> react(Sent sent, String person) {
        seen.put(person, site.fake.see().ephemerals(person).size());
        List<Delivery> told = site.fake.happens().reaction(sent.room().id(), person, sent.ts(), SlackMentoring.BOOKS);
        told.forEach(site.fake.see()::await);
        return told;
    }

    private static void close(String person) {
        if (site.fake.see().modal(person) != null) {
            site.fake.viewClose(person);
        }
    }

    private static String modal(String person) {
        ObjectNode view = site.fake.see().modal(person);
        return view == null ? "" : Observer.text(view);
    }

    private static Post answer(Sent sent) {
        return site.fake.see().awaitAnswers(sent.room().id(), sent.thread(), 1).get(0);
    }

    private static List<Post> answersWith(Sent sent, String words) {
        return site.fake.see().answers(sent.room().id(), sent.ts()).stream()
                .filter(post -> post.shown().contains(words))
                .toList();
    }

    private static Post soonIn(Sent sent, String words) {
        soon(() -> answersWith(sent, words).isEmpty() ? "" : "there");
        return answersWith(sent, words).get(0);
    }

    /** The card of a question, as soon as it is there and the desk knows it by its name. */
    private static Post card(Sent sent) {
        Board board = new Board(Platform.SLACK, site.fake.team().id());
        soon(() -> cards(sent).stream().anyMatch(card -> site.desk().isCard(board, CAREERS + "/" + card.ts()))
                ? "there"
                : "");
        return cards(sent).get(0);
    }

    private static List<Post> cards(Sent sent) {
        String words = site.job(sent).text();
        return site.fake.see().posts(CAREERS).stream()
                .filter(post -> post.shown().contains(words))
                .toList();
    }

    private static Post soonCard(String words) {
        soon(() -> cardsWith(words).isEmpty() ? "" : "there");
        return cardsWith(words).get(0);
    }

    private static List<Post> cardsWith(String words) {
        return site.fake.see().posts(CAREERS).stream()
                .filter(post -> post.shown().contains(words))
                .toList();
    }

    /** Waits until there is something, and lets the pauses on the way there pass quickly. */
    private static void soon(java.util.function.Supplier<String> what) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    boolean there = !what.get().isEmpty();
                    if (!there) {
                        site.later(Duration.ofMillis(500));
                    }
                    return there;
                });
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> buttons(Post post) {
        return post.json().path("blocks").findValuesAsText("action_id");
    }
}
