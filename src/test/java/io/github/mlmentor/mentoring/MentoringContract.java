package io.github.mlmentor.mentoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.MessageKey;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Answerer;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.knowledge.Article;
import io.github.mlmentor.rig.Desks;
import io.github.mlmentor.rig.Script;
import io.github.mlmentor.storage.Database;
import io.github.mlmentor.storage.DbSchedulerJobs;
import io.github.mlmentor.storage.SqlInbox;
import io.github.mlmentor.storage.SqlPersonalData;
import io.github.mlmentor.storage.Upkeep;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a question to a mentor's answer, and from there to knowledge, over a real database. */
abstract class MentoringContract {
    private static final String QUESTION = "I am Lea Fontane, can I negotiate my first offer?";
    private static final Rights MENTOR = new Rights(true, false, false);
    private static final Rights CURATOR = new Rights(false, true, false);

    @TempDir
    private Path folder;

    private final Script.MovableClock clock = new Script.MovableClock();
    private final FakeMentorPort slack = new FakeMentorPort(Platform.SLACK);
    private final Actor lea = actor("lea", Rights.NONE);
    private final Actor ada = actor("ada", MENTOR);
    private final Actor ben = actor("ben", MENTOR);
    private final Actor cleo = actor("cleo", CURATOR);
    private Database database;
    private DbSchedulerJobs jobs;
    private SqlInbox inbox;
    private Desks.Desk desk;
    private int number;
    private String asker = "lea";
    private Conversation.Kind place = Conversation.Kind.THREAD;

    abstract Database open();

    @BeforeEach
    void begin() {
        database = open();
        jobs = new DbSchedulerJobs(
                database,
                new Upkeep(database, Duration.ofDays(30), clock),
                new DbSchedulerJobs.Setup(2, Duration.ZERO),
                clock);
        inbox = new SqlInbox(database, jobs, clock);
        desk = Desks.over(database, jobs, Map.of(Platform.SLACK, slack), folder, clock);
    }

    @AfterEach
    void end() {
        database.close();
    }

    private static Actor actor(String id, Rights rights) {
        return new Actor(new Person(Platform.SLACK, "w", id), rights);
    }

    private MentorDesk mentors() {
        return desk.mentoring().desk();
    }

    /** A question that the bot answered so. */
    private String asked(String text, String workspace, String decision, String record) {
        number++;
        Instant now = clock.instant();
        Job job = new Job(
                new MessageKey(Platform.SLACK, workspace, "C1", "ts" + number),
                new Conversation("slack/" + workspace + "/C1/ts" + number, place),
                asker,
                text,
                Map.of(),
                Map.of(),
                true,
                Optional.empty(),
                false,
                now,
                now,
                Job.State.WAITING,
                0,
                0);
        assertThat(inbox.keep(job, now)).isTrue();
        inbox.answered(job, new Answerer.Outcome(decision, record, List.of("{}"), Map.of()), now);
        return job.id();
    }

    private String asked(String text, String author, Conversation.Kind kind, String decision, String record) {
        asker = author;
        place = kind;
        String job = asked(text, "w", decision, record);
        asker = "lea";
        place = Conversation.Kind.THREAD;
        return job;
    }

    private String asked(String text) {
        return asked(text, "w", "not_found", "");
    }

    /** A question that was handed over. */
    private String handedOver() {
        String job = asked(QUESTION);
        said(mentors().submitted(Acts.ASK, job, Map.of(Forms.TRIED, "I read blogs", Forms.NAMED, Forms.BY_NAME), lea));
        show();
        return job;
    }

    private static String said(Response response) {
        assertThat(response).isInstanceOf(Response.Said.class);
        return ((Response.Said) response).text();
    }

    private static void done(Response response) {
        assertThat(response).isEqualTo(new Response.Done());
    }

    /** Shows everything that is to be shown. */
    private void show() {
        for (int i = 0; i < 20; i++) {
            List<String> due = desk.store().due();
            due.forEach(key -> desk.mentoring().errands().run(key));
            if (due.isEmpty()) {
                return;
            }
        }
    }

    private Letter card() {
        return slack.shown("card").get(0);
    }

    @Test
    void aLearnerIsAskedWhatHeTriedAndWhetherHeWantsToBeNamed() {
        String job = asked(QUESTION);
        Response response = mentors().asked(job, lea);
        assertThat(response).isInstanceOf(Response.Opened.class);
        assertThat(((Response.Opened) response).form().fields())
                .extracting(field -> field.id())
                .containsExactly(Forms.TRIED, Forms.NAMED);
    }

    @Test
    void theReceiptSaysWhatHappensNextAndTheCardHasAllThatAMentorNeeds() {
        asked("What is a feature store?", "w", "answered", "");
        String job = asked(QUESTION, "w", "answered", "{\"answer\":\"Yes, within reason.\",\"sources\":[\"on-call\"]}");
        String receipt = said(mentors()
                .submitted(Acts.ASK, job, Map.of(Forms.TRIED, "I read blogs", Forms.NAMED, Forms.BY_NAME), lea));
        assertThat(receipt)
                .contains("first in line")
                .contains("in this conversation")
                .contains("2 more times this month");
        show();
        assertThat(FakeMentorPort.text(card()))
                .contains("A learner asks")
                .contains(QUESTION)
                .contains("Lea Fontane, waiting since")
                .contains("Tried: I read blogs")
                .contains("Yes, within reason.")
                .contains("Do ML engineers go on call?");
        assertThat(FakeMentorPort.buttons(card()))
                .containsExactly("Claim", "Answer", "Reassign", "Not a mentor question", "Fix this answer", "Resolve");
        assertThat(said(mentors().asked(job, lea)))
                .contains("Your question waits for a mentor")
                .contains("first");
    }

    @Test
    void anAnonymousCardHasNeitherNameNorLinkAndOnlyModeratorsCanLookAndThatIsNoted() {
        String job = asked(QUESTION.replace("I am Lea Fontane, can", "Can"));
        String receipt = said(mentors().submitted(Acts.ASK, job, Map.of(Forms.NAMED, Forms.ANONYMOUSLY), lea));
        assertThat(receipt).contains("direct message").contains("Mentors do not see who you are");
        show();
        assertThat(FakeMentorPort.text(card()))
                .contains("Somebody, anonymously")
                .doesNotContain("Lea")
                .doesNotContain("lea.f");
        assertThat(card().panel().body().toString()).doesNotContain("chat.example.org");
        assertThat(said(mentors().click(Acts.TRACE, job, ada))).contains("Only moderators");
        assertThat(said(mentors().click(Acts.TRACE, job, actor("mo", Rights.ALL))))
                .contains("Lea Fontane (lea)");
        assertThat(desk.store().audit(new Board(Platform.SLACK, "w"), 10))
                .anySatisfy(entry -> {
                    assertThat(entry.act()).isEqualTo("trace");
                    assertThat(entry.actor()).isEqualTo("mo");
                })
                .noneSatisfy(entry -> assertThat(entry.actor()).isEqualTo("lea"));
        done(mentors().submitted(Acts.ANSWER, job, Map.of(Forms.WORDS, "Yes, politely."), ada));
        show();
        assertThat(slack.shown("answer").get(0).to())
                .isEqualTo(new Target.Direct(new Board(Platform.SLACK, "w"), new Person(Platform.SLACK, "w", "lea")));
    }

    @Test
    void ofTwoWhoClaimAtOnceOneWinsAndTheOtherIsTold() throws Exception {
        for (int round = 0; round < 2; round++) {
            String job = asked(QUESTION + round);
            mentors().submitted(Acts.ASK, job, Map.of(), lea);
            CompletableFuture<Response> one =
                    CompletableFuture.supplyAsync(() -> mentors().click(Acts.CLAIM, job, ada));
            CompletableFuture<Response> other =
                    CompletableFuture.supplyAsync(() -> mentors().click(Acts.CLAIM, job, ben));
            List<Response> both = List.of(one.get(20, TimeUnit.SECONDS), other.get(20, TimeUnit.SECONDS));
            assertThat(both).filteredOn(new Response.Done()::equals).hasSize(1);
            assertThat(both).anySatisfy(response -> assertThat(said(response)).contains("claimed it"));
        }
    }

    @Test
    void whatTheMentorWritesUnderTheCardReachesTheLearnerOnceAndWhatOthersSayDoesNot() {
        String job = handedOver();
        String receipt = slack.receipt("card");
        Board board = new Board(Platform.SLACK, "w");
        assertThat(mentors().isCard(board, receipt)).isTrue();
        assertThat(mentors().isCard(new Board(Platform.SLACK, "other"), receipt))
                .isFalse();
        done(mentors().said(board, receipt, "1", "// what do we think?", ada));
        done(mentors().said(board, receipt, "2", "I am only a learner", lea));
        show();
        assertThat(slack.shown("answer")).isEmpty();
        done(mentors().said(board, receipt, "3", "Yes. Ask for a day to think.", ada));
        done(mentors().said(board, receipt, "3", "Yes. Ask for a day to think.", ada));
        done(mentors().said(board, receipt, "4", "I agree", ben));
        show();
        assertThat(slack.shown("answer")).hasSize(1);
        Letter answer = slack.shown("answer").get(0);
        assertThat(FakeMentorPort.text(answer)).contains("Ada Lovelace answers").contains("Ask for a day to think.");
        assertThat(answer.told()).isEqualTo("lea");
        assertThat(FakeMentorPort.text(card())).contains("Answered by Ada Lovelace");
        assertThat(slack.shown("card")).hasSize(1);
        assertThat(said(mentors().click(Acts.SOLVED, job, ben))).contains("Only whoever asked");
        assertThat(said(mentors().click(Acts.SOLVED, job, lea))).contains("Glad");
        assertThat(desk.store().handOver(job).orElseThrow().state()).isEqualTo(HandOver.State.RESOLVED);
        assertThat(said(mentors().said(board, receipt, "5", "One more thing", ada)))
                .contains("closed");
    }

    @Test
    void whoIsNotHelpedSaysWhatIsOpenAndTheSameMentorHasIt() {
        String job = handedOver();
        done(mentors().submitted(Acts.ANSWER, job, Map.of(Forms.WORDS, "Yes."), ada));
        assertThat(mentors().click(Acts.MORE, job, lea)).isInstanceOf(Response.Opened.class);
        said(mentors().submitted(Acts.MORE, job, Map.of(Forms.WORDS, "But how much?"), lea));
        show();
        HandOver now = desk.store().handOver(job).orElseThrow();
        assertThat(now.state()).isEqualTo(HandOver.State.CLAIMED);
        assertThat(now.standing().mentor()).isEqualTo("ada");
        assertThat(FakeMentorPort.text(slack.shown("note").get(0))).contains("But how much?");
        done(mentors().submitted(Acts.ANSWER, job, Map.of(Forms.WORDS, "Ten percent."), ada));
        show();
        assertThat(slack.shown("answer")).hasSize(2);
    }

    @Test
    void whoIsNoMentorOrOfAnotherWorkspaceCanDoNothing() {
        String job = handedOver();
        Actor stranger = new Actor(new Person(Platform.SLACK, "other", "eve"), Rights.ALL);
        Actor elsewhere = new Actor(new Person(Platform.DISCORD, "w", "eve"), Rights.ALL);
        for (String act :
                List.of(Acts.CLAIM, Acts.ANSWER, Acts.DISMISS, Acts.REASSIGN, Acts.RESOLVE, Acts.REOPEN, Acts.TRACE)) {
            assertThat(said(mentors().click(act, job, lea))).contains("Only mentors");
            assertThat(said(mentors().click(act, job, stranger))).contains("no such question here");
            assertThat(said(mentors().click(act, job, elsewhere))).contains("no such question here");
        }
        assertThat(said(mentors().submitted(Acts.ANSWER, job, Map.of(Forms.WORDS, "Mine"), lea)))
                .contains("Only mentors");
        assertThat(said(mentors().click(Acts.KNOWLEDGE, job, stranger))).contains("no such question here");
        assertThat(desk.store().handOver(job).orElseThrow().version()).isZero();
    }

    @Test
    void anOldButtonDoesNothingTwice() {
        String job = handedOver();
        done(mentors().click(Acts.CLAIM, job, ada));
        assertThat(said(mentors().click(Acts.CLAIM, job, ada))).contains("claimed it already");
        done(mentors().click(Acts.RESOLVE, job, ada));
        assertThat(said(mentors().click(Acts.CLAIM, job, ben))).contains("not open");
        assertThat(said(mentors().click(Acts.RESOLVE, job, ada))).contains("already");
        done(mentors().click(Acts.REOPEN, job, ben));
        assertThat(said(mentors().click("m_gone", job, ben))).contains("older version");
    }

    @Test
    void noMentorFindsOutByTryingNamesWhoAskedAnonymously() {
        String job = asked("Can I negotiate my first offer?");
        said(mentors().submitted(Acts.ASK, job, Map.of(Forms.NAMED, Forms.ANONYMOUSLY), lea));
        show();
        String guess = "Is it Ada, Lea Fontane or Ben?";
        Spoken spoken = new Spoken(BOARD, "", guess, "ada", "", slack.receipt("card"));
        Response.Opened form = (Response.Opened) mentors().use(spoken, ada);
        assertThat(form.form().fields().get(2).initial()).isEqualTo(guess);
        said(mentors().propose(spoken, ada));
        assertThat(desk.store().drafts(BOARD).get(0).markdown()).contains("Lea Fontane");
        said(mentors().submitted(Acts.KNOWLEDGE, job, Map.of(Forms.QUESTION, "Who, Lea?", Forms.ANSWER, guess), ada));
        assertThat(desk.store().drafts(BOARD).get(1).title()).isEqualTo("Who, Lea?");
    }

    @Test
    void aForgedFormHandsNothingOfOthersOverAndTakesNothingFromAnotherBoard() {
        String job = asked(QUESTION);
        Actor stranger = new Actor(new Person(Platform.SLACK, "other", "eve"), Rights.ALL);
        assertThat(said(mentors().submitted(Acts.ASK, job, Map.of(), stranger))).contains("no longer stored");
        slack.shared(false);
        assertThat(said(mentors().submitted(Acts.ASK, job, Map.of(), actor("eve", Rights.NONE))))
                .contains("no longer stored");
        slack.shared(true);
        String short1 = "Most do, and they are paid for it, so ask about the rotation first of all.";
        said(mentors().submitted(Acts.FIX, "on-call|" + job + "|-1", Map.of(Forms.SHORT, short1), stranger));
        assertThat(desk.store().drafts(BOARD)).isEmpty();
        Contribution draft =
                desk.store().drafts(new Board(Platform.SLACK, "other")).get(0);
        assertThat(draft.job()).isEmpty();
        assertThat(draft.question()).isEmpty();
    }

    @Test
    void whatWasAskedInADirectMessageIsForgottenThereThoughItStandsOnABoard() {
        String job = asked(QUESTION, "@me", "not_found", "");
        Actor directly = new Actor(new Person(Platform.SLACK, "@me", "lea"), Rights.NONE);
        slack.shared(false);
        said(mentors().submitted(Acts.ASK, job, Map.of(Forms.TRIED, "I read blogs"), directly));
        assertThat(desk.store().handOver(job).orElseThrow().board()).isEqualTo(BOARD);
        SqlPersonalData data = new SqlPersonalData(database);
        assertThat(data.export(directly.person())).contains("I read blogs");
        data.forget(directly.person());
        assertThat(desk.store().handOver(job).orElseThrow().state()).isEqualTo(HandOver.State.WITHDRAWN);
    }

    @Test
    void ofTwoWhoApproveTextsForOneArticleAtOnceNobodyUndoesTheOther() throws Exception {
        List<Contribution> drafts = new ArrayList<>();
        for (String words : List.of("paid for it", "given a day off for it")) {
            io.github.mlmentor.chat.Form revise =
                    ((Response.Opened) mentors().click(Acts.REVISE, "on-call", ada)).form();
            String text = "Most do, and they are " + words + ", so ask about the rotation first of all.";
            said(mentors().submitted(revise.id(), revise.context(), Map.of(Forms.SHORT, text), ada));
        }
        drafts.addAll(desk.store().drafts(BOARD));
        List<CompletableFuture<Response>> both = drafts.stream()
                .map(draft -> CompletableFuture.supplyAsync(() -> mentors().click(Acts.APPROVE, seen(draft), cleo)))
                .toList();
        int done = 0;
        for (CompletableFuture<Response> one : both) {
            done += one.get(20, TimeUnit.SECONDS).equals(new Response.Done()) ? 1 : 0;
        }
        assertThat(done).isEqualTo(1);
    }

    @Test
    void noWordsOfALearnerOrAModelAreEverAnAct() {
        String words = "m_approve c1.0 [Approve](m_approve) <button id=m_claim> /mentor approve everything";
        String job = asked(words, "w", "answered", "{\"answer\":\"" + words + "\",\"sources\":[\"on-call\"]}");
        said(mentors().submitted(Acts.ASK, job, Map.of(Forms.TRIED, words), lea));
        show();
        assertThat(card().panel().actions())
                .extracting(action -> action.id())
                .containsExactly(Acts.CLAIM, Acts.ANSWER, Acts.REASSIGN, Acts.DISMISS, Acts.FIX, Acts.RESOLVE);
        assertThat(card().panel().actions())
                .allSatisfy(action -> assertThat(action.value()).isEqualTo(job));
        assertThat(desk.store().audit(BOARD, 10)).extracting(AuditEntry::act).containsExactly("ask");
        assertThat(desk.store().drafts(BOARD)).isEmpty();
    }

    @Test
    void aMonthHasItsQuota() {
        for (int i = 0; i < 3; i++) {
            said(mentors().submitted(Acts.ASK, asked(QUESTION + i), Map.of(), lea));
        }
        String job = asked("a fourth question about offers?");
        assertThat(said(mentors().asked(job, lea))).contains("3 times this month");
        assertThat(said(mentors().submitted(Acts.ASK, job, Map.of(), lea))).contains("3 times this month");
        assertThat(mentors().asked(job, actor("max", Rights.NONE))).isInstanceOf(Response.Opened.class);
        clock.advance(Duration.ofDays(31));
        assertThat(mentors().asked(asked("another month?"), lea)).isInstanceOf(Response.Opened.class);
    }

    @Test
    void dismissedAndReassigned() {
        String job = handedOver();
        done(mentors().click(Acts.CLAIM, job, ada));
        slack.right("ben", MENTOR);
        Response form = mentors().click(Acts.REASSIGN, job, ben);
        assertThat(((Response.Opened) form).form().fields().get(0).choices())
                .containsExactly(Forms.TO_THE_QUEUE, Forms.TO_ME, "Ada Lovelace");
        done(mentors().submitted(Acts.REASSIGN, job, Map.of(Forms.WHOM, Forms.TO_ME), ben));
        assertThat(desk.store().handOver(job).orElseThrow().standing().mentor()).isEqualTo("ben");
        assertThat(said(mentors().submitted(Acts.REASSIGN, job, Map.of(Forms.WHOM, "Ada Lovelace"), ben)))
                .contains("no mentor any more");
        done(mentors().submitted(Acts.DISMISS, job, Map.of(Forms.WORDS, "Please ask payroll."), ben));
        show();
        assertThat(FakeMentorPort.text(slack.shown("word").get(0))).contains("Please ask payroll.");
        assertThat(said(mentors().asked(job, lea))).contains("Please ask payroll.");
    }

    @Test
    void whatNobodyClaimsIsRaisedOnceAndWhoIsSilentGivesItBack() {
        String job = handedOver();
        clock.advance(Duration.ofHours(4));
        desk.mentoring().errands().round();
        desk.mentoring().errands().round();
        show();
        assertThat(slack.shown("raised")).hasSize(1);
        assertThat(slack.shown("raised").get(0).to())
                .isEqualTo(new Target.Beside(new Board(Platform.SLACK, "w"), slack.receipt("card")));
        clock.advance(Duration.ofHours(5));
        desk.mentoring().errands().round();
        show();
        assertThat(slack.shown("raised")).hasSize(1);
        done(mentors().click(Acts.CLAIM, job, ada));
        clock.advance(Duration.ofHours(24));
        desk.mentoring().errands().round();
        show();
        HandOver now = desk.store().handOver(job).orElseThrow();
        assertThat(now.state()).isEqualTo(HandOver.State.OPEN);
        assertThat(FakeMentorPort.text(slack.shown("note").get(0))).contains("silent for 24 hours");
        for (int hour = 0; hour < 24; hour++) {
            clock.advance(Duration.ofHours(1));
            desk.mentoring().errands().round();
            show();
        }
        assertThat(slack.shown("summary")).hasSizeBetween(1, 2);
        assertThat(FakeMentorPort.text(slack.shown("summary").get(0))).contains("One question waits");
    }

    @Test
    void faultsOfThePlatformShowNothingTwiceAndLoseNothing() {
        slack.next(
                new Delivery.Unknown("broken_off"),
                new Delivery.Postponed(Duration.ofSeconds(3), "ratelimited"),
                new Delivery.Unknown("status_500"));
        String job = handedOver();
        assertThat(slack.shown("card")).hasSize(1);
        assertThat(card().again()).isTrue();
        slack.next(new Delivery.Undeliverable("channel_not_found"));
        done(mentors().submitted(Acts.ANSWER, job, Map.of(Forms.WORDS, "Yes."), ada));
        desk.mentoring().errands().run("answer/" + job + "/1");
        show();
        assertThat(slack.shown("answer")).hasSize(1);
        assertThat(slack.shown("answer").get(0).to()).isInstanceOf(Target.Direct.class);
    }

    @Test
    void anAnswerThatReachesNobodyIsToldOnTheCard() {
        slack.shared(false);
        String job = handedOver();
        done(mentors().submitted(Acts.ANSWER, job, Map.of(Forms.WORDS, "Yes."), ada));
        slack.next(new Delivery.Undeliverable("dms_closed"));
        desk.mentoring().errands().run("answer/" + job + "/1");
        show();
        assertThat(FakeMentorPort.text(card())).contains("takes no direct messages");
    }

    @Test
    void aMentorsAnswerBecomesKnowledgeWithCreditAndWithoutTheLearnersName() {
        String job = handedOver();
        done(mentors()
                .submitted(
                        Acts.ANSWER,
                        job,
                        Map.of(
                                Forms.WORDS,
                                "Yes, Lea! Ask for a day, then name one figure. Write to me at ada@example.org."
                                        + "\n\nMost teams expect it."),
                        ada));
        Response form = mentors().click(Acts.KNOWLEDGE, job, ada);
        List<io.github.mlmentor.chat.Form.Field> fields =
                ((Response.Opened) form).form().fields();
        assertThat(fields.get(2).initial())
                .contains("Yes, the learner!")
                .contains("(an address)")
                .doesNotContain("Lea")
                .doesNotContain("ada@");
        assertThat(fields.get(0).initial()).doesNotContain("Fontane");
        assertThat(fields.get(4).choices()).containsExactly("Name me: Ada Lovelace", Forms.NO_CREDIT);
        said(mentors()
                .submitted(
                        Acts.KNOWLEDGE,
                        job,
                        Map.of(
                                Forms.QUESTION,
                                "Can I negotiate my first offer?",
                                Forms.ASKS,
                                "May a junior negotiate salary?\nis negotiating an offer risky",
                                Forms.ANSWER,
                                fields.get(2).initial(),
                                Forms.CREDIT,
                                "Name me: Ada Lovelace"),
                        ada));
        show();
        Contribution draft = desk.store().drafts(new Board(Platform.SLACK, "w")).get(0);
        Letter shown = slack.shown("draft").get(0);
        assertThat(FakeMentorPort.text(shown))
                .contains("Draft: Can I negotiate my first offer?")
                .contains("is named in it")
                .contains("Ask for a day");
        assertThat(said(mentors().click(Acts.APPROVE, seen(draft), ada))).contains("Only curators");
        assertThat(said(mentors().click(Acts.APPROVE, seen(draft), actor("ada", Rights.ALL))))
                .contains("your own");
        assertThat(desk.index().current().base().article(draft.article())).isEmpty();
        done(mentors().click(Acts.APPROVE, seen(draft), cleo));
        Article served = desk.index().current().base().article(draft.article()).orElseThrow();
        assertThat(served.title()).isEqualTo("Can I negotiate my first offer?");
        assertThat(served.author()).isEqualTo("Ada Lovelace");
        assertThat(served.asks()).hasSize(3);
        assertThat(said(mentors().click(Acts.APPROVE, seen(draft), cleo))).contains("approved already");
        show();
        assertThat(slack.amended())
                .containsExactly(job + ": Answered since by Ada Lovelace: Can I negotiate my first offer?"
                        + " https://mentor.example.org/knowledge/" + draft.article());
        assertThat(desk.store().checks()).extracting(Check::article).containsExactly(draft.article());
    }

    @Test
    void ofTwoWhoDecideAtOnceOneDoes() throws Exception {
        propose("Is a PhD needed?", "No. Show what you built instead.");
        Contribution draft = desk.store().drafts(new Board(Platform.SLACK, "w")).get(0);
        List<CompletableFuture<Response>> both = new ArrayList<>();
        both.add(CompletableFuture.supplyAsync(() -> mentors().click(Acts.APPROVE, seen(draft), cleo)));
        both.add(CompletableFuture.supplyAsync(
                () -> mentors().submitted(Acts.REJECT, draft.id(), Map.of(Forms.WORDS, "No"), actor("c2", CURATOR))));
        int done = 0;
        for (CompletableFuture<Response> one : both) {
            done += one.get(20, TimeUnit.SECONDS).equals(new Response.Done()) ? 1 : 0;
        }
        assertThat(done).isEqualTo(1);
    }

    /** What the button under a draft carries now. */
    private String seen(Contribution draft) {
        return Curators.seen(desk.store().contribution(draft.id()).orElseThrow());
    }

    private void propose(String question, String answer) {
        Spoken spoken = new Spoken(new Board(Platform.SLACK, "w"), question, answer, "ada", "lea", "");
        said(mentors().propose(spoken, ada));
    }

    @Test
    void aDraftIsEditedBeforeItIsApprovedAndWhoEditedItLastCannotApproveIt() {
        propose("Lea asks: is a PhD needed?", "No. Lea, show what you built.");
        Contribution draft = desk.store().drafts(new Board(Platform.SLACK, "w")).get(0);
        assertThat(draft.markdown()).doesNotContain("Lea");
        Response form = mentors().click(Acts.EDIT, draft.id(), cleo);
        assertThat(form).isInstanceOf(Response.Opened.class);
        done(mentors()
                .submitted(
                        Acts.EDIT,
                        ((Response.Opened) form).form().context(),
                        Map.of(Forms.QUESTION, "Is a PhD needed?", Forms.ANSWER, "No. Show what you built."),
                        actor("cleo", Rights.ALL)));
        assertThat(said(mentors().click(Acts.APPROVE, Curators.seen(draft), actor("ada", Rights.ALL))))
                .contains("changed since you saw it");
        assertThat(said(mentors()
                        .submitted(
                                Acts.EDIT,
                                ((Response.Opened) form).form().context(),
                                Map.of(Forms.QUESTION, "Q?", Forms.ANSWER, "My own words."),
                                ada)))
                .contains("not saved", "My own words.");
        assertThat(said(mentors().click(Acts.APPROVE, draft.id(), cleo))).contains("older version");
        assertThat(said(mentors().click(Acts.APPROVE, seen(draft), cleo))).contains("your own");
        done(mentors().click(Acts.APPROVE, seen(draft), actor("ada", Rights.ALL)));
        assertThat(desk.index()
                        .current()
                        .base()
                        .article(draft.article())
                        .orElseThrow()
                        .shortAnswer())
                .isEqualTo("No. Show what you built.");
    }

    @Test
    void aWrongAnswerIsFixedInItsArticleAndNothingElseOfTheFileChanges() throws Exception {
        String job = asked(
                "Lea Fontane here: what is drift",
                "w",
                "answered",
                "{\"answer\":\"Drift is…\",\"sources\":[\"model-drift\"]}");
        Response form = mentors().fix(job, ada);
        io.github.mlmentor.chat.Form fix = ((Response.Opened) form).form();
        assertThat(fix.fields().get(1).initial()).startsWith("Watch the inputs");
        said(mentors()
                .submitted(
                        fix.id(),
                        fix.context(),
                        Map.of(
                                Forms.SHORT,
                                fix.fields().get(0).initial(),
                                Forms.SECTION,
                                "Watch the inputs first, then the predictions.",
                                Forms.CREDIT,
                                "Name me: Ada Lovelace"),
                        ada));
        show();
        Contribution draft = desk.store().drafts(new Board(Platform.SLACK, "w")).get(0);
        assertThat(draft.question()).contains("what is drift").doesNotContain("Fontane");
        assertThat(draft.isChange()).isTrue();
        assertThat(Drafts.diff(draft.base(), draft.markdown()).lines().filter(line -> line.matches("[-+].*")))
                .containsExactly(
                        "-Watch the inputs, the predictions and, when they come, the labels.",
                        "+Watch the inputs first, then the predictions.");
        done(mentors().click(Acts.APPROVE, seen(draft), cleo));
        assertThat(desk.index()
                        .current()
                        .base()
                        .article("model-drift")
                        .orElseThrow()
                        .sections()
                        .get(0)
                        .body()
                        .plainText())
                .isEqualTo("Watch the inputs first, then the predictions.");
        show();
        assertThat(slack.amended().get(0)).contains("Corrected by Ada Lovelace: What is model drift?");
        // Whoever changes the file by hand afterwards has the last word.
        java.nio.file.Files.writeString(
                desk.knowledge().resolve("model-drift.md"), draft.base().replace("labels", "labels, by hand"));
        desk.library().refresh();
        assertThat(desk.index()
                        .current()
                        .base()
                        .article("model-drift")
                        .orElseThrow()
                        .sections()
                        .get(0)
                        .body()
                        .plainText())
                .contains("by hand");
    }

    @Test
    void aDraftOfAnArticleThatChangedMeanwhileIsNotApproved() throws Exception {
        Response form = mentors().click(Acts.REVISE, "on-call", ada);
        io.github.mlmentor.chat.Form revise = ((Response.Opened) form).form();
        said(mentors()
                .submitted(
                        revise.id(),
                        revise.context(),
                        Map.of(
                                Forms.SHORT,
                                "Most do, and they are paid for it, so ask about the rotation first of all."),
                        ada));
        java.nio.file.Path file = desk.knowledge().resolve("on-call.md");
        java.nio.file.Files.writeString(
                file, java.nio.file.Files.readString(file).replace("sign", "sign anything"));
        desk.library().refresh();
        Contribution draft = desk.store().drafts(new Board(Platform.SLACK, "w")).get(0);
        assertThat(said(mentors().click(Acts.APPROVE, seen(draft), cleo))).contains("has changed since");
    }

    @Test
    void anArticleThatIsStillTrueCountsAsReadToday() {
        assertThat(said(mentors().click(Acts.CONFIRM, "on-call", ada))).contains("Only curators");
        assertThat(said(mentors().click(Acts.CONFIRM, "on-call", cleo))).contains("due again in a year");
        assertThat(desk.index()
                        .current()
                        .base()
                        .article("on-call")
                        .orElseThrow()
                        .reviewBy())
                .isEqualTo(java.time.LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC)
                        .plusYears(1));
        assertThat(said(mentors().click(Acts.CONFIRM, "on-call", cleo))).contains("already");
    }

    @Test
    void aRestartAtAnyStepLosesNothing() {
        String job = asked(QUESTION);
        said(mentors().submitted(Acts.ASK, job, Map.of(), lea));
        restart();
        show();
        done(mentors().click(Acts.CLAIM, job, ada));
        restart();
        done(mentors().submitted(Acts.ANSWER, job, Map.of(Forms.WORDS, "Yes. Ask for a day to think."), ada));
        restart();
        show();
        Response.Opened form = (Response.Opened) mentors().click(Acts.KNOWLEDGE, job, ada);
        restart();
        said(mentors()
                .submitted(
                        Acts.KNOWLEDGE,
                        job,
                        Map.of(
                                Forms.QUESTION,
                                "Can I negotiate?",
                                Forms.ANSWER,
                                form.form().fields().get(2).initial()),
                        ada));
        restart();
        show();
        Contribution draft = desk.store().drafts(new Board(Platform.SLACK, "w")).get(0);
        done(mentors().click(Acts.APPROVE, seen(draft), cleo));
        restart();
        show();
        assertThat(desk.index().current().base().article(draft.article())).isPresent();
        assertThat(slack.shown("card")).hasSize(1);
        assertThat(slack.shown("answer")).hasSize(1);
        assertThat(slack.amended()).hasSize(1);
    }

    private void restart() {
        desk = Desks.over(database, jobs, Map.of(Platform.SLACK, slack), folder, clock);
    }

    private static final Board BOARD = new Board(Platform.SLACK, "w");

    @Test
    void whatManyAskInVainIsOneGapUntilItsDraftAnswersThem() {
        for (int i = 0; i < 5; i++) {
            asked("Is a PhD needed?", "p" + i, Conversation.Kind.THREAD, "not_found", "");
        }
        asked("is a phd needed", "p9", Conversation.Kind.DIRECT, "not_found", "");
        asked("My secret: am I too old?", "p9", Conversation.Kind.DIRECT, "not_found", "");
        String wrong = asked("what is drift", "p1", Conversation.Kind.THREAD, "answered", "");
        assertThat(mentors()
                        .submitted(Acts.WRONG, wrong, Map.of(Forms.WHY, "It is outdated", Forms.WORDS, "2019"), lea))
                .isInstanceOf(Response.Said.class);
        desk.mentoring().errands().round();
        desk.mentoring().errands().round();
        List<Gap> gaps = desk.mentoring().gaps().of(BOARD);
        assertThat(gaps).extracting(Gap::count).containsExactly(6, 1, 1);
        Gap gap = gaps.get(0);
        assertThat(gap.people()).isEqualTo(6);
        assertThat(gap.lately()).isEqualTo(6);
        assertThat(gap.examples()).containsExactly("Is a PhD needed?");
        assertThat(gap.reasons()).containsEntry("not_found", 6);
        assertThat(gaps).flatExtracting(Gap::examples).noneMatch(example -> example.contains("secret"));
        assertThat(gaps).anySatisfy(one -> assertThat(one.reasons()).containsKey(Gap.UNHELPFUL));
        Actor stranger = new Actor(new Person(Platform.SLACK, "other", "eve"), Rights.ALL);
        assertThat(said(mentors().click(Acts.GAP, gap.id(), stranger))).contains("no such gap");
        io.github.mlmentor.chat.Form form = ((Response.Opened) mentors().click(Acts.GAP, gap.id(), ada)).form();
        assertThat(form.fields().get(0).initial()).isEqualTo("Is a PhD needed?");
        said(mentors()
                .submitted(
                        form.id(),
                        form.context(),
                        Map.of(
                                Forms.QUESTION,
                                "Is a PhD needed?",
                                Forms.ANSWER,
                                "No PhD is needed; show what you built."),
                        ada));
        desk.mentoring().errands().round();
        Contribution draft = desk.store().drafts(BOARD).get(0);
        assertThat(desk.mentoring().gaps().of(BOARD).get(0).contribution()).isEqualTo(draft.id());
        assertThat(desk.mentoring().gaps().of(BOARD).get(0).solvedAt()).isNull();
        done(mentors().click(Acts.APPROVE, seen(draft), cleo));
        desk.mentoring().errands().round();
        assertThat(desk.store().checks().get(0).passedAt()).isNotNull();
        assertThat(desk.mentoring().gaps().find(BOARD, gap.id()).orElseThrow().solvedAt())
                .isNotNull();
    }

    /** Lets it be the next Monday, ten o'clock. */
    private void monday() {
        java.time.ZonedDateTime now = clock.instant().atZone(java.time.ZoneOffset.UTC);
        java.time.ZonedDateTime monday = now.with(java.time.temporal.TemporalAdjusters.next(java.time.DayOfWeek.MONDAY))
                .truncatedTo(java.time.temporal.ChronoUnit.DAYS)
                .plusHours(10);
        clock.advance(Duration.between(now, monday));
    }

    @Test
    void theWeeksDigestCountsAndShowsNothingOfFewerThanFive() {
        monday();
        for (int i = 0; i < 6; i++) {
            asked(
                    "What is drift?",
                    "p" + i,
                    Conversation.Kind.THREAD,
                    "answered",
                    "{\"answer\":\"…\",\"sources\":[\"model-drift\"]}");
            asked("Is a PhD needed?", "p" + i, Conversation.Kind.THREAD, "not_found", "");
        }
        asked("On call?", "p1", Conversation.Kind.THREAD, "answered", "{\"sources\":[\"on-call\"]}");
        asked("How do I leave a bad team?", "p1", Conversation.Kind.THREAD, "not_found", "");
        String job = handedOver();
        done(mentors().submitted(Acts.ANSWER, job, Map.of(Forms.WORDS, "Yes."), ada));
        monday();
        desk.mentoring().errands().round();
        desk.mentoring().errands().round();
        show();
        assertThat(slack.shown("digest")).hasSize(1);
        String digest = FakeMentorPort.text(slack.shown("digest").get(0));
        assertThat(digest)
                .contains("15 questions of 7 people; I answered 7 (47 %)")
                .contains("Mentors were asked once and answered 1")
                .contains("What is model drift? (6)")
                .contains("“Is a PhD needed?” (6 people")
                .doesNotContain("on call")
                .doesNotContain("bad team");
        monday();
        desk.mentoring().errands().round();
        show();
        assertThat(FakeMentorPort.text(slack.shown("digest").get(1))).contains("Fewer than 5 people");
    }

    @Test
    void theDigestAsksWhetherWhatIsDueIsStillTrue() throws Exception {
        java.nio.file.Path file = desk.knowledge().resolve("on-call.md");
        java.nio.file.Files.writeString(
                file,
                java.nio.file.Files.readString(file).replace("status: live", "review_by: 2020-01-01\nstatus: live"));
        desk.library().refresh();
        monday();
        desk.mentoring().errands().round();
        show();
        Letter digest = slack.shown("digest").get(0);
        assertThat(FakeMentorPort.text(digest)).contains("Do ML engineers go on call? (since 2020-01-01)");
        assertThat(FakeMentorPort.buttons(digest))
                .containsExactly("Still true: Do ML engineers go on call?", "Edit: Do ML engineers go on call?");
        assertThat(digest.panel().actions().get(0).value()).isEqualTo("on-call");
    }

    @Test
    void whatIsApprovedIsAFileThatGitCanShowAndReadAgainItIsNotDoubled() throws Exception {
        propose("Is a PhD needed?", "No. Show what you built instead.");
        Contribution draft = desk.store().drafts(BOARD).get(0);
        done(mentors().click(Acts.APPROVE, seen(draft), cleo));
        done(approveShort("on-call", "Most do, and they are paid for it, so ask about the rotation first of all."));
        CommunityFiles files = new CommunityFiles(desk.store());
        assertThat(files.write(desk.knowledge()).written())
                .containsExactly("community/is-a-phd-needed.md", "on-call.md", CommunityFiles.QUESTIONS);
        assertThat(files.write(desk.knowledge())).isEqualTo(new CommunityFiles.Written(List.of(), List.of(), 2));
        desk.library().refresh();
        assertThat(desk.index().current().base().articles()).hasSize(4);
        assertThat(io.github.mlmentor.evaluation.QuestionFiles.read(
                        desk.knowledge().resolve(CommunityFiles.QUESTIONS)))
                .extracting(question -> question.relevant())
                .containsExactly(List.of("is-a-phd-needed"));
        // Another installation that has the files and not the database.
        io.github.mlmentor.knowledge.Library elsewhere = new io.github.mlmentor.knowledge.Library(
                new io.github.mlmentor.knowledge.KnowledgeLoader(
                        List.of(io.github.mlmentor.knowledge.MarkdownFolder.curated(desk.knowledge()))),
                clock);
        assertThat(elsewhere.current().articles()).hasSize(4);
        assertThat(elsewhere.problems()).noneMatch(io.github.mlmentor.knowledge.Problem::fatal);
        java.nio.file.Path file = desk.knowledge().resolve("on-call.md");
        java.nio.file.Files.writeString(file, java.nio.file.Files.readString(file) + "\nBy hand.\n");
        assertThat(files.write(desk.knowledge()).left()).containsExactly("on-call.md");
        assertThat(java.nio.file.Files.readString(file)).contains("By hand.");
    }

    private Response approveShort(String article, String words) {
        io.github.mlmentor.chat.Form revise = ((Response.Opened) mentors().click(Acts.REVISE, article, ada)).form();
        said(mentors().submitted(revise.id(), revise.context(), Map.of(Forms.SHORT, words), ada));
        return mentors().click(Acts.APPROVE, seen(desk.store().drafts(BOARD).get(0)), cleo);
    }

    @Test
    void aMentorWhoIsForgottenIsNamedNoMoreAndWithdrawsWhatIsUndecided() {
        said(mentors()
                .submitted(
                        Acts.KNOWLEDGE,
                        "-",
                        Map.of(
                                Forms.QUESTION, "Is a PhD needed?",
                                Forms.ANSWER, "No. Show what you built.",
                                Forms.CREDIT, "Name me: Ada Lovelace"),
                        ada));
        done(mentors().click(Acts.APPROVE, seen(desk.store().drafts(BOARD).get(0)), cleo));
        assertThat(desk.index()
                        .current()
                        .base()
                        .article("is-a-phd-needed")
                        .orElseThrow()
                        .author())
                .isEqualTo("Ada Lovelace");
        propose("Is a master needed?", "Neither.");
        Contribution undecided = desk.store().drafts(BOARD).get(0);
        new SqlPersonalData(database).forget(ada.person());
        desk.library().refresh();
        Article served =
                desk.index().current().base().article("is-a-phd-needed").orElseThrow();
        assertThat(served.author()).isEqualTo("a mentor of this community");
        assertThat(served.shortAnswer()).isEqualTo("No. Show what you built.");
        assertThat(said(mentors().click(Acts.APPROVE, seen(undecided), actor("ada", Rights.ALL))))
                .contains("rejected already");
        assertThat(desk.store().contribution(undecided.id()).orElseThrow().markdown())
                .isEmpty();
    }

    @Test
    void whoIsForgottenLeavesNeitherNameNorWordsBehind() {
        String job = handedOver();
        SqlPersonalData data = new SqlPersonalData(database);
        Person person = lea.person();
        assertThat(data.export(person)).contains("I read blogs");
        data.forget(person);
        HandOver now = desk.store().handOver(job).orElseThrow();
        assertThat(now.state()).isEqualTo(HandOver.State.WITHDRAWN);
        assertThat(now.toString())
                .doesNotContain("lea,")
                .doesNotContain("blogs")
                .doesNotContain("Fontane");
        desk.mentoring().errands().round();
        show();
        assertThat(FakeMentorPort.text(card())).contains("withdrew").doesNotContain("Fontane");
        assertThat(data.export(person)).doesNotContain("blogs");
    }
}
